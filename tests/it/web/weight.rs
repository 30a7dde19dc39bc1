//! What a page weighs on the line, with everything that it asks for.

use super::Browser;
use crate::{
    progress_import::{Put, download, upload},
    sample::report_all,
    web::reading::{publish_plan, publish_report},
};
use reqwest::{Method, StatusCode};
use std::collections::BTreeSet;
use sucharit_tests::on_both_databases;

/// The most that a first visit may take: the page with styles, scripts, fonts.
const FIRST: usize = 150 << 10;

/// The most that a later one may take: the page alone.
const LATER: usize = 30 << 10;

/// What comes over the line for an address, as a browser asks; and whether it came compressed.
async fn transferred(browser: &mut Browser, path: &str) -> (usize, bool) {
    let request = browser.request(Method::GET, path).header("accept-encoding", "gzip");
    let answer = browser.fetch(request).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}");
    (answer.header("content-length").parse().expect("a length"), answer.header("content-encoding") == "gzip")
}

/// The assets that a text names.
fn assets(text: &str) -> BTreeSet<String> {
    let names = text.split(['"', '\'', '(', ')']).filter(|part| part.starts_with("/assets/"));
    names.map(str::to_owned).collect()
}

on_both_databases! {
    async fn pages_are_light(server) {
        const OF: &str = "/organization/wapi-pathum";
        publish_report(&server).await;
        publish_plan(&server).await;
        report_all(&server, 2567, "TWELVE_MONTH").await;
        // Every row of the form says something else than what is recorded.
        let mut form = download(&server, 2566, "SIX_MONTH").await;
        for row in 7..=42 {
            form.set(&format!("J{row}"), Put::Text("อยู่ระหว่างดำเนินการ")).set(&format!("M{row}"), Put::Text("ดำเนินการแล้วสามครั้ง มีผู้เข้าร่วม 120 คน"));
        }
        let preview = upload(&server, &form).await;
        assert_eq!((preview["changes"].as_array().unwrap().len(), preview["problems"].as_array().unwrap().len()), (36, 0), "{preview}");
        let preview = format!("/progress-import/{}", preview["id"].as_str().expect("an id"));
        let planners = [
            "/".to_owned(), format!("{OF}/plan/2566"), format!("{OF}/plan/2566/project/28"),
            format!("{OF}/round/2568/six-month/progress?division="), format!("{OF}/round/2568/six-month/table?division="),
            format!("{OF}/round/2567/twelve-month/table?division="), format!("{OF}/round/2567/twelve-month/project/28"),
            format!("{OF}/round/2568/six-month"), format!("{OF}/overview/2568"), format!("{OF}/risk/2568"), preview,
            "/public".to_owned(), "/public/wapi-pathum/2568/six-month".to_owned(), "/public/wapi-pathum/plan/2568".to_owned(),
        ];
        let mut planner = Browser::signed_in(&server, "planner").await;
        let mut central = Browser::signed_in(&server, "nacc-central").await;
        weigh(&mut planner, &planners).await;
        weigh(&mut central, &["/area/TH/2568/six-month".to_owned(), "/area/TH-44/2568/six-month".to_owned()]).await;
    }
}

async fn weigh(browser: &mut Browser, pages: &[String]) {
    for page in pages {
        let text = browser.open(page).await.text;
        let mut named = assets(&text);
        let style = named.iter().find(|name| name.contains("/style-")).expect("a style sheet").clone();
        // All fonts of the style sheet, though most pages need fewer.
        named.append(&mut assets(&browser.open(&style).await.text));
        assert!(named.len() > 6 && named.iter().any(|name| name.contains("/page-")), "{named:?}");
        let (later, is_compressed) = transferred(browser, page).await;
        assert!(is_compressed && later < text.len(), "{page}");
        assert!(later < LATER, "{page}: {later} bytes");
        let mut first = later;
        for asset in &named {
            let (bytes, is_compressed) = transferred(browser, asset).await;
            assert_eq!(is_compressed, !asset.contains(".woff2"), "{asset}");
            first += bytes;
        }
        assert!(first < FIRST, "{page}: {first} bytes");
    }
}

//! A page costs the same with 1 and with 36 projects.

use super::Browser;
use crate::sample::report_all;
use reqwest::StatusCode;
use sucharit_tests::on_both_databases;

on_both_databases! {
    async fn pages_take_a_fixed_number_of_statements(server) {
        const ROUND: &str = "/organization/wapi-pathum/round/2568/six-month";
        let pages = ["/".to_owned(), ROUND.to_owned(), format!("{ROUND}/progress?division="), format!("{ROUND}/table?division="),
            format!("{ROUND}/project/1"), format!("{ROUND}/spreadsheet"), format!("{ROUND}/submit"), "/account/sessions".to_owned()];
        report_all(&server, 2568, "SIX_MONTH").await;
        let mut browser = Browser::signed_in(&server, "planner").await;
        let mut counts = Vec::new();
        for page in &pages {
            let page = browser.open(page).await;
            assert_eq!(page.status, StatusCode::OK);
            counts.push(page.statements());
        }
        server.database.execute("DELETE FROM progress WHERE project_id NOT IN (SELECT id FROM project WHERE number = 1)").await;
        server.database.execute("DELETE FROM project WHERE number > 1").await;
        for (page, with_36) in pages.iter().zip(counts) {
            assert_eq!(browser.open(page).await.statements(), with_36, "{page}");
            assert!(with_36 <= 33, "{page}: {with_36}");
        }
    }
}

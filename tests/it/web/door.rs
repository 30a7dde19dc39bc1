//! What holds for every page.

use super::Browser;
use reqwest::{Method, StatusCode};
use sucharit_tests::on_both_databases;

const ROUND: &str = "/organization/wapi-pathum/round/2568/six-month";

on_both_databases! {
    async fn pages_take_nothing_from_elsewhere(server) {
        let mut browser = Browser::signed_in(&server, "planner").await;
        for path in ["/", "/sign-in", "/settings", "/account", "/nothing", ROUND, "/account/tokens"] {
            let page = browser.open(path).await;
            if page.status == StatusCode::SEE_OTHER {
                continue;
            }
            let policy = page.header("content-security-policy");
            assert!(policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{path}: {policy}");
            assert!(!policy.contains("unsafe"), "{path}");
            assert_eq!(page.header("x-content-type-options"), "nosniff", "{path}");
            assert_eq!(page.header("referrer-policy"), "same-origin", "{path}");
            assert_eq!(page.header("cache-control"), "no-store", "{path}");
            for unwanted in ["<style", " style=", " onclick=", "javascript:", "<script>", "http://", "https://"] {
                assert!(!page.text.contains(unwanted), "{path}: {unwanted}");
            }
            assert!(page.text.contains("<html lang=\"th\""), "{path}");
        }
    }

    async fn assets_are_kept_for_good(server) {
        let mut browser = Browser::signed_in(&server, "planner").await;
        let page = browser.open("/").await;
        let names: Vec<&str> = page.text.split(['"', '\'']).filter(|part| part.starts_with("/assets/")).collect();
        assert!(names.len() > 3, "{names:?}");
        for name in names {
            let asset = browser.open(name).await;
            assert_eq!(asset.status, StatusCode::OK, "{name}");
            assert!(asset.header("cache-control").contains("immutable"), "{name}");
        }
        let gone = browser.open("/assets/style-0000000000000000.css").await;
        assert_eq!(gone.status, StatusCode::NOT_FOUND);
    }

    async fn signed_out_visitors_are_sent_to_sign_in_and_back(server) {
        let mut browser = Browser::new(&server);
        for path in ["/account", ROUND, "/progress", "/notifications"] {
            let page = browser.open(path).await;
            assert_eq!(page.status, StatusCode::SEE_OTHER, "{path}");
            assert_eq!(page.location(), format!("/sign-in?next={path}"));
        }
        assert_eq!(browser.open("/").await.location(), "/sign-in");
        let page = browser.open(&format!("/sign-in?next={ROUND}")).await;
        assert_eq!(page.value("next"), ROUND);
        let fields = [("username", "planner"), ("password", sucharit_tests::actors::PASSWORD)];
        for (next, lands) in [(ROUND, ROUND), ("//evil.example", "/"), ("https://evil.example/", "/"), ("/\\evil.example", "/")] {
            let page = browser.send("/sign-in", &[fields[0], fields[1], ("next", next)]).await;
            assert_eq!((page.status, page.location()), (StatusCode::SEE_OTHER, lands), "{next}");
        }
        assert!(browser.open(ROUND).await.text.contains("รายงานรอบ"));
    }

    async fn a_refused_sign_in_says_so_and_keeps_the_name(server) {
        let mut browser = Browser::new(&server);
        let page = browser.send("/sign-in", &[("username", "planner"), ("password", "wrong"), ("next", ROUND)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!((page.value("username"), page.value("next")), ("planner", ROUND));
        assert!(page.text.contains("error-summary") && !page.text.contains("wrong\""), "the password is not sent back");
        assert_eq!(browser.cookie("sucharit-session"), None);
        let page = browser.send("/sign-in", &[("username", ""), ("password", "")]).await;
        assert!(page.text.contains("กรอกชื่อผู้ใช้") && page.text.contains("กรอกรหัสผ่าน"), "every fault at once");
    }

    async fn a_broken_session_is_none(server) {
        let browser = Browser::signed_in(&server, "clerk").await;
        let session = browser.cookie("sucharit-session").unwrap();
        let cut = &session[..session.len() - 1];
        for cookie in ["sucharit-session=x".to_owned(), format!("sucharit-session={cut}"), "sucharit-session".to_owned(),
            format!("sucharit-session={session}; sucharit-session=other"), "sucharit-reading=\"; sucharit-seen=x.y".to_owned()] {
            let request = browser.request(Method::GET, "/account").header("accept", "text/html").header("cookie", &cookie);
            let answer = request.send().await.unwrap();
            assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{cookie}");
            assert_eq!(answer.headers()["location"], "/sign-in?next=/account", "{cookie}");
        }
    }

    async fn signing_out_ends_the_session(server) {
        let mut browser = Browser::signed_in(&server, "clerk").await;
        let session = browser.cookie("sucharit-session").unwrap().to_owned();
        assert_eq!(browser.open("/").await.status, StatusCode::OK);
        let page = browser.send("/sign-out", &[]).await;
        assert_eq!((page.status, page.location()), (StatusCode::SEE_OTHER, "/sign-in?done=signed-out"));
        assert_eq!(browser.cookie("sucharit-session"), Some(""));
        let old = browser.request(Method::GET, "/").header("cookie", format!("sucharit-session={session}"));
        let answer = old.header("accept", "text/html").send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::SEE_OTHER, "the old cookie opens nothing");
    }

    async fn forms_of_other_sites_are_turned_away_with_a_page(server) {
        let mut browser = Browser::signed_in(&server, "planner").await;
        let strange = browser
            .request(Method::POST, "/account/tokens")
            .header("content-type", "application/x-www-form-urlencoded")
            .header("origin", "https://evil.example")
            .body("name=stolen&days=1");
        let page = browser.fetch(strange).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN);
        assert!(page.text.contains("ทำรายการนี้ไม่ได้") && page.header("content-type").starts_with("text/html"));
        assert!(!browser.open("/account/tokens").await.text.contains("stolen"), "nothing was made");
    }

    async fn what_goes_wrong_is_a_page_for_people_and_json_for_programs(server) {
        let mut browser = Browser::signed_in(&server, "planner").await;
        for path in ["/nothing", "/organization/nowhere/round/2568/six-month", "/organization/wapi-pathum/round/1/six-month",
            "/organization/wapi-pathum/round/2568/nine-month", "/organization/wapi-pathum/round/2568/six-month/project/99",
            "/organization/wapi-pathum/round/2568/six-month/destroy", "/organization/wapi-pathum/round/2580/six-month"] {
            let page = browser.open(path).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
            assert!(page.text.contains("ไม่พบหน้าที่ท่านเปิด"), "{path}");
        }
        let json = server.client.get(server.url("/nothing")).send().await.unwrap();
        assert_eq!(json.headers()["content-type"], "application/json; charset=utf-8");
        let wrong = browser.open("/sign-out").await;
        assert_eq!((wrong.status, wrong.header("allow").is_empty()), (StatusCode::METHOD_NOT_ALLOWED, false));
        let large = "x".repeat(2 << 20);
        let page = browser.send("/account/tokens", &[("name", &large), ("days", "1")]).await;
        assert_eq!(page.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert!(page.text.contains("ขนาดใหญ่เกินไป"));
        let no_form = browser.request(Method::POST, "/account/tokens").header("content-type", "application/json").body("{}");
        assert_eq!(browser.fetch(no_form).await.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    }

    async fn whoever_is_signed_in_stays_so_on_a_refusal(server) {
        let mut browser = Browser::signed_in(&server, "planner").await;
        let large = "x".repeat(2 << 20);
        let no_form = browser.request(Method::POST, "/account/tokens").header("content-type", "application/json").body("{}");
        let no_file = browser.request(Method::POST, "/imports/progress")
            .header("content-type", "multipart/form-data; boundary=b").body("--b--\r\n");
        let pages = [
            (browser.open("/nothing").await, StatusCode::NOT_FOUND),
            (browser.open("/public/nobody").await, StatusCode::NOT_FOUND),
            (browser.open("/sign-out").await, StatusCode::METHOD_NOT_ALLOWED),
            (browser.send("/account/tokens", &[("name", &large), ("days", "1")]).await, StatusCode::PAYLOAD_TOO_LARGE),
            (browser.fetch(no_form).await, StatusCode::UNSUPPORTED_MEDIA_TYPE),
            (browser.fetch(no_file).await, StatusCode::BAD_REQUEST),
        ];
        for (page, status) in pages {
            assert_eq!(page.status, status);
            assert!(page.text.contains("ผู้ทดสอบ planner") && page.text.contains("action=\"/sign-out\""), "{}", page.text);
        }
        browser.forget();
        assert!(browser.open("/nothing").await.text.contains("href=\"/sign-in\""));
    }

    async fn a_file_that_is_sent_too_late_is_asked_for_again(server) {
        let mut browser = Browser::new(&server);
        let place = format!("{ROUND}/spreadsheet");
        let late = browser.request(Method::POST, "/imports/progress")
            .header("content-type", "multipart/form-data; boundary=b").header("referer", server.url(&place)).body("--b--\r\n");
        let page = browser.fetch(late).await;
        assert_eq!(page.status, StatusCode::UNAUTHORIZED);
        assert!(page.text.contains("ระบบยังไม่ได้รับไฟล์") && page.text.contains(&format!("href=\"/sign-in?next={place}\"")), "{}", page.text);
    }

    async fn another_organizations_pages_do_not_exist(server) {
        server.add_organizations(1).await;
        let mut browser = Browser::signed_in(&server, "planner").await;
        for rest in ["", "/progress", "/table", "/project/1", "/submit"] {
            let page = browser.open(&format!("/organization/more-1/round/2568/six-month{rest}")).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{rest}");
        }
    }

    async fn a_broken_database_is_a_page_with_the_requests_number(server) {
        let mut browser = Browser::signed_in(&server, "planner").await;
        server.database.execute("ALTER TABLE progress RENAME TO progress_gone").await;
        let page = browser.open(ROUND).await;
        assert_eq!(page.status, StatusCode::INTERNAL_SERVER_ERROR);
        let id = page.header("x-request-id").to_owned();
        assert!(page.text.contains("ระบบขัดข้อง") && page.text.contains(&id));
    }

    async fn people_choose_how_they_read(server) {
        let mut browser = Browser::signed_in(&server, "planner").await;
        let page = browser.send("/settings", &[("language", "en"), ("numerals", "thai"), ("textSize", "large")]).await;
        assert_eq!(page.location(), "/settings?done=saved");
        let page = browser.open(ROUND).await;
        assert!(page.text.contains("<html lang=\"en\" class=\"text-large\">") && page.text.contains("Round report"));
        assert!(page.text.contains("๒๕๖๘"), "Thai digits");
        let page = browser.send(&format!("{ROUND}/return"), &[("expectedVersion", "1"), ("reason", "")]).await;
        assert!(page.text.contains("Your role") || page.text.contains("your role"), "refusals are in English, too");
        let odd = browser.send("/settings", &[("language", "<script>"), ("numerals", ""), ("textSize", "")]).await;
        assert_eq!(odd.location(), "/settings?done=saved");
        assert!(browser.open("/").await.text.contains("<html lang=\"th\" class=\"text-normal\">"), "nonsense is the default");
    }

    async fn a_token_is_shown_once_and_revoked(server) {
        let mut browser = Browser::signed_in(&server, "planner").await;
        let page = browser.send("/account/tokens", &[("name", "แดชบอร์ด"), ("days", "๓๐"), ("access", "read")]).await;
        assert_eq!(page.status, StatusCode::OK);
        let secret = page.text.split("id=\"secret\">").nth(1).and_then(|rest| rest.split('<').next()).unwrap().to_owned();
        let answer = server.with_token(&secret).ask("{ viewer { username } }", serde_json::json!({})).await;
        assert_eq!(answer["viewer"]["username"], "planner");
        let page = browser.open("/account/tokens").await;
        assert!(page.text.contains("แดชบอร์ด") && !page.text.contains(&secret));
        let page = browser.send("/account/tokens/revoke", &[("token", "แดชบอร์ด")]).await;
        assert_eq!(page.location(), "/account/tokens?done=revoked");
        let answer = server.with_token(&secret).send("{ viewer { username } }", serde_json::json!({})).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        let page = browser.send("/account/tokens", &[("name", ""), ("days", "many")]).await;
        assert_eq!((page.status, page.value("days")), (StatusCode::UNPROCESSABLE_ENTITY, "many"));
    }

    async fn a_new_password_signs_every_browser_out(server) {
        let mut browser = Browser::signed_in(&server, "executive").await;
        let mut other = Browser::signed_in(&server, "executive").await;
        let old = sucharit_tests::actors::PASSWORD;
        let new = "ต้นจามจุรี กับแมว ๗ ตัว";
        let differing = [("oldPassword", old), ("newPassword", new), ("newPasswordAgain", "another")];
        let page = browser.send("/account/password", &differing).await;
        assert!(page.status == StatusCode::UNPROCESSABLE_ENTITY && !page.text.contains(new), "{}", page.status);
        let page = browser.send("/account/password", &[("oldPassword", old), ("newPassword", old), ("newPasswordAgain", old)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "the same again");
        assert!(page.text.contains("href=\"#newPassword\"") && page.text.contains("ไม่ซ้ำกับรหัสผ่านเดิม"), "{}", page.text);
        let page = browser.send("/account/password", &[("oldPassword", old), ("newPassword", new), ("newPasswordAgain", new)]).await;
        assert_eq!(page.location(), "/sign-in?done=password");
        assert_eq!(other.open("/").await.status, StatusCode::SEE_OTHER);
        let page = other.send("/sign-in", &[("username", "executive"), ("password", new)]).await;
        assert_eq!(page.location(), "/");
    }

    async fn one_ends_ones_other_sessions(server) {
        let mut browser = Browser::signed_in(&server, "clerk").await;
        let mut other = Browser::signed_in(&server, "clerk").await;
        let page = browser.open("/account/sessions").await;
        assert_eq!(page.text.matches("<tr><td>").count(), 2);
        assert_eq!(browser.send("/account/sessions", &[("others", "end")]).await.location(), "/account/sessions?done=ended");
        assert_eq!(other.open("/").await.status, StatusCode::SEE_OTHER);
        assert_eq!(browser.open("/").await.status, StatusCode::OK);
    }
}

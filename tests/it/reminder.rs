//! Messages: reminders, hand-overs, and their way by mail.

use chrono::TimeDelta;
use serde_json::{Value, json};
use std::{net::SocketAddr, sync::Arc};
use sucharit_server::{
    config::Settings,
    mail::{MailTls, Mailer},
    workflow::Delivered,
};
use sucharit_tests::{
    Server, SetClock, on_each_database,
    smtp::{Mood, SmtpServer},
};

const NOTIFICATIONS: &str = "query($first: Int, $after: String, $last: Int, $before: String) { viewer {
    notifications(first: $first, after: $after, last: $last, before: $before) { totalCount
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        nodes { id kind subject body aboutId createdAt delivery sentAt } } } }";

async fn page(server: &Server, username: &str, variables: Value) -> Value {
    server.by(username).ask(NOTIFICATIONS, variables).await["viewer"]["notifications"].clone()
}

async fn messages(server: &Server, username: &str) -> Vec<Value> {
    page(server, username, json!({})).await["nodes"].as_array().expect("a list").clone()
}

fn settings(address: Option<SocketAddr>) -> Settings {
    let mut settings = Settings::read(None, Some("unused".as_ref())).expect("the defaults are right");
    if let Some(address) = address {
        settings.mail.host = address.ip().to_string();
        settings.mail.port = address.port();
        settings.mail.tls = MailTls::None;
        "Sucharit <noreply@example.go.th>".clone_into(&mut settings.mail.from);
        "https://plan.example.go.th".clone_into(&mut settings.http.public_url);
    }
    settings
}

fn mailer(server: &Server, address: Option<SocketAddr>) -> Mailer {
    Mailer::new(server.workflow.clone(), &settings(address)).expect("the settings are right")
}

/// A server seven days before the six-month reports of 2568 are due.
async fn a_week_before(database: sucharit_tests::Database) -> (Server, SetClock) {
    let clock = SetClock::at(2025, 4, 23);
    (Server::start_at(database, Arc::new(clock.clone())).await, clock)
}

/// Leaves one message alone to be sent: the planner's.
async fn only_the_planners(server: &Server) {
    server.workflow.remind().await.expect("the sweep");
    let others = "DELETE FROM notification WHERE account_id <> (SELECT id FROM account WHERE username = 'planner')";
    server.database.execute(others).await;
    assert_eq!(server.database.count("SELECT COUNT(*) FROM notification").await, 1);
}

const fn delivered(sent: usize, put_off: usize, lost: usize) -> Delivered {
    Delivered { sent, put_off, lost }
}

on_each_database! {
    async fn thirty_seven_and_one_day_before_a_due_date_and_once(database) {
        let clock = SetClock::at(2025, 3, 30);
        let server = Server::start_at(database, Arc::new(clock.clone())).await;
        let events = server.event_count().await;
        for (month, day, expected) in [(3, 30, 0), (3, 31, 1), (4, 1, 1), (4, 22, 1), (4, 23, 2), (4, 28, 2), (4, 29, 3), (4, 30, 3), (5, 1, 3)] {
            clock.set(2025, month, day);
            for _ in 0..2 {
                server.workflow.remind().await.expect("the sweep");
            }
            for username in ["planner", "officer"] {
                assert_eq!(messages(&server, username).await.len(), expected, "{username} on {day}/{month}");
            }
        }
        for username in ["clerk", "executive", "nacc-province", "nacc-central", "admin"] {
            assert_eq!(messages(&server, username).await, Vec::<Value>::new(), "{username} has nothing to do yet");
        }
        let newest = &messages(&server, "planner").await[0];
        assert_eq!(newest["subject"], "อีก 1 วันครบกำหนด: รายงานผลรอบ 6 เดือน ปีงบประมาณ พ.ศ. 2568");
        let body = newest["body"].as_str().unwrap();
        assert!(body.contains("วันครบกำหนด: 30 เมษายน 2568") && body.contains("36 โครงการ"), "{body}");
        assert!(body.contains("เทศบาลตำบลวาปีปทุม"), "{body}");
        let report = server.ask("query($id: ID!) { node(id: $id) { ... on RoundReport { dueOn } } }", json!({ "id": newest["aboutId"] })).await;
        assert_eq!(report["node"]["dueOn"], "2025-04-30");
        assert_eq!(server.event_count().await, events, "a reminder changes nothing");
    }

    async fn a_moved_due_date_is_reminded_of_anew(database) {
        let (server, clock) = a_week_before(database).await;
        server.workflow.remind().await.expect("the sweep");
        let extend = "mutation($input: ExtendDueDateInput!) { extendDueDate(input: $input) { userErrors { code } } }";
        let input = json!({ "organizationCode": "wapi-pathum", "fiscalYear": 2568, "round": "SIX_MONTH", "dueOn": "2025-05-30", "reason": "น้ำท่วม" });
        server.by("nacc-province").change(extend, json!({ "input": input })).await;
        server.workflow.remind().await.expect("the sweep");
        assert_eq!(messages(&server, "planner").await.len(), 1, "five weeks are left now");
        clock.set(2025, 5, 1);
        server.workflow.remind().await.expect("the sweep");
        assert!(messages(&server, "planner").await[0]["body"].as_str().unwrap().contains("30 พฤษภาคม 2568"));
    }

    async fn those_whose_turn_it_is_are_reminded(database) {
        let (server, clock) = a_week_before(database).await;
        for (state, day, username, words) in
            [("SUBMITTED", 23, "clerk", "รอท่านพิจารณาให้ความเห็นชอบ"), ("ENDORSED", 29, "executive", "รอท่านพิจารณาอนุมัติ")]
        {
            clock.set(2025, 4, day);
            server.database.execute(&format!("UPDATE round_report SET state = '{state}' WHERE fiscal_year = 2568 AND round = 6")).await;
            server.workflow.remind().await.expect("the sweep");
            let told = messages(&server, username).await;
            assert!(told[0]["body"].as_str().unwrap().contains(words), "{told:?}");
        }
        assert_eq!(messages(&server, "planner").await, Vec::<Value>::new());
        server.database.execute("UPDATE account SET is_disabled = TRUE WHERE username = 'executive'").await;
        server.database.execute("DELETE FROM notification").await;
        server.workflow.remind().await.expect("the sweep");
        assert_eq!(server.database.count("SELECT COUNT(*) FROM notification").await, 0, "nobody writes to a disabled account");
    }

    async fn each_step_of_the_chain_tells_whose_turn_it_is(database) {
        let (server, clock) = a_week_before(database).await;
        for number in 1..=36 {
            server.record(number, 2568, "SIX_MONTH", json!({ "status": "IN_PROGRESS" })).await;
        }
        let find = "{ organization(code: \"wapi-pathum\") { plan(fiscalYear: 2568) { roundReport(fiscalYear: 2568, round: SIX_MONTH) { id version } } } }";
        let report = async || server.ask(find, json!({})).await["organization"]["plan"]["roundReport"].clone();
        let step = async |username: &str, verb: &str, words: Option<(&str, &str)>| {
            // Messages of one moment have no order.
            clock.pass(TimeDelta::minutes(1));
            let report = report().await;
            let mut input = json!({ "reportId": report["id"], "expectedVersion": report["version"] });
            if let Some((field, words)) = words {
                input[field] = json!(words);
            }
            let name = format!("{}{}", verb[..1].to_uppercase(), &verb[1..]);
            let mutation = format!("mutation($input: {name}Input!) {{ {verb}(input: $input) {{ userErrors {{ code }} }} }}");
            let payload = server.by(username).change(&mutation, json!({ "input": input })).await;
            assert_eq!(payload["userErrors"], json!([]), "{verb}");
        };
        step("planner", "submitRoundReport", None).await;
        assert_eq!(messages(&server, "clerk").await[0]["kind"], "SUBMITTED");
        step("clerk", "returnRoundReport", Some(("reason", "ขาดผลการดำเนินงาน"))).await;
        let returned = &messages(&server, "planner").await[0];
        assert_eq!(returned["kind"], "RETURNED");
        assert!(returned["body"].as_str().unwrap().contains("ขาดผลการดำเนินงาน"));
        step("planner", "submitRoundReport", None).await;
        assert_eq!(messages(&server, "clerk").await.len(), 2, "each submission is told");
        step("clerk", "endorseRoundReport", Some(("opinion", "เห็นชอบ"))).await;
        assert_eq!(messages(&server, "executive").await[0]["kind"], "ENDORSED");
        step("executive", "approveRoundReport", Some(("opinion", "อนุมัติ"))).await;
        assert_eq!(messages(&server, "planner").await[0]["kind"], "APPROVED");
        // Refused, a step tells nobody.
        let before = server.database.count("SELECT COUNT(*) FROM notification").await;
        let stale = json!({ "input": { "reportId": report().await["id"], "expectedVersion": 1, "opinion": "ก" } });
        server.by("clerk").change("mutation($input: EndorseRoundReportInput!) { endorseRoundReport(input: $input) { userErrors { code } } }", stale).await;
        assert_eq!(server.database.count("SELECT COUNT(*) FROM notification").await, before);
    }

    async fn without_a_mail_server_messages_are_read_here(database) {
        let (server, _) = a_week_before(database).await;
        assert_eq!(mailer(&server, None).run_once().await.expect("a run"), delivered(0, 0, 0));
        let told = messages(&server, "planner").await;
        assert_eq!((told.len(), &told[0]["delivery"], &told[0]["sentAt"]), (1, &json!("WAITING"), &Value::Null));
        assert_eq!(server.signed_out().ask("{ viewer { notifications { totalCount } } }", json!({})).await["viewer"], Value::Null);
    }

    async fn thai_arrives_as_it_was_written(database) {
        let (server, _) = a_week_before(database).await;
        only_the_planners(&server).await;
        let post = SmtpServer::start(Mood::Willing, None).await;
        let mut mailer = mailer(&server, Some(post.address));
        // The day's sweep would write to the officer again.
        server.database.execute("UPDATE account SET is_disabled = TRUE WHERE username = 'officer'").await;
        assert_eq!(mailer.run_once().await.expect("a run"), delivered(1, 0, 0));
        assert_eq!(mailer.run_once().await.expect("a run"), delivered(0, 0, 0), "never twice");
        let letters = post.letters();
        assert_eq!(letters.len(), 1);
        let (letter, told) = (&letters[0], &messages(&server, "planner").await[0]);
        assert_eq!(letter.recipients, ["planner@example.go.th"]);
        assert_eq!(letter.head("Subject").as_deref(), told["subject"].as_str());
        let body = format!("{}\r\n\r\nhttps://plan.example.go.th", told["body"].as_str().unwrap().replace('\n', "\r\n"));
        assert_eq!(letter.body(), body);
        assert_eq!(letter.head("Content-Type").as_deref(), Some("text/plain; charset=utf-8"));
        let id = told["id"].as_str().unwrap().trim_start_matches("notification:").to_owned();
        assert_eq!(letter.head("Message-ID"), Some(format!("<{id}@example.go.th>")));
        assert_eq!((&told["delivery"], told["sentAt"].is_string()), (&json!("SENT"), true));
    }

    async fn a_mail_server_that_is_down_for_an_hour_loses_and_doubles_nothing(database) {
        let (server, clock) = a_week_before(database).await;
        only_the_planners(&server).await;
        server.database.execute("UPDATE account SET is_disabled = TRUE WHERE username = 'officer'").await;
        let address = SmtpServer::nowhere().await;
        let mut mailer = mailer(&server, Some(address));
        let mut attempts = 0;
        for _ in 0..60 {
            attempts += mailer.run_once().await.expect("a run").put_off;
            clock.pass(TimeDelta::minutes(1));
        }
        assert_eq!(attempts, 6, "after 0, 1, 3, 7, 15 and 31 minutes");
        assert_eq!(messages(&server, "planner").await[0]["delivery"], "WAITING");
        let post = SmtpServer::start(Mood::Willing, Some(address)).await;
        let mut sent = 0;
        for _ in 0..60 {
            sent += mailer.run_once().await.expect("a run").sent;
            clock.pass(TimeDelta::minutes(1));
        }
        assert_eq!((sent, post.letters().len()), (1, 1));
    }

    async fn two_that_send_at_once_send_once(database) {
        let (server, _) = a_week_before(database).await;
        server.workflow.remind().await.expect("the sweep");
        let waiting = usize::try_from(server.database.count("SELECT COUNT(*) FROM notification").await).unwrap();
        let post = SmtpServer::start(Mood::Willing, None).await;
        let (mut one, mut other) = (mailer(&server, Some(post.address)), mailer(&server, Some(post.address)));
        let (one, other) = tokio::join!(one.run_once(), other.run_once());
        let sent = one.expect("a run").sent + other.expect("a run").sent;
        assert_eq!((sent, post.letters().len()), (waiting, waiting));
    }

    async fn what_the_mail_server_says_decides(database) {
        let (server, clock) = a_week_before(database).await;
        only_the_planners(&server).await;
        server.database.execute("UPDATE account SET is_disabled = TRUE WHERE username = 'officer'").await;
        let post = SmtpServer::start(Mood::Busy, None).await;
        let mut sender = mailer(&server, Some(post.address));
        assert_eq!(sender.run_once().await.expect("a run"), delivered(0, 1, 0), "not now: later");
        assert_eq!(sender.run_once().await.expect("a run"), delivered(0, 0, 0), "not before a minute passed");
        clock.pass(TimeDelta::minutes(1));
        post.turn(Mood::Unwilling);
        assert_eq!(sender.run_once().await.expect("a run"), delivered(0, 0, 1), "no such person: never");
        assert_eq!(messages(&server, "planner").await[0]["delivery"], "FAILED");
        clock.pass(TimeDelta::hours(2));
        assert_eq!(sender.run_once().await.expect("a run"), delivered(0, 0, 0));
        assert_eq!(post.letters().len(), 0);
    }

    async fn what_may_have_arrived_is_not_sent_again(database) {
        let (server, clock) = a_week_before(database).await;
        only_the_planners(&server).await;
        server.database.execute("UPDATE account SET is_disabled = TRUE WHERE username = 'officer'").await;
        let post = SmtpServer::start(Mood::Faint, None).await;
        let mut sender = mailer(&server, Some(post.address));
        assert_eq!(sender.run_once().await.expect("a run"), delivered(0, 0, 1));
        assert_eq!(messages(&server, "planner").await[0]["delivery"], "UNKNOWN");
        // The process died between handing over and keeping the answer, and its lease ran out.
        server.database.execute("UPDATE notification SET state = 'SENDING'").await;
        post.turn(Mood::Willing);
        clock.pass(TimeDelta::minutes(11));
        assert_eq!(mailer(&server, Some(post.address)).run_once().await.expect("a run"), delivered(0, 0, 0));
        assert_eq!(messages(&server, "planner").await[0]["delivery"], "UNKNOWN");
        assert_eq!(post.letters().len(), 1);
    }

    async fn old_news_is_not_sent(database) {
        let (server, clock) = a_week_before(database).await;
        only_the_planners(&server).await;
        clock.pass(TimeDelta::days(4));
        server.database.execute("UPDATE account SET is_disabled = TRUE").await;
        let post = SmtpServer::start(Mood::Willing, None).await;
        assert_eq!(mailer(&server, Some(post.address)).run_once().await.expect("a run"), delivered(0, 0, 0));
        assert_eq!(server.database.count("SELECT COUNT(*) FROM notification WHERE state = 'FAILED'").await, 1);
    }

    async fn no_text_becomes_a_line_of_the_head(database) {
        let (server, _) = a_week_before(database).await;
        only_the_planners(&server).await;
        server.database.execute("UPDATE account SET is_disabled = TRUE WHERE username = 'officer'").await;
        // Past every check, as somebody with the database's password could.
        let line_end = match server.database.kind() {
            sucharit_tests::Database::Sqlite => "char(13) || char(10)",
            sucharit_tests::Database::Postgres => "chr(13) || chr(10)",
        };
        let injected = format!("'ก' || {line_end} || 'Bcc: other@example.go.th' || {line_end} || {line_end} || 'ข'");
        server.database.execute(&format!("UPDATE notification SET subject = {injected}, body = {injected}")).await;
        let post = SmtpServer::start(Mood::Willing, None).await;
        assert_eq!(mailer(&server, Some(post.address)).run_once().await.expect("a run"), delivered(1, 0, 0));
        let letter = &post.letters()[0];
        assert_eq!((letter.heads("Bcc"), letter.heads("Subject"), &letter.recipients), (0, 1, &vec!["planner@example.go.th".to_owned()]));
        server.database.execute("UPDATE notification SET state = 'WAITING', sent_at = NULL, next_attempt_at = created_at,
            email = 'a@example.go.th> RCPT TO:<b@example.go.th'").await;
        assert_eq!(mailer(&server, Some(post.address)).run_once().await.expect("a run"), delivered(0, 0, 1));
    }

    async fn an_account_reads_its_messages_page_by_page(database) {
        let (server, clock) = a_week_before(database).await;
        server.database.execute("UPDATE account SET language = 'EN', email = NULL WHERE username = 'planner'").await;
        for day in [1, 23, 29] {
            clock.set(2025, 4, day);
            server.workflow.remind().await.expect("the sweep");
        }
        let subject = |page: &Value, place: usize| page["nodes"][place]["subject"].as_str().expect("a subject").to_owned();
        let first = page(&server, "planner", json!({ "first": 2 })).await;
        assert_eq!(subject(&first, 0), "Due tomorrow: The 6-month report of fiscal year 2568");
        assert_eq!(subject(&first, 1), "Due in 7 days: The 6-month report of fiscal year 2568");
        assert_eq!(first["nodes"][0]["delivery"], "NO_ADDRESS");
        assert_eq!((&first["totalCount"], &first["pageInfo"]["hasNextPage"], &first["pageInfo"]["hasPreviousPage"]), (&json!(3), &json!(true), &json!(false)));
        let rest = page(&server, "planner", json!({ "after": first["pageInfo"]["endCursor"] })).await;
        assert_eq!(subject(&rest, 0), "Due in 29 days: The 6-month report of fiscal year 2568");
        assert_eq!((&rest["pageInfo"]["hasNextPage"], &rest["pageInfo"]["hasPreviousPage"]), (&json!(false), &json!(true)));
        let back = page(&server, "planner", json!({ "last": 1, "before": rest["pageInfo"]["startCursor"] })).await;
        assert_eq!(subject(&back, 0), subject(&first, 1));
    }
}

//! What each role has to do now, through GraphQL.

use serde_json::{Value, json};
use std::sync::Arc;
use sucharit_tests::{Server, SetClock, on_each_database};

const TASKS: &str = "{ viewer { tasks { kind fiscalYear round dueOn isOverdue projectCount projects { number }
    organization { code } roundReport { state } } } }";

async fn tasks(server: &Server, username: &str) -> Vec<Value> {
    server.by(username).ask(TASKS, json!({})).await["viewer"]["tasks"].as_array().expect("a list").clone()
}

/// Kind, round and number of projects of the tasks of one year.
fn of_year(tasks: &[Value], year: i32) -> Vec<(String, String, i64)> {
    let word = |value: &Value| value.as_str().expect("a word").to_owned();
    let of_year = tasks.iter().filter(|task| task["fiscalYear"] == year);
    of_year
        .map(|task| (word(&task["kind"]), word(&task["round"]), task["projectCount"].as_i64().expect("a count")))
        .collect()
}

fn task(kind: &str, round: &str, projects: i64) -> (String, String, i64) {
    (kind.to_owned(), round.to_owned(), projects)
}

on_each_database! {
    async fn each_role_sees_its_turn(database) {
        let clock = SetClock::at(2025, 3, 31);
        let server = Server::start_at(database, Arc::new(clock.clone())).await;
        assert_eq!(of_year(&tasks(&server, "planner").await, 2568), [], "the window has not opened");
        clock.set(2025, 4, 1);
        let planner = tasks(&server, "planner").await;
        assert_eq!(of_year(&planner, 2568), [task("REPORT_PROGRESS", "SIX_MONTH", 36)]);
        let due: Vec<&str> = planner.iter().map(|task| task["dueOn"].as_str().unwrap()).collect();
        let mut sorted = due.clone();
        sorted.sort_unstable();
        assert_eq!(due, sorted, "nearest due date first");
        assert_eq!(planner[0]["isOverdue"], true);
        assert_eq!(planner.last().unwrap()["organization"]["code"], "wapi-pathum");
        let officer = tasks(&server, "officer").await;
        let own = of_year(&officer, 2568);
        assert!(own.len() == 1 && own[0].2 > 0 && own[0].2 < 36, "the own division's alone: {own:?}");
        for username in ["clerk", "executive", "nacc-province", "nacc-region", "nacc-central", "admin"] {
            assert_eq!(tasks(&server, username).await, Vec::<Value>::new(), "{username}");
        }

        for number in 1..=36 {
            let status = if number <= 30 { "COMPLETED" } else { "IN_PROGRESS" };
            server.record(number, 2568, "SIX_MONTH", json!({ "status": status })).await;
        }
        assert_eq!(of_year(&tasks(&server, "planner").await, 2568), [task("SUBMIT_ROUND_REPORT", "SIX_MONTH", 0)]);
        assert_eq!(of_year(&tasks(&server, "officer").await, 2568), []);
        let of_round = |round: i32, state: &str| {
            format!("UPDATE round_report SET state = '{state}' WHERE fiscal_year = 2568 AND round = {round}")
        };
        for (state, username, kind) in
            [("SUBMITTED", "clerk", "ENDORSE_ROUND_REPORT"), ("ENDORSED", "executive", "APPROVE_ROUND_REPORT")]
        {
            server.database.execute(&of_round(6, state)).await;
            assert_eq!(of_year(&tasks(&server, username).await, 2568), [task(kind, "SIX_MONTH", 0)]);
            assert_eq!(of_year(&tasks(&server, "planner").await, 2568), []);
        }
        server.database.execute(&of_round(6, "APPROVED")).await;
        let after = [task("RECORD_FILING", "SIX_MONTH", 0), task("PUBLISH_ROUND_REPORT", "SIX_MONTH", 0)];
        assert_eq!(of_year(&tasks(&server, "planner").await, 2568), after);

        clock.set(2025, 10, 1);
        server.database.execute("DELETE FROM progress WHERE round = 12 AND project_id IN (SELECT id FROM project WHERE number = 1)").await;
        let planner = of_year(&tasks(&server, "planner").await, 2568);
        let twelve_month = [task("REPORT_PROGRESS", "TWELVE_MONTH", 1), task("CONFIRM_PROGRESS", "TWELVE_MONTH", 6)];
        assert_eq!(planner, [&after[..], &twelve_month[..]].concat());
    }

    async fn tasks_cost_the_same_for_any_number_of_organizations(database) {
        let clock = SetClock::at(2025, 4, 1);
        let server = Server::start_at(database, Arc::new(clock)).await;
        let statements = async |username: &str| server.by(username).send(TASKS, json!({})).await.statements;
        let before = (statements("planner").await, statements("nacc-province").await);
        server.add_organizations(5).await;
        assert_eq!((statements("planner").await, statements("nacc-province").await), before);
    }
}

//! The audit trail: every change writes its event in the same transaction.

use serde_json::{Value, json};
use sucharit_domain::event::{
    Event, EventKind,
    chain::{self, BrokenLink, StoredEvent},
};
use sucharit_tests::{Database, Server, on_both_databases};

/// The reference organization's chain.
async fn events(server: &Server) -> Vec<StoredEvent> {
    chain_of(server).await.0
}

/// The reference organization's chain, and its first link that does not hold.
async fn chain_of(server: &Server) -> (Vec<StoredEvent>, Option<BrokenLink>) {
    let read = server.database.store.read();
    let everything = sucharit_domain::access::Scope::Everything;
    let organization = read.organization(&everything, "wapi-pathum").await.unwrap().expect("the organization is there");
    let events = read.events(Some(organization.id)).await.expect("the events can be read");
    let head = read.event_head(Some(organization.id)).await.expect("the end can be read");
    let broken = chain::first_broken_link(&events, head.as_ref());
    (events, broken)
}

fn said(stored: &StoredEvent) -> &Event {
    stored.event.as_ref().expect("it can be read")
}

on_both_databases! {
    async fn every_change_is_chained_with_before_and_after(server) {
        server.record(28, 2568, "SIX_MONTH", json!({ "status": "IN_PROGRESS", "disbursed": "1.00", "remark": "ก" })).await;
        server.record(28, 2568, "SIX_MONTH", json!({ "status": "COMPLETED", "expectedVersion": 1 })).await;
        server.record(28, 2568, "SIX_MONTH", json!({ "status": "IN_PROGRESS", "expectedVersion": 2 })).await;
        let (events, broken) = chain_of(&server).await;
        let kinds: Vec<EventKind> = events.iter().map(|stored| said(stored).change.kind).collect();
        assert_eq!(kinds, [
            EventKind::PlanImported,
            EventKind::ProgressRecorded,
            EventKind::ProgressRecorded, EventKind::ProgressCarriedOver,
            EventKind::ProgressRecorded, EventKind::ProgressCarryWithdrawn,
        ]);
        assert_eq!(broken, None);
        let change = &said(&events[2]).change;
        let (before, after) = (change.before.as_ref().unwrap(), change.after.as_ref().unwrap());
        assert_eq!((&before["status"], &after["status"]), (&json!("IN_PROGRESS"), &json!("COMPLETED")));
        assert_eq!((&before["disbursed"], &after["disbursed"], &after["remark"]), (&json!("1.00"), &json!("1.00"), &json!("ก")));
        assert_eq!((&before["version"], &after["version"]), (&json!(1), &json!(2)));
        assert!(events.iter().all(|stored| said(stored).actor == (if stored.sequence == 1 { "operator" } else { "planner" })));
        assert_eq!(said(&events[5]).change.after, None, "what was withdrawn is gone");
        assert_eq!(said(&events[5]).change.before.as_ref().unwrap()["status"], json!("COMPLETED"));
    }

    async fn a_change_past_the_server_shows(server) {
        server.record(28, 2568, "SIX_MONTH", json!({ "status": "IN_PROGRESS" })).await;
        server.record(28, 2568, "SIX_MONTH", json!({ "status": "IN_PROGRESS", "remark": "ข", "expectedVersion": 1 })).await;
        server.database.lift_event_guard().await;
        server.database.execute("UPDATE event SET after_json = replace(after_json, 'IN_PROGRESS', 'COMPLETED') WHERE sequence = 2").await;
        let broken = chain_of(&server).await.1.expect("the change shows");
        assert_eq!((broken.sequence, broken.reason), (2, chain::BrokenReason::Changed));
    }

    async fn an_import_records_what_the_document_says(server) {
        let events = events(&server).await;
        let after = said(&events[0]).change.after.clone().unwrap_or(Value::Null);
        assert_eq!((&after["projects"], &after["state"]), (&json!(36), &json!("APPROVED")));
        let document = sucharit_domain::plan::read_document::read(sucharit_tests::REFERENCE_PLAN).unwrap();
        assert_eq!(after["document"], json!(document.digest()));
        let mut other = document.clone();
        other.projects[0].name.push('ๆ');
        assert_ne!(other.digest(), document.digest());
    }

    async fn the_database_refuses_to_change_or_delete_events(server) {
        let before = server.event_count().await;
        for change in ["UPDATE event SET actor = 'somebody'", "DELETE FROM event", "DELETE FROM event WHERE sequence = 1"] {
            let refused = server.database.try_execute(change).await.expect_err(change).to_string();
            assert!(refused.contains("events are never"), "{refused}");
        }
        if server.database.kind() == Database::Postgres {
            assert!(server.database.try_execute("TRUNCATE event").await.is_err());
        }
        assert_eq!(server.event_count().await, before);
    }

    async fn an_organizations_events_are_read_newest_first(server) {
        for version in [None, Some(1), Some(2)] {
            server.record(28, 2568, "SIX_MONTH", json!({ "status": "IN_PROGRESS", "disbursed": "1.00", "expectedVersion": version })).await;
        }
        server.record(1, 2568, "SIX_MONTH", json!({ "status": "UNABLE", "unableReason": "NO_BUDGET", "remark": "ก" })).await;
        let query = "query($first: Int, $after: String, $last: Int, $before: String, $filter: EventFilter) { organization(code: \"wapi-pathum\") {
            events(first: $first, after: $after, last: $last, before: $before, filter: $filter) { totalCount pageInfo { hasPreviousPage hasNextPage startCursor endCursor }
                nodes { sequence kind label actor subjectId reason hash fields { field before after } } } } }";
        let page = async |variables: Value| server.ask(query, variables).await["organization"]["events"].take();
        let sequences = |page: &Value| page["nodes"].as_array().unwrap().iter().map(|event| event["sequence"].as_i64().unwrap()).collect::<Vec<_>>();
        let more = |page: &Value| (page["pageInfo"]["hasPreviousPage"] == true, page["pageInfo"]["hasNextPage"] == true);
        let all = page(json!({})).await;
        assert_eq!((sequences(&all), more(&all), &all["totalCount"]), (vec![5, 4, 3, 2, 1], (false, false), &json!(5)));
        let newest = &all["nodes"][0];
        assert_eq!((&newest["kind"], &newest["label"], &newest["actor"]), (&json!("PROGRESS_RECORDED"), &json!("บันทึกผลการดำเนินงาน"), &json!("planner")));
        let field = |name: &str| newest["fields"].as_array().unwrap().iter().find(|field| field["field"] == name).cloned();
        assert_eq!(field("remark"), Some(json!({ "field": "remark", "before": null, "after": "ก" })));
        let subject = server.ask("query($id: ID!) { node(id: $id) { ... on Progress { remark } } }", json!({ "id": newest["subjectId"] })).await;
        assert_eq!(subject["node"]["remark"], "ก", "the subject's id is the thing's own");
        let first = page(json!({ "first": 2 })).await;
        assert_eq!((sequences(&first), more(&first)), (vec![5, 4], (false, true)));
        let next = page(json!({ "first": 2, "after": first["pageInfo"]["endCursor"] })).await;
        assert_eq!((sequences(&next), more(&next)), (vec![3, 2], (true, true)));
        let last = page(json!({ "last": 2 })).await;
        assert_eq!((sequences(&last), more(&last)), (vec![2, 1], (true, false)));
        let previous = page(json!({ "last": 2, "before": last["pageInfo"]["startCursor"] })).await;
        assert_eq!((sequences(&previous), more(&previous)), (vec![4, 3], (true, true)));
        let imports = page(json!({ "filter": { "kind": "PLAN_IMPORTED" } })).await;
        assert_eq!((sequences(&imports), &imports["totalCount"]), (vec![1], &json!(1)));
        let future = page(json!({ "filter": { "since": "2500-01-01T00:00:00Z" } })).await;
        let past = page(json!({ "filter": { "until": "2500-01-01T00:00:00Z", "since": "2000-01-01T00:00:00Z" } })).await;
        assert_eq!((sequences(&future), sequences(&past).len()), (vec![], 5));
    }

    async fn a_projects_history_outlives_what_was_withdrawn(server) {
        server.record(28, 2568, "SIX_MONTH", json!({ "status": "COMPLETED" })).await;
        server.record(28, 2568, "SIX_MONTH", json!({ "status": "IN_PROGRESS", "expectedVersion": 1 })).await;
        server.record(5, 2567, "SIX_MONTH", json!({ "status": "IN_PROGRESS" })).await;
        let query = r#"{ organization(code: "wapi-pathum") { plan(fiscalYear: 2568) {
            a: project(number: 28) { history { totalCount nodes { kind } } } b: project(number: 5) { history { nodes { kind } } } c: project(number: 6) { history { nodes { kind } } } } } }"#;
        let answer = server.send(query, json!({})).await;
        assert_eq!(answer.statements, 1 + 2 + 1 + 3, "the token; organization, plans; projects; events for all three, counted for one");
        let plan = answer.data()["organization"]["plan"].take();
        let kinds = |project: &str| plan[project]["history"]["nodes"].as_array().unwrap().iter().map(|event| event["kind"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
        assert_eq!(kinds("a"), ["PROGRESS_CARRY_WITHDRAWN", "PROGRESS_RECORDED", "PROGRESS_CARRIED_OVER", "PROGRESS_RECORDED"]);
        assert_eq!(plan["a"]["history"]["totalCount"], 4);
        assert_eq!((kinds("b"), kinds("c")), (vec!["PROGRESS_RECORDED".to_owned()], vec![]));
    }

    async fn events_of_many_take_the_same_number_of_statements(server) {
        let server = server.by("nacc-central");
        let query = "{ organizations(first: 20) { nodes { events(first: 1) { nodes { sequence } } } } }";
        let one = server.send(query, json!({})).await.statements;
        server.add_organizations(7).await;
        let many = server.send(query, json!({})).await;
        assert_eq!((many.statements, one), (3, 3));
        let nodes = many.data()["organizations"]["nodes"].take();
        assert_eq!(nodes.as_array().unwrap().len(), 8);
        assert!(nodes.as_array().unwrap().iter().all(|found| found["events"]["nodes"] == json!([{ "sequence": 1 }])));
    }
}

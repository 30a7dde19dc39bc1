//! `verify-events`

use super::program::sucharit;
use serde_json::json;
use sucharit_domain::{
    access::Actor,
    clock::SystemClock,
    event::{Change, EventKind},
};
use sucharit_tests::{Server, on_both_databases};

/// Three events: the import, a six-month completion, and its carrying over.
async fn record(server: &Server) {
    let payload = server.record(28, 2568, "SIX_MONTH", json!({ "status": "COMPLETED", "result": "อบรมแล้ว" })).await;
    assert_eq!(payload["userErrors"], json!([]));
    assert_eq!(server.event_count().await, 3);
}

/// An event that belongs to no organization.
async fn record_of_the_system(server: &Server, account: &str) {
    let change = Change {
        kind: EventKind::AccountCreated,
        subject: format!("account:{account}"),
        project: None,
        before: None,
        after: Some(json!({ "username": account })),
        reason: None,
    };
    let transaction = server.database.store.begin(None).await.unwrap();
    transaction.commit(None, &Actor::operator(), &SystemClock, vec![change]).await.unwrap();
}

on_both_databases! {
    async fn passes_after_imports_and_recordings(server) {
        record(&server).await;
        let said = sucharit(server.place(), &["verify-events"]).succeeded();
        assert_eq!(said, "3 events of 1 organization, 0 events of the system: every link holds\n");
        let one = sucharit(server.place(), &["verify-events", "--organization", "wapi-pathum"]).succeeded();
        assert_eq!(one, "3 events of 1 organization: every link holds\n");
        let refused = sucharit(server.place(), &["verify-events", "--organization", "elsewhere"]).refused();
        assert!(refused.contains("there is no organization \"elsewhere\""), "{refused}");
    }

    async fn names_the_event_that_was_changed(server) {
        record(&server).await;
        server.database.lift_event_guard().await;
        let changed = "was changed after it was written";
        for (column, sequence, from, to, found, reason) in [
            ("after_json", 1, "\"revision\":1", "\"revision\":2", 1, changed),
            ("after_json", 2, "อบรมแล้ว", "อบรมแลัว", 2, changed),
            ("after_json", 3, "{", "[", 3, changed),
            ("actor", 1, "operator", "Operator", 1, changed),
            ("actor", 3, "planner", "planners", 3, changed),
            ("kind", 2, "PROGRESS_RECORDED", "PROGRESS_CARRIED_OVER", 2, changed),
            ("kind", 2, "PROGRESS_RECORDED", "PROGRESS_RECORDEE", 2, changed),
            ("subject", 3, "progress:", "Progress:", 3, changed),
            ("hash", 2, "", "", 2, changed),
            ("previous_hash", 3, "", "", 3, "does not follow the event before it"),
        ] {
            let before = server.database.rows(&format!("SELECT {column} AS text FROM event WHERE sequence = {sequence}")).await;
            let old = before[0]["text"].as_str().unwrap();
            // A hash is turned round: any one digit may be missing from it.
            let new = if from.is_empty() { old.chars().rev().collect() } else { old.replace(from, to) };
            assert_ne!(old, new, "{column} of {sequence}");
            let set = async |value: &str| {
                let value = value.replace('\'', "''");
                server.database.execute(&format!("UPDATE event SET {column} = '{value}' WHERE sequence = {sequence}")).await;
            };
            set(&new).await;
            let refused = sucharit(server.place(), &["verify-events"]).refused();
            assert_eq!(refused, format!("sucharit: the audit trail is broken:\n  wapi-pathum: event {found} {reason}\n"));
            set(old).await;
        }
        sucharit(server.place(), &["verify-events"]).succeeded();
    }

    async fn names_the_row_that_was_changed_although_the_chain_holds(server) {
        record(&server).await;
        let six_month = "the progress of project 28, fiscal year 2568, 6 months";
        for (table, condition, column, from, to, place, what) in [
            ("progress", "round = 6", "result", "อบรมแล้ว", "อบรมแลัว", six_month, "result"),
            ("progress", "round = 6", "disbursed_satang", "0", "1", six_month, "disbursed"),
            ("round_report", "fiscal_year = 2569 AND round = 12", "version", "1", "2", "the report of fiscal year 2569, 12 months", "it was never recorded"),
            ("project", "number = 7", "remark", "", "ก", "the plan 2566–2570", "its text"),
            ("project_year", "fiscal_year = 2570 AND planned_satang > 0", "planned_satang", "2000000", "2000001", "the plan 2566–2570", "its text"),
        ] {
            let set = async |value: &str| {
                let value = if value.is_empty() { "NULL".to_owned() } else { format!("'{value}'") };
                server.database.execute(&format!("UPDATE {table} SET {column} = {value} WHERE {condition}")).await;
            };
            set(to).await;
            let refused = sucharit(server.place(), &["verify-events"]).refused();
            assert!(refused.contains(&format!("wapi-pathum: {place} (")), "{table}.{column}: {refused}");
            assert!(refused.ends_with(&format!(") is not what was recorded: {what}\n")), "{table}.{column}: {refused}");
            set(from).await;
        }
        sucharit(server.place(), &["verify-events"]).succeeded();
        server.database.execute("DELETE FROM progress WHERE round = 12").await;
        let refused = sucharit(server.place(), &["verify-events"]).refused();
        assert!(refused.contains("is not what was recorded: it is missing"), "{refused}");
    }

    async fn names_the_event_that_was_removed(server) {
        record(&server).await;
        server.database.lift_event_guard().await;
        server.database.execute("DELETE FROM event WHERE sequence = 3").await;
        let refused = sucharit(server.place(), &["verify-events"]).refused();
        assert_eq!(refused, "sucharit: the audit trail is broken:\n  wapi-pathum: event 3 is missing\n", "the end is kept apart");
        server.database.execute("DELETE FROM event WHERE sequence = 2").await;
        let refused = sucharit(server.place(), &["verify-events", "--organization", "wapi-pathum"]).refused();
        assert_eq!(refused, "sucharit: the audit trail is broken:\n  wapi-pathum: event 2 is missing\n");
    }

    async fn walks_the_chain_of_the_system(server) {
        record(&server).await;
        for name in ["nacc-central", "admin", "nacc-region"] {
            record_of_the_system(&server, name).await;
        }
        let said = sucharit(server.place(), &["verify-events"]).succeeded();
        assert_eq!(said, "3 events of 1 organization, 3 events of the system: every link holds\n");

        server.database.lift_event_guard().await;
        let broken = |places: &str| format!("sucharit: the audit trail is broken:{places}\n");
        server.database.execute("UPDATE event SET subject = 'account:admim' WHERE subject = 'account:admin'").await;
        let refused = sucharit(server.place(), &["verify-events"]).refused();
        assert_eq!(refused, broken("\n  system: event 2 was changed after it was written"));
        server.database.execute("DELETE FROM event WHERE organization_id IS NOT NULL AND sequence = 1").await;
        server.database.execute("DELETE FROM event WHERE organization_id IS NULL AND sequence = 1").await;
        let refused = sucharit(server.place(), &["verify-events"]).refused();
        assert_eq!(refused, broken("\n  wapi-pathum: event 1 is missing\n  system: event 1 is missing"));
        let refused = sucharit(server.place(), &["verify-events", "--organization", "wapi-pathum"]).refused();
        assert_eq!(refused, broken("\n  wapi-pathum: event 1 is missing"), "that one alone");
    }
}

//! The audit trail: every change writes its event in the same transaction.

use serde_json::{Value, json};
use sucharit_domain::event::{
    Event, EventKind,
    chain::{self, StoredEvent},
};
use sucharit_tests::{Server, on_both_databases};

/// The reference organization's chain.
async fn events(server: &Server) -> Vec<StoredEvent> {
    let read = server.database.store.read();
    let everything = sucharit_domain::access::Scope::Everything;
    let organization = read.organization(everything, "wapi-pathum").await.unwrap().expect("the organization is there");
    read.events(organization.id).await.expect("the events can be read")
}

fn said(stored: &StoredEvent) -> &Event {
    stored.event.as_ref().expect("it can be read")
}

on_both_databases! {
    async fn every_change_is_chained_with_before_and_after(server) {
        server.record(28, 2568, "SIX_MONTH", json!({ "status": "IN_PROGRESS", "disbursed": "1.00", "remark": "ก" })).await;
        server.record(28, 2568, "SIX_MONTH", json!({ "status": "COMPLETED", "expectedVersion": 1 })).await;
        server.record(28, 2568, "SIX_MONTH", json!({ "status": "IN_PROGRESS", "expectedVersion": 2 })).await;
        let events = events(&server).await;
        let kinds: Vec<EventKind> = events.iter().map(|stored| said(stored).change.kind).collect();
        assert_eq!(kinds, [
            EventKind::PlanImported,
            EventKind::ProgressRecorded,
            EventKind::ProgressRecorded, EventKind::ProgressCarriedOver,
            EventKind::ProgressRecorded, EventKind::ProgressCarryWithdrawn,
        ]);
        assert_eq!(chain::first_broken_link(&events), None);
        let change = &said(&events[2]).change;
        let (before, after) = (change.before.as_ref().unwrap(), change.after.as_ref().unwrap());
        assert_eq!((&before["status"], &after["status"]), (&json!("IN_PROGRESS"), &json!("COMPLETED")));
        assert_eq!((&before["disbursed"], &after["disbursed"], &after["remark"]), (&json!("1.00"), &json!("1.00"), &json!("ก")));
        assert_eq!((&before["version"], &after["version"]), (&json!(1), &json!(2)));
        assert!(events.iter().all(|stored| said(stored).actor == "operator"));
        assert_eq!(said(&events[5]).change.after, None, "what was withdrawn is gone");
        assert_eq!(said(&events[5]).change.before.as_ref().unwrap()["status"], json!("COMPLETED"));
    }

    async fn a_change_past_the_server_shows(server) {
        server.record(28, 2568, "SIX_MONTH", json!({ "status": "IN_PROGRESS" })).await;
        server.record(28, 2568, "SIX_MONTH", json!({ "status": "IN_PROGRESS", "remark": "ข", "expectedVersion": 1 })).await;
        server.database.execute("UPDATE event SET after_json = replace(after_json, 'IN_PROGRESS', 'COMPLETED') WHERE sequence = 2").await;
        let broken = chain::first_broken_link(&events(&server).await).expect("the change shows");
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
}

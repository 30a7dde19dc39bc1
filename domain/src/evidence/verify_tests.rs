//! Evidence beside the events that recorded it.

use super::*;
use crate::{
    event::Change,
    evidence::{EvidenceKind, Removal},
};
use chrono::DateTime;
use uuid::Uuid;

fn evidence(number: u128) -> Evidence {
    Evidence {
        id: Uuid::from_u128(number).into(),
        organization_id: Uuid::nil().into(),
        progress_id: Uuid::nil().into(),
        name: "รายงาน.pdf".to_owned(),
        kind: EvidenceKind::Pdf,
        size: 1,
        sha256: format!("{number:064}"),
        added_at: DateTime::UNIX_EPOCH,
        added_by: "ผู้วางแผน".to_owned(),
        removal: None,
    }
}

fn event(kind: EventKind, evidence: &Evidence, reason: Option<&str>) -> StoredEvent {
    let said = evidence.to_json();
    let added = kind == EventKind::EvidenceAdded;
    let change = Change {
        kind,
        subject: evidence.subject(),
        project: Some(Uuid::from_u128(5).into()),
        before: (!added).then(|| said.clone()),
        after: added.then_some(said),
        reason: reason.map(str::to_owned),
    };
    let event = Event {
        id: Uuid::nil().into(),
        organization_id: Some(Uuid::nil().into()),
        sequence: 1,
        occurred_at: DateTime::UNIX_EPOCH,
        actor: "ผู้วางแผน".to_owned(),
        change,
        previous_hash: None,
    };
    StoredEvent { sequence: 1, event: Some(event), hash: String::new() }
}

fn reason(events: &[StoredEvent], evidence: &[Evidence]) -> Option<BrokenFile> {
    Trail::of(events).first_broken(evidence).map(|broken| broken.reason)
}

#[test]
fn every_difference_shows() {
    let (one, two) = (evidence(1), evidence(2));
    let events = [event(EventKind::EvidenceAdded, &one, None), event(EventKind::EvidenceAdded, &two, None)];
    assert_eq!(reason(&events, &[one.clone(), two.clone()]), None);
    assert_eq!(reason(&events, std::slice::from_ref(&one)), Some(BrokenFile::Missing));
    assert_eq!(reason(&events[..1], &[one.clone(), two.clone()]), Some(BrokenFile::Unrecorded));
    let mut changes: Vec<Evidence> = vec![one.clone(); 5];
    changes[0].sha256 = "f".repeat(64);
    changes[1].size = 2;
    changes[2].name = "อื่น.pdf".to_owned();
    changes[3].kind = EvidenceKind::Png;
    changes[4].removal =
        Some(Removal {
            at: DateTime::UNIX_EPOCH, by: "ผู้วางแผน".to_owned(), reason: "แนบผิด".to_owned()
        });
    for changed in &changes {
        let broken = Trail::of(&events).first_broken(&[changed.clone(), two.clone()]);
        let project = Some(Uuid::from_u128(5).into());
        let expected = BrokenEvidence { subject: one.subject(), project, reason: BrokenFile::Changed };
        assert_eq!(broken, Some(expected), "{changed:?}");
    }
    let mut removed = events.to_vec();
    removed.push(event(EventKind::EvidenceRemoved, &one, Some("แนบผิด")));
    assert_eq!(reason(&removed, &[changes[4].clone(), two.clone()]), None);
    assert_eq!(reason(&removed, &[one, two]), Some(BrokenFile::Changed), "its removal was undone");
}

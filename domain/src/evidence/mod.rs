//! Evidence (เอกสารหลักฐาน): files that show what a progress report says.
//!
//! A file is addressed by the SHA-256 of its bytes and never changes. It belongs to one report, several to one, and stays in
//! the history when it is removed. Adding or removing evidence leaves the version of its report alone: what was reported did not
//! change, and whoever edits the figures meanwhile need not read them again. A seal over the report holds the hashes.

pub mod attach;
mod directory;
pub mod kind;
pub mod verify;

use crate::id::{EvidenceId, OrganizationId, ProgressId};
use chrono::{DateTime, Utc};
pub use kind::EvidenceKind;
use serde_json::{Value, json};

/// A file on a progress report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// Identity.
    pub id: EvidenceId,
    /// Whose it is.
    pub organization_id: OrganizationId,
    /// The report it belongs to.
    pub progress_id: ProgressId,
    /// Its name as it was given, byte for byte.
    pub name: String,
    /// What its bytes are.
    pub kind: EvidenceKind,
    /// How many bytes.
    pub size: u64,
    /// SHA-256 of its bytes, 64 hexadecimal digits: where they are kept.
    pub sha256: String,
    /// When it was added, UTC.
    pub added_at: DateTime<Utc>,
    /// Who added it, as the audit trail names them.
    pub added_by: String,
    /// How it was removed, if it was; its bytes are kept.
    pub removal: Option<Removal>,
}

/// A removal from a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removal {
    /// When, UTC.
    pub at: DateTime<Utc>,
    /// Who, as the audit trail names them.
    pub by: String,
    /// Why.
    pub reason: String,
}

impl Evidence {
    /// How the audit trail names it.
    #[must_use]
    pub fn subject(&self) -> String {
        self.id.named()
    }

    /// The file as the audit trail keeps it.
    #[must_use]
    pub fn to_json(&self) -> Value {
        json!({
            "progress": self.progress_id.named(),
            "name": self.name,
            "mediaType": self.kind.media_type(),
            "size": self.size,
            "sha256": self.sha256,
        })
    }

    /// The name under which it is handed out: its own, and the ending of its kind where that is missing, so that no program is
    /// started by a name that says something else than the bytes.
    #[must_use]
    pub fn download_name(&self) -> String {
        let ending = self.name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        if ending.is_some_and(|ending| self.kind.endings().contains(&ending.as_str())) {
            self.name.clone()
        } else {
            format!("{}.{}", self.name, self.kind.endings()[0])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_download_is_never_named_as_something_else() {
        for (kind, name, expected) in [
            (EvidenceKind::Pdf, "รายงาน.pdf", "รายงาน.pdf"),
            (EvidenceKind::Pdf, "รายงาน.PDF", "รายงาน.PDF"),
            (EvidenceKind::Pdf, "รายงาน", "รายงาน.pdf"),
            (EvidenceKind::Pdf, "run.hta", "run.hta.pdf"),
            (EvidenceKind::Jpeg, "ภาพ.jpeg", "ภาพ.jpeg"),
            (EvidenceKind::Jpeg, "ภาพ.png", "ภาพ.png.jpg"),
        ] {
            let evidence = Evidence {
                id: Uuid::nil().into(),
                organization_id: Uuid::nil().into(),
                progress_id: Uuid::nil().into(),
                name: name.to_owned(),
                kind,
                size: 1,
                sha256: "0".repeat(64),
                added_at: DateTime::UNIX_EPOCH,
                added_by: "ผู้ทดสอบ".to_owned(),
                removal: None,
            };
            assert_eq!(evidence.download_name(), expected);
        }
    }
}

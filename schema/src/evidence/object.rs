//! Evidence as clients see it.

use crate::{node::GlobalId, scalar::DateTime};
use async_graphql::{Description, ID, Object, SimpleObject};
use sucharit_domain::evidence as domain;

/// A file on a progress report (เอกสารหลักฐาน). It never changes; it is added and downloaded over plain HTTP (`POST /evidence`,
/// `downloadPath`).
#[derive(Debug, Clone, Description)]
pub struct Evidence {
    value: domain::Evidence,
}

/// How a file was removed from its report; its bytes are kept.
#[derive(Debug, Clone, SimpleObject)]
pub struct EvidenceRemoval {
    /// When.
    removed_at: DateTime,
    /// Who.
    removed_by: String,
    /// Why.
    reason: String,
}

impl Evidence {
    /// A file that was found in the actor's scope.
    pub fn new(value: domain::Evidence) -> Self {
        Self { value }
    }
}

#[Object(use_type_description)]
impl Evidence {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        GlobalId::from(self.value.id).encode()
    }

    /// The file's name as it was given.
    async fn name(&self) -> &str {
        &self.value.name
    }

    /// What the file is by its bytes: `application/pdf`, `image/png`, `image/jpeg`, or an office document's type.
    async fn media_type(&self) -> &str {
        self.value.kind.media_type()
    }

    /// How many bytes it has.
    async fn size_bytes(&self) -> u64 {
        self.value.size
    }

    /// SHA-256 of its bytes, 64 hexadecimal digits.
    async fn sha256(&self) -> &str {
        &self.value.sha256
    }

    /// When it was added.
    async fn added_at(&self) -> DateTime {
        DateTime(self.value.added_at)
    }

    /// Who added it.
    async fn added_by(&self) -> &str {
        &self.value.added_by
    }

    /// How it was removed from its report; null while it is there.
    async fn removal(&self) -> Option<EvidenceRemoval> {
        let removal = self.value.removal.clone()?;
        Some(EvidenceRemoval { removed_at: DateTime(removal.at), removed_by: removal.by, reason: removal.reason })
    }

    /// Where to download it, on this server; also when it was removed.
    async fn download_path(&self) -> String {
        format!("/evidence/{}", GlobalId::from(self.value.id).encode().as_str())
    }
}

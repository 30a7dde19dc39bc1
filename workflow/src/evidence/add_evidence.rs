//! Adding a file to a progress report.

use super::{Place, change};
use crate::{CommandError, Workflow};
use sucharit_domain::{
    access::Actor,
    event::EventKind,
    evidence::{
        Evidence,
        attach::{self, IncomingFile},
        kind::EvidenceKind,
    },
    id::ProgressId,
    refusal::{Fault, Path, Refusal},
};
use sucharit_store::{Incoming, StoreError};

impl Workflow {
    /// Adds a file that came in to a report. Its bytes are kept before its row is written: a row always has its bytes, while
    /// bytes without a row do no harm. What is refused is dropped.
    ///
    /// # Errors
    /// Refused with every fault, at `progress` or `file`.
    pub async fn add_evidence(
        &self,
        actor: &Actor,
        progress: ProgressId,
        name: String,
        mut incoming: Incoming,
    ) -> Result<Evidence, CommandError<Evidence>> {
        let (size, sha256) = (incoming.size, incoming.sha256.clone());
        let largest = self.files()?.largest();
        let recognised =
            tokio::task::spawn_blocking(move || EvidenceKind::of(incoming.content()).map(|kind| (kind, incoming)));
        let (kind, incoming) = recognised.await.map_err(StoreError::file)?.map_err(StoreError::file)?;
        let file = IncomingFile { name: &name, size, largest, sha256: &sha256, kind };

        let place = Self::place(self.store.read(), actor, progress).await?;
        let (place, _) = check(place, &file)?;
        self.files()?.keep(incoming).await?;

        // Once more, now that no other writer comes between.
        let transaction = self.store.begin(Some(place.organization)).await?;
        let place = Self::place(transaction.read(), actor, progress).await?;
        let (place, kind) = check(place, &file)?;
        let evidence = Evidence {
            id: self.clock.new_uuid().into(),
            organization_id: place.organization,
            progress_id: progress,
            name,
            kind,
            size,
            sha256,
            added_at: self.clock.now(),
            added_by: actor.name.clone(),
            removal: None,
        };
        transaction.add_evidence(&evidence).await?;
        let changes = vec![change(EventKind::EvidenceAdded, &place, &evidence)];
        transaction.commit(place.organization, actor, self.clock(), changes).await?;
        Ok(evidence)
    }
}

fn check(place: Option<Place>, file: &IncomingFile<'_>) -> Result<(Place, EvidenceKind), CommandError<Evidence>> {
    let at_progress = |fault| CommandError::refused(vec![Refusal::new(Path::default().field("progress"), fault)]);
    let place = place.ok_or_else(|| at_progress(Fault::NotFound))?;
    place.permission.map_err(|why| at_progress(why.into()))?;
    let kind = attach::check(file, &place.situation()).map_err(CommandError::refused)?;
    Ok((place, kind))
}

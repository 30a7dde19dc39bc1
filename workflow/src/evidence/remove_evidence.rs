//! Removing a file from a progress report.

use super::change;
use crate::{CommandError, Workflow};
use sucharit_domain::{
    access::Actor,
    event::EventKind,
    evidence::{Evidence, Removal, attach},
    id::EvidenceId,
    refusal::{Fault, Path, Refusal},
};

impl Workflow {
    /// Removes a file from its report, with a reason. It stays in the history and its bytes are kept.
    ///
    /// # Errors
    /// Refused with every fault of the input.
    pub async fn remove_evidence(
        &self,
        actor: &Actor,
        id: EvidenceId,
        reason: String,
    ) -> Result<Evidence, CommandError<Evidence>> {
        let Some(found) = self.store.read().evidence(&actor.scope, &[id]).await?.remove(&id) else {
            return Err(CommandError::not_found("evidenceId"));
        };
        let organization = found.organization_id;
        let transaction = self.store.begin(Some(organization)).await?;
        let refused = |fault| CommandError::refused(vec![Refusal::new(Path::input("evidenceId"), fault)]);
        // A report that was taken back has none to remove.
        let place = Self::place(transaction.read(), actor, found.progress_id).await?;
        let place = place.ok_or_else(|| refused(Fault::WrongState))?;
        place.permission.map_err(|why| refused(why.into()))?;
        let evidence = place.evidence.iter().find(|evidence| evidence.id == id).unwrap_or(&found);
        attach::check_removal(evidence, &place.situation(), &reason).map_err(CommandError::refused)?;
        let removal = Removal { at: self.clock.now(), by: actor.name.clone(), reason };
        let removed = Evidence { removal: Some(removal), ..found };
        transaction.remove_evidence(&removed).await?;
        let changes = vec![change(EventKind::EvidenceRemoved, &place, &removed)];
        transaction.commit(organization, actor, self.clock(), changes).await?;
        Ok(removed)
    }
}

//! Taking an extension back.

use super::extend_due_date::change;
use crate::{CommandError, Workflow};
use sucharit_domain::{
    access::{Action, Actor, WhyNot},
    event::EventKind,
    id::ExtensionId,
    refusal::{Fault, Path, Refusal},
    text,
    window::{Extension, GivenTo},
};
use sucharit_store::StoreError;

impl Workflow {
    /// Ends an extension: the due date is what it is without it.
    ///
    /// # Errors
    /// Refused with every fault of the input.
    pub async fn end_extension(
        &self,
        actor: &Actor,
        id: ExtensionId,
        reason: String,
    ) -> Result<Extension, CommandError<Extension>> {
        let Some(found) = self.extension_in_scope(actor, id).await? else {
            return Err(CommandError::not_found("extensionId"));
        };
        let organization = found.given_to.organization();
        let transaction = self.store.begin(organization).await?;
        // Read again behind the lock: somebody else may have ended it meanwhile.
        let Some(running) = transaction.read().extension(id).await? else {
            return Err(CommandError::not_found("extensionId"));
        };
        actor.may(Action::ExtendDueDate).map_err(CommandError::not_allowed)?;
        let mut refusals = Vec::new();
        let mut refuse = |field: &str, fault: Fault| refusals.push(Refusal::new(Path::input(field), fault));
        if running.ended_at.is_some() {
            refuse("extensionId", Fault::from(WhyNot::WrongState));
        }
        if let Some(fault) = text::reason_fault(&reason) {
            refuse("reason", fault);
        }
        if !refusals.is_empty() {
            return Err(CommandError::refused(refusals));
        }
        let ended = Extension { ended_at: Some(self.clock.now()), ..running.clone() };
        transaction.change_extension(&ended).await?;
        let change = change(EventKind::ExtensionEnded, Some(&running), &ended, reason);
        transaction.commit(organization, actor, self.clock(), vec![change]).await?;
        Ok(ended)
    }

    async fn extension_in_scope(&self, actor: &Actor, id: ExtensionId) -> Result<Option<Extension>, StoreError> {
        let read = self.store.read();
        let Some(extension) = read.extension(id).await? else { return Ok(None) };
        let exists = match &extension.given_to {
            GivenTo::Organization(id) => !read.organizations(&actor.scope, &[*id]).await?.is_empty(),
            GivenTo::Province(code) => self.province_exists(actor, code).await?,
        };
        Ok(exists.then_some(extension))
    }
}

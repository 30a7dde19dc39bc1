//! Giving an organization or a whole province more time for a report.

use crate::{CommandError, Workflow};
use serde_json::{Value, json};
use sucharit_domain::{
    access::{Action, Actor},
    calendar::FiscalYear,
    event::{Change, EventKind},
    refusal::{Fault, Path, Refusal},
    window::{
        Extension, GivenTo,
        extend::{self, ExtensionInput},
    },
};
use sucharit_store::StoreError;
use uuid::Uuid;

impl Workflow {
    /// Gives more time, until somebody ends it.
    ///
    /// # Errors
    /// Refused with every fault of the input.
    pub async fn extend_due_date(
        &self,
        actor: &Actor,
        input: ExtensionInput,
    ) -> Result<Extension, CommandError<Extension>> {
        let given_to = self.find_given_to(actor, &input).await?;
        if given_to.is_some() {
            actor.may(Action::ExtendDueDate).map_err(CommandError::not_allowed)?;
        }
        let window = match FiscalYear::new(input.fiscal_year) {
            Some(fiscal_year) => Some(self.store.read().reporting_window(fiscal_year, input.round).await?),
            None => None,
        };
        let checked = extend::check(&input, window.as_ref(), self.clock.today());
        let (given_to, fiscal_year) = match (given_to, checked) {
            (Some(given_to), Ok(fiscal_year)) => (given_to, fiscal_year),
            (given_to, checked) => {
                let mut refusals = checked.err().unwrap_or_default();
                let named = input.organization_code.is_some() != input.province_code.is_some();
                if given_to.is_none() && named {
                    refusals.push(Refusal::new(Path::input(field(&input)), Fault::NotFound));
                }
                return Err(CommandError::refused(refusals));
            }
        };
        let extension = Extension {
            id: self.clock.new_uuid().into(),
            given_to,
            fiscal_year,
            round: input.round,
            due_on: input.due_on,
            reason: input.reason,
            granted_by: actor.name.clone(),
            granted_at: self.clock.now(),
            ended_at: None,
        };
        let organization = extension.given_to.organization();
        let transaction = self.store.begin(organization).await?;
        transaction.add_extension(&extension).await?;
        let change = change(EventKind::DueDateExtended, None, &extension, extension.reason.clone());
        transaction.commit(organization, actor, self.clock(), vec![change]).await?;
        Ok(extension)
    }

    /// Who an input names, as far as it exists for the actor.
    async fn find_given_to(&self, actor: &Actor, input: &ExtensionInput) -> Result<Option<GivenTo>, StoreError> {
        let read = self.store.read();
        match (&input.organization_code, &input.province_code) {
            (Some(code), None) => {
                let found = read.organization(&actor.scope, code).await?;
                Ok(found.map(|organization| GivenTo::Organization(organization.id)))
            }
            (None, Some(code)) => Ok(self.province_exists(actor, code).await?.then(|| GivenTo::Province(code.clone()))),
            _ => Ok(None),
        }
    }

    /// Whether a province exists for the actor as a whole.
    pub(super) async fn province_exists(&self, actor: &Actor, code: &str) -> Result<bool, StoreError> {
        let area = self.store.read().area(code).await?;
        Ok(area.is_some_and(|area| area.is_province_within(&actor.scope)))
    }
}

fn field(input: &ExtensionInput) -> &'static str {
    if input.province_code.is_some() { "provinceCode" } else { "organizationCode" }
}

/// What happened to an extension.
pub(super) fn change(kind: EventKind, before: Option<&Extension>, after: &Extension, reason: String) -> Change {
    Change {
        kind,
        subject: after.id.named(),
        project: None,
        before: before.map(said),
        after: Some(said(after)),
        reason: Some(reason),
    }
}

fn said(extension: &Extension) -> Value {
    let (organization, province) = match &extension.given_to {
        GivenTo::Organization(id) => (Some(Uuid::from(*id).to_string()), None),
        GivenTo::Province(code) => (None, Some(code.clone())),
    };
    json!({
        "organization": organization,
        "province": province,
        "fiscalYear": extension.fiscal_year,
        "round": extension.round.months(),
        "dueOn": extension.due_on,
        "endedAt": extension.ended_at,
    })
}

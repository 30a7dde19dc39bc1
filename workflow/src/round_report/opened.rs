//! A round report opened for a command: everything that decides about it, read within the command's transaction.

use super::recorded::Recorded;
use crate::{CommandError, Workflow};
use serde_json::{Value, json};
use sucharit_domain::{
    access::Actor,
    approval::{StepTaken, seal::Seal},
    event::{Change, EventKind},
    id::RoundReportId,
    organization::Organization,
    plan::Plan,
    refusal::{Fault, Path, Refusal},
    round_report::{
        RoundReport,
        book::RoundReportRow,
        chain::{RoundReportAction, Standing},
        publication::Publication,
        seal::{SealedReport, is_intact},
    },
};
use sucharit_store::{StoreError, Transaction};

/// The report, its plan, its steps and whether it is published, with the transaction that holds off other writers.
pub(crate) struct Opened {
    pub transaction: Transaction,
    pub report: RoundReport,
    pub organization: Organization,
    pub plan: Plan,
    pub steps: Vec<StepTaken>,
    pub publication: Option<Publication>,
    pub is_window_open: bool,
}

impl Workflow {
    /// Opens a report; none where it does not exist for the actor.
    pub(super) async fn open_round_report(
        &self,
        actor: &Actor,
        id: RoundReportId,
    ) -> Result<Opened, CommandError<RoundReport>> {
        let missing = || CommandError::not_found("reportId");
        let read = self.store.read();
        let plan = read.round_reports(&actor.scope, &[id]).await?.remove(&id).ok_or_else(missing)?.plan_id;
        let organization = read.plan(&actor.scope, plan).await?.ok_or_else(missing)?.organization_id;
        let transaction = self.store.begin(Some(organization)).await?;
        // As it stands now that nobody else writes.
        let read = transaction.read();
        let report = read.round_reports(&actor.scope, &[id]).await?.remove(&id).ok_or_else(missing)?;
        let plan = read.plan(&actor.scope, plan).await?.ok_or_else(missing)?;
        let organizations = read.organizations(&actor.scope, &[organization]).await?.remove(&organization);
        let organization = organizations.ok_or_else(missing)?;
        let steps = read.steps_of(&[id]).await?.remove(&id).unwrap_or_default();
        let publication = read.publications_of_plans(&[plan.id]).await?.remove(&id);
        let window = read.reporting_window(report.fiscal_year, report.round).await?;
        let is_window_open = window.is_open(self.clock.today());
        Ok(Opened { transaction, report, organization, plan, steps, publication, is_window_open })
    }
}

impl Opened {
    /// How it stands.
    pub(super) fn standing(&self) -> Standing<'_> {
        Standing {
            report: &self.report,
            plan_state: self.plan.state,
            steps: &self.steps,
            is_published: self.publication.is_some(),
            is_window_open: self.is_window_open,
        }
    }

    /// What keeps the actor from doing this to the version that was read.
    pub(super) fn refusals(&self, action: RoundReportAction, actor: &Actor, expected_version: i32) -> Vec<Refusal> {
        let mut refusals = Vec::new();
        if let Err(why) = self.standing().may(action, actor) {
            refusals.push(Refusal::new(Path::default().field("input"), why.into()));
        }
        if expected_version != self.report.version {
            let fault = Fault::StaleVersion { expected: Some(expected_version), current: Some(self.report.version) };
            refusals.push(Refusal::new(Path::input("expectedVersion"), fault));
        }
        refusals
    }

    /// The projects that count in it, and its seal as it stands.
    pub(super) async fn seal(&self) -> Result<(Vec<RoundReportRow>, Seal), StoreError> {
        let read = self.transaction.read();
        let rows = Recorded::read(&read, self.plan.id).await?.rows(&self.report);
        let kept = self.kept().await?;
        let current = SealedReport::held_against(kept.as_deref(), &self.organization, &self.plan, &self.report, &rows);
        Ok((rows, current.seal()))
    }

    /// Whether it still is what was signed in this run.
    pub(super) async fn is_intact(&self, current: &Seal) -> Result<bool, StoreError> {
        let Some(digest) = self.standing().chain().digest() else { return Ok(false) };
        Ok(is_intact(digest, self.kept().await?.as_deref(), current))
    }

    /// The text that was signed in this run; none in a draft.
    async fn kept(&self) -> Result<Option<String>, StoreError> {
        let Some(digest) = self.standing().chain().digest() else { return Ok(None) };
        Ok(self.transaction.read().seals(&[digest.to_owned()]).await?.remove(digest))
    }

    /// The refusal of a command, with the report as it stands.
    pub(super) fn refused(self, refusals: Vec<Refusal>) -> CommandError<RoundReport> {
        CommandError::Refused { refusals, current: Some(Box::new(self.report)) }
    }

    /// What the audit trail says of the report now.
    pub(crate) fn said(report: &RoundReport, is_published: bool) -> Value {
        json!({
            "fiscalYear": report.fiscal_year,
            "round": report.round.months(),
            "state": report.state,
            "filedOn": report.filing.as_ref().map(|filing| filing.filed_on),
            "referenceNumber": report.filing.as_ref().map(|filing| &filing.reference_number),
            "isPublished": is_published,
            "version": report.version,
        })
    }

    /// The word and id that it is called by.
    pub(super) fn subject(&self) -> String {
        self.report.id.named()
    }

    /// The change to a report, `after` on top of what is always said.
    pub(super) fn change(&self, kind: EventKind, after: Value) -> Change {
        Change {
            kind,
            subject: self.subject(),
            project: None,
            before: Some(Self::said(&self.report, self.publication.is_some())),
            after: Some(after),
            reason: None,
        }
    }
}

/// A fault of the report as a whole.
pub(super) fn about_report(fault: Fault) -> Refusal {
    Refusal::new(Path::input("reportId"), fault)
}

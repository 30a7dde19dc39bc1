//! What recording reports comes to: rows and events, of one project or of many, gathered before anything is written.

use serde_json::Value;
use sucharit_domain::{
    calendar::{FiscalYear, ReportingRound},
    clock::Clock,
    event::{Change, EventKind},
    id::{ProgressId, ProjectId},
    progress::{
        Progress, ProgressStatus, ProgressValues,
        carry_over::{self, CarryOver},
    },
};
use sucharit_store::{StoreError, Transaction};
use uuid::Uuid;

/// Reports to be written.
#[derive(Debug, Default)]
pub(super) struct Recording {
    put: Vec<Progress>,
    removed: Vec<ProgressId>,
    changes: Vec<Change>,
}

/// What is recorded of a project's year before a report is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reports<'a> {
    /// Of the round that is reported.
    pub(super) current: Option<&'a Progress>,
    /// Of the other round.
    pub(super) other_round: Option<&'a Progress>,
    /// The last version of a carried twelve-month report that was withdrawn; 0 where none was.
    pub(super) withdrawn: i32,
}

/// Whether recording could begin a twelve-month report: then what was withdrawn of it counts.
pub(super) fn may_begin_twelve_month(round: ReportingRound, status: ProgressStatus, year: &[Progress]) -> bool {
    let is_twelve_month = |progress: &Progress| progress.round == ReportingRound::TwelveMonth;
    (round == ReportingRound::TwelveMonth || status == ProgressStatus::Completed) && !year.iter().any(is_twelve_month)
}

impl Recording {
    /// Records a report that the rules took, first or changed. A completion after six months is carried into the twelve-month
    /// report.
    pub(super) fn record(
        &mut self,
        clock: &dyn Clock,
        project: ProjectId,
        place: (FiscalYear, ReportingRound),
        reports: Reports<'_>,
        values: ProgressValues,
    ) -> Progress {
        let (fiscal_year, round) = place;
        let Reports { current, other_round, withdrawn } = reports;
        let carry_over = carry_over::decide(round, values.status, other_round);
        let kind = EventKind::ProgressRecorded;
        let progress = self.put(clock, project, place, (current, withdrawn), values, kind);
        match (carry_over, other_round) {
            (CarryOver::Put, carried) => {
                let place = (fiscal_year, ReportingRound::TwelveMonth);
                let values = progress.values.clone();
                self.put(clock, project, place, (carried, withdrawn), values, EventKind::ProgressCarriedOver);
            }
            (CarryOver::Withdraw, Some(carried)) => {
                self.removed.push(carried.id);
                self.changes.push(change(EventKind::ProgressCarryWithdrawn, Some(carried), None));
            }
            (CarryOver::Withdraw, None) | (CarryOver::None, _) => {}
        }
        progress
    }

    /// Puts a report, new or changed, and notes the change.
    pub(super) fn put(
        &mut self,
        clock: &dyn Clock,
        project: ProjectId,
        (fiscal_year, round): (FiscalYear, ReportingRound),
        (current, withdrawn): (Option<&Progress>, i32),
        values: ProgressValues,
        kind: EventKind,
    ) -> Progress {
        let version = match current {
            Some(current) => current.version,
            // Only a twelve-month report can have been carried and withdrawn.
            None if round == ReportingRound::SixMonth => 0,
            // A version is never given twice, even where a carried report came and went.
            None => withdrawn,
        };
        let progress = Progress {
            id: current.map_or_else(|| clock.new_uuid().into(), |current| current.id),
            project_id: project,
            fiscal_year,
            round,
            values,
            carried_over: kind == EventKind::ProgressCarriedOver,
            reopened: current.is_some_and(|current| current.reopened),
            version: version + 1,
            updated_at: clock.now(),
        };
        self.changes.push(change(kind, current, Some(&progress)));
        self.put.push(progress.clone());
        progress
    }

    /// Writes everything, in as many statements for many reports as for one; gives the changes for the audit trail.
    ///
    /// # Errors
    /// When storage fails.
    pub(super) async fn write(self, transaction: &Transaction) -> Result<Vec<Change>, StoreError> {
        transaction.put_progress(&self.put).await?;
        if !self.removed.is_empty() {
            transaction.remove_progress(&self.removed).await?;
        }
        Ok(self.changes)
    }
}

/// What the audit trail says of a report.
pub(crate) fn said(progress: &Progress) -> Value {
    let mut values = progress.values.to_json();
    values["fiscalYear"] = progress.fiscal_year.get().into();
    values["round"] = progress.round.months().into();
    values["project"] = Uuid::from(progress.project_id).to_string().into();
    values["isCarriedOver"] = progress.carried_over.into();
    values["isReopened"] = progress.reopened.into();
    values["version"] = progress.version.into();
    values
}

/// What happened to a report.
pub(super) fn change(kind: EventKind, before: Option<&Progress>, after: Option<&Progress>) -> Change {
    let about = after.or(before);
    Change {
        kind,
        subject: about.map(|progress| progress.id.named()).unwrap_or_default(),
        project: about.map(|progress| progress.project_id),
        before: before.map(said),
        after: after.map(said),
        reason: None,
    }
}

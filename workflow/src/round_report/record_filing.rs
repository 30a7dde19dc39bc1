//! Recording the entry of an approved round report in e-PlanNACC.

use super::opened::Opened;
use crate::{CommandError, Workflow};
use sucharit_domain::{
    access::Actor,
    approval::ApprovalStep,
    clock,
    event::EventKind,
    id::RoundReportId,
    round_report::{RoundReport, chain::RoundReportAction, filing::Filing},
};

impl Workflow {
    /// Keeps the day and reference number of a report's entry in e-PlanNACC, first or put right.
    ///
    /// # Errors
    /// Refused with every fault of the input and the report as it stands.
    pub async fn record_filing(
        &self,
        actor: &Actor,
        id: RoundReportId,
        expected_version: i32,
        filing: Filing,
    ) -> Result<RoundReport, CommandError<RoundReport>> {
        let opened = self.open_round_report(actor, id).await?;
        let mut refusals = opened.refusals(RoundReportAction::RecordFiling, actor, expected_version);
        let approved = opened.standing().chain().current().iter().find(|step| step.step == ApprovalStep::Approve);
        refusals.extend(filing.faults(approved.map(|step| clock::day_of(step.taken_at)), self.clock.today()));
        if !refusals.is_empty() {
            return Err(opened.refused(refusals));
        }
        let report = RoundReport { filing: Some(filing), version: opened.report.version + 1, ..opened.report.clone() };
        opened.transaction.change_round_report(&report).await?;
        let after = Opened::said(&report, opened.publication.is_some());
        let change = opened.change(EventKind::RoundReportFiled, after);
        opened.transaction.commit(opened.organization.id, actor, self.clock(), vec![change]).await?;
        Ok(report)
    }
}

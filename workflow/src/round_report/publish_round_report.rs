//! Publishing an approved round report.

use super::opened::{Opened, about_report};
use crate::{CommandError, Workflow};
use sucharit_domain::{
    access::Actor,
    event::EventKind,
    id::RoundReportId,
    refusal::Fault,
    round_report::{RoundReport, chain::RoundReportAction, publication::Publication},
};

impl Workflow {
    /// Publishes an approved report as it was sealed: from then on anyone may read that.
    ///
    /// # Errors
    /// Refused with every fault of the input and the report as it stands.
    pub async fn publish_round_report(
        &self,
        actor: &Actor,
        id: RoundReportId,
        expected_version: i32,
    ) -> Result<RoundReport, CommandError<RoundReport>> {
        let opened = self.open_round_report(actor, id).await?;
        let action = RoundReportAction::Publish;
        let mut refusals = opened.refusals(action, actor, expected_version);
        if opened.standing().may(action, actor).is_ok() {
            let (_, seal) = opened.seal().await?;
            if !opened.is_intact(&seal).await? {
                refusals.push(about_report(Fault::SealBroken));
            }
        }
        let (digest, run) = {
            let standing = opened.standing();
            (standing.chain().digest().map(str::to_owned), standing.chain().run())
        };
        let digest = match digest {
            Some(digest) if refusals.is_empty() => digest,
            _ => return Err(opened.refused(refusals)),
        };
        let publication = Publication {
            id: self.clock.new_uuid().into(),
            organization_id: opened.organization.id,
            round_report_id: id,
            run,
            digest,
            published_at: self.clock.now(),
        };
        let report = RoundReport { version: opened.report.version + 1, ..opened.report.clone() };
        opened.transaction.add_publication(&publication).await?;
        opened.transaction.change_round_report(&report).await?;
        let mut after = Opened::said(&report, true);
        after["digest"] = publication.digest.into();
        let change = opened.change(EventKind::RoundReportPublished, after);
        opened.transaction.commit(opened.organization.id, actor, self.clock(), vec![change]).await?;
        Ok(report)
    }
}

//! What comes of a command on a round report, as payloads say it.

use super::RoundReport;
use crate::{
    context::RequestContext,
    failure::Failure,
    node::GlobalId,
    plan::batch::PlanBatch,
    user_error::{self, StaleThing, UserError},
};
use async_graphql::ID;
use std::sync::Arc;
use sucharit_domain::{id::RoundReportId, round_report as domain};
use sucharit_workflow::CommandError;

/// The report as it stands now, none where the command was refused; and every fault of its input.
pub type Outcome = (Option<RoundReport>, Vec<UserError>);

/// The report that an input names.
pub fn report_id(request: &RequestContext, id: &ID) -> Result<RoundReportId, Outcome> {
    match GlobalId::decode(id) {
        Ok(GlobalId::RoundReport(id)) => Ok(id),
        _ => Err((None, user_error::not_found("reportId", request.language()))),
    }
}

/// What a command answered.
pub async fn of(
    request: &RequestContext,
    done: Result<domain::RoundReport, CommandError<domain::RoundReport>>,
) -> Result<Outcome, Failure> {
    match done {
        Ok(report) => Ok((Some(answer(request, report).await?), Vec::new())),
        Err(CommandError::Refused { refusals, current }) => {
            let current = match current {
                Some(current) => Some(StaleThing::RoundReport(answer(request, *current).await?)),
                None => None,
            };
            Ok((None, user_error::list(refusals, current.as_ref(), request.language())))
        }
        Err(CommandError::Failed(error)) => Err(error.into()),
    }
}

async fn answer(request: &RequestContext, report: domain::RoundReport) -> Result<RoundReport, Failure> {
    let plan = request.read().plan(&request.actor()?.scope, report.plan_id).await?;
    let batch = PlanBatch::new(request.clone(), plan.into_iter().collect());
    Ok(RoundReport::new(report, &Arc::new(batch)))
}

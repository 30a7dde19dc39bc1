//! `recordProgress`

use super::{Progress, ProgressStatus, UnableReason};
use crate::{
    context::RequestContext,
    failure::Failure,
    node::GlobalId,
    plan::batch::PlanBatch,
    round_report::ReportingRound,
    scalar::Decimal,
    user_error::{self, StaleThing, UserError, UserWarning, patch},
};
use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, SimpleObject};
use std::sync::Arc;
use sucharit_domain::{
    id::ProjectId,
    progress::{self as domain, record::ProgressInput},
};
use sucharit_workflow::{CommandError, RecordedProgress};

/// What is reported. A field that is left out keeps its value; null empties a text.
#[derive(Debug, InputObject)]
pub struct RecordProgressInput {
    /// The project reported on.
    project_id: ID,
    /// The fiscal year, B.E.
    fiscal_year: i32,
    /// The round.
    round: ReportingRound,
    /// สถานะการดำเนินงาน
    status: ProgressStatus,
    /// เหตุผลที่ไม่สามารถดำเนินการได้, required with UNABLE.
    unable_reason: MaybeUndefined<UnableReason>,
    /// The reason in words, required with OTHER.
    unable_detail: MaybeUndefined<String>,
    /// บรรจุไว้ในข้อบัญญัติ/เทศบัญญัติ/แผนการดำเนินงาน; no where a first report leaves it out.
    in_ordinance: MaybeUndefined<bool>,
    /// งบประมาณ (วงเงินตามข้อบัญญัติ/เทศบัญญัติ), baht; 0 where a first report leaves it out.
    ordinance_budget: MaybeUndefined<Decimal>,
    /// การเบิกจ่ายงบประมาณ, baht; 0 where a first report leaves it out.
    disbursed: MaybeUndefined<Decimal>,
    /// ผลการดำเนินงาน
    result: MaybeUndefined<String>,
    /// ปัญหา/อุปสรรค
    problems: MaybeUndefined<String>,
    /// ข้อเสนอแนะ
    suggestions: MaybeUndefined<String>,
    /// หมายเหตุ
    remark: MaybeUndefined<String>,
    /// The version that was read; null for the first report.
    expected_version: Option<i32>,
}

/// What came of it.
#[derive(Debug, SimpleObject)]
pub struct RecordProgressPayload {
    /// The report as it stands now; null when refused.
    progress: Option<Progress>,
    /// Every fault of the input.
    user_errors: Vec<UserError>,
    /// What was recorded but is worth a second look.
    warnings: Vec<UserWarning>,
}

/// `recordProgress`
#[derive(Debug, Default)]
pub struct RecordProgress;

#[Object]
impl RecordProgress {
    /// Records the progress of a project for a fiscal year and round, first or changed.
    async fn record_progress(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What is reported.")] input: RecordProgressInput,
    ) -> Result<RecordProgressPayload, Failure> {
        let request = RequestContext::of(context);
        let Ok(GlobalId::Project(project)) = GlobalId::decode(&input.project_id) else {
            return Ok(RecordProgressPayload::refused(user_error::not_found("projectId", request.language())));
        };
        let round = input.round.into();
        let recorded = request
            .workflow()
            .record_progress(request.actor()?, project, input.fiscal_year, round, input.into_domain())
            .await;
        payload(&request, project, recorded).await
    }
}

/// What came of recording, confirming or reopening a project's progress.
pub async fn payload(
    request: &RequestContext,
    project: ProjectId,
    outcome: Result<RecordedProgress, CommandError<domain::Progress>>,
) -> Result<RecordProgressPayload, Failure> {
    let language = request.language();
    match outcome {
        Ok(recorded) => Ok(RecordProgressPayload {
            progress: Some(answer(request, project, recorded.progress).await?),
            user_errors: Vec::new(),
            warnings: recorded.warnings.iter().map(|warning| UserWarning::new(warning, language)).collect(),
        }),
        Err(CommandError::Refused { refusals, current }) => {
            let current = match current {
                Some(current) => Some(StaleThing::Progress(answer(request, project, *current).await?)),
                None => None,
            };
            Ok(RecordProgressPayload::refused(user_error::list(refusals, current.as_ref(), language)))
        }
        Err(CommandError::Failed(error)) => Err(error.into()),
    }
}

impl RecordProgressInput {
    fn into_domain(self) -> ProgressInput {
        let decimal = |value| patch(value, |Decimal(value)| value);
        ProgressInput {
            status: self.status.into(),
            unable_reason: patch(self.unable_reason, Into::into),
            unable_detail: patch(self.unable_detail, Into::into),
            in_ordinance: patch(self.in_ordinance, Into::into),
            ordinance_budget: decimal(self.ordinance_budget),
            disbursed: decimal(self.disbursed),
            result: patch(self.result, Into::into),
            problems: patch(self.problems, Into::into),
            suggestions: patch(self.suggestions, Into::into),
            remark: patch(self.remark, Into::into),
            expected_version: self.expected_version,
        }
    }
}

impl RecordProgressPayload {
    /// Nothing was recorded.
    pub fn refused(user_errors: Vec<UserError>) -> Self {
        Self { progress: None, user_errors, warnings: Vec::new() }
    }
}

async fn answer(request: &RequestContext, project: ProjectId, progress: domain::Progress) -> Result<Progress, Failure> {
    let scope = &request.actor()?.scope;
    let projects = request.read().projects(scope, &[project]).await?;
    let plans: Vec<_> = projects.values().map(|project| project.plan_id).collect();
    let plans = request.read().plans(scope, &plans).await?.into_values().collect();
    Ok(Progress::new(progress, &Arc::new(PlanBatch::new(request.clone(), plans))))
}

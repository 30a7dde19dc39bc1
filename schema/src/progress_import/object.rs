//! An upload as clients see it.

use crate::{
    context::RequestContext,
    failure::Failure,
    node::GlobalId,
    plan::{Plan, batch::PlanBatch},
    project::Project,
    round_report::ReportingRound,
    scalar::DateTime,
};
use async_graphql::{Context, Description, ID, Object, SimpleObject};
use std::sync::Arc;
use sucharit_domain::{
    labels, plan as plan_domain,
    progress::import::{self as domain, CellChange, ImportPreview, PlannedChange},
    sheet::CellProblem,
};

/// A filled progress form that was uploaded (`POST /imports/progress`) and waits for a day to be applied by whoever uploaded it.
/// What it would change is worked out anew each time it is read.
#[derive(Debug, Clone, Description)]
pub struct ProgressImport {
    value: domain::ProgressImport,
    preview: ImportPreview,
    plan: plan_domain::Plan,
    batch: Arc<PlanBatch>,
}

/// What would change of one project's report.
#[derive(Debug, Clone, Description)]
pub struct ProgressImportChange {
    value: PlannedChange,
    batch: Arc<PlanBatch>,
}

/// One field that would change.
#[derive(Debug, Clone, SimpleObject)]
pub struct ProgressImportField {
    /// The field's name, as in `RecordProgressInput`.
    field: String,
    /// What it is called in Thai.
    label: String,
    /// Its cell: `รายงานโครงการ!G17`.
    cell: String,
    /// Its value before; null where there was none.
    before: Option<String>,
    /// Its value after; null where there is none.
    after: Option<String>,
    /// The value before as people read it: a code in its Thai words.
    before_words: Option<String>,
    /// The value after as people read it: a code in its Thai words.
    after_words: Option<String>,
}

/// Something wrong in the form, or worth a second look.
#[derive(Debug, Clone, SimpleObject)]
pub struct ProgressImportProblem {
    /// Stable code: one of `UserErrorCode`, or of a warning.
    code: String,
    /// Where: `รายงานโครงการ!G17`; empty for the whole file.
    cell: String,
    /// In words, Thai or English by Accept-Language.
    message: String,
}

impl ProgressImport {
    /// An upload with its preview; none where its plan does not exist for whoever asks.
    pub async fn found(
        request: &RequestContext,
        (value, preview): (domain::ProgressImport, ImportPreview),
    ) -> Result<Option<Self>, Failure> {
        let plans = request.read().plans(&request.actor()?.scope, &[value.plan_id]).await?;
        let Some(plan) = plans.into_values().next() else { return Ok(None) };
        let batch = Arc::new(PlanBatch::new(request.clone(), vec![plan.clone()]));
        Ok(Some(Self { value, preview, plan, batch }))
    }
}

#[Object(use_type_description)]
impl ProgressImport {
    /// Opaque id.
    async fn id(&self) -> ID {
        GlobalId::from(self.value.id).encode()
    }

    /// The plan it reports on.
    async fn plan(&self) -> Plan {
        Plan::new(self.plan.clone(), &self.batch)
    }

    /// The reported fiscal year, B.E.
    async fn fiscal_year(&self) -> i32 {
        self.value.reading.head.fiscal_year.get()
    }

    /// The reported round.
    async fn round(&self) -> ReportingRound {
        self.value.reading.head.round.into()
    }

    /// The file's name as it was given.
    async fn file_name(&self) -> &str {
        &self.value.file_name
    }

    /// SHA-256 of the file, 64 hexadecimal digits.
    async fn file_sha256(&self) -> &str {
        &self.value.sha256
    }

    /// When it was uploaded.
    async fn created_at(&self) -> DateTime {
        DateTime(self.value.created_at)
    }

    /// Until when it waits.
    async fn expires_at(&self) -> DateTime {
        DateTime(self.value.expires_at())
    }

    /// When it was applied; null while it waits.
    async fn applied_at(&self) -> Option<DateTime> {
        self.value.applied_at.map(DateTime)
    }

    /// Each project whose report would change, in the order of the rows.
    #[graphql(complexity = "crate::page::times(36, child_complexity)")]
    async fn changes(&self) -> Vec<ProgressImportChange> {
        let change =
            |value: &PlannedChange| ProgressImportChange { value: value.clone(), batch: Arc::clone(&self.batch) };
        self.preview.changes.iter().map(change).collect()
    }

    /// How many rows say what is recorded already, or were not touched.
    async fn unchanged_count(&self) -> usize {
        self.preview.unchanged
    }

    /// How many rows report nothing yet.
    async fn awaiting_count(&self) -> usize {
        self.preview.awaiting
    }

    /// Everything that is wrong: with any of it, nothing is applied.
    #[graphql(complexity = "crate::page::times(10, child_complexity)")]
    async fn problems(&self, context: &Context<'_>) -> Vec<ProgressImportProblem> {
        problems(context, &self.preview.problems)
    }

    /// What is allowed but worth a second look.
    #[graphql(complexity = "crate::page::times(10, child_complexity)")]
    async fn warnings(&self, context: &Context<'_>) -> Vec<ProgressImportProblem> {
        problems(context, &self.preview.warnings)
    }

    /// Whether applying it now would write something.
    async fn can_apply(&self) -> bool {
        self.value.applied_at.is_none() && self.preview.can_apply()
    }
}

#[Object(use_type_description)]
impl ProgressImportChange {
    /// The project.
    async fn project(&self) -> Result<Project, Failure> {
        let mut projects = self.batch.projects().await?.values().flatten();
        let project = projects.find(|project| project.id == self.value.project).ok_or(Failure::Internal)?;
        Ok(Project::new(project.clone(), &self.batch))
    }

    /// Whether it would be the first report of the round.
    async fn is_first(&self) -> bool {
        self.value.is_first
    }

    /// What would change, in the form's order.
    #[graphql(complexity = "crate::page::times(5, child_complexity)")]
    async fn fields(&self) -> Vec<ProgressImportField> {
        self.value.fields.iter().map(field).collect()
    }
}

fn field(change: &CellChange) -> ProgressImportField {
    let CellChange { place, change } = change;
    let words = |value: &Option<String>| {
        let value = value.as_deref()?;
        Some(labels::field_value(&change.field, value).unwrap_or(value).to_owned())
    };
    ProgressImportField {
        label: labels::field(&change.field).unwrap_or(&change.field).to_owned(),
        cell: place.to_string(),
        before_words: words(&change.before),
        after_words: words(&change.after),
        field: change.field.clone(),
        before: change.before.clone(),
        after: change.after.clone(),
    }
}

fn problems(context: &Context<'_>, problems: &[CellProblem]) -> Vec<ProgressImportProblem> {
    let language = RequestContext::of(context).language();
    let problem = |problem: &CellProblem| ProgressImportProblem {
        code: problem.code.clone(),
        cell: problem.place.to_string(),
        message: problem.message(language).to_owned(),
    };
    problems.iter().map(problem).collect()
}

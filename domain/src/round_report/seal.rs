//! What the signatures of a round report seal, and how it differs later.

use super::{
    RoundReport,
    book::{self, RoundReportRow},
};
use crate::{
    approval::seal::{self, Seal},
    calendar::{FiscalYear, ReportingRound},
    id::ProjectId,
    money::Baht,
    organization::Organization,
    plan::Plan,
    progress::ProgressValues,
    project::{Project, ProjectKind},
    sha256,
    summary::{Flag, Score},
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::{borrow::Cow, ops::Not};

/// Names the form of the text. Another form gets another name, so that a text stays readable as it was sealed.
const FORMAT: &str = "sucharit round report 1";

/// The content of a report as it is signed: every figure, every text byte for byte, every file by its hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SealedReport {
    format: String,
    /// Whose report.
    pub organization: SealedOrganization,
    /// On which plan.
    pub plan: SealedPlan,
    /// The fiscal year.
    pub fiscal_year: FiscalYear,
    /// The round.
    pub round: ReportingRound,
    /// The conforming projects planned for the year, by number.
    pub projects: Vec<SealedProject>,
    /// What they add up to.
    pub summary: SealedSummary,
}

/// The organization as it was named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SealedOrganization {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Whether the report is made up for a demonstration; unsaid where it is not.
    #[serde(default, skip_serializing_if = "Not::not")]
    pub is_sample: bool,
}

/// The plan as it was titled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SealedPlan {
    /// Its title.
    pub title: String,
    /// Its first fiscal year.
    pub start_fiscal_year: FiscalYear,
    /// Its last fiscal year.
    pub end_fiscal_year: FiscalYear,
    /// Its revision.
    pub revision: i32,
}

/// A project with what was reported on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SealedProject {
    /// Identity.
    pub id: ProjectId,
    /// ลำดับที่
    pub number: i16,
    /// Its name.
    pub name: String,
    /// ประเภทงาน
    pub kind: ProjectKind,
    /// มิติ, 1 to 4.
    pub dimension: i16,
    /// Planned budget of the year, baht.
    pub planned_budget: Baht,
    /// What was reported. A signed report has it for every project.
    pub progress: Option<ProgressValues>,
    /// SHA-256 of each file of evidence, in order.
    pub evidence: Vec<String>,
}

/// Counts, amounts in baht, score and flag over all projects.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SealedSummary {
    /// How many projects.
    pub project_count: u32,
    /// Of these, in the ordinance.
    pub in_ordinance: u32,
    /// อยู่ระหว่างดำเนินการ
    pub in_progress: u32,
    /// ดำเนินการแล้วเสร็จ
    pub completed: u32,
    /// ไม่สามารถดำเนินการได้
    pub unable: u32,
    /// งบประมาณตามแผนพัฒนาท้องถิ่น
    pub planned_budget: Baht,
    /// งบประมาณตามข้อบัญญัติ/เทศบัญญัติ
    pub ordinance_budget: Baht,
    /// การเบิกจ่ายงบประมาณ
    pub disbursed: Baht,
    /// As it is shown; none where there are no projects.
    pub score: Option<Decimal>,
    /// By the exact score.
    pub flag: Option<Flag>,
}

/// A field in which a report differs from what was signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldDifference {
    /// The number of the project it belongs to; none for the report itself.
    pub project_number: Option<i16>,
    /// Its place: `progress.disbursed`.
    pub field: String,
    /// As it was signed; none where there was nothing.
    pub sealed: Option<String>,
    /// As it stands; none where there is nothing.
    pub current: Option<String>,
}

impl SealedReport {
    /// The content of a report as it stands; `rows` by number.
    #[must_use]
    pub fn of(organization: &Organization, plan: &Plan, report: &RoundReport, rows: &[RoundReportRow]) -> Self {
        Self {
            format: FORMAT.to_owned(),
            organization: SealedOrganization {
                code: organization.code.clone(),
                name: organization.name.clone(),
                is_sample: organization.is_sample,
            },
            plan: SealedPlan {
                title: plan.title.clone(),
                start_fiscal_year: plan.start_fiscal_year,
                end_fiscal_year: plan.end_fiscal_year,
                revision: plan.revision,
            },
            fiscal_year: report.fiscal_year,
            round: report.round,
            projects: rows.iter().map(SealedProject::of).collect(),
            summary: SealedSummary::of(rows, report.round),
        }
    }

    /// The content of a report as it stands, to be held against what was signed, with [`as_signed`].
    #[must_use]
    pub fn held_against(
        kept: Option<&str>,
        organization: &Organization,
        plan: &Plan,
        report: &RoundReport,
        rows: &[RoundReportRow],
    ) -> Self {
        let (plan, rows) = as_signed(kept, plan, rows);
        Self::of(organization, &plan, report, &rows)
    }

    /// The projects that were signed for, with their progress as it stands and everything else as it was signed.
    fn rows(&self, rows: &[RoundReportRow]) -> Vec<RoundReportRow> {
        let as_signed = |signed: &SealedProject| {
            let row = rows.iter().find(|row| row.project.id == signed.id)?;
            let project = Project {
                number: signed.number,
                name: signed.name.clone(),
                kind: signed.kind,
                dimension_number: signed.dimension,
                ..row.project.clone()
            };
            Some(RoundReportRow { project, planned_budget: signed.planned_budget, ..row.clone() })
        };
        self.projects.iter().filter_map(as_signed).collect()
    }

    /// Reads a sealed text; none where it is none of ours.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok().filter(|report: &Self| report.format == FORMAT)
    }

    /// Seals it.
    #[must_use]
    pub fn seal(&self) -> Seal {
        Seal::of(self)
    }
}

impl SealedPlan {
    /// A plan as it was titled then.
    fn on(&self, plan: &Plan) -> Plan {
        Plan {
            title: self.title.clone(),
            start_fiscal_year: self.start_fiscal_year,
            end_fiscal_year: self.end_fiscal_year,
            revision: self.revision,
            ..plan.clone()
        }
    }
}

impl SealedProject {
    fn of(row: &RoundReportRow) -> Self {
        let Project { id, number, name, kind, dimension_number, .. } = &row.project;
        Self {
            id: *id,
            number: *number,
            name: name.clone(),
            kind: *kind,
            dimension: *dimension_number,
            planned_budget: row.planned_budget,
            progress: row.progress.clone(),
            evidence: row.evidence.clone(),
        }
    }
}

impl SealedSummary {
    fn of(rows: &[RoundReportRow], round: ReportingRound) -> Self {
        let summary = book::summary(rows, round);
        let tally = summary.total();
        Self {
            project_count: tally.projects,
            in_ordinance: tally.in_ordinance,
            in_progress: tally.in_progress,
            completed: tally.completed,
            unable: tally.unable,
            planned_budget: tally.planned_budget,
            ordinance_budget: tally.ordinance_budget,
            disbursed: tally.disbursed,
            score: tally.score().map(Score::shown),
            flag: summary.flag(&tally),
        }
    }
}

/// The plan and the rows of a report as they stand, but with the texts of the plan that was signed on: a plan that was amended since
/// does not undo signatures, nor change what was signed.
#[must_use]
pub fn as_signed<'a>(
    kept: Option<&str>,
    plan: &'a Plan,
    rows: &'a [RoundReportRow],
) -> (Cow<'a, Plan>, Cow<'a, [RoundReportRow]>) {
    match kept.and_then(SealedReport::read).filter(|signed| signed.plan.revision != plan.revision) {
        Some(signed) => (Cow::Owned(signed.plan.on(plan)), Cow::Owned(signed.rows(rows))),
        None => (Cow::Borrowed(plan), Cow::Borrowed(rows)),
    }
}

/// Whether a report still is what was signed: the kept text has the digest, and so has the report as it stands.
#[must_use]
pub fn is_intact(digest: &str, kept: Option<&str>, current: &Seal) -> bool {
    digest == current.digest() && kept.is_some_and(|text| sha256::of(text) == digest)
}

/// The fields in which a report differs from what was sealed: those of the report itself, then by project number.
#[must_use]
pub fn differences(sealed: &str, current: &Seal) -> Vec<FieldDifference> {
    let read = |text: &str| serde_json::from_str::<Value>(text).unwrap_or_default();
    let (mut sealed, mut current) = (read(sealed), read(current.text()));
    let (then, now) = (take_projects(&mut sealed), take_projects(&mut current));
    let mut found = of_part(None, &sealed, &current);
    let same = |one: &Value, other: &Value| one["id"] == other["id"];
    for project in &now {
        let before = then.iter().find(|before| same(before, project)).unwrap_or(&Value::Null);
        found.extend(of_part(number(project), before, project));
    }
    for gone in then.iter().filter(|before| !now.iter().any(|project| same(before, project))) {
        found.extend(of_part(number(gone), gone, &Value::Null));
    }
    found.sort_by_key(|difference| difference.project_number);
    found
}

fn take_projects(report: &mut Value) -> Vec<Value> {
    let taken = report.get_mut("projects").map(Value::take).unwrap_or_default();
    match taken {
        Value::Array(projects) => projects,
        _ => Vec::new(),
    }
}

fn number(project: &Value) -> Option<i16> {
    project["number"].as_i64().and_then(|number| number.try_into().ok())
}

fn of_part(project_number: Option<i16>, sealed: &Value, current: &Value) -> Vec<FieldDifference> {
    let difference = |(field, sealed, current)| FieldDifference { project_number, field, sealed, current };
    seal::differing(sealed, current).into_iter().map(difference).collect()
}

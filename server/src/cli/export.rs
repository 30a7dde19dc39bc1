//! `sucharit export …`

use super::{database, folder_of, show};
use crate::config::Settings;
use anyhow::{Context, ensure};
use chrono::NaiveDate;
use clap::{Args, Subcommand, ValueEnum};
use std::{
    io::Write,
    path::{Path, PathBuf},
};
use sucharit_domain::{
    access::{Actor, Scope},
    calendar::{self, FiscalYear, ReportingRound},
    event::book::Period,
    id::DivisionId,
    numeral::Numerals,
    plan::Plan,
};
use sucharit_workflow::Workflow;

/// Writing workbooks.
#[derive(Debug, Subcommand)]
pub enum ExportCommand {
    /// The report of a fiscal year and round, as e-PlanNACC asks for it
    #[command(override_usage = "sucharit export round-report [OPTIONS] --organization <CODE>\n       \
        --fiscal-year <YEAR> --round <ROUND> --output <FILE>")]
    RoundReport {
        #[command(flatten)]
        common: Common,
        /// Fiscal year, B.E.
        #[arg(long, value_name = "YEAR", value_parser = fiscal_year)]
        fiscal_year: FiscalYear,
        /// Reporting round
        #[arg(long)]
        round: Round,
    },
    /// The form of a fiscal year and round, to fill in and `import`
    #[command(override_usage = "sucharit export progress-form [OPTIONS] --organization <CODE>\n       \
        --fiscal-year <YEAR> --round <ROUND> --output <FILE>")]
    ProgressForm {
        #[command(flatten)]
        common: Common,
        /// Fiscal year, B.E.
        #[arg(long, value_name = "YEAR", value_parser = fiscal_year)]
        fiscal_year: FiscalYear,
        /// Reporting round
        #[arg(long)]
        round: Round,
        /// The projects of this division alone
        #[arg(long, value_name = "NAME")]
        division: Option<String>,
    },
    /// The plan: risks, projects by dimension, every project's headings
    Plan {
        #[command(flatten)]
        common: Common,
        /// A fiscal year (B.E.) that the plan covers; the latest plan where it is left out
        #[arg(long, value_name = "YEAR", value_parser = fiscal_year)]
        fiscal_year: Option<FiscalYear>,
    },
    /// The template of the next plan: fill it in, then `plan import`
    PlanTemplate {
        #[command(flatten)]
        common: Common,
        /// The plan's first fiscal year, B.E.; the one after the latest plan where it is left out
        #[arg(long, value_name = "YEAR", value_parser = fiscal_year)]
        fiscal_year: Option<FiscalYear>,
    },
    /// The audit trail: who changed what, when, from what to what; whether it is whole
    Audit {
        #[command(flatten)]
        common: Common,
        /// First day, C.E., in Bangkok
        #[arg(long, value_name = "DAY", value_parser = day)]
        from: Option<NaiveDate>,
        /// Last day, C.E., in Bangkok
        #[arg(long, value_name = "DAY", value_parser = day)]
        to: Option<NaiveDate>,
    },
}

/// What every export needs.
#[derive(Debug, Args)]
pub struct Common {
    /// The organization's code
    #[arg(long, value_name = "CODE")]
    organization: String,
    /// The file to write; an existing one is replaced
    #[arg(long, value_name = "FILE")]
    output: PathBuf,
    /// Digits in texts; numbers in cells stay numbers
    #[arg(long, default_value = "arabic")]
    numerals: Digits,
}

/// A reporting round on the command line.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Round {
    /// รอบ 6 เดือน
    SixMonth,
    /// รอบ 12 เดือน
    TwelveMonth,
}

/// Digits on the command line.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Digits {
    /// 0–9
    Arabic,
    /// ๐–๙
    Thai,
}

impl From<Round> for ReportingRound {
    fn from(round: Round) -> Self {
        match round {
            Round::SixMonth => Self::SixMonth,
            Round::TwelveMonth => Self::TwelveMonth,
        }
    }
}

impl From<Digits> for Numerals {
    fn from(digits: Digits) -> Self {
        match digits {
            Digits::Arabic => Self::Arabic,
            Digits::Thai => Self::Thai,
        }
    }
}

impl ExportCommand {
    /// Runs it.
    ///
    /// # Errors
    /// When there is no such organization, plan or round, or the file cannot be written.
    pub async fn run(self, settings: &Settings) -> anyhow::Result<()> {
        let workflow = database::open(&settings.database).await?;
        let bar = show::progress("writing the workbook");
        let (common, workbook) = match self {
            Self::RoundReport { common, fiscal_year, round } => {
                let (actor, plan) = find_plan(&workflow, &common, Some(fiscal_year)).await?;
                let book = workflow.read_round_report_book(&actor, plan.id, fiscal_year, round.into()).await?;
                let book = book.context("there is no report of this round")?;
                let workbook = sucharit_exports::round_report::workbook(&book, common.numerals.into())?;
                (common, workbook)
            }
            Self::ProgressForm { common, fiscal_year, round, division } => {
                let (actor, plan) = find_plan(&workflow, &common, Some(fiscal_year)).await?;
                let division = find_division(&workflow, &plan, division.as_deref()).await?;
                let form = workflow.read_progress_form(&actor, plan.id, fiscal_year, round.into(), division).await?;
                let form = form.context("there is no report of this round")?;
                let workbook = sucharit_exports::progress_form::workbook(&form, common.numerals.into())?;
                (common, workbook)
            }
            Self::Plan { common, fiscal_year } => {
                let (actor, plan) = find_plan(&workflow, &common, fiscal_year).await?;
                let book = workflow.read_plan_book(&actor, plan.id, None).await?.context("there is no such plan")?;
                let workbook = sucharit_exports::plan::workbook(&book, common.numerals.into())?;
                (common, workbook)
            }
            Self::PlanTemplate { common, fiscal_year } => {
                let actor = Actor::operator();
                let book = workflow.read_plan_template(&actor, &common.organization, fiscal_year).await?;
                let book = book.with_context(|| no_organization(&common))?;
                let workbook = sucharit_exports::plan::template(&book, common.numerals.into())?;
                (common, workbook)
            }
            Self::Audit { common, from, to } => {
                let period = Period::new(from, to).context("--to is before --from")?;
                let book = workflow.read_audit_book(&Actor::operator(), &common.organization, period).await?;
                let book = book.with_context(|| no_organization(&common))?;
                let workbook = sucharit_exports::audit::workbook(&book, common.numerals.into())?;
                (common, workbook)
            }
        };
        write(&common.output, &workbook)?;
        bar.finish_and_clear();
        show::line(&format!("wrote {}", common.output.display()))
    }
}

/// The organization's plan, with an actor that sees this organization alone.
async fn find_plan(
    workflow: &Workflow,
    common: &Common,
    fiscal_year: Option<FiscalYear>,
) -> anyhow::Result<(Actor, Plan)> {
    let operator = Actor::operator();
    let read = workflow.store().read();
    let organization = read.organization(&operator.scope, &common.organization).await?;
    let organization = organization.with_context(|| no_organization(common))?;
    let plans = read.plans_of(&[organization.id]).await?.remove(&organization.id).unwrap_or_default();
    ensure!(!plans.is_empty(), "{} has no plan", organization.name);
    let plan = plans.into_iter().find(|plan| fiscal_year.is_none_or(|year| plan.covers(year)));
    let plan = plan.context("no plan covers this fiscal year")?;
    Ok((Actor { scope: Scope::Organization(organization.id), ..operator }, plan))
}

/// The division of the plan's organization with this name.
async fn find_division(workflow: &Workflow, plan: &Plan, name: Option<&str>) -> anyhow::Result<Option<DivisionId>> {
    let Some(name) = name else { return Ok(None) };
    let divisions = workflow.store().read().divisions(&[plan.organization_id]).await?;
    let found = divisions.into_values().flatten().find(|division| division.name == name);
    Ok(Some(found.with_context(|| format!("there is no division {name:?}"))?.id))
}

fn no_organization(common: &Common) -> String {
    format!("there is no organization {:?}", common.organization)
}

/// Writes beside the target and renames, so that a failure leaves the old file whole.
fn write(output: &Path, workbook: &[u8]) -> anyhow::Result<()> {
    let folder = folder_of(output);
    let failed = || format!("cannot write {}", output.display());
    let mut builder = tempfile::Builder::new();
    // A temporary file is its owner's alone unless said otherwise; this one is as open as the umask has new files be.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder).with_context(failed)?;
    file.write_all(workbook).with_context(failed)?;
    file.persist(output).with_context(failed)?;
    Ok(())
}

fn fiscal_year(text: &str) -> Result<FiscalYear, String> {
    let year = text.parse().ok().and_then(FiscalYear::new);
    year.ok_or_else(|| "a fiscal year is a year of the Buddhist Era, such as 2568".to_owned())
}

fn day(text: &str) -> Result<NaiveDate, String> {
    calendar::read_day(text).ok_or_else(|| "a day is a day of the Common Era, such as 2026-04-30".to_owned())
}

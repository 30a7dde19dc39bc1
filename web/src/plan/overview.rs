//! A plan at a glance: every project, every round of its years.

use super::query::{
    self,
    overview::{
        OverviewOrganizationDivisions, OverviewOrganizationPlan, OverviewOrganizationPlanProjectsNodes, ProjectFilter,
        RoundFigures,
    },
};
use crate::{
    address,
    form::Form,
    trouble::Trouble,
    visit::{Visit, parameter},
    words,
};
use askama::Template;
use poem::{Request, Response, Result, handler, web::Path};
use sucharit_domain::{
    calendar::{FiscalYear, ReportingRound},
    language::Language,
    progress::ProgressStatus,
    project::Conformity,
    round_report::ApprovalState,
};

type Project = OverviewOrganizationPlanProjectsNodes;

/// Code and name of a mission, with its projects.
type Mission<'a> = (&'a str, &'a str, Vec<&'a Project>);

/// The fields of the filter.
const FIELDS: [&str; 5] = ["name", "dimension", "division", "year", "status"];

/// What a project has in one year and round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cell {
    /// It does not run then.
    Not,
    /// Nothing is reported.
    Awaiting,
    Reported(ProgressStatus),
}

impl Cell {
    /// The name of its picture.
    fn picture(self) -> &'static str {
        match self {
            Self::Not => "not",
            Self::Awaiting => "awaiting",
            Self::Reported(ProgressStatus::InProgress) => "in-progress",
            Self::Reported(ProgressStatus::Completed) => "completed",
            Self::Reported(ProgressStatus::Unable) => "unable",
        }
    }

    fn words(self, v: &Visit) -> &'static str {
        match self {
            Self::Not => v.t("ไม่ดำเนินการในปีนี้", "Does not run"),
            Self::Awaiting => words::awaiting(v.settings.language),
            Self::Reported(status) => v.word(&status),
        }
    }
}

/// Every picture, for the key.
const PICTURES: [Cell; 5] = [
    Cell::Reported(ProgressStatus::Completed),
    Cell::Reported(ProgressStatus::InProgress),
    Cell::Reported(ProgressStatus::Unable),
    Cell::Awaiting,
    Cell::Not,
];

#[derive(Template)]
#[template(path = "plan/show.html")]
struct PlanPage {
    v: Visit,
    code: String,
    organization: String,
    divisions: Vec<OverviewOrganizationDivisions>,
    plan: OverviewOrganizationPlan,
    projects: Vec<Project>,
    form: Form,
    this_year: i64,
    may_import: bool,
}

impl PlanPage {
    fn years(&self) -> Vec<i64> {
        (self.plan.start_fiscal_year..=self.plan.end_fiscal_year).collect()
    }

    fn is_filtered(&self) -> bool {
        FIELDS.iter().any(|field| !self.form.get(field).is_empty())
    }

    /// Each year of the plan with both rounds: where it is reported, and its figures.
    fn rounds(&self) -> Vec<(i64, [(String, &RoundFigures); 2])> {
        let place = |year, round| address::round(&self.code, year, round);
        let years = self.plan.summaries.iter().map(|found| {
            let (year, six, twelve) = (found.fiscal_year, &found.six_month, &found.twelve_month);
            let twelve_place = place(year, ReportingRound::TwelveMonth);
            (year, [(place(year, ReportingRound::SixMonth), six), (twelve_place, twelve)])
        });
        years.collect()
    }

    /// Each dimension with its label, its name and its missions with their projects; those without projects are left out.
    fn dimensions(&self) -> Vec<(String, &str, i64, Vec<Mission<'_>>)> {
        let of = |code: &str| -> Vec<&Project> {
            self.projects.iter().filter(|project| project.mission_code == code).collect()
        };
        let dimensions = self.plan.dimensions.iter().map(|dimension| {
            let missions = dimension
                .missions
                .iter()
                .map(|mission| (mission.code.as_str(), mission.name.as_str(), of(&mission.code)));
            let missions = missions.filter(|(_, _, projects)| !projects.is_empty()).collect();
            (self.v.dimension(dimension.number), dimension.name.as_str(), dimension.number, missions)
        });
        dimensions.filter(|(_, _, _, missions): &(_, _, _, Vec<_>)| !missions.is_empty()).collect()
    }

    /// What a project has in each round of each year.
    fn cells(&self, project: &Project) -> Vec<(i64, ReportingRound, Cell)> {
        let rounds = self.years().into_iter().flat_map(|year| ReportingRound::ALL.map(|round| (year, round)));
        rounds.map(|(year, round)| (year, round, cell(project, year, round))).collect()
    }

    fn is_left_out(project: &Project) -> bool {
        project.conformity == Conformity::NonConforming
    }

    fn divisions_of(project: &Project) -> String {
        project.divisions.iter().map(|division| division.name.as_str()).collect::<Vec<_>>().join(", ")
    }

    /// What may have been done with a workbook, by its word in the address.
    fn taken(&self) -> Vec<(&'static str, &str)> {
        vec![
            ("added", self.v.t("นำเข้าแผนใหม่เป็นร่างแล้ว", "The new plan is there, as a draft")),
            ("replaced", self.v.t("ข้อความในไฟล์แทนร่างแผนเดิมแล้ว", "The file took the place of the draft")),
            (
                "unchanged",
                self.v
                    .t("ไฟล์ตรงกับแผนที่มีอยู่ ไม่มีสิ่งใดเปลี่ยน", "The file says what the plan says already; nothing was changed"),
            ),
        ]
    }

    /// What changing the plan is called now; none where one may not.
    fn amending(&self) -> Option<&str> {
        let latest = self.plan.revisions.last().filter(|latest| latest.viewer_can_amend)?;
        Some(super::amend::title(&self.v, latest.revision, latest.state))
    }

    fn is_on_its_way(&self) -> bool {
        self.plan.revisions.last().is_some_and(|revision| revision.state != ApprovalState::Approved)
    }

    /// The statuses that one may look for.
    fn statuses(&self) -> Vec<(&'static str, &'static str)> {
        let language: Language = self.v.settings.language;
        let all = [ProgressStatus::Completed, ProgressStatus::InProgress, ProgressStatus::Unable];
        let mut statuses: Vec<_> = all.iter().map(|status| (status.code(), self.v.word(status))).collect();
        statuses.push((AWAITING, words::awaiting(language)));
        statuses
    }
}

/// What the filter calls a project without a report.
const AWAITING: &str = "AWAITING";

fn cell(project: &Project, year: i64, round: ReportingRound) -> Cell {
    let reported = project.progress_history.iter().find(|found| (found.fiscal_year, found.round) == (year, round));
    match reported {
        Some(found) => Cell::Reported(found.status),
        None if project.fiscal_years.contains(&year) => Cell::Awaiting,
        None => Cell::Not,
    }
}

/// Whether a project stands so in a year: by its latest round reported, as everywhere.
fn stands(project: &Project, year: i64, status: &str) -> bool {
    let of_year = |round| cell(project, year, round);
    let latest = match of_year(ReportingRound::TwelveMonth) {
        Cell::Awaiting => of_year(ReportingRound::SixMonth),
        twelve => twelve,
    };
    match latest {
        Cell::Not => false,
        Cell::Awaiting => status == AWAITING,
        Cell::Reported(found) => found.code() == status,
    }
}

/// `GET /organization/CODE/plan/YEAR[?name=PART][&dimension=N][&division=ID][&year=YEAR][&status=STATUS]`
#[handler]
pub async fn show(request: &Request, Path((code, year)): Path<(String, i64)>) -> Result<Response> {
    let v = Visit::signed_in(request).await?;
    let form = FIELDS.into_iter().fold(Form::default(), |form, field| {
        let value = parameter(request, field).unwrap_or_default();
        form.with(field, value.trim())
    });
    let filter = ProjectFilter {
        conformity: None,
        dimension: form.whole("dimension"),
        division_id: form.text("division"),
        fiscal_year: form.whole("year"),
        kind: None,
        name_contains: form.text("name"),
        uses_budget: None,
    };
    let variables = query::overview::Variables { organization: code.clone(), year, filter: Some(filter) };
    let found = v.ask::<query::Overview>(variables).await?.organization.ok_or_else(Trouble::not_found)?;
    let mut plan = found.plan.ok_or_else(Trouble::not_found)?;
    let today = i64::from(FiscalYear::of(v.schema().today()).get());
    let this_year = today.clamp(plan.start_fiscal_year, plan.end_fiscal_year);
    let mut projects = std::mem::take(&mut plan.projects.nodes);
    if let Some(status) = form.text("status") {
        let year = form.whole("year").unwrap_or(this_year);
        projects.retain(|project| stands(project, year, &status));
    }
    let (organization, divisions, may_import) = (found.name, found.divisions, found.viewer_can_import_plan);
    let page = PlanPage { v, code, organization, divisions, plan, projects, form, this_year, may_import };
    Ok(page.v.answer(&page))
}

impl PlanPage {
    fn place(&self, project: &Project) -> String {
        address::project(&self.code, self.plan.start_fiscal_year, project.number)
    }
}

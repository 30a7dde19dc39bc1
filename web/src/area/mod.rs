//! พื้นที่: how far the plans of an area have come, who is late, and more time for those who need it.

mod day;
pub mod extension;
mod sort;
pub mod window;

use crate::{
    address,
    trouble::Trouble,
    visit::{Visit, parameter},
};
use askama::Template;
use poem::{Request, Response, Result, handler, web::Path};
use query::{
    area::{AreaArea, AreaReportingWindow},
    organizations::{OrganizationsOrganizations, Standing, StandingPlanRoundReport},
    overdue::late::{self, LateOrganizations},
};
use sort::{Column, Sort};
use sucharit_domain::{
    area::AreaKind,
    calendar::{FiscalYear, ReportingRound},
    progress::ProgressStatus,
};

mod query {
    crate::operation!(
        "src/area/area.graphql": Area, Organizations, OrganizationDue, ProvinceDue, ExtendDueDate, EndExtension, MoveWindow, Window
    );
    /// A list sized by a variable of its own.
    pub mod overdue {
        crate::operation!("src/area/late.graphql": Late);
    }
}

/// How many of those who are late a page lists.
const LATE: i64 = 50;

/// The fiscal year and round that an address names.
#[derive(Debug, Clone, Copy)]
pub struct Round {
    /// The fiscal year, B.E.
    pub fiscal_year: i64,
    /// The round.
    pub round: ReportingRound,
}

impl Round {
    fn read(year: &str, round: &str) -> Result<Self, Trouble> {
        let fiscal_year = year.parse().ok().and_then(FiscalYear::new).ok_or_else(Trouble::not_found)?;
        let round = address::read_round(round).ok_or_else(Trouble::not_found)?;
        Ok(Self { fiscal_year: fiscal_year.get().into(), round })
    }

    /// The area's page.
    #[must_use]
    pub fn area(self, code: &str) -> String {
        address::area(code, self.fiscal_year, self.round)
    }

    fn extension(self, of: &str, code: &str) -> String {
        let (code, round) = (address::encoded(code), address::round_word(self.round));
        format!("/extension/{of}/{code}/{}/{round}", self.fiscal_year)
    }

    fn window(self) -> String {
        format!("/window/{}/{}", self.fiscal_year, address::round_word(self.round))
    }
}

/// A line of the table: an area, or an organization.
struct Row {
    code: String,
    name: String,
    path: String,
    organizations: i64,
    projects: i64,
    in_progress: i64,
    completed: i64,
    unable: i64,
    awaiting: i64,
    score: Option<String>,
    flag: Option<sucharit_domain::summary::Flag>,
    late: i64,
    report: Option<StandingPlanRoundReport>,
}

impl Row {
    /// Nothing is reported yet: there is no score to show.
    fn is_reported(&self) -> bool {
        self.awaiting < self.projects
    }

    fn was_late(&self) -> bool {
        self.report.as_ref().is_some_and(|report| report.was_late == Some(true))
    }

    fn exact_score(&self) -> f64 {
        self.score.as_ref().filter(|_| self.is_reported()).and_then(|score| score.parse().ok()).unwrap_or(-1.0)
    }
}

/// A heading of the table.
struct Heading {
    column: Column,
    words: String,
    is_number: bool,
}

#[derive(Template)]
#[template(path = "area/show.html")]
struct AreaPage {
    v: Visit,
    area: AreaArea,
    /// The areas it lies in, as far as they are one's own, the widest first: code and name.
    above: Vec<(String, String)>,
    window: AreaReportingWindow,
    place: Round,
    years: Vec<i64>,
    sort: Sort,
    rows: Vec<Row>,
    /// Areas in it of which no organization is kept here.
    empty: usize,
    late: Option<LateOrganizations>,
    /// The rest of a district's organizations, beyond the first hundred.
    next: Option<String>,
}

impl AreaPage {
    fn is_district(&self) -> bool {
        self.area.kind == AreaKind::District
    }

    fn has_empty(&self) -> bool {
        self.empty > 0
    }

    /// Where the late ones before and after these are listed; empty where there are none.
    fn around(late: &LateOrganizations) -> (String, String) {
        let info = &late.page_info;
        let place = |parameter: &str, cursor: Option<&String>| {
            cursor.map(|cursor| format!("?{parameter}={}#late", address::encoded(cursor))).unwrap_or_default()
        };
        (
            place("late-before", info.start_cursor.as_ref().filter(|_| info.has_previous_page)),
            place("late-after", info.end_cursor.as_ref().filter(|_| info.has_next_page)),
        )
    }

    fn is_province(&self) -> bool {
        self.area.kind == AreaKind::Province
    }

    fn is_reported(&self) -> bool {
        self.area.summary.awaiting < self.area.summary.project_count
    }

    /// The headings by which the table can be ordered.
    fn headings(&self) -> Vec<Heading> {
        let v = &self.v;
        let number = |column, words: &str| Heading { column, words: words.to_owned(), is_number: true };
        let mut headings =
            vec![Heading { column: Column::Name, words: self.children_words().to_owned(), is_number: false }];
        if !self.is_district() {
            headings.push(number(Column::Organizations, v.t("จำนวน อปท.", "Local governments")));
        }
        headings.extend([
            number(Column::Projects, v.t("จำนวนโครงการ", "Projects")),
            number(Column::InProgress, v.word(&ProgressStatus::InProgress)),
            number(Column::Completed, v.word(&ProgressStatus::Completed)),
            number(Column::Unable, v.word(&ProgressStatus::Unable)),
            number(Column::Awaiting, v.awaiting()),
            Heading {
                column: Column::Score, words: v.t("ผลการนำแผนไปสู่การปฏิบัติ", "Score").to_owned(), is_number: false
            },
            Heading {
                column: Column::Late, words: v.t("เกินกำหนด", "Late").to_owned(), is_number: !self.is_district()
            },
        ]);
        headings
    }

    fn kind_words(&self) -> &'static str {
        kind_words(&self.v, self.area.kind)
    }

    fn children_words(&self) -> &str {
        let (thai, english) = match self.area.kind {
            AreaKind::Country => ("ภาค", "Region"),
            AreaKind::Region => ("จังหวัด", "Province"),
            AreaKind::Province => ("อำเภอ", "District"),
            AreaKind::District => ("องค์กรปกครองส่วนท้องถิ่น", "Local government"),
        };
        self.v.t(thai, english)
    }

    fn round_report(&self, code: &str) -> String {
        address::round(code, self.place.fiscal_year, self.place.round)
    }

    fn overview(&self, code: &str) -> String {
        address::overview(code, self.place.fiscal_year)
    }

    fn risk(&self, code: &str) -> String {
        address::risk(code, self.place.fiscal_year)
    }
}

/// `GET /area`: one's own area, in the round that is reported now.
#[handler]
pub async fn now(request: &Request) -> Result<Response> {
    let v = Visit::signed_in(request).await?;
    let area = v.viewer.as_ref().and_then(|viewer| viewer.area.clone());
    let Some((area, _)) = area else { return Ok(v.go("/")) };
    let (fiscal_year, round) = address::current_round(v.schema().today());
    Ok(v.go(&address::area(&area, fiscal_year, round)))
}

/// `GET /area/:area/:year/:round[?sort=COLUMN[-down]][&after=CURSOR][&late-after=CURSOR|late-before=CURSOR]`
#[handler]
pub async fn show(request: &Request, Path((code, year, round)): Path<(String, String, String)>) -> Result<Response> {
    let v = Visit::signed_in(request).await?;
    let place = Round::read(&year, &round)?;
    let own = v.viewer.as_ref().and_then(|viewer| viewer.area.clone()).ok_or_else(Trouble::not_found)?.0;
    let variables = query::area::Variables { code: code.clone(), year: place.fiscal_year, round: place.round };
    let found = v.ask::<query::Area>(variables).await?;
    let mut area = found.area.ok_or_else(Trouble::not_found)?;
    let above = above(&area, &own).ok_or_else(Trouble::not_found)?;
    let sort = Sort::read(parameter(request, "sort").as_deref());
    let (mut rows, mut late, mut next) = (Vec::new(), None, None);
    if area.kind == AreaKind::District {
        let variables = query::organizations::Variables {
            area: code,
            year: place.fiscal_year,
            round: place.round,
            after: parameter(request, "after"),
        };
        let OrganizationsOrganizations { nodes, page_info, .. } =
            v.ask::<query::Organizations>(variables).await?.organizations;
        next = page_info.end_cursor.filter(|_| page_info.has_next_page);
        rows.extend(nodes.into_iter().map(|found| of_organization(found, place)));
    } else {
        let (after, before) = (parameter(request, "late-after"), parameter(request, "late-before"));
        let backwards = before.is_some();
        let variables = late::Variables {
            area: code,
            year: place.fiscal_year,
            round: place.round,
            first: (!backwards).then_some(LATE),
            last: backwards.then_some(LATE),
            after: after.filter(|_| !backwards),
            before,
        };
        late = Some(v.ask::<query::overdue::Late>(variables).await?.organizations);
        rows.extend(std::mem::take(&mut area.children).into_iter().map(|child| Row {
            path: place.area(&child.code),
            code: child.code,
            name: child.name,
            organizations: child.organization_count,
            projects: child.summary.project_count,
            in_progress: child.summary.in_progress,
            completed: child.summary.completed,
            unable: child.summary.unable,
            awaiting: child.summary.awaiting,
            score: child.summary.score,
            flag: child.summary.flag,
            late: child.overdue_count,
            report: None,
        }));
    }
    let all = rows.len();
    rows.retain(|row| row.organizations > 0);
    let empty = all - rows.len();
    sorted(&mut rows, sort);
    let (current, _) = address::current_round(v.schema().today());
    let years = (current.min(place.fiscal_year) - 2..=current.max(place.fiscal_year) + 1).collect();
    let window = found.reporting_window;
    let page = AreaPage { v, area, above, window, place, years, sort, rows, empty, late, next };
    Ok(page.v.answer(&page))
}

/// `GET /area/:area?fiscalYear=YEAR&round=ROUND`: what the choice of a round leads to.
#[handler]
pub async fn choose(request: &Request, Path(code): Path<String>) -> Result<Response> {
    let v = Visit::signed_in(request).await?;
    let (fiscal_year, round) = address::current_round(v.schema().today());
    let chosen = (parameter(request, "fiscalYear"), parameter(request, "round"));
    let place = match chosen {
        (Some(year), Some(round)) => Round::read(&year, &round)?,
        _ => Round { fiscal_year, round },
    };
    Ok(v.go(&place.area(&code)))
}

fn of_organization(found: Standing, place: Round) -> Row {
    let report = found.plan.and_then(|plan| plan.round_report);
    let counts = report.as_ref().map(|report| report.summary.clone());
    let count = |of: fn(&query::organizations::Counts) -> i64| counts.as_ref().map_or(0, of);
    Row {
        path: address::round(&found.code, place.fiscal_year, place.round),
        organizations: 1,
        projects: count(|counts| counts.project_count),
        in_progress: count(|counts| counts.in_progress),
        completed: count(|counts| counts.completed),
        unable: count(|counts| counts.unable),
        awaiting: count(|counts| counts.awaiting),
        score: counts.as_ref().and_then(|counts| counts.score.clone()),
        flag: counts.as_ref().and_then(|counts| counts.flag),
        late: i64::from(report.as_ref().is_some_and(|report| report.is_overdue)),
        code: found.code,
        name: found.name,
        report,
    }
}

fn sorted(rows: &mut [Row], sort: Sort) {
    rows.sort_by(|one, other| {
        let order = match sort.by {
            Column::Name => one.name.cmp(&other.name),
            Column::Organizations => one.organizations.cmp(&other.organizations),
            Column::Projects => one.projects.cmp(&other.projects),
            Column::InProgress => one.in_progress.cmp(&other.in_progress),
            Column::Completed => one.completed.cmp(&other.completed),
            Column::Unable => one.unable.cmp(&other.unable),
            Column::Awaiting => one.awaiting.cmp(&other.awaiting),
            Column::Score => one.exact_score().total_cmp(&other.exact_score()),
            Column::Late => one.late.cmp(&other.late),
        };
        sort.turned(order).then_with(|| one.name.cmp(&other.name)).then_with(|| one.code.cmp(&other.code))
    });
}

/// The areas above one, up to one's own; none where the area does not lie in it.
fn above(area: &AreaArea, own: &str) -> Option<Vec<(String, String)>> {
    let mut chain = vec![(area.code.clone(), area.name.clone())];
    if let Some(parent) = &area.parent {
        chain.push((parent.code.clone(), parent.name.clone()));
        if let Some(parent) = &parent.parent {
            chain.push((parent.code.clone(), parent.name.clone()));
            if let Some(parent) = &parent.parent {
                chain.push((parent.code.clone(), parent.name.clone()));
            }
        }
    }
    let place = chain.iter().position(|(code, _)| code == own)?;
    let mut above: Vec<(String, String)> = chain.drain(1..=place).collect();
    above.reverse();
    Some(above)
}

fn kind_words(v: &Visit, kind: AreaKind) -> &'static str {
    match kind {
        AreaKind::Country => v.t("ประเทศ", "Country"),
        AreaKind::Region => v.t("ป.ป.ช. ภาค", "NACC region"),
        AreaKind::Province => v.t("จังหวัด", "Province"),
        AreaKind::District => v.t("อำเภอ", "District"),
    }
}

//! ความเสี่ยง: the register, the matrix before and after controls, five years, what nothing holds down; and scoring.

pub mod assess;
pub mod trend;

use crate::{address, trouble::Trouble, visit::Visit};
use askama::Template;
use poem::{Request, Response, Result, handler, web::Path};
use query::risks::{
    Matrix, MatrixCells as Cell, RisksOrganizationPlan as Plan, RisksOrganizationPlanRiskAreas as Area,
    RisksOrganizationPlanRiskAreasIssues as Issue, RisksOrganizationPlanRiskAreasIssuesAssessments as Score,
    RisksOrganizationRiskBands as Bands,
};
use std::collections::HashMap;
use sucharit_domain::{
    calendar::FiscalYear,
    risk::{RiskBasis, RiskLevel, SCALE, band::RiskBands},
};

mod query {
    crate::operation!("src/risk/risk.graphql": Risks, AssessRisk);
}

/// What an address names, read.
struct Register {
    code: String,
    organization: String,
    bands: Bands,
    fiscal_year: i64,
    plan: Option<Plan>,
}

impl Register {
    async fn read(v: &Visit, code: &str, year: &str) -> Result<Self, Trouble> {
        let fiscal_year = year.parse().ok().and_then(FiscalYear::new).ok_or_else(Trouble::not_found)?;
        let fiscal_year = i64::from(fiscal_year.get());
        let variables = query::risks::Variables { organization: code.to_owned(), year: fiscal_year };
        let found = v.ask::<query::Risks>(variables).await?.organization.ok_or_else(Trouble::not_found)?;
        let (organization, bands, plan) = (found.name, found.risk_bands, found.plan);
        Ok(Self { code: code.to_owned(), organization, bands, fiscal_year, plan })
    }
}

#[derive(Template)]
#[template(path = "risk/show.html")]
struct RiskPage {
    v: Visit,
    code: String,
    organization: String,
    bands: Bands,
    fiscal_year: i64,
    plan: Option<Plan>,
    /// The number by which people call an issue (`2.1`), by id.
    numbers: HashMap<String, String>,
}

impl RiskPage {
    const BOTH: [RiskBasis; 2] = [RiskBasis::Inherent, RiskBasis::Residual];

    fn address(&self, fiscal_year: i64) -> String {
        address::risk(&self.code, fiscal_year)
    }

    fn years(plan: &Plan) -> Vec<i64> {
        (plan.start_fiscal_year..=plan.end_fiscal_year).collect()
    }

    fn score(issue: &Issue, fiscal_year: i64, basis: RiskBasis) -> Option<&Score> {
        issue.assessments.iter().find(|score| (score.fiscal_year, score.basis) == (fiscal_year, basis))
    }

    /// Before and after controls: the basis, its word in addresses, the score, the level that holds in the year.
    fn bases<'a>(&self, issue: &'a Issue) -> [Side<'a>; 2] {
        let level = |basis| match basis {
            RiskBasis::Inherent => issue.inherent_level,
            RiskBasis::Residual => issue.residual_level,
        };
        let of = |basis| Side { basis, score: Self::score(issue, self.fiscal_year, basis), level: level(basis) };
        Self::BOTH.map(of)
    }

    /// Where the bands come from; the system's own is no organization's text.
    fn source(&self) -> &str {
        let own = RiskBands::default().source;
        if self.bands.source == own {
            self.v.t(&self.bands.source, "the system's defaults")
        } else {
            &self.bands.source
        }
    }

    fn project(&self, number: i64) -> String {
        address::project(&self.code, self.fiscal_year, number)
    }

    fn uncontrolled(plan: &Plan) -> Vec<(&Area, &Issue)> {
        let issues = plan.risk_areas.iter().flat_map(|area| area.issues.iter().map(move |issue| (area, issue)));
        issues.filter(|(_, issue)| issue.is_uncontrolled).collect()
    }

    fn matrices(plan: &Plan) -> [&Matrix; 2] {
        [&plan.inherent, &plan.residual]
    }

    /// The rows of a matrix as people draw it, the most likely on top.
    fn rows(matrix: &Matrix) -> Vec<(i64, Vec<&Cell>)> {
        let row = |likelihood: i64| {
            let mut cells: Vec<&Cell> = matrix.cells.iter().filter(|cell| cell.likelihood == likelihood).collect();
            cells.sort_by_key(|cell| cell.impact);
            (likelihood, cells)
        };
        SCALE.rev().map(i64::from).map(row).collect()
    }

    fn number(&self, id: &str) -> &str {
        self.numbers.get(id).map(String::as_str).unwrap_or_default()
    }

    fn form(&self, number: &str, basis: RiskBasis) -> String {
        format!("{}/issue/{}/{}", self.address(self.fiscal_year), number, assess::basis_word(basis))
    }
}

/// An issue in the year of the page, before or after controls.
struct Side<'a> {
    basis: RiskBasis,
    score: Option<&'a Score>,
    level: Option<RiskLevel>,
}

/// `GET /risk`: of one's own organization, in the year that is reported now.
#[handler]
pub async fn now(request: &Request) -> Result<Response> {
    let v = Visit::signed_in(request).await?;
    let organization = v.viewer.as_ref().and_then(|viewer| viewer.organization.clone());
    let Some((organization, _)) = organization else { return Ok(v.go("/")) };
    let (fiscal_year, _) = address::current_round(v.schema().today());
    Ok(v.go(&address::risk(&organization, fiscal_year)))
}

/// `GET /organization/:organization/risk/:year`
#[handler]
pub async fn show(request: &Request, Path((code, year)): Path<(String, String)>) -> Result<Response> {
    let v = Visit::signed_in(request).await?;
    let Register { code, organization, bands, fiscal_year, plan } = Register::read(&v, &code, &year).await?;
    let areas = plan.iter().flat_map(|plan| &plan.risk_areas);
    let number = |area: &Area, issue: &Issue| (issue.id.clone(), format!("{}.{}", area.sequence, issue.sequence));
    let numbers = areas.flat_map(|area| area.issues.iter().map(move |issue| number(area, issue))).collect();
    let page = RiskPage { v, code, organization, bands, fiscal_year, plan, numbers };
    Ok(page.v.answer(&page))
}

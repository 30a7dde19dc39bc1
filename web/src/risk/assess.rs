//! Scoring a risk: a form with both sides of the score, the reason, and what others wrote meanwhile.

use super::{Area, Issue, Register, Score, query};
use crate::{
    address, faults,
    form::{Fault, Faults, Form},
    trouble::Trouble,
    visit::Visit,
};
use askama::Template;
use poem::{Body, Request, Response, Result, handler, web::Path};
use sucharit_domain::risk::{RiskBasis, SCALE};

/// A basis as it stands in an address.
#[must_use]
pub fn basis_word(basis: RiskBasis) -> &'static str {
    match basis {
        RiskBasis::Inherent => "inherent",
        RiskBasis::Residual => "residual",
    }
}

/// What an address names: organization, fiscal year, issue (`2.1`), basis.
type Place = Path<(String, String, String, String)>;

#[derive(Template)]
#[template(path = "risk/assess.html")]
struct AssessPage {
    v: Visit,
    code: String,
    organization: String,
    fiscal_year: i64,
    number: String,
    basis: RiskBasis,
    area: Area,
    issue: Issue,
    form: Form,
    faults: Faults,
}

impl AssessPage {
    async fn of(v: Visit, Path((code, year, number, basis)): Place) -> Result<Self, Trouble> {
        let basis = RiskBasis::ALL.iter().find(|found| basis_word(**found) == basis).copied();
        let basis = basis.ok_or_else(Trouble::not_found)?;
        let Register { code, organization, fiscal_year, plan, .. } = Register::read(&v, &code, &year).await?;
        let plan = plan.ok_or_else(Trouble::not_found)?;
        if !plan.viewer_can_assess_risks {
            return Err(Trouble::not_found());
        }
        let issues = plan.risk_areas.into_iter().flat_map(|area| {
            let issues = area.issues.clone();
            issues.into_iter().map(move |issue| (area.clone(), issue))
        });
        let mut named = issues.filter(|(area, issue)| format!("{}.{}", area.sequence, issue.sequence) == number);
        let (area, issue) = named.next().ok_or_else(Trouble::not_found)?;
        let (form, faults) = (Form::default(), Faults::default());
        Ok(Self { v, code, organization, fiscal_year, number, basis, area, issue, form, faults })
    }

    fn score(&self, basis: RiskBasis) -> Option<&Score> {
        let wanted = (self.fiscal_year, basis);
        self.issue.assessments.iter().find(|score| (score.fiscal_year, score.basis) == wanted)
    }

    fn current(&self) -> Option<&Score> {
        self.score(self.basis)
    }

    /// The score on the other side of the controls.
    fn other(&self) -> (RiskBasis, Option<&Score>) {
        let basis = match self.basis {
            RiskBasis::Inherent => RiskBasis::Residual,
            RiskBasis::Residual => RiskBasis::Inherent,
        };
        (basis, self.score(basis))
    }

    fn register(&self) -> String {
        address::risk(&self.code, self.fiscal_year)
    }

    /// The version that the form is about: what was read last.
    fn version(&self) -> String {
        self.current().map(|score| score.version.to_string()).unwrap_or_default()
    }

    fn steps(&self) -> Vec<(String, String)> {
        let words = |step: i16| match step {
            1 => self.v.t(" น้อยที่สุด", " least"),
            5 => self.v.t(" มากที่สุด", " most"),
            _ => "",
        };
        SCALE.map(|step| (step.to_string(), format!("{}{}", self.v.n(step), words(step)))).collect()
    }

    fn as_it_stands(&self) -> Form {
        let Some(score) = self.current() else { return Form::default() };
        Form::default()
            .with("likelihood", score.likelihood.to_string())
            .with("impact", score.impact.to_string())
            .with("rationale", score.rationale.clone().unwrap_or_default())
    }
}

/// `GET /organization/:organization/risk/:year/issue/:issue/:basis`
#[handler]
pub async fn show(request: &Request, place: Place) -> Result<Response> {
    let mut page = AssessPage::of(Visit::signed_in(request).await?, place).await?;
    page.form = page.as_it_stands();
    Ok(page.v.answer(&page))
}

/// `POST /organization/:organization/risk/:year/issue/:issue/:basis`
#[handler]
pub async fn record(request: &Request, place: Place, body: Body) -> Result<Response> {
    let (v, form) = Visit::posted(request, body).await?;
    let page = AssessPage::of(v, place).await?;
    let mut faults = Vec::new();
    let (likelihood, impact) = (form.whole("likelihood"), form.whole("impact"));
    if likelihood.is_none() {
        faults.push(Fault::own("likelihood", "เลือกโอกาส 1 ถึง 5", "Choose a likelihood from 1 to 5"));
    }
    if impact.is_none() {
        faults.push(Fault::own("impact", "เลือกผลกระทบ 1 ถึง 5", "Choose an impact from 1 to 5"));
    }
    if let (Some(likelihood), Some(impact)) = (likelihood, impact) {
        let input = query::assess_risk::AssessRiskInput {
            issue_id: page.issue.id.clone(),
            fiscal_year: page.fiscal_year,
            basis: page.basis,
            likelihood,
            impact,
            rationale: form.text("rationale"),
            expected_version: form.whole("expectedVersion"),
        };
        let payload = page.v.ask::<query::AssessRisk>(query::assess_risk::Variables { input }).await?.assess_risk;
        faults = faults!(payload.user_errors);
        if faults.is_empty() {
            return Ok(page.v.go(&format!("{}?done=assessed", page.register())));
        }
    }
    let page = AssessPage { form, faults: Faults(faults), ..page };
    Ok(page.v.refuse(&page))
}

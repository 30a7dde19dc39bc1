//! A round report on one page.

use super::{action, query};
use crate::{
    address,
    progress::{RoundPlace, list::chosen},
    trouble::Trouble,
    visit::Visit,
};
use askama::Template;
use poem::{Request, Response, Result, handler, web::Path};
use query::round_report::{
    RoundReportOrganizationPlanRoundReport, RoundReportOrganizationPlanRoundReportMissing,
    RoundReportOrganizationPlanRoundReportSteps,
};
use std::collections::BTreeMap;
use sucharit_domain::{
    access::WhyNot,
    approval::ApprovalStep,
    numeral::Numerals,
    round_report::{ApprovalState, chain::RoundReportAction},
};

/// A round report.
#[derive(Template)]
#[template(path = "round_report/show.html")]
pub struct ReportPage {
    /// The visit.
    pub v: Visit,
    /// The round.
    pub place: RoundPlace,
    /// Whose it is.
    pub organization: String,
    /// The report.
    pub report: RoundReportOrganizationPlanRoundReport,
    plan: String,
    plan_title: String,
    years: Vec<i64>,
}

impl ReportPage {
    /// Reads the report.
    ///
    /// # Errors
    /// Where there is none.
    pub async fn load(v: Visit, place: RoundPlace) -> Result<Self, Trouble> {
        let variables = query::round_report::Variables {
            organization: place.organization.clone(),
            fiscal_year: place.fiscal_year,
            round: place.round,
        };
        let found = v.ask::<query::RoundReport>(variables).await?.organization.ok_or_else(Trouble::not_found)?;
        let plan = found.plan.ok_or_else(Trouble::not_found)?;
        let report = plan.round_report.ok_or_else(Trouble::not_found)?;
        Ok(Self {
            v,
            place,
            organization: found.name,
            report,
            plan: plan.id,
            plan_title: plan.title,
            years: (plan.start_fiscal_year..=plan.end_fiscal_year).collect(),
        })
    }

    /// Why something may not be done.
    #[must_use]
    pub fn why_not(&self, action: RoundReportAction) -> Option<WhyNot> {
        match action {
            RoundReportAction::Submit => self.report.why_not_submit,
            RoundReportAction::Withdraw => self.report.why_not_withdraw,
            RoundReportAction::Endorse => self.report.why_not_endorse,
            RoundReportAction::Approve => self.report.why_not_approve,
            RoundReportAction::Return => self.report.why_not_return,
            RoundReportAction::Reopen => self.report.why_not_reopen,
            RoundReportAction::RecordFiling => self.report.why_not_record_filing,
            RoundReportAction::Publish => self.report.why_not_publish,
        }
    }

    /// What cannot be done, each with why: what the role has a part in first.
    fn refused(&self) -> Vec<(&'static str, &'static str)> {
        let actions = RoundReportAction::ALL.iter();
        let refused = actions.filter_map(|action| Some((*action, self.why_not(*action)?)));
        refused.map(|(action, why)| (self.v.one(action::name(action)), self.v.word(&why))).collect()
    }

    fn allowed(&self) -> Vec<(String, &'static str, bool)> {
        let place = self.place.address();
        let button = |action: &RoundReportAction| {
            let name = self.v.one(action::name(*action));
            (format!("{place}/{}", action::word(*action)), name, action::is_grave(*action))
        };
        self.report.viewer_can.iter().map(button).collect()
    }

    /// What was just done, where the address says so.
    fn done(&self) -> Option<&'static str> {
        let done = RoundReportAction::ALL.iter().find(|action| self.v.done(action::word(**action)))?;
        Some(self.v.one(action::done(*done)))
    }

    /// The states on the way, each with whether it is reached.
    fn way(&self) -> Vec<(ApprovalState, bool, bool)> {
        let here = ApprovalState::ALL.iter().position(|state| *state == self.report.state).unwrap_or_default();
        let states = ApprovalState::ALL.iter().enumerate();
        states.map(|(place, state)| (*state, place < here, place == here)).collect()
    }

    /// The projects that are not reported, by division.
    fn missing(&self) -> BTreeMap<&str, Vec<&RoundReportOrganizationPlanRoundReportMissing>> {
        let mut missing: BTreeMap<&str, Vec<_>> = BTreeMap::new();
        for project in &self.report.missing {
            for division in &project.divisions {
                missing.entry(&division.name).or_default().push(project);
            }
            if project.divisions.is_empty() {
                missing.entry("–").or_default().push(project);
            }
        }
        missing
    }

    fn is_unconfirmed(&self, number: i64) -> bool {
        self.report.unconfirmed.iter().any(|project| project.number == number)
    }

    /// Warnings with the project they are about.
    fn warnings(&self) -> Vec<(i64, &str, &str)> {
        let reports = self.report.progress.iter();
        let warnings = reports.flat_map(|report| {
            let (number, name) = (report.project.number, report.project.name.as_str());
            report.warnings.iter().map(move |warning| (number, name, warning.message.as_str()))
        });
        warnings.collect()
    }

    fn form(&self, number: i64) -> String {
        address::project_progress(&self.place.organization, self.place.fiscal_year, self.place.round, number)
    }

    /// Where the workbook is, in the digits chosen.
    fn workbook(&self) -> String {
        let round = self.place.round.code();
        let numerals = match self.v.settings.numerals {
            Numerals::Arabic => "arabic",
            Numerals::Thai => "thai",
        };
        let (plan, year) = (address::encoded(&self.plan), self.place.fiscal_year);
        format!("/exports/round-report.xlsx?plan={plan}&fiscalYear={year}&round={round}&numerals={numerals}")
    }

    /// What the words of a step are.
    fn words_of(&self, step: &RoundReportOrganizationPlanRoundReportSteps) -> &'static str {
        match step.step {
            ApprovalStep::Return | ApprovalStep::Reopen => self.v.t("เหตุผล", "Reason"),
            _ => self.v.t("ความเห็น", "Opinion"),
        }
    }
}

/// `GET …/round/YEAR/ROUND`
#[handler]
pub async fn show(request: &Request, path: Path<(String, String, String)>) -> Result<Response> {
    let v = Visit::signed_in(request).await?;
    let place = RoundPlace::of(&path)?;
    if let Some(chosen) = chosen(request, &place) {
        return Ok(v.go(&chosen.address()));
    }
    let page = ReportPage::load(v, place).await?;
    Ok(page.v.answer(&page))
}

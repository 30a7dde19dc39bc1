//! A page for each step: what it means, what it needs, and the button.

use super::{ReportPage, action, query};
use crate::{
    faults,
    form::{Fault, Faults, Form},
    progress::RoundPlace,
    trouble::Trouble,
    visit::Visit,
};
use askama::Template;
use poem::{Body, Request, Response, Result, handler, web::Path};
use sucharit_domain::{access::WhyNot, labels, round_report::chain::RoundReportAction};

/// The path's parameters: organization, fiscal year, round, action.
pub type Parts = Path<(String, String, String, String)>;

#[derive(Template)]
#[template(path = "round_report/act.html")]
struct ActPage<'a> {
    v: &'a Visit,
    page: &'a ReportPage,
    action: RoundReportAction,
    form: Form,
    faults: Faults,
}

impl ActPage<'_> {
    fn name(&self) -> &'static str {
        self.v.one(action::name(self.action))
    }

    fn consequence(&self) -> &'static str {
        self.v.one(action::consequence(self.action))
    }

    fn why_not(&self) -> Option<WhyNot> {
        self.page.why_not(self.action)
    }

    fn words(&self) -> Option<(&'static str, &'static str)> {
        action::words(self.action).map(|(field, words)| (field, self.v.one(words)))
    }

    fn is_filing(&self) -> bool {
        self.action == RoundReportAction::RecordFiling
    }

    fn needs_everything(&self) -> bool {
        self.action == RoundReportAction::Submit && !self.page.report.missing.is_empty()
    }

    fn months(&self) -> Vec<(String, String)> {
        let english = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let months = labels::MONTHS.iter().zip(english).enumerate();
        months.map(|(place, (thai, english))| ((place + 1).to_string(), self.v.t(thai, english).to_owned())).collect()
    }

    fn class(&self) -> &'static str {
        if action::is_grave(self.action) { "grave" } else { "primary" }
    }
}

async fn load(v: Visit, path: &Parts) -> Result<(ReportPage, RoundReportAction), Trouble> {
    let (organization, year, round, word) = &path.0;
    let action = action::read(word).ok_or_else(Trouble::not_found)?;
    let page = ReportPage::load(v, RoundPlace::read(organization, year, round)?).await?;
    Ok((page, action))
}

/// `GET …/round/YEAR/ROUND/ACTION`
#[handler]
pub async fn show(request: &Request, path: Parts) -> Result<Response> {
    let (page, action) = load(Visit::signed_in(request).await?, &path).await?;
    let mut form = Form::default().with("expectedVersion", page.report.version.to_string());
    if let Some(filing) = page.report.filing.as_ref().filter(|_| action == RoundReportAction::RecordFiling) {
        form = form.with("referenceNumber", filing.reference_number.clone()).with_day("filedOn", filing.filed_on);
    }
    let shown = ActPage { v: &page.v, page: &page, action, form, faults: Faults::default() };
    Ok(page.v.answer(&shown))
}

/// `POST …/round/YEAR/ROUND/ACTION`
#[handler]
pub async fn act(request: &Request, body: Body, path: Parts) -> Result<Response> {
    let (v, form) = Visit::posted(request, body).await?;
    let (page, action) = load(v, &path).await?;
    let faults = Faults(take(&page.v, &page.report.id, action, &form).await?);
    if faults.is_empty() {
        return Ok(page.v.go(&format!("{}?done={}", page.place.address(), action::word(action))));
    }
    // Whoever was shown how it stands now may decide anew.
    let form = form.with("expectedVersion", page.report.version.to_string());
    let shown = ActPage { v: &page.v, page: &page, action, form, faults };
    Ok(page.v.refuse(&shown))
}

/// Runs a mutation whose input is the report, its version, and these.
macro_rules! step {
    ($v:expr, $report:expr, $form:expr, $operation:ident, $module:ident, $input:ident { $($field:ident: $value:expr),* }) => {{
        let input = query::$module::$input {
            report_id: $report.to_owned(),
            expected_version: $form.whole("expectedVersion").unwrap_or_default(),
            $($field: $value,)*
        };
        faults!($v.ask::<query::$operation>(query::$module::Variables { input }).await?.$module.user_errors)
    }};
}

async fn take(v: &Visit, report: &str, action: RoundReportAction, form: &Form) -> Result<Vec<Fault>, Trouble> {
    let text = |field: &str| form.text(field).unwrap_or_default();
    Ok(match action {
        RoundReportAction::Submit => {
            step!(v, report, form, SubmitRoundReport, submit_round_report, SubmitRoundReportInput {})
        }
        RoundReportAction::Withdraw => {
            step!(v, report, form, WithdrawRoundReport, withdraw_round_report, WithdrawRoundReportInput {})
        }
        RoundReportAction::Endorse => {
            step!(
                v,
                report,
                form,
                EndorseRoundReport,
                endorse_round_report,
                EndorseRoundReportInput { opinion: text("opinion") }
            )
        }
        RoundReportAction::Approve => {
            step!(
                v,
                report,
                form,
                ApproveRoundReport,
                approve_round_report,
                ApproveRoundReportInput { opinion: text("opinion") }
            )
        }
        RoundReportAction::Return => {
            step!(
                v,
                report,
                form,
                ReturnRoundReport,
                return_round_report,
                ReturnRoundReportInput { reason: text("reason") }
            )
        }
        RoundReportAction::Reopen => {
            step!(
                v,
                report,
                form,
                ReopenRoundReport,
                reopen_round_report,
                ReopenRoundReportInput { reason: text("reason") }
            )
        }
        RoundReportAction::RecordFiling => {
            let filed_on = match form.day("filedOn") {
                Ok(day) => day,
                Err(fault) => return Ok(vec![fault]),
            };
            step!(
                v,
                report,
                form,
                RecordFiling,
                record_filing,
                RecordFilingInput { filed_on: filed_on, reference_number: text("referenceNumber") }
            )
        }
        RoundReportAction::Publish => {
            step!(v, report, form, PublishRoundReport, publish_round_report, PublishRoundReportInput {})
        }
    })
}

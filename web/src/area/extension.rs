//! More time for the report of an organization or of a whole province, and taking it back.

use super::{Round, day, query};
use crate::{
    faults,
    form::{Fault, Faults, Form},
    trouble::Trouble,
    visit::Visit,
};
use askama::Template;
use chrono::{DateTime, NaiveDate, Utc};
use poem::{Body, Request, Response, Result, handler, web::Path};
use sucharit_domain::area::AreaKind;

/// What an address names: `organization` or `province`, its code, fiscal year, round.
type Place = Path<(String, String, String, String)>;

/// An extension that runs.
struct Running {
    id: String,
    is_of_province: bool,
    due_on: NaiveDate,
    reason: String,
    granted_by: String,
    granted_at: DateTime<Utc>,
}

#[derive(Template)]
#[template(path = "area/extension.html")]
struct ExtensionPage {
    v: Visit,
    place: Round,
    of: String,
    code: String,
    name: String,
    /// The area's page that leads here.
    area: String,
    due_on: Option<NaiveDate>,
    running: Vec<Running>,
    form: Form,
    faults: Faults,
}

/// The running extensions of an answer, whichever it is.
macro_rules! running {
    ($extensions:expr) => {
        $extensions
            .into_iter()
            .map(|found| Running {
                id: found.id,
                is_of_province: found.province_code.is_some(),
                due_on: found.due_on,
                reason: found.reason,
                granted_by: found.granted_by,
                granted_at: found.granted_at,
            })
            .collect::<Vec<Running>>()
    };
}

impl ExtensionPage {
    async fn of(v: Visit, Path((of, code, year, round)): Place) -> Result<Self, Trouble> {
        let place = Round::read(&year, &round)?;
        let (name, area, due_on, running, may) = match of.as_str() {
            "organization" => {
                let variables = query::organization_due::Variables {
                    code: code.clone(),
                    year: place.fiscal_year,
                    round: place.round,
                };
                let found = v.ask::<query::OrganizationDue>(variables).await?.organization;
                let found = found.ok_or_else(Trouble::not_found)?;
                let report = found.plan.and_then(|plan| plan.round_report);
                let due_on = report.as_ref().map(|report| report.due_on);
                let running = report.map(|report| running!(report.extensions)).unwrap_or_default();
                (found.name, found.district.code, due_on, running, found.province.viewer_can_extend_due_dates)
            }
            "province" => {
                let variables =
                    query::province_due::Variables { code: code.clone(), year: place.fiscal_year, round: place.round };
                let found = v.ask::<query::ProvinceDue>(variables).await?;
                let due_on = found.reporting_window.due_on;
                let area = found.area.filter(|area| area.kind == AreaKind::Province).ok_or_else(Trouble::not_found)?;
                let latest = area.extensions.iter().map(|given| given.due_on).fold(due_on, NaiveDate::max);
                (area.name, code.clone(), Some(latest), running!(area.extensions), area.viewer_can_extend_due_dates)
            }
            _ => return Err(Trouble::not_found()),
        };
        if !may {
            return Err(Trouble::not_found());
        }
        let (form, faults) = (Form::default(), Faults::default());
        Ok(Self { v, place, of, code, name, area: place.area(&area), due_on, running, form, faults })
    }

    fn address(&self) -> String {
        self.place.extension(&self.of, &self.code)
    }

    fn end(&self) -> String {
        format!("{}/end", self.address())
    }
}

/// `GET /extension/:of/:code/:year/:round`
#[handler]
pub async fn show(request: &Request, place: Place) -> Result<Response> {
    let page = ExtensionPage::of(Visit::signed_in(request).await?, place).await?;
    Ok(page.v.answer(&page))
}

/// `POST /extension/:of/:code/:year/:round`
#[handler]
pub async fn extend(request: &Request, place: Place, body: Body) -> Result<Response> {
    let (v, form) = Visit::posted(request, body).await?;
    let page = ExtensionPage::of(v, place).await?;
    let faults = match day::read(&form, "dueOn") {
        Err(fault) => vec![fault],
        Ok(due_on) => {
            let is_province = page.of == "province";
            let input = query::extend_due_date::ExtendDueDateInput {
                organization_code: (!is_province).then(|| page.code.clone()),
                province_code: is_province.then(|| page.code.clone()),
                fiscal_year: page.place.fiscal_year,
                round: page.place.round,
                due_on,
                reason: form.text("reason").unwrap_or_default(),
            };
            let variables = query::extend_due_date::Variables { input };
            faults!(page.v.ask::<query::ExtendDueDate>(variables).await?.extend_due_date.user_errors)
        }
    };
    Ok(answer(page, form, faults, "extended"))
}

/// `POST /extension/:of/:code/:year/:round/end`
#[handler]
pub async fn end(request: &Request, place: Place, body: Body) -> Result<Response> {
    let (v, form) = Visit::posted(request, body).await?;
    let page = ExtensionPage::of(v, place).await?;
    // Only what this page shows is ended by it.
    let Some(extension) = page.running.iter().find(|running| running.id == form.get("extension")) else {
        let gone = Fault::own("", "การขยายเวลานี้สิ้นสุดไปแล้ว", "This extension has ended already");
        return Ok(answer(page, Form::default(), vec![gone], "ended"));
    };
    let input = query::end_extension::EndExtensionInput {
        extension_id: extension.id.clone(),
        reason: form.text("endReason").unwrap_or_default(),
    };
    let payload = page.v.ask::<query::EndExtension>(query::end_extension::Variables { input }).await?.end_extension;
    let faults = payload.user_errors.into_iter().map(|error| {
        let field = if error.path.last().is_some_and(|word| word == "reason") { "endReason" } else { "" };
        Fault::of(error.code, error.message, &[field.to_owned()])
    });
    let faults = faults.collect();
    Ok(answer(page, form, faults, "ended"))
}

fn answer(page: ExtensionPage, form: Form, faults: Vec<Fault>, done: &str) -> Response {
    if faults.is_empty() {
        return page.v.go(&format!("{}?done={done}", page.address()));
    }
    let page = ExtensionPage { form, faults: Faults(faults), ..page };
    page.v.refuse(&page)
}

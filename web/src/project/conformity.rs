//! NACC's review of whether a project conforms to its dimension.

use super::query::{self, conforming::ConformingOrganizationPlanProject};
use crate::{
    address, faults,
    form::{Fault, Faults, Form},
    trouble::Trouble,
    visit::Visit,
};
use askama::Template;
use poem::{Body, Request, Response, Result, handler, web::Path};
use sucharit_domain::project::Conformity;

#[derive(Template)]
#[template(path = "project/conformity.html")]
struct ConformityPage {
    v: Visit,
    organization: String,
    back: String,
    project: ConformingOrganizationPlanProject,
    form: Form,
    faults: Faults,
}

impl ConformityPage {
    /// What a reviewer may find.
    fn choices(&self) -> Vec<(&'static str, &'static str)> {
        Conformity::ALL.iter().map(|conformity| (conformity.code(), self.v.word(conformity))).collect()
    }
}

type Place = (String, i64, i64);

/// The project with its organization's name and its own address.
async fn found(
    v: &Visit,
    (code, year, number): &Place,
) -> Result<(String, String, ConformingOrganizationPlanProject), Trouble> {
    let variables = query::conforming::Variables {
        organization: code.clone(),
        year: *year,
        number: i32::try_from(*number).map_err(|_| Trouble::not_found())?.into(),
    };
    let found = v.ask::<query::Conforming>(variables).await?.organization.ok_or_else(Trouble::not_found)?;
    let plan = found.plan.ok_or_else(Trouble::not_found)?;
    let back = address::project(code, plan.start_fiscal_year, *number);
    Ok((found.name, back, plan.project.ok_or_else(Trouble::not_found)?))
}

/// `GET /organization/CODE/plan/YEAR/project/NUMBER/conformity`
#[handler]
pub async fn show(request: &Request, Path(place): Path<Place>) -> Result<Response> {
    let v = Visit::signed_in(request).await?;
    let (organization, back, project) = found(&v, &place).await?;
    let form =
        Form::default().with("version", project.version.to_string()).with("conformity", project.conformity.code());
    let page = ConformityPage { v, organization, back, project, form, faults: Faults::default() };
    Ok(page.v.answer(&page))
}

/// `POST /organization/CODE/plan/YEAR/project/NUMBER/conformity`
#[handler]
pub async fn review(request: &Request, Path(place): Path<Place>, body: Body) -> Result<Response> {
    let (v, form) = Visit::posted(request, body).await?;
    let (organization, back, project) = found(&v, &place).await?;
    let faults = match Conformity::from_code(form.get("conformity")) {
        None => vec![Fault::own("conformity", "เลือกผลการตรวจ", "Choose what you found")],
        Some(conformity) => {
            let input = query::review_conformity::ReviewConformityInput {
                conformity,
                expected_version: form.whole("version").unwrap_or_default(),
                project_id: project.id.clone(),
                reason: form.text("reason").unwrap_or_default(),
            };
            let payload = v.ask::<query::ReviewConformity>(query::review_conformity::Variables { input }).await?;
            let mut faults: Vec<Fault> = faults!(payload.review_conformity.user_errors);
            for fault in faults.iter_mut().filter(|fault| fault.code == "REPORT_NOT_DRAFT") {
                *fault = Fault::own(
                    "conformity",
                    "มีรายงานรอบของโครงการนี้ที่เสนอหรืออนุมัติไปแล้ว เปิดรายงานรอบนั้นให้แก้ไขก่อน จึงเปลี่ยนผลการตรวจได้",
                    "A report of one of its rounds was submitted or approved. Reopen that report first; then this can change.",
                );
            }
            faults
        }
    };
    if faults.is_empty() {
        return Ok(v.go(&format!("{back}?done=reviewed")));
    }
    // What changed meanwhile is shown, so the next attempt is about that.
    let form = form.with("version", project.version.to_string());
    let page = ConformityPage { v, organization, back, project, form, faults: Faults(faults) };
    Ok(page.v.refuse(&page))
}

//! What a filled form would change, before anything is recorded; and recording it.

use super::query;
use crate::{
    address,
    form::{Fault, Faults},
    trouble::Trouble,
    visit::{Visit, parameter},
};
use askama::Template;
use poem::{Body, Request, Response, Result, handler, web::Path};
use query::upload::UploadProgressImport;

#[derive(Template)]
#[template(path = "progress_import/preview.html")]
struct PreviewPage {
    v: Visit,
    import: UploadProgressImport,
    /// How many reports were just recorded.
    count: Option<usize>,
    faults: Faults,
}

impl PreviewPage {
    async fn load(v: Visit, id: &str) -> Result<Self, Trouble> {
        let variables = query::upload::Variables { id: id.to_owned() };
        let import = v.ask::<query::Upload>(variables).await?.progress_import.ok_or_else(Trouble::not_found)?;
        Ok(Self { v, import, count: None, faults: Faults::default() })
    }

    fn address(&self) -> String {
        format!("/progress-import/{}", address::encoded(&self.import.id))
    }

    fn round(&self) -> String {
        address::round(&self.import.plan.organization.code, self.import.fiscal_year, self.import.round)
    }

    fn has_problems(&self) -> bool {
        self.import.applied_at.is_none() && !self.import.problems.is_empty()
    }

    /// That it was recorded.
    fn recorded(&self) -> String {
        let count = self.v.n(self.count.unwrap_or_default());
        self.v.t("บันทึกผลจากไฟล์แล้ว {} โครงการ", "Recorded from the file: {} projects").replace("{}", &count)
    }

    /// Whether nothing that could be changed in the file would help.
    fn is_refused_whole(&self) -> bool {
        self.import.problems.iter().all(|problem| problem.cell.is_empty())
    }

    /// A value of a field as people read it.
    fn words(&self, field: &str, value: Option<&String>, words: Option<&String>) -> String {
        match (value, words) {
            (Some(amount), _) if matches!(field, "ordinanceBudget" | "disbursed") => self.v.money(amount),
            (value, words) => words.or(value).map_or_else(|| "–".to_owned(), ToOwned::to_owned),
        }
    }
}

/// `GET /progress-import/ID`
#[handler]
pub async fn show(request: &Request, id: Path<String>) -> Result<Response> {
    let mut page = PreviewPage::load(Visit::signed_in(request).await?, &id).await?;
    page.count = parameter(request, "count").and_then(|count| count.parse().ok());
    Ok(page.v.answer(&page))
}

/// `POST /progress-import/ID`
#[handler]
pub async fn apply(request: &Request, body: Body, id: Path<String>) -> Result<Response> {
    let (v, _) = Visit::posted(request, body).await?;
    let variables =
        query::apply::Variables { input: query::apply::ApplyProgressImportInput { import_id: id.0.clone() } };
    let payload = v.ask::<query::Apply>(variables).await?.apply_progress_import;
    let applied = |v: &Visit, count: usize| {
        v.go(&format!("/progress-import/{}?done=applied&count={count}", address::encoded(&id)))
    };
    if let Some(progress) = payload.progress {
        return Ok(applied(&v, progress.len()));
    }
    let mut page = PreviewPage::load(v, &id).await?;
    // Sent twice, it is recorded once.
    if page.import.applied_at.is_some() {
        return Ok(page.v.go(&page.address()));
    }
    // A fault of a cell ends with the cell.
    let fault = |error: query::apply::ApplyApplyProgressImportUserErrors| {
        let cell = error.path.last().filter(|word| word.contains('!')).map(|cell| format!("{cell}: "));
        Fault::of(error.code, format!("{}{}", cell.unwrap_or_default(), error.message), &[])
    };
    page.faults = Faults(payload.user_errors.into_iter().map(fault).collect());
    Ok(page.v.refuse(&page))
}

//! What a filled form would change, before anything is recorded; and recording it.

use super::query;
use crate::{address, faults, form::Faults, trouble::Trouble, visit::Visit};
use askama::Template;
use poem::{Body, Request, Response, Result, handler, web::Path};
use query::upload::UploadProgressImport;

#[derive(Template)]
#[template(path = "progress_import/preview.html")]
struct PreviewPage {
    v: Visit,
    import: UploadProgressImport,
    faults: Faults,
}

impl PreviewPage {
    async fn load(v: Visit, id: &str) -> Result<Self, Trouble> {
        let variables = query::upload::Variables { id: id.to_owned() };
        let import = v.ask::<query::Upload>(variables).await?.progress_import.ok_or_else(Trouble::not_found)?;
        Ok(Self { v, import, faults: Faults::default() })
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
}

/// `GET /progress-import/ID`
#[handler]
pub async fn show(request: &Request, id: Path<String>) -> Result<Response> {
    let page = PreviewPage::load(Visit::signed_in(request).await?, &id).await?;
    Ok(page.v.answer(&page))
}

/// `POST /progress-import/ID`
#[handler]
pub async fn apply(request: &Request, body: Body, id: Path<String>) -> Result<Response> {
    let (v, _) = Visit::posted(request, body).await?;
    let variables =
        query::apply::Variables { input: query::apply::ApplyProgressImportInput { import_id: id.0.clone() } };
    let payload = v.ask::<query::Apply>(variables).await?.apply_progress_import;
    let faults = Faults(faults!(payload.user_errors));
    if payload.progress.is_some() {
        return Ok(v.go(&format!("/progress-import/{}?done=applied", address::encoded(&id))));
    }
    let mut page = PreviewPage::load(v, &id).await?;
    page.faults = faults;
    Ok(page.v.refuse(&page))
}

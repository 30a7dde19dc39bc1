//! Changing a plan by its own workbook: taken, changed, brought back to `POST /imports/plan`.

use super::Draft;
use crate::visit::{Visit, parameter};
use askama::Template;
use poem::{Request, Response, Result, handler, web::Path};

#[derive(Template)]
#[template(path = "plan/amend_workbook.html")]
struct WorkbookPage {
    v: Visit,
    draft: Draft,
    reason: String,
}

/// `GET /organization/CODE/plan/YEAR/amend/workbook[?reason=WORDS]`: the reason that was typed with a file that was refused.
#[handler]
pub async fn show(request: &Request, Path((code, year)): Path<(String, i64)>) -> Result<Response> {
    let v = Visit::signed_in(request).await?;
    let draft = Draft::of(&v, &code, year).await?;
    let reason = parameter(request, "reason").unwrap_or_else(|| draft.reason());
    let page = WorkbookPage { v, draft, reason };
    Ok(page.v.answer(&page))
}

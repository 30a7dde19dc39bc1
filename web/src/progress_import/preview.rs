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

#[cfg(test)]
mod tests {
    use super::PreviewPage;
    use crate::{
        form::Faults,
        sample::{TYPED, assert_say, faults, rendered},
    };
    use askama::Template;
    use serde_json::{Value, json};

    fn page(import: &Value, faults: &Faults) -> [String; 2] {
        rendered(|v| {
            PreviewPage { v, import: serde_json::from_value(import.clone()).unwrap(), faults: faults.clone() }
                .render()
                .unwrap()
        })
    }

    #[test]
    fn forms_with_problems_with_warnings_recorded_and_empty() {
        let mut import = json!({
            "id": "progressImport:1", "fileName": TYPED, "fiscalYear": 2569, "round": "SIX_MONTH", "createdAt": "2026-04-15T03:00:00Z",
            "expiresAt": "2026-04-16T03:00:00Z", "appliedAt": null, "unchangedCount": 36, "awaitingCount": 0, "canApply": false,
            "plan": { "organization": { "code": "code", "name": TYPED } }, "changes": [], "problems": [], "warnings": [],
        });
        let none = Faults::default();
        assert!(
            page(&import, &none).iter().all(|page| !page.contains("<form method=\"post\" action=\"/progress-import/"))
        );
        import["problems"] = json!([{ "cell": "Sheet!J7", "message": TYPED }, { "cell": "", "message": TYPED }]);
        assert_say(&page(&import, &none), &["id=\"problems\"", "Sheet!J7"]);
        import["problems"] = json!([]);
        import["warnings"] = json!([{ "cell": "Sheet!H7", "message": TYPED }]);
        import["canApply"] = true.into();
        import["changes"] = json!([{ "isFirst": true, "project": { "number": 1, "name": TYPED }, "fields": [
            { "label": "result", "cell": "Sheet!M7", "before": null, "after": TYPED, "beforeWords": null, "afterWords": null },
            { "label": "status", "cell": "Sheet!J7", "before": "A", "after": "B", "beforeWords": "Before", "afterWords": "After" },
        ] }]);
        assert_say(
            &page(&import, &faults(&[])),
            &[
                "id=\"error-summary\"",
                "id=\"warnings\"",
                "rowspan=\"2\"",
                ">After<",
                "Sheet!M7",
                "action=\"/progress-import/",
            ],
        );
        import["appliedAt"] = "2026-04-15T04:00:00Z".into();
        assert_say(&page(&import, &none), &["tag-green"]);
    }
}

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
            PreviewPage {
                v,
                import: serde_json::from_value(import.clone()).unwrap(),
                count: None,
                faults: faults.clone(),
            }
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
            { "field": "result", "label": "result", "cell": "Sheet!M7", "before": null, "after": TYPED, "beforeWords": null, "afterWords": null },
            { "field": "status", "label": "status", "cell": "Sheet!J7", "before": "A", "after": "B", "beforeWords": "Before", "afterWords": "After" },
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

//! Taking a file off a report, with a reason. Files come by `POST /evidence`.

use super::{
    one::{OnePage, Parts},
    query,
};
use crate::{
    faults,
    form::{Faults, Form},
    trouble::Trouble,
    visit::{Visit, parameter},
};
use askama::Template;
use poem::{Body, Request, Response, Result, handler};

#[derive(Template)]
#[template(path = "progress/remove_evidence.html")]
struct RemovePage {
    v: Visit,
    back: String,
    project: String,
    evidence: String,
    name: String,
    form: Form,
    faults: Faults,
}

impl RemovePage {
    async fn load(v: Visit, path: &Parts, evidence: &str) -> Result<Self, Trouble> {
        let page = OnePage::load(v, path).await?;
        let files = page.project.progress.iter().flat_map(|progress| &progress.evidence);
        let mut found = files.filter(|file| file.id == evidence);
        let name = found.next().ok_or_else(Trouble::not_found)?.name.clone();
        let back = page.address();
        Ok(Self {
            back,
            project: page.project.name,
            evidence: evidence.to_owned(),
            name,
            form: Form::default(),
            faults: Faults::default(),
            v: page.v,
        })
    }
}

/// `GET …/project/NUMBER/remove-evidence?evidence=ID`
#[handler]
pub async fn show(request: &Request, path: Parts) -> Result<Response> {
    let v = Visit::signed_in(request).await?;
    let page = RemovePage::load(v, &path, &parameter(request, "evidence").unwrap_or_default()).await?;
    Ok(page.v.answer(&page))
}

/// `POST …/project/NUMBER/remove-evidence`
#[handler]
pub async fn remove(request: &Request, body: Body, path: Parts) -> Result<Response> {
    let (v, form) = Visit::posted(request, body).await?;
    let mut page = RemovePage::load(v, &path, form.get("evidenceId")).await?;
    let input = query::remove_evidence::RemoveEvidenceInput {
        evidence_id: page.evidence.clone(),
        reason: form.text("reason").unwrap_or_default(),
    };
    let variables = query::remove_evidence::Variables { input };
    let payload = page.v.ask::<query::RemoveEvidence>(variables).await?.remove_evidence;
    page.faults = Faults(faults!(payload.user_errors));
    if page.faults.is_empty() {
        return Ok(page.v.go(&format!("{}?done=removed", page.back)));
    }
    page.form = form;
    Ok(page.v.refuse(&page))
}

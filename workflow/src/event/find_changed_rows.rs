//! Holding what the tables say against what the audit trail said last: a row that somebody changed past the program shows here,
//! although the chain of events itself is whole.

use crate::{progress::recording, risk::assess_risk, round_report::opened::Opened};
use serde_json::Value;
use std::collections::HashMap;
use sucharit_domain::{
    event::{Change, EventKind, chain::StoredEvent},
    id::PlanId,
    organization::Organization,
    plan::Plan,
    project::Conformity,
    sha256,
};
use sucharit_store::{Session, StoreError};

/// A row that is not what was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedRow {
    /// The thing: its type's word and id, as events name it.
    pub subject: String,
    /// Where it lies, for people: the number of a project, a fiscal year, a round.
    pub place: String,
    /// What about it is not what was recorded: a field, or the whole.
    pub what: String,
}

/// What the events said last, by thing; scores of a risk also by fiscal year and basis, steps by their place.
struct Said<'a> {
    last: HashMap<String, &'a Change>,
    steps: HashMap<&'a str, Vec<&'a Change>>,
}

/// The first row of an organization that is not what its events (`recorded`, in order) said last; none where all are.
///
/// # Errors
/// When the database fails.
pub async fn first_changed_row(
    read: &Session<'_>,
    organization: &Organization,
    recorded: &[StoredEvent],
) -> Result<Option<ChangedRow>, StoreError> {
    let said = Said::of(recorded);
    let plans = read.plans_of(&[organization.id]).await?.remove(&organization.id).unwrap_or_default();
    let ids: Vec<PlanId> = plans.iter().map(|plan| plan.id).collect();
    if let Some(changed) = changed_plan(read, organization, &plans, &said).await? {
        return Ok(Some(changed));
    }
    if let Some(changed) = changed_plan_publication(read, &ids, &said).await? {
        return Ok(Some(changed));
    }
    if let Some(changed) = changed_conformity(read, &ids, &said).await? {
        return Ok(Some(changed));
    }
    if let Some(changed) = changed_progress(read, &ids, &said).await? {
        return Ok(Some(changed));
    }
    if let Some(changed) = changed_report(read, &ids, &said).await? {
        return Ok(Some(changed));
    }
    changed_score(read, &ids, &said).await
}

impl<'a> Said<'a> {
    fn of(recorded: &'a [StoredEvent]) -> Self {
        let (mut last, mut steps) = (HashMap::new(), HashMap::<&str, Vec<&Change>>::new());
        for change in recorded.iter().filter_map(|stored| stored.event.as_ref()).map(|event| &event.change) {
            let about = change.after.as_ref().or(change.before.as_ref());
            let key = match (change.kind, about) {
                (EventKind::RiskAssessed, Some(said)) => score_key(&change.subject, said),
                // Only what says what the plan's tables say: an amendment lies apart until it is approved.
                (EventKind::PlanImported | EventKind::PlanReplaced | EventKind::PlanApproved, _) => {
                    change.subject.clone()
                }
                _ if change.subject.starts_with("plan:") => continue,
                _ => change.subject.clone(),
            };
            last.insert(key, change);
            if change.after.as_ref().is_some_and(|after| after["position"].is_string()) {
                steps.entry(&change.subject).or_default().push(change);
            }
        }
        Self { last, steps }
    }

    /// What of a thing's values is not what was said last.
    fn differs(&self, key: &str, now: &Value) -> Option<String> {
        let Some(said) = self.last.get(key).and_then(|change| change.after.as_ref()) else {
            return Some("it was never recorded".to_owned());
        };
        let fields = now.as_object()?;
        // A field that events did not have yet when it was said cannot be compared.
        let mut fields = fields.iter().filter(|(field, value)| said.get(*field).is_some_and(|said| said != *value));
        fields.next().map(|(field, _)| field.clone())
    }
}

fn score_key(subject: &str, said: &Value) -> String {
    format!("{subject} {} {}", said["fiscalYear"], said["basis"])
}

async fn changed_plan(
    read: &Session<'_>,
    organization: &Organization,
    plans: &[Plan],
    said: &Said<'_>,
) -> Result<Option<ChangedRow>, StoreError> {
    for plan in plans {
        let subject = plan.id.named();
        let digest = read.plan_document(organization, plan).await?.digest();
        let recorded = said.last.get(&subject).and_then(|change| change.after.as_ref());
        if recorded.is_none_or(|recorded| recorded["document"] != digest) {
            let place = format!("the plan {}–{}", plan.start_fiscal_year, plan.end_fiscal_year);
            return Ok(Some(ChangedRow { subject, place, what: "its text".to_owned() }));
        }
    }
    Ok(None)
}

async fn changed_plan_publication(
    read: &Session<'_>,
    plans: &[PlanId],
    said: &Said<'_>,
) -> Result<Option<ChangedRow>, StoreError> {
    for publication in read.plan_publications(plans).await?.into_values() {
        let subject = publication.id.named();
        let recorded = said.last.get(&subject).and_then(|change| change.after.as_ref());
        let is_recorded = recorded.is_some_and(|recorded| recorded["digest"] == publication.digest);
        if !is_recorded || !publication.is_intact() {
            let place = "a published plan".to_owned();
            return Ok(Some(ChangedRow { subject, place, what: "its text".to_owned() }));
        }
    }
    Ok(None)
}

async fn changed_conformity(
    read: &Session<'_>,
    plans: &[PlanId],
    said: &Said<'_>,
) -> Result<Option<ChangedRow>, StoreError> {
    for project in read.projects_of(plans).await?.into_values().flatten() {
        let subject = project.id.named();
        let recorded = said.last.get(&subject).and_then(|change| change.after.as_ref());
        // Conforming until somebody says otherwise.
        let recorded = recorded.and_then(|after| after["conformity"].as_str()).unwrap_or(Conformity::Conforming.code());
        if recorded != project.conformity.code() {
            let place = format!("project {}", project.number);
            return Ok(Some(ChangedRow { subject, place, what: "conformity".to_owned() }));
        }
    }
    Ok(None)
}

async fn changed_progress(
    read: &Session<'_>,
    plans: &[PlanId],
    said: &Said<'_>,
) -> Result<Option<ChangedRow>, StoreError> {
    let numbers: HashMap<_, _> =
        read.projects_of(plans).await?.into_values().flatten().map(|p| (p.id, p.number)).collect();
    let mut all: Vec<_> = read.progress_of_plans(plans).await?.into_values().flatten().collect();
    all.sort_by_key(|progress| (numbers.get(&progress.project_id).copied(), progress.fiscal_year, progress.round));
    let mut found = Vec::new();
    for progress in &all {
        let subject = progress.id.named();
        if let Some(what) = said.differs(&subject, &recording::said(progress)) {
            let number = numbers.get(&progress.project_id).copied().unwrap_or_default();
            let (year, months) = (progress.fiscal_year, progress.round.months());
            let place = format!("the progress of project {number}, fiscal year {year}, {months} months");
            return Ok(Some(ChangedRow { subject, place, what }));
        }
        found.push(subject);
    }
    let gone = said.last.iter().find(|(subject, change)| {
        subject.starts_with("progress:") && change.after.is_some() && !found.contains(subject)
    });
    Ok(gone.map(|(subject, _)| ChangedRow {
        subject: subject.clone(),
        place: "a progress report".to_owned(),
        what: "it is missing".to_owned(),
    }))
}

async fn changed_report(
    read: &Session<'_>,
    plans: &[PlanId],
    said: &Said<'_>,
) -> Result<Option<ChangedRow>, StoreError> {
    let published = read.publications_of_plans(plans).await?;
    let steps = read.round_report_steps(plans).await?;
    let mut reports: Vec<_> = read.round_reports_of(plans).await?.into_values().flatten().collect();
    reports.sort_by_key(|report| (report.fiscal_year, report.round));
    for report in &reports {
        let subject = report.id.named();
        let place = format!("the report of fiscal year {}, {} months", report.fiscal_year, report.round.months());
        let changed =
            |what: &str| Some(ChangedRow { subject: subject.clone(), place: place.clone(), what: what.to_owned() });
        let untouched = report.version == 1 && !said.last.contains_key(&subject);
        if !untouched
            && let Some(what) = said.differs(&subject, &Opened::said(report, published.contains_key(&report.id)))
        {
            return Ok(changed(&what));
        }
        let (now, then) = (steps.get(&report.id).map_or(&[][..], Vec::as_slice), said.steps.get(subject.as_str()));
        let then = then.map_or(&[][..], Vec::as_slice);
        let same = now.len() == then.len()
            && now.iter().zip(then).all(|(now, then)| {
                let after = then.after.as_ref();
                let text = |field: &str| after.and_then(|after| after[field].as_str());
                (text("name"), text("position")) == (Some(&now.name), Some(&now.position))
                    && text("digest") == now.digest.as_deref()
                    && text("opinion").or(then.reason.as_deref()) == now.words.as_deref()
            });
        if !same {
            return Ok(changed("its signatures"));
        }
    }
    let digests: Vec<String> = steps.values().flatten().filter_map(|step| step.digest.clone()).collect();
    let sealed = read.seals(&digests).await?;
    let broken = |digest: &&String| sealed.get(*digest).is_none_or(|text| sha256::of(text) != **digest);
    Ok(digests.iter().find(broken).map(|digest| ChangedRow {
        subject: format!("seal:{digest}"),
        place: "what was signed".to_owned(),
        what: "its text".to_owned(),
    }))
}

async fn changed_score(
    read: &Session<'_>,
    plans: &[PlanId],
    said: &Said<'_>,
) -> Result<Option<ChangedRow>, StoreError> {
    for score in read.risk_assessments_of_plans(plans).await?.into_values().flatten() {
        let subject = score.issue_id.named();
        let now = assess_risk::said(&score);
        if let Some(what) = said.differs(&score_key(&subject, &now), &now) {
            let place = format!("a risk's score of fiscal year {}", score.fiscal_year);
            return Ok(Some(ChangedRow { subject, place, what }));
        }
    }
    Ok(None)
}

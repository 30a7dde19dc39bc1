//! Amendments, and other texts for a first draft: what a text must keep of the plan whose text it takes the place of.

use super::{differences::differences, document::PlanDocument, revision::PlanRevision};
use crate::{
    access::{Action, Actor, WhyNot},
    approval::ApprovalState,
    calendar::FiscalYear,
    refusal::{Fault, Path, Refusal},
    text,
};
use std::collections::{BTreeMap, BTreeSet};

/// What hangs on a plan by the places of its text, so that an amendment must keep those.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct InUse {
    /// By project number, the fiscal years with progress, and whether an amount was reported there.
    pub progress: BTreeMap<i16, BTreeMap<FiscalYear, bool>>,
    /// The scored risk issues: ลำดับที่ of the area and the place in it, from 1.
    pub scored: BTreeSet<(i16, i16)>,
}

/// Whether the actor may draw up an amendment after an adopted revision, or put another text in place of this one, a draft: an
/// amendment's, or that of a plan never adopted. Only the latest revision is followed or changed.
///
/// # Errors
/// Why not.
pub fn may_amend(revision: &PlanRevision, is_latest: bool, actor: &Actor) -> Result<(), WhyNot> {
    actor.may(Action::EditPlan)?;
    let is_open = matches!(revision.state, ApprovalState::Draft | ApprovalState::Approved);
    if is_latest && is_open { Ok(()) } else { Err(WhyNot::WrongState) }
}

/// What is wrong with the reason for a text. An amendment needs one, for those who sign it; a plan that nobody signed or adopted
/// yet is simply written on.
#[must_use]
pub fn reason_fault(reason: Option<&str>, is_first_draft: bool) -> Option<Fault> {
    if reason.is_none() && is_first_draft { None } else { text::reason_fault(reason.unwrap_or_default()) }
}

/// What keeps a text from taking the place of what a plan says, `current`: every fault, at its place in the text.
#[must_use]
pub fn faults(text: &PlanDocument, current: &PlanDocument, in_use: &InUse) -> Vec<Refusal> {
    let mut refusals = of_heading(text, current);
    if refusals.is_empty() && differences(text, current).is_empty() {
        return vec![Refusal::new(Path::default(), Fault::NothingAmended)];
    }
    refusals.extend(of_progress(text, in_use));
    refusals.extend(of_scores(text, current, in_use));
    refusals
}

/// An amendment is of the same organization and the same years.
fn of_heading(text: &PlanDocument, current: &PlanDocument) -> Vec<Refusal> {
    let (organization, plan) = (Path::default().field("organization"), Path::default().field("plan"));
    let (new, old) = (&text.organization, &current.organization);
    let kept = [
        (organization.field("code"), new.code == old.code),
        (organization.field("name"), new.name == old.name),
        (organization.field("kind"), new.kind == old.kind),
        (organization.field("district"), (&new.district, &new.district_code) == (&old.district, &old.district_code)),
        (organization.field("provinceCode"), new.province_code == old.province_code),
        (organization.field("riskBands"), new.risk_bands == old.risk_bands),
        (organization.field("sample"), new.is_sample == old.is_sample),
        (plan.field("startFiscalYear"), text.heading.start_fiscal_year == current.heading.start_fiscal_year),
        (plan.field("endFiscalYear"), text.heading.end_fiscal_year == current.heading.end_fiscal_year),
    ];
    let differ = kept.into_iter().filter(|(_, is_kept)| !is_kept);
    differ.map(|(place, _)| Refusal::new(place, Fault::DiffersFromRecorded)).collect()
}

/// A project stays in the years with progress, and keeps its budget while amounts are reported.
fn of_progress(text: &PlanDocument, in_use: &InUse) -> Vec<Refusal> {
    let projects = Path::default().field("projects");
    let mut refusals = Vec::new();
    for (&number, years) in &in_use.progress {
        let found = text.projects.iter().position(|project| project.number == number);
        let place = found.map(|index| projects.index(index));
        for (&fiscal_year, &has_amount) in years {
            let lost = Fault::ProjectHasProgress { number, fiscal_year };
            match (&place, found.map(|index| &text.projects[index])) {
                (Some(place), Some(project)) if !project.budgets.contains_key(&fiscal_year) => {
                    refusals.push(Refusal::new(place.field("fiscalYears"), lost));
                }
                (Some(place), Some(project)) if has_amount && !project.uses_budget => {
                    refusals.push(Refusal::new(place.field("usesBudget"), lost));
                }
                (Some(_), Some(_)) => {}
                _ => refusals.push(Refusal::new(projects.clone(), lost)),
            }
        }
    }
    refusals
}

/// A scored issue stays at its place with the same words and stated level: the score is of exactly that.
fn of_scores(text: &PlanDocument, current: &PlanDocument, in_use: &InUse) -> Vec<Refusal> {
    let areas = Path::default().field("riskAreas");
    let mut refusals = Vec::new();
    for &(area, issue) in &in_use.scored {
        let place = usize::try_from(issue - 1).unwrap_or_default();
        let find = |document: &PlanDocument| {
            let index = document.risk_areas.iter().position(|found| found.sequence == area)?;
            Some((index, document.risk_areas[index].issues.get(place).cloned()))
        };
        let old = find(current).and_then(|(_, issue)| issue);
        let (index, new) = find(text).map_or((None, None), |(index, issue)| (Some(index), issue));
        if old != new {
            let place = index.map_or_else(|| areas.clone(), |index| areas.index(index).field("issues").index(place));
            refusals.push(Refusal::new(place, Fault::RiskHasScores { area, issue }));
        }
    }
    refusals
}

#[cfg(test)]
#[path = "amendment_tests.rs"]
mod tests;

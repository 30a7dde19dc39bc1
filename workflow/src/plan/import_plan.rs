//! Importing a plan: everything is checked, then all of it is written, or nothing.

use super::replace_draft::adoption_fault;
use crate::{CommandError, Workflow};
use serde_json::json;
use std::collections::{HashMap, HashSet};
use sucharit_domain::{
    access::{Action, Actor},
    area::{Area, AreaKind},
    event::{Change, EventKind},
    id::{DivisionId, OrganizationId},
    organization::{Division, Organization},
    plan::{
        Plan,
        differences::differences,
        document::{OrganizationDocument, PlanDocument},
        revision::PlanRevision,
    },
    refusal::{Fault, Path, Refusal},
    round_report::ApprovalState,
};
use sucharit_store::{StoreError, Transaction};

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImportedPlan {
    /// The plan is new.
    Added(Plan),
    /// The plan was a draft with nothing hanging on it, and the file took its place.
    Replaced(Plan),
    /// The plan says what the file says; nothing was written.
    Unchanged(Plan),
}

impl Workflow {
    /// Imports a plan that was read from a file. A plan with a day of announcement has been adopted, any other is a draft.
    ///
    /// # Errors
    /// Refused when the file names unknown areas, contradicts what is recorded of the organization, or differs from a plan
    /// that is adopted or in use; then nothing was written.
    pub async fn import_plan(
        &self,
        actor: &Actor,
        document: &PlanDocument,
    ) -> Result<ImportedPlan, CommandError<Plan>> {
        actor.may(Action::EditPlan).map_err(CommandError::not_allowed)?;
        let existing = self.store.read().organization(&actor.scope, &document.organization.code).await?;
        let transaction = self.store.begin(existing.as_ref().map(|organization| organization.id)).await?;
        // Read again under the lock: another import may have come first.
        let existing = transaction.read().organization(&actor.scope, &document.organization.code).await?;
        if actor.account().is_some() && existing.is_none() {
            // Somebody with an account brings plans of their own organization alone.
            let place = Path::default().field("organization").field("code");
            return Err(CommandError::refused(vec![Refusal::new(place, Fault::NotFound)]));
        }
        // What is brought to a sample organization is sample data, whether its file says so or not.
        let mut document = document.clone();
        document.organization.is_sample |= existing.as_ref().is_some_and(|organization| organization.is_sample);
        let document = &document;
        let organization = self.settle_organization(&transaction, &document.organization, existing.as_ref()).await?;
        let recorded = match &existing {
            Some(organization) => self.recorded_plan(&transaction, organization, document).await?,
            None => None,
        };
        let mut replaced = None;
        if let Some((plan, recorded)) = recorded {
            let differences = differences(document, &recorded);
            if differences.is_empty() {
                return Ok(ImportedPlan::Unchanged(plan));
            }
            replaced = Some((self.check_replaceable(&transaction, &plan, differences).await?, plan));
        }
        if let Some(fault) = adoption_fault(actor, document) {
            return Err(CommandError::refused(vec![fault]));
        }
        let plan = if let Some((revision, plan)) = &replaced {
            self.replace_draft(&transaction, (plan, revision), document).await?.0
        } else {
            let plan = self.new_plan(organization.id, document);
            let divisions = self.settle_divisions(&transaction, organization.id, document).await?;
            transaction.add_plan(&plan, document, &divisions, self.clock()).await?;
            plan
        };
        let change = change(&plan, replaced.as_ref().map(|(_, plan)| plan), document);
        transaction.commit(organization.id, actor, self.clock(), vec![change]).await?;
        Ok(if replaced.is_some() { ImportedPlan::Replaced(plan) } else { ImportedPlan::Added(plan) })
    }

    /// The recorded organization, which the file must agree with, or a new one.
    async fn settle_organization(
        &self,
        transaction: &Transaction,
        document: &OrganizationDocument,
        existing: Option<&Organization>,
    ) -> Result<Organization, CommandError<Plan>> {
        let place = Path::default().field("organization");
        let mut refusals = Vec::new();
        let mut refuse = |field: &str, fault: Fault| refusals.push(Refusal::new(place.field(field), fault));
        let areas: HashMap<String, Area> =
            transaction.read().areas().await?.into_iter().map(|area| (area.code.clone(), area)).collect();
        if areas.get(&document.province_code).is_none_or(|area| area.kind != AreaKind::Province) {
            refuse("provinceCode", Fault::UnknownReference);
        }
        let district = Area {
            code: document.district_code.clone(),
            name: document.district.clone(),
            kind: AreaKind::District,
            parent_code: Some(document.province_code.clone()),
        };
        let renamed = areas.get(&document.district_code).is_some_and(|recorded| *recorded != district);
        let moved = existing.is_some_and(|existing| existing.district_code != document.district_code);
        if renamed || moved {
            refuse("district", Fault::DiffersFromRecorded);
        }
        if let Some(existing) = existing {
            let bands = transaction.read().risk_bands(&[existing.id]).await?.remove(&existing.id);
            for (field, differs) in [
                ("name", existing.name != document.name),
                ("kind", existing.kind != document.kind),
                ("riskBands", bands != document.risk_bands),
                ("sample", existing.is_sample != document.is_sample),
            ] {
                if differs {
                    refuse(field, Fault::DiffersFromRecorded);
                }
            }
        }
        if !refusals.is_empty() {
            return Err(CommandError::refused(refusals));
        }
        if let Some(existing) = existing {
            return Ok(existing.clone());
        }
        transaction.add_areas(&[district]).await?;
        let organization = Organization {
            id: self.clock.new_uuid().into(),
            code: document.code.clone(),
            name: document.name.clone(),
            kind: document.kind,
            district_code: document.district_code.clone(),
            is_sample: document.is_sample,
        };
        transaction.add_organization(&organization, document.risk_bands.as_ref()).await?;
        Ok(organization)
    }

    /// The recorded plan of the same organization and first year, whole; a plan that shares other years with one is refused.
    async fn recorded_plan(
        &self,
        transaction: &Transaction,
        organization: &Organization,
        document: &PlanDocument,
    ) -> Result<Option<(Plan, PlanDocument)>, CommandError<Plan>> {
        let read = transaction.read();
        let plans = read.plans_of(&[organization.id]).await?.remove(&organization.id).unwrap_or_default();
        let heading = &document.heading;
        let (same, others): (Vec<_>, Vec<_>) =
            plans.into_iter().partition(|plan| plan.start_fiscal_year == heading.start_fiscal_year);
        if let Some(other) = others.iter().find(|other| heading.fiscal_years().any(|year| other.covers(year))) {
            let place = Path::default().field("plan").field("startFiscalYear");
            let fault = Fault::PlanYearsOverlap { first: other.start_fiscal_year, last: other.end_fiscal_year };
            return Err(CommandError::refused(vec![Refusal::new(place, fault)]));
        }
        // The latest revision comes first.
        let Some(plan) = same.into_iter().next() else { return Ok(None) };
        let recorded = read.plan_document(organization, &plan).await?;
        Ok(Some((plan, recorded)))
    }

    /// The draft of a plan on which nothing hangs, which may be replaced; otherwise every difference is refused at its place.
    async fn check_replaceable(
        &self,
        transaction: &Transaction,
        plan: &Plan,
        differences: Vec<Path>,
    ) -> Result<PlanRevision, CommandError<Plan>> {
        let read = transaction.read();
        let latest = read.revisions_of(&[plan.id]).await?.remove(&plan.id).and_then(|mut revisions| revisions.pop());
        let fault = match latest.filter(|_| plan.state == ApprovalState::Draft) {
            Some(draft) => {
                let progress = read.progress_of_plans(&[plan.id]).await?;
                let scores = read.risk_assessments_of_plans(&[plan.id]).await?;
                if progress.is_empty() && scores.is_empty() {
                    return Ok(draft);
                }
                Fault::PlanInUse
            }
            None => Fault::PlanAdopted,
        };
        let refusals = differences.into_iter().map(|place| Refusal::new(place, fault.clone())).collect();
        Err(CommandError::Refused { refusals, current: Some(Box::new(plan.clone())) })
    }

    fn new_plan(&self, organization_id: OrganizationId, document: &PlanDocument) -> Plan {
        let heading = &document.heading;
        let adopted = heading.announced_on.is_some();
        Plan {
            id: self.clock.new_uuid().into(),
            organization_id,
            title: heading.title.clone(),
            start_fiscal_year: heading.start_fiscal_year,
            end_fiscal_year: heading.end_fiscal_year,
            revision: 1,
            state: if adopted { ApprovalState::Approved } else { ApprovalState::Draft },
            announced_on: heading.announced_on,
            adopted_by_position: heading.adopted_by_position.clone(),
        }
    }

    /// The ids of all divisions that the file names, added where they are new.
    pub(super) async fn settle_divisions(
        &self,
        transaction: &Transaction,
        organization_id: OrganizationId,
        document: &PlanDocument,
    ) -> Result<HashMap<String, DivisionId>, StoreError> {
        let recorded = transaction.read().divisions(&[organization_id]).await?.remove(&organization_id);
        let mut ids: HashMap<String, DivisionId> =
            recorded.unwrap_or_default().into_iter().map(|division| (division.name, division.id)).collect();
        let named: HashSet<&String> = document.projects.iter().flat_map(|project| &project.divisions).collect();
        let new_division =
            |name: &&String| Division { id: self.clock.new_uuid().into(), organization_id, name: (*name).clone() };
        let new: Vec<Division> = named.iter().filter(|name| !ids.contains_key(**name)).map(new_division).collect();
        transaction.add_divisions(&new).await?;
        ids.extend(new.into_iter().map(|division| (division.name, division.id)));
        Ok(ids)
    }
}

fn change(plan: &Plan, replaced: Option<&Plan>, document: &PlanDocument) -> Change {
    let said = |plan: &Plan| {
        json!({
            "title": plan.title,
            "startFiscalYear": plan.start_fiscal_year,
            "endFiscalYear": plan.end_fiscal_year,
            "revision": plan.revision,
            "state": plan.state,
            "announcedOn": plan.announced_on,
        })
    };
    let mut after = said(plan);
    after["projects"] = document.projects.len().into();
    after["document"] = document.digest().into();
    Change {
        kind: if replaced.is_some() { EventKind::PlanReplaced } else { EventKind::PlanImported },
        subject: plan.id.named(),
        project: None,
        before: replaced.map(said),
        after: Some(after),
        reason: None,
    }
}

//! Reading everything that the workbook of the audit trail shows.

use crate::Workflow;
use std::collections::BTreeSet;
use sucharit_domain::{
    access::Actor,
    event::book::{AuditBook, ChainStanding, Period, of_period},
    id::ProjectId,
};
use sucharit_store::StoreError;

impl Workflow {
    /// The workbook's content for the organization with this code and these days; none where the organization does not exist
    /// for the actor.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn read_audit_book(
        &self,
        actor: &Actor,
        code: &str,
        period: Period,
    ) -> Result<Option<AuditBook>, StoreError> {
        // One moment for all of it, so that the chain is whole.
        let snapshot = self.store.snapshot().await?;
        let read = snapshot.read();
        let Some(organization) = read.organization(&actor.scope, code).await? else { return Ok(None) };
        let district = read.area(&organization.district_code).await?;
        let province = match district.as_ref().and_then(|district| district.parent_code.as_deref()) {
            Some(code) => read.area(code).await?,
            None => None,
        };
        let chain = read.events(Some(organization.id)).await?;
        let standing = ChainStanding::of(&chain, read.event_head(Some(organization.id)).await?);
        let events = of_period(chain, period);
        let about = events.iter().filter_map(|stored| stored.event.as_ref()?.change.project);
        let about: Vec<ProjectId> = about.collect::<BTreeSet<_>>().into_iter().collect();
        let projects = read.projects(&actor.scope, &about).await?.into_values();
        Ok(Some(AuditBook {
            district: district.map(|area| area.name).unwrap_or_default(),
            province: province.map(|area| area.name).unwrap_or_default(),
            organization,
            period,
            events,
            projects: projects.map(|project| (project.id, (project.number, project.name))).collect(),
            chain: standing,
            made_on: self.clock.today(),
        }))
    }
}

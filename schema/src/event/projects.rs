//! The projects that events are about, loaded for all events that were answered together.

use crate::{context::RequestContext, failure::Failure, plan::batch::PlanBatch, project::Project};
use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};
use sucharit_domain::{id::ProjectId, project as domain};
use tokio::sync::OnceCell;

/// The projects of some events and, once one of them was asked for, all of them.
#[derive(Debug)]
pub struct EventProjects {
    request: RequestContext,
    ids: Vec<ProjectId>,
    loaded: OnceCell<(HashMap<ProjectId, domain::Project>, Arc<PlanBatch>)>,
}

impl EventProjects {
    /// Of events about these.
    pub fn new(request: RequestContext, ids: impl Iterator<Item = ProjectId>) -> Self {
        let ids: BTreeSet<_> = ids.collect();
        Self { request, ids: ids.into_iter().collect(), loaded: OnceCell::new() }
    }

    /// One of them; none where it is gone or does not exist for whoever asks.
    pub async fn project(&self, id: ProjectId) -> Result<Option<Project>, Failure> {
        let load = || async {
            let scope = &self.request.actor()?.scope;
            let projects = self.request.read().projects(scope, &self.ids).await?;
            let plans: BTreeSet<_> = projects.values().map(|project| project.plan_id).collect();
            let plans = self.request.read().plans(scope, &plans.into_iter().collect::<Vec<_>>()).await?;
            let batch = PlanBatch::new(self.request.clone(), plans.into_values().collect());
            Ok::<_, Failure>((projects, Arc::new(batch)))
        };
        let (projects, batch) = self.loaded.get_or_try_init(load).await?;
        Ok(projects.get(&id).map(|project| Project::new(project.clone(), batch)))
    }
}

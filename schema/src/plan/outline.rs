//! Dimensions, missions and their objectives as clients see them.

use super::batch::PlanBatch;
use crate::{failure::Failure, project::Project};
use async_graphql::{Description, ID, Object, SimpleObject};
use std::sync::Arc;
use sucharit_domain::{id::PlanId, labels, plan as domain};

/// A dimension (มิติ) of a plan.
#[derive(Debug, Clone, Description)]
pub struct Dimension {
    value: domain::Dimension,
    plan: PlanId,
    batch: Arc<PlanBatch>,
}

impl Dimension {
    /// A dimension of a plan of the batch.
    pub fn new(value: domain::Dimension, plan: PlanId, batch: &Arc<PlanBatch>) -> Self {
        Self { value, plan, batch: Arc::clone(batch) }
    }
}

#[Object(use_type_description)]
impl Dimension {
    /// Opaque id.
    async fn id(&self) -> ID {
        ID(self.value.id.named())
    }

    /// 1 to 4.
    async fn number(&self) -> i16 {
        self.value.number
    }

    /// `มิติที่ 1` to `มิติที่ 4`.
    async fn label(&self) -> String {
        labels::dimension(self.value.number)
    }

    /// Its name.
    async fn name(&self) -> &str {
        &self.value.name
    }

    /// Its missions (ภารกิจตามมิติ).
    async fn missions(&self) -> Vec<Mission> {
        self.value.missions.iter().cloned().map(Into::into).collect()
    }

    /// Its projects, by number.
    #[graphql(complexity = "crate::page::times(20, child_complexity)")]
    async fn projects(&self) -> Result<Vec<Project>, Failure> {
        let projects = self.batch.projects().await?.get(&self.plan).into_iter().flatten();
        let own = projects.filter(|project| project.dimension_number == self.value.number);
        Ok(own.map(|project| Project::new(project.clone(), &self.batch)).collect())
    }
}

/// A mission (ภารกิจตามมิติ).
#[derive(Debug, Clone, SimpleObject)]
pub struct Mission {
    /// Such as `1.1`.
    code: String,
    /// Its name.
    name: String,
    /// Its objectives.
    objectives: Vec<MissionObjective>,
}

/// An objective of a mission.
#[derive(Debug, Clone, SimpleObject)]
pub struct MissionObjective {
    /// Such as `1.1.1`.
    code: String,
    /// Its name.
    name: String,
}

impl From<domain::Mission> for Mission {
    fn from(mission: domain::Mission) -> Self {
        let objective =
            |objective: domain::MissionObjective| MissionObjective { code: objective.code, name: objective.name };
        Self {
            code: mission.code,
            name: mission.name,
            objectives: mission.objectives.into_iter().map(objective).collect(),
        }
    }
}

//! Mission objectives that projects serve.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "project_mission_objective")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub project_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i16,
    pub mission_objective_id: Uuid,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(belongs_to = "super::project::Entity", from = "Column::ProjectId", to = "super::project::Column::Id")]
    Project,
    #[sea_orm(
        belongs_to = "super::mission_objective::Entity",
        from = "Column::MissionObjectiveId",
        to = "super::mission_objective::Column::Id"
    )]
    MissionObjective,
}

impl Related<super::project::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Project.def()
    }
}

impl Related<super::mission_objective::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::MissionObjective.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}

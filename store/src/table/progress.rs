//! Progress of projects.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "progress")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub project_id: Uuid,
    pub fiscal_year: i32,
    pub round: i16,
    pub status: String,
    pub unable_reason: Option<String>,
    pub unable_detail: Option<String>,
    pub in_ordinance: bool,
    pub ordinance_satang: i64,
    pub disbursed_satang: i64,
    pub result: Option<String>,
    pub problems: Option<String>,
    pub suggestions: Option<String>,
    pub remark: Option<String>,
    pub carried_over: bool,
    pub reopened: bool,
    pub version: i32,
    pub updated_at: DateTimeUtc,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(belongs_to = "super::project::Entity", from = "Column::ProjectId", to = "super::project::Column::Id")]
    Project,
}

impl Related<super::project::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Project.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}

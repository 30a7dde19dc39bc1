//! Evidence: the files' rows; their bytes are kept elsewhere.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "evidence")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub organization_id: Uuid,
    pub progress_id: Uuid,
    pub name: String,
    pub kind: String,
    pub size: i64,
    pub sha256: String,
    pub added_at: DateTimeUtc,
    pub added_by: String,
    pub removed_at: Option<DateTimeUtc>,
    pub removed_by: Option<String>,
    pub removal_reason: Option<String>,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(belongs_to = "super::progress::Entity", from = "Column::ProgressId", to = "super::progress::Column::Id")]
    Progress,
}

impl Related<super::progress::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Progress.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}

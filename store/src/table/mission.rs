//! Missions of dimensions.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mission")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub dimension_id: Uuid,
    pub position: i16,
    pub code: String,
    pub name: String,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(
        belongs_to = "super::dimension::Entity",
        from = "Column::DimensionId",
        to = "super::dimension::Column::Id"
    )]
    Dimension,
}

impl Related<super::dimension::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Dimension.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}

//! Risk issues of risk areas.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "risk_issue")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub risk_area_id: Uuid,
    pub sequence: i16,
    pub text: String,
    pub stated_level: Option<String>,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(
        belongs_to = "super::risk_area::Entity",
        from = "Column::RiskAreaId",
        to = "super::risk_area::Column::Id"
    )]
    RiskArea,
}

impl Related<super::risk_area::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::RiskArea.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}

//! Scores of risk issues.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "risk_assessment")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub issue_id: Uuid,
    pub fiscal_year: i32,
    pub basis: String,
    pub likelihood: i16,
    pub impact: i16,
    pub rationale: Option<String>,
    pub version: i32,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(belongs_to = "super::risk_issue::Entity", from = "Column::IssueId", to = "super::risk_issue::Column::Id")]
    RiskIssue,
}

impl Related<super::risk_issue::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::RiskIssue.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}

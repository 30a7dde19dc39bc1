//! Uploaded progress forms that wait to be applied.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "progress_import")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub account_id: Uuid,
    pub organization_id: Uuid,
    pub plan_id: Uuid,
    pub fiscal_year: i32,
    pub round: i16,
    pub file_name: String,
    pub sha256: String,
    pub reading: String,
    pub created_at: DateTimeUtc,
    pub expires_at: DateTimeUtc,
    pub applied_at: Option<DateTimeUtc>,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

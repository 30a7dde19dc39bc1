//! Steps of chains of approval.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "approval_step")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub subject_kind: String,
    pub subject_id: Uuid,
    pub sequence: i32,
    pub run: i32,
    pub step: String,
    pub account_id: Uuid,
    pub username: String,
    pub name: String,
    pub position: String,
    pub words: Option<String>,
    pub taken_at: DateTimeUtc,
    pub digest: Option<String>,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

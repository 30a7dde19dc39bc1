//! Accounts.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "account")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub username: String,
    pub name: String,
    pub position: String,
    pub email: Option<String>,
    pub role: String,
    pub organization_id: Option<Uuid>,
    pub division_id: Option<Uuid>,
    pub area_code: Option<String>,
    pub language: String,
    pub password_hash: Option<String>,
    pub is_disabled: bool,
    pub created_at: DateTimeUtc,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

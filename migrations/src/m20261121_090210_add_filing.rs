//! An approved round report keeps the day and reference number of its entry in e-PlanNACC, both or neither.

use sea_orm_migration::prelude::*;

/// The columns this migration adds, each by a statement of its own.
const UP: &str = "
ALTER TABLE round_report ADD COLUMN filed_on date;
ALTER TABLE round_report ADD COLUMN filing_reference text
    CHECK ((filed_on IS NULL) = (filing_reference IS NULL)) CHECK (filed_on IS NULL OR state = 'APPROVED');
";

/// Takes them away again, the last one first.
const DOWN: &str = "
ALTER TABLE round_report DROP COLUMN filing_reference;
ALTER TABLE round_report DROP COLUMN filed_on;
";

/// This step of the tables' history.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared(UP).await.map(drop)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared(DOWN).await.map(drop)
    }
}

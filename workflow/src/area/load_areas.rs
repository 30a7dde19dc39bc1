//! Loading the areas of the country.

use crate::{CommandError, Workflow};
use sucharit_domain::area::Area;

impl Workflow {
    /// Adds the areas that are not there yet; loading them again changes nothing.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn load_areas(&self, areas: &[Area]) -> Result<(), CommandError<()>> {
        let transaction = self.store.begin(None).await?;
        transaction.add_areas(areas).await?;
        Ok(transaction.commit_unrecorded().await?)
    }
}

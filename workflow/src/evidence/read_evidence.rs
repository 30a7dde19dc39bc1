//! Handing a file out.

use crate::{CommandError, Workflow};
use bytes::Bytes;
use futures_util::Stream;
use std::io;
use sucharit_domain::{
    access::{Action, Actor},
    evidence::Evidence,
    id::EvidenceId,
    refusal::{Fault, Path, Refusal},
};
use sucharit_store::StoreError;

impl Workflow {
    /// A file with its bytes, also where it was removed from its report.
    ///
    /// # Errors
    /// Refused where it does not exist for the actor; fails where its bytes are gone. Bytes that were changed are not handed out
    /// whole.
    pub async fn read_evidence(
        &self,
        actor: &Actor,
        id: EvidenceId,
    ) -> Result<(Evidence, impl Stream<Item = io::Result<Bytes>> + Send + 'static + use<>), CommandError<Evidence>>
    {
        let refused = |fault| CommandError::refused(vec![Refusal::new(Path::default().field("id"), fault)]);
        actor.may(Action::Read).map_err(|why| refused(why.into()))?;
        let found = self.store.read().evidence(&actor.scope, &[id]).await?.remove(&id);
        let evidence = found.ok_or_else(|| refused(Fault::NotFound))?;
        let bytes = self.files()?.open(&evidence.sha256, evidence.size).await?;
        let bytes = bytes.ok_or_else(|| StoreError::missing_file(&evidence.sha256))?;
        Ok((evidence, bytes))
    }
}

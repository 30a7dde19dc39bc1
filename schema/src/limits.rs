//! How much one request may ask for.

use async_graphql::{
    Pos, ServerError, ServerResult, Variables,
    extensions::{Extension, ExtensionContext, ExtensionFactory, NextParseQuery},
    parser::types::{ExecutableDocument, Selection, SelectionSet},
};
use std::{collections::HashMap, sync::Arc};

/// The limits of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// How deep fields may nest.
    pub depth: usize,
    /// How many points a query may cost; a connection multiplies.
    pub complexity: usize,
    /// How often one selection may ask for one field under different aliases.
    pub aliases: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { depth: 12, complexity: 2_000, aliases: 15 }
    }
}

/// Refuses a document that asks for one field more than so often in one selection.
#[derive(Debug, Clone, Copy)]
pub struct AliasLimit {
    /// The most.
    pub most: usize,
}

impl ExtensionFactory for AliasLimit {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(*self)
    }
}

#[async_graphql::async_trait::async_trait]
impl Extension for AliasLimit {
    async fn parse_query(
        &self,
        context: &ExtensionContext<'_>,
        query: &str,
        variables: &Variables,
        next: NextParseQuery<'_>,
    ) -> ServerResult<ExecutableDocument> {
        let document = next.run(context, query, variables).await?;
        let fragments = document.fragments.values().map(|fragment| &fragment.node.selection_set.node);
        let operations = document.operations.iter().map(|(_, operation)| &operation.node.selection_set.node);
        for selections in operations.chain(fragments) {
            self.check(selections)?;
        }
        Ok(document)
    }
}

impl AliasLimit {
    fn check(self, selections: &SelectionSet) -> ServerResult<()> {
        let mut asked: HashMap<&str, usize> = HashMap::new();
        for selection in &selections.items {
            match &selection.node {
                Selection::Field(field) => {
                    let times = asked.entry(field.node.name.node.as_str()).or_default();
                    *times += 1;
                    if *times > self.most {
                        return Err(self.refusal(selection.pos));
                    }
                    self.check(&field.node.selection_set.node)?;
                }
                Selection::InlineFragment(fragment) => self.check(&fragment.node.selection_set.node)?,
                Selection::FragmentSpread(_) => {}
            }
        }
        Ok(())
    }

    fn refusal(self, position: Pos) -> ServerError {
        let message = format!("ขอข้อมูลช่องเดียวกันซ้ำได้ไม่เกิน {} ครั้ง (One field at most {} times)", self.most, self.most);
        let mut error = ServerError::new(message, Some(position));
        error.extensions.get_or_insert_default().set("code", "TOO_MANY_ALIASES");
        error
    }
}

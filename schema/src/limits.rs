//! How much one request may ask for.

use crate::failure;
use async_graphql::{
    Pos, Positioned, Request, ServerError, ServerResult,
    extensions::{Extension, ExtensionContext, ExtensionFactory, NextPrepareRequest},
    parser::types::{ExecutableDocument, Selection, SelectionSet},
};
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::Arc,
};

/// How deep selections may nest once fragments are written out, whatever the limit on fields: what walks them recurses.
const DEEPEST_SELECTION: usize = 60;

/// How many selections one point of complexity may bring with it: fragments and `__typename` cost no point.
const SELECTIONS_FOR_A_POINT: usize = 10;

/// Lists of the introspection types; each one more multiplies the answer.
const INTROSPECTION_LISTS: [&str; 4] = ["fields", "inputFields", "interfaces", "possibleTypes"];

/// How many of those may nest: GraphiQL needs one, graphql-js allows two.
const MOST_INTROSPECTION_LISTS: usize = 2;

/// The limits of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// How deep fields may nest. Introspection's `ofType` does not count: it only unwraps a type and cannot branch.
    pub depth: usize,
    /// How many points a query may cost; a connection multiplies.
    pub complexity: usize,
    /// How often one selection may ask for one field under different aliases, wherever its fragments are written.
    pub aliases: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { depth: 12, complexity: 2_000, aliases: 15 }
    }
}

/// Refuses a document beyond the limits before the library walks it: its checks follow every fragment as often as it is spread,
/// so a short document could keep them busy for years.
#[derive(Debug, Clone, Copy)]
pub struct DocumentLimits(pub Limits);

impl ExtensionFactory for DocumentLimits {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(*self)
    }
}

#[async_graphql::async_trait::async_trait]
impl Extension for DocumentLimits {
    async fn prepare_request(
        &self,
        context: &ExtensionContext<'_>,
        request: Request,
        next: NextPrepareRequest<'_>,
    ) -> ServerResult<Request> {
        let mut request = next.run(context, request).await?;
        // What does not parse is refused by the next step.
        if let Ok(document) = request.parsed_query() {
            check(self.0, document)?;
        }
        Ok(request)
    }
}

fn check(limits: Limits, document: &ExecutableDocument) -> ServerResult<()> {
    let mut walk = Walk { limits, document, fields: 0, selections: 0 };
    for (_, operation) in document.operations.iter() {
        walk.selections(&operation.node.selection_set, Place::default())?;
    }
    // One that no operation uses is refused later, but walked before that.
    for fragment in document.fragments.values() {
        walk.fields = 0;
        walk.selections(&fragment.node.selection_set, Place::default())?;
    }
    for (_, operation) in document.operations.iter() {
        walk.aliases(&[&operation.node.selection_set.node])?;
    }
    Ok(())
}

/// Walks a document with its fragments written out, and stops where it becomes too much.
struct Walk<'a> {
    limits: Limits,
    document: &'a ExecutableDocument,
    fields: usize,
    selections: usize,
}

/// How deep a selection lies.
#[derive(Debug, Clone, Copy, Default)]
struct Place {
    selections: usize,
    fields: usize,
    introspection: bool,
    introspection_lists: usize,
}

impl Place {
    fn below(self, field: &str) -> Self {
        let introspection = self.introspection || field == "__schema" || field == "__type";
        Self {
            selections: self.selections + 1,
            fields: self.fields + usize::from(field != "ofType"),
            introspection,
            introspection_lists: self.introspection_lists
                + usize::from(introspection && INTROSPECTION_LISTS.contains(&field)),
        }
    }
}

impl<'a> Walk<'a> {
    fn selections(&mut self, set: &'a Positioned<SelectionSet>, place: Place) -> ServerResult<()> {
        if place.selections > DEEPEST_SELECTION {
            return Err(self.too_deep(set.pos));
        }
        let within = Place { selections: place.selections + 1, ..place };
        for selection in &set.node.items {
            self.selections += 1;
            if self.selections > self.limits.complexity.saturating_mul(SELECTIONS_FOR_A_POINT) {
                return Err(self.too_complex(selection.pos));
            }
            match &selection.node {
                Selection::Field(field) => {
                    let name = field.node.name.node.as_str();
                    self.fields += usize::from(name != "__typename");
                    if self.fields > self.limits.complexity {
                        return Err(self.too_complex(selection.pos));
                    }
                    let below = place.below(name);
                    if below.fields > self.limits.depth || below.introspection_lists > MOST_INTROSPECTION_LISTS {
                        return Err(self.too_deep(selection.pos));
                    }
                    self.selections(&field.node.selection_set, below)?;
                }
                Selection::InlineFragment(fragment) => self.selections(&fragment.node.selection_set, within)?,
                Selection::FragmentSpread(spread) => {
                    if let Some(fragment) = self.document.fragments.get(&spread.node.fragment_name.node) {
                        self.selections(&fragment.node.selection_set, within)?;
                    }
                }
            }
        }
        Ok(())
    }

    /// Counts the aliases of every field in selections that are merged into one object; only after [`Walk::selections`], which
    /// knows that this ends.
    fn aliases(&self, merged: &[&'a SelectionSet]) -> ServerResult<()> {
        let mut open = merged.to_vec();
        let mut spread = HashSet::new();
        let mut keys: HashMap<&str, HashSet<&str>> = HashMap::new();
        let mut below: BTreeMap<&str, Vec<&'a SelectionSet>> = BTreeMap::new();
        while let Some(set) = open.pop() {
            for selection in &set.items {
                match &selection.node {
                    Selection::Field(field) => {
                        let key = field.node.response_key().node.as_str();
                        let keys = keys.entry(field.node.name.node.as_str()).or_default();
                        keys.insert(key);
                        if keys.len() > self.limits.aliases {
                            return Err(self.too_many_aliases(selection.pos));
                        }
                        below.entry(key).or_default().push(&field.node.selection_set.node);
                    }
                    Selection::InlineFragment(fragment) => open.push(&fragment.node.selection_set.node),
                    Selection::FragmentSpread(fragment) => {
                        let name = &fragment.node.fragment_name.node;
                        if let Some(fragment) = self.document.fragments.get(name)
                            && spread.insert(name)
                        {
                            open.push(&fragment.node.selection_set.node);
                        }
                    }
                }
            }
        }
        below.into_values().try_for_each(|sets| self.aliases(&sets))
    }

    fn too_deep(&self, position: Pos) -> ServerError {
        let most = self.limits.depth;
        let thai = format!("คำขอซ้อนกันลึกเกินไป ซ้อนได้ไม่เกิน {most} ชั้น");
        failure::server_error("TOO_DEEP", thai, format!("Query is nested too deep, at most {most} fields"), position)
    }

    fn too_complex(&self, position: Pos) -> ServerError {
        let most = self.limits.complexity;
        let thai = format!("คำขอซับซ้อนเกินไป ใช้ได้ไม่เกิน {most} หน่วย");
        failure::server_error("TOO_COMPLEX", thai, format!("Query is too complex, at most {most} points"), position)
    }

    fn too_many_aliases(&self, position: Pos) -> ServerError {
        let most = self.limits.aliases;
        let thai = format!("ขอข้อมูลช่องเดียวกันซ้ำได้ไม่เกิน {most} ครั้ง");
        let english = format!("One field under at most {most} aliases");
        failure::server_error("TOO_MANY_ALIASES", thai, english, position)
    }
}

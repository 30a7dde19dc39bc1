//! Answers in the order and with the nulls that GraphQL asks for: async-graphql 7.2 puts fields where they happen to be ready, and
//! leaves out one that failed instead of making it, or what holds it, null.

use async_graphql::{
    Name, PathSegment, Request, Response, ServerError, ServerResult, Value,
    extensions::{
        Extension, ExtensionContext, ExtensionFactory, NextPrepareRequest, NextRequest, NextResolve, ResolveInfo,
    },
    indexmap::IndexMap,
    parser::types::{ExecutableDocument, Selection, SelectionSet},
};
use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex, PoisonError},
};

/// Completes answers.
#[derive(Debug, Clone, Copy)]
pub struct CompleteAnswers;

impl ExtensionFactory for CompleteAnswers {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(Completion::default())
    }
}

/// What must be known of one request to complete its answer.
#[derive(Default)]
struct Completion {
    asked: Mutex<Option<(ExecutableDocument, Option<String>)>>,
    /// The types of fields that failed or hold one that did.
    failed: Mutex<HashMap<Path, String>>,
}

/// Names and list indexes; an index is a name no field can have.
type Path = Vec<String>;

#[async_graphql::async_trait::async_trait]
impl Extension for Completion {
    async fn request(&self, context: &ExtensionContext<'_>, next: NextRequest<'_>) -> Response {
        let mut response = next.run(context).await;
        let failed = std::mem::take(&mut *self.failed.lock().unwrap_or_else(PoisonError::into_inner));
        let path = |error: &ServerError| -> Path { error.path.iter().map(segment).collect() };
        let mut nulls: Vec<Path> = response
            .errors
            .iter()
            .filter(|error| !error.path.is_empty())
            .map(|error| null_for(path(error), &failed))
            .collect();
        // The outer ones first: what lies within them is gone.
        nulls.sort_by_key(Vec::len);
        for (done, path) in nulls.iter().enumerate() {
            if !nulls[..done].iter().any(|outer| path.starts_with(outer))
                && let Some(place) = find(&mut response.data, path)
            {
                *place = Value::Null;
            }
        }
        if let Some((document, name)) = self.asked.lock().unwrap_or_else(PoisonError::into_inner).take() {
            let mut operations = document.operations.iter();
            let chosen = operations.find(|(found, _)| name.is_none() || found.map(Name::as_str) == name.as_deref());
            if let Some((_, operation)) = chosen {
                put_in_order(&mut response.data, &[&operation.node.selection_set.node], &document);
            }
        }
        response
    }

    async fn prepare_request(
        &self,
        context: &ExtensionContext<'_>,
        request: Request,
        next: NextPrepareRequest<'_>,
    ) -> ServerResult<Request> {
        let mut request = next.run(context, request).await?;
        let name = request.operation_name.clone();
        // What does not parse has no answer to complete.
        if let Ok(document) = request.parsed_query() {
            *self.asked.lock().unwrap_or_else(PoisonError::into_inner) = Some((document.clone(), name));
        }
        Ok(request)
    }

    async fn resolve(
        &self,
        context: &ExtensionContext<'_>,
        info: ResolveInfo<'_>,
        next: NextResolve<'_>,
    ) -> ServerResult<Option<Value>> {
        let (node, return_type) = (info.path_node, info.return_type.to_owned());
        let answer = next.run(context, info).await;
        let mut failed = self.failed.lock().unwrap_or_else(PoisonError::into_inner);
        if answer.is_err() || !failed.is_empty() {
            failed.insert(node.to_string_vec(), return_type);
        }
        answer
    }
}

fn segment(segment: &PathSegment) -> String {
    match segment {
        PathSegment::Field(name) => name.clone(),
        PathSegment::Index(index) => index.to_string(),
    }
}

/// The place that becomes null when what is at `path` failed: itself, or the closest one around it that may be null.
fn null_for(mut path: Path, types: &HashMap<Path, String>) -> Path {
    while !path.is_empty() && !may_be_null(&path, types) {
        path.pop();
    }
    path
}

fn may_be_null(path: &[String], types: &HashMap<Path, String>) -> bool {
    let mut field = path;
    let mut lists = 0;
    while let Some((last, rest)) = field.split_last()
        && last.bytes().all(|byte| byte.is_ascii_digit())
    {
        field = rest;
        lists += 1;
    }
    let Some(mut found) = types.get(field).map(String::as_str) else { return false };
    for _ in 0..lists {
        let list = found.trim_end_matches('!');
        found = list.strip_prefix('[').and_then(|inner| inner.strip_suffix(']')).unwrap_or(list);
    }
    !found.ends_with('!')
}

/// The place at `path`, made where its field was left out.
fn find<'a>(data: &'a mut Value, path: &[String]) -> Option<&'a mut Value> {
    let mut place = data;
    for segment in path {
        if *place == Value::Null {
            // An object that lost every field was left out as a whole.
            *place = Value::Object(IndexMap::new());
        }
        place = match place {
            Value::Object(fields) => fields.entry(Name::new(segment)).or_insert(Value::Null),
            Value::List(items) => items.get_mut(segment.parse::<usize>().ok()?)?,
            _ => return None,
        };
    }
    Some(place)
}

/// Orders fields as they were asked for, those of fragments where these are spread.
fn put_in_order(value: &mut Value, asked: &[&SelectionSet], document: &ExecutableDocument) {
    match value {
        Value::List(items) => items.iter_mut().for_each(|item| put_in_order(item, asked, document)),
        Value::Object(fields) => {
            let mut order: IndexMap<&str, Vec<&SelectionSet>> = IndexMap::new();
            let mut spread = HashSet::new();
            for selections in asked {
                collect(selections, document, &mut spread, &mut order);
            }
            fields.sort_by_cached_key(|key, _| order.get_index_of(key.as_str()).unwrap_or(usize::MAX));
            for (key, value) in fields {
                if let Some(below) = order.get(key.as_str()) {
                    put_in_order(value, below, document);
                }
            }
        }
        _ => {}
    }
}

fn collect<'a>(
    selections: &'a SelectionSet,
    document: &'a ExecutableDocument,
    spread: &mut HashSet<&'a str>,
    order: &mut IndexMap<&'a str, Vec<&'a SelectionSet>>,
) {
    for selection in &selections.items {
        match &selection.node {
            Selection::Field(field) => {
                order.entry(field.node.response_key().node.as_str()).or_default().push(&field.node.selection_set.node);
            }
            Selection::InlineFragment(fragment) => {
                collect(&fragment.node.selection_set.node, document, spread, order);
            }
            Selection::FragmentSpread(fragment) => {
                let name = &fragment.node.fragment_name.node;
                if let Some(fragment) = document.fragments.get(name)
                    && spread.insert(name.as_str())
                {
                    collect(&fragment.node.selection_set.node, document, spread, order);
                }
            }
        }
    }
}

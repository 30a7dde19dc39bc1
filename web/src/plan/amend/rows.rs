//! Lists of a plan's text as numbered rows of a form, and rows as lists again: `missions-0-objectives-2-name` is the name in the third
//! row of the objectives in the first row of the missions.

use crate::form::{Form, arabic};
use serde_json::{Map, Value};
use std::collections::HashMap;

/// The most rows that a list may have in a form.
const MOST_ROWS: usize = 100;

/// What a part of a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// A text or a code.
    Text,
    /// A number; what is none stays as it was typed, for the rules to refuse at its place.
    Number,
    /// What the item goes by, which nobody types: a row keeps its item wherever it stands.
    Key,
}

/// A list of a plan's text, as rows.
#[derive(Debug)]
pub struct List {
    /// Its field in the text.
    pub name: &'static str,
    /// The fields of an item. The first one makes it an item: a row without it is left out.
    pub parts: &'static [(&'static str, Part)],
    /// How many rows are left empty for what is added.
    pub empty: usize,
}

/// Which row of the form each item of a list came from, by the list's place in the form, with its first part.
#[derive(Debug, Default)]
pub struct Kept(HashMap<String, (Vec<usize>, &'static str)>);

impl List {
    /// A form with the list of an item, or of the text itself; `at` is the beginning of its fields' names.
    pub fn filled(&self, form: Form, at: &str, item: &Value) -> Form {
        let items = items(&item[self.name]);
        let cells = (0..items.len() + self.empty).flat_map(|row| self.parts.iter().map(move |(part, _)| (row, *part)));
        cells.fold(form, |form, (row, part)| {
            let value = items.get(row).map(|item| shown(&item[part])).unwrap_or_default();
            form.with(&self.field(at, row, part), value)
        })
    }

    /// The names of some fields of every row.
    pub fn rows<const PARTS: usize>(&self, form: &Form, at: &str, parts: [&str; PARTS]) -> Vec<[String; PARTS]> {
        (0..self.count(form, at)).map(|row| parts.map(|part| self.field(at, row, part))).collect()
    }

    /// Puts what the rows say into the list of an item. Each lies over what it says already; `more` adds what rows have beside their
    /// parts.
    pub fn put(
        &self,
        into: &mut Map<String, Value>,
        form: &Form,
        at: &str,
        kept: &mut Kept,
        mut more: impl FnMut(usize, &mut Map<String, Value>, &mut Kept),
    ) {
        let before = into.get(self.name).map(items).unwrap_or_default().to_vec();
        let (chief, _) = self.parts[0];
        let says = |row: &usize| form.text(&self.field(at, *row, chief)).is_some();
        let from: Vec<usize> = (0..self.count(form, at)).filter(says).collect();
        let mut list = Vec::new();
        for &row in &from {
            let mut item = self.item_before(form, at, row, &before);
            for (part, kind) in self.parts {
                match (kind, form.text(&self.field(at, row, part))) {
                    (Part::Key, _) => {}
                    (Part::Text, Some(typed)) => drop(item.insert((*part).to_owned(), typed.into())),
                    (Part::Number, Some(typed)) => drop(item.insert((*part).to_owned(), number(&typed))),
                    // The rules say whether it must be there.
                    (_, None) => drop(item.remove(*part)),
                }
            }
            more(row, &mut item, kept);
            list.push(Value::Object(item));
        }
        into.insert(self.name.to_owned(), list.into());
        kept.0.insert(format!("{at}{}", self.name), (from, chief));
    }

    /// What a row's item says already: the one with its key, or the one in its place where items have none.
    fn item_before(&self, form: &Form, at: &str, row: usize, before: &[Value]) -> Map<String, Value> {
        let key = self.parts.iter().find(|(_, kind)| *kind == Part::Key);
        let found = match key {
            Some((key, _)) => before.iter().find(|item| form.is(&self.field(at, row, key), &shown(&item[key]))),
            None => before.get(row),
        };
        found.and_then(Value::as_object).cloned().unwrap_or_default()
    }

    fn count(&self, form: &Form, at: &str) -> usize {
        (0..MOST_ROWS).take_while(|row| form.has(&self.field(at, *row, self.parts[0].0))).count()
    }

    /// The name of a field.
    fn field(&self, at: &str, row: usize, part: &str) -> String {
        format!("{at}{}-{row}-{part}", self.name)
    }
}

impl Kept {
    /// The field of the form that a place belongs to; none where the form shows nothing of it. `groups` are the names of fields
    /// that are several boxes to tick.
    pub fn field(&self, path: &[String], form: &Form, groups: &[&str]) -> Option<String> {
        let mut name = String::new();
        for step in path {
            match self.0.get(&name) {
                Some((rows, chief)) => match step.parse::<usize>().ok().and_then(|item| rows.get(item)) {
                    Some(row) => name = format!("{name}-{row}"),
                    None => return Some(format!("{name}-0-{chief}")),
                },
                None if name.is_empty() => name.clone_from(step),
                None => name = format!("{name}-{step}"),
            }
        }
        let (list, row) = name.rsplit_once('-').unwrap_or((&name, "0"));
        // An item as a whole, or a list as a whole, is told at its first part.
        for (list, row) in [(list, row), (name.as_str(), "0")] {
            if let (Some((_, chief)), Ok(row)) = (self.0.get(list), row.parse::<usize>()) {
                return Some(format!("{list}-{row}-{chief}"));
            }
        }
        // An item of what is one field is told at the field.
        let mut found = name.as_str();
        while !form.has(found) && !groups.contains(&found) {
            found = found.rsplit_once('-')?.0;
        }
        Some(found.to_owned())
    }
}

/// The rest of a place in the text that lies in this item of a list; none elsewhere.
pub fn within_item<'a>(path: &'a [String], list: &str, index: usize) -> Option<&'a [String]> {
    match path {
        [found, place, rest @ ..] if found == list && *place == index.to_string() => Some(rest),
        _ => None,
    }
}

/// The items of a list.
pub fn items(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

/// A value as a field shows it.
pub fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// A number as it was typed; the text itself where it is none.
pub fn number(typed: &str) -> Value {
    let plain: String = arabic(typed).chars().filter(|character| *character != ',').collect();
    let whole = plain.strip_suffix(".00").unwrap_or(&plain);
    match serde_json::from_str::<Value>(whole) {
        Ok(number @ Value::Number(_)) => number,
        _ => typed.into(),
    }
}

/// The number after the largest of a list.
pub fn next_number(items: &[Value], field: &str) -> i64 {
    items.iter().filter_map(|item| item[field].as_i64()).max().unwrap_or_default() + 1
}

/// The code after the largest of a list whose codes begin with `prefix`: after `1.2` comes `1.3`.
pub fn next_code<'a>(items: impl Iterator<Item = &'a Value>, prefix: &str) -> String {
    let numbers = items.filter_map(|item| item["code"].as_str()?.strip_prefix(prefix)?.parse::<u32>().ok());
    format!("{prefix}{}", numbers.max().unwrap_or_default() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const OUTER: List = List { name: "missions", parts: &[("name", Part::Text), ("code", Part::Key)], empty: 1 };
    const INNER: List = List { name: "objectives", parts: &[("name", Part::Text), ("count", Part::Number)], empty: 1 };

    fn dimension() -> Value {
        json!({ "missions": [
            { "code": "1.1", "name": "หนึ่ง", "objectives": [{ "name": "ก", "count": 1 }, { "name": "ข", "mark": true }] },
            { "code": "1.2", "name": "สอง", "objectives": [] },
        ] })
    }

    fn filled() -> Form {
        let dimension = dimension();
        let missions = items(&dimension["missions"]).iter().enumerate();
        missions.fold(OUTER.filled(Form::default(), "", &dimension), |form, (row, mission)| {
            INNER.filled(form, &format!("missions-{row}-"), mission)
        })
    }

    fn put(form: &Form) -> (Value, Kept) {
        let (mut dimension, mut kept) = (dimension(), Kept::default());
        OUTER.put(dimension.as_object_mut().unwrap(), form, "", &mut kept, |row, mission, kept| {
            INNER.put(mission, form, &format!("missions-{row}-"), kept, |_, _, _| ());
        });
        (dimension, kept)
    }

    #[test]
    fn rows_sent_as_they_were_change_nothing() {
        assert_eq!(put(&filled()).0, dimension());
    }

    #[test]
    fn rows_are_left_out_changed_and_added() {
        let form = filled()
            .with("missions-0-name", " ")
            .with("missions-1-objectives-0-name", "ใหม่")
            .with("missions-1-objectives-0-count", "๑,๐๐๐")
            .with("missions-2-name", "สาม");
        let (dimension, kept) = put(&form);
        assert_eq!(
            dimension["missions"],
            json!([
                { "code": "1.2", "name": "สอง", "objectives": [{ "name": "ใหม่", "count": 1000 }] },
                { "name": "สาม", "objectives": [] },
            ])
        );
        for (path, field) in [
            (&["missions", "0", "name"][..], "missions-1-name"),
            (&["missions", "0"], "missions-1-name"),
            (&["missions"], "missions-0-name"),
            (&["missions", "7"], "missions-0-name"),
            (&["missions", "0", "objectives", "0", "count"], "missions-1-objectives-0-count"),
            (&["missions", "0", "objectives"], "missions-1-objectives-0-name"),
        ] {
            let path: Vec<String> = path.iter().map(|step| (*step).to_owned()).collect();
            assert_eq!(kept.field(&path, &form, &[]).as_deref(), Some(field), "{path:?}");
        }
        assert_eq!(kept.field(&["other".to_owned()], &form, &[]), None);
        assert_eq!(kept.field(&["other".to_owned(), "1".to_owned()], &form, &["other"]).as_deref(), Some("other"));
    }

    #[test]
    fn what_is_added_goes_by_the_next_number_or_code() {
        let dimension = dimension();
        assert_eq!(next_code(items(&dimension["missions"]).iter(), "1."), "1.3");
        assert_eq!(next_code([].iter(), "1.2."), "1.2.1");
        assert_eq!(next_number(&[json!({ "number": 9 }), json!({ "number": 28 })], "number"), 29);
    }
}

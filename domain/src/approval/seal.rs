//! Seals: the canonical text of what was signed, its digest, and what differs from it later.

use crate::sha256;
use serde::Serialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// What was sealed: JSON with sorted keys, no white space, and its SHA-256.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seal {
    digest: String,
    text: String,
}

impl Seal {
    /// Seals a content.
    ///
    /// # Panics
    /// When it cannot be JSON, which texts, numbers, lists and named fields always can.
    #[must_use]
    pub fn of(content: &impl Serialize) -> Self {
        let value =
            serde_json::to_value(content).expect("what is sealed is made of texts, numbers, lists and named fields");
        let text = sorted(value).to_string();
        Self { digest: sha256::of(&text), text }
    }

    /// SHA-256 of the text, hexadecimal.
    #[must_use]
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// The canonical text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// Keys in order, whatever order the JSON library keeps.
fn sorted(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let fields: BTreeMap<String, Value> = fields.into_iter().collect();
            Value::Object(fields.into_iter().map(|(key, value)| (key, sorted(value))).collect::<Map<_, _>>())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(sorted).collect()),
        plain => plain,
    }
}

/// The fields of a content by their place (`progress.disbursed`), those that say nothing left out. Lists are one field.
#[must_use]
pub fn fields(content: &Value) -> BTreeMap<String, String> {
    let mut fields = BTreeMap::new();
    collect(content, String::new(), &mut fields);
    fields
}

fn collect(value: &Value, place: String, fields: &mut BTreeMap<String, String>) {
    match value {
        Value::Null => {}
        Value::Object(inner) => {
            for (key, value) in inner {
                let place = if place.is_empty() { key.clone() } else { format!("{place}.{key}") };
                collect(value, place, fields);
            }
        }
        Value::Array(items) if items.is_empty() => {}
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(plain).collect();
            fields.insert(place, items.join(", "));
        }
        other => {
            fields.insert(place, plain(other));
        }
    }
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The fields in which two contents differ: place, sealed value, current value.
#[must_use]
pub fn differing(sealed: &Value, current: &Value) -> Vec<(String, Option<String>, Option<String>)> {
    let (mut sealed, current) = (fields(sealed), fields(current));
    let mut found = Vec::new();
    for (place, now) in current {
        let then = sealed.remove(&place);
        if then.as_ref() != Some(&now) {
            found.push((place, then, Some(now)));
        }
    }
    found.extend(sealed.into_iter().map(|(place, then)| (place, Some(then), None)));
    found.sort();
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_canonical_text_is_sorted_and_without_white_space() {
        let seal = Seal::of(&json!({ "b": [{ "z": 1, "ก": null }], "a": " ก\n\"" }));
        assert_eq!(seal.text(), r#"{"a":" ก\n\"","b":[{"z":1,"ก":null}]}"#);
        assert_eq!(seal.digest(), sha256::of(seal.text()));
    }

    #[test]
    fn differences_name_the_field_with_both_values() {
        let sealed =
            json!({ "name": "ก", "progress": { "disbursed": "1.00", "remark": null }, "evidence": ["a", "b"] });
        let current = json!({ "name": "ก", "progress": { "disbursed": "2.00", "remark": "x" }, "evidence": ["a"] });
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(
            differing(&sealed, &current),
            [
                ("evidence".to_owned(), text("a, b"), text("a")),
                ("progress.disbursed".to_owned(), text("1.00"), text("2.00")),
                ("progress.remark".to_owned(), None, text("x")),
            ]
        );
        assert_eq!(differing(&sealed, &sealed), []);
        assert_eq!(differing(&json!({ "a": 1 }), &json!({})), [("a".to_owned(), text("1"), None)]);
    }
}

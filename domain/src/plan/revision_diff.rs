//! What one revision of a plan says otherwise than another, field by field.

use serde_json::Value;
use std::collections::BTreeMap;

/// A field in which two revisions differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanDifference {
    /// Its place: `projects[12].name`. Projects, goals, risk areas and the parts of the outline go by their number or code, other
    /// items by their place, from 1.
    pub path: String,
    /// As the earlier one has it; none where it has nothing.
    pub before: Option<String>,
    /// As the later one has it; none where it has nothing.
    pub after: Option<String>,
}

/// The fields in which two texts of a plan differ, in the order of their paths; numbers in paths count as numbers.
#[must_use]
pub fn revision_diff(before: &Value, after: &Value) -> Vec<PlanDifference> {
    let (mut before, after) = (fields(before), fields(after));
    let mut found: BTreeMap<Place, (Option<String>, Option<String>)> = BTreeMap::new();
    for (place, now) in after {
        let then = before.remove(&place);
        if then.as_ref() != Some(&now) {
            found.insert(place, (then, Some(now)));
        }
    }
    found.extend(before.into_iter().map(|(place, then)| (place, (Some(then), None))));
    let difference = |(place, (before, after)): (Place, _)| PlanDifference { path: path(&place), before, after };
    found.into_iter().map(difference).collect()
}

/// A step on the way to a field. Orders as people count: item 2 before item 10.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Field(String),
    Number(i64),
    Code(String),
}

type Place = Vec<Step>;

fn path(place: &Place) -> String {
    place.iter().fold(String::new(), |path, step| match step {
        Step::Field(name) if path.is_empty() => name.clone(),
        Step::Field(name) => format!("{path}.{name}"),
        Step::Number(number) => format!("{path}[{number}]"),
        Step::Code(code) => format!("{path}[{code}]"),
    })
}

fn fields(content: &Value) -> BTreeMap<Place, String> {
    let mut fields = BTreeMap::new();
    collect(content, Vec::new(), &mut fields);
    fields
}

fn collect(value: &Value, place: Place, fields: &mut BTreeMap<Place, String>) {
    let below = |step| place.iter().cloned().chain([step]).collect::<Place>();
    match value {
        Value::Null => {}
        Value::Object(inner) => {
            for (name, value) in inner {
                collect(value, below(Step::Field(name.clone())), fields);
            }
        }
        Value::Array(items) => {
            for (position, item) in (1..).zip(items) {
                collect(item, below(key(item).unwrap_or(Step::Number(position))), fields);
            }
        }
        Value::String(text) => {
            fields.insert(place, text.clone());
        }
        plain => {
            fields.insert(place, plain.to_string());
        }
    }
}

/// What an item of a list goes by, where it has a number or code of its own.
fn key(item: &Value) -> Option<Step> {
    let number = item.get("number").or_else(|| item.get("sequence")).and_then(Value::as_i64).map(Step::Number);
    number.or_else(|| item.get("code").and_then(Value::as_str).map(|code| Step::Code(code.to_owned())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn exactly_what_differs_by_number_and_code() {
        let before = json!({
            "plan": { "title": "แผน", "announcedOn": "2022-09-29" },
            "goals": [{ "code": "A", "targets": { "2566": 10 } }],
            "projects": [
                { "number": 2, "name": "ข", "steps": ["หนึ่ง"], "budgetBahtPerYear": { "2568": 100 } },
                { "number": 10, "name": "ค" },
            ],
        });
        let after = json!({
            "plan": { "title": "แผน" },
            "goals": [{ "code": "A", "targets": { "2566": 20 } }],
            "projects": [
                { "number": 1, "name": "ก" },
                { "number": 2, "name": "ข", "steps": ["หนึ่ง", "สอง"], "budgetBahtPerYear": { "2568": "100.5" } },
            ],
        });
        let difference = |path: &str, before: Option<&str>, after: Option<&str>| PlanDifference {
            path: path.to_owned(),
            before: before.map(str::to_owned),
            after: after.map(str::to_owned),
        };
        assert_eq!(
            revision_diff(&before, &after),
            [
                difference("goals[A].targets.2566", Some("10"), Some("20")),
                difference("plan.announcedOn", Some("2022-09-29"), None),
                difference("projects[1].name", None, Some("ก")),
                difference("projects[1].number", None, Some("1")),
                difference("projects[2].budgetBahtPerYear.2568", Some("100"), Some("100.5")),
                difference("projects[2].steps[2]", None, Some("สอง")),
                difference("projects[10].name", Some("ค"), None),
                difference("projects[10].number", Some("10"), None),
            ]
        );
        assert_eq!(revision_diff(&before, &before), []);
    }
}

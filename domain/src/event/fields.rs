//! What an event changed, field by field.

use super::Change;
use serde_json::Value;

/// One field that an event changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    /// The field's name, as the schema has it.
    pub field: String,
    /// Its value before; none where there was none.
    pub before: Option<String>,
    /// Its value after; none where there is none.
    pub after: Option<String>,
}

impl Change {
    /// The fields whose values differ, by name. For something new or taken away: all that it says.
    #[must_use]
    pub fn fields(&self) -> Vec<FieldChange> {
        let (before, after) = (fields_of(self.before.as_ref()), fields_of(self.after.as_ref()));
        let mut names: Vec<&String> = before.iter().chain(&after).map(|(name, _)| *name).collect();
        names.sort();
        names.dedup();
        let value = |fields: &[(&String, &Value)], name: &String| {
            fields.iter().find(|(found, _)| *found == name).and_then(|(_, value)| shown(value))
        };
        let change = |name: &String| FieldChange {
            field: name.clone(),
            before: value(&before, name),
            after: value(&after, name),
        };
        names.into_iter().map(change).filter(|change| change.before != change.after).collect()
    }
}

fn fields_of(value: Option<&Value>) -> Vec<(&String, &Value)> {
    value.and_then(Value::as_object).into_iter().flatten().collect()
}

/// A text as it is, nothing for null, anything else as JSON writes it.
fn shown(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::EventKind;
    use serde_json::json;

    fn change(before: Option<Value>, after: Option<Value>) -> Change {
        Change {
            kind: EventKind::ProgressRecorded,
            subject: "progress:1".to_owned(),
            project: None,
            before,
            after,
            reason: None,
        }
    }

    fn field(field: &str, before: Option<&str>, after: Option<&str>) -> FieldChange {
        FieldChange { field: field.to_owned(), before: before.map(str::to_owned), after: after.map(str::to_owned) }
    }

    #[test]
    fn only_what_differs() {
        let before =
            json!({ "status": "IN_PROGRESS", "disbursed": "1.00", "remark": null, "inOrdinance": false, "version": 1 });
        let after =
            json!({ "status": "IN_PROGRESS", "disbursed": "2.00", "remark": "ก", "inOrdinance": true, "version": 2 });
        assert_eq!(
            change(Some(before), Some(after)).fields(),
            [
                field("disbursed", Some("1.00"), Some("2.00")),
                field("inOrdinance", Some("false"), Some("true")),
                field("remark", None, Some("ก")),
                field("version", Some("1"), Some("2")),
            ]
        );
    }

    #[test]
    fn new_and_gone_say_everything() {
        let said = json!({ "status": "COMPLETED", "remark": null });
        assert_eq!(change(None, Some(said.clone())).fields(), [field("status", None, Some("COMPLETED"))]);
        assert_eq!(change(Some(said), None).fields(), [field("status", Some("COMPLETED"), None)]);
    }
}

//! A project of a plan's text as a form, and a form as a project: lists of texts are lines, lists of things are numbered rows.

use crate::form::{Form, arabic};
use serde_json::{Map, Value, json};
use std::collections::HashMap;

/// Rows left empty for what is added.
const EMPTY_ROWS: usize = 2;

/// The most rows that a form may have.
const MOST_ROWS: usize = 100;

/// The lists of texts, one a line.
const LINES: [&str; 3] = ["objectives", "steps", "responsibleUnits"];

/// The lists of indicators.
const INDICATORS: [&str; 2] = ["outputs", "outcomes"];

/// Which rows of the form each list of the text came from: an empty row is left out.
pub type Rows = HashMap<&'static str, Vec<usize>>;

/// The form with what a project says.
pub fn filled(project: &Value) -> Form {
    let text = |value: &Value| match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    };
    let mut form = Form::default()
        .with("name", text(&project["name"]))
        .with("kind", text(&project["kind"]))
        .with("quarter", text(&project["quarter"]))
        .with("remark", text(&project["remark"]))
        .with("usesBudget", if project["usesBudget"] == true { "yes" } else { "no" });
    for list in LINES {
        let lines: Vec<String> = items(&project[list]).iter().map(text).collect();
        form = form.with(list, lines.join("\n"));
    }
    for year in items(&project["fiscalYears"]) {
        form = form.with(&format!("runs-{year}"), "yes");
    }
    if let Some(budgets) = project["budgetBahtPerYear"].as_object() {
        for (year, amount) in budgets {
            form = form.with(&format!("budget-{year}"), text(amount));
        }
    }
    let groups = items(&project["targetGroups"]);
    for row in 0..groups.len() + EMPTY_ROWS {
        for part in ["description", "category", "count"] {
            let value = groups.get(row).map(|group| text(&group[part])).unwrap_or_default();
            form = form.with(&format!("targetGroups-{row}-{part}"), value);
        }
    }
    for list in INDICATORS {
        let indicators = items(&project[list]);
        for row in 0..indicators.len() + EMPTY_ROWS {
            for part in ["text", "comparison", "quantity", "unit"] {
                let value = indicators.get(row).map(|indicator| text(&indicator[part])).unwrap_or_default();
                form = form.with(&format!("{list}-{row}-{part}"), value);
            }
        }
    }
    form
}

/// The names of the fields of each target group of a form.
pub fn group_names(form: &Form) -> Vec<[String; 3]> {
    let names = |row| ["description", "category", "count"].map(|part| format!("targetGroups-{row}-{part}"));
    (0..rows(form, "targetGroups", "description")).map(names).collect()
}

/// The names of the fields of each indicator of a form.
pub fn indicator_names(form: &Form, list: &str) -> Vec<[String; 4]> {
    let names = |row| ["text", "comparison", "quantity", "unit"].map(|part| format!("{list}-{row}-{part}"));
    (0..rows(form, list, "text")).map(names).collect()
}

/// Puts what a form says into a project. What the form does not show stays.
pub fn changed(project: &mut Map<String, Value>, form: &Form, years: &[i64]) -> Rows {
    let mut put = |name: &str, value: Value| drop(project.insert(name.to_owned(), value));
    let optional = |name: &str| form.text(name).map_or(Value::Null, Into::into);
    put("name", form.text("name").unwrap_or_default().into());
    put("kind", form.get("kind").into());
    put("remark", optional("remark"));
    put("quarter", form.text("quarter").map_or(Value::Null, |text| number(&text)));
    let uses_budget = form.get("usesBudget") == "yes";
    put("usesBudget", uses_budget.into());
    for list in LINES {
        let lines = form.get(list).lines().map(str::trim).filter(|line| !line.is_empty());
        put(list, lines.collect::<Vec<_>>().into());
    }
    let runs: Vec<i64> = years.iter().copied().filter(|year| form.get(&format!("runs-{year}")) == "yes").collect();
    let budget = |year: &i64| {
        let name = format!("budget-{year}");
        let amount = form.amount(&name).unwrap_or_else(|_| form.get(&name).to_owned());
        (year.to_string(), if uses_budget { number(&amount) } else { 0.into() })
    };
    let budgets: Map<String, Value> = runs.iter().map(budget).collect();
    put("fiscalYears", runs.into());
    put("budgetBahtPerYear", budgets.into());

    let mut kept = Rows::new();
    let (groups, from) = list(project, "targetGroups", form, "description", |row| {
        let part = |part: &str| form.text(&format!("targetGroups-{row}-{part}"));
        json!({ "description": part("description"), "category": part("category").unwrap_or_default(),
                "count": part("count").map(|text| number(&text)) })
    });
    project.insert("targetGroups".to_owned(), groups);
    kept.insert("targetGroups", from);
    for name in INDICATORS {
        let (indicators, from) = list(project, name, form, "text", |row| {
            let part = |part: &str| form.text(&format!("{name}-{row}-{part}"));
            json!({ "text": part("text"), "comparison": part("comparison").unwrap_or_default(),
                    "quantity": part("quantity").map(|text| number(&text)), "unit": part("unit") })
        });
        project.insert(name.to_owned(), indicators);
        kept.insert(name, from);
    }
    kept
}

/// The field that a place in a project belongs to; none where the form shows nothing of it.
pub fn place_of(path: &[String], rows: &Rows) -> Option<String> {
    let (first, rest) = path.split_first()?;
    let of_row = |part: &str| {
        let (name, from) = rows.get_key_value(first.as_str())?;
        let row = rest.first()?.parse::<usize>().ok().and_then(|row| from.get(row))?;
        Some(format!("{name}-{row}-{}", rest.get(1).map_or(part, String::as_str)))
    };
    match first.as_str() {
        "name" | "kind" | "remark" | "quarter" | "usesBudget" | "fiscalYears" => Some(first.clone()),
        list if LINES.contains(&list) => Some(first.clone()),
        "budgetBahtPerYear" => {
            Some(rest.first().map_or_else(|| "fiscalYears".to_owned(), |year| format!("budget-{year}")))
        }
        "targetGroups" => of_row("description").or_else(|| Some("targetGroups-0-description".to_owned())),
        "outputs" | "outcomes" => of_row("text").or_else(|| Some(format!("{first}-0-text"))),
        _ => None,
    }
}

/// The rows of a list whose chief field says something, each over what stood in that row; and which rows they are.
fn list(
    project: &Map<String, Value>,
    name: &str,
    form: &Form,
    chief: &str,
    read: impl Fn(usize) -> Value,
) -> (Value, Vec<usize>) {
    let before = project.get(name).map(items).unwrap_or_default();
    let from: Vec<usize> =
        (0..rows(form, name, chief)).filter(|row| form.text(&format!("{name}-{row}-{chief}")).is_some()).collect();
    let over = |row: &usize| {
        let mut item = before.get(*row).and_then(Value::as_object).cloned().unwrap_or_default();
        if let Value::Object(read) = read(*row) {
            item.extend(read);
        }
        Value::Object(item)
    };
    (from.iter().map(over).collect::<Vec<_>>().into(), from)
}

/// How many rows a form has of a list.
fn rows(form: &Form, list: &str, chief: &str) -> usize {
    (0..MOST_ROWS).take_while(|row| form.has(&format!("{list}-{row}-{chief}"))).count()
}

fn items(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

/// A number as it was typed; the text itself where it is none, for the rules to refuse at its place.
fn number(typed: &str) -> Value {
    let plain: String = arabic(typed).chars().filter(|character| *character != ',').collect();
    let whole = plain.strip_suffix(".00").unwrap_or(&plain);
    match serde_json::from_str::<Value>(whole) {
        Ok(number @ Value::Number(_)) => number,
        _ => typed.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::{changed, filled, place_of};
    use serde_json::{Value, json};

    fn project() -> Value {
        json!({ "number": 28, "missionCode": "3.1", "name": "เวที", "kind": "PROJECT", "usesBudget": true, "fiscalYears": [2566, 2568],
            "budgetBahtPerYear": { "2566": 20000, "2568": 12.5 }, "objectives": ["หนึ่ง", "สอง"], "steps": ["ก"], "responsibleUnits": ["กอง"],
            "targetGroups": [{ "category": "YOUTH", "description": "เด็ก", "count": 40, "reconstructed": true }],
            "outputs": [{ "text": "ครั้ง", "comparison": "AT_LEAST", "quantity": 2, "unit": "ครั้ง" }], "outcomes": [],
            "quarter": null, "remark": null, "budgetReconstructed": true })
    }

    #[test]
    fn a_form_sent_as_it_was_changes_nothing() {
        let mut same = project();
        changed(same.as_object_mut().unwrap(), &filled(&project()), &[2566, 2567, 2568, 2569, 2570]);
        assert_eq!(same, project());
    }

    #[test]
    fn what_is_typed_stands_in_the_text() {
        let form = filled(&project())
            .with("name", " เวทีใหม่ ")
            .with("runs-2567", "yes")
            .with("budget-2567", "๒๕,๐๐๐.๐๐ บาท")
            .with("budget-2568", "มาก")
            .with("objectives", "หนึ่ง\n\n  สาม ")
            .with("targetGroups-0-description", "")
            .with("targetGroups-2-description", "ครู")
            .with("targetGroups-2-category", "LOCAL_STAFF")
            .with("outputs-0-quantity", "๓");
        let mut project = project();
        let rows = changed(project.as_object_mut().unwrap(), &form, &[2566, 2567, 2568, 2569, 2570]);
        assert_eq!(project["name"], "เวทีใหม่");
        assert_eq!(project["fiscalYears"], json!([2566, 2567, 2568]));
        assert_eq!(project["budgetBahtPerYear"], json!({ "2566": 20000, "2567": 25000, "2568": "มาก" }));
        assert_eq!(project["objectives"], json!(["หนึ่ง", "สาม"]));
        assert_eq!(project["targetGroups"], json!([{ "category": "LOCAL_STAFF", "description": "ครู", "count": null }]));
        assert_eq!(project["outputs"][0]["quantity"], 3);
        for (path, field) in [
            (&["name"][..], Some("name")),
            (&["budgetBahtPerYear", "2568"], Some("budget-2568")),
            (&["objectives", "1"], Some("objectives")),
            (&["targetGroups", "0", "category"], Some("targetGroups-2-category")),
            (&["outputs", "0", "quantity"], Some("outputs-0-quantity")),
            (&["outputs"], Some("outputs-0-text")),
            (&["missionCode"], None),
        ] {
            let path: Vec<String> = path.iter().map(|step| (*step).to_owned()).collect();
            assert_eq!(place_of(&path, &rows).as_deref(), field, "{path:?}");
        }
    }
}

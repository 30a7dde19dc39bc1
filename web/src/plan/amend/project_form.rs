//! A project of a plan's text as a form, and a form as a project: lists of texts are lines, lists of things are rows.

use super::rows::{Kept, List, Part, items, number, shown};
use crate::form::Form;
use serde_json::{Map, Value};

/// The lists of texts, one a line.
const LINES: [&str; 3] = ["objectives", "steps", "responsibleUnits"];

const INDICATOR: &[(&str, Part)] =
    &[("text", Part::Text), ("comparison", Part::Text), ("quantity", Part::Number), ("unit", Part::Text)];

/// The lists of things, as rows.
pub const GROUPS: List = List {
    name: "targetGroups",
    parts: &[("description", Part::Text), ("category", Part::Text), ("count", Part::Number)],
    empty: 2,
};
pub const OUTPUTS: List = List { name: "outputs", parts: INDICATOR, empty: 2 };
pub const OUTCOMES: List = List { name: "outcomes", parts: INDICATOR, empty: 2 };

/// The fields that are several boxes to tick.
const BOXES: [&str; 2] = ["objectiveCodes", "fiscalYears"];

/// The form with what a project says.
pub fn filled(project: &Value) -> Form {
    let mut form = Form::default()
        .with("name", shown(&project["name"]))
        .with("kind", shown(&project["kind"]))
        .with("quarter", shown(&project["quarter"]))
        .with("remark", shown(&project["remark"]))
        .with("usesBudget", if project["usesBudget"] == true { "yes" } else { "no" })
        .with_all("objectiveCodes", items(&project["objectiveCodes"]).iter().map(shown));
    for list in LINES {
        let lines: Vec<String> = items(&project[list]).iter().map(shown).collect();
        form = form.with(list, lines.join("\n"));
    }
    for year in items(&project["fiscalYears"]) {
        form = form.with(&format!("runs-{year}"), "yes");
    }
    if let Some(budgets) = project["budgetBahtPerYear"].as_object() {
        for (year, amount) in budgets {
            form = form.with(&format!("budget-{year}"), shown(amount));
        }
    }
    [GROUPS, OUTPUTS, OUTCOMES].iter().fold(form, |form, list| list.filled(form, "", project))
}

/// Puts what a form says into a project. What the form does not show stays.
pub fn changed(project: &mut Map<String, Value>, form: &Form, years: &[i64]) -> Kept {
    let mut put = |name: &str, value: Value| drop(project.insert(name.to_owned(), value));
    put("name", form.text("name").unwrap_or_default().into());
    put("kind", form.get("kind").into());
    put("remark", form.text("remark").map_or(Value::Null, Into::into));
    put("quarter", form.text("quarter").map_or(Value::Null, |text| number(&text)));
    put("objectiveCodes", form.all("objectiveCodes").into());
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
    let mut kept = Kept::default();
    for list in [GROUPS, OUTPUTS, OUTCOMES] {
        list.put(project, form, "", &mut kept, |_, _, _| ());
    }
    kept
}

/// The field that a place in a project belongs to; none where the form shows nothing of it.
pub fn place_of(path: &[String], form: &Form, kept: &Kept) -> Option<String> {
    match path {
        [budgets, year] if budgets == "budgetBahtPerYear" => Some(format!("budget-{year}")),
        [budgets] if budgets == "budgetBahtPerYear" => Some("fiscalYears".to_owned()),
        _ => kept.field(path, form, &BOXES),
    }
}

#[cfg(test)]
mod tests {
    use super::{changed, filled, place_of};
    use serde_json::{Value, json};

    fn project() -> Value {
        json!({ "number": 28, "missionCode": "3.1", "objectiveCodes": ["3.1.1", "3.1.2"], "name": "เวที", "kind": "PROJECT", "usesBudget": true,
            "fiscalYears": [2566, 2568],
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
            .with_all("objectiveCodes", std::iter::empty())
            .with("targetGroups-0-description", "")
            .with("targetGroups-2-description", "ครู")
            .with("targetGroups-2-category", "LOCAL_STAFF")
            .with("outputs-0-quantity", "๓");
        let mut project = project();
        let kept = changed(project.as_object_mut().unwrap(), &form, &[2566, 2567, 2568, 2569, 2570]);
        assert_eq!(project["name"], "เวทีใหม่");
        assert_eq!(project["objectiveCodes"], json!([]));
        assert_eq!(project["fiscalYears"], json!([2566, 2567, 2568]));
        assert_eq!(project["budgetBahtPerYear"], json!({ "2566": 20000, "2567": 25000, "2568": "มาก" }));
        assert_eq!(project["objectives"], json!(["หนึ่ง", "สาม"]));
        assert_eq!(project["targetGroups"], json!([{ "category": "LOCAL_STAFF", "description": "ครู" }]));
        assert_eq!(project["outputs"][0]["quantity"], 3);
        for (path, field) in [
            (&["name"][..], Some("name")),
            (&["budgetBahtPerYear", "2568"], Some("budget-2568")),
            (&["fiscalYears", "0"], Some("fiscalYears")),
            (&["objectiveCodes", "1"], Some("objectiveCodes")),
            (&["objectives", "1"], Some("objectives")),
            (&["targetGroups", "0", "category"], Some("targetGroups-2-category")),
            (&["outputs", "0", "quantity"], Some("outputs-0-quantity")),
            (&["outputs"], Some("outputs-0-text")),
            (&["missionCode"], None),
        ] {
            let path: Vec<String> = path.iter().map(|step| (*step).to_owned()).collect();
            assert_eq!(place_of(&path, &form, &kept).as_deref(), field, "{path:?}");
        }
    }
}

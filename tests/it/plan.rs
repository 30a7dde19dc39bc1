//! The reference plan as clients read it.

use serde_json::{Value, json};
use sucharit_tests::{REFERENCE_PLAN, on_both_databases};

/// Everything of the plan that its file states.
const WHOLE_PLAN: &str = r#"{ organization(code: "wapi-pathum") { name kind
    district { name kind parent { code name parent { code name parent { code } } } } province { code }
    plan(fiscalYear: 2566) {
        title startFiscalYear endFiscalYear revision state announcedOn adoptedByPosition
        goals { code name baselineFiscalYear unit direction sourceNotes targets { fiscalYear value } }
        dimensions { number name missions { code name objectives { code name } } }
        riskAreas { sequence operation issues { text statedLevel } controlMeasures { name project { number } } }
    } } }"#;

const PROJECTS: &str = r#"{ organization(code: "wapi-pathum") { plan(fiscalYear: 2566) { projects(first: 36) { totalCount nodes {
    number name kind missionCode objectiveCodes fiscalYears usesBudget plannedBudget(fiscalYear: 2569) sourceNotes
    dimension { number } divisions { name } objectives steps conformity quarter remark
    targetGroups { category description count sourceNotes }
    outputs { text comparison quantity unit sourceNotes } outcomes { text comparison quantity unit sourceNotes }
} } } } }"#;

fn file() -> Value {
    serde_json::from_str(REFERENCE_PLAN).expect("the reference plan is JSON")
}

on_both_databases! {
    async fn says_what_its_file_says(server) {
        let file = file();
        let organization = server.ask(WHOLE_PLAN, json!({})).await["organization"].take();
        assert_eq!(organization["name"], file["organization"]["name"]);
        assert_eq!(organization["kind"], file["organization"]["kind"]);
        assert_eq!(organization["province"]["code"], "TH-44");
        let district = &organization["district"];
        assert_eq!(district["name"], file["organization"]["district"]);
        assert_eq!(district["parent"]["parent"], json!({ "code": "R4", "name": "ภาค 4", "parent": { "code": "TH" } }));
        let plan = &organization["plan"];
        for key in ["title", "startFiscalYear", "endFiscalYear", "announcedOn", "adoptedByPosition"] {
            assert_eq!(plan[key], file["plan"][key], "{key}");
        }
        assert_eq!((&plan["revision"], &plan["state"]), (&json!(1), &json!("APPROVED")), "an announced plan is adopted");
        assert_eq!(plan["dimensions"], file["dimensions"]);
        let risk_areas: Vec<Value> = file["riskAreas"].as_array().unwrap().iter().map(|area| {
            let issue = |issue: &Value| json!({ "text": issue["text"], "statedLevel": issue["level"] });
            let measure = |measure: &Value| {
                let number = &measure["projectNumber"];
                let project = if number.is_null() { Value::Null } else { json!({ "number": number }) };
                json!({ "name": measure["name"], "project": project })
            };
            json!({
                "sequence": area["sequence"], "operation": area["operation"],
                "issues": area["issues"].as_array().unwrap().iter().map(issue).collect::<Vec<_>>(),
                "controlMeasures": area["controlMeasures"].as_array().unwrap().iter().map(measure).collect::<Vec<_>>(),
            })
        }).collect();
        assert_eq!(risk_areas.len(), 4);
        assert_eq!(plan["riskAreas"], Value::from(risk_areas));
        for (goal, stated) in plan["goals"].as_array().unwrap().iter().zip(file["goals"].as_array().unwrap()) {
            for key in ["code", "name", "unit", "direction"] {
                assert_eq!(goal[key], stated[key]);
            }
            assert_eq!(goal["sourceNotes"], json!(["RECONSTRUCTED"]));
            let targets = goal["targets"].as_array().unwrap();
            assert_eq!(targets.len(), 5);
            for target in targets {
                let stated = &stated["targets"][target["fiscalYear"].to_string()];
                assert_eq!(target["value"].as_str().unwrap(), stated.to_string());
            }
        }
    }

    async fn has_36_projects_of_which_one_uses_a_budget(server) {
        let data = server.ask(PROJECTS, json!({})).await;
        let projects = &data["organization"]["plan"]["projects"];
        assert_eq!(projects["totalCount"], 36);
        let projects = projects["nodes"].as_array().unwrap();
        let in_dimension = |number: i64| projects.iter().filter(|project| project["dimension"]["number"] == number).count();
        assert_eq!([1, 2, 3, 4].map(in_dimension), [6, 21, 4, 5]);
        let budgets: Vec<_> = projects.iter().filter(|project| project["usesBudget"] == true).collect();
        assert_eq!(budgets.len(), 1);
        assert_eq!((&budgets[0]["number"], &budgets[0]["plannedBudget"]), (&json!(28), &json!("20000.00")));
        assert!(projects.iter().all(|project| project["number"] == 28 || project["plannedBudget"] == "0.00"));
    }

    async fn keeps_every_projects_headings(server) {
        let data = server.ask(PROJECTS, json!({})).await;
        let projects = data["organization"]["plan"]["projects"]["nodes"].as_array().unwrap();
        let file = file();
        let marked = |thing: &Value, marks: &[(&str, &str)]| -> Value {
            marks.iter().filter(|(key, _)| thing[*key] == true).map(|(_, note)| *note).collect::<Vec<_>>().into()
        };
        for (project, stated) in projects.iter().zip(file["projects"].as_array().unwrap()) {
            for key in ["number", "name", "kind", "missionCode", "objectiveCodes", "fiscalYears", "objectives", "steps"] {
                assert_eq!(project[key], stated[key], "{key} of {}", stated["number"]);
            }
            let divisions: Vec<_> = project["divisions"].as_array().unwrap().iter().map(|found| &found["name"]).collect();
            assert_eq!(json!(divisions), stated["responsibleUnits"]);
            let marks = [
                ("kindInferred", "KIND_INFERRED"),
                ("budgetReconstructed", "BUDGET_RECONSTRUCTED"),
                ("sourceIncomplete", "SOURCE_INCOMPLETE"),
            ];
            assert_eq!(project["sourceNotes"], marked(stated, &marks));
            let reconstructed = [("reconstructed", "RECONSTRUCTED")];
            for (group, stated) in project["targetGroups"].as_array().unwrap().iter().zip(stated["targetGroups"].as_array().unwrap()) {
                for key in ["category", "description", "count"] {
                    assert_eq!(group[key], stated[key]);
                }
                assert_eq!(group["sourceNotes"], marked(stated, &reconstructed));
            }
            for list in ["outputs", "outcomes"] {
                let (found, stated) = (project[list].as_array().unwrap(), stated[list].as_array().unwrap());
                assert_eq!(found.len(), stated.len());
                for (indicator, stated) in found.iter().zip(stated) {
                    for key in ["text", "comparison", "unit"] {
                        assert_eq!(indicator[key], stated[key]);
                    }
                    let quantity = stated["quantity"].as_i64().map(|quantity| quantity.to_string());
                    assert_eq!(indicator["quantity"], json!(quantity));
                    assert_eq!(indicator["sourceNotes"], marked(stated, &reconstructed));
                }
            }
        }
    }

    async fn is_found_by_any_of_its_years_and_by_none_else(server) {
        let found = "query($year: Int!) { organization(code: \"wapi-pathum\") { plan(fiscalYear: $year) { startFiscalYear } } }";
        for (year, expected) in [(2565, Value::Null), (2566, json!(2566)), (2570, json!(2566)), (2571, Value::Null)] {
            let data = server.ask(found, json!({ "year": year })).await;
            assert_eq!(data["organization"]["plan"].get("startFiscalYear").cloned().unwrap_or_default(), expected, "{year}");
        }
    }
}

//! Importing any valid plan: what goes in comes out, on both databases alike.

use proptest::{
    prelude::*,
    sample::{Index, select},
    test_runner::{Config, TestRunner},
};
use serde_json::{Map, Value, json};
use std::{cell::Cell, sync::Arc};
use sucharit_domain::{access::Actor, clock::SystemClock, plan::read_document};
use sucharit_server::workflow::{ImportedPlan, Workflow};
use sucharit_tests::{Database, REFERENCE_PLAN, Server};

/// One change to a plan file that leaves it valid.
#[derive(Debug, Clone)]
enum Edit {
    /// A text of a project: its name, remark, or a new step.
    Text(Index, &'static str, String),
    /// Its budgets, in satang, for the plan's five years.
    Budgets(Index, Vec<Option<u64>>),
    /// Its quarter.
    Quarter(Index, Option<u8>),
    /// A target group more.
    TargetGroup(Index, &'static str, String, Option<u32>),
    /// Another division responsible, too.
    Division(Index, String),
    /// An indicator more.
    Indicator(Index, &'static str, &'static str, u32),
    /// A project less, unless a control measure names it.
    Remove(Index),
    /// A project more, like another one.
    Add(Index, String),
    /// A goal's target, in hundredths.
    Target(Index, u32),
    /// The lists turned round.
    Reverse,
}

fn text() -> impl Strategy<Value = String> {
    // Thai with its marks above and below, Latin with combining accents, symbols beyond the basic plane, quotes and the like.
    "[ก-ฮเแโใไ][ก-ฮะ-ูเ-๎๐-๙a-z '\"\\\\%_;\u{301}\u{200b}😀/–\n\t]{0,40}"
}

fn edit() -> impl Strategy<Value = Edit> {
    let categories = ["YOUTH", "CITIZENS", "LOCAL_STAFF", "PRIVATE_SECTOR", "LOCAL_COUNCIL"];
    let comparisons = ["EXISTS", "AT_LEAST", "AT_MOST", "EXACTLY", "INCREASES", "DECREASES"];
    let satang = prop::option::of(prop_oneof![Just(0), 0..1_000_000_u64, Just(9_999_999_999_999)]);
    prop_oneof![
        (any::<Index>(), select(vec!["name", "remark", "steps"]), text())
            .prop_map(|(at, key, text)| Edit::Text(at, key, text)),
        (any::<Index>(), prop::collection::vec(satang, 5)).prop_map(|(at, amounts)| Edit::Budgets(at, amounts)),
        (any::<Index>(), prop::option::of(1..=4_u8)).prop_map(|(at, quarter)| Edit::Quarter(at, quarter)),
        (any::<Index>(), select(categories.to_vec()), text(), prop::option::of(0..=100_000_000_u32))
            .prop_map(|(at, category, text, count)| Edit::TargetGroup(at, category, text, count)),
        (any::<Index>(), text()).prop_map(|(at, name)| Edit::Division(at, name)),
        (any::<Index>(), select(vec!["outputs", "outcomes"]), select(comparisons.to_vec()), 0..=100_000_000_u32)
            .prop_map(|(at, list, comparison, quantity)| Edit::Indicator(at, list, comparison, quantity)),
        any::<Index>().prop_map(Edit::Remove),
        (any::<Index>(), text()).prop_map(|(at, name)| Edit::Add(at, name)),
        (any::<Index>(), 0..=100_000_000_u32).prop_map(|(at, target)| Edit::Target(at, target)),
        Just(Edit::Reverse),
    ]
}

fn hundredths(amount: u64) -> Value {
    json!(format!("{}.{:02}", amount / 100, amount % 100))
}

/// The project that an index falls on.
fn project(file: &mut Value, at: Index) -> &mut Value {
    let projects = file["projects"].as_array_mut().unwrap();
    let index = at.index(projects.len());
    &mut projects[index]
}

fn push(list: &mut Value, item: Value) {
    list.as_array_mut().unwrap().push(item);
}

fn apply(file: &mut Value, edit: Edit) {
    let count = file["projects"].as_array().unwrap().len();
    let controlling: Vec<Value> = file["riskAreas"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|area| area["controlMeasures"].as_array().unwrap())
        .map(|measure| measure["projectNumber"].clone())
        .collect();
    match edit {
        Edit::Text(at, "steps", text) => push(&mut project(file, at)["steps"], json!(text)),
        Edit::Text(at, key, text) => project(file, at)[key] = json!(text),
        Edit::Budgets(at, amounts) => {
            let years: Map<_, _> = (2566..)
                .zip(amounts)
                .filter_map(|(year, amount): (u16, _)| Some((year.to_string(), hundredths(amount?))))
                .collect();
            if !years.is_empty() {
                let project = project(file, at);
                project["usesBudget"] = json!(true);
                project["fiscalYears"] =
                    years.keys().map(|year| year.parse::<u16>().unwrap()).collect::<Vec<_>>().into();
                project["budgetBahtPerYear"] = years.into();
            }
        }
        Edit::Quarter(at, quarter) => project(file, at)["quarter"] = json!(quarter),
        Edit::TargetGroup(at, category, description, count) => push(
            &mut project(file, at)["targetGroups"],
            json!({ "category": category, "description": description, "count": count, "reconstructed": true }),
        ),
        Edit::Division(at, name) => {
            let divisions = &mut project(file, at)["responsibleUnits"];
            if !divisions.as_array().unwrap().contains(&json!(name)) {
                push(divisions, json!(name));
            }
        }
        Edit::Indicator(at, list, comparison, quantity) => {
            let quantity = if comparison == "EXISTS" { Value::Null } else { hundredths(quantity.into()) };
            push(
                &mut project(file, at)[list],
                json!({ "text": "ตัวชี้วัดใหม่", "comparison": comparison, "quantity": quantity, "unit": "ร้อยละ" }),
            );
        }
        Edit::Remove(at) => {
            let index = at.index(count);
            if count > 1 && !controlling.contains(&file["projects"][index]["number"]) {
                file["projects"].as_array_mut().unwrap().remove(index);
            }
        }
        Edit::Add(at, name) => {
            let mut new = project(file, at).clone();
            let numbers =
                file["projects"].as_array().unwrap().iter().map(|project| project["number"].as_i64().unwrap());
            new["number"] = json!(numbers.max().unwrap() + 1);
            new["name"] = json!(name);
            push(&mut file["projects"], new);
        }
        Edit::Target(at, target) => {
            let goals = file["goals"].as_array_mut().unwrap();
            let goal = at.index(goals.len());
            goals[goal]["targets"]["2568"] = hundredths(target.into());
        }
        Edit::Reverse => {
            for list in ["projects", "dimensions", "riskAreas"] {
                file[list].as_array_mut().unwrap().reverse();
            }
        }
    }
}

const PROJECTS: &str = "query($code: String!, $after: String) { organization(code: $code) { plan(fiscalYear: 2568) {
    projects(first: 100, after: $after) { nodes { number name remark quarter steps usesBudget divisions { name }
        targetGroups { category description count } outputs { comparison quantity } } } } } }";

/// What GraphQL must answer for a project of a file.
fn as_answered(stated: &Value) -> Value {
    let pick = |item: &Value, keys: &[&str]| -> Value {
        keys.iter().map(|key| ((*key).to_owned(), item[*key].clone())).collect::<Map<_, _>>().into()
    };
    let list = |items: &Value, keys: &[&str]| -> Value {
        items.as_array().unwrap().iter().map(|item| pick(item, keys)).collect()
    };
    let mut project = pick(stated, &["number", "name", "remark", "quarter", "steps", "usesBudget"]);
    project["divisions"] =
        stated["responsibleUnits"].as_array().unwrap().iter().map(|name| json!({ "name": name })).collect();
    project["targetGroups"] = list(&stated["targetGroups"], &["category", "description", "count"]);
    project["outputs"] = list(&stated["outputs"], &["comparison", "quantity"]);
    project
}

/// Decimal numbers are compared by value: `5`, `"5"` and `"5.00"` are one.
fn plain(mut project: Value) -> Value {
    for output in project["outputs"].as_array_mut().unwrap() {
        let quantity = &mut output["quantity"];
        let number = quantity.as_f64().or_else(|| quantity.as_str().map(|text| text.parse().unwrap()));
        *quantity = json!(number);
    }
    project
}

/// Imports a file, which must be new, reads it back, and imports it again, which must change nothing.
async fn goes_in_and_comes_out(server: &Server, file: &Value) {
    let document = read_document::read(&file.to_string()).unwrap_or_else(|refusals| panic!("{refusals:#?}"));
    let workflow = Workflow::new(server.database.store.clone(), Arc::new(SystemClock));
    let imported = workflow.import_plan(&Actor::operator(), &document).await.unwrap();
    assert!(matches!(imported, ImportedPlan::Added(_)), "{imported:?}");
    let events = server.event_count().await;
    let again = workflow.import_plan(&Actor::operator(), &document).await.unwrap();
    assert!(matches!(again, ImportedPlan::Unchanged(_)), "{again:?}");
    assert_eq!(server.event_count().await, events);

    let data = server.by("nacc-central").ask(PROJECTS, json!({ "code": file["organization"]["code"] })).await;
    let found = data["organization"]["plan"]["projects"]["nodes"].as_array().unwrap();
    let mut stated = file["projects"].as_array().unwrap().clone();
    stated.sort_by_key(|project| project["number"].as_i64());
    assert_eq!(found.len(), stated.len());
    for (found, stated) in found.iter().zip(&stated) {
        assert_eq!(plain(found.clone()), plain(as_answered(stated)));
    }
}

/// Every case imports a plan of an organization of its own, so one database serves for all.
fn check(database: Database) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let server = runtime.block_on(Server::start(database));
    let case = Cell::new(0);
    let config = Config { cases: 12, failure_persistence: None, ..Config::default() };
    let edits = prop::collection::vec(edit(), 1..12);
    let run = TestRunner::new(config).run(&edits, |edits| {
        let mut file: Value = serde_json::from_str(REFERENCE_PLAN).unwrap();
        case.set(case.get() + 1);
        file["organization"]["code"] = json!(format!("case-{}", case.get()));
        for edit in edits {
            apply(&mut file, edit);
        }
        runtime.block_on(goes_in_and_comes_out(&server, &file));
        Ok(())
    });
    if let Err(error) = run {
        panic!("{error}");
    }
}

mod any_valid_plan_comes_out_as_it_went_in {
    use super::*;

    #[test]
    fn sqlite() {
        check(Database::Sqlite);
    }

    #[test]
    fn postgres() {
        check(Database::Postgres);
    }
}

//! `plan import`

use super::program::{Outcome, argument, sucharit};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use sucharit_domain::access::Role;
use sucharit_tests::{Database, Fresh, REFERENCE_PLAN, Server, on_both_databases, on_each_database};

fn reference() -> Value {
    serde_json::from_str(REFERENCE_PLAN).expect("the reference plan is JSON")
}

/// The reference plan before its announcement, of another organization.
fn draft() -> Value {
    let mut file = reference();
    file["plan"]["announcedOn"] = Value::Null;
    file["organization"]["code"] = json!("elsewhere");
    file["organization"]["name"] = json!("เทศบาลตำบลที่อื่น");
    file
}

fn import_text(database: &Fresh, text: &str) -> Outcome {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), text).unwrap();
    sucharit(&database.place, &["plan", "import", argument(file.path())])
}

fn import(database: &Fresh, file: &Value) -> Outcome {
    import_text(database, &file.to_string())
}

/// How many rows each table has.
async fn row_counts(database: &Fresh) -> BTreeMap<String, i64> {
    let tables = match database.kind() {
        Database::Sqlite => "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'",
        Database::Postgres => "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'",
    };
    let mut counts = BTreeMap::new();
    for table in database.rows(tables).await {
        let name = table["name"].as_str().unwrap().to_owned();
        let count = database.count(&format!("SELECT COUNT(*) FROM {name}")).await;
        counts.insert(name, count);
    }
    assert!(counts.len() > 20, "{counts:?}");
    counts
}

/// The places and codes of a refusal, in its order; each has words in both languages.
fn problems(outcome: Outcome) -> Vec<(String, String)> {
    let refused = outcome.refused();
    let (heading, lines) = refused.trim_end().split_once('\n').expect("a heading and the problems");
    let problems: Vec<_> = lines
        .lines()
        .map(|line| {
            let (place, rest) = line.strip_prefix("  ").and_then(|line| line.split_once(": ")).expect(line);
            let (words, code) = rest.rsplit_once(" [").expect(line);
            let (thai, english) = words.rsplit_once(" / ").expect(line);
            assert!(thai.contains(|letter| ('\u{e01}'..='\u{e5b}').contains(&letter)), "no Thai: {line}");
            assert!(english.is_ascii() || english.contains('–'), "no English: {line}");
            (place.to_owned(), code.trim_end_matches(']').to_owned())
        })
        .collect();
    let plural = if problems.len() == 1 { "" } else { "s" };
    assert_eq!(heading, format!("sucharit: nothing was imported; {} problem{plural}:", problems.len()));
    problems
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(place, code)| ((*place).to_owned(), (*code).to_owned())).collect()
}

/// Imports a file that must be refused for these problems and leave everything as it is.
async fn refuses(database: &Fresh, file: &Value, expected: &[(&str, &str)]) {
    let before = row_counts(database).await;
    assert_eq!(problems(import(database, file)), pairs(expected));
    assert_eq!(row_counts(database).await, before, "nothing is written");
}

on_each_database! {
    async fn imports_a_file_once(database) {
        let fresh = database.fresh().await;
        let before = row_counts(&fresh).await;
        let said = import_text(&fresh, REFERENCE_PLAN).succeeded();
        assert!(said.starts_with("nothing to change: แผนปฏิบัติการป้องกันการทุจริต"), "{said}");
        assert_eq!(row_counts(&fresh).await, before, "not even an event");

        // In another order and another dress, it still says the same.
        let mut file = reference();
        for list in ["projects", "dimensions", "riskAreas"] {
            file[list].as_array_mut().unwrap().reverse();
        }
        let pretty = format!("\u{feff}{file:#}").replace('\n', "\r\n");
        assert!(import_text(&fresh, &pretty).succeeded().starts_with("nothing to change: "));
        assert_eq!(row_counts(&fresh).await, before);

        let said = import(&fresh, &draft()).succeeded();
        assert!(said.starts_with("imported: แผนปฏิบัติการป้องกันการทุจริต"), "{said}");
        let after = row_counts(&fresh).await;
        let new = |table: &str| after[table] - before[table];
        assert_eq!(["organization", "plan", "project", "event", "area"].map(new), [1, 1, 36, 1, 0]);
    }

    async fn a_sample_is_never_taken_for_real_nor_the_other_way_round(database) {
        let fresh = database.fresh().await;
        let mut file = reference();
        file["organization"]["sample"] = json!(true);
        refuses(&fresh, &file, &[("organization.sample", "DIFFERS_FROM_RECORDED")]).await;
        file["organization"]["code"] = json!("made-up");
        assert!(import(&fresh, &file).succeeded().starts_with("imported: "));
        // A file that does not say so brings sample data to a sample.
        file["organization"].as_object_mut().unwrap().remove("sample");
        assert!(import(&fresh, &file).succeeded().starts_with("nothing to change: "));
        assert!(sucharit(&fresh.place, &["verify-events"]).succeeded().contains("every link holds"));
    }

    async fn tells_every_problem_of_a_file_and_writes_nothing(database) {
        let fresh = database.fresh().await;
        let mut file = draft();
        file["organization"]["kind"] = json!("VILLAGE");
        file["plan"]["title"] = json!("  ");
        file["projects"][27]["budgetBahtPerYear"] = json!(-1);
        file["projects"][35]["steps"][0] = json!(7);
        file["projects"][35]["misspelt"] = json!(true);
        file["riskAreas"][0]["controlMeasures"][0]["projectNumber"] = json!(99);
        let expected = [
            ("organization.kind", "UNKNOWN_CODE"), ("plan.title", "REQUIRED"),
            ("projects[27].budgetBahtPerYear", "NEGATIVE_AMOUNT"), ("projects[35].misspelt", "UNKNOWN_FIELD"),
            ("projects[35].steps[0]", "WRONG_TYPE"), ("riskAreas[0].controlMeasures[0].projectNumber", "UNKNOWN_REFERENCE"),
        ];
        refuses(&fresh, &file, &expected).await;
    }

    async fn refuses_what_is_no_plan_file(database) {
        let fresh = database.fresh().await;
        let before = row_counts(&fresh).await;
        for text in ["", "{", "[1, 2", "not JSON"] {
            let refused = import_text(&fresh, text).refused();
            assert!(refused.contains("1 problem:") && refused.contains("[NOT_JSON]"), "{refused}");
        }
        let missing = sucharit(&fresh.place, &["plan", "import", "/nowhere/plan.json"]).refused();
        assert!(missing.contains("cannot read /nowhere/plan.json"), "{missing}");
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), b"\xff\xfe{\0}\0").unwrap();
        let encoded = sucharit(&fresh.place, &["plan", "import", argument(file.path())]).refused();
        assert!(encoded.contains("is not UTF-8 text"), "{encoded}");
        assert_eq!(row_counts(&fresh).await, before);
    }

    async fn refuses_another_adopted_plan_at_each_place(database) {
        let fresh = database.fresh().await;
        let mut file = reference();
        file["plan"]["title"] = json!("แผนอื่น");
        file["goals"][1]["targets"]["2566"] = json!(66);
        file["projects"][0]["name"] = json!("โครงการอื่น");
        file["projects"][27]["budgetBahtPerYear"] = json!(20_000.01);
        file["projects"].as_array_mut().unwrap().remove(35);
        file["riskAreas"][3]["controlMeasures"].as_array_mut().unwrap().clear();
        refuses(&fresh, &file, &[
            ("plan.title", "PLAN_ADOPTED"), ("goals[1]", "PLAN_ADOPTED"), ("riskAreas[3]", "PLAN_ADOPTED"),
            ("projects[0].name", "PLAN_ADOPTED"), ("projects[27].budgetBahtPerYear", "PLAN_ADOPTED"),
            ("projects", "PLAN_ADOPTED"),
        ]).await;
    }

    async fn refuses_an_organization_that_is_recorded_otherwise(database) {
        let fresh = database.fresh().await;
        let mut file = reference();
        file["organization"]["name"] = json!("เทศบาลเมืองวาปีปทุม");
        file["organization"]["kind"] = json!("TOWN_MUNICIPALITY");
        file["organization"]["riskBands"] = json!({ "mediumFrom": 4, "highFrom": 9, "extremeFrom": 15, "source": "ประกาศ" });
        let differs = "DIFFERS_FROM_RECORDED";
        refuses(&fresh, &file, &[("organization.name", differs), ("organization.kind", differs), ("organization.riskBands", differs)]).await;

        for (field, value) in [("district", "พยัคฆภูมิพิสัย"), ("districtCode", "4409")] {
            let mut file = reference();
            file["organization"][field] = json!(value);
            refuses(&fresh, &file, &[("organization.district", differs)]).await;
        }
        let mut file = reference();
        file["organization"]["provinceCode"] = json!("TH-99");
        refuses(&fresh, &file, &[("organization.provinceCode", "UNKNOWN_REFERENCE"), ("organization.district", differs)]).await;
    }

    async fn refuses_a_plan_that_shares_years_with_another(database) {
        let fresh = database.fresh().await;
        import(&fresh, &draft()).succeeded();
        let mut file = draft();
        file["plan"]["startFiscalYear"] = json!(2570);
        file["plan"]["endFiscalYear"] = json!(2574);
        for project in file["projects"].as_array_mut().unwrap() {
            project["fiscalYears"] = json!([2571]);
        }
        file["goals"] = json!([]);
        refuses(&fresh, &file, &[("plan.startFiscalYear", "PLAN_YEARS_OVERLAP")]).await;
        file["plan"]["startFiscalYear"] = json!(2571);
        assert!(import(&fresh, &file).succeeded().starts_with("imported: "), "the next plan follows it");
    }

    async fn refuses_an_unknown_province(database) {
        let fresh = database.fresh().await;
        for province in ["TH-99", "R4", "TH"] {
            let mut file = draft();
            file["organization"]["provinceCode"] = json!(province);
            refuses(&fresh, &file, &[("organization.provinceCode", "UNKNOWN_REFERENCE")]).await;
        }
    }
}

on_both_databases! {
    async fn replaces_a_draft_until_something_is_recorded_for_it(server) {
        let database = &server.database;
        import(database, &draft()).succeeded();
        let mut file = draft();
        file["projects"][0]["name"] = json!("โครงการฉบับแก้ไข");
        file["projects"].as_array_mut().unwrap().remove(34);
        let before = row_counts(database).await;
        assert!(import(database, &file).succeeded().starts_with("replaced the draft: "));
        let after = row_counts(database).await;
        assert_eq!((after["plan"], after["project"], after["event"]), (before["plan"], before["project"] - 1, before["event"] + 1));
        let ids = "SELECT plan.id AS plan, project.id AS project, revision.version AS version FROM plan JOIN project ON project.plan_id = plan.id
            JOIN revision ON revision.plan_id = plan.id JOIN organization ON organization.id = plan.organization_id
            WHERE organization.code = 'elsewhere' AND project.number = 1";
        let replaced = database.rows(ids).await;
        file["plan"]["endFiscalYear"] = json!(2571);
        assert!(import(database, &file).succeeded().starts_with("replaced the draft: "));
        assert_eq!(row_counts(database).await["round_report"], after["round_report"] + 2, "the rounds follow the years");
        file["plan"]["endFiscalYear"] = json!(2570);
        import(database, &file).succeeded();
        let again = database.rows(ids).await;
        assert_eq!((&again[0]["plan"], &again[0]["project"]), (&replaced[0]["plan"], &replaced[0]["project"]), "the same plan");
        assert_eq!((&replaced[0]["version"], &again[0]["version"]), (&json!(2), &json!(4)), "whoever read it before knows");
        let query = "{ organization(code: \"elsewhere\") { plan(fiscalYear: 2566) { state project(number: 1) { id name } } } }";
        let server = server.with_token(&server.add_account("elsewhere", Role::Planner, Some("elsewhere")).await);
        let data = server.ask(query, json!({})).await;
        let plan = &data["organization"]["plan"];
        assert_eq!((&plan["state"], &plan["project"]["name"]), (&json!("DRAFT"), &json!("โครงการฉบับแก้ไข")));

        let input = json!({ "projectId": plan["project"]["id"], "fiscalYear": 2566, "round": "SIX_MONTH", "status": "IN_PROGRESS" });
        let payload = server.change(sucharit_tests::RECORD_PROGRESS, json!({ "input": input })).await;
        assert_eq!(payload["userErrors"], json!([]));
        assert!(import(database, &file).succeeded().starts_with("nothing to change: "));
        refuses(database, &draft(), &[("projects[0].name", "PLAN_IN_USE"), ("projects[34]", "PLAN_IN_USE")]).await;
        sucharit(server.place(), &["verify-events"]).succeeded();
    }

    async fn keeps_a_draft_whose_risks_are_scored(server) {
        let database = &server.database;
        import(database, &draft()).succeeded();
        let server = server.with_token(&server.add_account("elsewhere", Role::Planner, Some("elsewhere")).await);
        let issue = issue_id(&server).await;
        let input = json!({ "issueId": issue, "fiscalYear": 2567, "basis": "INHERENT", "likelihood": 3, "impact": 4 });
        let payload = server.change(
            "mutation($input: AssessRiskInput!) { assessRisk(input: $input) { userErrors { code } } }", json!({ "input": input }),
        ).await;
        assert_eq!(payload["userErrors"], json!([]));
        let mut file = draft();
        file["plan"]["announcedOn"] = json!("2022-09-29");
        refuses(database, &file, &[("plan.announcedOn", "PLAN_IN_USE")]).await;
    }

    async fn adopts_a_draft_by_its_announcement(server) {
        import(&server.database, &draft()).succeeded();
        let mut file = draft();
        file["plan"]["announcedOn"] = json!("2022-09-29");
        assert!(import(&server.database, &file).succeeded().starts_with("replaced the draft: "));
        let data = server.by("nacc-central").ask("{ organization(code: \"elsewhere\") { plans { state announcedOn } } }", json!({})).await;
        assert_eq!(data["organization"]["plans"], json!([{ "state": "APPROVED", "announcedOn": "2022-09-29" }]));
        refuses(&server.database, &draft(), &[("plan.announcedOn", "PLAN_ADOPTED")]).await;
    }
}

async fn issue_id(server: &Server) -> Value {
    let query = "{ organization(code: \"elsewhere\") { plan(fiscalYear: 2566) { riskAreas { issues { id } } } } }";
    server.ask(query, json!({})).await["organization"]["plan"]["riskAreas"][0]["issues"][0]["id"].clone()
}

//! Risks: scores, levels, the matrix, what is uncontrolled.

use serde_json::{Value, json};
use sucharit_tests::{Server, on_both_databases};

const ASSESS: &str = "mutation($input: AssessRiskInput!) { assessRisk(input: $input) {
    assessment { fiscalYear basis likelihood impact score level rationale version }
    userErrors { code path ... on StaleVersion { current { ... on RiskAssessment { version score } } } } } }";

/// The ids of all issues, in the plan's order.
pub async fn issues(server: &Server) -> Vec<String> {
    let query = r#"{ organization(code: "wapi-pathum") { plan(fiscalYear: 2566) { riskAreas { issues { id } } } } }"#;
    let data = server.ask(query, json!({})).await;
    let areas = data["organization"]["plan"]["riskAreas"].as_array().unwrap().iter();
    let issues = areas.flat_map(|area| area["issues"].as_array().unwrap());
    issues.map(|issue| issue["id"].as_str().unwrap().to_owned()).collect()
}

/// Scores an issue.
pub async fn assess(
    server: &Server,
    issue: &str,
    year: i32,
    basis: &str,
    likelihood: i32,
    impact: i32,
    version: Option<i32>,
) -> Value {
    let input = json!({
        "issueId": issue, "fiscalYear": year, "basis": basis, "likelihood": likelihood, "impact": impact, "expectedVersion": version,
    });
    server.change(ASSESS, json!({ "input": input })).await
}

fn codes(payload: &Value) -> Vec<&str> {
    payload["userErrors"].as_array().unwrap().iter().map(|error| error["code"].as_str().unwrap()).collect()
}

on_both_databases! {
    async fn likelihood_times_impact_makes_a_level(server) {
        let issue = &issues(&server).await[0];
        for (year, likelihood, impact, score, level) in [
            (2567, 1, 3, 3, "LOW"), (2568, 2, 4, 8, "MEDIUM"), (2569, 3, 3, 9, "HIGH"), (2570, 3, 5, 15, "EXTREME"),
        ] {
            let payload = assess(&server, issue, year, "INHERENT", likelihood, impact, None).await;
            let assessment = &payload["assessment"];
            assert_eq!((&assessment["score"], &assessment["level"]), (&json!(score), &json!(level)), "{payload}");
            assert_eq!(assessment["version"], 1);
        }
    }

    async fn all_faults_at_once_and_nothing_left(server) {
        let issue = &issues(&server).await[0];
        let events = server.event_count().await;
        let payload = assess(&server, issue, 2571, "RESIDUAL", 0, 6, Some(3)).await;
        let mut found = codes(&payload);
        found.sort_unstable();
        assert_eq!(found, ["OUTSIDE_PLAN_YEARS", "OUTSIDE_SCALE", "OUTSIDE_SCALE", "STALE_VERSION"]);
        assert_eq!((&payload["assessment"], server.event_count().await), (&Value::Null, events));
    }

    async fn a_residual_score_stays_at_or_below_the_inherent_one(server) {
        let issue = &issues(&server).await[0];
        assess(&server, issue, 2568, "INHERENT", 3, 4, None).await;
        assert_eq!(codes(&assess(&server, issue, 2568, "RESIDUAL", 4, 4, None).await), ["RESIDUAL_ABOVE_INHERENT"]);
        assert_eq!(codes(&assess(&server, issue, 2568, "RESIDUAL", 4, 3, None).await), Vec::<&str>::new());
        assert_eq!(codes(&assess(&server, issue, 2568, "INHERENT", 2, 2, Some(1)).await), ["RESIDUAL_ABOVE_INHERENT"]);
        assert_eq!(codes(&assess(&server, issue, 2569, "RESIDUAL", 5, 5, None).await), Vec::<&str>::new(), "another year");
    }

    async fn a_stated_level_holds_for_the_plans_first_year(server) {
        let issue = &issues(&server).await[0];
        let query = "query($id: ID!) { node(id: $id) { ... on RiskIssue { statedLevel a: level(fiscalYear: 2566, basis: INHERENT)
            b: level(fiscalYear: 2569, basis: INHERENT) c: level(fiscalYear: 2569, basis: RESIDUAL) } } }";
        let node = server.ask(query, json!({ "id": issue })).await["node"].take();
        assert_eq!(node, json!({ "statedLevel": "MEDIUM", "a": "MEDIUM", "b": "MEDIUM", "c": null }));
        assert_eq!(codes(&assess(&server, issue, 2566, "INHERENT", 5, 5, None).await), ["CONTRADICTS_STATED_LEVEL"]);
        assert_eq!(codes(&assess(&server, issue, 2566, "INHERENT", 2, 3, None).await), Vec::<&str>::new());
        assert_eq!(codes(&assess(&server, issue, 2568, "INHERENT", 5, 5, None).await), Vec::<&str>::new());
        let node = server.ask(query, json!({ "id": issue })).await["node"].take();
        assert_eq!((&node["a"], &node["b"]), (&json!("MEDIUM"), &json!("EXTREME")), "the latest score up to the year counts");
    }

    async fn a_stale_version_comes_with_the_current_score(server) {
        let issue = &issues(&server).await[0];
        assess(&server, issue, 2568, "INHERENT", 5, 4, None).await;
        let payload = assess(&server, issue, 2568, "INHERENT", 1, 1, None).await;
        assert_eq!(payload["userErrors"][0]["current"], json!({ "version": 1, "score": 20 }));
        let payload = assess(&server, issue, 2568, "INHERENT", 1, 1, Some(1)).await;
        assert_eq!((&payload["assessment"]["version"], &payload["assessment"]["score"]), (&json!(2), &json!(1)));
    }

    async fn the_matrix_counts_the_scores_of_its_year_and_basis(server) {
        let issues = issues(&server).await;
        assert_eq!(issues.len(), 9);
        for (issue, basis, likelihood, impact) in [(0, "RESIDUAL", 5, 5), (1, "RESIDUAL", 5, 5), (2, "RESIDUAL", 1, 2), (3, "INHERENT", 4, 4)] {
            assess(&server, &issues[issue], 2568, basis, likelihood, impact, None).await;
        }
        assess(&server, &issues[4], 2567, "RESIDUAL", 5, 5, None).await;
        let query = r#"{ organization(code: "wapi-pathum") { plan(fiscalYear: 2568) { riskMatrix(fiscalYear: 2568) {
            basis fiscalYear cells { likelihood impact score level count issues { id } } levels { level count } unscored { id } } } } }"#;
        let matrix = server.ask(query, json!({})).await["organization"]["plan"]["riskMatrix"].take();
        assert_eq!((&matrix["basis"], matrix["cells"].as_array().unwrap().len()), (&json!("RESIDUAL"), 25));
        for cell in matrix["cells"].as_array().unwrap() {
            let (likelihood, impact) = (cell["likelihood"].as_i64().unwrap(), cell["impact"].as_i64().unwrap());
            assert_eq!(cell["score"], likelihood * impact);
            let count = match (likelihood, impact) { (5, 5) => 2, (1, 2) => 1, _ => 0 };
            assert_eq!((&cell["count"], cell["issues"].as_array().unwrap().len()), (&json!(count), count));
        }
        assert_eq!(matrix["levels"], json!([
            { "level": "LOW", "count": 1 }, { "level": "MEDIUM", "count": 0 }, { "level": "HIGH", "count": 0 }, { "level": "EXTREME", "count": 2 },
        ]));
        assert_eq!(matrix["unscored"].as_array().unwrap().len(), 6);
    }

    async fn a_high_risk_is_uncontrolled_when_nothing_runs_against_it(server) {
        let query = r#"{ organization(code: "wapi-pathum") { plan(fiscalYear: 2568) { uncontrolledRisks(fiscalYear: 2568) { text } riskAreas { controlMeasures { project { number } runsIn(fiscalYear: 2568) } } } } }"#;
        let plan = server.ask(query, json!({})).await["organization"]["plan"].take();
        assert_eq!(plan["uncontrolledRisks"], json!([]), "projects run against every high risk of the plan");
        // Area 4 (three high issues) is held down by projects 10, 17, 20 and 36 alone.
        for project in [10, 17, 20] {
            server.record(project, 2568, "SIX_MONTH", json!({ "status": "UNABLE", "unableReason": "UNDERSTAFFED" })).await;
        }
        let plan = server.ask(query, json!({})).await["organization"]["plan"].take();
        assert_eq!(plan["uncontrolledRisks"], json!([]), "one of them still runs");
        server.record(36, 2568, "SIX_MONTH", json!({ "status": "UNABLE", "unableReason": "NO_BUDGET" })).await;
        let plan = server.ask(query, json!({})).await["organization"]["plan"].take();
        assert_eq!(plan["uncontrolledRisks"].as_array().unwrap().len(), 3);
        // Once the last of them runs after all, by its twelve-month report, the risks are controlled again.
        server.record(36, 2568, "TWELVE_MONTH", json!({ "status": "COMPLETED" })).await;
        let plan = server.ask(query, json!({})).await["organization"]["plan"].take();
        assert_eq!(plan["uncontrolledRisks"], json!([]));
    }

    async fn an_organizations_own_bands_decide(server) {
        server.database.execute("INSERT INTO risk_bands SELECT id, 2, 3, 4, 'คำสั่งที่ 1/2567' FROM organization").await;
        let issue = &issues(&server).await[0];
        let payload = assess(&server, issue, 2568, "INHERENT", 2, 2, None).await;
        assert_eq!(payload["assessment"]["level"], "EXTREME");
        let bands = server.ask(r#"{ organization(code: "wapi-pathum") { riskBands { mediumFrom highFrom extremeFrom source } } }"#, json!({})).await;
        assert_eq!(bands["organization"]["riskBands"], json!({ "mediumFrom": 2, "highFrom": 3, "extremeFrom": 4, "source": "คำสั่งที่ 1/2567" }));
    }

    async fn projects_know_the_risks_they_control(server) {
        let query = r#"{ organization(code: "wapi-pathum") { plan(fiscalYear: 2568) { project(number: 15) { controls { riskArea { sequence } sequence } } } } }"#;
        let controls = server.ask(query, json!({})).await["organization"]["plan"]["project"]["controls"].take();
        assert_eq!(controls, json!([{ "riskArea": { "sequence": 3 }, "sequence": 1 }, { "riskArea": { "sequence": 3 }, "sequence": 2 }]));
    }
}

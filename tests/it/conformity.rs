//! NACC's review of whether projects conform to their dimension.

use serde_json::{Value, json};
use sucharit_tests::{Server, on_both_databases};

async fn project(server: &Server, number: i32) -> Value {
    let query = "query($number: Int!) { organization(code: \"wapi-pathum\") { plan(fiscalYear: 2568) { project(number: $number) {
        id conformity version viewerCanReviewConformity history(first: 1) { nodes { kind actor reason } } } } } }";
    server.ask(query, json!({ "number": number })).await["organization"]["plan"]["project"].take()
}

/// Reviews a project as it stands; `rest` of the input may state otherwise.
async fn review(server: &Server, number: i32, rest: Value) -> Value {
    let project = project(server, number).await;
    let mut input = json!({ "projectId": project["id"], "conformity": "NON_CONFORMING", "reason": "ไม่เกี่ยวกับการทุจริต", "expectedVersion": project["version"] });
    for (key, value) in rest.as_object().unwrap() {
        input[key] = value.clone();
    }
    let query =
        "mutation($input: ReviewConformityInput!) { reviewConformity(input: $input) { project { conformity version }
        userErrors { code path ... on StaleVersion { current { ... on Project { conformity version } } } } } }";
    server.change(query, json!({ "input": input })).await
}

async fn refused(server: &Server, number: i32, rest: Value) -> Vec<String> {
    let events = server.event_count().await;
    let payload = review(server, number, rest).await;
    assert_eq!(payload["project"], Value::Null);
    assert_eq!(server.event_count().await, events, "nothing is left behind");
    let code = |error: &Value| {
        format!(
            "{} {}",
            error["path"].as_array().unwrap().last().unwrap().as_str().unwrap(),
            error["code"].as_str().unwrap()
        )
    };
    payload["userErrors"].as_array().unwrap().iter().map(code).collect()
}

on_both_databases! {
    async fn a_project_that_does_not_conform_counts_nowhere(server) {
        let nacc = server.by("nacc-province");
        assert_eq!(project(&nacc, 3).await["viewerCanReviewConformity"], json!(true));
        assert_eq!(project(&server, 3).await["viewerCanReviewConformity"], json!(false));
        let payload = review(&nacc, 3, json!({})).await;
        assert_eq!(payload, json!({ "project": { "conformity": "NON_CONFORMING", "version": 2 }, "userErrors": [] }));
        let shown = project(&server, 3).await;
        assert_eq!(shown["history"]["nodes"], json!([{ "kind": "CONFORMITY_REVIEWED", "actor": "nacc-province", "reason": "ไม่เกี่ยวกับการทุจริต" }]));
        let query = r#"{ organization(code: "wapi-pathum") { plan(fiscalYear: 2568) { summary(fiscalYear: 2568) { projectCount }
            roundReport(fiscalYear: 2568, round: SIX_MONTH) { missing { number } } } } }"#;
        let plan = server.ask(query, json!({})).await["organization"]["plan"].take();
        assert_eq!(plan["summary"]["projectCount"], json!(35));
        assert!(!plan["roundReport"]["missing"].as_array().unwrap().contains(&json!({ "number": 3 })));
        let back = review(&nacc, 3, json!({ "conformity": "CONFORMING", "reason": "ทบทวนแล้ว" })).await;
        assert_eq!(back["project"], json!({ "conformity": "CONFORMING", "version": 3 }));
    }

    async fn every_fault_is_said_at_once(server) {
        let nacc = server.by("nacc-central");
        assert_eq!(refused(&nacc, 3, json!({ "reason": " ", "expectedVersion": 9 })).await, ["reason REQUIRED", "expectedVersion STALE_VERSION"]);
        assert_eq!(refused(&nacc, 3, json!({ "projectId": "plan:00000000000040008000000000000000" })).await, ["projectId NOT_FOUND"]);
        assert_eq!(refused(&server, 3, json!({})).await, ["input WRONG_ROLE"]);
        assert_eq!(refused(&server.by("executive"), 3, json!({})).await, ["input WRONG_ROLE"]);
    }

    async fn a_signed_report_holds_the_projects_it_counts(server) {
        server.database.execute("UPDATE round_report SET state = 'APPROVED' WHERE fiscal_year = 2568").await;
        let nacc = server.by("nacc-province");
        assert_eq!(refused(&nacc, 3, json!({})).await, ["conformity REPORT_NOT_DRAFT"]);
        assert_eq!(review(&nacc, 3, json!({ "conformity": "CONFORMING" })).await["userErrors"], json!([]), "what changes nothing stays possible");
    }
}

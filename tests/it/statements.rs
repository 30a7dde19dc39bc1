//! The number of SQL statements is fixed: it does not grow with the rows.

use crate::sample::report_all;
use serde_json::json;
use sucharit_tests::{DASHBOARD, Server, on_both_databases};

async fn statements(server: &Server, query: &str) -> u32 {
    let answer = server.send(query, json!({})).await;
    let statements = answer.statements;
    answer.data();
    assert!(statements > 0, "the statements are counted");
    statements
}

on_both_databases! {
    async fn the_dashboard_takes_the_same_few_with_1_and_with_36_projects(server) {
        report_all(&server, 2568, "SIX_MONTH").await;
        let with_36 = statements(&server, DASHBOARD).await;
        server.database.execute("DELETE FROM progress WHERE project_id NOT IN (SELECT id FROM project WHERE number = 1)").await;
        server.database.execute("DELETE FROM project WHERE number > 1").await;
        let with_1 = statements(&server, DASHBOARD).await;
        assert_eq!(with_36, with_1);
        // the token, organization, plans, three for the outline, summary, projects, years, divisions, progress
        assert_eq!(with_36, 11);
    }

    async fn every_association_takes_the_same_with_1_and_with_36_projects(server) {
        const EVERYTHING: &str = r#"{ organization(code: "wapi-pathum") { plan(fiscalYear: 2568) {
            goals { code targets { value } } uncontrolledRisks(fiscalYear: 2568) { text } riskMatrix(fiscalYear: 2568) { unscored { text } }
            riskAreas { issues { level(fiscalYear: 2568, basis: INHERENT) isUncontrolled(fiscalYear: 2568) } controlMeasures { runsIn(fiscalYear: 2568) project { number } } }
            roundReport(fiscalYear: 2568, round: SIX_MONTH) { missing { number } progress { status project { number } plannedBudget } summary { score } }
            projects(first: 36) { nodes { dimension { name } objectiveCodes fiscalYears plannedBudget(fiscalYear: 2568) divisions { name }
                targetGroups { category } objectives steps outputs { text } outcomes { text } controls { text } progressHistory { status } } } } } }"#;
        report_all(&server, 2568, "SIX_MONTH").await;
        let with_36 = statements(&server, EVERYTHING).await;
        server.database.execute("DELETE FROM progress WHERE project_id NOT IN (SELECT id FROM project WHERE number = 1)").await;
        server.database.execute("DELETE FROM project WHERE number > 1").await;
        assert_eq!(statements(&server, EVERYTHING).await, with_36);
    }

    async fn a_list_of_organizations_takes_the_same_with_1_and_with_20(server) {
        const LIST: &str = "{ organizations(first: 20) { totalCount nodes { name district { name } province { name } divisions { name } riskBands { source }
            plans { title summary(fiscalYear: 2568) { score } projects(first: 1) { nodes { name divisions { name } } } } } } }";
        let server = server.by("nacc-central");
        let with_1 = statements(&server, LIST).await;
        server.add_organizations(19).await;
        let answer = server.send(LIST, json!({})).await;
        assert_eq!(answer.statements, with_1);
        let organizations = answer.data()["organizations"].take();
        assert_eq!(organizations["totalCount"], 20);
        assert!(organizations["nodes"].as_array().unwrap().iter().all(|found| found["plans"][0]["title"] != json!(null)));
    }

    async fn an_areas_children_take_the_same_whatever_lies_in_them(server) {
        const CHILDREN: &str = r#"{ area(code: "TH") { children { name organizationCount summary(fiscalYear: 2568) { score } } } }"#;
        let server = server.by("nacc-central");
        let with_1 = statements(&server, CHILDREN).await;
        server.add_organizations(19).await;
        assert_eq!(statements(&server, CHILDREN).await, with_1);
        assert_eq!(with_1, 4, "the token, areas, organizations by district, summaries");
    }

    async fn areas_above_and_below_take_the_same_however_they_are_reached(server) {
        const UP: &str = "{ organizations(first: 20) { nodes { district { summary(fiscalYear: 2568) { score } parent { summary(fiscalYear: 2568) { score } } }
            province { summary(fiscalYear: 2568) { flag } parent { name } } } } }";
        const DOWN: &str = r#"{ area(code: "TH") { children { children { organizationCount summary(fiscalYear: 2568) { score } } } } }"#;
        let server = server.by("nacc-central");
        let (up, down) = (statements(&server, UP).await, statements(&server, DOWN).await);
        server.add_organizations_in(&["TH-10", "TH-20", "TH-30", "TH-44", "TH-50"]).await;
        assert_eq!((statements(&server, UP).await, statements(&server, DOWN).await), (up, down));
        let answer = server.send(r#"{ area(code: "TH") { children { organizations(first: 1) { nodes { name } } } } }"#, json!({})).await;
        assert_eq!(answer.codes(), ["TOO_COMPLEX"], "a page for each of many areas is too much");
    }

    async fn nodes_take_a_fixed_number_for_each_type(server) {
        let data = server.ask(r#"{ organization(code: "wapi-pathum") { plan(fiscalYear: 2568) { projects(first: 36) { nodes { id } } } } }"#, json!({})).await;
        let ids: Vec<_> = data["organization"]["plan"]["projects"]["nodes"].as_array().unwrap().iter().map(|node| node["id"].clone()).collect();
        let query = "query($ids: [ID!]!) { nodes(ids: $ids) { ... on Project { name plan { title } } } }";
        let one = server.send(query, json!({ "ids": ids[..1] })).await;
        let many = server.send(query, json!({ "ids": ids })).await;
        assert_eq!((one.statements, many.statements), (3, 3), "the token, projects, plans");
    }

    async fn recording_progress_takes_a_fixed_number(server) {
        let mut counts = Vec::new();
        for number in [3, 4, 28] {
            let id = server.project_id(number).await;
            let query = "mutation($id: ID!) { recordProgress(input: { projectId: $id, fiscalYear: 2568, round: SIX_MONTH, status: IN_PROGRESS }) { progress { version } userErrors { code } } }";
            let answer = server.send(query, json!({ "id": id })).await;
            counts.push(answer.statements);
            assert_eq!(answer.data()["recordProgress"]["userErrors"], json!([]));
        }
        assert!(counts.iter().all(|count| *count == counts[0]), "{counts:?}");
    }
}

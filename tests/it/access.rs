//! Who may do what: the committed table, and the separation of organizations.

use super::command_line::program::{command, run};
use serde_json::{Value, json};
use sucharit_domain::access::{Action, Role};
use sucharit_tests::{Server, on_both_databases};

#[test]
fn the_committed_table_is_what_the_rules_print() {
    let printed = run(command(&["print-access"])).succeeded();
    let committed = include_str!("../../domain/access.md");
    assert_eq!(committed, printed, "run `sucharit print-access > domain/access.md`");
}

/// Each mutation with the action that it is; those of one's own account have none.
const MUTATIONS: &[(&str, Option<Action>)] = &[
    ("signIn", None),
    ("signOut", None),
    ("endOtherSessions", None),
    ("changePassword", None),
    ("createToken", None),
    ("revokeToken", None),
    ("recordProgress", Some(Action::RecordProgress)),
    ("confirmProgress", Some(Action::RecordProgress)),
    ("reopenProgress", Some(Action::ReopenProgress)),
    ("removeEvidence", Some(Action::RecordProgress)),
    ("applyProgressImport", Some(Action::RecordProgress)),
    ("assessRisk", Some(Action::AssessRisk)),
    ("submitRoundReport", Some(Action::SubmitRoundReport)),
    ("withdrawRoundReport", Some(Action::WithdrawRoundReport)),
    ("endorseRoundReport", Some(Action::EndorseRoundReport)),
    ("approveRoundReport", Some(Action::ApproveRoundReport)),
    ("returnRoundReport", Some(Action::ReturnRoundReport)),
    ("reopenRoundReport", Some(Action::ReopenRoundReport)),
    ("recordFiling", Some(Action::RecordFiling)),
    ("publishRoundReport", Some(Action::PublishRoundReport)),
    ("amendPlan", Some(Action::EditPlan)),
    ("submitPlan", Some(Action::SubmitPlan)),
    ("withdrawPlan", Some(Action::WithdrawPlan)),
    ("endorsePlan", Some(Action::EndorsePlan)),
    ("approvePlan", Some(Action::ApprovePlan)),
    ("returnPlan", Some(Action::ReturnPlan)),
    ("publishPlan", Some(Action::PublishPlan)),
    ("reviewConformity", Some(Action::ReviewConformity)),
    ("moveReportingWindow", Some(Action::MoveWindow)),
    ("extendDueDate", Some(Action::ExtendDueDate)),
    ("endExtension", Some(Action::ExtendDueDate)),
];

/// Reads that need no sign-in; everything else does.
const OPEN: &[&str] = &[
    "viewer",
    "publication",
    "publications",
    "endedPublications",
    "planPublication",
    "planPublications",
    "recentPublications",
];

const ROLES: [(&str, Role); 8] = [
    ("officer", Role::Officer),
    ("planner", Role::Planner),
    ("clerk", Role::Clerk),
    ("executive", Role::Executive),
    ("nacc-province", Role::NaccProvince),
    ("nacc-region", Role::NaccRegion),
    ("nacc-central", Role::NaccCentral),
    ("admin", Role::Admin),
];

/// The fields of a root type in the committed schema.
fn fields(root: &str) -> Vec<String> {
    let schema = include_str!("../../schema/schema.graphql");
    let body = schema.split(&format!("type {root} {{\n")).nth(1).expect("the root is there");
    let body = body.split("\n}").next().expect("split gives at least one part");
    let names = body.lines().filter_map(|line| {
        let name = line.strip_prefix('\t')?.split(['(', ':']).next()?;
        let plain = !name.is_empty() && name.chars().all(char::is_alphanumeric);
        (plain && line[1 + name.len()..].starts_with(['(', ':'])).then(|| name.to_owned())
    });
    names.collect()
}

#[test]
fn every_mutation_is_in_the_table() {
    let mut listed: Vec<&str> = MUTATIONS.iter().map(|(name, _)| *name).collect();
    let mut there = fields("Mutation");
    listed.sort_unstable();
    there.sort_unstable();
    assert_eq!(there, listed, "say of a new mutation which action it is");
}

/// The ids of everything of the reference municipality that has one.
async fn ids(server: &Server) -> Vec<String> {
    let query = r#"{ organization(code: "wapi-pathum") { id plans { id revisions { id } riskAreas { issues { id } }
        projects(first: 36) { nodes { id progressHistory { id } } }
        a: roundReport(fiscalYear: 2568, round: SIX_MONTH) { id } b: roundReport(fiscalYear: 2569, round: TWELVE_MONTH) { id } } } }"#;
    let mut found = Vec::new();
    collect(&server.ask(query, json!({})).await, &mut found);
    found
}

fn collect(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            found.extend(fields.get("id").and_then(Value::as_str).map(str::to_owned));
            fields.values().for_each(|value| collect(value, found));
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
        _ => {}
    }
}

/// An input that is about things of the reference municipality.
fn input(mutation: &str, ids: &[String], extension: &Value) -> Value {
    let id = |word: &str| ids.iter().find(|id| id.starts_with(&format!("{word}:"))).expect("there is one").clone();
    let report = json!({ "reportId": id("roundReport"), "expectedVersion": 1 });
    let revision = json!({ "revisionId": id("planRevision"), "expectedVersion": 1 });
    let project = json!({ "projectId": id("project"), "fiscalYear": 2569 });
    let with = |base: &Value, more: Value| {
        let mut base = base.clone();
        for (key, value) in more.as_object().expect("an object") {
            base[key] = value.clone();
        }
        base
    };
    match mutation {
        "recordProgress" => with(&project, json!({ "round": "SIX_MONTH", "status": "IN_PROGRESS" })),
        "confirmProgress" => with(&project, json!({ "expectedVersion": 1 })),
        "reopenProgress" => with(&project, json!({ "expectedVersion": 1, "reason": "ทดสอบ" })),
        "assessRisk" => {
            json!({ "issueId": id("riskIssue"), "fiscalYear": 2569, "basis": "INHERENT", "likelihood": 2, "impact": 2 })
        }
        "endorseRoundReport" | "approveRoundReport" => with(&report, json!({ "opinion": "เห็นชอบ" })),
        "returnRoundReport" | "reopenRoundReport" => with(&report, json!({ "reason": "ทดสอบ" })),
        "recordFiling" => with(&report, json!({ "filedOn": "2025-04-30", "referenceNumber": "1" })),
        "submitRoundReport" | "withdrawRoundReport" | "publishRoundReport" => report,
        "reviewConformity" => {
            json!({ "projectId": id("project"), "conformity": "NON_CONFORMING", "reason": "ทดสอบ", "expectedVersion": 1 })
        }
        "amendPlan" => with(&revision, json!({ "document": "{}", "reason": "ทดสอบ" })),
        "endorsePlan" | "approvePlan" => with(&revision, json!({ "opinion": "เห็นชอบ" })),
        "returnPlan" => with(&revision, json!({ "reason": "ทดสอบ" })),
        "submitPlan" | "withdrawPlan" | "publishPlan" => revision,
        "moveReportingWindow" => {
            json!({ "fiscalYear": 2569, "round": "SIX_MONTH", "opensOn": "2026-04-01", "dueOn": "2026-05-15", "reason": "ทดสอบ" })
        }
        "extendDueDate" => {
            json!({ "organizationCode": "wapi-pathum", "fiscalYear": 2570, "round": "TWELVE_MONTH", "dueOn": "2027-11-30", "reason": "ทดสอบ" })
        }
        "applyProgressImport" => json!({ "importId": "progressImport:00000000000040008000000000000000" }),
        "endExtension" => json!({ "extensionId": extension, "reason": "ทดสอบ" }),
        other => panic!("{other} has no input here"),
    }
}

async fn codes(server: &Server, mutation: &str, input: &Value) -> Vec<String> {
    let input_type = format!("{}{}Input", mutation[..1].to_uppercase(), &mutation[1..]);
    let query = format!("mutation($input: {input_type}!) {{ {mutation}(input: $input) {{ userErrors {{ code }} }} }}");
    let payload = server.change(&query, json!({ "input": input })).await;
    payload["userErrors"].as_array().unwrap().iter().map(|error| error["code"].as_str().unwrap().to_owned()).collect()
}

/// An extension of the reference municipality's time, for whoever would end it.
async fn extension(server: &Server) -> Value {
    let query = "mutation($input: ExtendDueDateInput!) { extendDueDate(input: $input) { extension { id } userErrors { code } } }";
    let input = json!({ "organizationCode": "wapi-pathum", "fiscalYear": 2570, "round": "SIX_MONTH", "dueOn": "2027-06-30", "reason": "ทดสอบ" });
    server.by("nacc-central").change(query, json!({ "input": input })).await["extension"]["id"].take()
}

on_both_databases! {
    async fn each_role_does_what_the_table_says_and_no_more(server) {
        let (ids, extension) = (ids(&server).await, extension(&server).await);
        // Evidence has to be there to be removed: its own tests ask who may.
        for (mutation, action) in MUTATIONS.iter().filter(|(name, _)| *name != "removeEvidence") {
            let Some(action) = action else { continue };
            for (username, role) in ROLES {
                let codes = codes(&server.by(username), mutation, &input(mutation, &ids, &extension)).await;
                let refused = codes.iter().any(|code| code == "WRONG_ROLE");
                assert_eq!(refused, !action.roles().contains(&role), "{mutation} as {username}: {codes:?}");
            }
        }
    }

    async fn another_municipality_finds_and_changes_nothing(server) {
        server.record(28, 2568, "SIX_MONTH", json!({ "status": "COMPLETED" })).await;
        let (ids, extension) = (ids(&server).await, extension(&server).await);
        for word in ["organization", "plan", "planRevision", "project", "progress", "riskIssue", "roundReport"] {
            assert!(ids.iter().any(|id| id.starts_with(&format!("{word}:"))), "{word}");
        }
        let other = server.by_another_municipality().await;
        for ids in ids.chunks(100) {
            let nodes = other.ask("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", json!({ "ids": ids })).await;
            assert!(nodes["nodes"].as_array().unwrap().iter().all(Value::is_null), "{nodes:#}");
        }
        let data = other.ask(
            r#"{ organization(code: "wapi-pathum") { id } organizations { totalCount nodes { code } }
                area(code: "TH") { organizationCount summary(fiscalYear: 2568) { projectCount completed } organizations { totalCount } } }"#,
            json!({}),
        ).await;
        assert_eq!(data, json!({ "organization": null, "organizations": { "totalCount": 1, "nodes": [{ "code": "more-1" }] },
            "area": { "organizationCount": 1, "summary": { "projectCount": 36, "completed": 0 }, "organizations": { "totalCount": 1 } } }));
        let events = server.event_count().await;
        for (mutation, action) in MUTATIONS.iter().filter(|(name, _)| *name != "removeEvidence") {
            // Windows are the whole country's, and planners have no part in them.
            if action.is_none_or(|action| matches!(action, Action::MoveWindow | Action::ExtendDueDate)) {
                continue;
            }
            let codes = codes(&other, mutation, &input(mutation, &ids, &extension)).await;
            assert_eq!(codes, ["NOT_FOUND"], "{mutation}");
        }
        assert_eq!(server.event_count().await, events);
        let plan = server.plan_id().await;
        for path in [
            format!("/exports/plan.xlsx?plan={plan}"),
            format!("/exports/round-report.xlsx?plan={plan}&fiscalYear=2568&round=SIX_MONTH"),
            "/exports/audit.xlsx?organization=wapi-pathum".to_owned(),
            format!("/exports/progress-form.xlsx?plan={plan}&fiscalYear=2568&round=SIX_MONTH"),
        ] {
            let answer = other.client.get(server.url(&path)).send().await.unwrap();
            assert_eq!(answer.status(), reqwest::StatusCode::NOT_FOUND, "{path}");
        }
    }

    async fn without_sign_in_only_what_is_published_answers(server) {
        let nobody = server.signed_out();
        for field in fields("Query") {
            let query = match field.as_str() {
                "viewer" => "{ viewer { username } }",
                "publications" => "{ publications(organizationCode: \"wapi-pathum\") { id } }",
                "endedPublications" => "{ endedPublications(organizationCode: \"wapi-pathum\") { endedAt } }",
                "publication" => "{ publication(id: \"publication:00000000000040008000000000000000\") { id } }",
                "recentPublications" => "{ recentPublications { totalCount } }",
                "planPublications" => "{ planPublications(organizationCode: \"wapi-pathum\") { id } }",
                "planPublication" => "{ planPublication(id: \"planPublication:00000000000040008000000000000000\") { id } }",
                "node" => "{ node(id: \"plan:00000000000040008000000000000000\") { id } }",
                "nodes" => "{ nodes(ids: []) { id } }",
                "organization" => "{ organization(code: \"wapi-pathum\") { id } }",
                "organizations" => "{ organizations { totalCount } }",
                "area" => "{ area(code: \"TH\") { code } }",
                "progressImport" => "{ progressImport(id: \"progressImport:00000000000040008000000000000000\") { id } }",
                "reportingWindow" => "{ reportingWindow(fiscalYear: 2568, round: SIX_MONTH) { dueOn } }",
                "planDiff" => "{ planDiff(planId: \"plan:00000000000040008000000000000000\", from: 1, to: 2) { path } }",
                other => panic!("say of {other} whether it needs sign-in"),
            };
            let answer = nobody.send(query, json!({})).await;
            if OPEN.contains(&field.as_str()) {
                answer.data();
            } else {
                assert_eq!(answer.codes(), ["UNAUTHENTICATED"], "{field}");
            }
        }
    }
}

//! Summaries against an independent calculation.

use crate::sample::{Sent, Sums, baht, report_all};
use serde_json::{Value, json};
use std::sync::Arc;
use sucharit_domain::clock::FixedClock;
use sucharit_tests::{Database, Server, on_both_databases};

const FIELDS: &str = "round projectCount inOrdinance inProgress completed unable awaiting score flag plannedBudget ordinanceBudget disbursed
    byDimension { number label projectCount inOrdinance inProgress completed unable awaiting score flag plannedBudget ordinanceBudget disbursed }";

fn assert_sums(summary: &Value, sums: &Sums, awaiting: i64) {
    assert_eq!(summary["projectCount"], sums.projects);
    assert_eq!(summary["inOrdinance"], sums.in_ordinance);
    assert_eq!(summary["inProgress"], sums.in_progress);
    assert_eq!(summary["completed"], sums.completed);
    assert_eq!(summary["unable"], sums.unable);
    assert_eq!(summary["awaiting"], awaiting);
    assert_eq!(summary["plannedBudget"], baht(sums.planned));
    assert_eq!(summary["ordinanceBudget"], baht(sums.ordinance));
    assert_eq!(summary["disbursed"], baht(sums.disbursed));
    assert_eq!(summary["score"], sums.score_hundredths().map_or(Value::Null, |score| baht(score).into()));
}

fn in_dimension(all: &[Sent], dimension: usize) -> Sums {
    Sums::of(all.iter().filter(|sent| sent.dimension == dimension))
}

on_both_databases! {
    async fn equals_an_independent_calculation(server) {
        let all = report_all(&server, 2568, "SIX_MONTH").await;
        let query = format!(r#"{{ organization(code: "wapi-pathum") {{ plan(fiscalYear: 2568) {{
            summary(fiscalYear: 2568, round: SIX_MONTH) {{ {FIELDS} }}
            roundReport(fiscalYear: 2568, round: SIX_MONTH) {{ progress {{ project {{ number }} }} missing {{ number }} summary {{ {FIELDS} }} }} }} }} }}"#);
        let plan = server.ask(&query, json!({})).await["organization"]["plan"].take();
        let summary = &plan["summary"];
        assert_sums(summary, &Sums::of(all.iter()), 0);
        let dimensions = summary["byDimension"].as_array().unwrap();
        assert_eq!(dimensions.len(), 4);
        for (place, dimension) in dimensions.iter().enumerate() {
            assert_eq!(dimension["label"], format!("มิติที่ {}", place + 1));
            assert_sums(dimension, &in_dimension(&all, place + 1), 0);
        }
        // 15 completed (1 and 2 of every five, and 36), 14 in progress, 7 unable: (15 + 7) / 36.
        assert_eq!((&summary["score"], &summary["flag"]), (&json!("61.11"), &json!("GREEN")));
        assert_eq!(plan["roundReport"]["summary"], *summary);
        assert_eq!((plan["roundReport"]["progress"].as_array().unwrap().len(), &plan["roundReport"]["missing"]), (36, &json!([])));
    }

    async fn nothing_reported_awaits_everything(server) {
        let query = format!(r#"{{ organization(code: "wapi-pathum") {{ plan(fiscalYear: 2568) {{ summary(fiscalYear: 2567) {{ {FIELDS} }}
            roundReport(fiscalYear: 2567, round: TWELVE_MONTH) {{ missing {{ number }} state isOverdue dueOn }} outside: roundReport(fiscalYear: 2571, round: SIX_MONTH) {{ id }} }} }} }}"#);
        let plan = server.ask(&query, json!({})).await["organization"]["plan"].take();
        let summary = &plan["summary"];
        assert_eq!((&summary["awaiting"], &summary["score"], &summary["flag"]), (&json!(36), &json!("0.00"), &json!("RED")));
        assert_eq!((&summary["plannedBudget"], &summary["round"]), (&json!("20000.00"), &json!("SIX_MONTH")));
        let report = &plan["roundReport"];
        assert_eq!(report["missing"].as_array().unwrap().len(), 36);
        assert_eq!((&report["state"], &report["isOverdue"], &report["dueOn"]), (&json!("DRAFT"), &json!(true), &json!("2024-10-31")));
        assert_eq!(plan["outside"], Value::Null);
    }

    async fn a_dimension_without_projects_stays_with_zeros(server) {
        server.database.execute("DELETE FROM project_year WHERE fiscal_year = 2568 AND project_id IN (SELECT id FROM project WHERE number BETWEEN 7 AND 27)").await;
        let query = format!(r#"{{ organization(code: "wapi-pathum") {{ plan(fiscalYear: 2568) {{ summary(fiscalYear: 2568) {{ {FIELDS} }} }} }} }}"#);
        let summary = server.ask(&query, json!({})).await["organization"]["plan"]["summary"].take();
        let counts: Vec<_> = summary["byDimension"].as_array().unwrap().iter().map(|found| &found["projectCount"]).collect();
        assert_eq!(counts, [6, 0, 4, 5]);
        let empty = &summary["byDimension"][1];
        assert_eq!((&empty["score"], &empty["flag"], &empty["plannedBudget"]), (&Value::Null, &Value::Null, &json!("0.00")));
    }

    async fn a_non_conforming_project_counts_nowhere(server) {
        let all = report_all(&server, 2568, "SIX_MONTH").await;
        server.database.execute("UPDATE project SET conformity = 'NON_CONFORMING' WHERE number IN (1, 28)").await;
        let query = format!(r#"{{ organization(code: "wapi-pathum") {{ plan(fiscalYear: 2568) {{ summary(fiscalYear: 2568, round: SIX_MONTH) {{ {FIELDS} }}
            roundReport(fiscalYear: 2568, round: SIX_MONTH) {{ progress {{ id }} }} }} }} area(code: "TH") {{ summary(fiscalYear: 2568, round: SIX_MONTH) {{ {FIELDS} }} }} }}"#);
        let data = server.ask(&query, json!({})).await;
        let plan = &data["organization"]["plan"];
        assert_sums(&plan["summary"], &Sums::of(all.iter().filter(|sent| ![1, 28].contains(&sent.number))), 0);
        assert_eq!(plan["summary"], data["area"]["summary"]);
        assert_eq!(plan["roundReport"]["progress"].as_array().unwrap().len(), 34);
    }

    async fn without_a_round_the_latest_reported_counts(server) {
        server.record(1, 2568, "SIX_MONTH", json!({ "status": "IN_PROGRESS" })).await;
        server.record(2, 2568, "SIX_MONTH", json!({ "status": "COMPLETED" })).await;
        // An older year's twelve-month report hides nothing of this year.
        server.record(1, 2567, "TWELVE_MONTH", json!({ "status": "UNABLE", "unableReason": "NO_BUDGET" })).await;
        let query = r#"{ organization(code: "wapi-pathum") { plan(fiscalYear: 2568) {
            latest: summary(fiscalYear: 2568) { round inProgress completed unable awaiting }
            six: summary(fiscalYear: 2568, round: SIX_MONTH) { round inProgress completed unable awaiting }
            twelve: summary(fiscalYear: 2568, round: TWELVE_MONTH) { round inProgress completed unable awaiting } } } }"#;
        let plan = server.ask(query, json!({})).await["organization"]["plan"].take();
        let six_month = json!({ "round": "SIX_MONTH", "inProgress": 1, "completed": 1, "unable": 0, "awaiting": 34 });
        assert_eq!((&plan["latest"], &plan["six"]), (&six_month, &six_month), "a carried completion is no twelve-month reporting");
        assert_eq!(plan["twelve"], json!({ "round": "TWELVE_MONTH", "inProgress": 0, "completed": 1, "unable": 0, "awaiting": 35 }));
        server.record(1, 2568, "TWELVE_MONTH", json!({ "status": "UNABLE", "unableReason": "POLICY_CHANGED" })).await;
        let plan = server.ask(query, json!({})).await["organization"]["plan"].take();
        assert_eq!(plan["latest"], json!({ "round": "TWELVE_MONTH", "inProgress": 0, "completed": 1, "unable": 1, "awaiting": 34 }));
        assert_eq!(plan["six"], six_month, "the six-month round stays what it was");
    }

    async fn an_areas_summary_adds_up_its_organizations(server) {
        report_all(&server, 2568, "SIX_MONTH").await;
        let query = format!(r#"{{ organization(code: "wapi-pathum") {{ plan(fiscalYear: 2568) {{ summary(fiscalYear: 2568, round: SIX_MONTH) {{ {FIELDS} }} }} }}
            country: area(code: "TH") {{ organizationCount summary(fiscalYear: 2568, round: SIX_MONTH) {{ {FIELDS} }} }}
            region: area(code: "R4") {{ organizationCount summary(fiscalYear: 2568, round: SIX_MONTH) {{ {FIELDS} }} }}
            district: area(code: "TH-44-วาปีปทุม") {{ organizations {{ totalCount nodes {{ code }} }} }}
            province: area(code: "TH-44") {{ name kind parent {{ code }} organizationCount children {{ code }} summary(fiscalYear: 2568, round: SIX_MONTH) {{ {FIELDS} }} }}
            other: area(code: "TH-10") {{ organizationCount summary(fiscalYear: 2568) {{ projectCount score flag byDimension {{ projectCount }} }} }}
            none: area(code: "TH-99") {{ code }} }}"#);
        let data = server.ask(&query, json!({})).await;
        let expected = &data["organization"]["plan"]["summary"];
        for area in ["country", "region", "province"] {
            assert_eq!((&data[area]["summary"], &data[area]["organizationCount"]), (expected, &json!(1)), "{area}");
        }
        let province = &data["province"];
        assert_eq!((&province["name"], &province["parent"]["code"]), (&json!("มหาสารคาม"), &json!("R4")));
        assert_eq!(province["children"], json!([{ "code": "TH-44-วาปีปทุม" }]));
        assert_eq!(data["district"]["organizations"], json!({ "totalCount": 1, "nodes": [{ "code": "wapi-pathum" }] }));
        let nothing = json!({ "projectCount": 0 });
        let nothing = json!({ "projectCount": 0, "score": null, "flag": null, "byDimension": [nothing, nothing, nothing, nothing] });
        assert_eq!((&data["other"]["summary"], &data["other"]["organizationCount"]), (&nothing, &json!(0)));
        assert_eq!(data["none"], Value::Null);
    }
}

/// A report is overdue from the day after its due date on, by the day in Bangkok.
#[tokio::test]
async fn overdue_begins_at_midnight_in_bangkok() {
    let query = r#"{ organization(code: "wapi-pathum") { plan(fiscalYear: 2568) { roundReport(fiscalYear: 2568, round: SIX_MONTH) { isOverdue dueOn } } } }"#;
    for (instant, overdue) in [("2025-04-30T16:59:59Z", false), ("2025-04-30T17:00:00Z", true)] {
        let clock = FixedClock(instant.parse().expect("an instant"));
        let server = Server::start_at(Database::Sqlite, Arc::new(clock)).await;
        let report = server.ask(query, json!({})).await["organization"]["plan"]["roundReport"].take();
        assert_eq!(report, json!({ "isOverdue": overdue, "dueOn": "2025-04-30" }), "{instant}");
    }
}

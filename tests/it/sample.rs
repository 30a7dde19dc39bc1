//! A fiscal year fully reported with mixed statuses, and what it adds up to: counted here, apart from the server.

use serde_json::{Value, json};
use sucharit_tests::{REFERENCE_PLAN, Server};

/// One project's report as it was sent.
#[derive(Debug, Clone)]
pub struct Sent {
    pub number: i64,
    pub name: String,
    pub kind: String,
    pub dimension: usize,
    pub planned_satang: i64,
    pub status: &'static str,
    pub reason: Option<&'static str>,
    pub in_ordinance: bool,
    pub ordinance_satang: i64,
    pub disbursed_satang: i64,
    pub result: String,
}

/// What a set of projects adds up to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sums {
    pub projects: i64,
    pub in_ordinance: i64,
    pub in_progress: i64,
    pub completed: i64,
    pub unable: i64,
    pub planned: i64,
    pub ordinance: i64,
    pub in_ordinance_amount: i64,
    pub disbursed: i64,
}

impl Sums {
    pub fn of<'a>(sent: impl Iterator<Item = &'a Sent>) -> Self {
        let mut sums = Self::default();
        for one in sent {
            sums.projects += 1;
            sums.in_ordinance += i64::from(one.in_ordinance);
            match one.status {
                "IN_PROGRESS" => sums.in_progress += 1,
                "COMPLETED" => sums.completed += 1,
                _ => sums.unable += 1,
            }
            sums.planned += one.planned_satang;
            sums.ordinance += one.ordinance_satang;
            sums.in_ordinance_amount += if one.in_ordinance { one.ordinance_satang } else { 0 };
            sums.disbursed += one.disbursed_satang;
        }
        sums
    }

    /// The score in hundredths of a percent, rounded half up.
    pub fn score_hundredths(&self) -> Option<i64> {
        let (points, whole) = (2 * self.completed + self.in_progress, 2 * self.projects);
        (whole > 0).then(|| (points * 10_000 * 2 + whole) / (2 * whole))
    }
}

/// Satang as the wire shows them.
pub fn baht(satang: i64) -> String {
    format!("{}.{:02}", satang / 100, satang % 100)
}

/// Reports all 36 projects for a year and round, in a pattern that mixes everything; answers with what was sent.
pub async fn report_all(server: &Server, fiscal_year: i32, round: &str) -> Vec<Sent> {
    let file: Value = serde_json::from_str(REFERENCE_PLAN).expect("the reference plan is JSON");
    let mut all = Vec::new();
    for project in file["projects"].as_array().expect("projects") {
        let sent = sent(project);
        let mut input = json!({
            "status": sent.status, "inOrdinance": sent.in_ordinance, "ordinanceBudget": baht(sent.ordinance_satang),
            "disbursed": baht(sent.disbursed_satang), "result": sent.result,
        });
        if let Some(reason) = sent.reason {
            input["unableReason"] = reason.into();
            input["unableDetail"] = "รอหนังสือสั่งการ".into();
        }
        let number = i32::try_from(sent.number).expect("a small number");
        let payload = server.record(number, fiscal_year, round, input).await;
        assert_eq!(payload["userErrors"], json!([]), "project {number}");
        all.push(sent);
    }
    all
}

fn sent(project: &Value) -> Sent {
    let number = project["number"].as_i64().expect("a number");
    let planned_satang = project["budgetBahtPerYear"].as_i64().expect("an amount") * 100;
    let (status, reason) = match number % 5 {
        0 => ("UNABLE", Some(if number % 2 == 0 { "NO_BUDGET" } else { "OTHER" })),
        1 | 2 => ("COMPLETED", None),
        _ => ("IN_PROGRESS", None),
    };
    let uses_budget = project["usesBudget"] == true;
    Sent {
        number,
        name: project["name"].as_str().expect("a name").to_owned(),
        kind: project["kind"].as_str().expect("a kind").to_owned(),
        dimension: project["missionCode"].as_str().expect("a code")[..1].parse().expect("a dimension"),
        planned_satang,
        status,
        reason,
        in_ordinance: uses_budget || number % 3 == 0,
        ordinance_satang: if uses_budget { 1_800_050 } else { 0 },
        disbursed_satang: if uses_budget { 1_234_567 } else { 0 },
        result: format!("ดำเนินการข้อ {number} แล้ว\nรวม ๒ ครั้ง"),
    }
}

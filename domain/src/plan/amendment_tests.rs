//! What an amendment must keep, on the reference plan.

use super::*;
use crate::plan::read_document;

fn plan() -> PlanDocument {
    read_document::read(include_str!("../../../data/wapi-pathum-2566-2570.json")).unwrap()
}

fn year(year: i32) -> FiscalYear {
    FiscalYear::new(year).unwrap()
}

fn said(text: &PlanDocument, in_use: &InUse) -> Vec<String> {
    let said = |refusal: Refusal| format!("{} {}", refusal.path, refusal.fault.code());
    faults(text, &plan(), in_use).into_iter().map(said).collect()
}

#[test]
fn organization_and_years_stay() {
    let mut text = plan();
    text.organization.code = "elsewhere".to_owned();
    text.organization.district_code = "TH-44-0".to_owned();
    text.heading.end_fiscal_year = year(2571);
    assert_eq!(
        said(&text, &InUse::default()),
        ["organization.code", "organization.district", "plan.endFiscalYear"]
            .map(|place| format!("{place} DIFFERS_FROM_RECORDED"))
    );
}

#[test]
fn an_amendment_needs_a_reason_and_a_first_draft_none() {
    for (reason, is_first_draft, fault) in [
        (Some("ปรับงบประมาณ"), false, None),
        (None, false, Some("REQUIRED")),
        (Some(" "), false, Some("REQUIRED")),
        (None, true, None),
        (Some(" "), true, Some("REQUIRED")),
        (Some("a\0"), true, Some("NUL_IN_TEXT")),
    ] {
        let found = reason_fault(reason, is_first_draft).map(|fault| fault.code());
        assert_eq!(found, fault, "{reason:?} {is_first_draft}");
    }
}

#[test]
fn the_same_text_amends_nothing() {
    assert_eq!(said(&plan(), &InUse::default()), [" NOTHING_AMENDED"]);
}

#[test]
fn progress_keeps_projects_and_years() {
    let mut text = plan();
    text.projects.remove(0);
    text.projects[26].budgets.remove(&year(2568));
    text.projects[27].uses_budget = false;
    assert_eq!(said(&text, &InUse::default()), Vec::<String>::new(), "nothing hangs on them");
    let years = |has_amount| BTreeMap::from([(year(2567), false), (year(2568), has_amount)]);
    let progress = BTreeMap::from([(1, years(false)), (28, years(true)), (29, years(true))]);
    let in_use = InUse { progress, ..InUse::default() };
    assert_eq!(
        said(&text, &in_use),
        [
            "projects PROJECT_HAS_PROGRESS",
            "projects PROJECT_HAS_PROGRESS",
            "projects[26].fiscalYears PROJECT_HAS_PROGRESS",
            "projects[27].usesBudget PROJECT_HAS_PROGRESS",
        ]
    );
}

#[test]
fn scores_keep_issues() {
    let mut text = plan();
    text.risk_areas[0].issues[0].text.push('ๆ');
    text.risk_areas[1].operation.push('ๆ');
    text.risk_areas.truncate(2);
    assert_eq!(said(&text, &InUse::default()), Vec::<String>::new());
    let in_use = InUse { scored: [(1, 1), (2, 1), (3, 1)].into(), ..InUse::default() };
    assert_eq!(said(&text, &in_use), ["riskAreas[0].issues[0] RISK_HAS_SCORES", "riskAreas RISK_HAS_SCORES"]);
}

//! Reading plan files: what is refused. What is read is in `accepted`.

use super::*;
use crate::{
    money::Baht,
    project::{Comparison, TargetGroupCategory},
    refusal::PathStep,
    text::{LONGEST_NAME, LONGEST_TEXT},
};
use proptest::{collection::vec, prelude::*, sample::Index};
use rust_decimal::Decimal;
use serde_json::json;

const REFERENCE: &str = include_str!("../../../../data/wapi-pathum-2566-2570.json");

#[path = "accepted_tests.rs"]
mod accepted;

// Broken variants.

#[test]
fn a_list_fits_one_cell_of_the_plan_workbook() {
    for (key, texts, fits) in [
        ("objectives", vec!["ก".repeat(10_000), "ข".repeat(3_920)], true), // 13,920 and twice 40
        ("objectives", vec!["ก".repeat(10_000), "ข".repeat(3_921)], false),
        ("steps", vec!["ค".repeat(3_500); 4], false),
        ("responsibleUnits", (0..14).map(|number| format!("{number}{}", "ง".repeat(990))).collect(), false),
    ] {
        let mut file: Value = serde_json::from_str(REFERENCE).unwrap();
        file["projects"][0][key] = json!(texts);
        let expected = if fits { Vec::new() } else { vec![(format!("projects[0].{key}"), "TEXT_TOO_LONG".to_owned())] };
        assert_eq!(places(&file.to_string()), expected, "{key}");
    }
}

#[test]
fn what_is_no_plan_at_all() {
    for (text, code) in [
        ("", "NOT_JSON"),
        ("{", "NOT_JSON"),
        ("{\"plan\": 1,}", "NOT_JSON"),
        ("แผน", "NOT_JSON"),
        ("{} {}", "NOT_JSON"),
        ("1e400", "NOT_JSON"),
        ("[]", "WRONG_TYPE"),
        ("null", "WRONG_TYPE"),
        ("\"แผน\"", "WRONG_TYPE"),
    ] {
        assert_eq!(places(text), [(String::new(), code.to_owned())], "{text}");
    }
    let deep = "[".repeat(100_000);
    assert_eq!(
        places(&deep),
        [(String::new(), "NOT_JSON".to_owned())],
        "deep nesting is refused, not a stack overflow"
    );
}

#[test]
fn every_missing_section_is_named_once() {
    let sections = ["organization", "plan", "goals", "dimensions", "riskAreas", "projects"];
    assert_eq!(places("{}"), expected(&sections.map(|section| (section, "REQUIRED"))));
}

#[test]
fn each_missing_value_is_named() {
    for (pointer, place) in [
        ("/organization/code", "organization.code"),
        ("/organization/name", "organization.name"),
        ("/organization/kind", "organization.kind"),
        ("/organization/district", "organization.district"),
        ("/organization/provinceCode", "organization.provinceCode"),
        ("/plan/title", "plan.title"),
        ("/plan/startFiscalYear", "plan.startFiscalYear"),
        ("/plan/endFiscalYear", "plan.endFiscalYear"),
        ("/goals", "goals"),
        ("/goals/1/unit", "goals[1].unit"),
        ("/goals/1/targets", "goals[1].targets"),
        ("/dimensions", "dimensions"),
        ("/projects", "projects"),
        ("/dimensions/3/name", "dimensions[3].name"),
        ("/dimensions/0/missions/1/name", "dimensions[0].missions[1].name"),
        ("/dimensions/0/missions/0/objectives/2/name", "dimensions[0].missions[0].objectives[2].name"),
        ("/riskAreas", "riskAreas"),
        ("/riskAreas/0/operation", "riskAreas[0].operation"),
        ("/riskAreas/0/issues/1/text", "riskAreas[0].issues[1].text"),
        ("/riskAreas/0/controlMeasures/6/name", "riskAreas[0].controlMeasures[6].name"),
        ("/projects/27/missionCode", "projects[27].missionCode"),
        ("/projects/27/objectiveCodes", "projects[27].objectiveCodes"),
        ("/projects/27/kind", "projects[27].kind"),
        ("/projects/27/name", "projects[27].name"),
        ("/projects/27/targetGroups", "projects[27].targetGroups"),
        ("/projects/27/fiscalYears", "projects[27].fiscalYears"),
        ("/projects/27/usesBudget", "projects[27].usesBudget"),
        ("/projects/27/budgetBahtPerYear", "projects[27].budgetBahtPerYear"),
        ("/projects/27/responsibleUnits", "projects[27].responsibleUnits"),
        ("/projects/27/objectives", "projects[27].objectives"),
        ("/projects/27/steps", "projects[27].steps"),
        ("/projects/27/outputs", "projects[27].outputs"),
        ("/projects/27/outcomes", "projects[27].outcomes"),
        ("/projects/35/number", "projects[35].number"),
        ("/projects/0/targetGroups/2/category", "projects[0].targetGroups[2].category"),
        ("/projects/0/outputs/0/comparison", "projects[0].outputs[0].comparison"),
    ] {
        let mut file = reference();
        remove(&mut file, pointer);
        let mut wanted = vec![(place, "REQUIRED")];
        if pointer == "/projects/35/number" {
            wanted.push(("riskAreas[3].controlMeasures[5].projectNumber", "UNKNOWN_REFERENCE"));
        }
        assert_eq!(places(&file.to_string()), expected(&wanted), "{pointer}");
    }
}

#[test]
fn what_may_be_left_out_or_null() {
    for pointer in [
        "/about",
        "/organization/province",
        "/organization/region",
        "/plan/announcedOn",
        "/plan/adoptedByPosition",
        "/goals/0/baselineFiscalYear",
        "/riskAreas/0/issues/0/level",
        "/riskAreas/0/controlMeasures/1/projectNumber",
        "/projects/0/targetGroups/0/count",
        "/projects/27/budgetReconstructed",
    ] {
        let mut file = reference();
        *at(&mut file, pointer) = Value::Null;
        assert_eq!(places(&file.to_string()), [], "{pointer} null");
        remove(&mut file, pointer);
        assert_eq!(places(&file.to_string()), [], "{pointer} left out");
    }
}

#[test]
fn values_of_the_wrong_type() {
    each_is_named_alone([
        ("/organization", json!([]), "organization", "WRONG_TYPE"),
        ("/plan/title", json!(7), "plan.title", "WRONG_TYPE"),
        ("/plan/title", Value::Null, "plan.title", "WRONG_TYPE"),
        ("/plan/announcedOn", json!("29/09/2565"), "plan.announcedOn", "WRONG_TYPE"),
        ("/plan/announcedOn", json!("2023-02-29"), "plan.announcedOn", "WRONG_TYPE"),
        ("/plan/announcedOn", json!(2565), "plan.announcedOn", "WRONG_TYPE"),
        ("/plan/announcedOn", json!("2022-9-29"), "plan.announcedOn", "WRONG_TYPE"),
        ("/plan/announcedOn", json!("+2022-09-29"), "plan.announcedOn", "WRONG_TYPE"),
        ("/plan/announcedOn", json!("2022-09-29T00:00:00Z"), "plan.announcedOn", "WRONG_TYPE"),
        ("/plan/announcedOn", json!("2565-09-29"), "plan.announcedOn", "WRONG_TYPE"), // B.E.
        ("/goals", json!({}), "goals", "WRONG_TYPE"),
        ("/goals/0", json!("เป้าหมาย"), "goals[0]", "WRONG_TYPE"),
        ("/goals/0/targets", json!([10, 20]), "goals[0].targets", "WRONG_TYPE"),
        ("/goals/0/targets/2566", json!("สิบ"), "goals[0].targets.2566", "WRONG_TYPE"),
        ("/goals/0/reconstructed", json!("yes"), "goals[0].reconstructed", "WRONG_TYPE"),
        ("/riskAreas/1/issues/0", json!("ประเด็น"), "riskAreas[1].issues[0]", "WRONG_TYPE"),
        ("/riskAreas/0/sequence", json!(1.0), "riskAreas[0].sequence", "WRONG_TYPE"),
        ("/projects/27", Value::Null, "projects[27]", "WRONG_TYPE"),
        ("/projects/27/number", json!("28"), "projects[27].number", "WRONG_TYPE"),
        ("/projects/27/usesBudget", json!("Y"), "projects[27].usesBudget", "WRONG_TYPE"),
        ("/projects/27/usesBudget", json!(1), "projects[27].usesBudget", "WRONG_TYPE"),
        ("/projects/27/kind", json!(1), "projects[27].kind", "WRONG_TYPE"),
        ("/projects/27/steps/1", json!(["ขั้นตอน"]), "projects[27].steps[1]", "WRONG_TYPE"),
        ("/projects/27/fiscalYears/0", json!("2566"), "projects[27].fiscalYears[0]", "WRONG_TYPE"),
        ("/projects/27/budgetBahtPerYear", json!("สองหมื่น"), "projects[27].budgetBahtPerYear", "WRONG_TYPE"),
        ("/projects/27/budgetBahtPerYear", json!("20,000"), "projects[27].budgetBahtPerYear", "WRONG_TYPE"),
        ("/projects/27/budgetBahtPerYear", json!("20_000"), "projects[27].budgetBahtPerYear", "WRONG_TYPE"),
        ("/projects/27/budgetBahtPerYear", json!("2e4"), "projects[27].budgetBahtPerYear", "WRONG_TYPE"),
        ("/projects/27/budgetBahtPerYear", json!(""), "projects[27].budgetBahtPerYear", "WRONG_TYPE"),
        ("/projects/27/budgetBahtPerYear", json!(true), "projects[27].budgetBahtPerYear", "WRONG_TYPE"),
        ("/projects/27/budgetBahtPerYear", json!([20000]), "projects[27].budgetBahtPerYear", "WRONG_TYPE"),
    ]);
}

#[test]
fn codes_outside_their_list() {
    each_is_named_alone([
        ("/organization/kind", json!("เทศบาลตำบล"), "organization.kind", "UNKNOWN_CODE"),
        ("/goals/0/direction", json!("DOWN"), "goals[0].direction", "UNKNOWN_CODE"),
        ("/riskAreas/0/issues/0/level", json!("medium"), "riskAreas[0].issues[0].level", "UNKNOWN_CODE"),
        ("/projects/27/kind", json!("PROJECTS"), "projects[27].kind", "UNKNOWN_CODE"),
        ("/projects/0/targetGroups/0/category", json!("STAFF"), "projects[0].targetGroups[0].category", "UNKNOWN_CODE"),
        ("/projects/0/outputs/0/comparison", json!(">="), "projects[0].outputs[0].comparison", "UNKNOWN_CODE"),
    ]);
}

#[test]
fn texts_that_cannot_be_kept() {
    let long = |length: usize| json!("ก".repeat(length));
    each_is_named_alone([
        ("/projects/27/name", json!(""), "projects[27].name", "REQUIRED"),
        ("/projects/27/name", json!(" \t"), "projects[27].name", "REQUIRED"),
        ("/projects/27/name", long(LONGEST_NAME + 1), "projects[27].name", "TEXT_TOO_LONG"),
        ("/projects/27/name", json!("เวที\0ประชาคม"), "projects[27].name", "NUL_IN_TEXT"),
        ("/projects/27/steps/0", long(LONGEST_TEXT + 1), "projects[27].steps[0]", "TEXT_TOO_LONG"),
        ("/organization/province", json!("ก\0"), "organization.province", "NUL_IN_TEXT"),
    ]);
}

#[test]
fn years_are_buddhist_era_and_within_the_plan() {
    each_is_named_alone([
        ("/plan/startFiscalYear", json!(2023), "plan.startFiscalYear", "NOT_A_FISCAL_YEAR"),
        ("/plan/endFiscalYear", json!(2027), "plan.endFiscalYear", "NOT_A_FISCAL_YEAR"),
        ("/plan/endFiscalYear", json!(2565), "plan.endFiscalYear", "YEARS_REVERSED"),
        ("/plan/endFiscalYear", json!(2576), "plan.endFiscalYear", "OUT_OF_RANGE"),
        ("/plan/endFiscalYear", json!(9_223_372_036_854_775_807_i64), "plan.endFiscalYear", "NOT_A_FISCAL_YEAR"),
        ("/goals/0/baselineFiscalYear", json!(2022), "goals[0].baselineFiscalYear", "NOT_A_FISCAL_YEAR"),
        ("/goals/0/targets", json!({"2023": 10}), "goals[0].targets.2023", "NOT_A_FISCAL_YEAR"),
        ("/goals/0/targets", json!({"ปี": 10}), "goals[0].targets.ปี", "NOT_A_FISCAL_YEAR"),
        ("/goals/0/targets", json!({"2566": 1, "+2566": 2}), "goals[0].targets.+2566", "NOT_A_FISCAL_YEAR"),
        ("/goals/0/targets", json!({"2566": 1, "02566": 2}), "goals[0].targets.02566", "NOT_A_FISCAL_YEAR"),
        ("/goals/0/targets", json!({"2571": 10}), "goals[0].targets.2571", "OUTSIDE_PLAN_YEARS"),
        ("/projects/27/fiscalYears/4", json!(2571), "projects[27].fiscalYears[4]", "OUTSIDE_PLAN_YEARS"),
        ("/projects/27/fiscalYears/0", json!(2565), "projects[27].fiscalYears[0]", "OUTSIDE_PLAN_YEARS"),
        ("/projects/27/fiscalYears/0", json!(2023), "projects[27].fiscalYears[0]", "NOT_A_FISCAL_YEAR"),
        ("/projects/27/fiscalYears/4", json!(2566), "projects[27].fiscalYears[4]", "DUPLICATE"),
        ("/projects/27/fiscalYears", json!([]), "projects[27].fiscalYears", "REQUIRED"),
    ]);
}

#[test]
fn amounts_of_money() {
    let by_year = |first: Value| json!({"2566": first, "2567": 1, "2568": 1, "2569": 1, "2570": 1});
    each_is_named_alone([
        ("/projects/27/budgetBahtPerYear", json!(-1), "projects[27].budgetBahtPerYear", "NEGATIVE_AMOUNT"),
        ("/projects/27/budgetBahtPerYear", json!("-0.01"), "projects[27].budgetBahtPerYear", "NEGATIVE_AMOUNT"),
        ("/projects/27/budgetBahtPerYear", json!(20000.005), "projects[27].budgetBahtPerYear", "TOO_MANY_DECIMALS"),
        ("/projects/27/budgetBahtPerYear", json!("0.001"), "projects[27].budgetBahtPerYear", "TOO_MANY_DECIMALS"),
        ("/projects/27/budgetBahtPerYear", json!(1e-7), "projects[27].budgetBahtPerYear", "TOO_MANY_DECIMALS"),
        ("/projects/27/budgetBahtPerYear", json!("100000000000"), "projects[27].budgetBahtPerYear", "AMOUNT_TOO_LARGE"),
        ("/projects/27/budgetBahtPerYear", json!(1e20), "projects[27].budgetBahtPerYear", "AMOUNT_TOO_LARGE"),
        ("/projects/26/budgetBahtPerYear", json!(0.01), "projects[26].budgetBahtPerYear", "AMOUNT_WITHOUT_BUDGET"),
        (
            "/projects/27/budgetBahtPerYear",
            json!("0.00999999999999999999999999999999"), // would round to 0.01 in a decimal of 28 places
            "projects[27].budgetBahtPerYear",
            "WRONG_TYPE",
        ),
        (
            "/projects/27/budgetBahtPerYear",
            by_year(json!(-1)),
            "projects[27].budgetBahtPerYear.2566",
            "NEGATIVE_AMOUNT",
        ),
        (
            "/projects/27/budgetBahtPerYear",
            by_year(json!(0.125)),
            "projects[27].budgetBahtPerYear.2566",
            "TOO_MANY_DECIMALS",
        ),
        ("/projects/27/budgetBahtPerYear", json!({}), "projects[27].budgetBahtPerYear", "BUDGET_YEARS_DIFFER"),
        ("/projects/27/budgetBahtPerYear", json!({"2566": 1}), "projects[27].budgetBahtPerYear", "BUDGET_YEARS_DIFFER"),
    ]);
}

#[test]
fn numbers_outside_their_range() {
    each_is_named_alone([
        ("/goals/0/targets/2566", json!(-1), "goals[0].targets.2566", "OUT_OF_RANGE"),
        ("/goals/0/targets/2566", json!(1_000_001), "goals[0].targets.2566", "OUT_OF_RANGE"),
        ("/goals/0/targets/2566", json!(1.005), "goals[0].targets.2566", "TOO_MANY_DECIMALS"),
        ("/projects/27/number", json!(0), "projects[27].number", "OUT_OF_RANGE"),
        ("/projects/27/number", json!(1000), "projects[27].number", "OUT_OF_RANGE"),
        ("/projects/27/number", json!(65_564), "projects[27].number", "OUT_OF_RANGE"), // 28 in the low 16 bits
        ("/projects/0/targetGroups/0/count", json!(-1), "projects[0].targetGroups[0].count", "OUT_OF_RANGE"),
    ]);
}

#[test]
fn duplicates() {
    each_is_named_alone([
        ("/goals/1/code", json!("CORRUPTION_CASES"), "goals[1].code", "DUPLICATE"),
        ("/riskAreas/3/sequence", json!(1), "riskAreas[3].sequence", "DUPLICATE"),
        ("/projects/27/number", json!(1), "projects[27].number", "DUPLICATE"),
        ("/projects/27/objectiveCodes", json!(["3.1.1", "3.1.1"]), "projects[27].objectiveCodes[1]", "DUPLICATE"),
        ("/projects/27/responsibleUnits", json!(["กอง", "กอง"]), "projects[27].responsibleUnits[1]", "DUPLICATE"),
    ]);
}

#[test]
fn references_to_nothing() {
    each_is_named_alone([
        ("/projects/27/objectiveCodes/0", json!("1.1.1"), "projects[27].objectiveCodes[0]", "UNKNOWN_REFERENCE"),
        (
            "/riskAreas/0/controlMeasures/0/projectNumber",
            json!(37),
            "riskAreas[0].controlMeasures[0].projectNumber",
            "UNKNOWN_REFERENCE",
        ),
    ]);
}

#[test]
fn quantities_go_with_their_comparison() {
    each_is_named_alone([
        ("/projects/27/outputs/0/quantity", json!(1), "projects[27].outputs[0].quantity", "QUANTITY_MISMATCH"),
        ("/projects/0/outputs/0/quantity", Value::Null, "projects[0].outputs[0].quantity", "QUANTITY_MISMATCH"),
    ]);
}

#[test]
fn lists_that_need_something() {
    each_is_named_alone([("/projects/27/objectives", json!([]), "projects[27].objectives", "REQUIRED")]);
}

#[test]
fn values_at_the_edge_are_kept() {
    for (pointer, value) in [
        ("/projects/27/name", json!("ก".repeat(LONGEST_NAME))),
        ("/projects/27/steps/0", json!("ก".repeat(LONGEST_TEXT))),
        ("/projects/27/number", json!(999)),
        ("/plan/endFiscalYear", json!(2575)),
        ("/goals/0/targets/2566", json!(0)),
        ("/goals/0/targets/2566", json!(1_000_000)),
        ("/goals/0/targets/2566", json!(0.25)),
    ] {
        let mut file = reference();
        *at(&mut file, pointer) = value;
        assert_eq!(places(&file.to_string()), [], "{pointer}");
    }
}

#[test]
fn an_unknown_key_anywhere_is_named() {
    for (object, place) in [
        ("", "extra"),
        ("/organization", "organization.extra"),
        ("/plan", "plan.extra"),
        ("/goals/1", "goals[1].extra"),
        ("/dimensions/2", "dimensions[2].extra"),
        ("/dimensions/2/missions/0", "dimensions[2].missions[0].extra"),
        ("/dimensions/2/missions/0/objectives/0", "dimensions[2].missions[0].objectives[0].extra"),
        ("/riskAreas/3", "riskAreas[3].extra"),
        ("/riskAreas/3/issues/2", "riskAreas[3].issues[2].extra"),
        ("/riskAreas/3/controlMeasures/5", "riskAreas[3].controlMeasures[5].extra"),
        ("/projects/27", "projects[27].extra"),
        ("/projects/0/targetGroups/1", "projects[0].targetGroups[1].extra"),
        ("/projects/27/outputs/0", "projects[27].outputs[0].extra"),
        ("/projects/27/outcomes/1", "projects[27].outcomes[1].extra"),
    ] {
        let mut file = reference();
        at(&mut file, object)["extra"] = Value::Null;
        assert_eq!(places(&file.to_string()), expected(&[(place, "UNKNOWN_FIELD")]));
    }
}

#[test]
fn a_key_that_stands_twice_is_named() {
    for (found, replacement, place) in [
        ("\"number\": 28,", "\"number\": 28, \"kind\": \"MEASURE\",", "projects[27].kind"),
        ("\"number\": 28,", "\"number\": 28, \"number\": 28,", "projects[27].number"),
        ("\"2566\": 10,", "\"2566\": 10, \"2566\": 20,", "goals[0].targets.2566"),
        ("\"about\":", "\"about\": \"ก่อน\", \"about\":", "about"),
        ("\"about\":", "\"about\": {\"a\": [{}, {\"b\": 1, \"b\": 2}]}, \"ab\\u006fut\":", "about"),
    ] {
        let file = REFERENCE.replacen(found, replacement, 1);
        assert_ne!(file, REFERENCE, "{found}");
        let names = places(&file);
        assert!(names.contains(&(place.to_owned(), "DUPLICATE".to_owned())), "{replacement}: {names:?}");
        let inner = usize::from(replacement.contains("\"b\""));
        assert_eq!(names.len(), 1 + inner, "{replacement}: {names:?}");
    }
}

#[test]
fn the_outline_holds_together() {
    let mut file = reference();
    at(&mut file, "/dimensions").as_array_mut().unwrap().truncate(3);
    let found = places(&file.to_string());
    assert!(found.contains(&("dimensions".to_owned(), "OUT_OF_RANGE".to_owned())), "{found:?}");
    assert!(found.contains(&("projects[31].missionCode".to_owned(), "UNKNOWN_REFERENCE".to_owned())), "{found:?}");

    for (pointer, value, place, code) in [
        ("/dimensions/3/number", json!(5), "dimensions[3].number", "OUT_OF_RANGE"),
        ("/dimensions/3/number", json!(0), "dimensions[3].number", "OUT_OF_RANGE"),
        (
            "/dimensions/0/missions/0/objectives/1/code",
            json!("1.1.1"),
            "dimensions[0].missions[0].objectives[1].code",
            "DUPLICATE",
        ),
    ] {
        let mut file = reference();
        *at(&mut file, pointer) = value;
        let found = places(&file.to_string());
        assert!(found.contains(&(place.to_owned(), code.to_owned())), "{pointer}: {found:?}");
    }
    // A mission's code begins with its dimension's number, an objective's with its mission's code.
    for code in ["2.9", "1", "1.", "1.x", "11.1", "1.1.1", " 1.9"] {
        let mut file = reference();
        let mission = json!({"code": code, "name": "ภารกิจ", "objectives": []});
        at(&mut file, "/dimensions/0/missions").as_array_mut().unwrap().push(mission);
        assert_eq!(
            places(&file.to_string()),
            expected(&[("dimensions[0].missions[2].code", "UNKNOWN_REFERENCE")]),
            "{code}"
        );
    }
    for code in ["1.2.9", "1.1", "1.1.", "1.1.9ก"] {
        let mut file = reference();
        let objective = json!({"code": code, "name": "วัตถุประสงค์"});
        at(&mut file, "/dimensions/0/missions/0/objectives").as_array_mut().unwrap().push(objective);
        let place = "dimensions[0].missions[0].objectives[3].code";
        assert_eq!(places(&file.to_string()), expected(&[(place, "UNKNOWN_REFERENCE")]), "{code}");
    }
}

#[test]
fn an_unknown_mission_is_named() {
    for code in ["9.9", "3", "3.1.1", "3.1 "] {
        let mut file = reference();
        *at(&mut file, "/projects/27/missionCode") = json!(code);
        assert_eq!(places(&file.to_string()), expected(&[("projects[27].missionCode", "UNKNOWN_REFERENCE")]), "{code}");
    }
}

#[test]
fn several_faults_are_all_told() {
    let mut file = reference();
    remove(&mut file, "/plan/title");
    *at(&mut file, "/organization/kind") = json!("CITY");
    *at(&mut file, "/goals/1/code") = json!("CORRUPTION_CASES");
    *at(&mut file, "/goals/1/name") = json!("");
    *at(&mut file, "/dimensions/2/missions/0/name") = json!("\0");
    *at(&mut file, "/riskAreas/2/issues/0/level") = json!("VERY_HIGH");
    *at(&mut file, "/projects/0/fiscalYears/0") = json!(2560);
    *at(&mut file, "/projects/1/number") = json!(1);
    *at(&mut file, "/projects/8/kind") = json!("WORK");
    *at(&mut file, "/projects/27/budgetBahtPerYear") = json!(-1);
    *at(&mut file, "/projects/35/steps/0") = json!(7);
    *at(&mut file, "/projects/35/misspelt") = json!("หาย");
    assert_eq!(
        places(&file.to_string()),
        expected(&[
            ("plan.title", "REQUIRED"),
            ("organization.kind", "UNKNOWN_CODE"),
            ("goals[1].code", "DUPLICATE"),
            ("goals[1].name", "REQUIRED"),
            ("dimensions[2].missions[0].name", "NUL_IN_TEXT"),
            ("riskAreas[2].issues[0].level", "UNKNOWN_CODE"),
            ("projects[0].fiscalYears[0]", "OUTSIDE_PLAN_YEARS"),
            ("projects[1].number", "DUPLICATE"),
            ("projects[8].kind", "UNKNOWN_CODE"),
            ("projects[27].budgetBahtPerYear", "NEGATIVE_AMOUNT"),
            ("projects[35].steps[0]", "WRONG_TYPE"),
            ("projects[35].misspelt", "UNKNOWN_FIELD"),
            // Number 2 went with its second number 1.
            ("riskAreas[0].controlMeasures[4].projectNumber", "UNKNOWN_REFERENCE"),
        ])
    );
}

#[test]
fn a_faulty_year_is_not_told_again_at_the_budget() {
    let mut file = reference();
    *at(&mut file, "/projects/27/fiscalYears") = json!([2566, "2567"]);
    *at(&mut file, "/projects/27/budgetBahtPerYear") = json!({"2566": 1, "2567": 2});
    assert_eq!(places(&file.to_string()), expected(&[("projects[27].fiscalYears[1]", "WRONG_TYPE")]));
}

// Helpers.

/// Puts each value at its JSON pointer in the reference plan and expects this one refusal.
fn each_is_named_alone<const CASES: usize>(cases: [(&str, Value, &str, &str); CASES]) {
    for (pointer, value, place, code) in cases {
        let mut file = reference();
        *at(&mut file, pointer) = value.clone();
        assert_eq!(places(&file.to_string()), expected(&[(place, code)]), "{pointer} = {value}");
    }
}

fn reference() -> Value {
    serde_json::from_str(REFERENCE).unwrap()
}

/// The value at a JSON pointer; a last step that is missing is put there.
fn at<'a>(file: &'a mut Value, pointer: &str) -> &'a mut Value {
    if file.pointer(pointer).is_some() {
        return file.pointer_mut(pointer).unwrap();
    }
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let parent = file.pointer_mut(parent).unwrap().as_object_mut().unwrap();
    parent.entry(unescape(key)).or_insert(Value::Null)
}

fn remove(file: &mut Value, pointer: &str) {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let removed = file.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(key);
    assert!(removed.is_some(), "{pointer} is not in the file");
}

fn unescape(key: &str) -> String {
    key.replace("~1", "/").replace("~0", "~")
}

fn follow<'a>(value: &'a Value, step: &PathStep) -> Option<&'a Value> {
    match step {
        PathStep::Field(name) => value.as_object()?.get(name),
        PathStep::Index(index) => value.as_array()?.get(*index),
    }
}

/// How often a mark is set, anywhere below.
fn marks(value: &Value, mark: &str) -> usize {
    match value {
        Value::Object(fields) => {
            let here = usize::from(fields.get(mark) == Some(&Value::Bool(true)));
            here + fields.values().map(|value| marks(value, mark)).sum::<usize>()
        }
        Value::Array(items) => items.iter().map(|value| marks(value, mark)).sum(),
        _ => 0,
    }
}

/// The JSON pointers to everything in a value, itself included.
fn pointers(value: &Value) -> Vec<String> {
    fn walk(value: &Value, here: String, found: &mut Vec<String>) {
        match value {
            Value::Object(fields) => {
                for (key, value) in fields {
                    walk(value, format!("{here}/{}", key.replace('~', "~0").replace('/', "~1")), found);
                }
            }
            Value::Array(items) => {
                for (index, value) in items.iter().enumerate() {
                    walk(value, format!("{here}/{index}"), found);
                }
            }
            _ => {}
        }
        found.push(here);
    }
    let mut found = Vec::new();
    walk(value, String::new(), &mut found);
    found
}

fn any_value() -> impl Strategy<Value = Value> {
    let number = prop_oneof![
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        (0_i64..3000).prop_map(Value::from),
    ];
    let text = prop_oneof![
        ".{0,20}",
        "[0-9]{1,40}(\\.[0-9]{0,40})?",
        Just("1.1".to_owned()),
        Just("PROJECT".to_owned()),
        Just("2565-13-01".to_owned()),
    ];
    let leaf = prop_oneof![Just(Value::Null), any::<bool>().prop_map(Value::from), number, text.prop_map(Value::from)];
    leaf.prop_recursive(3, 24, 6, |inner| {
        let key = prop_oneof!["[a-z~/]{1,8}", "25[0-9]{2}", Just("code".to_owned()), Just("number".to_owned())];
        prop_oneof![
            vec(inner.clone(), 0..6).prop_map(Value::from),
            vec((key, inner), 0..6).prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

fn year(year: i32) -> FiscalYear {
    FiscalYear::new(year).unwrap()
}

fn word(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

/// The refusals' places and codes, sorted; none where the file is read.
fn places(json: &str) -> Vec<(String, String)> {
    let refusals = read(json).err().unwrap_or_default();
    let mut places: Vec<_> = refusals.iter().map(|it| (it.path.to_string(), it.fault.code().to_owned())).collect();
    places.sort();
    places
}

fn expected(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut expected: Vec<_> = expected.iter().map(|(path, code)| ((*path).to_owned(), (*code).to_owned())).collect();
    expected.sort();
    expected
}

//! What is exported of a plan is read back without a difference.

use crate::sample;
use proptest::{
    prelude::*,
    sample::{Index, select},
    test_runner::{Config, TestRunner},
};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use sucharit_domain::{
    numeral::Numerals,
    plan::{
        book::{PlanBook, RiskStanding},
        document::{PlanDocument, RiskIssueDocument},
        read_document, write_document,
    },
    project::{Comparison, IndicatorMeasure, ProjectKind, SourceNote, TargetGroup, TargetGroupCategory},
    risk::{RiskLevel, RiskScore},
};
use sucharit_exports::{import::plan::read, plan};

const REFERENCE: &str = include_str!("../../../data/wapi-pathum-2566-2570.json");

fn reference() -> PlanDocument {
    read_document::read(REFERENCE).expect("the reference plan has no problem")
}

/// The workbook's book, with scores in some of the rows.
fn book(document: PlanDocument) -> PlanBook {
    let standing = |(place, issue): (usize, &RiskIssueDocument)| match place % 3 {
        0 => RiskStanding { score: Some(RiskScore { likelihood: 3, impact: 4 }), level: Some(RiskLevel::High) },
        _ => RiskStanding { score: None, level: issue.level },
    };
    let risks = document.risk_areas.iter().map(|area| area.issues.iter().enumerate().map(standing).collect()).collect();
    PlanBook { document, province: "มหาสารคาม".to_owned(), risks, made_on: sample::day() }
}

#[test]
fn the_reference_plan_comes_back() {
    for numerals in [Numerals::Arabic, Numerals::Thai] {
        let bytes = plan::workbook(&book(reference()), numerals).unwrap();
        assert_eq!(read(&bytes).unwrap().document, reference());
    }
}

/// One change to a plan that leaves it valid.
#[derive(Debug, Clone)]
enum Edit {
    Name(Index, String),
    Steps(Index, Vec<String>),
    Objectives(Index, Vec<String>),
    Remark(Index, Option<String>),
    Budgets(Index, BTreeMap<i32, i64>),
    Quarter(Index, Option<i16>),
    Kind(Index, ProjectKind),
    Groups(Index, TargetGroupCategory, String, Option<i32>),
    Indicator(Index, Comparison, String, i64),
    Divisions(Index, Vec<String>),
    SameName(Index, Index),
    Issue(Index, String, Option<RiskLevel>),
    Remove(Index),
    Operation(Index, String),
}

fn text() -> impl Strategy<Value = String> {
    // Much that looks like something else to a reader: numbers of lists, comparisons, headings, brackets.
    let pieces = [
        "1. ",
        "๒. ",
        "\n",
        " ไม่น้อยกว่า 5 คน",
        " ลดลง",
        "ผลผลิต",
        "\nผลลัพธ์\n",
        " (ต้นฉบับไม่ครบถ้วน)",
        "=1+1",
        "\r\n",
        "ภารกิจ 9.9",
        " จำนวน 3 คน",
        "😀",
        ": ",
        "_x0041_",
    ];
    let piece = prop_oneof![
        select(pieces.to_vec()).prop_map(str::to_owned),
        "[ก-ฮเแโใไ][ก-ฮะ-ูเ-๎๐-๙a-z '\"\\\\%<&>\u{301}\u{200b}–\t]{0,20}".prop_map(|text| text),
    ];
    ("[ก-ฮ]", prop::collection::vec(piece, 0..5)).prop_map(|(first, rest)| format!("{first}{}", rest.concat()))
}

fn edit() -> impl Strategy<Value = Edit> {
    let at = any::<Index>;
    let texts = || prop::collection::vec(text(), 0..4);
    let satang = 0..=9_999_999_999_999_i64;
    let level = prop::option::of(select(RiskLevel::ALL.to_vec()));
    prop_oneof![
        (at(), text()).prop_map(|(at, text)| Edit::Name(at, text)),
        (at(), texts()).prop_map(|(at, texts)| Edit::Steps(at, texts)),
        (at(), prop::collection::vec(text(), 1..4)).prop_map(|(at, texts)| Edit::Objectives(at, texts)),
        (at(), prop::option::of(text())).prop_map(|(at, text)| Edit::Remark(at, text)),
        (at(), prop::collection::btree_map(2566..=2570, satang, 1..5))
            .prop_map(|(at, budgets)| Edit::Budgets(at, budgets)),
        (at(), prop::option::of(1..=4_i16)).prop_map(|(at, quarter)| Edit::Quarter(at, quarter)),
        (at(), select(ProjectKind::ALL.to_vec())).prop_map(|(at, kind)| Edit::Kind(at, kind)),
        (at(), select(TargetGroupCategory::ALL.to_vec()), text(), prop::option::of(0..=1_000_000))
            .prop_map(|(at, category, text, count)| Edit::Groups(at, category, text, count)),
        (at(), select(Comparison::ALL.to_vec()), text(), 0..=100_000_000_i64)
            .prop_map(|(at, comparison, text, quantity)| Edit::Indicator(at, comparison, text, quantity)),
        (at(), prop::collection::hash_set(text(), 1..3))
            .prop_map(|(at, names)| Edit::Divisions(at, names.into_iter().collect())),
        (at(), at()).prop_map(|(one, other)| Edit::SameName(one, other)),
        (at(), text(), level).prop_map(|(at, text, level)| Edit::Issue(at, text, level)),
        at().prop_map(Edit::Remove),
        (at(), text()).prop_map(|(at, text)| Edit::Operation(at, text)),
    ]
}

fn apply(document: &mut PlanDocument, edit: Edit) {
    let count = document.projects.len();
    let areas = document.risk_areas.len();
    match edit {
        Edit::Name(at, name) => document.projects[at.index(count)].name = name,
        Edit::Steps(at, steps) => document.projects[at.index(count)].steps = steps,
        Edit::Objectives(at, objectives) => document.projects[at.index(count)].objectives = objectives,
        Edit::Remark(at, remark) => document.projects[at.index(count)].remark = remark,
        Edit::Budgets(at, budgets) => {
            let project = &mut document.projects[at.index(count)];
            let baht = |(year, satang): (i32, i64)| (sample::year(year), sample::baht(0, satang));
            (project.uses_budget, project.budgets) = (true, budgets.into_iter().map(baht).collect());
        }
        Edit::Quarter(at, quarter) => document.projects[at.index(count)].quarter = quarter,
        Edit::Kind(at, kind) => document.projects[at.index(count)].kind = kind,
        Edit::Groups(at, category, description, count_of) => {
            document.projects[at.index(count)].target_groups.push(TargetGroup {
                category,
                description,
                count: count_of,
                source_notes: vec![SourceNote::Reconstructed],
            });
        }
        Edit::Indicator(at, comparison, text, quantity) => {
            let quantity = (comparison != Comparison::Exists).then(|| Decimal::new(quantity, 2).normalize());
            let unit = quantity.map(|_| "ร้อยละ".to_owned());
            document.projects[at.index(count)].outcomes.push(IndicatorMeasure {
                text,
                comparison,
                quantity,
                unit,
                source_notes: Vec::new(),
            });
        }
        Edit::Divisions(at, divisions) => document.projects[at.index(count)].divisions = divisions,
        Edit::SameName(one, other) => {
            let name = document.projects[one.index(count)].name.clone();
            document.projects[other.index(count)].name = name;
        }
        Edit::Issue(at, text, level) => {
            document.risk_areas[at.index(areas)].issues.push(RiskIssueDocument { text, level });
        }
        Edit::Remove(at) => {
            let number = document.projects[at.index(count)].number;
            let mut measures = document.risk_areas.iter().flat_map(|area| &area.control_measures);
            if count > 1 && !measures.any(|measure| measure.project_number == Some(number)) {
                document.projects.retain(|project| project.number != number);
            }
        }
        Edit::Operation(at, operation) => document.risk_areas[at.index(areas)].operation = operation,
    }
}

#[test]
fn any_plan_comes_back() {
    let mut runner = TestRunner::new(Config { cases: 40, failure_persistence: None, ..Config::default() });
    let numerals = select(vec![Numerals::Arabic, Numerals::Thai]);
    let outcome = runner.run(&(prop::collection::vec(edit(), 1..12), numerals), |(edits, numerals)| {
        let mut document = reference();
        for edit in edits {
            apply(&mut document, edit);
        }
        // Only what a plan may be: the rules are tested elsewhere.
        let valid = read_document::read(&write_document::write(&document).to_string());
        prop_assume!(valid.as_ref() == Ok(&document));
        let bytes = plan::workbook(&book(document.clone()), numerals).unwrap();
        let reading = read(&bytes);
        let problems = reading.as_ref().err();
        prop_assert!(problems.is_none(), "{:?}", problems);
        prop_assert_eq!(reading.unwrap().document, document);
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn damaged_bytes_are_answered() {
    let bytes = plan::workbook(&book(reference()), Numerals::Arabic).unwrap();
    let mut runner = TestRunner::new(Config { cases: 60, failure_persistence: None, ..Config::default() });
    let outcome = runner.run(&(any::<Index>(), any::<u8>()), |(at, byte)| {
        let mut bytes = bytes.clone();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        let _ = read(&bytes);
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
}

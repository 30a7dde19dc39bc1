//! Reading the projects of a plan file.

use super::reader::{Node, Object, Reader};
use crate::{
    calendar::FiscalYear,
    money::Baht,
    plan::document::ProjectDocument,
    project::{Comparison, IndicatorMeasure, ProjectKind, SourceNote, TargetGroup, TargetGroupCategory},
    refusal::Fault,
    text::LONGEST_TEXT,
};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

const KEYS: [&str; 19] = [
    "number",
    "missionCode",
    "objectiveCodes",
    "kind",
    "name",
    "targetGroups",
    "fiscalYears",
    "usesBudget",
    "budgetBahtPerYear",
    "responsibleUnits",
    "objectives",
    "steps",
    "outputs",
    "outcomes",
    "quarter",
    "remark",
    "kindInferred",
    "budgetReconstructed",
    "sourceIncomplete",
];

/// Reads the list of projects; `missions` are the outline's codes with the objectives of each, where there is an outline.
pub fn read(
    reader: &Reader,
    node: &Node<'_>,
    years: Option<&[FiscalYear]>,
    missions: Option<&BTreeMap<&str, BTreeSet<&str>>>,
) -> Vec<ProjectDocument> {
    let mut projects = reader.list(node, |node| read_project(reader, node, years, missions));
    reader.unique(node, Some("number"));
    projects.sort_by_key(|project| project.number);
    projects
}

fn read_project(
    reader: &Reader,
    node: &Node<'_>,
    years: Option<&[FiscalYear]>,
    missions: Option<&BTreeMap<&str, BTreeSet<&str>>>,
) -> Option<ProjectDocument> {
    let object = reader.object(node, &KEYS)?;
    let number = reader.integer(&object.required(reader, "number"), 1, 999);
    let (mission_code, objective_codes) = read_outline(reader, &object, missions);
    let kind = reader.code(
        &object.required(reader, "kind"),
        ProjectKind::from_code,
        ProjectKind::ALL.iter().map(|kind| kind.code()),
    );
    let name = reader.name(&object.required(reader, "name"));
    let target_groups = reader.list(&object.required(reader, "targetGroups"), |node| read_target_group(reader, node));
    let before = reader.count();
    let fiscal_years = read_fiscal_years(reader, &object.required(reader, "fiscalYears"), years);
    let years_known = reader.count() == before;
    let uses_budget = reader.boolean(&object.required(reader, "usesBudget"));
    let budgets =
        read_budgets(reader, &object.required(reader, "budgetBahtPerYear"), &fiscal_years, years_known, uses_budget);
    let divisions_node = object.required(reader, "responsibleUnits");
    let divisions = reader.list(&divisions_node, |node| reader.name(node));
    reader.unique(&divisions_node, None);
    let objectives_node = object.required(reader, "objectives");
    let objectives = reader.texts(&objectives_node);
    if objectives_node.items().is_some_and(<[Value]>::is_empty) {
        reader.refuse(&objectives_node.path, Fault::Required);
    }
    for key in ["targetGroups", "responsibleUnits", "objectives", "steps", "outputs", "outcomes"] {
        if let Some(list) = object.optional(key) {
            reader.bounded_list(&list);
        }
    }
    let steps = reader.texts(&object.required(reader, "steps"));
    let outputs = reader.list(&object.required(reader, "outputs"), |node| read_indicator(reader, node));
    let outcomes = reader.list(&object.required(reader, "outcomes"), |node| read_indicator(reader, node));
    let quarter = object.optional("quarter").and_then(|node| reader.integer(&node, 1, 4));
    let remark = object.optional("remark").and_then(|node| reader.bounded_text(&node, LONGEST_TEXT));
    let source_notes = reader.source_notes(
        &object,
        &[
            ("kindInferred", SourceNote::KindInferred),
            ("budgetReconstructed", SourceNote::BudgetReconstructed),
            ("sourceIncomplete", SourceNote::SourceIncomplete),
        ],
    );
    Some(ProjectDocument {
        number: number?,
        mission_code: mission_code?,
        objective_codes,
        kind: kind?,
        name: name?,
        target_groups,
        uses_budget: uses_budget?,
        budgets,
        divisions,
        objectives,
        steps,
        outputs,
        outcomes,
        quarter,
        remark,
        source_notes,
    })
}

fn read_outline(
    reader: &Reader,
    object: &Object<'_>,
    missions: Option<&BTreeMap<&str, BTreeSet<&str>>>,
) -> (Option<String>, Vec<String>) {
    let outline_node = object.required(reader, "missionCode");
    let mission_code = reader.name(&outline_node);
    let objectives = mission_code.as_deref().zip(missions).and_then(|(code, missions)| missions.get(code));
    if mission_code.is_some() && missions.is_some() && objectives.is_none() {
        reader.refuse(&outline_node.path, Fault::UnknownReference);
    }
    let codes_node = object.required(reader, "objectiveCodes");
    let codes = reader.list(&codes_node, |node| {
        let code = reader.name(node)?;
        match objectives {
            Some(objectives) if !objectives.contains(code.as_str()) => reader.refused(node, Fault::UnknownReference),
            _ => Some(code),
        }
    });
    reader.unique(&codes_node, None);
    (mission_code, codes)
}

fn read_fiscal_years(reader: &Reader, node: &Node<'_>, years: Option<&[FiscalYear]>) -> Vec<FiscalYear> {
    if node.items().is_some_and(<[Value]>::is_empty) {
        reader.refuse(&node.path, Fault::Required);
    }
    let mut seen = BTreeSet::new();
    reader.list(node, |node| {
        let year = reader.fiscal_year(node)?;
        reader.check_year(&node.path, year, years);
        if !seen.insert(year) {
            reader.refuse(&node.path, Fault::Duplicate);
        }
        Some(year)
    })
}

/// One amount for each year, or an object of amounts by year; held against the years where these are without fault.
fn read_budgets(
    reader: &Reader,
    node: &Node<'_>,
    fiscal_years: &[FiscalYear],
    years_known: bool,
    uses_budget: Option<bool>,
) -> BTreeMap<FiscalYear, Baht> {
    let amount = |node: &Node<'_>| {
        let amount = match Baht::from_decimal(reader.decimal(node)?) {
            Ok(amount) => amount,
            Err(fault) => return reader.refused(node, fault),
        };
        if uses_budget == Some(false) && !amount.is_zero() {
            return reader.refused(node, Fault::AmountWithoutBudget);
        }
        Some(amount)
    };
    if !matches!(node.value, Some(Value::Object(_))) {
        let amount = amount(node).unwrap_or_default();
        return fiscal_years.iter().map(|year| (*year, amount)).collect();
    }
    let before = reader.count();
    let budgets = reader.by_year(node, None, amount).unwrap_or_default();
    let stated: BTreeSet<_> = budgets.keys().copied().collect();
    if years_known && reader.count() == before && stated != fiscal_years.iter().copied().collect() {
        reader.refuse(&node.path, Fault::BudgetYearsDiffer);
    }
    budgets
}

fn read_target_group(reader: &Reader, node: &Node<'_>) -> Option<TargetGroup> {
    let object = reader.object(node, &["category", "description", "count", "reconstructed"])?;
    let category = reader.code(
        &object.required(reader, "category"),
        TargetGroupCategory::from_code,
        TargetGroupCategory::ALL.iter().map(|category| category.code()),
    );
    let description = reader.name(&object.required(reader, "description"));
    let count = object.optional("count").and_then(|node| reader.integer(&node, 0, 100_000_000));
    let source_notes = reader.source_notes(&object, &[("reconstructed", SourceNote::Reconstructed)]);
    Some(TargetGroup { category: category?, description: description?, count, source_notes })
}

fn read_indicator(reader: &Reader, node: &Node<'_>) -> Option<IndicatorMeasure> {
    let object = reader.object(node, &["text", "comparison", "quantity", "unit", "reconstructed"])?;
    let text = reader.name(&object.required(reader, "text"));
    let comparison = reader.code(
        &object.required(reader, "comparison"),
        Comparison::from_code,
        Comparison::ALL.iter().map(|comparison| comparison.code()),
    );
    let quantity_node = object.optional("quantity");
    let quantity = quantity_node.as_ref().and_then(|node| reader.target(node));
    let unit = object.optional("unit").and_then(|node| reader.name(&node));
    let agrees = match comparison {
        Some(Comparison::Exists) => quantity_node.is_none(),
        Some(Comparison::AtLeast | Comparison::AtMost | Comparison::Exactly) => quantity_node.is_some(),
        Some(Comparison::Increases | Comparison::Decreases) | None => true,
    };
    if !agrees {
        reader.refuse(&node.path.field("quantity"), Fault::QuantityMismatch);
    }
    let source_notes = reader.source_notes(&object, &[("reconstructed", SourceNote::Reconstructed)]);
    Some(IndicatorMeasure { text: text?, comparison: comparison?, quantity, unit, source_notes })
}

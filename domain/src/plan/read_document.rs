//! Reads a plan file: every problem at once, each with its place; a value that cannot be kept is a problem, never dropped.

mod keys;
mod projects;
mod reader;
mod risks;

use super::{
    DIMENSIONS, GoalDirection,
    document::{
        DimensionDocument, GoalDocument, MissionDocument, MissionObjectiveDocument, OrganizationDocument, PlanDocument,
        PlanHeading,
    },
};
use crate::{
    area,
    calendar::FiscalYear,
    project::SourceNote,
    refusal::{Fault, Path, Refusal},
    risk::band::RiskBands,
    text::LONGEST_NAME,
};
use reader::{Node, Object, Reader};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Reads the JSON form of a plan.
///
/// # Errors
/// Every problem of the file, each with its place.
pub fn read(json: &str) -> Result<PlanDocument, Vec<Refusal>> {
    // Files from Windows often begin with a byte order mark.
    let json = json.strip_prefix('\u{feff}').unwrap_or(json);
    let reader = Reader::default();
    let value: Value = serde_json::from_str(json)
        .and_then(|value| keys::check(&reader, json).map(|()| value))
        .map_err(|error| vec![Refusal::new(Path::default(), Fault::NotJson { reason: error.to_string() })])?;
    let document = read_plan(&reader, &Node::root(&value));
    let refusals = reader.into_refusals();
    match document {
        Some(document) if refusals.is_empty() => Ok(document),
        _ => Err(refusals),
    }
}

fn read_plan(reader: &Reader, root: &Node<'_>) -> Option<PlanDocument> {
    let root =
        reader.object(root, &["about", "organization", "plan", "goals", "dimensions", "riskAreas", "projects"])?;
    let organization = read_organization(reader, &root.required(reader, "organization"));
    let (heading, years) = read_heading(reader, &root.required(reader, "plan"));
    let goals_node = root.required(reader, "goals");
    let goals = reader.list(&goals_node, |node| read_goal(reader, node, years.as_deref()));
    reader.unique(&goals_node, Some("code"));
    let dimensions_node = root.required(reader, "dimensions");
    let dimensions = read_dimensions(reader, &dimensions_node);
    let missions = stated_missions(&dimensions_node);
    let projects_node = root.required(reader, "projects");
    let projects = projects::read(reader, &projects_node, years.as_deref(), missions.as_ref());
    let numbers = stated_numbers(&projects_node);
    let risk_areas = risks::read(reader, &root.required(reader, "riskAreas"), numbers.as_ref());
    Some(PlanDocument { organization: organization?, heading: heading?, goals, dimensions, risk_areas, projects })
}

/// The outline's codes as the file states them, those of faulty missions too: a fault is told once, not at every reference.
fn stated_missions<'a>(dimensions: &Node<'a>) -> Option<BTreeMap<&'a str, BTreeSet<&'a str>>> {
    fn items<'a>(value: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> + use<'a> {
        value.get(key).and_then(Value::as_array).into_iter().flatten()
    }
    let code = |value: &'a Value| value.get("code").and_then(Value::as_str);
    let missions = dimensions.items()?.iter().flat_map(|dimension| items(dimension, "missions"));
    let codes = |mission| Some((code(mission)?, items(mission, "objectives").filter_map(code).collect()));
    Some(missions.filter_map(codes).collect())
}

/// The projects' numbers as the file states them, those of faulty projects too.
fn stated_numbers(projects: &Node<'_>) -> Option<BTreeSet<i16>> {
    let number =
        |project: &Value| project.get("number").and_then(Value::as_i64).and_then(|number| i16::try_from(number).ok());
    Some(projects.items()?.iter().filter_map(number).collect())
}

fn read_organization(reader: &Reader, node: &Node<'_>) -> Option<OrganizationDocument> {
    let keys = [
        "name",
        "kind",
        "district",
        "districtCode",
        "province",
        "code",
        "provinceCode",
        "region",
        "riskBands",
        "sample",
    ];
    let object = reader.object(node, &keys)?;
    let code = reader.name(&object.required(reader, "code"));
    let name = reader.name(&object.required(reader, "name"));
    let kind = reader.code(
        &object.required(reader, "kind"),
        crate::organization::OrganizationKind::from_code,
        crate::organization::OrganizationKind::ALL.iter().map(|kind| kind.code()),
    );
    let district = reader.name(&object.required(reader, "district"));
    let province_code = reader.name(&object.required(reader, "provinceCode"));
    let given_code = object.optional("districtCode").and_then(|node| reader.name(&node));
    // The names of province and region are there for people; the code decides.
    for key in ["province", "region"] {
        object.optional(key).and_then(|node| reader.name(&node));
    }
    let risk_bands = object.optional("riskBands").and_then(|node| read_risk_bands(reader, &node));
    let is_sample = object.optional("sample").and_then(|node| reader.boolean(&node)) == Some(true);
    let (district, province_code) = (district?, province_code?);
    let district_code = given_code.unwrap_or_else(|| area::district_code(&province_code, &district));
    Some(OrganizationDocument {
        code: code?,
        name: name?,
        kind: kind?,
        district,
        district_code,
        province_code,
        risk_bands,
        is_sample,
    })
}

fn read_risk_bands(reader: &Reader, node: &Node<'_>) -> Option<RiskBands> {
    let object = reader.object(node, &["mediumFrom", "highFrom", "extremeFrom", "source"])?;
    let score = |key| reader.integer(&object.required(reader, key), 2, 25);
    let (medium_from, high_from, extreme_from) = (score("mediumFrom"), score("highFrom"), score("extremeFrom"));
    let source = reader.name(&object.required(reader, "source"));
    let bands =
        RiskBands { medium_from: medium_from?, high_from: high_from?, extreme_from: extreme_from?, source: source? };
    if !bands.is_ordered() {
        reader.refuse(&node.path, Fault::BandsOutOfOrder);
    }
    Some(bands)
}

/// The heading, and the plan's years even where another part of the heading is at fault.
fn read_heading(reader: &Reader, node: &Node<'_>) -> (Option<PlanHeading>, Option<Vec<FiscalYear>>) {
    let keys = ["title", "startFiscalYear", "endFiscalYear", "announcedOn", "adoptedByPosition"];
    let Some(object) = reader.object(node, &keys) else { return (None, None) };
    let title = reader.name(&object.required(reader, "title"));
    let years = read_years(reader, node, &object);
    let announced_on = object.optional("announcedOn").and_then(|node| reader.date(&node));
    let adopted_by_position = object.optional("adoptedByPosition").and_then(|node| reader.name(&node));
    let heading = title.zip(years).map(|(title, (start_fiscal_year, end_fiscal_year))| PlanHeading {
        title,
        start_fiscal_year,
        end_fiscal_year,
        announced_on,
        adopted_by_position,
    });
    (heading, years.map(|(first, last)| first.through(last).collect()))
}

fn read_years(reader: &Reader, node: &Node<'_>, object: &Object<'_>) -> Option<(FiscalYear, FiscalYear)> {
    let start = reader.fiscal_year(&object.required(reader, "startFiscalYear"));
    let end = reader.fiscal_year(&object.required(reader, "endFiscalYear"));
    let (start, end) = (start?, end?);
    if end < start {
        reader.refuse(&node.path.field("endFiscalYear"), Fault::YearsReversed);
        return None;
    }
    if end.get() - start.get() >= 10 {
        let least = i64::from(start.get());
        reader.refuse(&node.path.field("endFiscalYear"), Fault::OutOfRange { least, most: least + 9 });
        return None;
    }
    Some((start, end))
}

fn read_goal(reader: &Reader, node: &Node<'_>, years: Option<&[FiscalYear]>) -> Option<GoalDocument> {
    let keys = ["code", "name", "baselineFiscalYear", "unit", "direction", "targets", "reconstructed"];
    let object = reader.object(node, &keys)?;
    let code = reader.name(&object.required(reader, "code"));
    let name = reader.name(&object.required(reader, "name"));
    let baseline_fiscal_year = object.optional("baselineFiscalYear").and_then(|node| reader.fiscal_year(&node));
    let unit = reader.name(&object.required(reader, "unit"));
    let direction = reader.code(
        &object.required(reader, "direction"),
        GoalDirection::from_code,
        GoalDirection::ALL.iter().map(|direction| direction.code()),
    );
    let targets = reader.by_year(&object.required(reader, "targets"), years, |node| reader.target(node));
    let source_notes = reader.source_notes(&object, &[("reconstructed", SourceNote::Reconstructed)]);
    Some(GoalDocument {
        code: code?,
        name: name?,
        baseline_fiscal_year,
        unit: unit?,
        direction: direction?,
        targets: targets?,
        source_notes,
    })
}

fn read_dimensions(reader: &Reader, node: &Node<'_>) -> Vec<DimensionDocument> {
    let mut dimensions = reader.list(node, |node| {
        let object = reader.object(node, &["number", "name", "missions"])?;
        let number = reader.integer(&object.required(reader, "number"), 1, DIMENSIONS);
        let name = reader.name(&object.required(reader, "name"));
        let missions_node = object.required(reader, "missions");
        let prefix = number.map(|number| number.to_string());
        let missions = reader.list(&missions_node, |node| read_mission(reader, node, prefix.as_deref()));
        reader.unique(&missions_node, Some("code"));
        Some(DimensionDocument { number: number?, name: name?, missions })
    });
    reader.unique(node, Some("number"));
    if node.items().is_some_and(|listed| listed.len() != DIMENSIONS as usize) {
        let count = i64::from(DIMENSIONS);
        reader.refuse(&node.path, Fault::OutOfRange { least: count, most: count });
    }
    dimensions.sort_by_key(|dimension: &DimensionDocument| dimension.number);
    dimensions
}

fn read_mission(reader: &Reader, node: &Node<'_>, dimension: Option<&str>) -> Option<MissionDocument> {
    let object = reader.object(node, &["code", "name", "objectives"])?;
    let code = reader.outline_code(&object.required(reader, "code"), dimension);
    let name = reader.name(&object.required(reader, "name"));
    let objectives_node = object.required(reader, "objectives");
    let objectives = reader.list(&objectives_node, |node| {
        let object = reader.object(node, &["code", "name"])?;
        let objective_code = reader.outline_code(&object.required(reader, "code"), code.as_deref());
        let name = reader.bounded_text(&object.required(reader, "name"), LONGEST_NAME);
        Some(MissionObjectiveDocument { code: objective_code?, name: name? })
    });
    reader.unique(&objectives_node, Some("code"));
    Some(MissionDocument { code: code?, name: name?, objectives })
}

#[cfg(test)]
#[path = "read_document/tests.rs"]
mod tests;

//! Writes a plan in the JSON form that [`super::read_document`] reads: what one writes, the other reads back.

use super::document::{DimensionDocument, GoalDocument, PlanDocument, ProjectDocument, RiskAreaDocument};
use crate::{
    money::Baht,
    project::{IndicatorMeasure, SourceNote, TargetGroup},
};
use rust_decimal::{Decimal, prelude::ToPrimitive};
use serde_json::{Map, Value, json};

/// The JSON form of a plan.
#[must_use]
pub fn write(document: &PlanDocument) -> Value {
    let (organization, heading) = (&document.organization, &document.heading);
    let bands = organization.risk_bands.as_ref().map(|bands| {
        json!({
            "mediumFrom": bands.medium_from,
            "highFrom": bands.high_from,
            "extremeFrom": bands.extreme_from,
            "source": bands.source,
        })
    });
    json!({
        "organization": said(json!({
            "code": organization.code,
            "name": organization.name,
            "kind": organization.kind,
            "district": organization.district,
            "districtCode": organization.district_code,
            "provinceCode": organization.province_code,
            "riskBands": bands,
            "sample": organization.is_sample.then_some(true),
        })),
        "plan": said(json!({
            "title": heading.title,
            "startFiscalYear": heading.start_fiscal_year,
            "endFiscalYear": heading.end_fiscal_year,
            "announcedOn": heading.announced_on,
            "adoptedByPosition": heading.adopted_by_position,
        })),
        "goals": list(&document.goals, goal),
        "dimensions": list(&document.dimensions, dimension),
        "riskAreas": list(&document.risk_areas, risk_area),
        "projects": list(&document.projects, project),
    })
}

fn goal(goal: &GoalDocument) -> Value {
    let targets: Map<_, _> = goal.targets.iter().map(|(year, value)| (year.to_string(), number(*value))).collect();
    said(json!({
        "code": goal.code,
        "name": goal.name,
        "baselineFiscalYear": goal.baseline_fiscal_year,
        "unit": goal.unit,
        "direction": goal.direction,
        "targets": targets,
        "reconstructed": mark(&goal.source_notes, SourceNote::Reconstructed),
    }))
}

fn dimension(dimension: &DimensionDocument) -> Value {
    let missions = list(&dimension.missions, |mission| {
        let objectives =
            list(&mission.objectives, |objective| json!({ "code": objective.code, "name": objective.name }));
        json!({ "code": mission.code, "name": mission.name, "objectives": objectives })
    });
    json!({ "number": dimension.number, "name": dimension.name, "missions": missions })
}

fn risk_area(area: &RiskAreaDocument) -> Value {
    json!({
        "sequence": area.sequence,
        "operation": area.operation,
        "issues": list(&area.issues, |issue| said(json!({ "text": issue.text, "level": issue.level }))),
        "controlMeasures": list(&area.control_measures, |measure| {
            said(json!({ "name": measure.name, "projectNumber": measure.project_number }))
        }),
    })
}

fn project(project: &ProjectDocument) -> Value {
    let budgets: Map<_, _> = project.budgets.iter().map(|(year, budget)| (year.to_string(), amount(*budget))).collect();
    said(json!({
        "number": project.number,
        "missionCode": project.mission_code,
        "objectiveCodes": project.objective_codes,
        "kind": project.kind,
        "name": project.name,
        "targetGroups": list(&project.target_groups, target_group),
        "fiscalYears": project.budgets.keys().collect::<Vec<_>>(),
        "usesBudget": project.uses_budget,
        "budgetBahtPerYear": budgets,
        "responsibleUnits": project.divisions,
        "objectives": project.objectives,
        "steps": project.steps,
        "outputs": list(&project.outputs, indicator),
        "outcomes": list(&project.outcomes, indicator),
        "quarter": project.quarter,
        "remark": project.remark,
        "kindInferred": mark(&project.source_notes, SourceNote::KindInferred),
        "budgetReconstructed": mark(&project.source_notes, SourceNote::BudgetReconstructed),
        "sourceIncomplete": mark(&project.source_notes, SourceNote::SourceIncomplete),
    }))
}

fn target_group(group: &TargetGroup) -> Value {
    said(json!({
        "category": group.category,
        "description": group.description,
        "count": group.count,
        "reconstructed": mark(&group.source_notes, SourceNote::Reconstructed),
    }))
}

fn indicator(measure: &IndicatorMeasure) -> Value {
    said(json!({
        "text": measure.text,
        "comparison": measure.comparison,
        "quantity": measure.quantity.map(number),
        "unit": measure.unit,
        "reconstructed": mark(&measure.source_notes, SourceNote::Reconstructed),
    }))
}

fn list<T>(items: &[T], write: impl Fn(&T) -> Value) -> Value {
    items.iter().map(write).collect()
}

/// An object without what says nothing.
fn said(mut object: Value) -> Value {
    if let Value::Object(fields) = &mut object {
        fields.retain(|_, value| !value.is_null());
    }
    object
}

/// Whether there is such a doubt; nothing where there is none.
fn mark(notes: &[SourceNote], note: SourceNote) -> Option<bool> {
    notes.contains(&note).then_some(true)
}

fn amount(baht: Baht) -> Value {
    number(Decimal::new(baht.satang(), 2))
}

/// A whole number as it is, any other as a text: no number of JSON is sure to hold it exactly.
fn number(value: Decimal) -> Value {
    let value = value.normalize();
    let whole = value.to_i64().filter(|_| value.is_integer());
    whole.map_or_else(|| value.to_string().into(), Into::into)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::read_document;

    #[test]
    fn what_is_written_reads_back() {
        let reference = include_str!("../../../data/wapi-pathum-2566-2570.json");
        let mut document = read_document::read(reference).unwrap();
        assert_eq!(read_document::read(&write(&document).to_string()), Ok(document.clone()));
        let project = &mut document.projects[27];
        let budget = project.budgets.values_mut().next().unwrap();
        *budget = Baht::from_satang(9_999_999_999_999).unwrap();
        project.quarter = Some(3);
        project.remark = Some(" หมายเหตุ\n\"".to_owned());
        document.goals[0].targets.values_mut().for_each(|target| *target = Decimal::new(1005, 2));
        assert_eq!(read_document::read(&write(&document).to_string()), Ok(document));
    }
}

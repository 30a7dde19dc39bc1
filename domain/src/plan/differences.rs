//! Where two documents of the same plan say different things.

use super::document::{PlanDocument, ProjectDocument};
use crate::refusal::Path;

/// The places of `file` that differ from `recorded`, as precise as an item's field for projects and an item for the rest.
#[must_use]
pub fn differences(file: &PlanDocument, recorded: &PlanDocument) -> Vec<Path> {
    let root = Path::default();
    let mut places = Vec::new();
    let mut note = |differs: bool, place: Path| {
        if differs {
            places.push(place);
        }
    };
    let (plan, heading, old) = (root.field("plan"), &file.heading, &recorded.heading);
    note(heading.title != old.title, plan.field("title"));
    note(heading.end_fiscal_year != old.end_fiscal_year, plan.field("endFiscalYear"));
    note(heading.announced_on != old.announced_on, plan.field("announcedOn"));
    note(heading.adopted_by_position != old.adopted_by_position, plan.field("adoptedByPosition"));
    each(&root.field("goals"), &file.goals, &recorded.goals, &mut note);
    each(&root.field("dimensions"), &file.dimensions, &recorded.dimensions, &mut note);
    each(&root.field("riskAreas"), &file.risk_areas, &recorded.risk_areas, &mut note);
    let projects = root.field("projects");
    for (index, project) in file.projects.iter().enumerate() {
        let place = projects.index(index);
        match recorded.projects.iter().find(|old| old.number == project.number) {
            Some(old) => project_differences(&place, project, old, &mut note),
            None => note(true, place),
        }
    }
    let missing = |old: &ProjectDocument| !file.projects.iter().any(|project| project.number == old.number);
    note(recorded.projects.iter().any(missing), projects);
    places
}

fn each<T: PartialEq>(place: &Path, file: &[T], recorded: &[T], note: &mut impl FnMut(bool, Path)) {
    for (index, item) in file.iter().enumerate() {
        note(recorded.get(index) != Some(item), place.index(index));
    }
    note(file.len() < recorded.len(), place.clone());
}

fn project_differences(place: &Path, file: &ProjectDocument, old: &ProjectDocument, note: &mut impl FnMut(bool, Path)) {
    note(file.mission_code != old.mission_code, place.field("missionCode"));
    note(file.objective_codes != old.objective_codes, place.field("objectiveCodes"));
    note(file.kind != old.kind, place.field("kind"));
    note(file.name != old.name, place.field("name"));
    note(file.target_groups != old.target_groups, place.field("targetGroups"));
    note(!file.budgets.keys().eq(old.budgets.keys()), place.field("fiscalYears"));
    note(file.uses_budget != old.uses_budget, place.field("usesBudget"));
    note(!file.budgets.values().eq(old.budgets.values()), place.field("budgetBahtPerYear"));
    note(file.divisions != old.divisions, place.field("responsibleUnits"));
    note(file.objectives != old.objectives, place.field("objectives"));
    note(file.steps != old.steps, place.field("steps"));
    note(file.outputs != old.outputs, place.field("outputs"));
    note(file.outcomes != old.outcomes, place.field("outcomes"));
    note(file.quarter != old.quarter, place.field("quarter"));
    note(file.remark != old.remark, place.field("remark"));
    note(file.source_notes != old.source_notes, place.clone());
}

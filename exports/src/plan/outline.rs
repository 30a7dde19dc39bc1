//! The projects of a plan in the order of its outline.

use sucharit_domain::{
    numeral::Numerals,
    plan::document::{DimensionDocument, MissionDocument, PlanDocument, ProjectDocument},
};

/// The projects of one dimension, mission by mission.
pub(crate) struct DimensionProjects<'a> {
    /// The dimension.
    pub dimension: &'a DimensionDocument,
    /// Its missions that have projects, in order.
    pub missions: Vec<MissionProjects<'a>>,
}

/// The projects of one mission, by number.
pub(crate) struct MissionProjects<'a> {
    /// The mission.
    pub mission: &'a MissionDocument,
    /// Its projects.
    pub projects: Vec<&'a ProjectDocument>,
}

impl<'a> DimensionProjects<'a> {
    /// Its projects, in order.
    pub(crate) fn projects(&self) -> impl Iterator<Item = &'a ProjectDocument> {
        self.missions.iter().flat_map(|mission| mission.projects.iter().copied())
    }
}

/// All dimensions of `document`, those without projects included. Every project belongs to a mission of the outline: reading a plan
/// and storing it both refuse another.
pub(crate) fn of(document: &PlanDocument) -> Vec<DimensionProjects<'_>> {
    let projects_of = |mission: &MissionDocument| -> Vec<&ProjectDocument> {
        document.projects.iter().filter(|project| project.mission_code == mission.code).collect()
    };
    let mut parts = Vec::with_capacity(document.dimensions.len());
    for dimension in &document.dimensions {
        let missions =
            dimension.missions.iter().map(|mission| MissionProjects { mission, projects: projects_of(mission) });
        let missions = missions.filter(|mission| !mission.projects.is_empty()).collect();
        parts.push(DimensionProjects { dimension, missions });
    }
    parts
}

/// A mission as it is shown: `1.1 …`.
pub(crate) fn mission_label(mission: &MissionDocument, numerals: Numerals) -> String {
    format!("{} {}", numerals.write(&mission.code), mission.name)
}

/// A dimension as it is shown: `มิติที่ 1 …`.
pub(crate) fn dimension_label(dimension: &DimensionDocument, numerals: Numerals) -> String {
    format!("{} {}", crate::workbook::dimension(dimension.number, numerals), dimension.name)
}

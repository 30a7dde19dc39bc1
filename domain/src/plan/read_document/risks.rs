//! Reading the risk table of a plan file.

use super::reader::{Node, Reader};
use crate::{
    plan::document::{ControlMeasureDocument, RiskAreaDocument, RiskIssueDocument},
    refusal::Fault,
    risk::RiskLevel,
    text::LONGEST_TEXT,
};
use std::collections::BTreeSet;

/// Reads the list of risk areas; `projects` are the numbers a control measure may refer to, where there is a list of projects.
pub fn read(reader: &Reader, node: &Node<'_>, projects: Option<&BTreeSet<i16>>) -> Vec<RiskAreaDocument> {
    let mut areas = reader.list(node, |node| {
        let object = reader.object(node, &["sequence", "operation", "issues", "controlMeasures"])?;
        let sequence = reader.integer(&object.required(reader, "sequence"), 1, 999);
        let operation = reader.name(&object.required(reader, "operation"));
        let issues = reader.list(&object.required(reader, "issues"), |node| read_issue(reader, node));
        let control_measures =
            reader.list(&object.required(reader, "controlMeasures"), |node| read_control(reader, node, projects));
        Some(RiskAreaDocument { sequence: sequence?, operation: operation?, issues, control_measures })
    });
    reader.unique(node, Some("sequence"));
    areas.sort_by_key(|area| area.sequence);
    areas
}

fn read_issue(reader: &Reader, node: &Node<'_>) -> Option<RiskIssueDocument> {
    let object = reader.object(node, &["text", "level"])?;
    let text = reader.bounded_text(&object.required(reader, "text"), LONGEST_TEXT);
    let level = object
        .optional("level")
        .and_then(|node| reader.code(&node, RiskLevel::from_code, RiskLevel::ALL.iter().map(|level| level.code())));
    Some(RiskIssueDocument { text: text?, level })
}

fn read_control(reader: &Reader, node: &Node<'_>, projects: Option<&BTreeSet<i16>>) -> Option<ControlMeasureDocument> {
    let object = reader.object(node, &["name", "projectNumber"])?;
    let name = reader.name(&object.required(reader, "name"));
    let project_node = object.optional("projectNumber");
    let project_number = project_node.as_ref().and_then(|node| reader.integer(node, 1, 999));
    if let (Some(node), Some(number)) = (project_node, project_number)
        && projects.is_some_and(|projects| !projects.contains(&number))
    {
        reader.refuse(&node.path, Fault::UnknownReference);
    }
    Some(ControlMeasureDocument { name: name?, project_number })
}

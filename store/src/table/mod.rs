//! The tables as sea-orm sees them, one file each. No rule, no query.

pub mod area;
pub mod control_measure;
pub mod dimension;
pub mod division;
pub mod event;
pub mod event_head;
pub mod evidence;
pub mod goal;
pub mod goal_target;
pub mod indicator;
pub mod mission;
pub mod mission_objective;
pub mod organization;
pub mod plan;
pub mod progress;
pub mod project;
pub mod project_division;
pub mod project_mission_objective;
pub mod project_target_group;
pub mod project_text;
pub mod project_year;
pub mod risk_area;
pub mod risk_assessment;
pub mod risk_bands;
pub mod risk_issue;
pub mod round_report;

//! What a report seals, to the byte, and what differs later.

use super::{
    RoundReport,
    book::RoundReportRow,
    seal::{FieldDifference, SealedReport, differences, is_intact},
};
use crate::{
    approval::ApprovalState,
    calendar::{FiscalYear, ReportingRound},
    id::ProjectId,
    money::Baht,
    organization::{Organization, OrganizationKind},
    plan::Plan,
    progress::{ProgressStatus, ProgressValues, UnableReason},
    project::{Conformity, Project, ProjectKind},
};
use uuid::Uuid;

fn baht(satang: i64) -> Baht {
    Baht::from_satang(satang).unwrap()
}

fn row(number: i16) -> RoundReportRow {
    let project = Project {
        id: ProjectId(Uuid::from_u128(number.unsigned_abs().into())),
        plan_id: Uuid::nil().into(),
        number,
        name: format!("โครงการ {number}"),
        kind: ProjectKind::Activity,
        dimension_number: 1,
        mission_code: "1.1".to_owned(),
        uses_budget: true,
        quarter: None,
        conformity: Conformity::Conforming,
        remark: None,
        source_notes: Vec::new(),
        version: 1,
    };
    let progress = ProgressValues {
        status: ProgressStatus::Unable,
        unable_reason: Some(UnableReason::Other),
        unable_detail: Some("รอ\nระเบียบ".to_owned()),
        in_ordinance: true,
        ordinance_budget: baht(100),
        disbursed: baht(1),
        result: Some(" ก ".to_owned()),
        problems: None,
        suggestions: None,
        remark: None,
    };
    RoundReportRow { project, planned_budget: baht(1050), progress: Some(progress), evidence: vec!["ab".to_owned()] }
}

fn report(rows: &[RoundReportRow]) -> SealedReport {
    let year = |year| FiscalYear::new(year).unwrap();
    let organization = Organization {
        id: Uuid::nil().into(),
        code: "somewhere".to_owned(),
        name: "เทศบาลตำบลตัวอย่าง".to_owned(),
        kind: OrganizationKind::SubdistrictMunicipality,
        district_code: "TH-00-1".to_owned(),
        is_sample: false,
    };
    let plan = Plan {
        id: Uuid::nil().into(),
        organization_id: Uuid::nil().into(),
        title: "แผน".to_owned(),
        start_fiscal_year: year(2566),
        end_fiscal_year: year(2570),
        revision: 1,
        state: ApprovalState::Approved,
        announced_on: None,
        adopted_by_position: None,
    };
    let report = RoundReport {
        id: Uuid::nil().into(),
        plan_id: Uuid::nil().into(),
        fiscal_year: year(2568),
        round: ReportingRound::SixMonth,
        state: ApprovalState::Draft,
        filing: None,
        version: 1,
    };
    SealedReport::of(&organization, &plan, &report, rows)
}

/// What is made up says so under its signatures, too.
#[test]
fn a_sample_is_sealed_as_one() {
    let mut sealed = report(&[row(1)]);
    let real = sealed.seal();
    sealed.organization.is_sample = true;
    let sample = sealed.seal();
    let marked = r#""organization":{"code":"somewhere","isSample":true,"#;
    assert!(sample.text().contains(marked), "{}", sample.text());
    assert_ne!(sample.digest(), real.digest());
    assert_eq!(SealedReport::read(sample.text()), Some(sealed));
    let changed: Vec<String> = differences(sample.text(), &real).into_iter().map(|found| found.field).collect();
    assert_eq!(changed, ["organization.isSample"]);
}

/// Whoever has to change this text changes [`super::seal`]'s format with it: reports that were signed stay what they were.
#[test]
fn the_sealed_text_is_this_to_the_byte() {
    let sealed = report(&[row(1)]);
    let seal = sealed.seal();
    assert_eq!(
        seal.text(),
        concat!(
            r#"{"fiscalYear":2568,"format":"sucharit round report 1","organization":{"code":"somewhere","name":"เทศบาลตำบลตัวอย่าง"},"#,
            r#""plan":{"endFiscalYear":2570,"revision":1,"startFiscalYear":2566,"title":"แผน"},"projects":[{"dimension":1,"#,
            r#""evidence":["ab"],"id":"00000000-0000-0000-0000-000000000001","kind":"ACTIVITY","name":"โครงการ 1","number":1,"#,
            r#""plannedBudget":"10.50","progress":{"disbursed":"0.01","inOrdinance":true,"ordinanceBudget":"1.00","problems":null,"#,
            r#""remark":null,"result":" ก ","status":"UNABLE","suggestions":null,"unableDetail":"รอ\nระเบียบ","#,
            r#""unableReason":"OTHER"}}],"round":"SIX_MONTH","summary":{"completed":0,"disbursed":"0.01","flag":"RED","#,
            r#""inOrdinance":1,"inProgress":0,"ordinanceBudget":"1.00","plannedBudget":"10.50","projectCount":1,"#,
            r#""score":"0.00","unable":1}}"#
        )
    );
    assert_eq!(SealedReport::read(seal.text()), Some(sealed), "what was sealed reads back");
    assert_eq!(SealedReport::read("{}"), None);
    assert_eq!(SealedReport::read(&seal.text().replace("report 1", "report 2")), None);
}

#[test]
fn progress_is_sealed_as_the_audit_trail_keeps_it() {
    let values = row(1).progress.unwrap();
    assert_eq!(serde_json::to_value(&values).unwrap(), values.to_json());
}

#[test]
fn a_difference_names_project_field_and_both_values() {
    let sealed = report(&[row(1), row(2), row(3)]).seal();
    assert_eq!(differences(sealed.text(), &sealed), []);
    assert!(is_intact(sealed.digest(), Some(sealed.text()), &sealed));

    let mut rows = vec![row(1), row(2)];
    rows[1].progress.as_mut().unwrap().disbursed = baht(99_900);
    rows[0].evidence.clear();
    let current = report(&rows).seal();
    assert!(!is_intact(sealed.digest(), Some(sealed.text()), &current));
    assert!(!is_intact(sealed.digest(), None, &sealed) && !is_intact(sealed.digest(), Some("{}"), &sealed));
    let found = differences(sealed.text(), &current);
    let difference = |project_number, field: &str, sealed: Option<&str>, current: Option<&str>| FieldDifference {
        project_number,
        field: field.to_owned(),
        sealed: sealed.map(str::to_owned),
        current: current.map(str::to_owned),
    };
    let of_report: Vec<_> = found.iter().filter(|found| found.project_number.is_none()).collect();
    assert!(of_report.contains(&&difference(None, "summary.disbursed", Some("0.03"), Some("999.01"))), "{of_report:?}");
    assert!(of_report.contains(&&difference(None, "summary.projectCount", Some("3"), Some("2"))));
    let of_projects: Vec<_> = found.into_iter().filter(|found| found.project_number.is_some()).collect();
    assert_eq!(of_projects[0], difference(Some(1), "evidence", Some("ab"), None));
    assert_eq!(of_projects[1], difference(Some(2), "progress.disbursed", Some("0.01"), Some("999.00")));
    assert!(of_projects[2..].iter().all(|found| found.project_number == Some(3) && found.current.is_none()));
    assert!(of_projects.contains(&difference(Some(3), "name", Some("โครงการ 3"), None)));
}

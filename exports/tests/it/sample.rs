//! Books with made-up names.

use chrono::{NaiveDate, TimeDelta, TimeZone, Utc};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use sucharit_domain::{
    approval::{ApprovalStep, StepTaken},
    calendar::{FiscalYear, ReportingRound},
    event::{
        Change, Event, EventKind,
        book::{AuditBook, ChainStanding, Period},
        chain::StoredEvent,
    },
    money::Baht,
    organization::{Organization, OrganizationKind},
    plan::{
        Plan,
        book::{PlanBook, RiskStanding},
        document::{
            ControlMeasureDocument, DimensionDocument, MissionDocument, OrganizationDocument, PlanDocument,
            PlanHeading, ProjectDocument, RiskAreaDocument, RiskIssueDocument,
        },
    },
    progress::{ProgressStatus, ProgressValues, UnableReason},
    project::{
        Comparison, Conformity, IndicatorMeasure, Project, ProjectKind, SourceNote, TargetGroup, TargetGroupCategory,
    },
    risk::{RiskLevel, RiskScore},
    round_report::{
        ApprovalState, RoundReport,
        book::{RoundReportBook, RoundReportRow, SignOff},
    },
    summary::Summary,
};
use uuid::Uuid;

pub const DIGEST: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

pub const HOSTILE: &str = "=cmd()|'x'!A1";

pub fn baht(baht: i64, satang: i64) -> Baht {
    Baht::from_satang(baht * 100 + satang).expect("not negative")
}

pub fn year(year: i32) -> FiscalYear {
    FiscalYear::new(year).expect("a fiscal year")
}

pub fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 4, 20).expect("a day")
}

/// 36 projects, 6 + 21 + 4 + 5 by dimension; `report` says what each reports.
pub fn round_report(report: impl Fn(i16) -> Option<ProgressValues>) -> RoundReportBook {
    let rows: Vec<RoundReportRow> = (1..=36)
        .map(|number| {
            let budget = if number == 28 { baht(20_000, 10) } else { Baht::ZERO };
            RoundReportRow {
                project: project(number),
                planned_budget: budget,
                progress: report(number),
                evidence: Vec::new(),
            }
        })
        .collect();
    let summary = summarize(&rows);
    RoundReportBook {
        organization: Organization {
            id: Uuid::nil().into(),
            code: "tha-din-daeng".to_owned(),
            name: "เทศบาลตำบลท่าดินแดง 2".to_owned(),
            kind: OrganizationKind::SubdistrictMunicipality,
            district_code: "TH-00-1".to_owned(),
            is_sample: false,
        },
        district: "เมืองสมมุติ".to_owned(),
        province: "สมมุติบุรี".to_owned(),
        plan: Plan {
            id: Uuid::nil().into(),
            organization_id: Uuid::nil().into(),
            title: "แผนปฏิบัติการป้องกันการทุจริต (พ.ศ. 2566 – 2570)".to_owned(),
            start_fiscal_year: year(2566),
            end_fiscal_year: year(2570),
            revision: 1,
            state: ApprovalState::Approved,
            announced_on: None,
            adopted_by_position: None,
        },
        report: RoundReport {
            id: Uuid::nil().into(),
            plan_id: Uuid::nil().into(),
            fiscal_year: year(2568),
            round: ReportingRound::SixMonth,
            state: ApprovalState::Draft,
            filing: None,
            version: 1,
        },
        rows,
        non_conforming: Vec::new(),
        summary,
        sign_off: SignOff::Unsigned,
        due_on: NaiveDate::from_ymd_opt(2025, 4, 30).expect("a day"),
        made_on: day(),
    }
}

/// The signatures of a planner, a clerk and an executive, the last one shortly before midnight in Bangkok.
pub fn signatures(opinion: &str) -> Vec<StepTaken> {
    let signature = |(sequence, step, words): (i32, ApprovalStep, Option<&str>)| StepTaken {
        id: Uuid::nil().into(),
        sequence,
        run: 1,
        step,
        account: Uuid::nil().into(),
        username: format!("signer-{sequence}"),
        name: format!("ผู้ลงนาม {sequence}"),
        position: format!("=ตำแหน่ง {sequence}"),
        words: words.map(str::to_owned),
        taken_at: Utc.with_ymd_and_hms(2025, 4, 20 + sequence.unsigned_abs(), 16, 59, 59).single().expect("an instant"),
        digest: Some(DIGEST.to_owned()),
    };
    let steps = [
        (1, ApprovalStep::Submit, None),
        (2, ApprovalStep::Endorse, Some(opinion)),
        (3, ApprovalStep::Approve, Some("อนุมัติ")),
    ];
    steps.map(signature).to_vec()
}

/// Reported by number: 3 awaits, 6 is impossible, every fourth is complete, 28 has spent its budget.
pub fn progress(number: i16) -> Option<ProgressValues> {
    let status = match number {
        3 => return None,
        6 => ProgressStatus::Unable,
        _ if number % 4 == 0 => ProgressStatus::Completed,
        _ => ProgressStatus::InProgress,
    };
    let unable = status == ProgressStatus::Unable;
    let spent = if number == 28 { baht(20_000, 10) } else { Baht::ZERO };
    Some(ProgressValues {
        status,
        unable_reason: unable.then_some(UnableReason::Other),
        unable_detail: unable.then(|| "วิทยากรติดภารกิจ 2 วัน".to_owned()),
        in_ordinance: number == 28,
        ordinance_budget: spent,
        disbursed: spent,
        result: Some(format!("+ผลของโครงการ {number}\nบรรทัดที่สอง")),
        problems: Some("@ปัญหา".to_owned()),
        suggestions: None,
        remark: Some("_x0041_ หมายเหตุ 5".to_owned()),
    })
}

pub fn project(number: i16) -> Project {
    let dimension_number = match number {
        ..=6 => 1,
        7..=27 => 2,
        28..=31 => 3,
        _ => 4,
    };
    Project {
        id: Uuid::nil().into(),
        plan_id: Uuid::nil().into(),
        number,
        name: if number == 5 {
            HOSTILE.to_owned()
        } else {
            format!("โครงการสมมุติที่ {number}")
        },
        kind: ProjectKind::Measure,
        dimension_number,
        mission_code: format!("{dimension_number}.1"),
        uses_budget: number == 28,
        quarter: None,
        conformity: Conformity::Conforming,
        remark: None,
        source_notes: Vec::new(),
        version: 1,
    }
}

fn summarize(rows: &[RoundReportRow]) -> Summary {
    let mut summary = Summary::empty(ReportingRound::SixMonth);
    for row in rows {
        let dimension = usize::try_from(row.project.dimension_number - 1).expect("a dimension");
        let tally = &mut summary.by_dimension[dimension];
        tally.projects += 1;
        tally.planned_budget = tally.planned_budget + row.planned_budget;
        let Some(values) = &row.progress else { continue };
        match values.status {
            ProgressStatus::InProgress => tally.in_progress += 1,
            ProgressStatus::Completed => tally.completed += 1,
            ProgressStatus::Unable => tally.unable += 1,
        }
        tally.ordinance_budget = tally.ordinance_budget + values.ordinance_budget;
        tally.disbursed = tally.disbursed + values.disbursed;
        if values.in_ordinance {
            tally.in_ordinance += 1;
            tally.budget_in_ordinance = tally.budget_in_ordinance + values.ordinance_budget;
        }
    }
    summary
}

/// Three projects in two dimensions, two risk areas.
pub fn plan() -> PlanBook {
    let document = PlanDocument {
        organization: OrganizationDocument {
            code: "tha-din-daeng".to_owned(),
            name: "เทศบาลตำบลท่าดินแดง/2".to_owned(),
            kind: OrganizationKind::SubdistrictMunicipality,
            district: "เมืองสมมุติ".to_owned(),
            district_code: "TH-00-1".to_owned(),
            province_code: "TH-00".to_owned(),
            risk_bands: None,
            is_sample: false,
        },
        heading: PlanHeading {
            title: "แผนปฏิบัติการป้องกันการทุจริต (พ.ศ. 2566 – 2570)".to_owned(),
            start_fiscal_year: year(2566),
            end_fiscal_year: year(2570),
            announced_on: None,
            adopted_by_position: None,
        },
        goals: Vec::new(),
        dimensions: (1..=4).map(dimension).collect(),
        risk_areas: vec![
            risk_area(1, &["ประเด็นหนึ่ง", "ประเด็นสอง", "=ประเด็นสาม"], &["มาตรการ ก", "มาตรการ ข"]),
            risk_area(2, &["ประเด็นสี่"], &["มาตรการ ค"]),
        ],
        projects: vec![
            plan_project(1, "1.1", &[(2566, 1_000), (2567, 2_000)]),
            plan_project(2, "1.1", &[(2567, 500)]),
            plan_project(3, "3.1", &[(2566, 250), (2570, 750)]),
        ],
    };
    let stated = |level| RiskStanding { score: None, level: Some(level) };
    let score = RiskScore { likelihood: 3, impact: 4 };
    let scored = RiskStanding { score: Some(score), level: Some(RiskLevel::High) };
    let nothing = RiskStanding { score: None, level: None };
    let risks = vec![vec![scored, stated(RiskLevel::Medium), nothing], vec![stated(RiskLevel::Extreme)]];
    PlanBook { document, province: "สมมุติบุรี".to_owned(), risks, made_on: day() }
}

fn dimension(number: i16) -> DimensionDocument {
    let mission =
        MissionDocument {
            code: format!("{number}.1"), name: format!("ภารกิจของมิติ {number}"), objectives: Vec::new()
        };
    DimensionDocument { number, name: format!("ชื่อมิติ {number}"), missions: vec![mission] }
}

fn risk_area(sequence: i16, issues: &[&str], measures: &[&str]) -> RiskAreaDocument {
    let issue = |text: &&str| RiskIssueDocument { text: (*text).to_owned(), level: None };
    let measure = |name: &&str| ControlMeasureDocument { name: (*name).to_owned(), project_number: None };
    RiskAreaDocument {
        sequence,
        operation: format!("งานที่ {sequence}"),
        issues: issues.iter().map(issue).collect(),
        control_measures: measures.iter().map(measure).collect(),
    }
}

fn plan_project(number: i16, mission_code: &str, budgets: &[(i32, i64)]) -> ProjectDocument {
    let output = IndicatorMeasure {
        text: "ผู้เข้าร่วม".to_owned(),
        comparison: Comparison::AtLeast,
        quantity: Some(80.into()),
        unit: Some("ร้อยละ".to_owned()),
        source_notes: Vec::new(),
    };
    let group = TargetGroup {
        category: TargetGroupCategory::Citizens,
        description: "ผู้นำชุมชน".to_owned(),
        count: Some(1_200),
        source_notes: Vec::new(),
    };
    ProjectDocument {
        number,
        mission_code: mission_code.to_owned(),
        objective_codes: vec![format!("{mission_code}.1")],
        kind: ProjectKind::Activity,
        name: if number == 2 {
            HOSTILE.to_owned()
        } else {
            format!("กิจกรรมสมมุติที่ {number}")
        },
        target_groups: vec![group],
        uses_budget: true,
        budgets: budgets.iter().map(|(of, amount)| (year(*of), baht(*amount, 0))).collect::<BTreeMap<_, _>>(),
        divisions: vec!["กองสมมุติ".to_owned(), "สำนักสมมุติ".to_owned()],
        objectives: vec!["ข้อหนึ่ง".to_owned(), "ข้อสอง".to_owned()],
        steps: vec!["ขั้นเดียว".to_owned()],
        outputs: vec![output],
        outcomes: Vec::new(),
        quarter: Some(2),
        remark: (number == 1).then(|| "หมายเหตุ 1".to_owned()),
        source_notes: if number == 1 { vec![SourceNote::BudgetReconstructed] } else { Vec::new() },
    }
}

/// An import, a project's changed report, and a change without fields, one a second.
pub fn audit() -> AuditBook {
    let project = Uuid::from_u128(28).into();
    let before = json!({ "status": "IN_PROGRESS", "disbursed": "18000.00", "remark": HOSTILE, "result": "ก", "unheardOf": { "a": 1 } });
    let after = json!({ "status": "COMPLETED", "disbursed": "20000.10", "remark": "ปู่ย่า น้ำ ๆ ฯลฯ", "result": "ก", "unheardOf": [1, 2] });
    let mut imported = changed(
        EventKind::PlanImported,
        None,
        Some(json!({ "title": "แผน 2 ฉบับ", "state": "APPROVED", "announcedOn": null })),
    );
    "plan:1".clone_into(&mut imported.subject);
    let mut recorded = changed(EventKind::ProgressRecorded, Some(before), Some(after));
    recorded.project = Some(project);
    recorded.reason = Some("แก้ตัวเลข".to_owned());
    let mut assessed = changed(EventKind::RiskAssessed, None, None);
    "riskIssue:1".clone_into(&mut assessed.subject);
    let events = chained(vec![("operator", imported), ("planner", recorded), ("planner", assessed)]);
    let head = events.last().map(|last| (last.sequence, last.hash.clone()));
    let RoundReportBook { organization, district, province, .. } = round_report(|_| None);
    AuditBook {
        organization,
        district,
        province,
        period: Period::default(),
        chain: ChainStanding::of(&events, head),
        events,
        projects: [(project, (28, "โครงการที่ 28".to_owned()))].into(),
        made_on: day(),
    }
}

/// A change of something.
pub fn changed(kind: EventKind, before: Option<Value>, after: Option<Value>) -> Change {
    Change { kind, subject: "progress:1".to_owned(), project: None, before, after, reason: None }
}

/// Changes as a chain, by whom each, one a second.
pub fn chained(changes: Vec<(&str, Change)>) -> Vec<StoredEvent> {
    let mut previous_hash = None;
    let began = day().and_hms_opt(2, 3, 4).expect("a time").and_utc();
    let event = |(sequence, (actor, change)): (i64, (&str, Change))| {
        let event = Event {
            id: Uuid::nil().into(),
            organization_id: Some(Uuid::nil().into()),
            sequence,
            occurred_at: began + TimeDelta::seconds(sequence - 1),
            actor: actor.to_owned(),
            change,
            previous_hash: previous_hash.take(),
        };
        let hash = event.hash();
        previous_hash = Some(hash.clone());
        StoredEvent { sequence, event: Some(event), hash }
    };
    (1..).zip(changes).map(event).collect()
}

//! The progress form (แบบกรอกรายงานผลการดำเนินงาน): a round's projects as a workbook that is filled in and comes back.

use super::{Progress, ProgressStatus, ProgressValues, UnableReason};
use crate::{
    calendar::{FiscalYear, ReportingRound},
    id::{PlanId, ProjectId},
    money::Baht,
    organization::Organization,
    plan::Plan,
    project::Project,
    sha256, text,
};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// What the form's workbook is made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgressForm {
    /// The local government.
    pub organization: Organization,
    /// The district's name.
    pub district: String,
    /// The province's name.
    pub province: String,
    /// The plan.
    pub plan: Plan,
    /// The year and round that is reported.
    pub fiscal_year: FiscalYear,
    /// The round.
    pub round: ReportingRound,
    /// The last day on which the report is in time, extensions included.
    pub due_on: NaiveDate,
    /// The division whose projects these are; none: all of them.
    pub division: Option<String>,
    /// The conforming projects planned for the year, by number.
    pub lines: Vec<FormLine>,
    /// The day the workbook is made.
    pub made_on: NaiveDate,
}

impl ProgressForm {
    /// What the form belongs to.
    #[must_use]
    pub fn head(&self) -> FormHead {
        FormHead {
            organization_code: self.organization.code.clone(),
            plan: self.plan.id,
            fiscal_year: self.fiscal_year,
            round: self.round,
        }
    }
}

/// What a form belongs to, as its hidden sheet says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FormHead {
    /// The organization's code.
    pub organization_code: String,
    /// The plan.
    pub plan: PlanId,
    /// The fiscal year.
    pub fiscal_year: FiscalYear,
    /// The round.
    pub round: ReportingRound,
}

/// One project of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormLine {
    /// The project.
    pub project: Project,
    /// Planned budget of the year, baht.
    pub planned_budget: Baht,
    /// How it stands.
    pub standing: FormStanding,
    /// What is filled in already.
    pub values: FormValues,
    /// The version of what is recorded; none where nothing is.
    pub version: Option<i32>,
}

/// How a project of the form stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormStanding {
    /// Nothing is reported yet.
    Awaiting,
    /// The six-month figures are shown; nothing is recorded for the twelve-month round until a status is chosen.
    CarriedForward(ProgressStatus),
    /// Reported.
    Reported,
    /// Complete for the year since the six-month round: nothing may be changed.
    Completed,
    /// The report is past its draft: nothing may be changed.
    ReadOnly,
}

impl FormStanding {
    /// Whether the row can be filled in.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Awaiting | Self::CarriedForward(_) | Self::Reported)
    }
}

/// What one row of the form says: of a blank cell, nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FormValues {
    /// สถานะการดำเนินงาน; none: not reported.
    pub status: Option<ProgressStatus>,
    /// เหตุผลที่ไม่สามารถดำเนินการได้
    pub unable_reason: Option<UnableReason>,
    /// The reason in words.
    pub unable_detail: Option<String>,
    /// บรรจุไว้ในข้อบัญญัติ/เทศบัญญัติ/แผนการดำเนินงาน
    pub in_ordinance: Option<bool>,
    /// งบประมาณ (วงเงินตามข้อบัญญัติ/เทศบัญญัติ), baht, unchecked.
    pub ordinance_budget: Option<Decimal>,
    /// การเบิกจ่ายงบประมาณ, baht, unchecked.
    pub disbursed: Option<Decimal>,
    /// ผลการดำเนินงาน
    pub result: Option<String>,
    /// ปัญหา/อุปสรรค
    pub problems: Option<String>,
    /// ข้อเสนอแนะ
    pub suggestions: Option<String>,
    /// หมายเหตุ
    pub remark: Option<String>,
}

impl FormValues {
    /// What is recorded, as the form shows it.
    #[must_use]
    pub fn of(values: &ProgressValues) -> Self {
        let text = |text: &Option<String>| text.as_deref().and_then(as_written);
        Self {
            status: Some(values.status),
            unable_reason: values.unable_reason,
            unable_detail: text(&values.unable_detail),
            in_ordinance: Some(values.in_ordinance),
            ordinance_budget: Some(values.ordinance_budget.to_decimal()),
            disbursed: Some(values.disbursed.to_decimal()),
            result: text(&values.result),
            problems: text(&values.problems),
            suggestions: text(&values.suggestions),
            remark: text(&values.remark),
        }
    }

    /// The six-month figures that a twelve-month report opens with. The status is left to be chosen: that reports them.
    #[must_use]
    pub fn carried_forward(six_month: &Progress) -> Self {
        Self { status: None, ..Self::of(&six_month.values) }
    }

    /// The same in one form for what means the same: zero and blank, no and blank, 1 and 1.00.
    #[must_use]
    pub fn settled(&self) -> Self {
        let amount = |amount: Option<Decimal>| Some(amount.unwrap_or_default().normalize());
        Self {
            in_ordinance: Some(self.in_ordinance.unwrap_or_default()),
            ordinance_budget: amount(self.ordinance_budget),
            disbursed: amount(self.disbursed),
            ..self.clone()
        }
    }

    /// Whether it means the same.
    #[must_use]
    pub fn says_as(&self, other: &Self) -> bool {
        self.settled() == other.settled()
    }

    /// A short mark of what it means (half a SHA-256): the hidden sheet keeps each row's, so that one that nobody touched is
    /// known when it comes back.
    #[must_use]
    pub fn mark(&self) -> String {
        let settled = self.settled();
        let canonical = serde_json::to_string(&settled).unwrap_or_default();
        sha256::of(canonical)[..32].to_owned()
    }
}

/// A text as a cell gives it back: lines end as spreadsheets end them; a blank one says nothing.
#[must_use]
pub fn as_written(text: &str) -> Option<String> {
    (!text::is_blank(text)).then(|| text.replace("\r\n", "\n").replace('\r', "\n"))
}

/// What a row's key says: of which year and round's form it is, which project, which version was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowKey {
    /// The form's fiscal year.
    pub fiscal_year: FiscalYear,
    /// The form's round.
    pub round: ReportingRound,
    /// The project.
    pub project: ProjectId,
    /// The version of what was recorded when the form was made.
    pub version: Option<i32>,
}

impl RowKey {
    /// As the row carries it: `2568-6-0198…-3`, with version 0 where nothing was recorded.
    #[must_use]
    pub fn text(&self) -> String {
        let version = self.version.unwrap_or_default();
        format!("{}-{}-{}-{version}", self.fiscal_year, self.round.months(), self.project.0.simple())
    }

    /// Reads it back.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let mut parts = text.trim().split('-');
        let fiscal_year = FiscalYear::new(parts.next()?.parse().ok()?)?;
        let round = ReportingRound::from_months(parts.next()?.parse().ok()?)?;
        let project = ProjectId(uuid::Uuid::try_parse(parts.next()?).ok()?);
        let version: i32 = parts.next()?.parse().ok()?;
        let key = Self { fiscal_year, round, project, version: (version > 0).then_some(version) };
        (parts.next().is_none() && version >= 0).then_some(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_back_and_nothing_else_is_one() {
        let project = ProjectId(uuid::Uuid::from_u128(28));
        for version in [None, Some(1), Some(12)] {
            let key = RowKey {
                fiscal_year: FiscalYear::new(2568).unwrap(),
                round: ReportingRound::SixMonth,
                project,
                version,
            };
            assert_eq!(RowKey::read(&key.text()), Some(key));
        }
        for wrong in [
            "",
            "28",
            "2568-6",
            "2025-6-00000000000000000000000000000028-0",
            "2568-7-00000000000000000000000000000028-0",
            "2568-6-28-0",
            "2568-6-00000000000000000000000000000028--1",
            "2568-6-00000000000000000000000000000028-0-1",
        ] {
            assert_eq!(RowKey::read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_means_the_same_has_the_same_mark() {
        let zero = FormValues { disbursed: Some("0.00".parse().unwrap()), ..FormValues::default() };
        assert!(zero.says_as(&FormValues::default()));
        assert_eq!(zero.mark(), FormValues::default().mark());
        let no = FormValues { in_ordinance: Some(false), ..FormValues::default() };
        assert_eq!(no.mark(), FormValues::default().mark());
        for other in [
            FormValues { disbursed: Some("0.01".parse().unwrap()), ..FormValues::default() },
            FormValues { in_ordinance: Some(true), ..FormValues::default() },
            FormValues { status: Some(ProgressStatus::InProgress), ..FormValues::default() },
            FormValues { result: Some("ก".to_owned()), ..FormValues::default() },
            FormValues { remark: Some("ก".to_owned()), ..FormValues::default() },
        ] {
            assert_ne!(other.mark(), FormValues::default().mark(), "{other:?}");
        }
    }

    #[test]
    fn lines_end_as_spreadsheets_end_them() {
        assert_eq!(as_written("ก\r\nข\rค\n").as_deref(), Some("ก\nข\nค\n"));
        assert_eq!(as_written(" \r\n"), None);
    }
}

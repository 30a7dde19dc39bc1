//! What a report says, as a form holds it and as pages show it.

use crate::{
    form::{Fault, Form},
    visit::Visit,
};
use sucharit_domain::{
    labels,
    money::grouped,
    progress::{ProgressStatus, UnableReason},
    refusal::Fault as Rule,
};

/// What a report says, whichever operation read it.
#[derive(Debug, Clone)]
pub struct Values {
    /// Counts its changes.
    pub version: i64,
    /// สถานะการดำเนินงาน
    pub status: ProgressStatus,
    /// เหตุผลที่ไม่สามารถดำเนินการได้
    pub unable_reason: Option<UnableReason>,
    /// The reason in words.
    pub unable_detail: Option<String>,
    /// Whether it is in the ordinance.
    pub in_ordinance: bool,
    /// Baht.
    pub ordinance_budget: String,
    /// Baht.
    pub disbursed: String,
    /// ผลการดำเนินงาน
    pub result: Option<String>,
    /// ปัญหา/อุปสรรค
    pub problems: Option<String>,
    /// ข้อเสนอแนะ
    pub suggestions: Option<String>,
    /// หมายเหตุ
    pub remark: Option<String>,
}

/// Takes an operation's own `Values`.
#[macro_export]
macro_rules! progress_values {
    ($values:expr) => {{
        let values = $values;
        $crate::progress::values::Values {
            version: values.version,
            status: values.status,
            unable_reason: values.unable_reason,
            unable_detail: values.unable_detail,
            in_ordinance: values.in_ordinance,
            ordinance_budget: values.ordinance_budget,
            disbursed: values.disbursed,
            result: values.result,
            problems: values.problems,
            suggestions: values.suggestions,
            remark: values.remark,
        }
    }};
}

/// What every report has, in the order of the form: its name, Thai, English.
const FIELDS: [(&str, &str, &str); 10] = [
    ("status", "สถานะการดำเนินงาน", "Status"),
    ("unableReason", "เหตุผลที่ไม่สามารถดำเนินการได้", "Reason"),
    ("unableDetail", "รายละเอียดเหตุผล", "Reason in words"),
    ("inOrdinance", "บรรจุไว้ในข้อบัญญัติ/เทศบัญญัติ/แผนการดำเนินงาน", "In the ordinance"),
    ("ordinanceBudget", "งบประมาณ (วงเงินตามข้อบัญญัติ/เทศบัญญัติ) (บาท)", "Ordinance budget (baht)"),
    ("disbursed", "การเบิกจ่ายงบประมาณ (บาท)", "Disbursed (baht)"),
    ("result", "ผลการดำเนินงาน", "Results"),
    ("problems", "ปัญหา/อุปสรรค", "Problems"),
    ("suggestions", "ข้อเสนอแนะ", "Suggestions"),
    ("remark", "หมายเหตุ", "Remark"),
];

/// What a field is called.
#[must_use]
pub fn label(v: &Visit, field: &str) -> &'static str {
    let found = FIELDS.iter().find(|(name, _, _)| *name == field);
    found.map_or("", |(_, thai, english)| v.t(thai, english))
}

/// A field that somebody else recorded otherwise: what it is called, as typed, as recorded.
pub type Difference = (&'static str, String, String);

/// Every status with its words.
#[must_use]
pub fn statuses(v: &Visit) -> Vec<(&'static str, &'static str)> {
    ProgressStatus::ALL.iter().map(|status| (status.code(), v.word(status))).collect()
}

/// Every reason with its words.
#[must_use]
pub fn reasons(v: &Visit) -> Vec<(&'static str, &'static str)> {
    UnableReason::ALL.iter().map(|reason| (reason.code(), v.word(reason))).collect()
}

impl Values {
    /// A form that holds it.
    #[must_use]
    pub fn form(&self) -> Form {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        Form::default()
            .with("status", self.status.code())
            .with("unableReason", self.unable_reason.map(UnableReason::code).unwrap_or_default())
            .with("unableDetail", text(&self.unable_detail))
            .with("inOrdinance", if self.in_ordinance { "yes" } else { "no" })
            .with("ordinanceBudget", grouped(&self.ordinance_budget))
            .with("disbursed", grouped(&self.disbursed))
            .with("result", text(&self.result))
            .with("problems", text(&self.problems))
            .with("suggestions", text(&self.suggestions))
            .with("remark", text(&self.remark))
    }

    /// Each field that says something, in words.
    #[must_use]
    pub fn rows(&self, v: &Visit) -> Vec<(&'static str, String)> {
        let form = self.form();
        let rows = FIELDS.iter().map(|(name, thai, english)| (v.t(thai, english), words(v, name, &form)));
        rows.filter(|(_, words)| !words.is_empty()).collect()
    }

    /// The fields in which it differs from a form.
    #[must_use]
    pub fn differences(&self, v: &Visit, typed: &Form) -> Vec<Difference> {
        let own = self.form();
        let rows = FIELDS
            .iter()
            .map(|(name, thai, english)| (v.t(thai, english), words(v, name, typed), words(v, name, &own)));
        rows.filter(|(_, typed, own)| typed != own).collect()
    }
}

/// A field of a form as people read it.
fn words(v: &Visit, field: &str, form: &Form) -> String {
    let value = form.get(field);
    match field {
        "status" => ProgressStatus::from_code(value).map(|status| v.word(&status).to_owned()),
        "unableReason" => UnableReason::from_code(value).map(|reason| v.word(&reason).to_owned()),
        // A box that is not ticked sends nothing.
        "inOrdinance" => {
            Some(v.t(labels::yes_or_no(value == "yes"), if value == "yes" { "Yes" } else { "No" }).to_owned())
        }
        "ordinanceBudget" | "disbursed" => {
            let amount = form.amount(field).unwrap_or_else(|_| value.to_owned());
            let amount = if amount.contains('.') { amount } else { format!("{amount}.00") };
            Some(v.money(amount))
        }
        _ => Some(value.trim().to_owned()),
    }
    .unwrap_or_default()
}

/// What a form says, read; with everything that no report can say.
#[derive(Debug, Clone)]
pub struct Typed {
    /// None where nothing is chosen.
    pub status: Option<ProgressStatus>,
    /// Only with a status that has one.
    pub unable_reason: Option<UnableReason>,
    /// Only with a reason that has one.
    pub unable_detail: Option<String>,
    /// Whether it is in the ordinance.
    pub in_ordinance: bool,
    /// Baht; nothing where no budget is used.
    pub ordinance_budget: String,
    /// Baht; nothing where no budget is used.
    pub disbursed: String,
    /// What is wrong already.
    pub faults: Vec<Fault>,
}

impl Typed {
    /// The form without what does not count.
    #[must_use]
    pub fn form(&self, form: &Form) -> Form {
        form.clone()
            .with("unableReason", self.unable_reason.map(UnableReason::code).unwrap_or_default())
            .with("unableDetail", self.unable_detail.clone().unwrap_or_default())
            .with("ordinanceBudget", self.ordinance_budget.clone())
            .with("disbursed", self.disbursed.clone())
    }

    /// Reads a form. What it hides by what was chosen does not count, whatever stands there.
    #[must_use]
    pub fn read(form: &Form, uses_budget: bool) -> Self {
        let mut faults = Vec::new();
        let status = ProgressStatus::from_code(form.get("status"));
        if status.is_none() {
            faults.push(Fault::own("status", "เลือกสถานะการดำเนินงาน", "Choose a status"));
        }
        let is_unable = status == Some(ProgressStatus::Unable);
        let unable_reason = UnableReason::from_code(form.get("unableReason")).filter(|_| is_unable);
        let mut amount = |field| {
            if !uses_budget {
                return "0".to_owned();
            }
            form.amount(field).unwrap_or_else(|fault| {
                faults.push(fault);
                "0".to_owned()
            })
        };
        let (ordinance_budget, disbursed) = (amount("ordinanceBudget"), amount("disbursed"));
        // The rule would find it too, but does not see the form that is not sent for an unreadable amount.
        if is_unable && unable_reason.is_none() && !faults.is_empty() {
            faults.push(Fault::of_rule("unableReason", &Rule::ReasonRequired));
        }
        Self {
            status,
            unable_reason,
            unable_detail: form.text("unableDetail").filter(|_| unable_reason == Some(UnableReason::Other)),
            in_ordinance: form.get("inOrdinance") == "yes",
            ordinance_budget,
            disbursed,
            faults,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ProgressStatus, Typed, UnableReason};
    use crate::form::Form;

    #[test]
    fn what_a_form_hides_does_not_count() {
        let form = Form::default()
            .with("status", "COMPLETED")
            .with("unableReason", "OTHER")
            .with("unableDetail", "ย้าย")
            .with("ordinanceBudget", "๒๐,๐๐๐")
            .with("disbursed", "x");
        let typed = Typed::read(&form, true);
        assert_eq!(
            (typed.status, typed.unable_reason, typed.unable_detail),
            (Some(ProgressStatus::Completed), None, None)
        );
        assert_eq!(typed.ordinance_budget, "20000");
        assert_eq!(typed.faults.iter().map(|fault| fault.field.as_str()).collect::<Vec<_>>(), ["disbursed"]);
        let typed = Typed::read(&form, false);
        assert!(typed.faults.is_empty(), "no budget, no amounts");
        assert_eq!((typed.ordinance_budget.as_str(), typed.disbursed.as_str()), ("0", "0"));
    }

    #[test]
    fn reasons_go_with_unable() {
        let form = Form::default().with("status", "UNABLE").with("unableReason", "OTHER").with("unableDetail", " ย้าย ");
        let typed = Typed::read(&form, false);
        assert_eq!(typed.unable_reason, Some(UnableReason::Other));
        assert_eq!(typed.unable_detail.as_deref(), Some("ย้าย"));
        let typed = Typed::read(&Form::default(), false);
        assert_eq!(typed.faults.len(), 1, "a status is required");
    }
}

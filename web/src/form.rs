//! Reading forms, and saying what is wrong with them: a summary that leads to each field, and the words beside it.

use crate::{progress, visit::Visit};
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeMap;
use sucharit_domain::{
    calendar::{BUDDHIST_ERA_OFFSET, SUPPORTED_FISCAL_YEARS},
    language::Language,
    refusal::Fault as Rule,
};

/// Fields that are never sent back to a browser.
const SECRETS: [&str; 4] = ["password", "oldPassword", "newPassword", "newPasswordAgain"];

/// What was typed into a form.
#[derive(Debug, Clone, Default)]
pub struct Form {
    values: BTreeMap<String, Vec<String>>,
}

impl Form {
    /// Reads `application/x-www-form-urlencoded`; none where it is not UTF-8.
    #[must_use]
    pub fn read(body: &[u8]) -> Option<Self> {
        let pairs: Vec<(String, String)> = serde_urlencoded::from_bytes(body).ok()?;
        let mut form = Self::default();
        for (name, value) in pairs {
            // Browsers end lines in forms with CR LF.
            form.values.entry(name).or_default().push(value.replace("\r\n", "\n"));
        }
        Some(form)
    }

    /// A form filled in beforehand.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.values.insert(name.to_owned(), vec![value.into()]);
        self
    }

    /// The same with a field that may have several values.
    #[must_use]
    pub fn with_all(mut self, name: &str, values: impl Iterator<Item = String>) -> Self {
        self.values.insert(name.to_owned(), values.collect());
        self
    }

    /// Everything that was ticked or typed under a name.
    #[must_use]
    pub fn all(&self, name: &str) -> &[String] {
        self.values.get(name).map(Vec::as_slice).unwrap_or_default()
    }

    /// A field as it was typed; empty where it was left out.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.values.get(name).and_then(|values| values.first()).map_or("", String::as_str)
    }

    /// Whether the field has this value.
    #[must_use]
    pub fn is(&self, name: &str, value: &str) -> bool {
        self.get(name) == value
    }

    /// Whether the field is there at all.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.values.contains_key(name)
    }

    /// A text without the space around it; none where nothing is left.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<String> {
        let text = self.get(name).trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// A whole number; none where there is none.
    #[must_use]
    pub fn whole(&self, name: &str) -> Option<i64> {
        arabic(self.get(name).trim()).parse().ok()
    }

    /// An amount of money, however people write it: `๒๐,๐๐๐.๐๐ บาท`. Empty is nothing.
    ///
    /// # Errors
    /// Where it is no amount.
    pub fn amount(&self, name: &str) -> Result<String, Fault> {
        let typed = arabic(self.get(name));
        let plain: String = typed.trim().trim_end_matches("บาท").chars().filter(|c| !matches!(c, ',' | ' ')).collect();
        if plain.is_empty() {
            return Ok("0".to_owned());
        }
        let digits = plain.strip_prefix('-').unwrap_or(&plain);
        let is_number = digits.split('.').count() <= 2
            && digits.starts_with(|first: char| first.is_ascii_digit())
            && digits.ends_with(|last: char| last.is_ascii_digit())
            && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
            && digits.len() <= 20;
        if is_number {
            return Ok(plain);
        }
        let (thai, english) = ("กรอกเป็นจำนวนเงิน เช่น 20,000.00", "Give an amount such as 20,000.00");
        Err(Fault::own(name, thai, english))
    }

    /// A day in three fields, `nameDay`, `nameMonth` and `nameYear` in the Buddhist Era.
    ///
    /// # Errors
    /// Where there is no such day.
    pub fn day(&self, name: &str) -> Result<NaiveDate, Fault> {
        let part = |part: &str| self.whole(&format!("{name}{part}"));
        let (day, month, year) = (part("Day"), part("Month"), part("Year"));
        let year = year.and_then(|year| i32::try_from(year).ok()).filter(|year| SUPPORTED_FISCAL_YEARS.contains(year));
        let small = |part: Option<i64>| part.and_then(|part| u32::try_from(part).ok());
        let day = match (small(day), small(month), year) {
            (Some(day @ 1..=31), Some(month @ 1..=12), Some(year)) => {
                let found = NaiveDate::from_ymd_opt(year - BUDDHIST_ERA_OFFSET, month, day);
                let date = format!("{day}/{month}/{year}");
                let (thai, english) =
                    (format!("ไม่มีวันที่ {date} ในปฏิทิน"), format!("There is no day {date} in the calendar"));
                return found.ok_or_else(|| Fault::own(name, &thai, &english));
            }
            _ => None,
        };
        let (thai, english) = (
            "กรอกวัน เดือน และปี พ.ศ. ให้ครบ เช่น 30 เมษายน 2569",
            "Give day, month and year (B.E.), such as 30 April 2569",
        );
        day.ok_or_else(|| Fault::own(name, thai, english))
    }

    /// With a day in its three fields.
    #[must_use]
    pub fn with_day(self, name: &str, day: NaiveDate) -> Self {
        self.with(&format!("{name}Day"), day.day().to_string())
            .with(&format!("{name}Month"), day.month().to_string())
            .with(&format!("{name}Year"), (day.year() + BUDDHIST_ERA_OFFSET).to_string())
    }

    /// With what another form holds in the fields that this one leaves out.
    #[must_use]
    pub fn or(mut self, other: &Self, fields: &[&str]) -> Self {
        for field in fields {
            if !self.has(field) {
                self = self.with(field, other.get(field));
            }
        }
        self
    }

    /// What may be sent back: everything but passwords.
    pub(crate) fn kept(&self) -> Vec<(String, String)> {
        let fields = self.values.iter().filter(|(name, _)| !SECRETS.contains(&name.as_str()));
        fields.flat_map(|(name, values)| values.iter().map(|value| (name.clone(), value.clone()))).collect()
    }
}

/// Thai digits as Arabic ones.
#[must_use]
pub fn arabic(text: &str) -> String {
    let digit = |character: char| match u32::from(character).checked_sub(u32::from('๐')) {
        Some(digit @ 0..=9) => char::from_digit(digit, 10).unwrap_or(character),
        _ => character,
    };
    text.chars().map(digit).collect()
}

/// Something wrong with a field, or with the form as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The stable code.
    pub code: String,
    /// The field it belongs to; empty for the form as a whole.
    pub field: String,
    /// What the summary calls the field, where the words alone would not tell.
    name: Option<String>,
    /// In Thai and English; the schema's own are in the language asked for, twice.
    message: (String, String),
}

impl Fault {
    /// What the form itself finds.
    #[must_use]
    pub fn own(field: &str, thai: &str, english: &str) -> Self {
        let message = (thai.to_owned(), english.to_owned());
        Self { code: "FORM".to_owned(), field: field.to_owned(), name: None, message }
    }

    /// What a rule says.
    #[must_use]
    pub fn of_rule(field: &str, rule: &Rule) -> Self {
        let message = (rule.message(Language::Thai), rule.message(Language::English));
        Self { code: rule.code().to_owned(), field: field.to_owned(), name: None, message }
    }

    /// What a mutation says: `path` leads into its input.
    #[must_use]
    pub fn of(code: String, message: String, path: &[String]) -> Self {
        // What nobody typed has no field to lead to.
        let is_typed = |word: &&String| *word != "input" && *word != "expectedVersion" && !word.ends_with("Id");
        let field = path.last().filter(is_typed).cloned().unwrap_or_default();
        Self { code, field, name: None, message: (message.clone(), message) }
    }

    /// The same, called by this name in the summary.
    #[must_use]
    pub fn named(self, name: &str) -> Self {
        Self { name: Some(name.to_owned()), ..self }
    }
}

/// The faults of a `userErrors` list, whatever operation it comes from.
#[macro_export]
macro_rules! faults {
    ($errors:expr) => {
        $errors
            .into_iter()
            .map(|error| $crate::form::Fault::of(error.code, error.message, &error.path))
            .collect::<Vec<$crate::form::Fault>>()
    };
}

/// Everything wrong with a form.
#[derive(Debug, Clone, Default)]
pub struct Faults(pub Vec<Fault>);

impl Faults {
    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Each field, empty for the form as a whole, with its words: with the field's name before them, unless they say it.
    #[must_use]
    pub fn list(&self, v: &Visit) -> Vec<(String, String)> {
        let named = |fault: &Fault| {
            let words = fault.words(v.settings.language);
            let name = fault.name.as_deref().unwrap_or_else(|| label(v, &fault.field));
            if name.is_empty() || words.contains(name) { words } else { format!("{name}: {words}") }
        };
        self.0.iter().map(|fault| (fault.field.clone(), named(fault))).collect()
    }

    /// The words for a field.
    #[must_use]
    pub fn at(&self, v: &Visit, field: &str) -> Vec<String> {
        let own = self.0.iter().filter(|fault| fault.field == field);
        own.map(|fault| fault.words(v.settings.language)).collect()
    }

    /// Whether something is wrong with the field.
    #[must_use]
    pub fn has(&self, field: &str) -> bool {
        self.0.iter().any(|fault| fault.field == field)
    }

    /// Whether one of them has this code.
    #[must_use]
    pub fn has_code(&self, code: &str) -> bool {
        self.0.iter().any(|fault| fault.code == code)
    }
}

/// What a field is called, where several forms have it under one name; else empty.
fn label(v: &Visit, field: &str) -> &'static str {
    match field {
        "reason" | "endReason" => v.t("เหตุผล", "Reason"),
        "opinion" => v.t("ความเห็น", "Opinion"),
        "referenceNumber" => v.t("เลขอ้างอิง", "Reference number"),
        "rationale" => v.t("เหตุผลประกอบ", "Rationale"),
        "dueOn" => v.t("วันครบกำหนด", "Due date"),
        "newPassword" => v.t("รหัสผ่านใหม่", "New password"),
        _ => progress::values::label(v, field),
    }
}

impl Fault {
    fn words(&self, language: Language) -> String {
        match language {
            Language::Thai => self.message.0.clone(),
            Language::English => self.message.1.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Form;
    use chrono::NaiveDate;

    #[test]
    fn amounts_as_people_write_them() {
        for (typed, read) in [
            ("", Some("0")),
            ("20000", Some("20000")),
            ("20,000.00", Some("20000.00")),
            (" ๒๐,๐๐๐.๐๐ บาท ", Some("20000.00")),
            ("-5", Some("-5")),
            ("ศูนย์", None),
            ("1.2.3", None),
            ("1e9", None),
            (".", None),
        ] {
            let form = Form::default().with("disbursed", typed);
            assert_eq!(form.amount("disbursed").ok().as_deref(), read, "{typed}");
        }
    }

    #[test]
    fn days_in_the_buddhist_era() {
        let typed = |day: &str, month: &str, year: &str| {
            Form::default().with("onDay", day).with("onMonth", month).with("onYear", year).day("on").ok()
        };
        let expected = NaiveDate::from_ymd_opt(2026, 4, 30);
        assert_eq!(typed("30", "4", "2569"), expected);
        assert_eq!(typed("๓๐", "4", "๒๕๖๙"), expected);
        for wrong in [("31", "4", "2569"), ("30", "4", "2026"), ("", "4", "2569"), ("1", "13", "2569")] {
            assert_eq!(typed(wrong.0, wrong.1, wrong.2), None, "{wrong:?}");
        }
        let none = Form::default().with("onDay", "31").with("onMonth", "2").with("onYear", "2570").day("on");
        assert_eq!(none.unwrap_err().message.0, "ไม่มีวันที่ 31/2/2570 ในปฏิทิน");
        assert_eq!(Form::default().with_day("on", expected.unwrap()).day("on").ok(), expected);
    }

    #[test]
    fn forms_are_read_with_lines_and_without_secrets() {
        let form = Form::read("a=1%0D%0A2&password=x&a=3".as_bytes()).unwrap();
        assert_eq!(form.get("a"), "1\n2");
        assert_eq!(form.kept(), [("a".to_owned(), "1\n2".to_owned()), ("a".to_owned(), "3".to_owned())]);
        assert_eq!(form.text("missing"), None);
    }
}

//! Walking a JSON value while noting every problem with its place.

use crate::{
    calendar::FiscalYear,
    project::SourceNote,
    refusal::{Fault, Path, Refusal},
    text::{self, LONGEST_LIST, LONGEST_NAME, LONGEST_TEXT},
};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde_json::{Map, Value};
use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
};

/// Collects the problems.
#[derive(Debug, Default)]
pub struct Reader {
    refusals: RefCell<Vec<Refusal>>,
}

/// A value with its place. `value` is `None` where a required one was missing, which has been noted already.
#[derive(Debug, Clone)]
pub struct Node<'a> {
    /// The place.
    pub path: Path,
    /// The value.
    pub value: Option<&'a Value>,
}

/// An object whose keys are all known.
#[derive(Debug)]
pub struct Object<'a> {
    path: Path,
    fields: &'a Map<String, Value>,
}

impl<'a> Node<'a> {
    /// The whole file.
    pub fn root(value: &'a Value) -> Self {
        Self { path: Path::default(), value: Some(value) }
    }

    /// The items, where it is a list.
    pub fn items(&self) -> Option<&'a [Value]> {
        self.value.and_then(Value::as_array).map(Vec::as_slice)
    }
}

impl<'a> Object<'a> {
    /// A field that must be there.
    pub fn required(&self, reader: &Reader, key: &str) -> Node<'a> {
        let path = self.path.field(key);
        let value = self.fields.get(key);
        if value.is_none() {
            reader.refuse(&path, Fault::Required);
        }
        Node { path, value }
    }

    /// A field that may be left out or null.
    pub fn optional(&self, key: &str) -> Option<Node<'a>> {
        let value = self.fields.get(key).filter(|value| !value.is_null())?;
        Some(Node { path: self.path.field(key), value: Some(value) })
    }
}

impl Reader {
    /// Notes a problem.
    pub fn refuse(&self, path: &Path, fault: Fault) {
        self.refusals.borrow_mut().push(Refusal::new(path.clone(), fault));
    }

    /// All problems, in the order of the file.
    pub fn into_refusals(self) -> Vec<Refusal> {
        self.refusals.into_inner()
    }

    /// How many problems there are so far.
    pub fn count(&self) -> usize {
        self.refusals.borrow().len()
    }

    /// An object with no other keys than `known`.
    pub fn object<'a>(&self, node: &Node<'a>, known: &[&str]) -> Option<Object<'a>> {
        let Value::Object(fields) = node.value? else {
            return self.wrong_type(node, ("วัตถุ (object)", "an object"));
        };
        for key in fields.keys().filter(|key| !known.contains(&key.as_str())) {
            self.refuse(&node.path.field(key), Fault::UnknownField);
        }
        Some(Object { path: node.path.clone(), fields })
    }

    /// A list; items at fault are left out of the answer.
    pub fn list<'a, T>(&self, node: &Node<'a>, mut read: impl FnMut(&Node<'a>) -> Option<T>) -> Vec<T> {
        let Some(value) = node.value else { return Vec::new() };
        let Value::Array(items) = value else {
            self.wrong_type::<()>(node, ("รายการ (array)", "a list"));
            return Vec::new();
        };
        let node_of = |(index, value)| Node { path: node.path.index(index), value: Some(value) };
        items.iter().enumerate().filter_map(|item| read(&node_of(item))).collect()
    }

    /// Notes a list whose texts are together longer than one cell of a spreadsheet can show; each item costs its number, too.
    pub fn bounded_list(&self, node: &Node<'_>) {
        let Some(value) = node.value else { return };
        let length = text_length(value) + 40 * node.items().map_or(0, <[Value]>::len);
        if length > LONGEST_LIST {
            self.refuse(&node.path, Fault::TextTooLong { longest: LONGEST_LIST, length });
        }
    }

    /// A list of free texts.
    pub fn texts(&self, node: &Node<'_>) -> Vec<String> {
        self.list(node, |node| self.bounded_text(node, LONGEST_TEXT))
    }

    /// Notes every item that came before, or whose `field` did, as the file states it: items at fault otherwise count too.
    pub fn unique(&self, list: &Node<'_>, field: Option<&str>) {
        let mut seen = BTreeSet::new();
        for (index, item) in list.items().unwrap_or_default().iter().enumerate() {
            let path = list.path.index(index);
            let (path, key) = field.map_or((path.clone(), Some(item)), |field| (path.field(field), item.get(field)));
            let key = key.filter(|key| key.is_string() || key.is_number());
            if key.is_some_and(|key| !seen.insert(key.to_string())) {
                self.refuse(&path, Fault::Duplicate);
            }
        }
    }

    /// A name or title: not blank.
    pub fn name(&self, node: &Node<'_>) -> Option<String> {
        self.bounded_text(node, LONGEST_NAME)
    }

    /// A text that is not blank and has at most `longest` characters.
    pub fn bounded_text(&self, node: &Node<'_>, longest: usize) -> Option<String> {
        let Value::String(found) = node.value? else {
            return self.wrong_type(node, ("ข้อความ", "a text"));
        };
        if text::is_blank(found) {
            return self.refused(node, Fault::Required);
        }
        match text::check(found, longest) {
            Ok(()) => Some(found.clone()),
            Err(fault) => self.refused(node, fault),
        }
    }

    /// A code of the outline: `parent.n`, such as `1.1` under `1`.
    pub fn outline_code(&self, node: &Node<'_>, parent: Option<&str>) -> Option<String> {
        let code = self.name(node)?;
        let Some(parent) = parent else { return Some(code) };
        let number = code.strip_prefix(parent).and_then(|rest| rest.strip_prefix('.'));
        if number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())) {
            Some(code)
        } else {
            self.refused(node, Fault::UnknownReference)
        }
    }

    /// One of a closed set of codes.
    pub fn code<T>(
        &self,
        node: &Node<'_>,
        from_code: impl Fn(&str) -> Option<T>,
        allowed: impl Iterator<Item = &'static str>,
    ) -> Option<T> {
        let Value::String(code) = node.value? else {
            return self.wrong_type(node, ("รหัส", "a code"));
        };
        from_code(code).or_else(|| self.refused(node, Fault::UnknownCode { allowed: allowed.collect() }))
    }

    /// Yes or no.
    pub fn boolean(&self, node: &Node<'_>) -> Option<bool> {
        match node.value? {
            Value::Bool(value) => Some(*value),
            _ => self.wrong_type(node, ("true หรือ false", "true or false")),
        }
    }

    /// A whole number of a range.
    pub fn integer<N: TryFrom<i64> + Into<i64>>(&self, node: &Node<'_>, least: N, most: N) -> Option<N> {
        let (least, most) = (least.into(), most.into());
        let Some(value) = node.value?.as_i64() else {
            return self.wrong_type(node, ("จำนวนเต็ม", "a whole number"));
        };
        match N::try_from(value) {
            Ok(number) if (least..=most).contains(&value) => Some(number),
            _ => self.refused(node, Fault::OutOfRange { least, most }),
        }
    }

    /// A fiscal year, B.E.
    pub fn fiscal_year(&self, node: &Node<'_>) -> Option<FiscalYear> {
        let Some(year) = node.value?.as_i64() else {
            return self.wrong_type(node, ("ปีงบประมาณ พ.ศ.", "a fiscal year B.E."));
        };
        let year = i32::try_from(year).ok().and_then(FiscalYear::new);
        year.or_else(|| self.refused(node, Fault::NotAFiscalYear))
    }

    /// A day, C.E. ISO 8601; a day so late that its year must be a B.E. one is refused.
    pub fn date(&self, node: &Node<'_>) -> Option<NaiveDate> {
        let date = node.value?.as_str().and_then(|found| {
            // Written as it is shown, since chrono also takes `+2022-9-29`.
            let supported = |day: &NaiveDate| FiscalYear::new(FiscalYear::of(*day).get()).is_some();
            NaiveDate::parse_from_str(found, "%Y-%m-%d").ok().filter(|day| supported(day) && day.to_string() == found)
        });
        date.or_else(|| self.wrong_type(node, ("วันที่แบบ ค.ศ. ปปปป-ดด-วว", "a date C.E. YYYY-MM-DD")))
    }

    /// A decimal number: a JSON number, or one in a string.
    pub fn decimal(&self, node: &Node<'_>) -> Option<Decimal> {
        let decimal = match node.value? {
            Value::Number(number) => {
                let written = number.to_string();
                Decimal::from_str_exact(&written).or_else(|_| Decimal::from_scientific(&written)).ok()
            }
            // Digits in groups (`1_000`) are no number here, though the parser takes them.
            Value::String(written) if !written.contains('_') => Decimal::from_str_exact(written).ok(),
            _ => None,
        };
        decimal.or_else(|| self.wrong_type(node, ("ตัวเลข", "a number")))
    }

    /// A goal's target: 0 to 1,000,000 with at most two decimal places.
    pub fn target(&self, node: &Node<'_>) -> Option<Decimal> {
        let target = self.decimal(node)?.normalize();
        let most = 1_000_000;
        if target.is_sign_negative() && !target.is_zero() || target > Decimal::from(most) {
            return self.refused(node, Fault::OutOfRange { least: 0, most });
        }
        if target.scale() > 2 {
            return self.refused(node, Fault::TooManyDecimals);
        }
        Some(target)
    }

    /// An object whose keys are fiscal years, each of `years`.
    pub fn by_year<'a, T>(
        &self,
        node: &Node<'a>,
        years: Option<&[FiscalYear]>,
        mut read: impl FnMut(&Node<'a>) -> Option<T>,
    ) -> Option<BTreeMap<FiscalYear, T>> {
        let Value::Object(fields) = node.value? else {
            return self.wrong_type(node, ("วัตถุที่มีปีงบประมาณเป็นชื่อช่อง", "an object keyed by fiscal year"));
        };
        let mut values = BTreeMap::new();
        for (key, value) in fields {
            let node = Node { path: node.path.field(key), value: Some(value) };
            let value = read(&node);
            // Written as a year is, or `2566` and `+2566` would be two keys for one year.
            match key.parse().ok().and_then(FiscalYear::new).filter(|year| year.to_string() == *key) {
                None => self.refuse(&node.path, Fault::NotAFiscalYear),
                Some(year) => {
                    self.check_year(&node.path, year, years);
                    value.map(|value| values.insert(year, value));
                }
            }
        }
        Some(values)
    }

    /// Notes a year outside the plan's `years`, where these are known.
    pub fn check_year(&self, path: &Path, year: FiscalYear, years: Option<&[FiscalYear]>) {
        if let Some([first, .., last] | [first @ last]) = years
            && !(*first..=*last).contains(&year)
        {
            self.refuse(path, Fault::OutsidePlanYears { first: *first, last: *last });
        }
    }

    /// The doubts about the source that an object's marks state.
    pub fn source_notes(&self, object: &Object<'_>, marks: &[(&str, SourceNote)]) -> Vec<SourceNote> {
        marks
            .iter()
            .filter(|(key, _)| object.optional(key).and_then(|node| self.boolean(&node)) == Some(true))
            .map(|(_, note)| *note)
            .collect()
    }

    /// Notes a problem and answers with nothing.
    pub fn refused<T>(&self, node: &Node<'_>, fault: Fault) -> Option<T> {
        self.refuse(&node.path, fault);
        None
    }

    fn wrong_type<T>(&self, node: &Node<'_>, expected: (&'static str, &'static str)) -> Option<T> {
        self.refused(node, Fault::WrongType { expected })
    }
}

/// How many characters the texts within a value have.
fn text_length(value: &Value) -> usize {
    match value {
        Value::String(text) => text.chars().count(),
        Value::Array(items) => items.iter().map(text_length).sum(),
        Value::Object(fields) => fields.values().map(text_length).sum(),
        _ => 0,
    }
}

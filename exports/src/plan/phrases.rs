//! What a project's headings say, put into words.

use crate::workbook::{present, years};
use rust_decimal::Decimal;
use sucharit_domain::{
    numeral::Numerals,
    plan::document::ProjectDocument,
    project::{Comparison, IndicatorMeasure, SourceNote, TargetGroup},
};

/// The unit that stands before its quantity.
pub(crate) const PERCENT: &str = "ร้อยละ";

/// A numbered list, one item a line; a single item goes without a number.
pub(crate) fn numbered<'a>(items: impl IntoIterator<Item = &'a str>, numerals: Numerals) -> String {
    let items: Vec<&str> = items.into_iter().collect();
    if let [only] = items.as_slice() {
        return (*only).to_owned();
    }
    let lines: Vec<String> =
        (1..).zip(items).map(|(number, item)| format!("{} {item}", numerals.write(&format!("{number}.")))).collect();
    lines.join("\n")
}

/// `ไม่น้อยกว่าร้อยละ 80`, `ไม่น้อยกว่า 5 ช่องทาง` after the indicator's text.
pub(crate) fn indicator(measure: &IndicatorMeasure, numerals: Numerals) -> String {
    let quantity = measure.quantity.map(|quantity| numerals.write(&grouped(quantity)));
    let compared = match (quantity, present(measure.unit.as_deref())) {
        (None, _) if measure.comparison == Comparison::Exists => None,
        (None, _) => Some(measure.comparison.label().to_owned()),
        (Some(quantity), Some(PERCENT)) => Some(format!("{}{PERCENT} {quantity}", measure.comparison.label())),
        (Some(quantity), Some(unit)) => Some(format!("{} {quantity} {unit}", measure.comparison.label())),
        (Some(quantity), None) => Some(format!("{} {quantity}", measure.comparison.label())),
    };
    let words = compared.map_or_else(|| measure.text.clone(), |compared| format!("{} {compared}", measure.text));
    with_notes(words, &measure.source_notes)
}

/// `ประชาชน/ภาคประชาสังคม: ผู้นำชุมชน 50 คน`
pub(crate) fn target_group(group: &TargetGroup, numerals: Numerals) -> String {
    let mut words = group.category.label().to_owned();
    if let Some(description) = present(Some(&group.description)) {
        words = format!("{words}: {description}");
    }
    if let Some(count) = group.count {
        words = format!("{words} จำนวน {} คน", numerals.write(&grouped(count.into())));
    }
    with_notes(words, &group.source_notes)
}

/// The years in which a project runs, the quarter, and what each year is given.
pub(crate) fn period_and_budget(project: &ProjectDocument, numerals: Numerals) -> String {
    let mut lines = vec![format!("ปีงบประมาณ พ.ศ. {}", years(project.budgets.keys().copied(), numerals))];
    if let Some(quarter) = project.quarter {
        lines.push(numerals.write(&format!("ดำเนินการในไตรมาส {quarter}")));
    }
    if project.uses_budget {
        for (year, budget) in &project.budgets {
            lines.push(numerals.write(&format!("ปี {year}: {} บาท", grouped(budget.to_decimal()))));
        }
    } else {
        lines.push("ไม่ใช้งบประมาณ".to_owned());
    }
    lines.join("\n")
}

/// The remark, and under it the doubts about the source.
pub(crate) fn remark_and_notes(project: &ProjectDocument) -> Option<String> {
    let remark = present(project.remark.as_deref());
    let lines: Vec<&str> = remark.into_iter().chain(project.source_notes.iter().map(|note| note.label())).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

fn with_notes(words: String, notes: &[SourceNote]) -> String {
    notes.iter().fold(words, |words, note| format!("{words} ({})", note.label()))
}

/// A number with thousands separators, without needless zeros after the point where it is whole.
fn grouped(number: Decimal) -> String {
    let text = if number.fract().is_zero() { number.trunc().to_string() } else { number.to_string() };
    let (whole, fraction) = text.split_once('.').map_or((text.as_str(), None), |(whole, rest)| (whole, Some(rest)));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let mut grouped = sign.to_owned();
    for (place, digit) in digits.char_indices() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    fraction.map_or_else(|| grouped.clone(), |fraction| format!("{grouped}.{fraction}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        for (number, expected) in
            [("0", "0"), ("80", "80"), ("1000", "1,000"), ("20000.00", "20,000"), ("1234567.50", "1,234,567.50")]
        {
            assert_eq!(grouped(number.parse().unwrap()), expected);
        }
    }

    #[test]
    fn lists() {
        assert_eq!(numbered(["ก"], Numerals::Thai), "ก");
        assert_eq!(numbered(["ก 1", "ข"], Numerals::Thai), "๑. ก 1\n๒. ข");
        assert_eq!(numbered([], Numerals::Arabic), "");
    }

    #[test]
    fn indicators() {
        let measure = |comparison, quantity: Option<i64>, unit: Option<&str>| IndicatorMeasure {
            text: "ผู้ผ่านการอบรม".to_owned(),
            comparison,
            quantity: quantity.map(Into::into),
            unit: unit.map(str::to_owned),
            source_notes: Vec::new(),
        };
        for (given, expected) in [
            (measure(Comparison::Exists, None, None), "ผู้ผ่านการอบรม"),
            (measure(Comparison::AtLeast, Some(80), Some("ร้อยละ")), "ผู้ผ่านการอบรม ไม่น้อยกว่าร้อยละ 80"),
            (measure(Comparison::AtLeast, Some(1_000), Some("คน")), "ผู้ผ่านการอบรม ไม่น้อยกว่า 1,000 คน"),
            (measure(Comparison::Decreases, None, None), "ผู้ผ่านการอบรม ลดลง"),
        ] {
            assert_eq!(indicator(&given, Numerals::Arabic), expected);
        }
    }
}

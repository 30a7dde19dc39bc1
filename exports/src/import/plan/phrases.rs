//! What the plan workbook's cells say in words, taken apart again: the other side of `plan/phrases.rs`.

use crate::{
    import::amount::{self, arabic_digit},
    plan::{
        details_sheet::{OUTCOMES, OUTPUTS},
        phrases::PERCENT,
    },
};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use sucharit_domain::{
    calendar::FiscalYear,
    money::Baht,
    project::{Comparison, IndicatorMeasure, SourceNote, TargetGroup, TargetGroupCategory},
};

/// A text with Arabic digits in place of Thai ones.
pub(super) fn arabic(text: &str) -> String {
    text.chars().map(arabic_digit).collect()
}

/// The items of a numbered list; a text that does not begin with `1.` is one item.
pub(super) fn items(text: &str) -> Vec<String> {
    let rest_of = |line: &str, number: usize| {
        let digits: String = line.chars().map_while(|it| Some(arabic_digit(it)).filter(char::is_ascii_digit)).collect();
        let after = line.char_indices().nth(digits.len()).map_or("", |(at, _)| &line[at..]);
        (digits == number.to_string()).then(|| after.strip_prefix('.'))?.map(|rest| rest.trim_start().to_owned())
    };
    let mut items: Vec<String> = Vec::new();
    for line in text.split('\n') {
        match (rest_of(line, items.len() + 1), items.last_mut()) {
            (Some(item), _) => items.push(item),
            (None, Some(item)) => {
                item.push('\n');
                item.push_str(line);
            }
            (None, None) => return vec![text.to_owned()],
        }
    }
    items
}

/// The mission's code and the codes of its objectives: `ภารกิจ 1.1 …`, `(ข้อ 1.1.1, 1.1.2)`.
pub(super) fn place_in_outline(text: &str) -> Option<(String, Vec<String>)> {
    let text = arabic(text);
    let code_of = |line: &str| {
        let code: String = line.trim_start().chars().take_while(|it| it.is_ascii_digit() || *it == '.').collect();
        let code = code.trim_end_matches('.').to_owned();
        (code.contains('.')).then_some(code)
    };
    let mission = text.lines().find_map(|line| code_of(line.trim_start().strip_prefix("ภารกิจ").unwrap_or(line)))?;
    let objectives = text.lines().find_map(|line| line.trim().strip_prefix("(ข้อ")?.strip_suffix(')'));
    let objectives = objectives.into_iter().flat_map(|codes| codes.split(',')).map(|code| code.trim().to_owned());
    Some((mission, objectives.collect()))
}

/// When a project runs and what it is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Period {
    pub(super) budgets: BTreeMap<FiscalYear, Baht>,
    pub(super) quarter: Option<i16>,
    pub(super) uses_budget: bool,
}

/// `ปีงบประมาณ พ.ศ. 2566–2570`, `ดำเนินการในไตรมาส 2`, and `ปี 2566: 20,000 บาท` line by line, or `ไม่ใช้งบประมาณ`.
pub(super) fn period(text: &str) -> Option<Period> {
    let text = arabic(text);
    let mut period = Period { budgets: BTreeMap::new(), quarter: None, uses_budget: true };
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if line == "ไม่ใช้งบประมาณ" {
            period.uses_budget = false;
        } else if let Some(quarter) = line.strip_prefix("ดำเนินการในไตรมาส") {
            period.quarter = Some(quarter.trim().parse().ok()?);
        } else if let Some(years) = line.strip_prefix("ปีงบประมาณ") {
            for span in years.trim().trim_start_matches("พ.ศ.").split(',') {
                let (first, last) = span.split_once(['–', '-']).unwrap_or((span, span));
                let year = |text: &str| text.trim().parse().ok().and_then(FiscalYear::new);
                let (first, last) = (year(first)?, year(last)?);
                for year in first.through(last) {
                    period.budgets.entry(year).or_default();
                }
            }
        } else {
            let (year, budget) = line.strip_prefix("ปี")?.split_once(':')?;
            let year = FiscalYear::new(year.trim().parse().ok()?)?;
            period.budgets.insert(year, Baht::from_decimal(amount::of_text(budget)?).ok()?);
        }
    }
    (!period.budgets.is_empty()).then_some(period)
}

/// `ประชาชน/ภาคประชาสังคม: ผู้นำชุมชน จำนวน 50 คน`
pub(super) fn target_group(text: &str) -> Option<TargetGroup> {
    let (text, source_notes) = without_notes(text.trim());
    let (text, count) = match text.rsplit_once(" จำนวน ").filter(|(_, rest)| rest.ends_with(" คน")) {
        Some((before, rest)) => (before, Some(whole(rest.trim_end_matches(" คน"))?)),
        None => (text, None),
    };
    let of = |category: &&TargetGroupCategory| {
        text.strip_prefix(category.label()).is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
    };
    let category = *TargetGroupCategory::ALL.iter().find(of)?;
    let description = text.strip_prefix(category.label())?.strip_prefix(':').unwrap_or_default().trim();
    Some(TargetGroup { category, description: description.to_owned(), count, source_notes })
}

/// `ผลผลิต` and `ผลลัพธ์`, each over a list of indicators.
pub(super) fn indicators(text: &str) -> Option<(Vec<IndicatorMeasure>, Vec<IndicatorMeasure>)> {
    let (mut outputs, mut outcomes): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
    let mut part: Option<&mut Vec<&str>> = None;
    for line in text.split('\n') {
        match line.trim() {
            OUTPUTS => part = Some(&mut outputs),
            OUTCOMES => part = Some(&mut outcomes),
            _ => part.as_mut()?.push(line),
        }
    }
    let read = |lines: &[&str]| match lines {
        [] => Vec::new(),
        lines => items(&lines.join("\n")).iter().map(|item| indicator(item)).collect(),
    };
    Some((read(&outputs), read(&outcomes)))
}

/// `… ไม่น้อยกว่าร้อยละ 80`, `… ไม่น้อยกว่า 5 ช่องทาง`, `… ลดลง`; anything else is something that is there or not.
fn indicator(text: &str) -> IndicatorMeasure {
    let (text, source_notes) = without_notes(text);
    let compared = Comparison::ALL.iter().filter(|comparison| **comparison != Comparison::Exists);
    let found = compared.filter_map(|comparison| {
        let at = text.rfind(&format!(" {}", comparison.label()))?;
        let rest = &text[at + 1 + comparison.label().len()..];
        let (quantity, unit) = if rest.is_empty() {
            matches!(comparison, Comparison::Increases | Comparison::Decreases).then_some((None, None))?
        } else if let Some(percent) = rest.trim_start().strip_prefix(PERCENT) {
            (Some(decimal(percent)?), Some(PERCENT.to_owned()))
        } else {
            let (quantity, unit) = rest.trim().split_once(' ').unwrap_or((rest.trim(), ""));
            (Some(decimal(quantity)?), Some(unit.trim().to_owned()).filter(|unit| !unit.is_empty()))
        };
        Some((at, *comparison, quantity, unit))
    });
    // The last comparison in the text is its own; what stands before it is part of the words.
    let found = found.max_by_key(|(at, ..)| *at);
    let (at, comparison, quantity, unit) = found.unwrap_or((text.len(), Comparison::Exists, None, None));
    IndicatorMeasure { text: text[..at].to_owned(), comparison, quantity, unit, source_notes }
}

/// The remark, and the doubts about the source under it.
pub(super) fn remark(text: &str) -> (Option<String>, Vec<SourceNote>) {
    let mut lines: Vec<&str> = text.split('\n').collect();
    let mut notes = Vec::new();
    while let Some(note) = lines.last().and_then(|line| note_of(line.trim())) {
        notes.insert(0, note);
        lines.pop();
    }
    let remark = lines.join("\n");
    ((!remark.trim().is_empty()).then_some(remark), notes)
}

/// The text before its notes in brackets.
fn without_notes(text: &str) -> (&str, Vec<SourceNote>) {
    let (mut text, mut notes) = (text, Vec::new());
    while let Some((before, note)) = text.strip_suffix(')').and_then(|text| text.rsplit_once(" (")) {
        let Some(note) = note_of(note) else { break };
        notes.insert(0, note);
        text = before;
    }
    (text, notes)
}

fn note_of(label: &str) -> Option<SourceNote> {
    SourceNote::ALL.iter().copied().find(|note| note.label() == label)
}

fn decimal(text: &str) -> Option<Decimal> {
    arabic(text).trim().replace(',', "").parse().ok()
}

fn whole(text: &str) -> Option<i32> {
    arabic(text).trim().replace(',', "").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_taken_apart() {
        for (text, expected) in [
            ("ก", vec!["ก"]),
            ("1. ก\n2. ข", vec!["ก", "ข"]),
            ("๑. ก\nต่อ\n๒. ข", vec!["ก\nต่อ", "ข"]),
            ("ก\nข", vec!["ก\nข"]),
            ("1. ก\n3. ข", vec!["ก\n3. ข"]),
            ("1.1 ก", vec!["1 ก"]),
        ] {
            assert_eq!(items(text), expected, "{text:?}");
        }
    }

    #[test]
    fn periods() {
        let period_of = |text: &str| {
            let period = period(text)?;
            let budgets = period.budgets.iter().map(|(year, budget)| format!("{year}={budget}")).collect::<Vec<_>>();
            Some((budgets.join(" "), period.quarter, period.uses_budget))
        };
        for (text, expected) in [
            (
                "ปีงบประมาณ พ.ศ. ๒๕๖๖–๒๕๖๗\nปี ๒๕๖๖: ๒๐,๐๐๐ บาท\nปี ๒๕๖๗: 0 บาท",
                Some(("2566=20000.00 2567=0.00", None, true)),
            ),
            (
                "ปีงบประมาณ พ.ศ. 2566, 2568\nดำเนินการในไตรมาส 2\nไม่ใช้งบประมาณ",
                Some(("2566=0.00 2568=0.00", Some(2), false)),
            ),
            ("ทุกปี", None),
            ("", None),
            ("ปีงบประมาณ พ.ศ. 2023", None),
            ("ปีงบประมาณ พ.ศ. 2566\nปี 2566: สองหมื่น", None),
        ] {
            let expected = expected.map(|(budgets, quarter, uses)| (budgets.to_owned(), quarter, uses));
            assert_eq!(period_of(text), expected, "{text:?}");
        }
    }

    #[test]
    fn indicators_are_taken_apart() {
        for (text, words, comparison, quantity, unit) in [
            ("ผู้ผ่านการอบรม ไม่น้อยกว่าร้อยละ 80", "ผู้ผ่านการอบรม", Comparison::AtLeast, Some("80"), Some("ร้อยละ")),
            ("จำนวนช่องทาง ไม่น้อยกว่า ๑,๐๐๐ ช่อง ทาง", "จำนวนช่องทาง", Comparison::AtLeast, Some("1000"), Some("ช่อง ทาง")),
            ("เรื่องร้องเรียน ลดลง", "เรื่องร้องเรียน", Comparison::Decreases, None, None),
            ("มีคู่มือ", "มีคู่มือ", Comparison::Exists, None, None),
        ] {
            let read = indicator(text);
            let quantity: Option<Decimal> = quantity.map(|quantity| quantity.parse().unwrap());
            assert_eq!(
                (read.text.as_str(), read.comparison, read.quantity, read.unit.as_deref()),
                (words, comparison, quantity, unit)
            );
        }
    }

    #[test]
    fn target_groups_and_places() {
        let group = target_group("ประชาชน/ภาคประชาสังคม: ผู้นำชุมชน จำนวน ๑,๕๐๐ คน").unwrap();
        assert_eq!(
            (group.category, group.description.as_str(), group.count),
            (TargetGroupCategory::Citizens, "ผู้นำชุมชน", Some(1500))
        );
        assert_eq!(target_group("ใครก็ได้"), None);
        let place = place_in_outline("มิติที่ ๑ การสร้าง\nภารกิจ ๑.๑ การเสริม\n(ข้อ ๑.๑.๑, ๑.๑.๒)").unwrap();
        assert_eq!(place, ("1.1".to_owned(), vec!["1.1.1".to_owned(), "1.1.2".to_owned()]));
        assert_eq!(place_in_outline("2.3"), Some(("2.3".to_owned(), vec![])));
        assert_eq!(place_in_outline("มิติที่ 1"), None);
    }
}

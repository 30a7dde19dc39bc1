//! The progress form: what it looks like, and that what goes out comes back.

use crate::{read, sample};
use proptest::{
    prelude::*,
    sample::select,
    test_runner::{Config, TestRunner},
};
use rust_decimal::Decimal;
use sucharit_domain::{
    calendar::ReportingRound,
    numeral::Numerals,
    organization::{Organization, OrganizationKind},
    progress::{
        ProgressStatus, UnableReason,
        form::{FormLine, FormStanding, FormValues, ProgressForm, as_written},
    },
};
use sucharit_exports::{import::progress_form::read as read_form, progress_form};
use uuid::Uuid;

const TABLE: &str = "รายงานโครงการ";

pub fn form(lines: Vec<FormLine>) -> ProgressForm {
    let book = sample::round_report(|_| None);
    ProgressForm {
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
        plan: book.plan,
        fiscal_year: sample::year(2568),
        round: ReportingRound::SixMonth,
        due_on: sample::day(),
        division: None,
        lines,
        made_on: sample::day(),
    }
}

pub fn line(number: i16, standing: FormStanding, values: FormValues) -> FormLine {
    let mut project = sample::project(number);
    project.id = Uuid::from_u128(u128::try_from(number).expect("a number")).into();
    project.uses_budget = number % 2 == 0;
    let version = (standing == FormStanding::Reported).then_some(3);
    FormLine { project, planned_budget: sample::baht(20_000, 0), standing, values, version }
}

fn reported() -> FormValues {
    FormValues {
        status: Some(ProgressStatus::Unable),
        unable_reason: Some(UnableReason::Other),
        unable_detail: Some(sample::HOSTILE.to_owned()),
        in_ordinance: Some(true),
        ordinance_budget: Some(Decimal::new(1_800_010, 2)),
        disbursed: Some(Decimal::ZERO),
        result: Some("บรรทัดหนึ่ง\nบรรทัดสอง".to_owned()),
        problems: None,
        suggestions: Some("ก".repeat(10_000)),
        remark: Some("_x0041_ <&> \u{1}".to_owned()),
    }
}

#[test]
fn three_sheets_of_which_one_is_very_hidden() {
    let bytes =
        progress_form::workbook(&form(vec![line(2, FormStanding::Reported, reported())]), Numerals::Arabic).unwrap();
    assert_eq!(read::sheet_names(&bytes), ["คำชี้แจง", TABLE, "ข้อมูลระบบ"]);
    let workbook = read::part(&bytes, "xl/workbook.xml");
    assert!(workbook.contains("name=\"ข้อมูลระบบ\" sheetId=\"3\" state=\"veryHidden\""), "{workbook}");
    let sheet = read::sheet(&bytes, TABLE);
    assert_eq!(
        sheet.texts(4, 0..17),
        [
            "ลำดับที่",
            "รหัสแถว",
            "ประเภทงาน",
            "ชื่อโครงการ/กิจกรรม/มาตรการ/แนวปฏิบัติ",
            "สอดคล้อง",
            "จำนวนงบประมาณ",
            "",
            "",
            "บรรจุไว้ในข้อบัญญัติ/เทศบัญญัติ/แผนการดำเนินงาน",
            "สถานะโครงการ",
            "เหตุผล",
            "รายละเอียดเหตุผล",
            "ผลการดำเนินงาน",
            "ปัญหา/อุปสรรค",
            "ข้อเสนอแนะ",
            "หมายเหตุ",
            "ข้อมูลในระบบ",
        ]
    );
    assert_eq!(sheet.texts(5, 5..8), ["แผนพัฒนาท้องถิ่น", "ตามข้อบัญญัติ/เทศบัญญัติ", "ตามที่เบิกจ่ายจริง"]);
    assert_eq!(sheet.text(6, 1), "2568-6-00000000000000000000000000000002-3");
    assert_eq!(sheet.texts(6, 8..12), ["ใช่", "ไม่สามารถดำเนินการได้", "อื่นๆ", sample::HOSTILE]);
}

#[test]
fn what_may_not_be_typed_is_locked() {
    let lines = vec![
        line(1, FormStanding::Awaiting, FormValues::default()),
        line(2, FormStanding::Awaiting, FormValues::default()),
        line(3, FormStanding::Completed, reported()),
        line(4, FormStanding::ReadOnly, reported()),
        line(5, FormStanding::CarriedForward(ProgressStatus::InProgress), FormValues::default()),
    ];
    let bytes = progress_form::workbook(&form(lines), Numerals::Arabic).unwrap();
    let (table, styles) = (read::part(&bytes, "xl/worksheets/sheet2.xml"), read::part(&bytes, "xl/styles.xml"));
    assert!(table.contains("<sheetProtection sheet=\"1\""));
    let formats: Vec<&str> =
        styles.split("<cellXfs").nth(1).unwrap().split("</cellXfs>").next().unwrap().split("<xf ").skip(1).collect();
    let is_open = |cell: &str| {
        let rest = table.split(&format!("<c r=\"{cell}\" s=\"")).nth(1).unwrap_or_else(|| panic!("{cell}"));
        let style: usize = rest.split('"').next().unwrap().parse().unwrap();
        formats[style].contains("locked=\"0\"")
    };
    for (cell, expected) in [
        ("A7", false),
        ("B7", false),
        ("D7", false),
        ("F7", false),
        ("Q7", false),
        ("J7", true),
        ("P7", true),
        ("G7", false),
        ("H7", false),
        ("G8", true),
        ("H8", true),
        ("J9", false),
        ("M9", false),
        ("G10", false),
        ("J10", false),
        ("I11", true),
        ("J11", true),
    ] {
        assert_eq!(is_open(cell), expected, "{cell}");
    }
    for list in [
        "\"อยู่ระหว่างดำเนินการ,ดำเนินการแล้วเสร็จ,ไม่สามารถดำเนินการได้\"",
        "\"ใช่,ไม่ใช่\"",
        "\"ไม่ได้รับงบประมาณ,นโยบายผู้บริหารเปลี่ยนแปลง,บุคลากรไม่เพียงพอ,อื่นๆ\"",
    ] {
        assert!(table.contains(&format!("<formula1>{list}</formula1>")), "{list}");
    }
    assert_eq!(table.matches("type=\"decimal\"").count(), 2);
    assert_eq!(table.matches("type=\"textLength\"").count(), 5);
}

fn values() -> impl Strategy<Value = FormValues> {
    let text = || prop::option::of("[ก-ฮเแโใไ][ก-ฮะ-ูเ-๎๐-๙a-z '\"\\\\%_;=+<&>\u{301}\u{200b}😀/–\n\t]{0,40}");
    let amount = || prop::option::of((0..=9_999_999_999_999_i64).prop_map(|satang| Decimal::new(satang, 2)));
    let status = select(ProgressStatus::ALL.to_vec());
    let reason = select(UnableReason::ALL.to_vec());
    let words = (prop::option::of(status), prop::option::of(reason), prop::option::of(any::<bool>()));
    (words, amount(), amount(), text(), text(), text(), text(), text()).prop_map(
        |(
            (status, unable_reason, in_ordinance),
            ordinance_budget,
            disbursed,
            unable_detail,
            result,
            problems,
            suggestions,
            remark,
        )| {
            let settle = |text: Option<String>| text.as_deref().and_then(as_written);
            FormValues {
                status,
                unable_reason,
                unable_detail: settle(unable_detail),
                in_ordinance,
                ordinance_budget,
                disbursed,
                result: settle(result),
                problems: settle(problems),
                suggestions: settle(suggestions),
                remark: settle(remark),
            }
        },
    )
}

#[test]
fn what_goes_out_comes_back() {
    let mut runner = TestRunner::new(Config { cases: 48, failure_persistence: None, ..Config::default() });
    let all = prop::collection::vec(values(), 1..8);
    let outcome = runner.run(&all, |all| {
        // Amounts of a project without a budget are not asked for: the even ones use one.
        let lines = (1..).zip(&all).map(|(number, values)| line(2 * number, FormStanding::Reported, values.clone()));
        let form = form(lines.collect());
        let reading = read_form(&progress_form::workbook(&form, Numerals::Thai).unwrap()).unwrap();
        prop_assert_eq!(&reading.head, &form.head());
        prop_assert_eq!(&reading.problems, &vec![]);
        prop_assert_eq!(reading.rows.len(), all.len());
        for (row, line) in reading.rows.iter().zip(&form.lines) {
            prop_assert!(
                row.untouched && row.values.says_as(&line.values),
                "{:?} is not {:?}",
                row.values,
                line.values
            );
            prop_assert_eq!((row.key.project, row.key.version), (line.project.id, line.version));
        }
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn damaged_bytes_are_answered_and_never_break_the_reader() {
    let bytes =
        progress_form::workbook(&form(vec![line(2, FormStanding::Reported, reported())]), Numerals::Arabic).unwrap();
    let mut runner = TestRunner::new(Config { cases: 400, failure_persistence: None, ..Config::default() });
    let damage = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6);
    let outcome = runner.run(&(damage, any::<prop::sample::Index>(), any::<bool>()), |(damage, end, cut)| {
        let mut bytes = bytes.clone();
        for (at, byte) in damage {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if cut {
            bytes.truncate(end.index(bytes.len()));
        }
        if let Err(problems) = read_form(&bytes) {
            prop_assert!(problems.iter().all(|problem| !problem.thai.is_empty() && !problem.english.is_empty()));
        }
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn damaged_xml_is_answered_and_never_breaks_the_reader() {
    use std::io::{Cursor, Read, Write};
    let bytes =
        progress_form::workbook(&form(vec![line(2, FormStanding::Reported, reported())]), Numerals::Arabic).unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    let parts: Vec<(String, Vec<u8>)> = (0..archive.len())
        .map(|place| {
            let mut part = archive.by_index(place).unwrap();
            let mut content = Vec::new();
            part.read_to_end(&mut content).unwrap();
            (part.name().unwrap().into_owned(), content)
        })
        .collect();
    let mut runner = TestRunner::new(Config { cases: 400, failure_persistence: None, ..Config::default() });
    let snippets = [
        "",
        "<",
        "/>",
        "<c r=\"ZZZ99999999\">",
        "r=\"\"",
        "<mergeCell ref=\"B2:A1\"/>",
        "9999999999999",
        "-1",
        "&#0;",
        "t=\"s\"",
        "</sheetData>",
    ];
    let damage = (any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..20_usize, select(snippets.to_vec()));
    let outcome = runner.run(&prop::collection::vec(damage, 1..4), |damage| {
        let mut parts = parts.clone();
        for (part, at, removed, snippet) in damage {
            let place = part.index(parts.len());
            let content = &mut parts[place].1;
            let at = at.index(content.len() + 1);
            let end = (at + removed).min(content.len());
            content.splice(at..end, snippet.bytes());
        }
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in &parts {
            writer.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
            writer.write_all(content).unwrap();
        }
        let _ = read_form(&writer.finish().unwrap().into_inner());
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn an_empty_form_says_so() {
    let mut form = form(Vec::new());
    form.division = Some("กองคลัง".to_owned());
    let bytes = progress_form::workbook(&form, Numerals::Arabic).unwrap();
    let sheet = read::sheet(&bytes, TABLE);
    assert_eq!(
        (sheet.text(3, 0), sheet.text(6, 3)),
        ("รายงานโครงการ (กองคลัง)".to_owned(), "ไม่มีโครงการในปีงบประมาณนี้".to_owned())
    );
    let reading = read_form(&bytes).unwrap();
    assert!(reading.rows.is_empty() && reading.problems.is_empty(), "{reading:?}");
    assert_eq!(progress_form::file_name(&form), "แบบกรอกรายงานผล-เทศบาลตำบลท่าดินแดง 2-2568-รอบ6เดือน.xlsx");
}

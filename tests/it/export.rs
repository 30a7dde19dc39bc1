//! The workbooks, downloaded and read back cell by cell.

use crate::sample::{Sent, Sums, report_all};
use calamine::{Data, Range, Reader, Xlsx};
use reqwest::{StatusCode, header};
use serde_json::json;
use std::io::Cursor;
use sucharit_tests::{Server, on_both_databases};

type Workbook = Xlsx<Cursor<Vec<u8>>>;

async fn download(server: &Server, path: &str) -> (String, Workbook) {
    let response = server.client.get(server.url(path)).send().await.expect("the server answers");
    assert_eq!(response.status(), StatusCode::OK);
    let headers = response.headers();
    assert_eq!(headers[header::CONTENT_TYPE], "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    assert_eq!(headers["x-content-type-options"], "nosniff");
    let name = headers[header::CONTENT_DISPOSITION].to_str().expect("ASCII").to_owned();
    let bytes = response.bytes().await.expect("a workbook").to_vec();
    (name, Xlsx::new(Cursor::new(bytes)).expect("calamine opens it"))
}

async fn round_report(server: &Server, round: &str, rest: &str) -> (String, Workbook) {
    let plan = server.plan_id().await;
    download(server, &format!("/exports/round-report.xlsx?plan={plan}&fiscalYear=2568&round={round}{rest}")).await
}

fn sheet(workbook: &mut Workbook, name: &str) -> Range<Data> {
    workbook.worksheet_range(name).expect("the sheet is there")
}

fn text(sheet: &Range<Data>, row: u32, column: u32) -> String {
    match sheet.get_value((row, column)) {
        Some(Data::String(text)) => text.clone(),
        None | Some(Data::Empty) => String::new(),
        other => panic!("no text at {row}, {column}: {other:?}"),
    }
}

/// An amount in satang, or a count in hundredths: exactly what stands in the cell.
fn hundredths(sheet: &Range<Data>, row: u32, column: u32) -> Option<i64> {
    match sheet.get_value((row, column)) {
        Some(Data::Float(number)) => Some(format!("{number:.2}").replace('.', "").parse().expect("digits")),
        Some(Data::Int(number)) => Some(number * 100),
        None | Some(Data::Empty) => None,
        other => panic!("no number at {row}, {column}: {other:?}"),
    }
}

fn row(sheet: &Range<Data>, row: u32, columns: std::ops::Range<u32>) -> Vec<String> {
    columns.map(|column| text(sheet, row, column)).collect()
}

fn kind(code: &str) -> &'static str {
    match code {
        "PROJECT" => "โครงการ",
        "ACTIVITY" => "กิจกรรม",
        "MEASURE" => "มาตรการ",
        other => panic!("no such kind in the reference plan: {other}"),
    }
}

fn status(code: &str) -> &'static str {
    match code {
        "IN_PROGRESS" => "อยู่ระหว่างดำเนินการ",
        "COMPLETED" => "ดำเนินการแล้วเสร็จ",
        _ => "ไม่สามารถดำเนินการได้",
    }
}

fn reason(sent: &Sent) -> &'static str {
    match sent.reason {
        None => "",
        Some("NO_BUDGET") => "ไม่ได้รับงบประมาณ: รอหนังสือสั่งการ",
        Some(_) => "อื่นๆ: รอหนังสือสั่งการ",
    }
}

fn assert_projects(sheet: &Range<Data>, all: &[Sent], round: &str) {
    assert_eq!(
        row(sheet, 4, 0..15),
        [
            "ลำดับที่",
            "ประเภทงาน",
            "ชื่อโครงการ/กิจกรรม/มาตรการ/แนวปฏิบัติ",
            "จำนวนงบประมาณ",
            "",
            "",
            "สถานะโครงการ",
            "รอบการรายงาน",
            "ดำเนินการในปีงบประมาณ",
            "สอดคล้อง",
            "เหตุผล",
            "ผลการดำเนินงาน",
            "ปัญหา/อุปสรรค",
            "ข้อเสนอแนะ",
            "หมายเหตุ",
        ]
    );
    assert_eq!(row(sheet, 5, 3..6), ["แผนพัฒนาท้องถิ่น", "ตามข้อบัญญัติ/เทศบัญญัติ", "ตามที่เบิกจ่ายจริง"]);
    for (line, sent) in (6..).zip(all) {
        assert_eq!(hundredths(sheet, line, 0), Some(sent.number * 100));
        assert_eq!(row(sheet, line, 1..3), [kind(&sent.kind), &sent.name]);
        assert_eq!(hundredths(sheet, line, 3), Some(sent.planned_satang));
        assert_eq!(hundredths(sheet, line, 4), Some(sent.ordinance_satang));
        assert_eq!(hundredths(sheet, line, 5), Some(sent.disbursed_satang));
        assert_eq!(row(sheet, line, 6..8), [status(sent.status), round]);
        assert_eq!(hundredths(sheet, line, 8), Some(256_800));
        assert_eq!(text(sheet, line, 9), format!("มิติที่ {}", sent.dimension));
        assert_eq!(row(sheet, line, 10..15), [reason(sent), &sent.result, "", "", ""]);
    }
    let sums = Sums::of(all.iter());
    let total = 6 + u32::try_from(all.len()).expect("few projects");
    assert_eq!(text(sheet, total, 0), "รวม");
    assert_eq!(
        [3, 4, 5].map(|column| hundredths(sheet, total, column)),
        [Some(sums.planned), Some(sums.ordinance), Some(sums.disbursed)]
    );
}

fn assert_by_dimension(sheet: &Range<Data>, all: &[Sent], headings: &[&str], figures: impl Fn(&Sums) -> Vec<i64>) {
    let width = u32::try_from(headings.len()).expect("few columns");
    let groups = ["มิติที่ 1", "มิติที่ 2", "มิติที่ 3", "มิติที่ 4", "รวม 4 มิติ"];
    for (place, group) in (0..).zip(groups) {
        assert_eq!(text(sheet, 4, place * width), group);
        assert_eq!(row(sheet, 5, place * width..(place + 1) * width), headings);
        let of_group = |sent: &&Sent| place == 4 || sent.dimension == place as usize + 1;
        let expected = figures(&Sums::of(all.iter().filter(of_group)));
        let found: Vec<_> = (0..width).map(|column| hundredths(sheet, 6, place * width + column)).collect();
        assert_eq!(found, expected.into_iter().map(Some).collect::<Vec<_>>(), "{group}");
    }
}

on_both_databases! {
    async fn the_round_report_says_what_was_reported(server) {
        let all = report_all(&server, 2568, "SIX_MONTH").await;
        let (name, mut workbook) = round_report(&server, "SIX_MONTH", "").await;
        assert!(name.starts_with("attachment; filename=\"sucharit.xlsx\"; filename*=UTF-8''%E0%B8%A3"), "{name}");
        assert_eq!(workbook.sheet_names(), ["ข้อมูลหน่วยงาน", "รายงานโครงการ", "สรุปแผน", "สรุปข้อบัญญัติ", "สรุปเบิกจ่าย", "สรุปสถานะ"]);
        assert_projects(&sheet(&mut workbook, "รายงานโครงการ"), &all, "6 เดือน");
        let planned = sheet(&mut workbook, "สรุปแผน");
        assert_by_dimension(&planned, &all, &["โครงการ", "งบประมาณ"], |sums| vec![sums.projects * 100, sums.planned]);
        let ordinance = sheet(&mut workbook, "สรุปข้อบัญญัติ");
        assert_by_dimension(&ordinance, &all, &["โครงการ", "งบประมาณ"], |sums| vec![sums.in_ordinance * 100, sums.in_ordinance_amount]);
        let disbursed = sheet(&mut workbook, "สรุปเบิกจ่าย");
        assert_by_dimension(&disbursed, &all, &["แผนฯ", "ข้อบัญญัติ/เทศบัญญัติ", "เบิกจ่ายจริง"], |sums| {
            vec![sums.planned, sums.ordinance, sums.disbursed]
        });
        let statuses = sheet(&mut workbook, "สรุปสถานะ");
        for place in 1..=5_u32 {
            let of_row = |sent: &&Sent| place == 5 || sent.dimension == place as usize;
            let sums = Sums::of(all.iter().filter(of_row));
            let counts = [sums.in_ordinance, sums.in_progress, sums.completed, sums.unable, sums.projects, 0];
            let found: Vec<_> = (1..7).map(|column| hundredths(&statuses, 5 + place, column)).collect();
            assert_eq!(found, counts.map(|count| Some(count * 100)));
            assert_eq!(hundredths(&statuses, 5 + place, 7), sums.score_hundredths());
        }
        assert_eq!(text(&statuses, 10, 8), "เขียว");
        let office = sheet(&mut workbook, "ข้อมูลหน่วยงาน");
        let facts: Vec<String> = [5, 6, 7, 8, 10, 12, 13, 14].iter().map(|line| text(&office, *line, 1)).collect();
        assert_eq!(facts, [
            "เทศบาลตำบลวาปีปทุม", "เทศบาลตำบล", "วาปีปทุม", "มหาสารคาม", "พ.ศ. 2566–2570", "6 เดือน", "30 เมษายน 2568", "ร่าง",
        ]);
    }

    async fn totals_are_live_formulas(server) {
        let (_, mut workbook) = round_report(&server, "TWELVE_MONTH", "").await;
        let formulas = workbook.worksheet_formula("รายงานโครงการ").unwrap();
        let total = [3, 4, 5].map(|column| formulas.get_value((42, column)).cloned().unwrap_or_default());
        assert_eq!(total, ["SUM(D7:D42)", "SUM(E7:E42)", "SUM(F7:F42)"]);
        let used: Vec<_> = formulas.used_cells().map(|(line, column, _)| (line, column)).collect();
        assert_eq!(used.len(), 3, "no other cell of the sheet holds a formula");
        let formulas = workbook.worksheet_formula("สรุปแผน").unwrap();
        assert_eq!(formulas.get_value((6, 8)).map(String::as_str), Some("SUM(A7,C7,E7,G7)"));
    }

    async fn what_is_not_reported_awaits(server) {
        server.record(28, 2568, "TWELVE_MONTH", json!({ "status": "IN_PROGRESS", "disbursed": "0.01", "ordinanceBudget": "99999999999.99", "inOrdinance": true })).await;
        let (_, mut workbook) = round_report(&server, "TWELVE_MONTH", "").await;
        let projects = sheet(&mut workbook, "รายงานโครงการ");
        assert_eq!(row(&projects, 6, 6..8), ["รอรายงานผล", "12 เดือน"]);
        assert_eq!((hundredths(&projects, 6, 3), hundredths(&projects, 6, 4), hundredths(&projects, 6, 5)), (Some(0), None, None));
        assert_eq!((hundredths(&projects, 33, 4), hundredths(&projects, 33, 5)), (Some(9_999_999_999_999), Some(1)), "exact to the satang");
        let statuses = sheet(&mut workbook, "สรุปสถานะ");
        assert_eq!((hundredths(&statuses, 10, 2), hundredths(&statuses, 10, 6)), (Some(100), Some(3500)));
    }

    async fn a_non_conforming_project_is_named_apart(server) {
        let all = report_all(&server, 2568, "SIX_MONTH").await;
        server.database.execute("UPDATE project SET conformity = 'NON_CONFORMING' WHERE number = 36").await;
        let (_, mut workbook) = round_report(&server, "SIX_MONTH", "").await;
        let projects = sheet(&mut workbook, "รายงานโครงการ");
        assert_projects(&projects, &all[..35], "6 เดือน");
        assert_eq!((hundredths(&projects, 44, 0), text(&projects, 44, 2)), (Some(3600), all[35].name.clone()));
    }

    async fn users_texts_stay_texts(server) {
        let formula = "=HYPERLINK(\"https://example.org\";\"x\")";
        server.database.execute("UPDATE project SET name = '=cmd()|''x''!A1' WHERE number = 1").await;
        server.record(1, 2568, "SIX_MONTH", json!({ "status": "IN_PROGRESS", "result": formula, "remark": "https://example.org/๑" })).await;
        let (_, mut workbook) = round_report(&server, "SIX_MONTH", "&numerals=thai").await;
        let projects = sheet(&mut workbook, "รายงานโครงการ");
        assert_eq!((text(&projects, 6, 2), text(&projects, 6, 11)), ("=cmd()|'x'!A1".to_owned(), formula.to_owned()));
        assert_eq!(text(&projects, 6, 14), "https://example.org/๑");
        let formulas = workbook.worksheet_formula("รายงานโครงการ").unwrap();
        assert_eq!(formulas.used_cells().count(), 3);
    }

    async fn thai_numerals_are_for_texts_alone(server) {
        let (_, mut workbook) = round_report(&server, "SIX_MONTH", "&numerals=thai").await;
        let projects = sheet(&mut workbook, "รายงานโครงการ");
        assert_eq!((text(&projects, 6, 7), text(&projects, 6, 9)), ("๖ เดือน".to_owned(), "มิติที่ ๑".to_owned()));
        assert_eq!((hundredths(&projects, 6, 0), hundredths(&projects, 6, 8)), (Some(100), Some(256_800)));
        let office = sheet(&mut workbook, "ข้อมูลหน่วยงาน");
        assert_eq!(text(&office, 13, 1), "๓๐ เมษายน ๒๕๖๘");
    }

    async fn the_plan_workbook_holds_the_plan(server) {
        let plan = server.plan_id().await;
        let (name, mut workbook) = download(&server, &format!("/exports/plan.xlsx?plan={plan}")).await;
        assert!(name.contains("filename*=UTF-8''%E0%B9%81%E0%B8%9C%E0%B8%99"), "{name}");
        assert_eq!(workbook.sheet_names(), ["ความเสี่ยง", "แผน", "รายละเอียด", "ข้อมูลระบบ"]);
        let risks = sheet(&mut workbook, "ความเสี่ยง");
        assert_eq!(row(&risks, 4, 0..5), ["ลำดับที่", "ชื่อหัวข้อการดำเนินงาน", "ประเด็นความเสี่ยงการทุจริต", "Risk Score", "มาตรการควบคุมความเสี่ยงการทุจริต"]);
        let levels: Vec<_> = (5..14).map(|line| text(&risks, line, 3)).collect();
        assert_eq!(levels, ["ปานกลาง", "ปานกลาง", "ปานกลาง", "ปานกลาง", "สูง", "ปานกลาง", "สูง", "สูง", "สูง"]);
        let outline = sheet(&mut workbook, "แผน");
        let lines = outline.end().expect("cells").0;
        let labelled = |label: &str| (6..=lines).find(|line| text(&outline, *line, 0) == label).unwrap_or_else(|| panic!("no {label}"));
        let amounts = |line: u32| (3..8).map(|column| hundredths(&outline, line, column)).collect::<Vec<_>>();
        for (label, satang) in [("รวมมิติที่ 1", 0), ("รวมมิติที่ 2", 0), ("รวมมิติที่ 3", 2_000_000), ("รวมมิติที่ 4", 0), ("รวม 4 มิติ", 2_000_000)] {
            assert_eq!(amounts(labelled(label)), vec![Some(satang); 5], "{label}");
        }
        let details = sheet(&mut workbook, "รายละเอียด");
        // A project too tall for one row of a spreadsheet takes several, with its number in the first.
        let lines = details.end().expect("cells").0;
        let numbers: Vec<_> = (5..=lines).filter_map(|line| hundredths(&details, line, 0)).collect();
        assert_eq!(numbers, (1..=36).map(|number| number * 100).collect::<Vec<_>>());
    }

    async fn the_audit_workbook_holds_every_change(server) {
        server.record(28, 2568, "SIX_MONTH", json!({ "status": "IN_PROGRESS", "disbursed": "18000.00", "remark": "=1+1 ปู่ ๆ" })).await;
        server.record(28, 2568, "SIX_MONTH", json!({ "status": "IN_PROGRESS", "disbursed": "20000.10", "remark": "น้ำ", "expectedVersion": 1 })).await;
        let (name, mut workbook) = download(&server, "/exports/audit.xlsx?organization=wapi-pathum").await;
        assert!(name.contains("filename*=UTF-8''%E0%B8%9A%E0%B8%B1%E0%B8%99%E0%B8%97%E0%B8%B6%E0%B8%81"), "{name}");
        assert_eq!(workbook.sheet_names(), ["บันทึกการเปลี่ยนแปลง"]);
        let changes = sheet(&mut workbook, "บันทึกการเปลี่ยนแปลง");
        assert_eq!(row(&changes, 4, 4..9), ["รายการ", "ช่องข้อมูล", "ค่าเดิม", "ค่าใหม่", "เหตุผล"]);
        let last = changes.end().expect("cells").0;
        let of_event = |place: i64| (5..=last).filter(|line| matches!(changes.get_value((*line, 0)), Some(Data::Float(_))))
            .filter(|line| hundredths(&changes, *line, 0) == Some(place * 100))
            .map(|line| row(&changes, line, 3..9)).collect::<Vec<_>>();
        let changed = |field: &str, before: &str, after: &str| {
            ["บันทึกผลการดำเนินงาน", "28. โครงการจัดเวทีประชาคม", field, before, after, ""].map(str::to_owned).to_vec()
        };
        assert_eq!(of_event(3), [
            changed("เบิกจ่ายจริง", "18000.00", "20000.10"), changed("หมายเหตุ", "=1+1 ปู่ ๆ", "น้ำ"), changed("รุ่นข้อมูล", "1", "2"),
        ]);
        assert!(of_event(2).contains(&changed("สถานะการดำเนินงาน", "", "อยู่ระหว่างดำเนินการ (IN_PROGRESS)")));
        assert!(of_event(1).iter().all(|cells| cells[0] == "นำเข้าแผน" && cells[1].starts_with("plan:")));
        assert_eq!(text(&changes, last - 1, 0), "ผลการตรวจสอบความต่อเนื่องของบันทึกทั้งหมดขององค์กร : ครบถ้วนถูกต้องทั้ง 3 รายการ");
        let head = &server.database.rows("SELECT hash FROM event WHERE sequence = 3").await[0]["hash"];
        let head = head.as_str().unwrap();
        assert_eq!(text(&changes, last, 0), format!("รหัสตรวจสอบของรายการล่าสุด : {head}"));
        assert_eq!(text(&changes, last - 3, 9), head[..12]);
        assert_eq!(workbook.worksheet_formula("บันทึกการเปลี่ยนแปลง").unwrap().used_cells().count(), 0, "texts stay texts");

        // Days are Bangkok's, the chain is walked whole whatever the days.
        let (_, mut workbook) = download(&server, "/exports/audit.xlsx?organization=wapi-pathum&to=2020-01-01&numerals=thai").await;
        let changes = sheet(&mut workbook, "บันทึกการเปลี่ยนแปลง");
        assert_eq!((text(&changes, 2, 0), text(&changes, 5, 4)), ("ถึงวันที่ ๑ มกราคม ๒๕๖๓".to_owned(), "ไม่มีการเปลี่ยนแปลงในช่วงเวลานี้".to_owned()));
        assert_eq!(text(&changes, 7, 0), "ผลการตรวจสอบความต่อเนื่องของบันทึกทั้งหมดขององค์กร : ครบถ้วนถูกต้องทั้ง ๓ รายการ");

        server.database.lift_event_guard().await;
        server.database.execute("UPDATE event SET actor = 'somebody' WHERE sequence = 2").await;
        let (_, mut workbook) = download(&server, "/exports/audit.xlsx?organization=wapi-pathum&from=2020-01-01").await;
        let changes = sheet(&mut workbook, "บันทึกการเปลี่ยนแปลง");
        let found = text(&changes, changes.end().expect("cells").0 - 1, 0);
        assert!(found.ends_with("พบความผิดปกติ: รายการลำดับที่ 2 ถูกแก้ไขหลังจากบันทึก"), "{found}");
    }

    async fn the_audit_trail_is_for_those_who_see_the_organization(server) {
        let path = server.url("/exports/audit.xlsx?organization=wapi-pathum");
        let other = server.by_another_municipality().await;
        for (client, expected, codes) in [
            (server.signed_out().client, 401, Some("UNAUTHENTICATED")),
            (other.client, 404, Some("NOT_FOUND")),
            (server.by("officer").client, 200, None),
            (server.by("nacc-region").client, 200, None),
        ] {
            let response = client.get(&path).send().await.unwrap();
            assert_eq!(response.status().as_u16(), expected);
            if let Some(code) = codes {
                assert_eq!(sucharit_tests::Answer::of(response).await.codes(), [code]);
            }
        }
    }

    async fn the_audit_workbook_takes_the_same_number_of_statements_whatever_happened(server) {
        let statements = async || {
            let response = server.client.get(server.url("/exports/audit.xlsx?organization=wapi-pathum")).send().await.unwrap();
            response.headers()["server-timing"].to_str().unwrap().split(';').nth(1).unwrap().to_owned()
        };
        let before = statements().await;
        for project in [1, 2, 28] {
            server.record(project, 2568, "SIX_MONTH", json!({ "status": "COMPLETED" })).await;
        }
        assert_eq!((statements().await, before.as_str()), ("desc=7".to_owned(), "desc=7"), "the token; organization, district, province, events, their end, projects");
    }

    async fn a_download_is_refused_with_every_problem(server) {
        let plan = server.plan_id().await;
        let project = server.project_id(1).await;
        for (path, expected, codes) in [
            ("/exports/round-report.xlsx".to_owned(), 400, vec!["REQUIRED", "REQUIRED", "REQUIRED"]),
            (format!("/exports/round-report.xlsx?plan={project}&fiscalYear=2025&round=NINE_MONTH&numerals=roman&x=1"), 400,
                vec!["UNKNOWN_FIELD", "BAD_PARAMETER", "BAD_PARAMETER", "BAD_PARAMETER", "BAD_PARAMETER"]),
            (format!("/exports/round-report.xlsx?plan={plan}&fiscalYear=2571&round=SIX_MONTH"), 404, vec!["NOT_FOUND"]),
            ("/exports/plan.xlsx?plan=plan:00000000000000000000000000000000".to_owned(), 404, vec!["NOT_FOUND"]),
            (format!("/exports/plan.xlsx?plan={plan}&plan={plan}"), 400, vec!["DUPLICATE"]),
            ("/exports/audit.xlsx".to_owned(), 400, vec!["REQUIRED"]),
            ("/exports/audit.xlsx?organization=&from=2569-13-01&to=1/1/2026&numerals=roman".to_owned(), 400, vec!["REQUIRED", "BAD_PARAMETER", "BAD_PARAMETER", "BAD_PARAMETER"]),
            ("/exports/audit.xlsx?organization=wapi-pathum&from=2026-04-02&to=2026-04-01".to_owned(), 400, vec!["BAD_PARAMETER"]),
            ("/exports/audit.xlsx?organization=elsewhere".to_owned(), 404, vec!["NOT_FOUND"]),
        ] {
            let response = server.client.get(server.url(&path)).send().await.unwrap();
            let answer = sucharit_tests::Answer::of(response).await;
            assert_eq!((answer.status.as_u16(), answer.codes()), (expected, codes), "{path}");
        }
    }
}

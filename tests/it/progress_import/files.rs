//! Files that are no filled form of this round: each is refused with words that help, and nothing is kept of it.

use super::{Form, Put, changes, download, download_bytes, problems, traces, upload, upload_with};
use reqwest::{StatusCode, header::CONTENT_TYPE};
use serde_json::{Value, json};
use std::io::{Cursor, Write};
use std::sync::Arc;
use sucharit_tests::{Server, SetClock, on_both_databases, on_each_database};
use zip::{ZipWriter, write::SimpleFileOptions};

/// What a refused file was refused for: `file CODE`, the cell where there is one.
fn faults(said: &Value) -> Vec<String> {
    let errors = said["errors"].as_array().unwrap_or_else(|| panic!("errors: {said:#}")).iter();
    let last =
        |error: &Value| error["extensions"]["path"].as_array().unwrap().last().unwrap().as_str().unwrap().to_owned();
    errors.map(|error| format!("{} {}", last(error), error["extensions"]["code"].as_str().unwrap())).collect()
}

async fn waiting(server: &Server) -> i64 {
    server.database.count("SELECT COUNT(*) FROM progress_import").await
}

/// Uploads a file that must be refused for one reason; gives the words.
async fn refused(server: &Server, what: &str, bytes: Vec<u8>, status: StatusCode, fault: &str) -> String {
    let before = (traces(server).await, waiting(server).await);
    let (found, said) = upload_with(server, bytes, &[("apply", "true")]).await;
    assert_eq!((found, faults(&said)), (status, vec![fault.to_owned()]), "{what}");
    assert_eq!((traces(server).await, waiting(server).await), before, "{what}");
    said["errors"][0]["message"].as_str().unwrap().to_owned()
}

/// A ZIP archive whose only large part unpacks to so many bytes of nothing.
fn bomb(form: &Form, mebibytes: usize) -> Vec<u8> {
    let mut form = form.clone();
    let sheet = form.part("xl/worksheets/sheet2.xml");
    let blank = " ".repeat(mebibytes << 20);
    form.set_part("xl/worksheets/sheet2.xml", sheet.replace("</sheetData>", &format!("{blank}</sheetData>")));
    form.bytes()
}

/// The same, with a directory that says otherwise.
fn lying_bomb(form: &Form) -> Vec<u8> {
    let mut bytes = bomb(form, 64);
    let large = u32::try_from(form.part("xl/worksheets/sheet2.xml").len() + (64 << 20)).unwrap().to_le_bytes();
    let places: Vec<usize> =
        bytes.windows(4).enumerate().filter(|(_, window)| *window == large).map(|(place, _)| place).collect();
    assert!(!places.is_empty(), "the directory states it");
    for place in places {
        bytes[place..place + 4].copy_from_slice(&1000_u32.to_le_bytes());
    }
    bytes
}

fn archive(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in entries {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

on_both_databases! {
    async fn what_is_no_workbook_is_named_for_what_it_is(server) {
        let unsupported = StatusCode::UNSUPPORTED_MEDIA_TYPE;
        let old_excel = [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".as_slice(), &[0; 600]].concat();
        let utf16: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let encrypted = [old_excel.as_slice(), &utf16].concat();
        let binary = archive(&[("xl/workbook.bin", b"x"), ("[Content_Types].xml", b"<Types/>")]);
        let ods = archive(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", b"<x/>")]);
        for (what, bytes, word) in [
            ("a renamed PDF", b"%PDF-1.7\n".to_vec(), "PDF"),
            (".xls", old_excel, ".xls"),
            ("with a password", encrypted, "รหัสผ่าน"),
            (".xlsb", binary, ".xlsb"),
            (".ods", ods, ".ods"),
            ("a ZIP archive", archive(&[("a.txt", b"a")]), ".xlsx"),
            ("a text", b"a,b,c\n1,2,3\n".to_vec(), ".xlsx"),
        ] {
            let words = refused(&server, what, bytes, unsupported, "file NOT_A_WORKBOOK").await;
            assert!(words.contains(word), "{what}: {words}");
        }
        refused(&server, "nothing", Vec::new(), StatusCode::UNPROCESSABLE_ENTITY, "file FILE_EMPTY").await;
        refused(&server, "too large", vec![b'P'; (5 << 20) + 1], StatusCode::PAYLOAD_TOO_LARGE, "file FILE_TOO_LARGE").await;
    }

    async fn macros_and_bombs_are_not_opened(server) {
        let form = download(&server, 2568, "SIX_MONTH").await;
        let mut with_program = form.clone();
        with_program.set_part("xl/vbaProject.bin", b"program".to_vec());
        let unsupported = StatusCode::UNSUPPORTED_MEDIA_TYPE;
        refused(&server, "a program", with_program.bytes(), unsupported, "file FILE_HAS_MACROS").await;
        let mut xlsm = form.clone();
        xlsm.replace("[Content_Types].xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml");
        refused(&server, ".xlsm", xlsm.bytes(), unsupported, "file FILE_HAS_MACROS").await;
        let large = StatusCode::PAYLOAD_TOO_LARGE;
        refused(&server, "a bomb", bomb(&form, 64), large, "file WORKBOOK_TOO_LARGE").await;
        refused(&server, "a bomb in disguise", lying_bomb(&form), StatusCode::UNPROCESSABLE_ENTITY, "file WORKBOOK_BROKEN").await;
        let mut strings = form.clone();
        let count = form.part("xl/sharedStrings.xml").split("uniqueCount=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        strings.replace("xl/sharedStrings.xml", &format!("uniqueCount=\"{count}\""), "uniqueCount=\"99999999999999\"");
        refused(&server, "a list that says it is endless", strings.bytes(), large, "file WORKBOOK_TOO_LARGE").await;
    }

    async fn damaged_files_are_refused(server) {
        let form = download(&server, 2568, "SIX_MONTH").await;
        let unreadable = StatusCode::UNPROCESSABLE_ENTITY;
        let bytes = form.bytes();
        refused(&server, "cut off", bytes[..bytes.len() / 2].to_vec(), unreadable, "file WORKBOOK_BROKEN").await;
        let mut torn = form.clone();
        let sheet = form.part("xl/worksheets/sheet2.xml");
        torn.set_part("xl/worksheets/sheet2.xml", sheet[..sheet.find("<c r=\"J34\"").unwrap()].to_owned());
        refused(&server, "torn", torn.bytes(), unreadable, "รายงานโครงการ WORKBOOK_BROKEN").await;
        let mut utf16 = form.clone();
        utf16.set_part("xl/sharedStrings.xml", form.part("xl/sharedStrings.xml").replace("UTF-8", "UTF-16"));
        refused(&server, "another encoding", utf16.bytes(), unreadable, "file WORKBOOK_BROKEN").await;
    }

    async fn a_form_that_lost_something_is_refused_for_it(server) {
        let form = download(&server, 2568, "SIX_MONTH").await;
        let unreadable = StatusCode::UNPROCESSABLE_ENTITY;
        let changed = |change: &dyn Fn(&mut Form)| {
            let mut form = form.clone();
            change(&mut form);
            form.bytes()
        };
        let without_keys = changed(&|form| { form.lose_keys(); });
        refused(&server, "no hidden sheet", without_keys, unreadable, "file NOT_A_FORM").await;
        let plan = server.plan_id().await;
        let path = format!("/exports/round-report.xlsx?plan={plan}&fiscalYear=2568&round=SIX_MONTH");
        let report = server.client.get(server.url(&path)).send().await.unwrap().bytes().await.unwrap().to_vec();
        refused(&server, "another workbook of ours", report, unreadable, "file NOT_A_FORM").await;
        refused(&server, "a later version", changed(&|form| { form.set_head(1, "2"); }), unreadable, "file FORMAT_UNKNOWN").await;
        let renamed = changed(&|form| form.replace("xl/workbook.xml", "รายงานโครงการ", "แผ่นที่ 2"));
        refused(&server, "no table", renamed, unreadable, "รายงานโครงการ SHEET_MISSING").await;
        let words = refused(&server, "no status", changed(&|form| { form.set("J5", Put::Text("สถานะ")); }), unreadable, "รายงานโครงการ!A5 COLUMN_MISSING").await;
        assert_eq!(words, "ไม่พบหัวคอลัมน์ “สถานะโครงการ” โปรดอย่าลบหรือแก้หัวตาราง");
        let twice = changed(&|form| { form.set("Q5", Put::Text("หมายเหตุ")); });
        refused(&server, "two columns", twice, unreadable, "รายงานโครงการ!Q5 COLUMN_TWICE").await;
        let long = changed(&|form| { (0..1_000).for_each(|_| { form.copy_below(7); }); });
        refused(&server, "a thousand rows more", long, unreadable, "รายงานโครงการ TOO_MANY_ROWS").await;
    }

    async fn a_form_of_another_municipality_round_or_plan_is_refused(server) {
        let form = download(&server, 2568, "SIX_MONTH").await;
        let other = server.by_another_municipality().await;
        let words = refused(&other, "another municipality's", form.bytes(), StatusCode::UNPROCESSABLE_ENTITY, "file FORM_OF_OTHER_ORGANIZATION").await;
        assert!(words.contains("หน่วยงานอื่น") && !words.contains("วาปีปทุม"), "{words}");
        let mut disguised = form.clone();
        disguised.set_head(2, "more-1");
        refused(&other, "in disguise", disguised.bytes(), StatusCode::UNPROCESSABLE_ENTITY, "file FORM_OF_OTHER_ORGANIZATION").await;
        refused(&server, "the other way round", disguised.bytes(), StatusCode::UNPROCESSABLE_ENTITY, "file FORM_OF_OTHER_ORGANIZATION").await;
        let plan = server.plan_id().await;
        for (fields, ok) in [
            (vec![("plan", plan.as_str()), ("fiscalYear", "2568"), ("round", "SIX_MONTH")], true),
            (vec![("fiscalYear", "2569")], false),
            (vec![("round", "TWELVE_MONTH")], false),
            (vec![("plan", "plan:00000000000040008000000000000000")], false),
        ] {
            let (status, said) = upload_with(&server, form.bytes(), &fields).await;
            if ok {
                assert_eq!(status, StatusCode::CREATED, "{said}");
            } else {
                assert_eq!(faults(&said), ["file FORM_OF_OTHER_ROUND"], "{fields:?}");
                assert!(said["errors"][0]["message"].as_str().unwrap().contains("ปีงบประมาณ 2568 รอบ 6 เดือน"), "{said}");
            }
        }
    }

    async fn the_request_itself_is_checked(server) {
        let form = download(&server, 2568, "SIX_MONTH").await;
        for (fields, expected) in [
            (vec![("apply", "perhaps")], vec!["apply UNKNOWN_CODE"]),
            (vec![("plan", "project:1"), ("fiscalYear", "2025"), ("round", "NINE")], vec!["plan NOT_FOUND", "fiscalYear NOT_A_FISCAL_YEAR", "round UNKNOWN_CODE"]),
            (vec![("what", "1"), ("apply", "true"), ("apply", "true")], vec!["what UNKNOWN_FIELD", "apply DUPLICATE"]),
        ] {
            let (status, said) = upload_with(&server, form.bytes(), &fields).await;
            assert_eq!((status, faults(&said)), (StatusCode::BAD_REQUEST, expected.into_iter().map(str::to_owned).collect::<Vec<_>>()));
        }
        let url = server.url("/imports/progress");
        let send = async |request: reqwest::RequestBuilder| {
            let response = request.send().await.unwrap();
            (response.status(), response.json::<Value>().await.unwrap()["errors"][0]["extensions"]["code"].as_str().unwrap().to_owned())
        };
        assert_eq!(send(server.client.get(&url)).await, (StatusCode::METHOD_NOT_ALLOWED, "METHOD_NOT_ALLOWED".to_owned()));
        assert_eq!(send(server.client.post(&url).body("x")).await, (StatusCode::UNSUPPORTED_MEDIA_TYPE, "UNSUPPORTED_MEDIA_TYPE".to_owned()));
        let empty = server.client.post(&url).header(CONTENT_TYPE, "multipart/form-data; boundary=form").body("--form--\r\n");
        assert_eq!(send(empty).await, (StatusCode::BAD_REQUEST, "REQUIRED".to_owned()));
        let nobody = server.signed_out();
        assert_eq!(send(nobody.client.post(&url).body("x")).await, (StatusCode::UNAUTHORIZED, "UNAUTHENTICATED".to_owned()));
        let elsewhere = nobody.client.post(&url).header("sec-fetch-site", "cross-site").body("x");
        assert_eq!(send(elsewhere).await, (StatusCode::FORBIDDEN, "CROSS_SITE".to_owned()));
        for name in ["clerk", "nacc-province", "admin"] {
            let (status, said) = upload_with(&server.by(name), form.bytes(), &[]).await;
            assert_eq!((status, faults(&said)), (StatusCode::FORBIDDEN, vec!["input WRONG_ROLE".to_owned()]), "{name}");
        }
    }

    async fn the_form_answers_in_english_too(server) {
        let mut form = download(&server, 2568, "SIX_MONTH").await;
        form.set("G34", Put::Text("many"));
        let boundary = "multipart/form-data; boundary=form";
        let mut body = b"--form\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f.xlsx\"\r\n\r\n".to_vec();
        body.extend(form.bytes().into_iter().chain(*b"\r\n--form--\r\n"));
        let request = server.client.post(server.url("/imports/progress")).header(CONTENT_TYPE, boundary).header("accept-language", "en");
        let said: Value = request.body(body).send().await.unwrap().json().await.unwrap();
        assert_eq!(said["problems"][0]["message"], "“many” is not an amount; enter baht in figures, such as 20000.00");
    }

    async fn a_division_has_a_form_of_its_own(server) {
        let everything = download(&server, 2568, "SIX_MONTH").await;
        let keys = |form: &Form| form.part("xl/worksheets/sheet3.xml").matches("<row ").count() - 5;
        assert_eq!(keys(&everything), 36);
        let officer = server.by("officer");
        let own = Form::open(&download_bytes(&officer, 2568, "SIX_MONTH", "").await);
        assert!(keys(&own) > 0 && keys(&own) < 36, "{}", keys(&own));
        let divisions = server.ask(r#"{ organization(code: "wapi-pathum") { divisions { id name } } }"#, json!({})).await;
        let named = divisions["organization"]["divisions"].as_array().unwrap().iter().find(|it| it["name"] == sucharit_tests::actors::DIVISION);
        let id = named.unwrap()["id"].as_str().unwrap();
        let asked = Form::open(&download_bytes(&server, 2568, "SIX_MONTH", &format!("&division={id}")).await);
        assert_eq!(keys(&asked), keys(&own));
        let plan = server.plan_id().await;
        for (rest, status) in [
            (format!("plan={plan}&fiscalYear=2568&round=SIX_MONTH&division=division:00000000000040008000000000000000"), StatusCode::NOT_FOUND),
            (format!("plan={plan}&fiscalYear=2568&round=SIX_MONTH&division=1"), StatusCode::BAD_REQUEST),
            (format!("plan={plan}&fiscalYear=2599&round=SIX_MONTH"), StatusCode::NOT_FOUND),
            (format!("plan={plan}&fiscalYear=2568"), StatusCode::BAD_REQUEST),
        ] {
            let response = server.client.get(server.url(&format!("/exports/progress-form.xlsx?{rest}"))).send().await.unwrap();
            assert_eq!(response.status(), status, "{rest}");
        }
    }
}

on_each_database! {
    async fn last_years_form_is_read_but_does_not_pass_unnoticed(database) {
        let clock = SetClock::at(2025, 4, 10);
        let server = Server::start_at(database, Arc::new(clock.clone())).await;
        let mut form = download(&server, 2568, "SIX_MONTH").await;
        form.set("J34", Put::Text("ดำเนินการแล้วเสร็จ"));
        let in_time = upload(&server, &form).await;
        assert_eq!((&in_time["warnings"], problems(&in_time)), (&json!([]), vec![]));
        clock.set(2026, 4, 10);
        let late = upload(&server, &form).await;
        assert_eq!((&late["warnings"][0]["code"], &late["fiscalYear"]), (&json!("ROUND_IS_OVER"), &json!(2568)));
        assert_eq!(changes(&late).len(), changes(&in_time).len());
    }
}

//! What the rows of a filled form say: read right, or refused by the cell.

use super::{Form, Put, changes, download, problems, row, traces, upload, upload_with};
use reqwest::StatusCode;
use serde_json::{Value, json};
use sucharit_tests::{Server, on_both_databases};

const IN_PROGRESS: Put<'_> = Put::Text("อยู่ระหว่างดำเนินการ");
const COMPLETED: Put<'_> = Put::Text("ดำเนินการแล้วเสร็จ");
const UNABLE: Put<'_> = Put::Text("ไม่สามารถดำเนินการได้");

/// A fresh form filled in by `fill`, previewed.
async fn preview(server: &Server, fill: impl FnOnce(&mut Form)) -> Value {
    let mut form = download(server, 2568, "SIX_MONTH").await;
    fill(&mut form);
    upload(server, &form).await
}

on_both_databases! {
    async fn a_form_as_it_was_downloaded_changes_nothing(server) {
        server.record(28, 2568, "SIX_MONTH", json!({ "status": "IN_PROGRESS", "disbursed": "18500.10", "result": "ก\r\nข", "remark": "  " })).await;
        server.record(5, 2568, "SIX_MONTH", json!({ "status": "UNABLE", "unableReason": "OTHER", "unableDetail": "น้ำท่วม" })).await;
        server.record(6, 2568, "SIX_MONTH", json!({ "status": "COMPLETED", "inOrdinance": true })).await;
        let preview = preview(&server, |_| ()).await;
        assert_eq!((changes(&preview), problems(&preview)), (vec![], vec![]), "{preview:#}");
        assert_eq!((&preview["unchangedCount"], &preview["awaitingCount"], &preview["canApply"]), (&json!(3), &json!(33), &json!(false)));
    }

    async fn every_field_is_read(server) {
        let preview = preview(&server, |form| {
            form.set("G34", Put::Number("18000")).set("H34", Put::Number("17500.5")).set("I34", Put::Text("ใช่"))
                .set("J34", UNABLE).set("K34", Put::Text("อื่นๆ")).set("L34", Put::Text("น้ำท่วม"))
                .set("M34", Put::Text("บรรทัดหนึ่ง\nบรรทัดสอง")).set("N34", Put::Text("ฝนตก")).set("O34", Put::Text("เลื่อน")).set("P34", Put::Text("=1+1"));
        }).await;
        assert_eq!(problems(&preview), Vec::<String>::new());
        assert_eq!(changes(&preview), [
            "28 ordinanceBudget – → 18000.00", "28 disbursed – → 17500.50", "28 inOrdinance – → true", "28 status – → UNABLE",
            "28 unableReason – → OTHER", "28 unableDetail – → น้ำท่วม", "28 result – → บรรทัดหนึ่ง\nบรรทัดสอง",
            "28 problems – → ฝนตก", "28 suggestions – → เลื่อน", "28 remark – → =1+1",
        ]);
        assert_eq!(preview["changes"][0]["fields"][3]["afterWords"], "ไม่สามารถดำเนินการได้");
        assert_eq!(preview["changes"][0]["fields"][3]["cell"], "รายงานโครงการ!J34");
    }

    async fn amounts_are_read_as_people_and_programs_write_them(server) {
        for (put, amount) in [
            (Put::Text("๒๐,๐๐๐.๐๐ บาท"), "20000.00"),
            (Put::Text("20,000.-"), "20000.00"),
            (Put::Number("20000.000000000004"), "20000.00"),
            (Put::Number("0.30000000000000004"), "0.30"),
            (Put::Formula("10000+8500.1", "18500.1"), "18500.10"),
            (Put::Text("-"), "0.00"),
        ] {
            let preview = preview(&server, |form| { form.set("J34", IN_PROGRESS).set("G34", put); }).await;
            assert_eq!(problems(&preview), Vec::<String>::new(), "{put:?}");
            assert_eq!(changes(&preview)[0], format!("28 ordinanceBudget – → {amount}"), "{put:?}");
        }
        for (put, code) in [
            (Put::Text("ประมาณสองหมื่น"), "NOT_AN_AMOUNT"),
            (Put::Text("20,00"), "NOT_AN_AMOUNT"),
            (Put::Truth(true), "NOT_AN_AMOUNT"),
            (Put::Number("18500.123"), "TOO_MANY_DECIMALS"),
            (Put::Number("-1"), "NEGATIVE_AMOUNT"),
            (Put::Number("1e300"), "AMOUNT_TOO_LARGE"),
            (Put::Number("100000000000"), "AMOUNT_TOO_LARGE"),
            (Put::Error("#REF!"), "FORMULA_ERROR"),
            (Put::Formula("SUM(A1:A2)", ""), "FORMULA_WITHOUT_VALUE"),
        ] {
            let preview = preview(&server, |form| { form.set("J34", IN_PROGRESS).set("G34", put); }).await;
            assert_eq!(problems(&preview), [format!("รายงานโครงการ!G34 {code}")], "{put:?}");
            assert_eq!(preview["canApply"], false);
        }
    }

    async fn rules_speak_by_the_cell(server) {
        let preview = preview(&server, |form| {
            form.set("J7", UNABLE)
                .set("J8", UNABLE).set("K8", Put::Text("อื่นๆ"))
                .set("J9", COMPLETED).set("K9", Put::Text("ไม่ได้รับงบประมาณ"))
                .set("G10", Put::Number("5")).set("J10", IN_PROGRESS)
                .set("M11", Put::Text("ทำแล้ว"))
                .set("J12", Put::Text("เสร็จแล้ว"))
                .set("I13", Put::Text("อาจจะ")).set("J13", IN_PROGRESS)
                .set("J14", IN_PROGRESS).set("M14", Put::Text(&"ก".repeat(10_001)));
        }).await;
        let mut found = problems(&preview);
        found.sort();
        assert_eq!(found, [
            "รายงานโครงการ!G10 AMOUNT_WITHOUT_BUDGET", "รายงานโครงการ!I13 NOT_IN_LIST", "รายงานโครงการ!J11 STATUS_REQUIRED",
            "รายงานโครงการ!J12 NOT_IN_LIST", "รายงานโครงการ!K7 REASON_REQUIRED", "รายงานโครงการ!K9 ONLY_WITH_UNABLE",
            "รายงานโครงการ!L8 DETAIL_REQUIRED", "รายงานโครงการ!M14 TEXT_TOO_LONG",
        ]);
        let message = |cell: &str| {
            let all = preview["problems"].as_array().unwrap();
            all.iter().find(|it| it["cell"] == format!("รายงานโครงการ!{cell}")).unwrap()["message"].as_str().unwrap().to_owned()
        };
        assert_eq!(message("J12"), "โปรดเลือกจากรายการ: อยู่ระหว่างดำเนินการ · ดำเนินการแล้วเสร็จ · ไม่สามารถดำเนินการได้ · รอรายงานผล");
        assert_eq!(message("K7"), "สถานะ “ไม่สามารถดำเนินการได้” ต้องระบุเหตุผล");
    }

    async fn warnings_do_not_keep_it_from_being_applied(server) {
        let preview = preview(&server, |form| { form.set("J34", IN_PROGRESS).set("H34", Put::Number("5")); }).await;
        let warnings: Vec<&str> = preview["warnings"].as_array().unwrap().iter().map(|it| it["code"].as_str().unwrap()).collect();
        assert_eq!(warnings, ["ROUND_IS_OVER", "DISBURSED_EXCEEDS_ORDINANCE"]);
        assert_eq!(preview["warnings"][1]["cell"], "รายงานโครงการ!H34");
        assert_eq!(preview["canApply"], true);
    }

    async fn rows_are_known_by_their_keys_wherever_they_stand(server) {
        let preview = preview(&server, |form| {
            form.set("J34", COMPLETED).set("M7", Put::Text("หนึ่ง")).set("J7", IN_PROGRESS).turn_round();
        }).await;
        assert_eq!(problems(&preview), Vec::<String>::new());
        assert_eq!((changes(&preview).iter().filter(|line| line.contains("status")).cloned().collect::<Vec<_>>(), &preview["awaitingCount"]),
            (vec!["28 status – → COMPLETED".to_owned(), "1 status – → IN_PROGRESS".to_owned()], &json!(34)));
        assert_eq!(preview["changes"][0]["fields"][3]["cell"], "รายงานโครงการ!J15", "its row came to stand there");
    }

    async fn deleted_rows_and_reordered_columns_are_read_right(server) {
        server.record(1, 2568, "SIX_MONTH", json!({ "status": "IN_PROGRESS" })).await;
        let preview = preview(&server, |form| {
            form.set("J34", COMPLETED).set("M34", Put::Text("ผล")).delete(row(1)).delete(row(2)).exchange('J', 'M').exchange('A', 'P');
        }).await;
        assert_eq!(problems(&preview), Vec::<String>::new());
        assert_eq!(preview["changes"].as_array().unwrap().len(), 1);
        assert_eq!(preview["changes"][0]["fields"][4]["cell"], "รายงานโครงการ!J34", "the results stand there now");
        assert_eq!(server.database.count("SELECT COUNT(*) FROM progress").await, 1, "a row that is gone takes nothing back");
    }

    async fn rows_from_elsewhere_are_told_apart(server) {
        let last_year = download(&server, 2567, "SIX_MONTH").await;
        let preview = preview(&server, |form| {
            // A copy of a row, a row of last year's form, one whose key is not ours, and one without a key that nobody knows.
            form.set("J7", IN_PROGRESS);
            assert_eq!(form.copy_below(row(1)), 43);
            assert_eq!(form.paste_below(&last_year, row(2)), 44);
            let key = "2568-6-00000000000070008000000000000000-0";
            form.set("B9", Put::Text(key)).set("J9", IN_PROGRESS);
            form.set("B10", Put::Nothing).set("D10", Put::Text("โครงการที่ไม่มีในแผน")).set("J10", IN_PROGRESS);
            form.set("B11", Put::Text("อะไรก็ไม่รู้"));
        }).await;
        assert_eq!(problems(&preview), [
            "รายงานโครงการ!A9 ROW_KEY_UNKNOWN", "รายงานโครงการ!A10 ROW_WITHOUT_KEY", "รายงานโครงการ!A11 ROW_WITHOUT_KEY",
            "รายงานโครงการ!A43 ROW_KEY_TWICE", "รายงานโครงการ!A44 ROW_OF_OTHER_ROUND",
        ]);
        let twice = preview["problems"][3]["message"].as_str().unwrap();
        assert!(twice.contains("แถว 7"), "{twice}");
    }

    async fn a_row_without_its_key_is_found_by_number_and_name(server) {
        let preview = preview(&server, |form| {
            form.set("B34", Put::Nothing).set("J34", COMPLETED).set("A34", Put::Text("๒๘"));
            form.exchange('B', 'Q');
        }).await;
        assert_eq!(problems(&preview), Vec::<String>::new());
        assert_eq!(preview["changes"][0]["number"], 28);
    }

    async fn a_row_that_was_sorted_in_part_is_refused(server) {
        let preview = preview(&server, |form| {
            form.set("A34", Put::Number("27")).set("J34", COMPLETED).set("D33", Put::Text("ชื่ออื่น")).set("J33", IN_PROGRESS);
        }).await;
        assert_eq!(problems(&preview), ["รายงานโครงการ!A33 ROW_MIXED_UP", "รายงานโครงการ!A34 ROW_MIXED_UP"]);
    }

    async fn merged_cells_are_refused_where_they_are_filled_in(server) {
        let preview = preview(&server, |form| { form.set("J34", COMPLETED).merge("J34:J36").merge("M7:N7").merge("A43:Q43").merge("E20:E22"); }).await;
        let mut found = problems(&preview);
        found.sort();
        assert_eq!(found, ["รายงานโครงการ!J34 MERGED_CELLS", "รายงานโครงการ!M7 MERGED_CELLS"], "not where nothing is filled in");
    }

    async fn texts_that_programs_made_numbers_and_days_of(server) {
        let preview = preview(&server, |form| {
            form.set("J34", IN_PROGRESS).set("M34", Put::Number("120")).set("N34", Put::Formula("\"ก\"&1", "5")).set("I34", Put::Truth(true));
        }).await;
        assert_eq!(problems(&preview), Vec::<String>::new());
        assert_eq!(changes(&preview)[2..], ["28 inOrdinance – → true", "28 status – → IN_PROGRESS", "28 result – → 120", "28 problems – → 5"]);
    }

    async fn what_is_recorded_is_not_taken_back_by_an_empty_cell(server) {
        server.record(28, 2568, "SIX_MONTH", json!({ "status": "IN_PROGRESS", "inOrdinance": true, "ordinanceBudget": "9.00", "result": "ก" })).await;
        let preview = preview(&server, |form| {
            form.set("J34", Put::Nothing);
        }).await;
        assert_eq!(problems(&preview), ["รายงานโครงการ!J34 STATUS_REQUIRED"]);
        let preview = self::preview(&server, |form| {
            form.set("G34", Put::Nothing).set("I34", Put::Nothing).set("M34", Put::Nothing);
        }).await;
        assert_eq!(problems(&preview), ["รายงานโครงการ!G34 REQUIRED", "รายงานโครงการ!I34 REQUIRED"]);
        let preview = self::preview(&server, |form| { form.set("M34", Put::Nothing); }).await;
        assert_eq!(changes(&preview), ["28 result ก → –"], "a text may be emptied");
    }

    async fn the_twelve_month_form_opens_with_what_was_reported_after_six(server) {
        server.record(28, 2568, "SIX_MONTH", json!({ "status": "IN_PROGRESS", "ordinanceBudget": "9.00", "inOrdinance": true, "result": "ครึ่งทาง" })).await;
        server.record(1, 2568, "SIX_MONTH", json!({ "status": "COMPLETED", "result": "ครบแล้ว" })).await;
        let mut form = download(&server, 2568, "TWELVE_MONTH").await;
        assert_eq!((form.text("J34"), form.text("M34"), form.text("G34")), (String::new(), "ครึ่งทาง".to_owned(), "9".to_owned()));
        assert_eq!(form.text("Q34"), "ค่าจากรอบ 6 เดือน (อยู่ระหว่างดำเนินการ) ยังไม่รายงานรอบ 12 เดือน");
        assert_eq!((form.text("J7"), form.text("Q7")), ("ดำเนินการแล้วเสร็จ".to_owned(), "แล้วเสร็จในรอบ 6 เดือน แก้ไขไม่ได้".to_owned()));
        let before = upload(&server, &form).await;
        assert_eq!((changes(&before), &before["unchangedCount"], &before["awaitingCount"]), (vec![], &json!(1), &json!(35)), "showing is not reporting");
        form.set("J34", COMPLETED);
        let preview = upload(&server, &form).await;
        assert_eq!(changes(&preview), [
            "28 ordinanceBudget – → 9.00", "28 disbursed – → 0.00", "28 inOrdinance – → true", "28 status – → COMPLETED", "28 result – → ครึ่งทาง",
        ]);
        form.set("J34", Put::Nothing).set("M34", Put::Text("แก้แต่ผล")).set("M7", Put::Text("แก้ของที่ครบแล้ว"));
        let preview = upload(&server, &form).await;
        assert_eq!(problems(&preview), ["รายงานโครงการ!A7 CARRIED_OVER", "รายงานโครงการ!J34 STATUS_REQUIRED"]);
    }

    async fn nothing_of_a_preview_is_recorded(server) {
        let before = traces(&server).await;
        let mut form = download(&server, 2568, "SIX_MONTH").await;
        form.set("J34", COMPLETED);
        let (status, _) = upload_with(&server, form.bytes(), &[("apply", "false")]).await;
        assert_eq!((status, traces(&server).await), (StatusCode::CREATED, before));
    }
}

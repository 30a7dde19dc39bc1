//! A project on its page, and the review of its conformity.

use super::reading::{open, open_in_english, publish_report, send};
use crate::sample::report_all;
use reqwest::StatusCode;
use sucharit_tests::on_both_databases;

const PROJECT: &str = "/organization/wapi-pathum/plan/2566/project/28";
const CONFORMITY: &str = "/organization/wapi-pathum/plan/2566/project/28/conformity";

on_both_databases! {
    async fn a_project_shows_all_its_headings(server) {
        let page = open(&server, PROJECT).await;
        page.shows(&[
            "28. โครงการจัดเวทีประชาคม", "มิติที่ 3", "กองสวัสดิการสังคม", "วัตถุประสงค์", "มีเวทีฟังเสียงประชาชนต่องานของเทศบาล", "กลุ่มเป้าหมาย",
            "ประชาชน/ภาคประชาสังคม", "วิธีดำเนินการ", "20,000.00", "ผลผลิต", "ผลลัพธ์", "สอดคล้องกับมิติ", "งบประมาณอ่านจากต้นฉบับที่ชำรุด",
            "ยังไม่มีรายงานผลการดำเนินงาน",
        ]);
        page.hides(&["/conformity\""]);
        let first = "/organization/wapi-pathum/plan/2566/project/1";
        open(&server, first).await.shows(&["ไม่ใช้งบประมาณ", "ไม่น้อยกว่า 5 ช่องทาง", "ผู้บริหารก้าวก่ายงานของเจ้าหน้าที่", "ปานกลาง"]);
        report_all(&server, 2568, "SIX_MONTH").await;
        let page = open(&server, PROJECT).await;
        page.shows(&["/organization/wapi-pathum/round/2568/six-month/project/28", "12,345.67", "บันทึกผลการดำเนินงาน", "สถานะการดำเนินงาน", "โดย planner"]);
        page.hides(&["รุ่นข้อมูล", "รหัสอ้างอิง", "isCarriedOver"]);
        page.shows(&["ยกมาจากรอบ 6 เดือน: <del>(ไม่มี)</del> → <ins>ไม่ใช่</ins>", "<ins>12,345.67</ins>"]);
        let one = page.statements;
        report_all(&server, 2569, "SIX_MONTH").await;
        assert_eq!(open(&server, PROJECT).await.statements, one, "however much was reported");
        open_in_english(&server, PROJECT).await.shows(&["Corruption risks it holds down", "Citizens and civil society"]);
        assert_eq!(open(&server.signed_out(), PROJECT).await.status, StatusCode::SEE_OTHER);
        assert_eq!(open(&server.by_another_municipality().await, PROJECT).await.status, StatusCode::NOT_FOUND);
        for number in ["0", "99", "99999999999", "x"] {
            let path = format!("/organization/wapi-pathum/plan/2566/project/{number}");
            assert_eq!(open(&server, &path).await.status, StatusCode::NOT_FOUND, "{number}");
        }
    }

    async fn a_signed_report_must_be_opened_before_conformity_changes(server) {
        publish_report(&server).await;
        let fields = [("version", "1"), ("conformity", "NON_CONFORMING"), ("reason", "ไม่เกี่ยวกับการทุจริต")];
        let refused = send(&server.by("nacc-province"), CONFORMITY, &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        refused.says(&["เปิดรายงานรอบนั้นให้แก้ไขก่อน จึงเปลี่ยนผลการตรวจได้"]);
    }

    async fn nacc_reviews_the_conformity_of_a_project(server) {
        let nacc = server.by("nacc-province");
        open(&nacc, PROJECT).await.shows(&[CONFORMITY]);
        open(&nacc, CONFORMITY).await.shows(&["ไม่สอดคล้องกับมิติ", "name=\"reason\""]);
        let events = server.event_count().await;
        let refused = send(&nacc, CONFORMITY, &[("version", "1"), ("conformity", "NON_CONFORMING"), ("reason", "")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        refused.says(&["href=\"#reason\"", "id=\"reason-error\""]);
        let unchosen = send(&nacc, CONFORMITY, &[("version", "1"), ("reason", "ก")]).await;
        unchosen.says(&["href=\"#conformity\"", "เลือกผลการตรวจ"]);
        open(&server, CONFORMITY).await.shows(&["ผู้ตรวจความสอดคล้องคือเจ้าหน้าที่สำนักงาน ป.ป.ช."]);
        let planners = send(&server, CONFORMITY, &[("version", "1"), ("conformity", "NON_CONFORMING"), ("reason", "ก")]).await;
        assert_eq!(planners.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(server.event_count().await, events);
        let done = send(&nacc, CONFORMITY, &[("version", "1"), ("conformity", "NON_CONFORMING"), ("reason", "ไม่เกี่ยวกับการทุจริต")]).await;
        assert_eq!(done.location.as_deref(), Some("/organization/wapi-pathum/plan/2566/project/28?done=reviewed"), "{}", done.html);
        open(&server, PROJECT).await.shows(&["ไม่สอดคล้องกับมิติ", "ไม่เกี่ยวกับการทุจริต"]);
        let stale = send(&nacc, CONFORMITY, &[("version", "1"), ("conformity", "CONFORMING"), ("reason", "ก")]).await;
        assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
        stale.says(&["name=\"version\" value=\"2\""]);
    }
}

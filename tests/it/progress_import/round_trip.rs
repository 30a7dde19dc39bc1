//! The form through a real spreadsheet program, and through the command line.

use super::{Form, Put, changes, download, download_bytes, problems, row, upload_with};
use crate::command_line::program::{command, run};
use reqwest::StatusCode;
use std::{fs, path::Path, process::Command};
use sucharit_tests::{Database, Place, Server};

/// LibreOffice opens a file and saves it again.
pub fn saved_by_libreoffice(bytes: &[u8]) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let (given, saved) = (folder.path().join("form.xlsx"), folder.path().join("saved"));
    fs::write(&given, bytes).unwrap();
    let profile = format!("-env:UserInstallation=file://{}", folder.path().join("profile").display());
    let program = Command::new("soffice")
        .args([profile.as_str(), "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"])
        .args([saved.as_path(), given.as_path()])
        .output()
        .expect("LibreOffice (soffice) is installed; ./test does that");
    assert!(program.status.success(), "{}", String::from_utf8_lossy(&program.stderr));
    fs::read(saved.join("form.xlsx"))
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&program.stderr)))
}

/// openpyxl opens a file, fills it in and saves it again.
fn filled_by_openpyxl(bytes: &[u8]) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("form.xlsx");
    fs::write(&file, bytes).unwrap();
    let program = Command::new("/usr/bin/python3")
        .args([Path::new(env!("CARGO_MANIFEST_DIR")).join("it/progress_import/fill.py").as_path(), file.as_path()])
        .output()
        .expect("python3 is installed; ./test does that");
    assert!(program.status.success(), "{}", String::from_utf8_lossy(&program.stderr));
    fs::read(&file).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn libreoffice_saves_a_form_that_says_the_same() {
    let server = Server::start(Database::Sqlite).await;
    let all = crate::sample::report_all(&server, 2568, "SIX_MONTH").await;
    assert_eq!(all.len(), 36);
    let bytes = download_bytes(&server, 2568, "SIX_MONTH", "").await;
    let (status, preview) = upload_with(&server, saved_by_libreoffice(&bytes), &[]).await;
    assert_eq!(status, StatusCode::CREATED, "{preview:#}");
    assert_eq!((problems(&preview), changes(&preview), preview["unchangedCount"].as_u64()), (vec![], vec![], Some(36)));
    let mut form = Form::open(&bytes);
    // A formula without its value, which LibreOffice calculates when it opens the file.
    form.set(&format!("G{}", row(28)), Put::Formula("10000*2-0.5", ""))
        .set(&format!("M{}", row(28)), Put::Text("บรรทัดหนึ่ง\nบรรทัดสอง"));
    let (_, preview) = upload_with(&server, saved_by_libreoffice(&form.bytes()), &[("apply", "true")]).await;
    assert_eq!(problems(&preview), Vec::<String>::new());
    assert_eq!(
        changes(&preview),
        [
            format!("28 ordinanceBudget {} → 19999.50", crate::sample::baht(all[27].ordinance_satang)),
            format!("28 result {} → บรรทัดหนึ่ง\nบรรทัดสอง", all[27].result),
        ]
    );
    assert_eq!(preview["applied"], true);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn openpyxl_fills_a_form_in() {
    let server = Server::start(Database::Sqlite).await;
    let bytes = download_bytes(&server, 2568, "SIX_MONTH", "").await;
    let (status, preview) = upload_with(&server, filled_by_openpyxl(&bytes), &[("apply", "true")]).await;
    assert_eq!(status, StatusCode::OK, "{preview:#}");
    let mut found = changes(&preview);
    found.retain(|line| line.starts_with("28 "));
    assert_eq!(
        found,
        [
            "28 ordinanceBudget – → 20000.00",
            "28 disbursed – → 18500.10",
            "28 inOrdinance – → true",
            "28 status – → IN_PROGRESS",
            "28 result – → จัดเวทีแล้ว ๒ ครั้ง",
        ]
    );
    assert_eq!(preview["changes"].as_array().unwrap().len(), 36);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_command_line_shows_before_it_records() {
    let server = Server::start(Database::Sqlite).await;
    let Place::Folder(data) = server.place().clone() else { panic!("SQLite lies in a folder") };
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("form.xlsx");
    let (data, path) = (data.to_str().unwrap().to_owned(), file.to_str().unwrap().to_owned());
    run(command(&[
        "--data-dir",
        &data,
        "export",
        "progress-form",
        "--organization",
        "wapi-pathum",
        "--fiscal-year",
        "2568",
        "--round",
        "six-month",
        "--output",
        &path,
    ]))
    .succeeded();
    let mut form = Form::open(&fs::read(&file).unwrap());
    form.set("J34", Put::Text("ดำเนินการแล้วเสร็จ")).set("H34", Put::Text("๑๘,๕๐๐ บาท"));
    fs::write(&file, form.bytes()).unwrap();
    let import = |rest: &[&str]| {
        run(command(&[&["--data-dir", &data, "import", "progress", &path, "--account", "planner"], rest].concat()))
    };
    let shown = import(&[]).succeeded();
    for line in [
        "28 โครงการจัดเวทีประชาคม (first report)",
        "  รายงานโครงการ!H34 เบิกจ่ายจริง: – → 18500.00",
        "  รายงานโครงการ!J34 สถานะการดำเนินงาน: – → ดำเนินการแล้วเสร็จ",
        "1 change, 0 unchanged, 35 not reported",
        "nothing was written; --apply records it",
    ] {
        assert!(shown.lines().any(|found| found == line), "{line} is not in\n{shown}");
    }
    let count = async || server.database.count("SELECT COUNT(*) FROM progress").await;
    assert_eq!(count().await, 0);
    assert!(import(&["--apply"]).succeeded().ends_with("recorded: 1 report\n"));
    assert_eq!(count().await, 2, "with the twelve-month report that it is carried into");
    form.set("G34", Put::Text("มาก"));
    fs::write(&file, form.bytes()).unwrap();
    let refused = import(&["--apply"]).refused();
    assert!(refused.contains("รายงานโครงการ!G34: “มาก” ไม่ใช่จำนวนเงิน"), "{refused}");
    let nobody = run(command(&["--data-dir", &data, "import", "progress", &path, "--account", "nobody"])).refused();
    assert!(nobody.contains("there is no account \"nobody\""), "{nobody}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_with_thai_numerals_is_read_as_well() {
    let server = Server::start(Database::Sqlite).await;
    let mut form = Form::open(&download_bytes(&server, 2568, "SIX_MONTH", "&numerals=thai").await);
    assert_eq!(form.text("E7"), "มิติที่ ๑");
    form.set("J34", Put::Text("ดำเนินการแล้วเสร็จ"));
    let (_, preview) = upload_with(&server, form.bytes(), &[]).await;
    assert_eq!((problems(&preview), preview["changes"][0]["number"].as_i64()), (vec![], Some(28)));
    let _ = download(&server, 2568, "TWELVE_MONTH").await;
}

//! `export`

use super::program::{argument, command_at, run, sucharit};
use calamine::{Reader, Xlsx, open_workbook};
use std::{os::unix::fs::PermissionsExt, path::Path, process::Command};
use sucharit_tests::{Place, on_each_database};

fn export(place: &Place, output: &Path, arguments: &[&str]) -> super::program::Outcome {
    sucharit(place, &[&["export"], arguments, &["--output", argument(output)]].concat())
}

const REPORT: [&str; 7] =
    ["round-report", "--organization", "wapi-pathum", "--fiscal-year", "2568", "--round", "six-month"];
const PLAN: [&str; 3] = ["plan", "--organization", "wapi-pathum"];
const AUDIT: [&str; 3] = ["audit", "--organization", "wapi-pathum"];

/// The texts of every sheet.
fn texts(file: &Path) -> Vec<String> {
    let mut workbook: Xlsx<_> = open_workbook(file).expect("the workbook opens");
    let names = workbook.sheet_names();
    assert!(!names.is_empty());
    let ranges = names.iter().map(|name| workbook.worksheet_range(name).expect("each sheet opens"));
    ranges.flat_map(|range| range.cells().map(|(_, _, cell)| cell.to_string()).collect::<Vec<_>>()).collect()
}

fn names_in(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

on_each_database! {
    async fn writes_workbooks_that_open(database) {
        let fresh = database.fresh().await;
        let folder = tempfile::tempdir().unwrap();
        for arguments in [&REPORT[..], &PLAN, &[&PLAN[..], &["--fiscal-year", "2570"]].concat(), &AUDIT] {
            let output = folder.path().join("รายงาน.xlsx");
            let said = export(&fresh.place, &output, arguments).succeeded();
            assert_eq!(said, format!("wrote {}\n", output.display()));
            let texts = texts(&output);
            assert!(texts.iter().any(|text| text.contains("เทศบาลตำบลวาปีปทุม")), "{arguments:?}");
            assert_eq!(names_in(folder.path()), ["รายงาน.xlsx"], "nothing is left beside it");
            // As open as any new file.
            let plain = folder.path().join("plain");
            std::fs::write(&plain, "").unwrap();
            let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode();
            assert_eq!(mode(&output), mode(&plain));
            std::fs::remove_file(&plain).unwrap();
        }
    }

    async fn writes_into_the_current_folder_and_in_thai_digits(database) {
        let fresh = database.fresh().await;
        let folder = tempfile::tempdir().unwrap();
        let mut command = command_at(&fresh.place, &["export"]);
        command.args(REPORT).args(["--output", "report.xlsx", "--numerals", "thai"]).current_dir(folder.path());
        run(command).succeeded();
        let texts = texts(&folder.path().join("report.xlsx"));
        assert!(texts.iter().any(|text| text.contains("๒๕๖๘")), "{texts:?}");
    }

    async fn writes_the_audit_trail_of_some_days(database) {
        let fresh = database.fresh().await;
        let folder = tempfile::tempdir().unwrap();
        let output = folder.path().join("audit.xlsx");
        for (days, imported) in [
            (&["--from", "2020-01-01", "--to", "2500-01-01"][..], true),
            (&["--to", "2020-01-01", "--numerals", "thai"], false),
        ] {
            export(&fresh.place, &output, &[&AUDIT[..], days].concat()).succeeded();
            let texts = texts(&output);
            assert_eq!(texts.iter().any(|text| text == "นำเข้าแผน"), imported, "{texts:?}");
            assert!(texts.iter().any(|text| text.starts_with("รหัสตรวจสอบของรายการล่าสุด : ")), "{texts:?}");
        }
    }

    async fn refuses_what_is_not_there(database) {
        let fresh = database.fresh().await;
        let folder = tempfile::tempdir().unwrap();
        let output = folder.path().join("report.xlsx");
        for (arguments, reason) in [
            (&["plan", "--organization", "elsewhere"][..], "there is no organization \"elsewhere\""),
            (&["plan", "--organization", "wapi-pathum", "--fiscal-year", "2565"], "no plan covers this fiscal year"),
            (&["round-report", "--organization", "elsewhere", "--fiscal-year", "2568", "--round", "six-month"], "there is no organization"),
            (&["round-report", "--organization", "wapi-pathum", "--fiscal-year", "2571", "--round", "twelve-month"], "no plan covers this fiscal year"),
            (&["audit", "--organization", "elsewhere"], "there is no organization \"elsewhere\""),
            (&["audit", "--organization", "wapi-pathum", "--from", "2026-04-02", "--to", "2026-04-01"], "--to is before --from"),
        ] {
            let refused = export(&fresh.place, &output, arguments).refused();
            assert!(refused.contains(reason), "{arguments:?}: {refused}");
            assert!(names_in(folder.path()).is_empty(), "nothing is written");
        }
    }

    async fn leaves_the_old_file_whole_where_it_cannot_write(database) {
        let fresh = database.fresh().await;
        let folder = tempfile::tempdir().unwrap();
        let output = folder.path().join("plan.xlsx");
        export(&fresh.place, &output, &PLAN).succeeded();
        let old = std::fs::read(&output).unwrap();
        // No file may become longer than 20 KiB, so the workbook cannot be written to its end.
        assert!(old.len() > 20 * 1024, "{}", old.len());
        let export_plan = command_at(&fresh.place, &["export"]);
        let mut limited = Command::new("sh");
        limited.args(["-c", "trap '' XFSZ; ulimit -f 40; exec \"$0\" \"$@\""]).arg(export_plan.get_program());
        limited.args(export_plan.get_args()).args(PLAN).args(["--output", argument(&output)]).env_clear();
        limited.envs(export_plan.get_envs().filter_map(|(key, value)| Some((key, value?))));
        let refused = run(limited).refused();
        assert!(refused.contains(&format!("cannot write {}", output.display())), "{refused}");
        assert_eq!(std::fs::read(&output).unwrap(), old);
        assert_eq!(names_in(folder.path()), ["plan.xlsx"], "no half of a file is left beside it");

        for unwritable in [folder.path().join("missing").join("plan.xlsx"), folder.path().to_owned()] {
            let refused = export(&fresh.place, &unwritable, &PLAN).refused();
            assert!(refused.contains(&format!("cannot write {}", unwritable.display())), "{refused}");
        }
        assert_eq!(names_in(folder.path()), ["plan.xlsx"]);
    }
}

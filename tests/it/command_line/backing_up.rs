//! `backup` and `restore`: of SQLite's files alone.

use super::program::{Outcome, argument, command, command_at, run, sucharit};
use crate::evidence;
use serde_json::{Value, json};
use std::{
    cell::Cell,
    fs::{self, File},
    io::{Cursor, Read, Write},
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::Command,
};
use sucharit_domain::sha256;
use sucharit_server::{
    migrations::{Migrator, MigratorTrait},
    store::Store,
};
use sucharit_tests::{Database, Place, Server};
use tempfile::TempDir;
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

fn folder_of(place: &Place) -> &Path {
    match place {
        Place::Folder(folder) => folder,
        Place::Url(_) => panic!("only SQLite has a folder"),
    }
}

fn backup(place: &Place, file: &Path, rest: &[&str]) -> Outcome {
    sucharit(place, &[&["backup", argument(file)], rest].concat())
}

fn restore(file: &Path, target: &Path) -> Outcome {
    sucharit(&Place::Folder(target.to_owned()), &["restore", argument(file)])
}

/// What a folder holds, hidden things included.
fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Puts an evidence file where its name says; answers with its place within the data folder.
fn put_evidence(place: &Place, bytes: &[u8]) -> PathBuf {
    let hash = sha256::of(bytes);
    let within = Path::new("evidence").join(&hash[..2]).join(&hash);
    let path = folder_of(place).join(&within);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
    within
}

/// A name in an archive, and what stands there.
type Entry<'a> = (&'a str, &'a [u8]);

/// Writes an archive by hand.
fn archive(file: &Path, entries: &[Entry<'_>]) {
    let mut archive = ZipWriter::new(File::create(file).unwrap());
    for (name, bytes) in entries {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap();
}

/// A backup's list.
fn list(format: u32, database: &[u8], evidence: usize) -> Vec<u8> {
    let list = json!({
        "format": format, "madeAt": "2026-11-21T08:00:00Z", "program": "9.9.9",
        "databaseSha256": sha256::of(database), "evidenceFiles": evidence,
    });
    list.to_string().into_bytes()
}

/// The database's file as it stands, with nothing left in its log.
async fn database_bytes(store: &Store) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("copy");
    store.copy_into(&copy).await.expect("the database is copied");
    fs::read(copy).unwrap()
}

/// How many events a restored database holds, and the version of project 28's report.
async fn recorded(folder: &Path) -> (i64, i64) {
    let place = Place::Folder(folder.to_owned());
    sucharit(&place, &["verify-events"]).succeeded();
    let fresh = sucharit_tests::Fresh::open_sqlite(folder).await;
    let events = fresh.count("SELECT COUNT(*) FROM event").await;
    (events, fresh.count("SELECT MAX(version) FROM progress").await)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_of_a_server_that_writes_holds_everything_acknowledged() {
    let server = Server::start(Database::Sqlite).await;
    let folder = tempfile::tempdir().unwrap();
    let (acknowledged, done) = (Cell::new(0_i64), Cell::new(false));
    let write = async {
        while !done.get() {
            let version = (acknowledged.get() > 0).then(|| acknowledged.get());
            let input = json!({ "status": "IN_PROGRESS", "remark": "ก".repeat(500), "expectedVersion": version });
            let payload = server.record(28, 2568, "SIX_MONTH", input).await;
            assert_eq!(payload["userErrors"], json!([]));
            acknowledged.set(acknowledged.get() + 1);
        }
    };
    let back_up = async {
        for round in 0..4 {
            let (file, target) = (folder.path().join(format!("{round}.zip")), folder.path().join(format!("{round}")));
            let wanted = acknowledged.get() + 3;
            while acknowledged.get() < wanted {
                tokio::task::yield_now().await;
            }
            let before = acknowledged.get();
            let place = server.place().clone();
            let to = file.clone();
            let said = tokio::task::spawn_blocking(move || backup(&place, &to, &[]).succeeded()).await.unwrap();
            let after = acknowledged.get();
            assert!(after > before, "the server wrote meanwhile");
            assert!(
                said.ends_with(&format!("wrote {}: the database and 0 evidence files\n", file.display())),
                "{said}"
            );
            let into = target.clone();
            tokio::task::spawn_blocking(move || restore(&file, &into).succeeded()).await.unwrap();
            let (events, version) = recorded(&target).await;
            assert_eq!(events, version + 1, "the import, and an event for each version");
            // One more may have been written whose answer had not come yet.
            assert!(before <= version && version <= after + 1, "{before} {version} {after}");
        }
        done.set(true);
    };
    tokio::join!(write, back_up);
    assert!(names_in(folder.path()).iter().all(|name| !name.starts_with('.')), "nothing is left beside");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn evidence_travels_with_the_database() {
    let fresh = Database::Sqlite.fresh().await;
    let folder = tempfile::tempdir().unwrap();
    let files: Vec<Vec<u8>> = vec![b"%PDF-1.7".to_vec(), Vec::new(), (0..=255).cycle().take(300_000).collect()];
    let places: Vec<PathBuf> = files.iter().map(|bytes| put_evidence(&fresh.place, bytes)).collect();
    // An upload that still runs is none yet.
    let unfinished = folder_of(&fresh.place).join(format!("{}#1", places[0].display()));
    fs::write(unfinished, "%PDF").unwrap();
    fs::write(folder_of(&fresh.place).join("evidence").join("note.txt"), "x").unwrap();
    let file = folder.path().join("สำรอง.zip");
    let said = backup(&fresh.place, &file, &[]).succeeded();
    let walked = "1 event of 1 organization, 0 events of the system: every link holds\n";
    assert_eq!(said, format!("{walked}wrote {}: the database and 3 evidence files\n", file.display()));
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600, "its owner's alone");
    assert_eq!(names_in(folder.path()), ["สำรอง.zip"]);

    let mut held = ZipArchive::new(File::open(&file).unwrap()).unwrap();
    let mut list = String::new();
    held.by_name("backup.json").unwrap().read_to_string(&mut list).unwrap();
    let list: Value = serde_json::from_str(&list).unwrap();
    assert_eq!((&list["format"], &list["evidenceFiles"]), (&json!(1), &json!(3)));
    assert_eq!(list["program"], env!("CARGO_PKG_VERSION"));
    let mut database = Vec::new();
    held.by_name("sucharit.sqlite").unwrap().read_to_end(&mut database).unwrap();
    assert_eq!(list["databaseSha256"], sha256::of(&database));

    // Into a folder that is there and empty, as well as into one that is not there.
    let empty = folder.path().join("empty");
    fs::create_dir(&empty).unwrap();
    for target in [empty, folder.path().join("new")] {
        let said = restore(&file, &target).succeeded();
        assert_eq!(said, format!("{walked}restored into {}: the database and 3 evidence files\n", target.display()));
        assert_eq!(names_in(&target), ["evidence", "sucharit.sqlite"]);
        assert_eq!(fs::read(target.join("sucharit.sqlite")).unwrap(), database);
        for (place, bytes) in places.iter().zip(&files) {
            assert_eq!(&fs::read(target.join(place)).unwrap(), bytes);
        }
        assert!(!target.join("evidence").join("note.txt").exists());
        sucharit(&Place::Folder(target), &["verify-events"]).succeeded();
    }
    assert_eq!(names_in(folder.path()), ["empty", "new", "สำรอง.zip"]);
}

/// The evidence that a database names belongs to it: without it, or with other bytes, neither a backup nor a restore goes through.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn evidence_that_is_named_and_missing_is_found() {
    let server = Server::start(Database::Sqlite).await;
    let report = evidence::report(&server, 1).await;
    evidence::add(&server, &report, "a.pdf", &evidence::pdf(1)).await;
    // The tests keep evidence elsewhere than the program does by itself.
    let place = server.place();
    put_evidence(place, &evidence::pdf(1));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("whole.zip");
    assert!(backup(place, &file, &[]).succeeded().ends_with("the database and 1 evidence file\n"));
    restore(&file, &folder.path().join("restored")).succeeded();

    let mut whole = ZipArchive::new(File::open(&file).unwrap()).unwrap();
    let mut database = Vec::new();
    whole.by_name("sucharit.sqlite").unwrap().read_to_end(&mut database).unwrap();
    let lacking = folder.path().join("lacking.zip");
    archive(&lacking, &[("sucharit.sqlite", &database), ("backup.json", &list(1, &database, 0))]);
    let target = folder.path().join("target");
    let refused = restore(&lacking, &target).refused();
    assert!(refused.contains("is not sound") && refused.contains("of project 1"), "{refused}");
    assert!(!target.exists(), "nothing is left behind");

    let hash = sha256::of(evidence::pdf(1));
    fs::remove_file(folder_of(place).join("evidence").join(&hash[..2]).join(&hash)).unwrap();
    let refused = backup(place, &folder.path().join("broken.zip"), &[]).refused();
    assert!(refused.contains("no backup was written") && refused.contains("of project 1"), "{refused}");
    assert!(!folder.path().join("broken.zip").exists());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_flipped_byte_is_refused_or_harmless() {
    let fresh = Database::Sqlite.fresh().await;
    put_evidence(&fresh.place, &[7; 5_000]);
    let folder = tempfile::tempdir().unwrap();
    let (file, damaged) = (folder.path().join("backup.zip"), folder.path().join("damaged.zip"));
    backup(&fresh.place, &file, &[]).succeeded();
    let whole = fs::read(&file).unwrap();
    let mut held = ZipArchive::new(Cursor::new(whole.clone())).unwrap();
    let mut database = Vec::new();
    held.by_name("sucharit.sqlite").unwrap().read_to_end(&mut database).unwrap();
    // Within the content of every entry, where it must be found; the last bits of a compressed one say nothing.
    let mut within = Vec::new();
    for index in 0..held.len() {
        let entry = held.by_index(index).unwrap();
        let start = usize::try_from(entry.data_start().unwrap()).unwrap();
        let length = usize::try_from(entry.compressed_size()).unwrap();
        within.extend([start, start + length / 2, start + length * 9 / 10]);
    }
    let everywhere = (0..12).map(|part| part * (whole.len() - 1) / 11);
    let (target, left) = (folder.path().join("target"), ["backup.zip", "damaged.zip"]);
    for place in within.iter().copied().chain(everywhere) {
        let mut bytes = whole.clone();
        bytes[place] ^= 0x10;
        fs::write(&damaged, bytes).unwrap();
        let outcome = restore(&damaged, &target);
        if outcome.code == Some(0) {
            assert!(!within.contains(&place), "the byte at {place} was not missed");
            assert_eq!(fs::read(target.join("sucharit.sqlite")).unwrap(), database, "{place}");
            fs::remove_dir_all(&target).unwrap();
        } else {
            let refused = outcome.refused();
            assert!(refused.contains("damaged.zip cannot be restored"), "{place}: {refused}");
        }
        assert_eq!(names_in(folder.path()), left, "{place}: nothing is left");
    }
    for length in [0, 10, whole.len() / 2, whole.len() - 1] {
        fs::write(&damaged, &whole[..length]).unwrap();
        let refused = restore(&damaged, &target).refused();
        assert!(refused.contains("it is no backup, or not a whole one"), "{length}: {refused}");
        assert_eq!(names_in(folder.path()), left);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn archives_that_are_no_backup_are_refused() {
    let fresh = Database::Sqlite.fresh().await;
    let database = database_bytes(&fresh.store).await;
    fresh.lift_event_guard().await;
    fresh.execute("UPDATE event SET actor = 'somebody'").await;
    let tampered = database_bytes(&fresh.store).await;
    fresh
        .execute("INSERT INTO seaql_migrations (version, applied_at) VALUES ('m99990101_000000_create_future', 0)")
        .await;
    let newer = database_bytes(&fresh.store).await;
    let evidence = sha256::of(b"evidence");
    let place = format!("evidence/{}/{evidence}", &evidence[..2]);
    let elsewhere = format!("evidence/{}x/{evidence}", &evidence[..1]);
    let climbing = format!("evidence/{0}/../{0}/{evidence}", &evidence[..2]);
    let (good, two) = (list(1, &database, 1), list(1, &database, 2));
    let none = list(1, &database, 0);
    let (of_tampered, of_newer, of_future) = (list(1, &tampered, 0), list(1, &newer, 0), list(2, &database, 0));
    let (name, json) = ("sucharit.sqlite", "backup.json");
    let folder = tempfile::tempdir().unwrap();
    let (file, target) = (folder.path().join("backup.zip"), folder.path().join("target"));
    let cases: [(&[Entry<'_>], &str); 14] = [
        (&[(name, &database)], "backup.json is missing"),
        (&[(json, b"{}")], "backup.json is damaged"),
        (&[(json, &none)], "it holds no database"),
        (&[(json, &of_future), (name, &database)], "it was made by a newer program (9.9.9)"),
        (&[(json, &of_tampered), (name, &database)], "sucharit.sqlite is damaged"),
        (&[(json, &good), (name, &database)], "it holds 0 evidence files where 1 belong"),
        (&[(json, &two), (name, &database), (&place, b"evidence")], "it holds 1 evidence files where 2 belong"),
        (&[(json, &good), (name, &database), (&place, b"Evidence")], "is damaged: its checksum differs"),
        (&[(json, &good), (name, &database), (&elsewhere, b"evidence")], "belongs in no backup"),
        (&[(json, &good), (name, &database), (&climbing, b"evidence")], "belongs in no backup"),
        (&[(json, &none), (name, &database), ("../escaped", b"x")], "belongs in no backup"),
        (&[(json, &none), (name, &database), ("/tmp/escaped-from-a-backup", b"x")], "belongs in no backup"),
        (
            &[(json, &of_tampered), (name, &tampered)],
            "is not sound: the audit trail is broken:\n  wapi-pathum: event 1 was changed",
        ),
        (&[(json, &of_newer), (name, &newer)], "it was made by a newer program: 1 migration unknown here"),
    ];
    for (entries, reason) in cases {
        archive(&file, entries);
        let refused = restore(&file, &target).refused();
        assert!(refused.contains(reason), "{reason}: {refused}");
        assert_eq!(names_in(folder.path()), ["backup.zip"], "{reason}: nothing is left");
    }
    assert!(!Path::new("/tmp/escaped-from-a-backup").exists());
    archive(&file, &[(json, &good), (name, &database), (&place, b"evidence")]);
    restore(&file, &target).succeeded();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn restore_touches_nothing_that_is_there() {
    let fresh = Database::Sqlite.fresh().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("backup.zip");
    backup(&fresh.place, &file, &[]).succeeded();
    let used = folder.path().join("used");
    fs::create_dir(&used).unwrap();
    fs::write(used.join(".hidden"), "x").unwrap();
    let refused = restore(&file, &used).refused();
    assert_eq!(refused, format!("sucharit: {} is not empty\n", used.display()));
    assert_eq!(
        (names_in(&used), names_in(folder.path())),
        (vec![".hidden".to_owned()], vec!["backup.zip".to_owned(), "used".to_owned()])
    );
    let refused = restore(&file, folder_of(&fresh.place)).refused();
    assert!(refused.ends_with(" is not empty\n"), "{refused}");
    for (target, from) in
        [(file.clone(), &file), (folder.path().join("missing").join("data"), &file), (folder.path().join("new"), &used)]
    {
        let refused = restore(from, &target).refused();
        assert!(refused.contains("restored") || refused.contains("cannot restore into"), "{refused}");
        assert_eq!(names_in(folder.path()), ["backup.zip", "used"]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn backup_writes_a_whole_file_or_none() {
    let server = Server::start(Database::Sqlite).await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("backup.zip");
    fs::write(&file, "old").unwrap();
    let refused = backup(server.place(), &file, &[]).refused();
    assert_eq!(refused, format!("sucharit: {} is there already; --force replaces it\n", file.display()));
    assert_eq!(fs::read(&file).unwrap(), b"old");
    backup(server.place(), &file, &["--force"]).succeeded();
    let whole = fs::read(&file).unwrap();
    ZipArchive::new(Cursor::new(&whole)).unwrap();

    // No file may become longer than 20 KiB, as on a full disk.
    let whole_command = command_at(server.place(), &["backup", argument(&file), "--force"]);
    let mut limited = Command::new("sh");
    limited.args(["-c", "trap '' XFSZ; ulimit -f 40; exec \"$0\" \"$@\""]).arg(whole_command.get_program());
    limited.args(whole_command.get_args()).env_clear();
    let refused = run(limited).refused();
    assert!(refused.contains("cannot copy"), "{refused}");
    assert_eq!((fs::read(&file).unwrap(), names_in(folder.path())), (whole.clone(), vec!["backup.zip".to_owned()]));

    let evidence = folder_of(server.place()).join(put_evidence(server.place(), b"%PDF-1.7"));
    fs::write(&evidence, "%PDF-1.8").unwrap();
    let refused = backup(server.place(), &file, &["--force"]).refused();
    assert!(refused.contains(&format!("the evidence file {} is damaged", evidence.display())), "{refused}");
    fs::remove_file(evidence).unwrap();

    server.database.lift_event_guard().await;
    server.database.execute("UPDATE event SET actor = 'somebody'").await;
    let refused = backup(server.place(), &file, &["--force"]).refused();
    let expected = "no backup was written, because the database is not sound: the audit trail is broken:\n  wapi-pathum: event 1 was";
    assert!(refused.contains(expected), "{refused}");
    assert_eq!(fs::read(&file).unwrap(), whole, "the old one is whole");
    assert_eq!(names_in(folder.path()), ["backup.zip"]);

    let nothing = Place::Folder(folder.path().join("nothing"));
    let new = folder.path().join("new.zip");
    assert!(backup(&nothing, &new, &[]).refused().contains("there is no database at"));
    let refused = backup(server.place(), &folder.path().join("missing").join("new.zip"), &[]).refused();
    assert!(refused.contains("cannot write"), "{refused}");
    assert_eq!(names_in(folder.path()), ["backup.zip"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_outdated_database_is_backed_up_before_it_is_migrated() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    fs::create_dir(&data).unwrap();
    let store = Store::open_sqlite(&data.join("sucharit.sqlite")).await.unwrap();
    let all = u32::try_from(Migrator::migrations().len()).unwrap();
    Migrator::up(store.connection(), Some(all - 1)).await.unwrap();
    store.close().await.unwrap();
    let (file, target) = (folder.path().join("backup.zip"), folder.path().join("restored"));
    backup(&Place::Folder(data), &file, &[]).succeeded();
    let said = restore(&file, &target).succeeded();
    assert!(said.ends_with("0 evidence files; 1 migration missing: run `sucharit migrate`\n"), "{said}");
    let restored = Place::Folder(target);
    assert!(
        sucharit(&restored, &["verify-events"]).refused().contains("outdated: 1 migration missing"),
        "it is as it was"
    );
    sucharit(&restored, &["migrate"]).succeeded();
    sucharit(&restored, &["verify-events"]).succeeded();
}

#[test]
fn postgresql_has_its_own_tools() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("backup.zip");
    for (verb, tool) in [("backup", "`pg_dump --format=custom"), ("restore", "`pg_restore --dbname=DATABASE")] {
        let mut command = command(&[verb, argument(&file)]);
        command.env("DATABASE_URL", "postgres://nobody:secret@127.0.0.1:1/nothing").current_dir(folder.path());
        let refused = run(command).refused();
        assert!(refused.contains(tool) && refused.contains("--data-dir") && !refused.contains("secret"), "{refused}");
        assert!(names_in(folder.path()).is_empty());
    }
}

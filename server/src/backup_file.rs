//! The file that a backup is: a zip archive of the database, the evidence files, and a list with their checksums.
//!
//! Zip, because every system opens it, each entry carries a checksum and it grows past 4 GiB (zip64). Evidence is compressed
//! already and only stored.

use crate::cli::DATABASE_FILE;
use anyhow::{Context, bail, ensure};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::{
    fs::{self, File},
    io::{self, BufReader, BufWriter, ErrorKind, Read, Seek, Write},
    path::{Path, PathBuf},
};
use sucharit_domain::sha256;
use zip::{CompressionMethod, ZipArchive, ZipWriter, write::SimpleFileOptions};

/// The folder of the evidence files, in a backup as in a data folder: `evidence/ab/abcd…`, each named by its SHA-256.
pub const EVIDENCE: &str = "evidence";

/// The list.
const LIST: &str = "backup.json";

/// The form of a backup. A backup of another form is refused.
const FORMAT: u32 = 1;

/// The longest the list may be, in bytes.
const LONGEST_LIST: u64 = 64 * 1024;

/// What a backup says of itself.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct List {
    format: u32,
    made_at: DateTime<Utc>,
    program: String,
    database_sha256: String,
    evidence_files: usize,
}

/// Writes a backup into `file` and on to the disk; answers with how many evidence files are in it. Files are added to the
/// evidence and never changed, so what the database named when it was copied is there.
///
/// # Errors
/// When something cannot be read or written, or an evidence file is not what its name says.
pub fn pack(file: &mut File, database: &Path, evidence: &Path, made_at: DateTime<Utc>) -> anyhow::Result<usize> {
    let mut archive = ZipWriter::new(BufWriter::new(&mut *file));
    let options = SimpleFileOptions::default().large_file(true);
    let database_sha256 = add(&mut archive, DATABASE_FILE, database, options)?;
    let files = evidence_files(evidence).with_context(|| format!("cannot read {}", evidence.display()))?;
    let stored = options.compression_method(CompressionMethod::Stored);
    for (name, path) in &files {
        let hash = add(&mut archive, &place_of(name), path, stored)?;
        ensure!(hash == *name, "the evidence file {} is damaged: it is not what its name says", path.display());
    }
    let program = env!("CARGO_PKG_VERSION").to_owned();
    let list = List { format: FORMAT, made_at, program, database_sha256, evidence_files: files.len() };
    archive.start_file(LIST, options).context("cannot write the backup")?;
    serde_json::to_writer_pretty(&mut archive, &list).context("cannot write the backup")?;
    let mut written = archive.finish().context("cannot write the backup")?;
    written.flush().context("cannot write the backup")?;
    drop(written);
    file.sync_all().context("cannot write the backup")?;
    Ok(files.len())
}

/// Unpacks the backup in `file` into an empty folder, checking every checksum; answers with how many evidence files it held.
///
/// # Errors
/// When it is no backup, or a damaged one, or of another form; then the folder is to be thrown away.
pub fn unpack(file: &Path, folder: &Path) -> anyhow::Result<usize> {
    let file = BufReader::new(File::open(file)?);
    let mut archive = ZipArchive::new(file).context("it is no backup, or not a whole one")?;
    let list = read_list(&mut archive)?;
    ensure!(list.format == FORMAT, "it was made by a newer program ({}); use that one", list.program);
    let (mut databases, mut evidence_files) = (0, 0);
    for index in 0..archive.len() {
        let entry = archive.by_index(index).context("it is damaged")?;
        let name = entry.name().context("it is damaged")?.into_owned();
        let expected = match evidence_name(&name) {
            _ if name == LIST => continue,
            _ if name == DATABASE_FILE => {
                databases += 1;
                list.database_sha256.as_str()
            }
            Some(hash) => {
                evidence_files += 1;
                hash
            }
            None => bail!("it holds {name:?}, which belongs in no backup"),
        };
        let found = extract(entry, &folder.join(&name)).with_context(|| format!("{name} cannot be unpacked"))?;
        ensure!(found == expected, "{name} is damaged: its checksum differs");
    }
    ensure!(databases == 1, "it holds no database");
    let expected = list.evidence_files;
    ensure!(evidence_files == expected, "it holds {evidence_files} evidence files where {expected} belong");
    Ok(evidence_files)
}

fn read_list(archive: &mut ZipArchive<impl Read + Seek>) -> anyhow::Result<List> {
    let list = archive.by_name(LIST).with_context(|| format!("it is no backup: {LIST} is missing"))?;
    serde_json::from_reader(list.take(LONGEST_LIST)).with_context(|| format!("{LIST} is damaged"))
}

/// Adds a file and answers with its SHA-256.
fn add(
    archive: &mut ZipWriter<impl Write + Seek>,
    name: &str,
    path: &Path,
    options: SimpleFileOptions,
) -> anyhow::Result<String> {
    let file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    archive.start_file(name, options).context("cannot write the backup")?;
    copy_hashed(file, archive).with_context(|| format!("cannot write {} into the backup", path.display()))
}

/// Writes a new file and answers with its SHA-256.
fn extract(from: impl Read, path: &Path) -> io::Result<String> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = File::create_new(path)?;
    let hash = copy_hashed(from, &mut file)?;
    file.sync_all()?;
    Ok(hash)
}

/// Copies to the end and answers with the SHA-256 of what was copied.
fn copy_hashed(mut from: impl Read, to: &mut impl Write) -> io::Result<String> {
    let mut hash = sha256::Running::default();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        match from.read(&mut buffer)? {
            0 => return Ok(hash.finish()),
            length => {
                hash.add(&buffer[..length]);
                to.write_all(&buffer[..length])?;
            }
        }
    }
}

/// The evidence files of a data folder, by name. What is named otherwise is none yet: an upload that still runs or broke off.
fn evidence_files(folder: &Path) -> io::Result<Vec<(String, PathBuf)>> {
    let mut files = Vec::new();
    for beginning in entries(folder)? {
        for (name, path) in if beginning.1.is_dir() { entries(&beginning.1)? } else { Vec::new() } {
            if evidence_name(&format!("{EVIDENCE}/{}/{name}", beginning.0)).is_some() {
                files.push((name, path));
            }
        }
    }
    files.sort();
    Ok(files)
}

/// What a folder holds, by name; nothing where it is not there.
fn entries(folder: &Path) -> io::Result<Vec<(String, PathBuf)>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let named = |entry: io::Result<fs::DirEntry>| {
        entry.map(|entry| (entry.file_name().to_string_lossy().into_owned(), entry.path()))
    };
    entries.map(named).collect()
}

/// Where an evidence file has its place.
fn place_of(name: &str) -> String {
    format!("{EVIDENCE}/{}/{name}", &name[..2])
}

/// The SHA-256 that names the evidence file at this place; none where no evidence file belongs there.
fn evidence_name(place: &str) -> Option<&str> {
    let name = place.rsplit('/').next()?;
    (sha256::is_one(name) && place == place_of(name)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evidence_has_one_place_by_its_name() {
        let hash = "ab".repeat(32);
        let place = format!("evidence/ab/{hash}");
        assert_eq!(evidence_name(&place), Some(hash.as_str()));
        for wrong in [
            "evidence/ab/..",
            &format!("evidence/aa/{hash}"),
            &format!("evidence//{hash}"),
            &format!("/evidence/ab/{hash}"),
            &format!("evidence/ab/../ab/{hash}"),
            &format!("evidence/ab/{}", hash.to_uppercase()),
            &format!("{place}#1"),
            &format!("../{place}"),
            &hash,
            "",
        ] {
            assert_eq!(evidence_name(wrong), None, "{wrong}");
        }
    }
}

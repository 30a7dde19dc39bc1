//! The directory of a ZIP archive, as far as recognising a document needs it.
//!
//! Only the directory and one small entry are read, each up to a bound, so an archive that would unpack to terabytes, or that
//! lists millions of entries, costs no more than any other.

use flate2::read::DeflateDecoder;
use std::io::{self, Read, Seek, SeekFrom};

/// The longest directory that is read, in bytes; an office document's has a few KiB.
const LONGEST_DIRECTORY: u32 = 1 << 20;

/// The end record without a comment, and the longest comment.
const END_RECORD: usize = 22;
const LONGEST_COMMENT: u64 = 65_535;

/// What an archive lists.
pub struct Directory {
    entries: Vec<Entry>,
}

struct Entry {
    name: String,
    /// 0 stored, 8 deflated.
    method: u16,
    packed: u32,
    at: u32,
}

impl Directory {
    /// Reads the directory; none where the file has none that can be read, or one of unreasonable length.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn read(file: &mut (impl Read + Seek)) -> io::Result<Option<Self>> {
        let Some((at, length)) = find(file)? else { return Ok(None) };
        if length > LONGEST_DIRECTORY {
            return Ok(None);
        }
        let mut bytes = Vec::new();
        file.seek(SeekFrom::Start(at.into()))?;
        file.take(length.into()).read_to_end(&mut bytes)?;
        let mut entries = Vec::new();
        let mut rest = bytes.as_slice();
        while !rest.is_empty() {
            let Some((entry, after)) = Entry::read(rest) else { return Ok(None) };
            entries.push(entry);
            rest = after;
        }
        Ok(Some(Self { entries }))
    }

    /// The names of all entries.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| entry.name.as_str())
    }

    /// An entry as text, of which at most `longest` bytes are unpacked; none where there is no such entry, it is longer, or it
    /// cannot be unpacked.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn text(&self, file: &mut (impl Read + Seek), name: &str, longest: u64) -> io::Result<Option<String>> {
        let Some(entry) = self.entries.iter().find(|entry| entry.name == name) else { return Ok(None) };
        let mut header = [0; 30];
        file.seek(SeekFrom::Start(entry.at.into()))?;
        if !fill(file, &mut header)? || !header.starts_with(b"PK\x03\x04") {
            return Ok(None);
        }
        let skipped = i64::from(number(&header, 26)) + i64::from(number(&header, 28));
        file.seek(SeekFrom::Current(skipped))?;
        let packed = file.take(entry.packed.into());
        let mut bytes = Vec::new();
        let unpacked = match entry.method {
            0 => packed.take(longest + 1).read_to_end(&mut bytes),
            8 => DeflateDecoder::new(packed).take(longest + 1).read_to_end(&mut bytes),
            _ => return Ok(None),
        };
        match unpacked {
            Ok(_) if u64::try_from(bytes.len()).is_ok_and(|length| length <= longest) => {
                Ok(String::from_utf8(bytes).ok())
            }
            Ok(_) => Ok(None),
            Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData) => Ok(None),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(None),
            Err(error) => Err(error),
        }
    }
}

/// Where the directory lies and how long it is, by the record at the file's end.
fn find(file: &mut (impl Read + Seek)) -> io::Result<Option<(u32, u32)>> {
    let length = file.seek(SeekFrom::End(0))?;
    let tail = length.min(LONGEST_COMMENT + 22);
    file.seek(SeekFrom::Start(length - tail))?;
    let mut end = Vec::new();
    file.take(tail).read_to_end(&mut end)?;
    let record = end.windows(END_RECORD).rev().find(|record| record.starts_with(b"PK\x05\x06"));
    Ok(record.map(|record| (long_number(record, 16), long_number(record, 12))))
}

impl Entry {
    /// The first entry and what follows it.
    fn read(bytes: &[u8]) -> Option<(Self, &[u8])> {
        let (header, rest) = bytes.split_at_checked(46)?;
        if !header.starts_with(b"PK\x01\x02") {
            return None;
        }
        let (name, rest) = rest.split_at_checked(number(header, 28).into())?;
        let (_, rest) = rest.split_at_checked(usize::from(number(header, 30)) + usize::from(number(header, 32)))?;
        let entry = Self {
            name: String::from_utf8_lossy(name).into_owned(),
            method: number(header, 10),
            packed: long_number(header, 20),
            at: long_number(header, 42),
        };
        Some((entry, rest))
    }
}

fn number(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([bytes[at], bytes[at + 1]])
}

fn long_number(bytes: &[u8], at: usize) -> u32 {
    u32::from(number(bytes, at)) | u32::from(number(bytes, at + 2)) << 16
}

/// Fills the whole buffer; false where the file ends before.
fn fill(file: &mut impl Read, buffer: &mut [u8]) -> io::Result<bool> {
    match file.read_exact(buffer) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error),
    }
}

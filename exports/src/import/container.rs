//! The file itself: whether it is a workbook at all, and whether opening it is safe.
//!
//! A workbook is a ZIP archive. Its directory states how much each part unpacks to; that is checked first, and then each part is
//! unpacked once without keeping it, because a directory may lie. Only then calamine sees the file.

use calamine::{Reader, Xlsx};
use std::io::{Cursor, Read};
use sucharit_domain::{
    refusal::Fault,
    sheet::{CellPlace, CellProblem, FoundInstead, SheetFault},
};
use zip::ZipArchive;

/// The most bytes of a file.
pub const LARGEST_FILE: u64 = 5 << 20;

/// The most bytes that all parts together unpack to.
const LARGEST_UNPACKED: u64 = 48 << 20;

/// Up to so many bytes a file may unpack at any ratio: little text repeats itself a lot.
const UNSUSPICIOUS: u64 = 8 << 20;

/// How many times larger than the file its content may be, beyond that. Spreadsheets have ten to thirty.
const GREATEST_RATIO: u64 = 120;

/// The most parts of a file.
const MOST_PARTS: usize = 500;

/// How much of a part is looked at for its encoding.
const BEGINNING: usize = 200;

/// A workbook that is open.
pub(super) type Workbook<'a> = Xlsx<Cursor<&'a [u8]>>;

/// Runs a reader. calamine 0.38 counts rows and columns of malformed cell names beyond what its numbers hold, which ends in a panic
/// where overflow is checked: that is a damaged file like any other.
pub(super) fn guarded<T>(read: impl FnOnce() -> Result<T, Vec<CellProblem>>) -> Result<T, Vec<CellProblem>> {
    // Nothing outlives the panic: what was read is dropped with it.
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(read))
        .unwrap_or_else(|_| Err(vec![CellProblem::of(CellPlace::file(), &SheetFault::WorkbookBroken)]))
}

/// Opens a file, or says why it is not opened.
pub(super) fn open(bytes: &[u8]) -> Result<Workbook<'_>, CellProblem> {
    let file = CellPlace::file;
    if bytes.is_empty() {
        return Err(CellProblem::of_rule(file(), &Fault::FileEmpty));
    }
    if u64::try_from(bytes.len()).is_ok_and(|length| length > LARGEST_FILE) {
        return Err(CellProblem::of_rule(file(), &Fault::FileTooLarge { largest: LARGEST_FILE }));
    }
    if !bytes.starts_with(b"PK\x03\x04") {
        return Err(CellProblem::of(file(), &SheetFault::NotAWorkbook { found: found_instead(bytes) }));
    }
    check_archive(bytes).map_err(|fault| CellProblem::of(file(), &fault))?;
    Xlsx::new(Cursor::new(bytes)).map_err(|_| CellProblem::of(file(), &SheetFault::WorkbookBroken))
}

/// What a file is that is no ZIP archive.
fn found_instead(bytes: &[u8]) -> FoundInstead {
    // Some programs put a few bytes before a PDF's mark.
    let start = &bytes[..bytes.len().min(1024)];
    if start.windows(5).any(|window| window == b"%PDF-") {
        return FoundInstead::Pdf;
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        let encrypted: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let has = bytes.windows(encrypted.len()).any(|window| window == encrypted);
        return if has { FoundInstead::Encrypted } else { FoundInstead::OldExcel };
    }
    FoundInstead::Other
}

fn check_archive(bytes: &[u8]) -> Result<(), SheetFault> {
    let broken = |_| SheetFault::WorkbookBroken;
    let too_large = || SheetFault::WorkbookTooLarge;
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    if archive.len() > MOST_PARTS {
        return Err(too_large());
    }
    let names = archive.file_names().map(|name| Ok(name.map_err(broken)?.to_ascii_lowercase()));
    let names: Vec<String> = names.collect::<Result<_, SheetFault>>()?;
    if names.iter().any(|name| name.ends_with("vbaproject.bin")) {
        return Err(SheetFault::WorkbookHasMacros);
    }
    let found = |name: &str| names.iter().any(|found| found == name);
    if !found("xl/workbook.xml") {
        let found = if found("xl/workbook.bin") {
            FoundInstead::BinaryExcel
        } else if found("content.xml") && found("mimetype") {
            FoundInstead::OpenDocument
        } else {
            FoundInstead::Other
        };
        return Err(SheetFault::NotAWorkbook { found });
    }
    let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let allowed = LARGEST_UNPACKED.min(UNSUSPICIOUS.max(length.saturating_mul(GREATEST_RATIO)));
    let mut stated: u64 = 0;
    for place in 0..archive.len() {
        stated = stated.saturating_add(archive.by_index_raw(place).map_err(broken)?.size());
    }
    if stated > allowed {
        return Err(too_large());
    }
    let mut left = allowed;
    for place in 0..archive.len() {
        let part = archive.by_index(place).map_err(broken)?;
        let name = part.name().map_err(broken)?.to_ascii_lowercase();
        left = check_part(part, &name, left)?;
    }
    Ok(())
}

/// Unpacks a part without keeping it; gives how many bytes may still come after it.
fn check_part(part: impl Read, name: &str, left: u64) -> Result<u64, SheetFault> {
    let broken = || SheetFault::WorkbookBroken;
    let is_text = [".xml", ".rels"].iter().any(|ending| name.ends_with(ending));
    let is_looked_at = name.ends_with("sharedstrings.xml") || name == "[content_types].xml";
    let mut limited = part.take(left.saturating_add(1));
    let (mut beginning, mut kept, mut unpacked) = (Vec::new(), Vec::new(), 0_u64);
    let mut buffer = [0; 16 << 10];
    loop {
        let count = limited.read(&mut buffer).map_err(|_| broken())?;
        if count == 0 {
            break;
        }
        let read = &buffer[..count];
        unpacked = unpacked.saturating_add(u64::try_from(count).unwrap_or(u64::MAX));
        if beginning.len() < BEGINNING {
            beginning.extend(read.iter().take(BEGINNING - beginning.len()));
        }
        if is_looked_at {
            kept.extend(read);
        }
    }
    let left = left.checked_sub(unpacked).ok_or(SheetFault::WorkbookTooLarge)?;
    // What is looked at below must be what is read later.
    if is_text && !is_utf8(&beginning) {
        return Err(broken());
    }
    if name == "[content_types].xml" {
        let types = String::from_utf8_lossy(&kept).to_ascii_lowercase();
        if types.contains("macroenabled") || types.contains("vbaproject") {
            return Err(SheetFault::WorkbookHasMacros);
        }
    } else if states_more_strings(&kept, unpacked) {
        return Err(SheetFault::WorkbookTooLarge);
    }
    Ok(left)
}

/// Whether XML is in UTF-8, as spreadsheet programs write it.
fn is_utf8(beginning: &[u8]) -> bool {
    let start = String::from_utf8_lossy(beginning).to_ascii_lowercase();
    let declared = start.split_once("?>").map_or("", |(declaration, _)| declaration);
    !beginning.contains(&0)
        && !beginning.starts_with(b"\xFF\xFE")
        && !beginning.starts_with(b"\xFE\xFF")
        && declared.split_once("encoding").is_none_or(|(_, rest)| rest.contains("utf-8"))
}

/// Whether a list of strings says that it holds more of them than it has bytes: room is made for as many as it says.
fn states_more_strings(part: &[u8], unpacked: u64) -> bool {
    const MARK: &[u8] = b"uniqueCount";
    let mut marks = part.windows(MARK.len()).enumerate().filter(|(_, window)| *window == MARK);
    marks.any(|(at, _)| {
        let after = &part[at + MARK.len()..];
        let digits =
            after.iter().skip_while(|byte| b"= \t\r\n\"'".contains(byte)).take_while(|byte| byte.is_ascii_digit());
        let digits: String = digits.map(|digit| char::from(*digit)).collect();
        !digits.is_empty() && digits.parse::<u64>().map_or(true, |count| count > unpacked)
    })
}

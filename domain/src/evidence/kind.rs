//! What a file is, by its bytes; its name says nothing.

use super::directory::Directory;
use crate::code::coded_enum;
use std::io::{self, Read, Seek, SeekFrom};

/// The longest list of content types that is read; an office document's has a few KiB.
const LONGEST_CONTENT_TYPES: u64 = 256 << 10;

const CONTENT_TYPES: &str = "[Content_Types].xml";

coded_enum! {
    /// The kinds of files that a report takes.
    pub enum EvidenceKind {
        /// เอกสาร PDF
        Pdf = "PDF",
        /// ภาพ PNG
        Png = "PNG",
        /// ภาพ JPEG
        Jpeg = "JPEG",
        /// ตารางคำนวณ Excel without macros.
        Xlsx = "XLSX",
        /// เอกสาร Word without macros.
        Docx = "DOCX",
    }
}

/// Why a file has no kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unrecognised {
    /// Its bytes are of no kind that a report takes.
    OtherKind,
    /// An office document that carries programs.
    HasMacros,
}

impl EvidenceKind {
    /// What HTTP calls it.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        }
    }

    /// The endings of names of this kind, the usual one first, in small letters.
    #[must_use]
    pub const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &["pdf"],
            Self::Png => &["png"],
            Self::Jpeg => &["jpg", "jpeg"],
            Self::Xlsx => &["xlsx"],
            Self::Docx => &["docx"],
        }
    }

    /// Recognises a file by its bytes. However large or nested it is, a bounded part of it is read.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn of(file: &mut (impl Read + Seek)) -> io::Result<Result<Self, Unrecognised>> {
        let mut start = Vec::new();
        file.seek(SeekFrom::Start(0))?;
        file.take(16).read_to_end(&mut start)?;
        if start.starts_with(b"PK\x03\x04") {
            return document(file);
        }
        let kind = if start.starts_with(b"%PDF-") {
            Some(Self::Pdf)
        } else if start.starts_with(b"\x89PNG\r\n\x1a\n") && start.ends_with(b"IHDR") {
            Some(Self::Png)
        } else if start.starts_with(b"\xff\xd8\xff") {
            Some(Self::Jpeg)
        } else {
            None
        };
        Ok(kind.ok_or(Unrecognised::OtherKind))
    }
}

/// An office document is a ZIP archive that says so itself, in its list of content types.
fn document(file: &mut (impl Read + Seek)) -> io::Result<Result<EvidenceKind, Unrecognised>> {
    let other = Ok(Err(Unrecognised::OtherKind));
    let Some(directory) = Directory::read(file)? else { return other };
    let Some(types) = directory.text(file, CONTENT_TYPES, LONGEST_CONTENT_TYPES)? else { return other };
    let has = |prefix: &str| directory.names().any(|name| name.starts_with(prefix));
    let carries_programs = |name: &str| name.to_ascii_lowercase().ends_with("vbaproject.bin");
    let lower = types.to_ascii_lowercase();
    if lower.contains("macroenabled") || lower.contains("vbaproject") || directory.names().any(carries_programs) {
        return Ok(Err(Unrecognised::HasMacros));
    }
    if types.contains("spreadsheetml.sheet.main+xml") && has("xl/workbook") {
        Ok(Ok(EvidenceKind::Xlsx))
    } else if types.contains("wordprocessingml.document.main+xml") && has("word/document") {
        Ok(Ok(EvidenceKind::Docx))
    } else {
        other
    }
}

#[cfg(test)]
#[path = "kind_tests.rs"]
mod tests;

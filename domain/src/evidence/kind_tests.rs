//! Real, small files of every kind, and what pretends to be one.

use super::*;
use std::io::{Cursor, Write};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

const SHEET: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
const TEXT: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";

/// An archive of these entries.
fn archive(entries: &[(&str, &[u8])], method: CompressionMethod) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in entries {
        writer.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn types(of: &str) -> Vec<u8> {
    format!("<?xml version=\"1.0\"?><Types><Override PartName=\"/main.xml\" ContentType=\"{of}\"/></Types>")
        .into_bytes()
}

fn office(of: &str, part: &str) -> Vec<u8> {
    archive(&[(CONTENT_TYPES, &types(of)), (part, b"<x/>")], CompressionMethod::Deflated)
}

#[track_caller]
fn assert_kind(bytes: &[u8], expected: Result<EvidenceKind, Unrecognised>) {
    assert_eq!(EvidenceKind::of(&mut Cursor::new(bytes)).unwrap(), expected);
}

#[test]
fn every_kind_is_recognised() {
    assert_kind(b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n", Ok(EvidenceKind::Pdf));
    assert_kind(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0", Ok(EvidenceKind::Png));
    assert_kind(b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xff\xd9", Ok(EvidenceKind::Jpeg));
    assert_kind(b"\xff\xd8\xff\xe1\0\x10Exif\0\0", Ok(EvidenceKind::Jpeg));
    assert_kind(&office(SHEET, "xl/workbook.xml"), Ok(EvidenceKind::Xlsx));
    assert_kind(&office(TEXT, "word/document.xml"), Ok(EvidenceKind::Docx));
    let stored = archive(&[(CONTENT_TYPES, &types(TEXT)), ("word/document2.xml", b"<x/>")], CompressionMethod::Stored);
    assert_kind(&stored, Ok(EvidenceKind::Docx));
}

#[test]
fn what_only_pretends_is_not() {
    let other = Err(Unrecognised::OtherKind);
    for bytes in [
        &b""[..],
        b"MZ\x90\0\x03",
        b"\x7fELF",
        b"<html>",
        b" %PDF-1.7",
        b"%PDF",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8",
        b"GIF89a",
        b"PK\x03\x04",
        b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    ] {
        assert_kind(bytes, other);
    }
    assert_kind(&archive(&[("readme.txt", b"x")], CompressionMethod::Stored), other);
    assert_kind(&office(SHEET, "word/document.xml"), other);
    assert_kind(
        &office("application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml", "ppt/a"),
        other,
    );
    let whole = office(SHEET, "xl/workbook.xml");
    for length in 0..whole.len() {
        let kind = EvidenceKind::of(&mut Cursor::new(&whole[..length])).unwrap();
        assert_eq!(kind, other, "cut after {length} bytes");
    }
}

#[test]
fn macros_are_seen_however_they_hide() {
    let macros = Err(Unrecognised::HasMacros);
    assert_kind(&office("application/vnd.ms-excel.sheet.macroEnabled.main+xml", "xl/workbook.xml"), macros);
    assert_kind(&office("application/vnd.ms-word.document.macroEnabled.main+xml", "word/document.xml"), macros);
    for name in ["xl/vbaProject.bin", "xl/VBAPROJECT.BIN"] {
        let entries: [(&str, &[u8]); 3] =
            [(CONTENT_TYPES, &types(SHEET)), ("xl/workbook.xml", b"<x/>"), (name, b"\xd0\xcf")];
        assert_kind(&archive(&entries, CompressionMethod::Deflated), macros);
    }
}

#[test]
fn an_archive_costs_no_more_than_its_bounds() {
    // Deflate makes a thousandth of this; unpacked, it is far beyond what is read.
    let mut bomb = types(SHEET);
    bomb.resize(64 << 20, b' ');
    let bomb = archive(&[(CONTENT_TYPES, &bomb), ("xl/workbook.xml", b"<x/>")], CompressionMethod::Deflated);
    assert!(bomb.len() < 1 << 20);
    assert_kind(&bomb, Err(Unrecognised::OtherKind));
    let mut long = office(SHEET, "xl/workbook.xml");
    let record = long.len() - 22;
    long[record + 12..record + 16].copy_from_slice(&u32::MAX.to_le_bytes());
    assert_kind(&long, Err(Unrecognised::OtherKind));
    let mut elsewhere = office(SHEET, "xl/workbook.xml");
    elsewhere[record + 16..record + 20].copy_from_slice(&u32::MAX.to_le_bytes());
    assert_kind(&elsewhere, Err(Unrecognised::OtherKind));
}

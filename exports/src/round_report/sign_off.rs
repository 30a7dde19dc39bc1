//! The sign-off block of a round report: who signed, with which opinion, when, and the digest of what they signed.

use crate::{
    ExportError,
    workbook::{Page, cell::Cell, sign_off::Signer},
};
use sucharit_domain::{
    approval::{ApprovalStep, StepTaken},
    clock,
    round_report::book::{RoundReportBook, SignOff},
};

/// What the digest is called.
pub(super) const DIGEST: &str = "รหัสตรวจสอบ (SHA-256)";

/// What stands where the report is no longer what was signed.
pub(super) const BROKEN: &str = "ข้อมูลในรายงานฉบับนี้ไม่ตรงกับที่ลงนามไว้ ลายมือชื่อเดิมจึงใช้ไม่ได้";

/// The signature of a step, where it holds.
pub(super) fn signature(book: &RoundReportBook, step: ApprovalStep) -> Option<&StepTaken> {
    match &book.sign_off {
        SignOff::Signed { signatures, .. } => signatures.iter().find(|signature| signature.step == step),
        SignOff::Unsigned | SignOff::Broken => None,
    }
}

/// Writes the block, an empty row first; gives the row after it.
pub(super) fn write(page: &mut Page<'_>, row: u32, book: &RoundReportBook) -> Result<u32, ExportError> {
    let mut signers: [Signer<'_>; 3] = Signer::UNSIGNED;
    for (signer, step) in signers.iter_mut().zip([ApprovalStep::Submit, ApprovalStep::Endorse, ApprovalStep::Approve]) {
        if let Some(signature) = signature(book, step) {
            signer.opinion = signature.words.as_deref();
            signer.name = Some(&signature.name);
            signer.position = Some(&signature.position);
            signer.signed_on = Some(clock::day_of(signature.taken_at));
        }
    }
    let next = page.sign_off(row, &signers)?;
    let note = match &book.sign_off {
        SignOff::Unsigned => return Ok(next),
        SignOff::Signed { digest, .. } => format!("{DIGEST}: {digest}"),
        SignOff::Broken => BROKEN.to_owned(),
    };
    page.line(next, 0, &Cell::text(note, &page.look.note))?;
    Ok(next + 1)
}

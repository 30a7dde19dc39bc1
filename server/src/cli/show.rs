//! Speaking to the person at the terminal: results on standard output, reasons and progress on standard error.

use indicatif::{ProgressBar, ProgressStyle};
use std::{
    io::{self, Write},
    process::ExitCode,
    time::Duration,
};
use sucharit_domain::{language::Language, refusal::Refusal};

/// Writes a line of the result.
///
/// # Errors
/// When standard output cannot be written.
pub fn line(text: &str) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{text}")?;
    Ok(out.flush()?)
}

/// Writes why a command failed, with all causes, and answers with its exit code.
pub fn failure(error: &anyhow::Error) -> ExitCode {
    let mut reason = String::new();
    for cause in error.chain() {
        let cause = cause.to_string();
        // Some causes repeat what they were caused by.
        if !reason.ends_with(&cause) {
            reason = if reason.is_empty() { cause } else { format!("{reason}: {cause}") };
        }
    }
    // With standard error gone, the exit code still tells.
    let _ = writeln!(io::stderr().lock(), "sucharit: {reason}");
    ExitCode::FAILURE
}

/// A number of things: `1 event`, `2 events`.
pub fn count(number: usize, thing: &str) -> String {
    if number == 1 { format!("1 {thing}") } else { format!("{number} {thing}s") }
}

/// Every refusal with its place, code, and words in both languages, one a line.
pub fn refusals(refusals: &[Refusal]) -> String {
    let line = |refusal: &Refusal| {
        let (thai, english) = (refusal.fault.message(Language::Thai), refusal.fault.message(Language::English));
        let place = refusal.path.to_string();
        let place = if place.is_empty() { String::new() } else { format!("{place}: ") };
        format!("\n  {place}{thai} / {english} [{}]", refusal.fault.code())
    };
    refusals.iter().map(line).collect()
}

/// A bar that tells what is being done; seen only where standard error is a terminal.
pub fn progress(message: &'static str) -> ProgressBar {
    let bar = ProgressBar::new_spinner().with_message(message);
    bar.set_style(
        ProgressStyle::with_template("{spinner} {msg} {elapsed}").unwrap_or_else(|_| ProgressStyle::default_spinner()),
    );
    bar.enable_steady_tick(Duration::from_millis(100));
    bar
}

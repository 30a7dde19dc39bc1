//! Charts, drawn on the server: SVG that keeps to the pages' Content-Security-Policy (attributes alone, no styles, no scripts), in the
//! pages' font; and the same as PNG.
//!
//! The font lies here a second time, as TrueType (`vendor/sarabun/sarabun-400.ttf`, made of the two WOFF2 files of the pages by fontTools'
//! merger): texts are measured and PNG drawn with it, so that neither depends on what is installed where the server runs.

mod draw;
mod png;

use crate::{trouble::Trouble, visit::Visit};
pub use draw::{Chart, Series};
use poem::{Response, http::header};

/// Well. All of these are light enough for the figures upon them.
pub const GREEN: &str = "#7cc196";
/// Between green and orange.
pub const YELLOW: &str = "#f7e08a";
/// Needs care.
pub const ORANGE: &str = "#f4b25f";
/// Bad.
pub const RED: &str = "#ec9a9e";
/// Not known yet.
pub const GREY: &str = "#cfd6de";

/// The font's bytes.
const SARABUN: &[u8] = include_bytes!("../../vendor/sarabun/sarabun-400.ttf");

/// The font's name, in the pages' style sheet, too.
const FAMILY: &str = "Sarabun";

/// What is counted here is far below what a float holds exactly.
#[must_use]
pub fn exact(count: i64) -> f64 {
    f64::from(i32::try_from(count).unwrap_or(i32::MAX))
}

/// A chart to take along, as the ending of its file says: `svg` or `png`.
///
/// # Errors
/// For another ending, and where it cannot be drawn.
pub fn taken_along(v: &Visit, chart: &Chart, name: &str, ending: &str) -> Result<Response, Trouble> {
    let (media_type, content) = match ending {
        "svg" => ("image/svg+xml", chart.svg(v).map(String::into_bytes)),
        "png" => ("image/png", chart.png(v)),
        _ => return Err(Trouble::not_found()),
    };
    let content = content.ok_or_else(Trouble::internal)?;
    Ok(Response::builder()
        .content_type(media_type)
        .header(header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.{ending}\""))
        .header(header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox")
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
        .header(header::CACHE_CONTROL, "no-store")
        .body(content))
}

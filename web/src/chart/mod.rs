//! Charts, drawn on the server: SVG that keeps to the pages' Content-Security-Policy (attributes alone, no styles, no scripts), in the
//! pages' font; and the same as PNG.
//!
//! The font lies here a second time, as TrueType (`vendor/sarabun/sarabun-400.ttf`, made of the two WOFF2 files of the pages by fontTools'
//! merger): texts are measured and PNG drawn with it, so that neither depends on what is installed where the server runs.

mod draw;
mod png;

pub use draw::{Chart, Series};

/// The font's bytes.
const SARABUN: &[u8] = include_bytes!("../../vendor/sarabun/sarabun-400.ttf");

/// The font's name, in the pages' style sheet, too.
const FAMILY: &str = "Sarabun";

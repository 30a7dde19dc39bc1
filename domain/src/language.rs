//! The language a person reads messages in.

use crate::code::coded_enum;

coded_enum! {
    /// Thai first; English where it is asked for.
    #[derive(Default)]
    pub enum Language {
        /// ภาษาไทย
        #[default]
        Thai = "TH",
        /// English
        English = "EN",
    }
}

impl Language {
    /// Chooses by an `Accept-Language` header (RFC 9110 §12.5.4). Thai unless English is wanted more than Thai.
    #[must_use]
    pub fn from_accept_language(header: &str) -> Self {
        let (mut thai, mut english) = (None, None);
        for entry in header.split(',') {
            let mut parts = entry.split(';');
            let tag = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
            let quality = parts
                .find_map(|part| part.trim().strip_prefix("q="))
                .map_or(1.0, |value| value.trim().parse::<f32>().unwrap_or(0.0));
            let slot = match tag.split('-').next() {
                Some("th") => &mut thai,
                Some("en") => &mut english,
                _ => continue,
            };
            if slot.is_none_or(|best| quality > best) {
                *slot = Some(quality);
            }
        }
        match (thai, english) {
            (None, Some(english)) if english > 0.0 => Self::English,
            (Some(thai), Some(english)) if english > thai => Self::English,
            _ => Self::Thai,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Language::{self, English, Thai};

    #[test]
    fn thai_first() {
        for (header, expected) in [
            ("", Thai),
            ("th", Thai),
            ("en", English),
            ("en-GB,en;q=0.9", English),
            ("th,en;q=0.9", Thai),
            ("en,th", Thai),
            ("en;q=0.9,th;q=0.8", English),
            ("en;q=0", Thai),
            ("fr,de", Thai),
            ("EN-us", English),
            (";;,q=;en;q=x", Thai),
        ] {
            assert_eq!(Language::from_accept_language(header), expected, "{header}");
        }
    }
}

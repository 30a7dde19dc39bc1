//! Templates rendered from samples, without a server: in both languages, with either digits.

use crate::{
    form::{Fault, Faults},
    settings::{Settings, TextSize},
    visit::{Viewer, Visit},
};
use sucharit_domain::{access::Role, language::Language, numeral::Numerals};

/// What somebody typed who means ill; in Latin letters, so that Thai in an English page is the template's.
pub const TYPED: &str = "<script>\"'&</script>";

/// Renders a page for everybody; answers with it in Thai and in English, with Arabic digits.
pub fn rendered(page: impl Fn(Visit) -> String) -> [String; 2] {
    let read = |language, numerals, is_known: bool| {
        let viewer = is_known.then(|| Viewer {
            name: TYPED.to_owned(),
            username: "planner".to_owned(),
            position: TYPED.to_owned(),
            role: Role::Planner,
            organization: Some(("code".to_owned(), TYPED.to_owned())),
            division: None,
            area: None,
        });
        let html = page(Visit::sample(Settings { language, numerals, text_size: TextSize::Largest }, viewer));
        assert!(!html.contains("<script>"), "what was typed is not escaped:\n{html}");
        let is_thai = |text: &&str| text.contains(|letter| ('ก'..='๎').contains(&letter)) && *text != "ไทย";
        let thai: Vec<&str> = html.split(['<', '>', '"']).filter(is_thai).collect();
        match language {
            Language::Thai => assert!(thai.len() > 5, "{html}"),
            Language::English => assert!(thai.is_empty(), "{thai:#?}"),
        }
        html
    };
    [Language::Thai, Language::English].map(|language| {
        for numerals in [Numerals::Thai, Numerals::Arabic] {
            read(language, numerals, false);
        }
        read(language, Numerals::Arabic, true)
    })
}

/// Everything wrong with these fields, and with the form as a whole.
pub fn faults(fields: &[&str]) -> Faults {
    Faults(fields.iter().chain(&[""]).map(|field| Fault::own(field, "กรอกให้ครบ", TYPED)).collect())
}

/// Each page says all of this.
#[track_caller]
pub fn assert_say(pages: &[String; 2], texts: &[&str]) {
    for page in pages {
        for text in texts {
            assert!(page.contains(text), "“{text}” is missing in\n{page}");
        }
    }
}

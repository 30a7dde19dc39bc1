//! How somebody likes to read: language, numerals, size of the text. Kept in a cookie of the browser.

use crate::{form::Form, visit::Visit};
use askama::Template;
use poem::{
    Body, Request, Response, Result, handler,
    http::{HeaderValue, header},
};
use sucharit_domain::{language::Language, numeral::Numerals};

const COOKIE: &str = "sucharit-reading";

/// How somebody likes to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Settings {
    /// Thai first.
    pub language: Language,
    /// Arabic first.
    pub numerals: Numerals,
    /// Normal first.
    pub text_size: TextSize,
}

/// How large texts are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TextSize {
    /// As designed.
    #[default]
    Normal,
    /// An eighth more.
    Large,
    /// A third more.
    Largest,
}

impl Settings {
    /// By the cookie; the language by `Accept-Language` where there is none.
    pub fn of(request: &Request) -> Self {
        let headers = request.headers().get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
        let mut pairs = headers.flat_map(|header| header.split(';')).filter_map(|pair| pair.trim().split_once('='));
        if let Some((_, value)) = pairs.find(|(name, _)| *name == COOKIE) {
            let mut words = value.split('.');
            return Self::read(words.next(), words.next(), words.next());
        }
        let accepted = request.headers().get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        Self { language: Language::from_accept_language(accepted.unwrap_or_default()), ..Self::default() }
    }

    /// Words that mean nothing mean the default.
    fn read(language: Option<&str>, numerals: Option<&str>, text_size: Option<&str>) -> Self {
        Self {
            language: if language == Some("en") { Language::English } else { Language::Thai },
            numerals: if numerals == Some("thai") { Numerals::Thai } else { Numerals::Arabic },
            text_size: match text_size {
                Some("large") => TextSize::Large,
                Some("largest") => TextSize::Largest,
                _ => TextSize::Normal,
            },
        }
    }

    fn words(self) -> (&'static str, &'static str, &'static str) {
        (
            match self.language {
                Language::Thai => "th",
                Language::English => "en",
            },
            match self.numerals {
                Numerals::Arabic => "arabic",
                Numerals::Thai => "thai",
            },
            match self.text_size {
                TextSize::Normal => "normal",
                TextSize::Large => "large",
                TextSize::Largest => "largest",
            },
        )
    }
}

#[derive(Template)]
#[template(path = "settings.html")]
struct SettingsPage {
    v: Visit,
    form: Form,
}

/// `GET /settings`
#[handler]
pub async fn show(request: &Request) -> Result<Response> {
    let v = Visit::begin(request).await?;
    let (language, numerals, text_size) = v.settings.words();
    let form = Form::default().with("language", language).with("numerals", numerals).with("textSize", text_size);
    let page = SettingsPage { v, form };
    Ok(page.v.answer(&page))
}

/// `POST /settings`
#[handler]
pub async fn save(request: &Request, body: Body) -> Result<Response> {
    let v = Visit::begin(request).await?;
    let form = v.read(request, body).await?;
    let chosen = Settings::read(Some(form.get("language")), Some(form.get("numerals")), Some(form.get("textSize")));
    let (language, numerals, text_size) = chosen.words();
    let secure = if v.pages().secure { "; Secure" } else { "" };
    let cookie =
        format!("{COOKIE}={language}.{numerals}.{text_size}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax{secure}");
    let mut response = v.go("/settings?done=saved");
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        response.headers_mut().insert(header::SET_COOKIE, value);
    }
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::Settings;

    #[test]
    fn settings_survive_their_words() {
        for language in ["th", "en"] {
            for numerals in ["arabic", "thai"] {
                for text_size in ["normal", "large", "largest"] {
                    let read = Settings::read(Some(language), Some(numerals), Some(text_size));
                    assert_eq!(read.words(), (language, numerals, text_size));
                }
            }
        }
        assert_eq!(Settings::read(Some("<"), None, Some("")), Settings::default());
    }
}

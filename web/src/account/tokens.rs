//! The tokens of one's programs: a new one is shown once.

use super::query;
use crate::{
    faults,
    form::{Fault, Faults, Form},
    trouble::Trouble,
    visit::Visit,
};
use askama::Template;
use poem::{Body, Request, Response, Result, handler};

#[derive(Template)]
#[template(path = "account/tokens.html")]
struct TokensPage {
    v: Visit,
    tokens: Vec<query::tokens::TokensViewerTokens>,
    form: Form,
    faults: Faults,
    secret: Option<String>,
}

impl TokensPage {
    async fn of(v: Visit, form: Form, faults: Vec<Fault>, secret: Option<String>) -> Result<Self, Trouble> {
        let viewer = v.ask::<query::Tokens>(query::tokens::Variables).await?.viewer;
        let tokens = viewer.ok_or_else(Trouble::signed_out)?.tokens;
        Ok(Self { v, tokens, form, faults: Faults(faults), secret })
    }
}

fn empty() -> Form {
    Form::default().with("days", "90").with("access", "read")
}

/// `GET /account/tokens`
#[handler]
pub async fn show(request: &Request) -> Result<Response> {
    let page = TokensPage::of(Visit::signed_in(request).await?, empty(), Vec::new(), None).await?;
    Ok(page.v.answer(&page))
}

/// `POST /account/tokens`
#[handler]
pub async fn create(request: &Request, body: Body) -> Result<Response> {
    let (v, form) = Visit::posted(request, body).await?;
    let mut faults = Vec::new();
    let days = form.whole("days");
    if days.is_none() {
        faults.push(Fault::own("days", "กรอกจำนวนวันเป็นตัวเลข", "Give the number of days in digits"));
    }
    let mut secret = None;
    if let Some(days) = days {
        let input = query::create_token::CreateTokenInput {
            name: form.text("name").unwrap_or_default(),
            days,
            read_only: form.get("access") != "write",
        };
        let payload = v.ask::<query::CreateToken>(query::create_token::Variables { input }).await?.create_token;
        secret = payload.secret;
        faults = faults!(payload.user_errors);
    }
    if secret.is_some() {
        // Not a redirect: what is shown this once must not lie anywhere.
        let page = TokensPage::of(v, empty(), Vec::new(), secret).await?;
        return Ok(page.v.answer(&page));
    }
    let page = TokensPage::of(v, form, faults, None).await?;
    Ok(page.v.refuse(&page))
}

/// `POST /account/tokens/revoke`
#[handler]
pub async fn revoke(request: &Request, body: Body) -> Result<Response> {
    let (v, form) = Visit::posted(request, body).await?;
    let input = query::revoke_token::RevokeTokenInput { name: form.get("token").to_owned() };
    let payload = v.ask::<query::RevokeToken>(query::revoke_token::Variables { input }).await?.revoke_token;
    let faults = faults!(payload.user_errors);
    if faults.is_empty() {
        return Ok(v.go("/account/tokens?done=revoked"));
    }
    let page = TokensPage::of(v, empty(), faults, None).await?;
    Ok(page.v.refuse(&page))
}

#[cfg(test)]
mod tests {
    use super::{TokensPage, empty};
    use crate::{
        form::Faults,
        sample::{TYPED, assert_say, faults, rendered},
    };
    use askama::Template;
    use serde_json::json;

    #[test]
    fn tokens_none_new_revoked_and_refused() {
        rendered(|v| {
            TokensPage { v, tokens: Vec::new(), form: empty(), faults: Faults::default(), secret: None }
                .render()
                .unwrap()
        });
        let token = |revoked_at: Option<&str>| {
            json!({ "id": "token:1", "name": TYPED, "readOnly": revoked_at.is_some(), "createdAt": "2026-04-15T03:00:00Z",
                "expiresAt": "2026-07-14T03:00:00Z", "revokedAt": revoked_at })
        };
        let tokens = json!([token(None), token(Some("2026-05-01T03:00:00Z"))]);
        let pages = rendered(|v| {
            TokensPage {
                v,
                tokens: serde_json::from_value(tokens.clone()).unwrap(),
                form: empty().with("name", TYPED),
                faults: faults(&["name", "days"]),
                secret: Some("secret".to_owned()),
            }
            .render()
            .unwrap()
        });
        assert_say(&pages, &["href=\"#days\"", "id=\"secret\">secret<", "value=\"&#60;script&#62;"]);
        assert_eq!(pages[0].matches("class=\"grave\"").count(), 1, "what is revoked is not revoked again");
    }
}

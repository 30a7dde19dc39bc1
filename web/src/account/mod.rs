//! บัญชีของฉัน: one's own password, sessions and tokens.

pub mod password;
pub mod sessions;
pub mod tokens;

use crate::{trouble::Trouble, visit::Visit};
use askama::Template;
use poem::{Request, Response, Result, handler};

mod query {
    crate::operation!(
        "src/account/account.graphql": Account, ChangePassword, Sessions, EndOtherSessions, Tokens, CreateToken, RevokeToken
    );
}

#[derive(Template)]
#[template(path = "account/show.html")]
struct AccountPage {
    v: Visit,
    account: query::account::AccountViewer,
}

/// `GET /account`
#[handler]
pub async fn show(request: &Request) -> Result<Response> {
    let v = Visit::signed_in(request).await?;
    let account = v.ask::<query::Account>(query::account::Variables).await?.viewer.ok_or_else(Trouble::signed_out)?;
    let page = AccountPage { v, account };
    Ok(page.v.answer(&page))
}

//! Accounts, signing in, and the tokens of programs.

mod authenticate;
mod change_password;
mod create_account;
mod create_token;
mod disable_account;
mod link_account;
mod password;
mod reset_password;
mod revoke_token;
pub mod secret;
mod sign_in;
mod sign_in_by_identity;
mod sign_out;

pub use authenticate::Authenticated;
pub use create_token::CreatedToken;
pub use password::Passwords;
pub use sign_in::SignedIn;

use serde_json::{Value, json};
use sucharit_domain::{
    account::{Account, Home},
    event::{Change, EventKind},
};

/// A change of an account, for the audit trail; passwords and secrets never stand in it.
fn change(kind: EventKind, account: &Account, before: Option<Value>, after: Option<Value>) -> Change {
    Change { kind, subject: subject(account), project: None, before, after, reason: None }
}

/// How the audit trail names an account.
fn subject(account: &Account) -> String {
    account.id.named()
}

/// What the audit trail says of an account.
fn said(account: &Account) -> Value {
    let (division, area) = match &account.home {
        Home::Organization(_, division) => (*division, None),
        Home::Area(code) => (None, Some(code)),
    };
    json!({
        "username": account.username,
        "name": account.name,
        "position": account.position,
        "email": account.email,
        "role": account.role,
        "division": division,
        "area": area,
        "language": account.language,
        "isDisabled": account.is_disabled,
    })
}

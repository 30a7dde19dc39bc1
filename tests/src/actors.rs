//! The accounts of the tests, one of each role, each with a token and with [`PASSWORD`].

use chrono::TimeDelta;
use std::collections::HashMap;
use sucharit_domain::{
    access::{Role, Scope},
    account::{AccessToken, Account, Home},
    language::Language,
};
use sucharit_server::workflow::{
    Workflow,
    account::{Passwords, secret::Secret},
};
use tokio::sync::OnceCell;

/// The password of every account of the tests.
pub const PASSWORD: &str = "ร่มสีฟ้า กับปลาทู ๔ ตัว";

/// The division of `officer`.
pub const DIVISION: &str = "งานนิติการ สำนักปลัด";

/// Tokens by username.
pub type Tokens = HashMap<String, String>;

/// Username, role, and where it belongs: organization, division, area.
type Line = (&'static str, Role, Option<&'static str>, Option<&'static str>, Option<&'static str>);

const MUNICIPALITY: Option<&str> = Some("wapi-pathum");

const ACCOUNTS: [Line; 8] = [
    ("officer", Role::Officer, MUNICIPALITY, Some(DIVISION), None),
    ("planner", Role::Planner, MUNICIPALITY, None, None),
    ("clerk", Role::Clerk, MUNICIPALITY, None, None),
    ("executive", Role::Executive, MUNICIPALITY, None, None),
    ("nacc-province", Role::NaccProvince, None, None, Some("TH-44")),
    ("nacc-region", Role::NaccRegion, None, None, Some("R4")),
    ("nacc-central", Role::NaccCentral, None, None, None),
    ("admin", Role::Admin, None, None, None),
];

/// The hash of [`PASSWORD`], made once: that is slow on purpose.
static HASH: OnceCell<String> = OnceCell::const_new();

/// Makes the accounts of the reference municipality, of NACC and of the administrator.
pub async fn make(workflow: &Workflow) -> Tokens {
    let mut tokens = HashMap::new();
    for (username, role, organization, division, area) in ACCOUNTS {
        let token = make_one(workflow, username, role, organization, division, area).await;
        tokens.insert(username.to_owned(), token);
    }
    tokens
}

/// Makes an account and a token that may do everything the account may: past the commands, so that the chains of events begin with
/// what a test is about.
pub async fn make_one(
    workflow: &Workflow,
    username: &str,
    role: Role,
    organization: Option<&str>,
    division: Option<&str>,
    area: Option<&str>,
) -> String {
    let (store, clock) = (workflow.store(), workflow.clock());
    let home = match organization {
        None => Home::Area(area.unwrap_or("TH").to_owned()),
        Some(code) => {
            let found = store.read().organization(&Scope::Everything, code).await.expect("the database answers");
            let organization = found.expect("the organization is there").id;
            let divisions = store.read().divisions(&[organization]).await.expect("the database answers");
            let mut divisions = divisions.into_values().flatten();
            let named = |name| divisions.find(|found| found.name == name).expect("the division is there").id;
            Home::Organization(organization, division.map(named))
        }
    };
    let account = Account {
        id: clock.new_uuid().into(),
        username: username.to_owned(),
        name: format!("ผู้ทดสอบ {username}"),
        position: format!("ตำแหน่ง {}", role.label()),
        email: Some(format!("{username}@example.go.th")),
        role,
        home,
        language: Language::Thai,
        is_disabled: false,
    };
    let token = AccessToken {
        id: clock.new_uuid().into(),
        account_id: account.id,
        name: "tests".to_owned(),
        read_only: false,
        created_at: clock.now(),
        // Tests set their clocks to any year.
        expires_at: clock.now() + TimeDelta::days(365_000),
        revoked_at: None,
    };
    let hash = HASH.get_or_init(|| async { Passwords::default().hash(PASSWORD).await.expect("a hash") }).await;
    let secret = Secret::of_token();
    let transaction = store.begin(None).await.expect("a transaction");
    transaction.add_account(&account, Some(hash.clone()), clock.now()).await.expect("the account is added");
    transaction.add_access_token(&token, &secret.hash()).await.expect("the token is added");
    transaction.commit_unrecorded().await.expect("a commit");
    secret.reveal().to_owned()
}

//! Accounts: who can sign in, and as what.

pub mod password;
pub mod provider;
mod session;
pub mod throttle;

use crate::{
    access::{Actor, Capacity, HomeKind, Role, Scope},
    area::COUNTRY,
    id::{AccountId, DivisionId, OrganizationId},
    language::Language,
    refusal::{Fault, Path, Refusal},
    text,
};

pub use session::{AccessToken, OpenSession};

/// The longest username, in characters.
pub const LONGEST_USERNAME: usize = 64;

/// Somebody who can sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Identity.
    pub id: AccountId,
    /// The name to sign in with, by which the audit trail names its acts; never given to another account.
    pub username: String,
    /// ชื่อ-สกุล, as it stands under a signature.
    pub name: String,
    /// ตำแหน่ง, as it stands under a signature.
    pub position: String,
    /// Where reminders go.
    pub email: Option<String>,
    /// What it is in the work on a plan.
    pub role: Role,
    /// Where it belongs.
    pub home: Home,
    /// The language of its mail.
    pub language: Language,
    /// Whether it can no longer sign in.
    pub is_disabled: bool,
}

/// Where an account belongs: to one organization or to one area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Home {
    /// An organization; an officer's division within it.
    Organization(OrganizationId, Option<DivisionId>),
    /// The country, a region or a province, by code.
    Area(String),
}

impl Account {
    /// The account as one who acts; `read_only` where it comes with a token that only reads.
    #[must_use]
    pub fn actor(&self, read_only: bool) -> Actor {
        let (scope, division) = match &self.home {
            Home::Organization(organization, division) => (Scope::Organization(*organization), *division),
            Home::Area(code) if code == COUNTRY => (Scope::Everything, None),
            Home::Area(code) => (Scope::Area(code.clone()), None),
        };
        let capacity = Capacity::Account { id: self.id, role: self.role, division, read_only };
        Actor { name: self.username.clone(), scope, capacity }
    }

    /// The organization it belongs to.
    #[must_use]
    pub const fn organization(&self) -> Option<OrganizationId> {
        match self.home {
            Home::Organization(id, _) => Some(id),
            Home::Area(_) => None,
        }
    }
}

/// What is stated about a new account, apart from where it belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountInput {
    /// The name to sign in with.
    pub username: String,
    /// ชื่อ-สกุล
    pub name: String,
    /// ตำแหน่ง
    pub position: String,
    /// Where reminders go.
    pub email: Option<String>,
    /// What it is to be.
    pub role: Role,
    /// The language of its mail.
    pub language: Language,
    /// The code of its organization, for the roles that belong to one.
    pub organization: Option<String>,
    /// The name of its division, for an officer.
    pub division: Option<String>,
    /// The code of its area, for NACC's roles; the country's may be left out.
    pub area: Option<String>,
}

impl AccountInput {
    /// What is wrong with it by itself: names, address, and a home that does not go with the role.
    #[must_use]
    pub fn faults(&self) -> Vec<Refusal> {
        let mut refusals = Vec::new();
        let mut refuse = |field: &str, fault: Fault| refusals.push(Refusal::new(Path::input(field), fault));
        if !is_username(&self.username) {
            refuse("username", Fault::BadUsername);
        }
        for (field, value) in [("name", &self.name), ("position", &self.position)] {
            if text::is_blank(value) {
                refuse(field, Fault::Required);
            } else if let Err(fault) = text::check(value, text::LONGEST_NAME) {
                refuse(field, fault);
            }
        }
        if self.email.as_deref().is_some_and(|email| !is_email(email)) {
            refuse("email", Fault::BadEmail);
        }
        let (organization, division, area) = match self.role.home() {
            HomeKind::Division => (true, true, false),
            HomeKind::Organization => (true, false, false),
            HomeKind::Province | HomeKind::Region => (false, false, true),
            HomeKind::Country => (false, false, self.area.as_deref() == Some(COUNTRY)),
        };
        for (field, stated, wanted) in [
            ("organization", self.organization.is_some(), organization),
            ("division", self.division.is_some(), division),
            ("area", self.area.is_some(), area),
        ] {
            if wanted && !stated {
                refuse(field, Fault::Required);
            }
            if stated && !wanted {
                refuse(field, Fault::NotForThisRole);
            }
        }
        refusals
    }
}

/// Small letters, digits, `.`, `-` and `_`, the first a letter: a name that is written one way only.
fn is_username(name: &str) -> bool {
    let plain = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || ".-_".contains(letter);
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.chars().all(plain)
        && (2..=LONGEST_USERNAME).contains(&name.len())
}

/// Whether it can be an address at all; only mail that arrives proves one.
fn is_email(address: &str) -> bool {
    let Some((local, host)) = address.split_once('@') else { return false };
    let plain = |part: &str| {
        !part.is_empty() && part.chars().all(|letter| letter.is_ascii_graphic() && !"@<>,;:\"()[]\\".contains(letter))
    };
    plain(local) && plain(host) && host.contains('.') && address.len() <= 254
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input() -> AccountInput {
        AccountInput {
            username: "planner.1".to_owned(),
            name: "ผู้วางแผน".to_owned(),
            position: "นักวิเคราะห์นโยบายและแผน".to_owned(),
            email: Some("planner@example.go.th".to_owned()),
            role: Role::Planner,
            language: Language::Thai,
            organization: Some("wapi-pathum".to_owned()),
            division: None,
            area: None,
        }
    }

    fn places(input: &AccountInput) -> Vec<(String, &'static str)> {
        let place = |refusal: Refusal| (refusal.path.to_string(), refusal.fault.code());
        input.faults().into_iter().map(place).collect()
    }

    #[test]
    fn everything_wrong_with_an_account_is_said_at_once() {
        assert_eq!(places(&input()), []);
        let wrong = AccountInput {
            username: "Planner".to_owned(),
            name: " ".to_owned(),
            email: Some("planner".to_owned()),
            organization: None,
            area: Some("TH-44".to_owned()),
            ..input()
        };
        let at = |field: &str, code| (format!("input.{field}"), code);
        assert_eq!(
            places(&wrong),
            [
                at("username", "BAD_USERNAME"),
                at("name", "REQUIRED"),
                at("email", "BAD_EMAIL"),
                at("organization", "REQUIRED"),
                at("area", "NOT_FOR_THIS_ROLE"),
            ]
        );
    }

    #[test]
    fn each_role_has_its_kind_of_home() {
        let with = |role, organization: Option<&str>, division: Option<&str>, area: Option<&str>| {
            let own = |text: Option<&str>| text.map(str::to_owned);
            let input = AccountInput {
                role,
                organization: own(organization),
                division: own(division),
                area: own(area),
                ..input()
            };
            input.faults().is_empty()
        };
        assert!(with(Role::Officer, Some("a"), Some("กองคลัง"), None));
        assert!(!with(Role::Officer, Some("a"), None, None));
        assert!(!with(Role::Clerk, Some("a"), Some("กองคลัง"), None));
        assert!(with(Role::NaccProvince, None, None, Some("TH-44")));
        assert!(!with(Role::NaccProvince, None, None, None));
        assert!(with(Role::NaccCentral, None, None, None));
        assert!(with(Role::Admin, None, None, Some("TH")));
        assert!(!with(Role::Admin, None, None, Some("TH-44")));
    }

    #[test]
    fn usernames_and_addresses() {
        for (name, right) in
            [("a1", true), ("a", false), ("1a", false), ("ก1", false), ("a b", false), ("x_y-z.0", true)]
        {
            assert_eq!(is_username(name), right, "{name}");
        }
        for (address, right) in
            [("a@b.go.th", true), ("a@b", false), ("a b@c.th", false), ("a@b@c.th", false), ("a@b.th\r\nBcc:x", false)]
        {
            assert_eq!(is_email(address), right, "{address:?}");
        }
    }
}

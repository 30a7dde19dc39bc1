//! Signing in with a password.

use super::secret::Secret;
use crate::{CommandError, Workflow};
use std::net::IpAddr;
use sucharit_domain::{
    account::{
        Account, OpenSession, password,
        throttle::{Counted, FORGOTTEN_AFTER},
    },
    id::SessionId,
    refusal::{Fault, Path, Refusal},
};
use sucharit_store::StoreError;

/// Somebody who signed in.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// Who.
    pub account: Account,
    /// The session.
    pub session: OpenSession,
    /// What the session is known by, in the clear: for the cookie.
    pub secret: Secret,
}

impl Workflow {
    /// Begins a session. `address` is where it is tried from; `replaced` is the session that the request came with, which ends,
    /// so that nobody can be made to go on in a session that somebody else knows.
    ///
    /// # Errors
    /// Refused where the name or the password is wrong or the account is disabled, always with the same words and after the same
    /// work; refused without looking where too many tries failed.
    pub async fn sign_in(
        &self,
        username: &str,
        password: &str,
        address: Option<IpAddr>,
        replaced: Option<SessionId>,
    ) -> Result<SignedIn, CommandError<()>> {
        let refused = |fault| CommandError::refused(vec![Refusal::new(Path::default().field("input"), fault)]);
        // Longer ones belong to nobody, and are not worth the hashing.
        let (username, password) = (cut(username), cut(password));
        // Names are kept in small letters; telephones begin with a capital.
        let username = &username.to_ascii_lowercase();
        let subjects = subjects(username, address);
        self.count_try(&subjects).await?.map_err(|seconds| refused(Fault::TooManyAttempts { seconds }))?;
        let found = self.store.read().account_by_username(username).await?;
        let found = found.filter(|(account, _)| !account.is_disabled);
        let hash = found.as_ref().and_then(|(_, hash)| hash.as_deref());
        if !self.passwords.verify(password, hash).await {
            tracing::info!("a sign-in failed");
            return Err(refused(Fault::SignInFailed));
        }
        let Some((account, _)) = found else { return Err(refused(Fault::SignInFailed)) };
        Ok(self.begin_session(account, &subjects, replaced).await?)
    }

    /// Counts a try before it is made, so that tries at the same time are counted, too; answers with the seconds to wait where
    /// there were too many.
    async fn count_try(&self, subjects: &[(Counted, String)]) -> Result<Result<(), i64>, StoreError> {
        let transaction = self.store.begin(None).await?;
        let names: Vec<String> = subjects.iter().map(|(_, subject)| subject.clone()).collect();
        let failures = transaction.read().sign_in_failures(&names).await?;
        let now = self.clock.now();
        let waits = subjects.iter().filter_map(|(by, subject)| by.wait_seconds(failures.get(subject).copied(), now));
        if let Some(seconds) = waits.max() {
            return Ok(Err(seconds));
        }
        for (by, subject) in subjects {
            let counted = by.after(failures.get(subject).copied(), now);
            transaction.set_sign_in_failures(subject, counted).await?;
        }
        transaction.commit_unrecorded().await?;
        Ok(Ok(()))
    }

    pub(super) async fn begin_session(
        &self,
        account: Account,
        subjects: &[(Counted, String)],
        replaced: Option<SessionId>,
    ) -> Result<SignedIn, StoreError> {
        let now = self.clock.now();
        let session = OpenSession {
            id: self.clock.new_uuid().into(),
            account_id: account.id,
            created_at: now,
            last_seen_at: now,
        };
        let secret = Secret::of_session();
        let transaction = self.store.begin(None).await?;
        // The name's failures are forgiven; an address keeps its count but for this try, which was none.
        for (by, subject) in subjects {
            match by {
                Counted::Username => transaction.clear_sign_in_failures(subject).await?,
                Counted::Address => {
                    let failures = transaction.read().sign_in_failures(std::slice::from_ref(subject)).await?;
                    match failures.get(subject) {
                        Some(failures) if failures.count > 1 => {
                            let fewer =
                                sucharit_domain::account::throttle::Failures { count: failures.count - 1, ..*failures };
                            transaction.set_sign_in_failures(subject, fewer).await?;
                        }
                        _ => transaction.clear_sign_in_failures(subject).await?,
                    }
                }
            }
        }
        transaction.clear_sessions(now - OpenSession::LONGEST, now - OpenSession::IDLE).await?;
        transaction.forget_sign_in_failures(now - FORGOTTEN_AFTER).await?;
        if let Some(replaced) = replaced {
            transaction.end_session(replaced).await?;
        }
        transaction.add_session(&session, &secret.hash()).await?;
        transaction.commit_unrecorded().await?;
        Ok(SignedIn { account, session, secret })
    }
}

/// At most so much of what somebody typed as any password may have.
fn cut(typed: &str) -> &str {
    &typed[..typed.floor_char_boundary(password::LONGEST)]
}

/// What the tries are counted by; storage sees no name that is none.
fn subjects(username: &str, address: Option<IpAddr>) -> Vec<(Counted, String)> {
    let name = (Counted::Username, format!("name:{}", super::secret::hash(username)));
    let address = address.map(|address| (Counted::Address, format!("address:{}", network(address))));
    std::iter::once(name).chain(address).collect()
}

/// An address as one guesser has it: an IPv6 network of 64 bits counts as one.
fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_guesser_is_one_network() {
        for (address, expected) in [
            ("192.0.2.7", "192.0.2.7"),
            ("::ffff:192.0.2.7", "192.0.2.7"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
            ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ] {
            assert_eq!(network(address.parse().expect("an address")), expected);
        }
    }

    #[test]
    fn what_is_typed_is_cut_between_letters() {
        assert_eq!(cut(&"ก".repeat(1000)).len(), 1023);
        assert_eq!(cut("abc"), "abc");
    }
}

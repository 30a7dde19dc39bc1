//! Hashing passwords by argon2id, off the threads that answer requests and only a few at once.

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use std::sync::Arc;
use sucharit_store::StoreError;
use tokio::sync::Semaphore;

/// How many hashes are made at once; each takes 19 MiB.
const AT_ONCE: usize = 4;

/// The hasher, with OWASP's parameters (Password Storage Cheat Sheet): 19 MiB, two passes, one lane.
#[derive(Clone)]
pub struct Passwords {
    places: Arc<Semaphore>,
}

impl Default for Passwords {
    fn default() -> Self {
        Self { places: Arc::new(Semaphore::new(AT_ONCE)) }
    }
}

/// The hash of no password at all, made with the same parameters: what is verified where there is no account, so that it takes
/// as long.
const NOBODYS: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5cyBzYWx0IDE2$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

impl Passwords {
    /// The hash of a password, as storage keeps it.
    ///
    /// # Errors
    /// When the system has no memory or randomness for it.
    pub async fn hash(&self, password: &str) -> Result<String, StoreError> {
        let password = password.to_owned();
        self.work(move || argon2()?.hash_password(password.as_bytes()).ok().map(|hash| hash.to_string()))
            .await
            .flatten()
            .ok_or_else(StoreError::no_hash)
    }

    /// Whether a password is the one with this hash. Takes as long without one, and says no.
    pub async fn verify(&self, password: &str, hash: Option<&str>) -> bool {
        let password = password.to_owned();
        let hash = hash.unwrap_or(NOBODYS).to_owned();
        let verify = move || {
            let hash = PasswordHash::new(&hash).ok()?;
            argon2()?.verify_password(password.as_bytes(), &hash).ok()
        };
        self.work(verify).await.flatten().is_some()
    }

    async fn work<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
        let _place = self.places.acquire().await.ok()?;
        tokio::task::spawn_blocking(work).await.ok()
    }
}

fn argon2() -> Option<Argon2<'static>> {
    let params = Params::new(19_456, 2, 1, None).ok()?;
    Some(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_right_password_verifies() {
        let passwords = Passwords::default();
        let hash = passwords.hash("ถั่วงอกต้มยำสามสิบหม้อ").await.expect("a hash");
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(passwords.verify("ถั่วงอกต้มยำสามสิบหม้อ", Some(&hash)).await);
        assert!(!passwords.verify("ถั่วงอกต้มยำสามสิบ", Some(&hash)).await);
        assert!(!passwords.verify("", None).await);
        assert!(!passwords.verify("x", Some("not a hash")).await);
        assert!(PasswordHash::new(NOBODYS).is_ok(), "nobody's hash is one that takes its time");
    }
}

//! Secrets that cookies and tokens carry: 256 random bits, of which only the SHA-256 is kept. So many bits need no salt and no
//! slow hash: there is nothing to guess.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use std::fmt;
use sucharit_domain::sha256;

/// What a token begins with, so that one that leaked is recognised for what it is.
const TOKEN_PREFIX: &str = "sucharit_";

/// How many random bytes.
const BYTES: usize = 32;

/// A secret in the clear: given to its owner once and then forgotten.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// A fresh secret of a session.
    ///
    /// # Panics
    /// When the system has no randomness to give: nothing secret can be made then.
    #[must_use]
    pub fn of_session() -> Self {
        let mut bytes = [0_u8; BYTES];
        getrandom::fill(&mut bytes).expect("the system gives random bytes");
        Self(URL_SAFE_NO_PAD.encode(bytes))
    }

    /// A fresh secret of a program's token.
    #[must_use]
    pub fn of_token() -> Self {
        Self(format!("{TOKEN_PREFIX}{}", Self::of_session().0))
    }

    /// A fresh password that a person can type: five groups of four letters and digits that are hard to confuse.
    ///
    /// # Panics
    /// When the system has no randomness to give.
    #[must_use]
    pub fn of_password() -> Self {
        // 32 of them, so that every value of five bits has its letter.
        const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
        let mut bytes = [0_u8; 20];
        getrandom::fill(&mut bytes).expect("the system gives random bytes");
        let letters = bytes.map(|byte| char::from(LETTERS[usize::from(byte % 32)]));
        Self(letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-"))
    }

    /// As its owner keeps it.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// As storage keeps it.
    #[must_use]
    pub fn hash(&self) -> String {
        hash(&self.0)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret(…)")
    }
}

/// What storage keeps of a secret that somebody shows.
#[must_use]
pub fn hash(shown: &str) -> String {
    sha256::of(shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_long_different_and_never_shown() {
        let (one, other) = (Secret::of_session(), Secret::of_session());
        assert_eq!(one.reveal().len(), 43);
        assert_ne!(one, other);
        assert_eq!(format!("{one:?}"), "Secret(…)");
        assert_eq!(one.hash(), hash(one.reveal()));
        assert!(Secret::of_token().reveal().starts_with("sucharit_"));
        assert_eq!(Secret::of_password().reveal().len(), 24);
    }
}

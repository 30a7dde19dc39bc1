//! SHA-256, as it is written everywhere: 64 hexadecimal digits in small letters.

use sha2::{Digest, Sha256};
use std::fmt::Write;

/// Of bytes that are all there.
#[must_use]
pub fn of(bytes: impl AsRef<[u8]>) -> String {
    let mut hash = Running::default();
    hash.add(bytes);
    hash.finish()
}

/// Of bytes that come piece by piece.
#[derive(Debug, Default)]
pub struct Running(Sha256);

impl Running {
    /// Takes the next piece.
    pub fn add(&mut self, bytes: impl AsRef<[u8]>) {
        self.0.update(bytes);
    }

    /// Of all pieces.
    #[must_use]
    pub fn finish(self) -> String {
        self.0.finalize().iter().fold(String::with_capacity(64), |mut digits, byte| {
            let _ = write!(digits, "{byte:02x}");
            digits
        })
    }
}

/// Whether a text is such a hash.
#[must_use]
pub fn is_one(text: &str) -> bool {
    text.len() == 64 && are_digits(text)
}

/// Whether a text could be a part of one.
#[must_use]
pub fn are_digits(text: &str) -> bool {
    text.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_hash_as_the_whole() {
        assert_eq!(of(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        let mut hash = Running::default();
        hash.add("สุ");
        hash.add("จริต");
        assert_eq!(hash.finish(), of("สุจริต"));
    }

    #[test]
    fn hashes_are_known_by_their_digits() {
        assert!(is_one(&of("")));
        for other in ["", "ab", &"AB".repeat(32), &"ag".repeat(32), &"ab".repeat(33)] {
            assert!(!is_one(other), "{other}");
        }
    }
}

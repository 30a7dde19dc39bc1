//! What a password must be: at least 12 characters, and hard to guess by lists of common ones.

use crate::refusal::Fault;
use zxcvbn::{Score, zxcvbn};

/// The least characters of a password.
pub const SHORTEST: usize = 12;

/// The least characters of it that are not the person's own name or username.
const LEAST_OWN: usize = 8;

/// The most bytes: hashing more is work for nobody's good.
pub const LONGEST: usize = 1_024;

/// Checks a new password. `known` are words that a guesser tries first, such as the username.
///
/// # Errors
/// What is wrong with it.
pub fn check(password: &str, known: &[&str]) -> Result<(), Fault> {
    if password.chars().count() < SHORTEST {
        return Err(Fault::PasswordTooShort);
    }
    if password.len() > LONGEST {
        return Err(Fault::TextTooLong { longest: LONGEST, length: password.len() });
    }
    // What is left once the words everybody knows of the person are taken out.
    let lower = password.to_lowercase();
    let own =
        known.iter().filter(|word| !word.is_empty()).fold(lower, |rest, word| rest.replace(&word.to_lowercase(), ""));
    if own.chars().count() < LEAST_OWN || zxcvbn(password, known).score() < Score::Three {
        return Err(Fault::PasswordTooCommon);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_common_and_personal_passwords_are_refused() {
        for (password, expected) in [
            ("Tr0ub4dor&3", Err(Fault::PasswordTooShort)),
            ("password1234", Err(Fault::PasswordTooCommon)),
            ("aaaaaaaaaaaaaaaa", Err(Fault::PasswordTooCommon)),
            ("123456789012345", Err(Fault::PasswordTooCommon)),
            ("planner-planner", Err(Fault::PasswordTooCommon)),
            ("ถั่วงอกต้มยำสามสิบหม้อ", Ok(())),
            ("mossy-lantern-orbit-42", Ok(())),
        ] {
            assert_eq!(check(password, &["planner"]), expected, "{password}");
        }
        assert!(matches!(check(&"ก".repeat(LONGEST), &[]), Err(Fault::TextTooLong { .. })));
    }
}

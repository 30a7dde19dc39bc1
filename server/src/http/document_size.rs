//! Whether a GraphQL document is small enough to be parsed: the parser recurses, so one that nests too deep would be the attack.

/// How deep brackets may nest; the schema's limit on fields is far below.
const DEEPEST: usize = 64;

/// How many names, numbers, strings and marks a document may have: several for every point that a query may cost.
const MOST_TOKENS: usize = 20_000;

/// Why a document is not parsed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Brackets nest too deep.
    TooDeep,
    /// There are too many tokens.
    TooLong,
    /// A string has no end.
    OpenString,
}

/// Counts tokens and open brackets, but not those in strings and comments.
pub fn check(document: &str) -> Result<(), Fault> {
    let mut rest = document.as_bytes();
    let (mut tokens, mut depth) = (0_usize, 0_usize);
    while let Some(&byte) = rest.first() {
        match byte {
            b'#' => {
                let end = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
                rest = &rest[end.unwrap_or(rest.len())..];
                continue;
            }
            b'{' | b'[' | b'(' => depth += 1,
            b'}' | b']' | b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let length = match byte {
            b'"' => string_length(rest).ok_or(Fault::OpenString)?,
            _ if is_word(byte) => rest.iter().take_while(|byte| is_word(**byte)).count(),
            _ => 1,
        };
        tokens += usize::from(!matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b','));
        if depth > DEEPEST {
            return Err(Fault::TooDeep);
        }
        if tokens > MOST_TOKENS {
            return Err(Fault::TooLong);
        }
        rest = &rest[length..];
    }
    Ok(())
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// How long the string is with which `text` begins, quotes included.
fn string_length(text: &[u8]) -> Option<usize> {
    let block = text.starts_with(b"\"\"\"");
    let (quotes, escape): (&[u8], &[u8]) = if block { (b"\"\"\"", b"\\\"\"\"") } else { (b"\"", b"\\") };
    let mut at = quotes.len();
    while at < text.len() {
        let rest = &text[at..];
        if rest.starts_with(quotes) {
            return Some(at + quotes.len());
        }
        if !block && matches!(rest[0], b'\n' | b'\r') {
            return None;
        }
        at += match rest.starts_with(escape) {
            true if block => escape.len(),
            true => 2,
            false => 1,
        };
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_count_only_where_the_parser_sees_them() {
        let deep = "{".repeat(DEEPEST + 1);
        for (document, expected) in [
            ("{ a(b: [1, 2]) { c } }".to_owned(), Ok(())),
            ("{".repeat(DEEPEST), Ok(())),
            (deep.clone(), Err(Fault::TooDeep)),
            (format!("\"{deep}\""), Ok(())),
            (format!("\"\\\"{deep}\""), Ok(())),
            (format!("\"\"\"{deep}\n\\\"\"\" \" {deep}\"\"\""), Ok(())),
            (format!("# {deep}\n"), Ok(())),
            ("{\"}\"".repeat(DEEPEST + 1), Err(Fault::TooDeep)),
            ("{\"\\\\\"\"}\"".repeat(DEEPEST + 1), Err(Fault::TooDeep)),
            ("{\"\"\"}\\\"\"\"}\"\"\"".repeat(DEEPEST + 1), Err(Fault::TooDeep)),
            ("{#}\n".repeat(DEEPEST + 1), Err(Fault::TooDeep)),
            ("{#}\r".repeat(DEEPEST + 1), Err(Fault::TooDeep)),
            ("a\"\"\"b".to_owned(), Err(Fault::OpenString)),
            ("\"a\nb\"".to_owned(), Err(Fault::OpenString)),
            ("\"a\\\"".to_owned(), Err(Fault::OpenString)),
            ("ab1 ".repeat(MOST_TOKENS), Ok(())),
            ("ab1 ".repeat(MOST_TOKENS + 1), Err(Fault::TooLong)),
        ] {
            assert_eq!(check(&document), expected, "{}", document.chars().take(60).collect::<String>());
        }
    }
}

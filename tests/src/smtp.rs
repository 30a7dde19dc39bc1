//! A mail server of a test's own: it takes what it is sent, or says no.

use base64::{Engine, engine::general_purpose::STANDARD};
use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

/// How it answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    /// Takes everything.
    Willing,
    /// Says "not now" (451) to every recipient.
    Busy,
    /// Says "no such person" (550) to every recipient.
    Unwilling,
    /// Takes the message and breaks the connection before it says so.
    Faint,
}

/// A mail server.
#[derive(Debug)]
pub struct SmtpServer {
    /// Where it listens.
    pub address: SocketAddr,
    mood: Arc<Mutex<Mood>>,
    taken: Arc<Mutex<Vec<Letter>>>,
    served: JoinHandle<()>,
}

/// A message that was taken, as it travelled.
#[derive(Debug, Clone)]
pub struct Letter {
    /// The addresses it was handed over for.
    pub recipients: Vec<String>,
    /// Head and body.
    pub text: String,
}

impl SmtpServer {
    /// Starts at a free port, or at this address again.
    pub async fn start(mood: Mood, address: Option<SocketAddr>) -> Self {
        let listener = TcpListener::bind(address.unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 0))));
        let listener = listener.await.expect("the port is free");
        let address = listener.local_addr().expect("it listens");
        let (mood, taken) = (Arc::new(Mutex::new(mood)), Arc::new(Mutex::new(Vec::new())));
        let (moods, letters) = (Arc::clone(&mood), Arc::clone(&taken));
        let served = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(talk(stream, Arc::clone(&moods), Arc::clone(&letters)));
            }
        });
        Self { address, mood, taken, served }
    }

    /// An address at which nobody listens.
    pub async fn nowhere() -> SocketAddr {
        let server = Self::start(Mood::Willing, None).await;
        server.stop().await
    }

    /// Stops to listen; answers where it did.
    pub async fn stop(self) -> SocketAddr {
        self.served.abort();
        // Aborted is how it ends.
        let _ = self.served.await;
        self.address
    }

    /// Changes how it answers.
    pub fn turn(&self, mood: Mood) {
        *self.mood.lock().expect("nobody panicked") = mood;
    }

    /// What it took.
    pub fn letters(&self) -> Vec<Letter> {
        self.taken.lock().expect("nobody panicked").clone()
    }
}

impl Letter {
    /// A line of the head, unfolded and decoded.
    pub fn head(&self, name: &str) -> Option<String> {
        let (head, _) = self.text.split_once("\r\n\r\n").expect("a head and a body");
        let unfolded = head.replace("\r\n ", " ");
        let prefix = format!("{name}: ");
        let line = unfolded.lines().find_map(|line| line.strip_prefix(prefix.as_str()))?;
        Some(decode_words(line))
    }

    /// How many lines of the head have this name.
    pub fn heads(&self, name: &str) -> usize {
        let (head, _) = self.text.split_once("\r\n\r\n").expect("a head and a body");
        head.lines()
            .filter(|line| line.to_ascii_lowercase().starts_with(&format!("{}:", name.to_ascii_lowercase())))
            .count()
    }

    /// The body, decoded.
    pub fn body(&self) -> String {
        let (_, body) = self.text.split_once("\r\n\r\n").expect("a head and a body");
        assert_eq!(self.head("Content-Transfer-Encoding").as_deref(), Some("base64"), "{}", self.text);
        let bytes = STANDARD.decode(body.split_whitespace().collect::<String>()).expect("base64");
        String::from_utf8(bytes).expect("UTF-8")
    }
}

/// Decodes the words of RFC 2047 in a line; white space between two of them is none.
fn decode_words(line: &str) -> String {
    let mut decoded = Vec::new();
    let mut after_word = false;
    for part in line.split(' ') {
        let word = part.strip_prefix("=?utf-8?b?").and_then(|word| word.strip_suffix("?="));
        if !(decoded.is_empty() || after_word && word.is_some()) {
            decoded.push(b' ');
        }
        after_word = word.is_some();
        match word {
            Some(word) => decoded.extend(STANDARD.decode(word).expect("base64")),
            None => decoded.extend(part.as_bytes()),
        }
    }
    String::from_utf8(decoded).expect("UTF-8")
}

/// One conversation, as far as our side of SMTP goes.
async fn talk(stream: TcpStream, mood: Arc<Mutex<Mood>>, taken: Arc<Mutex<Vec<Letter>>>) {
    let (reading, mut writing) = stream.into_split();
    let mut lines = BufReader::new(reading).lines();
    let mut recipients = Vec::new();
    // Whoever hangs up ends the conversation, in the middle of a line, too.
    if writing.write_all(b"220 mail.example.go.th\r\n").await.is_err() {
        return;
    }
    while let Ok(Some(line)) = lines.next_line().await {
        let command = line.get(..4).unwrap_or_default().to_ascii_uppercase();
        let now = *mood.lock().expect("nobody panicked");
        let answer = match (command.as_str(), now) {
            ("EHLO", _) => "250-mail.example.go.th\r\n250 8BITMIME",
            ("RCPT", Mood::Busy) => "451 not now",
            ("RCPT", Mood::Unwilling) => "550 no such person",
            ("RCPT", _) => {
                recipients.push(line.trim_start_matches("RCPT TO:").trim().trim_matches(['<', '>']).to_owned());
                "250 ok"
            }
            ("DATA", _) => {
                if writing.write_all(b"354 go on\r\n").await.is_err() {
                    return;
                }
                let mut text = String::new();
                while let Ok(Some(line)) = lines.next_line().await {
                    if line == "." {
                        break;
                    }
                    text.push_str(line.strip_prefix('.').unwrap_or(&line));
                    text.push_str("\r\n");
                }
                let letter = Letter { recipients: std::mem::take(&mut recipients), text };
                taken.lock().expect("nobody panicked").push(letter);
                if now == Mood::Faint {
                    return;
                }
                "250 taken"
            }
            ("QUIT", _) => "221 bye",
            _ => "250 ok",
        };
        if writing.write_all(format!("{answer}\r\n").as_bytes()).await.is_err() || command == "QUIT" {
            return;
        }
    }
}

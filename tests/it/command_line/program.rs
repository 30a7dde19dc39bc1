//! Running the binary, to its end or as a server.

use std::{
    fs::File,
    io::{BufRead, BufReader, Read},
    path::Path,
    process::{Child, Command, Stdio},
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};
use sucharit_tests::Place;
use tempfile::NamedTempFile;

/// How long anything may take before a test gives up.
pub const PATIENCE: Duration = Duration::from_mins(1);

const BINARY: &str = env!("CARGO_BIN_EXE_sucharit-under-test");

/// What a run came to.
#[derive(Debug)]
pub struct Outcome {
    /// The exit code; none where a signal ended it.
    pub code: Option<i32>,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

/// The binary with these arguments and nothing of the test's environment.
pub fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(BINARY);
    command.args(arguments).env_clear().stdin(Stdio::null());
    command
}

/// The same on a database.
pub fn command_at(place: &Place, arguments: &[&str]) -> Command {
    let mut command = command(arguments);
    match place {
        Place::Folder(folder) => command.arg("--data-dir").arg(folder),
        Place::Url(url) => command.env("DATABASE_URL", url),
    };
    command
}

/// Runs a command to its end.
pub fn run(mut command: Command) -> Outcome {
    let output = command.output().expect("the binary runs");
    let text = |bytes| String::from_utf8(bytes).expect("output is UTF-8");
    Outcome { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

/// Runs the binary on a database to its end.
pub fn sucharit(place: &Place, arguments: &[&str]) -> Outcome {
    run(command_at(place, arguments))
}

/// A path as an argument.
pub fn argument(path: &Path) -> &str {
    path.to_str().expect("a path in UTF-8")
}

impl Outcome {
    /// Takes the output of a run that must have succeeded.
    #[track_caller]
    pub fn succeeded(self) -> String {
        assert_eq!(self.code, Some(0), "{self:#?}");
        self.check_plain();
        self.out
    }

    /// Takes the reasons of a run that must have been refused: exit 1, nothing on standard output.
    #[track_caller]
    pub fn refused(self) -> String {
        assert_eq!(self.code, Some(1), "{self:#?}");
        assert_eq!(self.out, "", "reasons go to standard error");
        assert!(self.err.starts_with("sucharit: "), "{self:#?}");
        self.check_plain();
        self.err
    }

    /// Neither is a terminal, so there are no colours, no progress bars.
    #[track_caller]
    fn check_plain(&self) {
        for text in [&self.out, &self.err] {
            assert!(!text.contains(['\u{1b}', '\r']), "{text:?}");
        }
    }
}

/// The binary while it serves.
#[derive(Debug)]
pub struct Serving {
    /// Where it serves, as it says.
    pub url: String,
    /// What it said up to that.
    pub announced: String,
    child: Child,
    rest: mpsc::Receiver<String>,
    err: NamedTempFile,
}

impl Serving {
    /// Starts a command that serves, and waits until it tells its address.
    pub fn start(mut command: Command) -> Self {
        let err = NamedTempFile::new().expect("a temporary file");
        let log = err.reopen().expect("the file opens again");
        let mut child = command.stdout(Stdio::piped()).stderr(log).spawn().expect("the binary runs");
        let out = child.stdout.take().expect("standard output is piped");
        let (sender, rest) = mpsc::channel();
        thread::spawn(move || {
            for line in BufReader::new(out).lines().map_while(Result::ok) {
                let _ = sender.send(line);
            }
        });
        let mut serving = Self { url: String::new(), announced: String::new(), child, rest, err };
        while serving.url.is_empty() {
            let line = serving.rest.recv_timeout(PATIENCE);
            let line = line.unwrap_or_else(|_| panic!("no address was told: {}", serving.log()));
            if let Some((_, address)) = line.split_once("http://") {
                let address = address.split('/').next().expect("split gives at least one part");
                serving.url = format!("http://{address}");
            }
            serving.announced += &line;
        }
        serving
    }

    /// What it wrote to standard error so far.
    pub fn log(&self) -> String {
        let mut text = String::new();
        File::open(self.err.path()).expect("its log").read_to_string(&mut text).expect("its log is UTF-8");
        text
    }

    /// The password that a demonstration prints for an account, once.
    pub fn password(&self, username: &str) -> String {
        let said = |line: String| {
            let mut words = line.split_whitespace().map(str::to_owned);
            (words.next().as_deref() == Some(username)).then(|| words.next()).flatten()
        };
        let mut lines = std::iter::from_fn(|| self.rest.recv_timeout(PATIENCE).ok());
        lines.find_map(said).expect("the password is printed")
    }

    /// The process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Asks it to stop.
    pub fn send_sigterm(&self) {
        let kill = Command::new("sh").arg("-c").arg(format!("kill -TERM {}", self.id())).status();
        assert!(kill.expect("a shell").success());
    }

    /// Waits for its end.
    pub fn end(mut self) -> Outcome {
        let deadline = Instant::now() + PATIENCE;
        let status = loop {
            match self.child.try_wait().expect("its state can be asked") {
                Some(status) => break status,
                None if Instant::now() > deadline => panic!("it does not stop: {}", self.log()),
                None => thread::sleep(Duration::from_millis(10)),
            }
        };
        let mut out = self.announced.clone();
        while let Ok(line) = self.rest.recv_timeout(PATIENCE) {
            out += &line;
        }
        Outcome { code: status.code(), out, err: self.log() }
    }

    /// Stops it, which must go well.
    #[track_caller]
    pub fn stop(self) -> Outcome {
        self.send_sigterm();
        let outcome = self.end();
        assert_eq!(outcome.code, Some(0), "{outcome:#?}");
        outcome.check_plain();
        outcome
    }
}

impl Drop for Serving {
    /// A failed test leaves no server behind.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

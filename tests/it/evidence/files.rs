//! Where the bytes are: a folder that is full, touched by somebody, or left half-written; a bucket.

use super::{add, evidence, faults, form, kept, pdf, post, remove, report, traces};
use crate::command_line::program::{Outcome, Serving, command_at, run};
use reqwest::StatusCode;
use serde_json::Value;
use std::{
    collections::HashMap,
    fs::{self, File},
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    process::Command,
    sync::{Arc, Mutex},
    thread,
    time::{Duration, SystemTime},
};
use sucharit_tests::{Server, on_both_databases};

/// The binary on the server's database and evidence.
fn sucharit(server: &Server, arguments: &[&str]) -> Command {
    let mut command = command_at(server.place(), arguments);
    command.env("SUCHARIT_EVIDENCE__FOLDER", server.database.evidence.path());
    command
}

fn verify(server: &Server) -> Outcome {
    run(sucharit(server, &["verify-events"]))
}

/// The same binary where no file may become larger than a few MiB, which is what a full disk is to it.
fn with_little_room(command: &Command) -> Command {
    let mut limited = Command::new("/bin/sh");
    limited.arg("-c").arg("trap '' XFSZ; ulimit -f 8192; exec \"$0\" \"$@\"");
    limited.arg(command.get_program()).args(command.get_args()).env_clear();
    limited.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
    limited
}

on_both_databases! {
    async fn a_full_disk_is_told_and_leaves_nothing(server) {
        let progress = report(&server, 28).await;
        let before = traces(&server).await;
        let serving = Serving::start(with_little_room(&sucharit(&server, &["serve", "--listen", "127.0.0.1:0"])));
        let upload = async |content: &[u8]| {
            let request = server.client.post(format!("{}/evidence", serving.url));
            let request = request.header("content-type", "multipart/form-data; boundary=form");
            let response = request.body(form(&progress, "a.pdf", content)).send().await.unwrap();
            (response.status(), response.json::<Value>().await.unwrap())
        };
        let mut large = pdf(1);
        large.resize(18 << 20, b'x');
        let (status, said) = upload(&large).await;
        assert_eq!((status, faults(&said)), (StatusCode::INSUFFICIENT_STORAGE, vec![" STORAGE_FULL".to_owned()]));
        assert_eq!(traces(&server).await, before);
        let (status, said) = upload(&pdf(1)).await;
        assert_eq!(status, StatusCode::CREATED, "{said}");
        serving.stop();
    }

    async fn a_large_file_goes_through_in_parts(server) {
        let progress = report(&server, 28).await;
        let mut content = pdf(1);
        content.resize(20 << 20, b'x');
        content[12 << 20] = 0;
        let id = add(&server, &progress, "a.pdf", &content).await;
        let response = server.client.get(server.url(&format!("/evidence/{id}"))).send().await.unwrap();
        assert!(response.bytes().await.unwrap() == content, "20 MiB come back as they went");
        assert_eq!(kept(&server).len(), 1);
        verify(&server).succeeded();
    }

    async fn what_somebody_touched_is_found_and_not_handed_out(server) {
        let progress = report(&server, 28).await;
        let id = add(&server, &progress, "a.pdf", &pdf(1)).await;
        let gone = add(&server, &progress, "b.pdf", &pdf(2)).await;
        remove(&server, &gone, "แนบผิด").await;
        verify(&server).succeeded();
        let broken = |id: &str, reason: &str| {
            let hexadecimal = id.strip_prefix("evidence:").unwrap();
            format!("sucharit: the audit trail is broken:\n  wapi-pathum: evidence {hexadecimal} of project 28 {reason}\n")
        };
        let shown = evidence(&server, &progress, false).await;
        let sha256 = shown[0]["sha256"].as_str().unwrap().to_owned();
        let file = server.database.evidence.path().join(&sha256[..2]).join(&sha256);
        let mut swapped = pdf(1);
        let last = swapped.len() - 3;
        swapped[last] ^= 1;
        fs::write(&file, &swapped).unwrap();
        assert_eq!(verify(&server).refused(), broken(&id, "was changed after it was written"));
        let whole = match server.client.get(server.url(&format!("/evidence/{id}"))).send().await {
            Ok(response) => response.bytes().await,
            Err(error) => Err(error),
        };
        assert!(whole.is_err(), "it breaks off before its end");
        for bytes in [&b"%PDF-1.7 shorter"[..], b""] {
            fs::write(&file, bytes).unwrap();
            let response = server.client.get(server.url(&format!("/evidence/{id}"))).send().await.unwrap();
            assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
        }
        fs::remove_file(&file).unwrap();
        assert_eq!(verify(&server).refused(), broken(&id, "is missing"));
        let response = server.client.get(server.url(&format!("/evidence/{id}"))).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
        fs::write(&file, pdf(1)).unwrap();
        verify(&server).succeeded();
        for (change, back, id, reason) in [
            ("name = 'c.pdf' WHERE name = 'a.pdf'", "name = 'a.pdf' WHERE name = 'c.pdf'", &id, "was changed after it was written"),
            ("size = size + 1 WHERE name = 'a.pdf'", "size = size - 1 WHERE name = 'a.pdf'", &id, "was changed after it was written"),
            ("removal_reason = 'x' WHERE name = 'b.pdf'", "removal_reason = 'แนบผิด' WHERE name = 'b.pdf'", &gone, "was changed after it was written"),
        ] {
            server.database.execute(&format!("UPDATE evidence SET {change}")).await;
            assert_eq!(verify(&server).refused(), broken(id, reason), "{change}");
            server.database.execute(&format!("UPDATE evidence SET {back}")).await;
        }
        server.database.execute("DELETE FROM evidence WHERE name = 'b.pdf'").await;
        assert_eq!(verify(&server).refused(), broken(&gone, "is missing"));
    }

    async fn what_a_killed_writer_left_is_swept(server) {
        let progress = report(&server, 28).await;
        add(&server, &progress, "a.pdf", &pdf(1)).await;
        let file = kept(&server).remove(0);
        let beside = |suffix: &str| file.with_file_name(format!("{}{suffix}", file.file_name().unwrap().to_str().unwrap()));
        let (old, fresh) = (beside("#1"), beside("#2"));
        for path in [&old, &fresh] {
            fs::write(path, b"half").unwrap();
        }
        File::options().write(true).open(&old).unwrap().set_modified(SystemTime::now() - Duration::from_hours(2)).unwrap();
        File::options().write(true).open(&file).unwrap().set_modified(SystemTime::now() - Duration::from_hours(2)).unwrap();
        Serving::start(sucharit(&server, &["serve", "--listen", "127.0.0.1:0"])).stop();
        assert_eq!((old.exists(), fresh.exists(), file.exists()), (false, true, true));
    }

    async fn a_bucket_holds_them_as_well(server) {
        let progress = report(&server, 28).await;
        let bucket = Bucket::start();
        let at_bucket = |arguments: &[&str]| {
            let mut command = command_at(server.place(), arguments);
            let settings = [("BUCKET", "evidence"), ("ENDPOINT", bucket.url.as_str()), ("ACCESS_KEY_ID", "id"), ("SECRET_ACCESS_KEY", "geheim")];
            command.envs(settings.map(|(key, value)| (format!("SUCHARIT_EVIDENCE__{key}"), value)));
            command
        };
        let serving = Serving::start(at_bucket(&["serve", "--listen", "127.0.0.1:0"]));
        let request = server.client.post(format!("{}/evidence", serving.url)).header("content-type", "multipart/form-data; boundary=form");
        let response = request.body(form(&progress, "ก.pdf", &pdf(1))).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::CREATED, "{}", serving.log());
        let said: Value = response.json().await.unwrap();
        let sha256 = said["sha256"].as_str().unwrap();
        let place = format!("/evidence/{}/{sha256}", &sha256[..2]);
        assert_eq!(bucket.objects.lock().unwrap().get(&place), Some(&pdf(1)));
        let path = format!("{}/evidence/{}", serving.url, said["id"].as_str().unwrap());
        assert_eq!(server.client.get(path).send().await.unwrap().bytes().await.unwrap(), pdf(1));
        serving.stop();
        run(at_bucket(&["verify-events"])).succeeded();
        bucket.objects.lock().unwrap().get_mut(&place).unwrap()[3] ^= 1;
        assert!(run(at_bucket(&["verify-events"])).refused().contains("was changed after it was written"));
        assert!(kept(&server).is_empty());
        let (status, _) = post(&server, form(&progress, "ข.pdf", &pdf(2))).await;
        assert_eq!(status, StatusCode::CREATED, "the other server has its folder");
    }
}

#[test]
fn a_bucket_that_does_not_answer_is_told_at_start() {
    let folder = tempfile::tempdir().unwrap();
    let place = sucharit_tests::Place::Folder(folder.path().to_owned());
    run(command_at(&place, &["migrate"])).succeeded();
    let mut serve = command_at(&place, &["serve", "--listen", "127.0.0.1:0"]);
    for (key, value) in [("BUCKET", "evidence"), ("ENDPOINT", "http://127.0.0.1:1"), ("ACCESS_KEY_ID", "id")] {
        serve.env(format!("SUCHARIT_EVIDENCE__{key}"), value);
    }
    serve.env("SUCHARIT_EVIDENCE__SECRET_ACCESS_KEY", "geheim").env("SUCHARIT_LOG__FILTER", "debug");
    let outcome = run(serve);
    assert_eq!(outcome.code, Some(1), "{outcome:#?}");
    assert!(
        outcome.err.contains("evidence cannot be kept (see the section [evidence] of the settings)"),
        "{outcome:#?}"
    );
    assert!(!outcome.err.contains("geheim") && outcome.out.is_empty(), "{outcome:#?}");
}

/// As much of S3 as one bucket with small objects needs.
struct Bucket {
    url: String,
    objects: Arc<Mutex<HashMap<String, Vec<u8>>>>,
}

impl Bucket {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let objects = Arc::new(Mutex::new(HashMap::new()));
        let shared = Arc::clone(&objects);
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let objects = Arc::clone(&shared);
                thread::spawn(move || while Self::answer(&stream, &objects).is_some() {});
            }
        });
        Self { url, objects }
    }

    /// Answers one request; none when the connection ended.
    fn answer(mut stream: &TcpStream, objects: &Mutex<HashMap<String, Vec<u8>>>) -> Option<()> {
        let mut reader = BufReader::new(stream);
        let mut line = String::new();
        reader.read_line(&mut line).ok().filter(|length| *length > 0)?;
        let mut words = line.split(' ');
        let (method, path) = (words.next()?.to_owned(), words.next()?.to_owned());
        let mut length = 0;
        loop {
            let mut header = String::new();
            reader.read_line(&mut header).ok()?;
            if header.trim().is_empty() {
                break;
            }
            let (name, value) = header.split_once(':')?;
            if name.eq_ignore_ascii_case("content-length") {
                length = value.trim().parse().ok()?;
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).ok()?;
        let found = objects.lock().unwrap().get(&path).cloned();
        let (status, content) = match (method.as_str(), found) {
            ("PUT", _) => {
                objects.lock().unwrap().insert(path, body);
                ("200 OK", Vec::new())
            }
            (_, Some(found)) => ("200 OK", found),
            (_, None) => ("404 Not Found", Vec::new()),
        };
        let head = format!(
            "HTTP/1.1 {status}\r\nContent-Length: {}\r\nETag: \"1\"\r\nLast-Modified: Mon, 20 Apr 2026 00:00:00 GMT\r\n\r\n",
            content.len()
        );
        stream.write_all(head.as_bytes()).ok()?;
        if method != "HEAD" {
            stream.write_all(&content).ok()?;
        }
        Some(())
    }
}

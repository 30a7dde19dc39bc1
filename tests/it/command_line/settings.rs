//! Settings: what they are, which one counts, and that they are kept.

use super::program::{Outcome, argument, command, run};
use std::{path::Path, thread};
use sucharit_server::config::Settings;

const DEFAULTS: &str = include_str!("../../../server/config.default.toml");

/// Runs `serve` with a settings file and variables. The database is never there, so it ends.
fn serve(file: &str, variables: &[(&str, &str)], arguments: &[&str]) -> Outcome {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sucharit.toml");
    std::fs::write(&path, file).unwrap();
    let mut serve = command(&["serve", "--config", argument(&path)]);
    serve.current_dir(folder.path()).envs(variables.iter().copied()).args(arguments);
    run(serve)
}

/// The keys with their sections, and the line before each.
fn default_keys() -> Vec<(String, &'static str, &'static str)> {
    let (mut section, mut above, mut keys) = ("", "", Vec::new());
    for line in DEFAULTS.lines() {
        if let Some(name) = line.strip_prefix('[') {
            section = name.trim_end_matches(']');
        } else if let Some((key, _)) = line.split_once(" = ").filter(|_| !line.starts_with('#')) {
            keys.push((format!("{section}.{key}"), line, above));
        }
        above = line;
    }
    keys
}

#[test]
fn every_default_is_commented_and_every_setting_has_one() {
    let keys = default_keys();
    assert_eq!(keys.len(), 32);
    for (key, line, above) in &keys {
        assert!(above.starts_with("# "), "{key} has no comment");
        let without = DEFAULTS.lines().filter(|other| other != line).collect::<Vec<_>>().join("\n");
        let missing = toml::from_str::<Settings>(&without).map(drop).expect_err("each default is needed").to_string();
        let name = key.split('.').next_back().unwrap();
        assert!(missing.contains(&format!("missing field `{name}`")), "{key}: {missing}");
    }
    // No setting has a default of its own in the code: these are all there are.
    toml::from_str::<Settings>(DEFAULTS).expect("the defaults are the settings");
}

#[test]
fn unknown_keys_are_refused() {
    for (file, variables, key) in [
        ("[http]\nport = 80\n", &[][..], "port"),
        ("[sign_in]\nopen = true\n", &[], "sign_in"),
        ("listen = \"127.0.0.1:80\"\n", &[], "listen"),
        ("", &[("SUCHARIT_HTTP__PORT", "80")], "port"),
        ("", &[("SUCHARIT_LISTEN", "127.0.0.1:80")], "listen"),
        ("", &[("SUCHARIT_LIMITS__DEPHT", "3")], "depht"),
    ] {
        let refused = serve(file, variables, &[]).refused();
        assert!(refused.contains("the settings are not right"), "{refused}");
        assert!(refused.contains(&format!("unknown field: found `{key}`")), "{refused}");
    }
}

#[test]
fn values_that_make_no_sense_are_refused_before_anything_else() {
    for (file, reason) in [
        ("[http]\ntimeout_seconds = 0\n", "http.timeout_seconds must be at least 1"),
        ("[http]\nbody_bytes = 1023\n", "http.body_bytes must be at least 1024"),
        ("[limits]\naliases = 0\n", "each of the limits must be at least 1"),
        ("[limits]\ndepth = -1\n", "limits.depth"),
        ("[evidence]\nfile_bytes = 1023\n", "evidence.file_bytes must be at least 1024"),
        ("[evidence]\nupload_seconds = 0\n", "evidence.upload_seconds must be at least 1"),
        (
            "[evidence]\nbucket = \"b\"\nsecret_access_key = \"geheim\"\n",
            "evidence.bucket needs evidence.access_key_id",
        ),
        ("[evidence]\nbucket = \"b\"\nfolder = \"f\"\n", "evidence.folder and evidence.bucket cannot both be set"),
        (
            "[evidence]\nbucket = \"b\"\nendpoint = \"s3.example.go.th\"\naccess_key_id = \"a\"\nsecret_access_key = \"geheim\"\n",
            "evidence.endpoint must begin with https://",
        ),
        ("[log]\nfilter = \"info,=\"\n", "log.filter is not right"),
        ("[log]\nformat = \"xml\"\n", "log.format"),
        ("[http]\nlisten = \"localhost\"\n", "http.listen"),
        ("[database]\nurl = \"mysql://root:geheim@127.0.0.1/sucharit\"\n", "must begin with postgres://"),
        ("[oidc]\nissuer = \"http://id.example.go.th\"\n", "oidc.issuer must be an address with https://"),
        ("[oidc]\nissuer = \"https://\"\n", "oidc.issuer must be an address with https://"),
        ("[oidc]\nissuer = \"https://id.example.go.th\"\nclient_secret = \"geheim\"\n", "needs oidc.client_id"),
        ("[oidc]\nissuer = \"https://id.example.go.th\"\nclient_id = \"s\"\n", "needs http.public_url"),
        (
            "[http]\npublic_url = \"http://plan.example.go.th\"\n[oidc]\nissuer = \"https://id.example.go.th\"\nclient_id = \"s\"\n",
            "needs http.public_url",
        ),
        ("[http\n", "the settings are not right"),
    ] {
        let refused = serve(file, &[], &[]).refused();
        assert!(refused.contains(reason), "{file}: {refused}");
        assert!(!refused.contains("geheim"), "{refused}");
    }
    let mut missing = command(&["migrate", "--config", "/nowhere/sucharit.toml"]);
    missing.current_dir("/");
    let refused = run(missing).refused();
    assert!(refused.contains("the settings file /nowhere/sucharit.toml does not exist"), "{refused}");
}

#[test]
fn flags_win_over_variables_over_the_file_over_the_defaults() {
    let read = |file: &str, variables: &[(&str, &str)]| {
        let outcome = serve(file, variables, &[]).refused();
        assert!(outcome.contains("http.public_url"), "{outcome}");
        outcome
    };
    // A value that makes no sense shows which one was read.
    read("[http]\npublic_url = \"from the file\"\n", &[]);
    let right = "[http]\npublic_url = \"http://from.the.file\"\n";
    read(right, &[("SUCHARIT_HTTP__PUBLIC_URL", "from the variable")]);
    let missing = "there is no database at";
    assert!(
        serve("[http]\npublic_url = \"?\"\n", &[("SUCHARIT_HTTP__PUBLIC_URL", "")], &[]).refused().contains(missing)
    );
    assert!(serve(right, &[], &["--listen", "127.0.0.1:0"]).refused().contains(missing));
    let by_default = Settings::read(None, Some(Path::new("unused"))).unwrap();
    assert_eq!(by_default.http.listen.to_string(), "127.0.0.1:8080");
    assert!(serve("", &[], &[]).refused().contains("there is no database at sucharit-data/sucharit.sqlite"));
}

#[test]
fn the_data_dir_wins_over_every_databases_address() {
    let nowhere = "postgres://nobody@127.0.0.1:1/nothing";
    let folder = tempfile::tempdir().unwrap();
    let settings = folder.path().join("sucharit.toml");
    std::fs::write(&settings, format!("[database]\nurl = \"{nowhere}\"\ndata_dir = \"/nowhere\"\n")).unwrap();
    let data = folder.path().join("data");
    let mut migrate = command(&["migrate", "--config", argument(&settings), "--data-dir", argument(&data)]);
    migrate.env("DATABASE_URL", nowhere).env("SUCHARIT_DATABASE__URL", nowhere);
    run(migrate).succeeded();
    assert!(data.join("sucharit.sqlite").is_file());
}

#[test]
fn secrets_are_never_told() {
    let with_secret = "postgres://sucharit:geheim@127.0.0.1:1/nothing";
    // At once, because each tries for a while to reach the server.
    let runs = ["DATABASE_URL", "SUCHARIT_DATABASE__URL"].map(|variable| {
        let mut migrate = command(&["migrate"]);
        migrate.env(variable, with_secret).env("SUCHARIT_LOG__FILTER", "trace");
        thread::spawn(|| run(migrate))
    });
    for outcome in runs.map(|run| run.join().unwrap()) {
        assert_eq!(outcome.code, Some(1), "{outcome:#?}");
        assert!(outcome.err.contains("cannot open the PostgreSQL database"), "{outcome:#?}");
        assert!(!outcome.err.contains("geheim") && outcome.out.is_empty(), "{outcome:#?}");
    }
    for malformed in ["postgres://sucharit:geheim@[/nothing", "postgres://sucharit:geheim@127.0.0.1:port/nothing"] {
        let mut command = command(&["migrate"]);
        command.env("DATABASE_URL", malformed);
        let refused = run(command).refused();
        assert!(refused.contains("cannot be read as postgres://") && !refused.contains("geheim"), "{refused}");
    }
    let settings =
        toml::from_str::<Settings>(&DEFAULTS.replace("\nurl = \"\"", &format!("\nurl = \"{with_secret}\""))).unwrap();
    assert!(!format!("{settings:?}").contains("geheim"));
    let with_key = DEFAULTS.replace("secret_access_key = \"\"", "secret_access_key = \"geheim\"");
    assert!(!format!("{:?}", toml::from_str::<Settings>(&with_key).unwrap()).contains("geheim"));
}

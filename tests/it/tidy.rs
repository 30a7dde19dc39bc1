//! What must hold of the sources themselves: who depends on whom, what stands where, what nobody may write.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};
use sucharit_domain::{
    access::Role,
    approval::{Approvable, ApprovalStep},
    area::AreaKind,
    calendar::ReportingRound,
    evidence::EvidenceKind,
    language::Language,
    notification::{NotificationKind, delivery::DeliveryState},
    organization::OrganizationKind,
    plan::GoalDirection,
    progress::{ProgressStatus, UnableReason},
    project::{Comparison, Conformity, IndicatorKind, ProjectKind, TargetGroupCategory},
    risk::{RiskBasis, RiskLevel},
    round_report::ApprovalState,
};
use toml::Table;

/// Each crate with the ones of this workspace it may use.
const EDGES: [(&str, &[&str]); 9] = [
    ("domain", &[]),
    ("migrations", &[]),
    ("store", &["domain"]),
    ("workflow", &["domain", "store"]),
    ("exports", &["domain"]),
    ("schema", &["domain", "store", "workflow"]),
    ("web", &["domain", "schema"]),
    ("server", &["domain", "exports", "migrations", "schema", "store", "web", "workflow"]),
    ("tests", &["domain", "server"]),
];

/// The longest a source file may be, in lines.
const LONGEST: usize = 600;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace is above").to_owned()
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn manifest(folder: &str) -> Table {
    read(&root().join(folder).join("Cargo.toml")).parse().expect("a manifest is TOML")
}

/// All files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            // What npm installs is nobody's source here.
            if !path.ends_with("node_modules") {
                found.extend(files(&path));
            }
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// A source file of ours.
struct Source {
    /// From the root: `domain/src/lib.rs`.
    path: String,
    text: String,
}

impl Source {
    /// Whether it holds tests alone.
    fn is_test(&self) -> bool {
        self.path.starts_with("tests/") || self.path.contains("/tests/") || self.path.ends_with("tests.rs")
    }

    /// Its lines with their numbers, without comments and without the tests at its end.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let code = self.text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        (1..).zip(code.lines()).filter(|(_, line)| !line.trim_start().starts_with("//"))
    }
}

fn sources() -> Vec<Source> {
    let root = root();
    let folders = EDGES.iter().map(|(name, _)| root.join(name));
    let rust =
        folders.flat_map(|folder| files(&folder)).filter(|path| path.extension().is_some_and(|kind| kind == "rs"));
    let source = |path: PathBuf| Source {
        path: path.strip_prefix(&root).expect("below the root").to_str().expect("UTF-8").to_owned(),
        text: read(&path),
    };
    let sources: Vec<Source> = rust.map(source).collect();
    assert!(sources.len() > 100, "the sources are found");
    sources
}

/// The names in a manifest's tables of dependencies.
fn dependencies(manifest: &Table, tables: &[&str]) -> BTreeSet<String> {
    tables.iter().filter_map(|table| manifest.get(*table)?.as_table()).flat_map(|table| table.keys().cloned()).collect()
}

#[track_caller]
fn assert_none(problems: &[String], rule: &str) {
    assert!(problems.is_empty(), "{rule}:\n{}", problems.join("\n"));
}

#[test]
fn every_dependency_is_used() {
    let mut unused = Vec::new();
    for (name, _) in EDGES {
        let prefix = format!("{name}/");
        let own: Vec<Source> = sources().into_iter().filter(|source| source.path.starts_with(&prefix)).collect();
        for dependency in dependencies(&manifest(name), &["dependencies", "dev-dependencies", "build-dependencies"]) {
            let in_code = dependency.replace('-', "_");
            let named = [format!("{in_code}::"), format!("use {in_code} "), format!("extern crate {in_code};")];
            if !own.iter().any(|source| named.iter().any(|name| source.text.contains(name))) {
                unused.push(format!("{name} names {dependency} and does not use it"));
            }
        }
    }
    assert_none(&unused, "dependencies");
}

#[test]
fn crates_depend_on_each_other_as_laid_down() {
    let members: BTreeSet<String> = manifest("")["workspace"]["members"]
        .as_array()
        .unwrap()
        .iter()
        .map(|member| member.as_str().unwrap().to_owned())
        .collect();
    assert_eq!(members, EDGES.iter().map(|(name, _)| (*name).to_owned()).collect());
    for (name, allowed) in EDGES {
        let manifest = manifest(name);
        assert_eq!(manifest["package"]["name"].as_str(), Some(format!("sucharit-{name}").as_str()));
        let all = dependencies(&manifest, &["dependencies", "dev-dependencies", "build-dependencies"]);
        let inner: BTreeSet<&str> = all.iter().filter_map(|name| name.strip_prefix("sucharit-")).collect();
        assert_eq!(inner, allowed.iter().copied().collect(), "{name}");
        assert!(manifest.get("target").is_none(), "{name}: a dependency of one platform alone would escape this test");
    }
}

#[test]
fn the_domain_knows_no_machinery() {
    let named = dependencies(&manifest("domain"), &["dependencies", "dev-dependencies"]);
    for unwanted in ["sea-orm", "poem", "async-graphql", "tokio", "tracing", "anyhow"] {
        assert!(!named.contains(unwanted), "{unwanted}");
    }
}

#[test]
fn only_storage_speaks_to_the_database() {
    let at_home = ["store/", "migrations/", "tests/src/", "tests/it/tidy.rs"];
    let strays = sources().into_iter().filter(|source| !at_home.iter().any(|home| source.path.starts_with(home)));
    let strays: Vec<String> = strays
        .filter(|source| source.code().any(|(_, line)| line.contains("sea_orm")))
        .map(|source| source.path)
        .collect();
    assert_none(&strays, "sea_orm outside store and migrations");
    for (name, _) in EDGES.iter().filter(|(name, _)| !["store", "migrations", "tests"].contains(name)) {
        let named = dependencies(&manifest(name), &["dependencies", "dev-dependencies"]);
        assert!(!named.iter().any(|name| name.starts_with("sea-orm") || name.starts_with("sqlx")), "{name}");
    }
}

#[test]
fn members_inherit_everything_from_the_workspace() {
    for (name, _) in EDGES {
        let manifest = manifest(name);
        assert_eq!(manifest["lints"]["workspace"].as_bool(), Some(true), "{name}");
        for field in ["version", "edition", "rust-version", "license", "publish"] {
            assert_eq!(manifest["package"][field]["workspace"].as_bool(), Some(true), "{name}: {field}");
        }
        for table in ["dependencies", "dev-dependencies", "build-dependencies"] {
            for (dependency, stated) in manifest.get(table).and_then(|table| table.as_table()).into_iter().flatten() {
                let inherited = stated.get("workspace").and_then(toml::Value::as_bool) == Some(true);
                assert!(inherited, "{name}: the version of {dependency} belongs into the root");
            }
        }
        assert!(manifest.get("profile").is_none(), "{name}");
    }
}

/// Clippy refuses most of these, but only where it runs and only in what it compiles.
#[test]
fn nobody_writes_what_is_not_written_here() {
    // In pieces, so that this file does not find itself.
    let everywhere =
        [["#[al", "low("], ["#![al", "low("], ["to", "do!("], ["unimplem", "ented!("], ["db", "g!("], ["#[ig", "nore"]];
    let outside_tests =
        [[".unw", "rap()"], ["print", "ln!("], ["eprint", "ln!("], ["print", "!("], ["thread::", "sleep("]];
    let mut problems = Vec::new();
    for source in sources() {
        let unwanted =
            everywhere.iter().chain(outside_tests.iter().filter(|_| !source.is_test())).map(|pieces| pieces.concat());
        for unwanted in unwanted {
            let lines = source.code().filter(|(_, line)| line.contains(&unwanted));
            problems.extend(lines.map(|(number, line)| format!("{}:{number}: {}", source.path, line.trim())));
        }
    }
    assert_none(&problems, "not written here");
}

#[test]
fn every_source_file_says_what_it_is_and_is_short() {
    let mut problems = Vec::new();
    for source in sources() {
        if !source.text.starts_with("//! ") {
            problems.push(format!("{} does not begin with a //! line", source.path));
        }
        let lines = source.text.lines().count();
        if lines > LONGEST {
            problems.push(format!("{} has {lines} lines, more than {LONGEST}", source.path));
        }
    }
    assert_none(&problems, "files");
}

/// Official words have one place each, so that they cannot drift apart.
#[test]
fn official_wording_stands_in_one_place() {
    let mut labels: Vec<&str> = vec![sucharit_domain::labels::AWAITING];
    labels.extend(ProgressStatus::ALL.iter().map(|status| status.label()));
    labels
        .extend(UnableReason::ALL.iter().filter(|reason| **reason != UnableReason::Other).map(|reason| reason.label()));
    labels.extend(ProjectKind::ALL.iter().map(|kind| kind.label()));
    labels.extend(TargetGroupCategory::ALL.iter().map(|category| category.label()));
    labels.extend(Conformity::ALL.iter().map(|conformity| conformity.label()));
    let sheets = sheet_names();
    assert!(sheets.len() >= 7, "{sheets:?}");
    labels.extend(sheets.iter().map(String::as_str));
    let mut problems = Vec::new();
    for source in sources() {
        if source.is_test() || source.path == "domain/src/labels.rs" || source.path.starts_with("exports/") {
            continue;
        }
        for label in &labels {
            let literal = format!("\"{label}\"");
            let lines = source.code().filter(|(_, line)| line.contains(&literal));
            problems.extend(lines.map(|(number, _)| format!("{}:{number}: {literal}", source.path)));
        }
    }
    assert_none(&problems, "official wording belongs into domain/src/labels.rs or exports");
}

/// The names of the workbooks' sheets: `const NAME` of each sheet's file.
fn sheet_names() -> BTreeSet<String> {
    let sheets = sources()
        .into_iter()
        .filter(|source| source.path.starts_with("exports/src/") && source.path.ends_with("_sheet.rs"));
    let name = |source: Source| {
        let line = source.text.lines().find(|line| line.contains("const NAME: &str = "));
        let line = line.unwrap_or_else(|| panic!("{} has no NAME", source.path));
        line.split('"').nth(1).expect("a text").to_owned()
    };
    sheets.map(name).collect()
}

#[test]
fn everything_of_others_has_its_licence_beside_it() {
    let root = root();
    let vendored: Vec<PathBuf> =
        EDGES.iter().map(|(name, _)| root.join(name).join("vendor")).filter(|folder| folder.is_dir()).collect();
    let assets: Vec<PathBuf> = vendored.iter().flat_map(|folder| files(folder)).collect();
    assert!(!assets.is_empty());
    let is_licence =
        |path: &Path| path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.starts_with("LICENSE"));
    for asset in assets.iter().filter(|path| !is_licence(path)) {
        // `react-dom.production.min.js` is covered by `LICENSE.react`.
        let name = asset.file_name().and_then(|name| name.to_str()).expect("UTF-8");
        let beside = files(asset.parent().expect("a folder"));
        let covered = beside.iter().filter(|path| is_licence(path)).any(|licence| {
            let of = licence.extension().and_then(|of| of.to_str()).expect("LICENSE.<what it covers>");
            name.starts_with(of) && !read(licence).trim().is_empty()
        });
        assert!(covered, "{} has no licence beside it", asset.display());
    }
    // What is minified was written elsewhere.
    for (name, _) in EDGES {
        let strays = files(&root.join(name)).into_iter().filter(|path| path.to_string_lossy().contains(".min."));
        let strays: Vec<String> = strays
            .filter(|path| !vendored.iter().any(|folder| path.starts_with(folder)))
            .map(|path| path.display().to_string())
            .collect();
        assert_none(&strays, "vendored, but not in vendor/");
    }
}

/// The codes that the tables accept are the domain's, all of them.
#[test]
fn tables_accept_the_domains_codes() {
    macro_rules! codes {
        ($($column:literal => $type:ty),* $(,)?) => {
            BTreeMap::from([$(($column, <$type>::ALL.iter().map(|value| value.code()).collect::<Vec<_>>())),*])
        };
    }
    let expected = codes! {
        "account.language" => Language,
        "account.role" => Role,
        "approval_step.step" => ApprovalStep,
        "approval_step.subject_kind" => Approvable,
        "area.kind" => AreaKind,
        "evidence.kind" => EvidenceKind,
        "goal.direction" => GoalDirection,
        "indicator.comparison" => Comparison,
        "indicator.kind" => IndicatorKind,
        "notification.kind" => NotificationKind,
        "notification.state" => DeliveryState,
        "organization.kind" => OrganizationKind,
        "plan.state" => ApprovalState,
        "progress.status" => ProgressStatus,
        "progress.unable_reason" => UnableReason,
        "project.conformity" => Conformity,
        "project.kind" => ProjectKind,
        "project_target_group.category" => TargetGroupCategory,
        "revision.state" => ApprovalState,
        "risk_assessment.basis" => RiskBasis,
        "risk_issue.stated_level" => RiskLevel,
        "round_report.state" => ApprovalState,
    };
    let mut lists = code_lists();
    // The headings of a project's texts are storage's own; see store/src/project.rs.
    assert_eq!(lists.remove("project_text.heading"), Some(vec!["OBJECTIVE".to_owned(), "STEP".to_owned()]));
    assert_eq!(lists.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
    for (column, mut codes) in expected {
        let mut accepted = lists[column].clone();
        accepted.sort();
        codes.sort_unstable();
        assert_eq!(accepted, codes, "{column}");
    }
    let months: Vec<String> = ReportingRound::ALL.iter().map(|round| round.months().to_string()).collect();
    let expected = format!("round smallint NOT NULL CHECK (round IN ({})),", months.join(", "));
    for table in ["create_progress", "create_round_report"] {
        let holds = |source: &Source| source.path.contains(table) && source.text.contains(&expected);
        assert!(sources().iter().any(holds), "{table}");
    }
}

/// The lists of texts that the migrations' tables check columns against, by `table.column`.
fn code_lists() -> BTreeMap<String, Vec<String>> {
    let mut lists = BTreeMap::new();
    for source in sources().iter().filter(|source| source.path.starts_with("migrations/src/m")) {
        for table in source.text.split("CREATE TABLE ").skip(1) {
            let name = table.split_whitespace().next().expect("a table has a name");
            let definition = table.split("\n);").next().expect("split gives at least one part");
            for check in definition.split("CHECK (").skip(1) {
                let Some((column, list)) = check.split_once(" IN ('") else { continue };
                if column.contains(')') {
                    continue;
                }
                let list = list.split(')').next().expect("split gives at least one part");
                let codes = list.split(',').map(|code| code.trim().trim_matches('\'').to_owned()).collect();
                let twice = lists.insert(format!("{name}.{column}"), codes);
                assert!(twice.is_none(), "{name}.{column} is checked twice");
            }
        }
    }
    lists
}

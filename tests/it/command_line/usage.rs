//! Help and wrong usage.

use super::program::{command, run};

const COMMANDS: &[&[&str]] = &[
    &[],
    &["demo"],
    &["serve"],
    &["migrate"],
    &["plan"],
    &["plan", "import"],
    &["export"],
    &["export", "round-report"],
    &["export", "plan"],
    &["account"],
    &["account", "create"],
    &["account", "disable"],
    &["account", "link"],
    &["account", "reset-password"],
    &["token"],
    &["token", "create"],
    &["token", "revoke"],
    &["export", "audit"],
    &["export", "plan-template"],
    &["export", "progress-form"],
    &["import"],
    &["import", "progress"],
    &["verify-events"],
    &["backup"],
    &["restore"],
    &["print-schema"],
    &["print-access"],
];

fn help(command_line: &[&str]) -> String {
    run(command(&[command_line, &["--help"]].concat())).succeeded()
}

#[test]
fn every_command_has_help_that_fits_a_terminal() {
    for command_line in COMMANDS {
        let help = help(command_line);
        let long: Vec<_> = help.lines().filter(|line| line.chars().count() > 100).collect();
        assert!(long.is_empty(), "{command_line:?}: {long:#?}");
        assert!(help.contains("--data-dir <DIR>") && help.contains("--config <FILE>"), "{command_line:?}: {help}");
    }
}

#[test]
fn the_list_of_commands_above_is_whole() {
    for command_line in COMMANDS {
        let help = help(command_line);
        let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
        for name in listed.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help") {
            let below = [*command_line, &[name]].concat();
            assert!(COMMANDS.contains(&below.as_slice()), "{below:?} has no test of its help");
        }
    }
}

#[test]
fn wrong_usage_exits_with_2() {
    for wrong in [
        &[][..],
        &["begin"],
        &["serve", "--listen", "everywhere"],
        &["serve", "--port", "80"],
        &["plan", "import"],
        &["migrate", "now"],
        &["backup"],
        &["restore"],
        &["export", "audit", "--organization", "wapi-pathum", "--output", "audit.xlsx", "--from", "1/4/2569"],
        &["export", "plan", "--output", "plan.xlsx"],
        &["export", "plan", "--organization", "wapi-pathum", "--output", "plan.xlsx", "--fiscal-year", "2026"],
        &["export", "plan", "--organization", "wapi-pathum", "--output", "plan.xlsx", "--numerals", "roman"],
        &[
            "export",
            "round-report",
            "--organization",
            "x",
            "--output",
            "x",
            "--fiscal-year",
            "2568",
            "--round",
            "9-month",
        ],
    ] {
        let outcome = run(command(wrong));
        assert_eq!((outcome.code, outcome.out.as_str()), (Some(2), ""), "{wrong:?}: {outcome:#?}");
        assert!(
            outcome.err.contains("try '--help'") || outcome.err.contains("Usage: sucharit"),
            "{wrong:?}: {outcome:#?}"
        );
        assert!(!outcome.err.contains('\u{1b}'), "no colours: {outcome:?}");
    }
}

//! Who may do what: the committed table, and the separation of organizations.

use super::command_line::program::{command, run};

#[test]
fn the_committed_table_is_what_the_rules_print() {
    let printed = run(command(&["print-access"])).succeeded();
    let committed = include_str!("../../domain/access.md");
    assert_eq!(committed, printed, "run `sucharit print-access > domain/access.md`");
}

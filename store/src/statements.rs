//! Counting SQL statements, for the request log and for the tests that hold their number down.

use std::{cell::Cell, time::Duration};

tokio::task_local! {
    static COUNTED: Cell<Statements>;
}

/// How many statements ran, and for how long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Statements {
    /// Their number.
    pub count: u32,
    /// Time spent waiting for them.
    pub time: Duration,
}

/// Runs `future` and answers with the statements it ran beside its output.
pub async fn counted<F: Future>(future: F) -> (F::Output, Statements) {
    COUNTED
        .scope(Cell::default(), async {
            let output = future.await;
            (output, COUNTED.with(Cell::get))
        })
        .await
}

/// Notes one statement of the running task.
pub(crate) fn note(elapsed: Duration) {
    // Outside a counted future nobody asks.
    let _ = COUNTED.try_with(|counted| {
        let so_far = counted.get();
        counted.set(Statements { count: so_far.count + 1, time: so_far.time + elapsed });
    });
}

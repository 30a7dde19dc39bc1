//! What a rule says when it says no: a stable code, a place, and words in Thai and English.

mod fault;
mod warning;

pub use fault::Fault;
use std::fmt;
pub use warning::{Warning, WarningKind};

/// A fault of an input, with its place. One command reports all faults of its input at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Where.
    pub path: Path,
    /// What.
    pub fault: Fault,
}

impl Refusal {
    /// A fault at a place.
    #[must_use]
    pub fn new(path: Path, fault: Fault) -> Self {
        Self { path, fault }
    }
}

/// A place in an input: `["input", "disbursed"]`, or `projects[27].budgetBahtPerYear` in a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Path(pub Vec<PathStep>);

/// One step of a [`Path`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PathStep {
    /// A field by name.
    Field(String),
    /// An item of a list, from 0.
    Index(usize),
}

impl Path {
    /// A field of a mutation's input.
    #[must_use]
    pub fn input(field: &str) -> Self {
        Self::default().field("input").field(field)
    }

    /// The place of `name` below this one.
    #[must_use]
    pub fn field(&self, name: &str) -> Self {
        self.step(PathStep::Field(name.to_owned()))
    }

    /// The place of item `index` below this one.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        self.step(PathStep::Index(index))
    }

    /// The steps as words, as GraphQL shows them.
    #[must_use]
    pub fn words(&self) -> Vec<String> {
        self.0
            .iter()
            .map(|step| match step {
                PathStep::Field(name) => name.clone(),
                PathStep::Index(index) => index.to_string(),
            })
            .collect()
    }

    fn step(&self, step: PathStep) -> Self {
        let mut steps = self.0.clone();
        steps.push(step);
        Self(steps)
    }
}

impl fmt::Display for Path {
    /// `projects[27].budgetBahtPerYear`
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, step) in self.0.iter().enumerate() {
            match step {
                PathStep::Field(name) if position == 0 => formatter.write_str(name)?,
                PathStep::Field(name) => write!(formatter, ".{name}")?,
                PathStep::Index(index) => write!(formatter, "[{index}]")?,
            }
        }
        Ok(())
    }
}

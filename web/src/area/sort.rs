//! The order of a table, which its headings' links change.

use std::cmp::Ordering;

/// A column that a table goes by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// By name.
    Name,
    /// By the number of organizations.
    Organizations,
    /// By the number of projects.
    Projects,
    /// By what is in progress.
    InProgress,
    /// By what is completed.
    Completed,
    /// By what cannot be carried out.
    Unable,
    /// By what is not reported yet.
    Awaiting,
    /// By the score.
    Score,
    /// By how many are late.
    Late,
}

impl Column {
    const ALL: [Self; 9] = [
        Self::Name,
        Self::Organizations,
        Self::Projects,
        Self::InProgress,
        Self::Completed,
        Self::Unable,
        Self::Awaiting,
        Self::Score,
        Self::Late,
    ];

    /// Its name in addresses.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Organizations => "organizations",
            Self::Projects => "projects",
            Self::InProgress => "in-progress",
            Self::Completed => "completed",
            Self::Unable => "unable",
            Self::Awaiting => "awaiting",
            Self::Score => "score",
            Self::Late => "late",
        }
    }
}

/// An order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sort {
    /// By which column.
    pub by: Column,
    /// The greatest first.
    pub descending: bool,
}

impl Sort {
    /// `score`, or `score-down` for the greatest first; by name where it is no order.
    pub fn read(word: Option<&str>) -> Self {
        let word = word.unwrap_or_default();
        let (name, descending) = word.strip_suffix("-down").map_or((word, false), |name| (name, true));
        let by = Column::ALL.into_iter().find(|column| column.word() == name);
        by.map_or(Self { by: Column::Name, descending: false }, |by| Self { by, descending })
    }

    /// Where the heading of a column leads: to the order by it, or around where that is the order already.
    pub fn link(self, column: Column) -> String {
        let down = if self.by == column && !self.descending { "-down" } else { "" };
        format!("?sort={}{down}", column.word())
    }

    /// `aria-sort`
    pub fn aria(self, column: Column) -> &'static str {
        match (self.by == column, self.descending) {
            (false, _) => "none",
            (true, false) => "ascending",
            (true, true) => "descending",
        }
    }

    /// What shows the order to the eye.
    pub fn arrow(self, column: Column) -> &'static str {
        match self.aria(column) {
            "ascending" => " ▲",
            "descending" => " ▼",
            _ => "",
        }
    }

    /// Turns an order around where the greatest come first.
    pub fn turned(self, order: Ordering) -> Ordering {
        if self.descending { order.reverse() } else { order }
    }
}

#[cfg(test)]
mod tests {
    use super::{Column, Sort};

    #[test]
    fn orders_are_read_and_turned() {
        assert_eq!(Sort::read(Some("score-down")), Sort { by: Column::Score, descending: true });
        for nothing in [None, Some(""), Some("other"), Some("-down")] {
            assert_eq!(Sort::read(nothing), Sort { by: Column::Name, descending: false });
        }
        assert_eq!(Sort::read(Some("score")).link(Column::Score), "?sort=score-down");
        assert_eq!(Sort::read(Some("score-down")).link(Column::Score), "?sort=score");
        assert_eq!(Sort::read(Some("score")).link(Column::Late), "?sort=late");
        assert_eq!(Sort::read(Some("late")).aria(Column::Late), "ascending");
    }
}

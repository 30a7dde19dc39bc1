//! Bands: which scores make which level.

use super::RiskLevel;
use serde::Serialize;

/// The least score of each level above low. An organization may hold another set than the default.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RiskBands {
    /// From here on medium.
    pub medium_from: i16,
    /// From here on high.
    pub high_from: i16,
    /// From here on extreme.
    pub extreme_from: i16,
    /// Who set them, and where that is written.
    pub source: String,
}

impl Default for RiskBands {
    /// 15–25 extreme, 9–14 high, 4–8 medium, 1–3 low.
    fn default() -> Self {
        Self {
            medium_from: 4, high_from: 9, extreme_from: 15, source: "ค่าเริ่มต้นของระบบ".to_owned()
        }
    }
}

impl RiskBands {
    /// The level of a score.
    #[must_use]
    pub const fn level(&self, score: i16) -> RiskLevel {
        if score >= self.extreme_from {
            RiskLevel::Extreme
        } else if score >= self.high_from {
            RiskLevel::High
        } else if score >= self.medium_from {
            RiskLevel::Medium
        } else {
            RiskLevel::Low
        }
    }

    /// Whether every level has scores of its own, in order.
    #[must_use]
    pub const fn is_ordered(&self) -> bool {
        1 < self.medium_from
            && self.medium_from < self.high_from
            && self.high_from < self.extreme_from
            && self.extreme_from <= 25
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use RiskLevel::{Extreme, High, Low, Medium};

    #[test]
    fn default_bands_at_their_edges() {
        let bands = RiskBands::default();
        for (score, level) in
            [(1, Low), (3, Low), (4, Medium), (8, Medium), (9, High), (14, High), (15, Extreme), (25, Extreme)]
        {
            assert_eq!(bands.level(score), level, "{score}");
        }
        assert!(bands.is_ordered());
        assert!(!RiskBands { medium_from: 9, ..bands }.is_ordered());
    }
}

//! Areas: the country, NACC's regions, provinces, districts.

use crate::{access::Scope, code::coded_enum};

/// The code of the country, the root of all areas.
pub const COUNTRY: &str = "TH";

coded_enum! {
    /// What an area is; each lies in one of the kind before it.
    pub enum AreaKind {
        /// ประเทศ
        Country = "COUNTRY",
        /// ภาคของสำนักงาน ป.ป.ช.
        Region = "REGION",
        /// จังหวัด
        Province = "PROVINCE",
        /// อำเภอ
        District = "DISTRICT",
    }
}

/// A part of the country.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Area {
    /// `TH`, an NACC region (`R4`), a province by ISO 3166-2 (`TH-44`), or a district's code.
    pub code: String,
    /// Thai name, without the word for its kind.
    pub name: String,
    /// What it is.
    pub kind: AreaKind,
    /// The area it lies in; none for the country.
    pub parent_code: Option<String>,
}

impl Area {
    /// Whether a province exists for `scope` as a whole: in its own, its region's and the country's, in no organization's.
    #[must_use]
    pub fn is_province_within(&self, scope: &Scope) -> bool {
        let within = match scope {
            Scope::Everything => true,
            Scope::Organization(_) => false,
            Scope::Area(code) => *code == self.code || self.parent_code.as_ref() == Some(code),
        };
        self.kind == AreaKind::Province && within
    }
}

/// The code of a district that its source gives no code for: province and name, `TH-44-วาปีปทุม`.
#[must_use]
pub fn district_code(province_code: &str, district: &str) -> String {
    format!("{province_code}-{district}")
}

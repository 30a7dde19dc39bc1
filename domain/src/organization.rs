//! Organizations (องค์กรปกครองส่วนท้องถิ่น, อปท.) and their divisions.

use crate::{
    code::coded_enum,
    id::{DivisionId, OrganizationId},
};

coded_enum! {
    /// ประเภท อปท.
    pub enum OrganizationKind {
        /// องค์การบริหารส่วนจังหวัด (อบจ.)
        ProvincialAdministration = "PROVINCIAL_ADMINISTRATION",
        /// เทศบาลนคร
        CityMunicipality = "CITY_MUNICIPALITY",
        /// เทศบาลเมือง
        TownMunicipality = "TOWN_MUNICIPALITY",
        /// เทศบาลตำบล
        SubdistrictMunicipality = "SUBDISTRICT_MUNICIPALITY",
        /// องค์การบริหารส่วนตำบล (อบต.)
        SubdistrictAdministration = "SUBDISTRICT_ADMINISTRATION",
        /// อปท. รูปแบบพิเศษ
        Special = "SPECIAL",
    }
}

/// A local government.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organization {
    /// Identity.
    pub id: OrganizationId,
    /// Short stable code, unique, as clients name it (`wapi-pathum`).
    pub code: String,
    /// Full Thai name, with its kind (`เทศบาลตำบล…`).
    pub name: String,
    /// Its legal form.
    pub kind: OrganizationKind,
    /// The district it lies in.
    pub district_code: String,
    /// Whether what is recorded of it is made up for a demonstration: every page and export then says ข้อมูลตัวอย่าง.
    pub is_sample: bool,
}

/// A unit of an organization (สำนัก/กอง/ฝ่าย/งาน).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Division {
    /// Identity.
    pub id: DivisionId,
    /// Whose it is.
    pub organization_id: OrganizationId,
    /// Its name, unique within the organization.
    pub name: String,
}

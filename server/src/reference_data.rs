//! Data that comes with the binary: the areas of the country, and the reference plan for `demo`.

use anyhow::Context;
use serde::Deserialize;
use sucharit_domain::area::{Area, AreaKind, COUNTRY};

/// NACC's regions and the provinces.
const AREAS: &str = include_str!("../../data/areas.json");

/// A municipality's published five-year plan.
pub const REFERENCE_PLAN: &str = include_str!("../../data/wapi-pathum-2566-2570.json");

#[derive(Debug, Deserialize)]
struct AreaFile {
    regions: Vec<Region>,
    provinces: Vec<Province>,
}

#[derive(Debug, Deserialize)]
struct Region {
    code: String,
    name: String,
}

#[derive(Debug, Deserialize)]
struct Province {
    code: String,
    name: String,
    region: String,
}

/// The country, its regions, its provinces, in this order.
///
/// # Errors
/// When the data in the binary cannot be read.
pub fn areas() -> anyhow::Result<Vec<Area>> {
    let file: AreaFile = serde_json::from_str(AREAS).context("the areas in the binary cannot be read")?;
    let country =
        Area {
            code: COUNTRY.to_owned(), name: "ประเทศไทย".to_owned(), kind: AreaKind::Country, parent_code: None
        };
    let region = |region: Region| Area {
        code: region.code,
        name: region.name,
        kind: AreaKind::Region,
        parent_code: Some(COUNTRY.to_owned()),
    };
    let province = |province: Province| Area {
        code: province.code,
        name: province.name,
        kind: AreaKind::Province,
        parent_code: Some(province.region),
    };
    let below = file.regions.into_iter().map(region).chain(file.provinces.into_iter().map(province));
    Ok(std::iter::once(country).chain(below).collect())
}

//! The areas of the country as a tree, with the number of organizations in each.

use std::collections::HashMap;
use sucharit_domain::area::Area;

/// All areas.
#[derive(Debug)]
pub struct AreaTree {
    areas: HashMap<String, Area>,
    children: HashMap<String, Vec<String>>,
    organizations: HashMap<String, i64>,
}

impl AreaTree {
    /// The tree of `areas` in their order; `counts` are the organizations of each district.
    pub fn new(areas: Vec<Area>, counts: &HashMap<String, i64>) -> Self {
        let mut children: HashMap<String, Vec<String>> = HashMap::new();
        for area in &areas {
            if let Some(parent) = &area.parent_code {
                children.entry(parent.clone()).or_default().push(area.code.clone());
            }
        }
        let areas: HashMap<String, Area> = areas.into_iter().map(|area| (area.code.clone(), area)).collect();
        let mut organizations: HashMap<String, i64> = HashMap::new();
        for (district, count) in counts {
            let mut area = areas.get(district);
            while let Some(found) = area {
                *organizations.entry(found.code.clone()).or_default() += count;
                area = found.parent_code.as_ref().and_then(|parent| areas.get(parent));
            }
        }
        Self { areas, children, organizations }
    }

    /// The area with this code.
    pub fn get(&self, code: &str) -> Option<&Area> {
        self.areas.get(code)
    }

    /// Codes of the areas that lie directly in this one.
    pub fn children(&self, code: &str) -> &[String] {
        self.children.get(code).map_or(&[], Vec::as_slice)
    }

    /// How many organizations lie in this area.
    pub fn organization_count(&self, code: &str) -> i64 {
        self.organizations.get(code).copied().unwrap_or_default()
    }

    /// Codes of the districts within an area that have any organization; the district itself where it is one.
    pub fn districts_within(&self, code: &str) -> Vec<String> {
        let mut districts = Vec::new();
        let mut open = vec![code];
        while let Some(code) = open.pop() {
            let children = self.children(code);
            if children.is_empty() && self.organization_count(code) > 0 {
                districts.push(code.to_owned());
            }
            open.extend(children.iter().map(String::as_str));
        }
        districts
    }
}

//! The way around, the same on every page.

use crate::visit::Visit;

/// A line of the navigation.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Where it leads.
    pub path: String,
    /// Its words.
    pub label: &'static str,
    /// Whether this page belongs to it.
    pub is_current: bool,
}

/// The lines for whoever visits: each with the beginning of the addresses that belong to it.
#[must_use]
pub fn entries(v: &Visit) -> Vec<Entry> {
    let here = v.path.split('?').next().unwrap_or_default();
    let is_public = here == "/public" || here.starts_with("/public/");
    let public = ("/public".to_owned(), ("ข้อมูลที่เผยแพร่", "Published"), is_public);
    let Some(viewer) = &v.viewer else { return in_words(v, vec![public]) };
    let mut entries = vec![("/".to_owned(), ("งานของฉัน", "My work"), here == "/" || here == "/notifications")];
    if viewer.role != sucharit_domain::access::Role::Admin {
        let in_round = here.contains("/round/");
        let is_reporting = here.starts_with("/progress")
            || (in_round
                && ["/progress", "/project/", "/table", "/spreadsheet"].iter().any(|place| here.contains(place)));
        if viewer.organization.is_some() {
            entries.push(("/plan".to_owned(), ("แผนปฏิบัติการ", "Action plan"), here.contains("/plan")));
            entries.push(("/progress".to_owned(), ("รายงานความก้าวหน้า", "Progress reports"), is_reporting));
        }
        let belongs = here == "/round-report" || (in_round && (!is_reporting || viewer.organization.is_none()));
        entries.push(("/round-report".to_owned(), ("รายงานรอบ", "Round reports"), belongs));
        let is_of =
            |page: &str| here == page || (here.starts_with("/organization/") && here.contains(&format!("{page}/")));
        if viewer.area.is_some() {
            let belongs = ["/area", "/extension/", "/window/"].iter().any(|page| here.starts_with(page));
            entries.push(("/area".to_owned(), ("พื้นที่", "Area"), belongs));
        }
        if viewer.organization.is_some() {
            entries.push(("/overview".to_owned(), ("ภาพรวม", "Overview"), is_of("/overview")));
            entries.push(("/risk".to_owned(), ("ความเสี่ยงการทุจริต", "Risks"), is_of("/risk")));
        }
    }
    entries.push(public);
    in_words(v, entries)
}

fn in_words(v: &Visit, entries: Vec<(String, (&'static str, &'static str), bool)>) -> Vec<Entry> {
    entries
        .into_iter()
        .map(|(path, (thai, english), is_current)| Entry { path, label: v.t(thai, english), is_current })
        .collect()
}

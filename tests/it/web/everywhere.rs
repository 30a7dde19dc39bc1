//! What holds on every page, in both languages: all that links lead to is opened, over a plan whose texts would show whatever is
//! not escaped or not translated.

use reqwest::{RequestBuilder, Response, StatusCode, header};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use sucharit_domain::{
    access::{Actor, Role},
    plan::read_document,
};
use sucharit_tests::{Database, REFERENCE_PLAN, Server};

/// Every text of the plan begins so.
const HOSTILE: &str = "<i>\"'&";

/// How many pages of one kind are opened.
const OF_A_KIND: usize = 2;

/// A page in pieces.
struct Page {
    tags: Vec<String>,
    texts: Vec<String>,
}

impl Page {
    fn of(html: &str) -> Self {
        let (mut tags, mut texts) = (Vec::new(), Vec::new());
        for piece in html.split('<').skip(1) {
            let (tag, text) = piece.split_once('>').expect("a tag ends");
            tags.push(tag.to_owned());
            texts.push(text.trim().to_owned());
        }
        Self { tags, texts }
    }

    /// The values of an attribute, on tags of this name or on all.
    fn values(&self, tag: &str, attribute: &str) -> Vec<&str> {
        let of_name = |found: &&String| tag.is_empty() || found.split_whitespace().next() == Some(tag);
        self.tags.iter().filter(of_name).filter_map(|found| value(found, attribute)).collect()
    }

    /// What is wrong with how its parts refer to each other.
    fn loose_ends(&self) -> Vec<String> {
        let mut ids = BTreeSet::new();
        let twice = self.values("", "id").into_iter().filter(|id| !ids.insert(*id)).map(|id| format!("id {id} twice"));
        let mut found: Vec<String> = twice.collect();
        let mut referred: Vec<&str> = self.values("label", "for");
        let labels: BTreeSet<&str> = referred.iter().copied().collect();
        for attribute in ["aria-describedby", "aria-labelledby", "aria-controls"] {
            referred.extend(self.values("", attribute).into_iter().flat_map(str::split_whitespace));
        }
        referred.extend(self.values("a", "href").into_iter().filter_map(|href| href.strip_prefix('#')));
        found.extend(referred.iter().filter(|id| !ids.contains(*id)).map(|id| format!("nothing has the id {id}")));
        for field in ["input", "select", "textarea"] {
            let fields = self.tags.iter().filter(|tag| tag.split_whitespace().next() == Some(field));
            for tag in fields.filter(|tag| value(tag, "type") != Some("hidden") && value(tag, "aria-label").is_none()) {
                if !value(tag, "id").is_some_and(|id| labels.contains(id)) {
                    found.push(format!("no label for <{tag}>"));
                }
            }
        }
        found
    }

    /// The forms in which something is typed: where they are sent, and their hidden fields.
    fn forms<'a>(&'a self, address: &'a str) -> Vec<(&'a str, Vec<(&'a str, &'a str)>)> {
        let mut forms = Vec::new();
        let mut tags = self.tags.iter();
        while let Some(form) = tags.find(|tag| tag.starts_with("form ") && tag.contains("method=\"post\"")) {
            let fields: Vec<&String> = tags.by_ref().take_while(|tag| *tag != "/form").collect();
            let is_hidden = |tag: &&&String| tag.contains(" type=\"hidden\"");
            let is_typed =
                |tag: &&&String| tag.starts_with("textarea") || (tag.starts_with("input") && !is_hidden(tag));
            if fields.iter().any(|tag| is_typed(&tag)) && !form.contains("multipart") {
                let hidden = fields
                    .iter()
                    .filter(is_hidden)
                    .map(|tag| (value(tag, "name").unwrap(), value(tag, "value").unwrap()));
                forms.push((value(form, "action").unwrap_or(address), hidden.collect()));
            }
        }
        forms
    }

    /// All that is read, by the eye or aloud.
    fn words(&self) -> impl Iterator<Item = &str> {
        let said = ["aria-label", "alt", "placeholder", "title", "data-sending", "data-checking", "data-failed"];
        let said = said.into_iter().flat_map(|attribute| self.values("", attribute));
        self.texts.iter().map(String::as_str).chain(said)
    }
}

/// The value of an attribute of a tag.
fn value<'a>(tag: &'a str, attribute: &str) -> Option<&'a str> {
    tag.split_once(&format!(" {attribute}=\"")).and_then(|(_, rest)| rest.split('"').next())
}

fn is_thai(character: char) -> bool {
    ('ก'..='๎').contains(&character)
}

/// The kind of page an address leads to: what is numbered is of one kind.
fn kind(address: &str) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let numberless =
        |part: &str| if part.contains(|c: char| c.is_ascii_digit()) { "#".to_owned() } else { part.to_owned() };
    let path: Vec<String> = path.split('/').map(numberless).collect();
    let query: Vec<&str> = query.split('&').map(|pair| pair.split('=').next().unwrap_or_default()).collect();
    format!("{}?{}", path.join("/"), query.join("&"))
}

/// Opens everything that can be reached from the first page, but for addresses with `not` in them, and sends every form empty; answers with how many pages came, and what
/// is wrong.
async fn walk(
    server: &Server,
    reading: &str,
    not: &str,
    mut check: impl FnMut(&str, &Page) -> Vec<String>,
) -> (usize, Vec<String>) {
    let mut found = Vec::new();
    let mut opened: BTreeMap<String, usize> = BTreeMap::new();
    let (mut seen, mut waiting) =
        (BTreeSet::new(), VecDeque::from(["/".to_owned(), "/settings".to_owned(), "/nothing".to_owned()]));
    let mut pages = 0;
    while let Some(address) = waiting.pop_front() {
        let times = opened.entry(kind(&address)).or_default();
        if *times == OF_A_KIND || address.contains(not) || !seen.insert(address.clone()) {
            continue;
        }
        *times += 1;
        let headers = |request: RequestBuilder| {
            request
                .header(header::ACCEPT, "text/html")
                .header(header::COOKIE, format!("sucharit-reading={reading}.normal"))
        };
        let answer = headers(server.client.get(server.url(&address))).send().await.unwrap();
        if let Some(next) = answer.headers().get(header::LOCATION) {
            waiting.push_front(next.to_str().unwrap().to_owned());
            continue;
        }
        if answer.status() != StatusCode::OK && address != "/nothing" {
            found.push(format!("{address}: {}", answer.status()));
        }
        let Some(html) = html_of(answer).await else { continue };
        let page = Page::of(&html);
        let mut wrong: Vec<String> = check(&html, &page).into_iter().chain(page.loose_ends()).collect();
        pages += 1;
        for (action, hidden) in page.forms(&address) {
            let answer = headers(server.client.post(server.url(action)))
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(serde_urlencoded::to_string(&hidden).unwrap())
                .send()
                .await
                .unwrap();
            if answer.status().is_server_error() {
                wrong.push(format!("sent empty: {}", answer.status()));
            }
            if let Some(html) = html_of(answer).await {
                let page = Page::of(&html);
                let refused = check(&html, &page).into_iter().chain(page.loose_ends());
                wrong.extend(refused.map(|wrong| format!("sent empty: {wrong}")));
                pages += 1;
            }
        }
        found.extend(wrong.into_iter().map(|wrong| format!("{address} ({reading}): {wrong}")));
        for link in page.values("a", "href") {
            let link = link.replace("&#38;", "&");
            let link = link.split('#').next().unwrap();
            if let Some(query) = link.strip_prefix('?') {
                waiting.push_back(format!("{}?{query}", address.split('?').next().unwrap()));
            } else if !link.is_empty() {
                waiting.push_back(link.to_owned());
            }
        }
    }
    (pages, found)
}

/// What came, where it is a page.
async fn html_of(answer: Response) -> Option<String> {
    let media_type = answer.headers().get(header::CONTENT_TYPE)?.to_str().unwrap();
    if media_type.starts_with("text/html") { Some(answer.text().await.unwrap()) } else { None }
}

/// The reference plan as an organization of its own whose texts are Latin, and begin as an attack would.
async fn import_latin(server: &Server) {
    fn latin(value: &mut Value) {
        match value {
            Value::String(text) if text.contains(is_thai) => {
                let letter = |c: char| if is_thai(c) { char::from(b'a' + (u32::from(c) % 26) as u8) } else { c };
                *text = format!("{HOSTILE}{}", text.chars().map(letter).collect::<String>());
            }
            Value::Array(values) => values.iter_mut().for_each(latin),
            Value::Object(fields) => fields.values_mut().for_each(latin),
            _ => {}
        }
    }
    let mut plan: Value = serde_json::from_str(REFERENCE_PLAN).unwrap();
    let place = plan["organization"].clone();
    latin(&mut plan);
    (plan["organization"]["district"], plan["organization"]["province"]) =
        (place["district"].clone(), place["province"].clone());
    plan["organization"]["code"] = "latin".into();
    let document = read_document::read(&plan.to_string()).expect("it is as right as the reference plan");
    server.workflow.import_plan(&Actor::operator(), &document).await.expect("the plan is imported");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_hold_together_in_both_languages() {
    let server = Server::start(Database::Sqlite).await;
    import_latin(&server).await;
    let planner = server.with_token(&server.add_account("latin-planner", Role::Planner, Some("latin")).await);
    let clerk = server.with_token(&server.add_account("latin-clerk", Role::Clerk, Some("latin")).await);
    server
        .database
        .execute(&format!("UPDATE account SET name = '{}', position = 'position'", HOSTILE.replace('\'', "''")))
        .await;
    server.database.execute("UPDATE area SET name = 'area'").await;
    server.database.execute("UPDATE organization SET name = 'other' WHERE code <> 'latin'").await;
    let query =
        r#"{ organization(code: "latin") { plan(fiscalYear: 2568) { projects(first: 36) { nodes { id number } } } } }"#;
    let projects = planner.ask(query, json!({})).await["organization"]["plan"]["projects"]["nodes"].take();
    let mut statuses = ["UNABLE", "IN_PROGRESS", "COMPLETED"].into_iter().cycle();
    for project in projects.as_array().unwrap() {
        let status = statuses.next().expect("it goes around");
        let reason = (status == "UNABLE").then_some("OTHER");
        let input = json!({ "projectId": project["id"], "fiscalYear": 2568, "round": "SIX_MONTH", "status": status, "unableReason": reason,
            "unableDetail": reason.map(|_| HOSTILE), "result": format!("{HOSTILE}\n</textarea>") });
        let payload = planner.change(sucharit_tests::RECORD_PROGRESS, json!({ "input": input })).await;
        assert_eq!(payload["userErrors"], json!([]));
    }
    let mut found = Vec::new();
    let readers = [
        (&planner, 40),
        (&clerk, 30),
        (&server.by("nacc-central"), 6),
        (&server.by("admin"), 5),
        (&server.signed_out(), 4),
    ];
    for (server, least) in readers {
        let (pages, wrong) = walk(server, "en.arabic", "wapi-pathum", |html, page| {
            let mut wrong: Vec<String> = page
                .words()
                .filter(|words| words.contains(is_thai) && *words != "ไทย")
                .map(|words| format!("Thai: {words}"))
                .collect();
            if html.contains(&HOSTILE[..3]) || html.contains("</textarea>\n</textarea>") {
                wrong.push("what was typed is not escaped".to_owned());
            }
            wrong
        })
        .await;
        assert!(pages >= least, "{pages}");
        found.extend(wrong);
    }
    // The plan as it is, in Thai with Thai digits: no English text, and digits turned.
    for server in [&server.by("planner"), &server.by("nacc-central"), &server.signed_out()] {
        let (_, wrong) = walk(server, "th.thai", "latin", |_, page| {
            let is_english = |words: &&str| {
                words
                    .split(' ')
                    .filter(|word| word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_lowercase()))
                    .count()
                    > 1
            };
            page.words()
                .filter(|words| !words.contains("&#60;"))
                .filter(is_english)
                .map(|words| format!("English: {words}"))
                .collect()
        })
        .await;
        found.extend(wrong);
    }
    found.sort();
    found.dedup();
    assert!(found.is_empty(), "{} things:\n{}", found.len(), found.join("\n"));
}

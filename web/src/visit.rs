//! One request for a page: who asks, how the person likes to read, and the way to the schema.

use crate::{
    Pages, address, assets, client,
    form::Form,
    navigation::{self, Entry},
    settings::{Settings, TextSize},
    trouble::Trouble,
};
use askama::Template;
use chrono::{DateTime, NaiveDate, Utc};
use graphql_client::GraphQLQuery;
use poem::{
    Body, Request, Response,
    error::ReadBodyError,
    http::{HeaderValue, Method, StatusCode, header},
};
use std::{borrow::Borrow, fmt::Display};
use sucharit_domain::{access::Role, language::Language, money::grouped};
use sucharit_schema::{Caller, InProcess, RequestContext};

mod query {
    crate::operation!("src/visit.graphql": Shell);
}

/// One request for a page.
#[derive(Debug)]
pub struct Visit {
    /// How the person likes to read.
    pub settings: Settings,
    /// Who is signed in.
    pub viewer: Option<Viewer>,
    /// The address asked for, with its query.
    pub path: String,
    /// Whether everything shown is sample data.
    pub sample: bool,
    /// What the query says was done, a word that the page knows.
    done: Option<String>,
    /// None where a template is rendered from a sample.
    door: Option<Door>,
}

/// The way to the schema.
#[derive(Debug, Clone)]
struct Door {
    pages: Pages,
    context: RequestContext,
}

/// Who is signed in.
#[derive(Debug, Clone)]
pub struct Viewer {
    /// ชื่อ-สกุล
    pub name: String,
    /// The name to sign in with.
    pub username: String,
    /// ตำแหน่ง
    pub position: String,
    /// The role.
    pub role: Role,
    /// Code and name of the organization one belongs to.
    pub organization: Option<(String, String)>,
    /// Id and name of the division one belongs to.
    pub division: Option<(String, String)>,
    /// The code and name of the area one belongs to.
    pub area: Option<(String, String)>,
}

impl Visit {
    /// For a page that everybody may read.
    ///
    /// # Errors
    /// When the storage fails.
    pub async fn begin(request: &Request) -> Result<Self, Trouble> {
        let mut visit = Self::unknown(request);
        visit.meet(request.data::<Caller>().cloned().unwrap_or_default()).await?;
        Ok(visit)
    }

    /// Looks who asks.
    ///
    /// # Errors
    /// When the storage fails.
    pub async fn meet(&mut self, caller: Caller) -> Result<(), Trouble> {
        let is_signed_in = caller.authenticated.is_some();
        if let Some(door) = &mut self.door {
            door.context = door.pages.schema.context(caller, self.settings.language);
        }
        if is_signed_in {
            let viewer = self.ask::<query::Shell>(query::shell::Variables).await?.viewer;
            self.viewer = viewer.map(|viewer| Viewer {
                name: viewer.name,
                username: viewer.username,
                position: viewer.position,
                role: viewer.role,
                organization: viewer.organization.map(|organization| (organization.code, organization.name)),
                division: viewer.division.map(|division| (division.id, division.name)),
                area: viewer.area.map(|area| (area.code, area.name)),
            });
        }
        Ok(())
    }

    /// For a page of those who signed in.
    ///
    /// # Errors
    /// Sends others to the sign-in page.
    pub async fn signed_in(request: &Request) -> Result<Self, Trouble> {
        let visit = Self::begin(request).await?;
        if visit.viewer.is_some() { Ok(visit) } else { Err(Trouble::signed_out()) }
    }

    /// For a form that somebody who signed in sends.
    ///
    /// # Errors
    /// Where the session ended, with what was typed; where the form cannot be read.
    pub async fn posted(request: &Request, body: Body) -> Result<(Self, Form), Trouble> {
        let visit = Self::begin(request).await?;
        let form = visit.read(request, body).await?;
        if visit.viewer.is_some() {
            return Ok((visit, form));
        }
        Err(Trouble { kept: form.kept(), ..Trouble::signed_out() })
    }

    /// Reads a form, signed in or not.
    ///
    /// # Errors
    /// Where it is too large or no form.
    pub async fn read(&self, request: &Request, body: Body) -> Result<Form, Trouble> {
        let no_form = |status| {
            let (thai, english) = ("อ่านแบบฟอร์มที่ส่งมาไม่ได้", "The form that was sent cannot be read");
            Trouble::new(status, vec![(thai.to_owned(), english.to_owned())])
        };
        let media_type = request.content_type().unwrap_or_default().split(';').next().unwrap_or_default();
        if !media_type.trim().eq_ignore_ascii_case("application/x-www-form-urlencoded") {
            return Err(no_form(StatusCode::UNSUPPORTED_MEDIA_TYPE));
        }
        let too_large = || Trouble::new(StatusCode::PAYLOAD_TOO_LARGE, Vec::new());
        // Some times what a form may have is read of one that is too large: the answer reaches nobody who still sends.
        let most = self.pages().body_bytes;
        let bytes = body.into_bytes_limit(4 * most).await.map_err(|error| match error {
            ReadBodyError::PayloadTooLarge => too_large(),
            _ => no_form(StatusCode::BAD_REQUEST),
        })?;
        if bytes.len() > most {
            return Err(too_large());
        }
        Form::read(&bytes).ok_or_else(|| no_form(StatusCode::BAD_REQUEST))
    }

    /// Without looking who asks.
    ///
    /// # Panics
    /// Where the routes do not carry [`Pages`].
    #[must_use]
    pub fn unknown(request: &Request) -> Self {
        let pages = request.data::<Pages>().cloned().expect("the routes carry the pages");
        let settings = Settings::of(request);
        let context = pages.schema.context(Caller::default(), settings.language);
        let uri = request.uri();
        // A form's address is often no page of its own: `next` then leads to where the form was.
        let path = uri.path_and_query().map_or_else(|| uri.path().to_owned(), ToString::to_string);
        let done = parameter(request, "done");
        Self { settings, viewer: None, path, sample: pages.sample, done, door: Some(Door { pages, context }) }
    }

    /// Asks the schema, typed.
    ///
    /// # Errors
    /// See [`client::run`].
    pub async fn ask<Q: GraphQLQuery>(&self, variables: Q::Variables) -> Result<Q::ResponseData, Trouble> {
        let door = self.door();
        client::run::<Q>(&door.pages.schema, &door.context, variables).await
    }

    /// The schema itself.
    #[must_use]
    pub fn schema(&self) -> &InProcess {
        &self.door().pages.schema
    }

    /// What the server has to know of the pages.
    #[must_use]
    pub fn pages(&self) -> &Pages {
        &self.door().pages
    }

    fn door(&self) -> &Door {
        self.door.as_ref().expect("every visit came by a request")
    }

    /// One that no request made, for rendering templates.
    #[cfg(test)]
    #[must_use]
    pub fn sample(settings: Settings, viewer: Option<Viewer>) -> Self {
        Self { settings, viewer, path: "/".to_owned(), sample: true, done: None, door: None }
    }

    /// The page, as an answer.
    pub fn answer(&self, page: &impl Template) -> Response {
        match page.render() {
            Ok(html) => self.noted(Response::builder().content_type("text/html; charset=utf-8").body(html)),
            Err(error) => {
                tracing::error!(error = %error, "a template failed");
                Response::builder().status(StatusCode::INTERNAL_SERVER_ERROR).finish()
            }
        }
    }

    /// The page with what is wrong in its form.
    pub fn refuse(&self, page: &impl Template) -> Response {
        let mut response = self.answer(page);
        response.set_status(StatusCode::UNPROCESSABLE_ENTITY);
        response
    }

    /// On to another page of this site, as after every change.
    pub fn go(&self, path: &str) -> Response {
        let mut response = Response::builder().status(StatusCode::SEE_OTHER).finish();
        let value = HeaderValue::from_str(address::own(path)).unwrap_or(HeaderValue::from_static("/"));
        response.headers_mut().insert(header::LOCATION, value);
        self.noted(response)
    }

    /// What the request did to its session goes with the answer, for the door to tell the browser.
    fn noted(&self, mut response: Response) -> Response {
        if let Some(change) = self.door().context.session_change() {
            response.set_data(change);
        }
        response
    }

    /// Whether the query says that this was done.
    #[must_use]
    pub fn done(&self, what: &str) -> bool {
        self.done.as_deref() == Some(what)
    }

    /// One text of two.
    #[must_use]
    pub fn t<'a>(&self, thai: &'a str, english: &'a str) -> &'a str {
        match self.settings.language {
            Language::Thai => thai,
            Language::English => english,
        }
    }

    /// The same of two that belong together.
    #[must_use]
    pub fn of<'a>(&self, both: &'a (impl AsRef<str>, impl AsRef<str>)) -> &'a str {
        self.t(both.0.as_ref(), both.1.as_ref())
    }

    /// The same of two that stand in the program.
    #[must_use]
    pub fn one(&self, (thai, english): (&'static str, &'static str)) -> &'static str {
        self.t(thai, english)
    }

    /// The language's tag.
    #[must_use]
    pub fn lang(&self) -> &'static str {
        match self.settings.language {
            Language::Thai => "th",
            Language::English => "en",
        }
    }

    /// The class that sets the size of the text.
    #[must_use]
    pub fn text_class(&self) -> &'static str {
        match self.settings.text_size {
            TextSize::Normal => "text-normal",
            TextSize::Large => "text-large",
            TextSize::Largest => "text-largest",
        }
    }

    /// A number or a text with numbers, in the digits chosen.
    pub fn n(&self, value: impl Display) -> String {
        self.settings.numerals.write(&value.to_string())
    }

    /// Words with a number after them.
    #[must_use]
    pub fn numbered(&self, words: &str, number: impl Display) -> String {
        format!("{words} {}", self.n(number))
    }

    /// An amount of money: `20,000.00`.
    pub fn money(&self, amount: impl Display) -> String {
        self.n(grouped(&amount.to_string()))
    }

    /// A day in words: `30 เมษายน 2569`, `30 April 2026`.
    #[must_use]
    pub fn day(&self, day: &NaiveDate) -> String {
        match self.settings.language {
            Language::Thai => sucharit_domain::calendar::thai_date(*day, self.settings.numerals),
            Language::English => self.n(day.format("%-d %B %Y")),
        }
    }

    /// An instant in words, in Bangkok, to the minute.
    #[must_use]
    pub fn instant(&self, instant: &DateTime<Utc>) -> String {
        let local = instant.with_timezone(&chrono_tz::Asia::Bangkok);
        let time = local.format("%H:%M");
        let day = self.day(&local.date_naive());
        match self.settings.language {
            Language::Thai => self.n(format!("{day} {time} น.")),
            Language::English => self.n(format!("{day} {time}")),
        }
    }

    /// What `name` says in English and Thai. See [`crate::words`].
    pub fn word(&self, word: &impl crate::words::Word) -> &'static str {
        word.word(self.settings.language)
    }

    /// มิติที่ 1
    #[must_use]
    pub fn dimension(&self, number: impl Borrow<i64>) -> String {
        let number = *number.borrow();
        match self.settings.language {
            Language::Thai => self.n(sucharit_domain::labels::dimension(i16::try_from(number).unwrap_or_default())),
            Language::English => self.n(format!("Dimension {number}")),
        }
    }

    /// What stands where nothing is reported yet.
    #[must_use]
    pub fn awaiting(&self) -> &'static str {
        crate::words::awaiting(self.settings.language)
    }

    /// The entries of the navigation.
    #[must_use]
    pub fn navigation(&self) -> Vec<Entry> {
        navigation::entries(self)
    }

    /// Where an asset is.
    #[must_use]
    pub fn asset(&self, name: &str) -> &'static str {
        assets::path(name)
    }

    /// Whether it is a page's GET, to which one can come back.
    #[must_use]
    pub fn sign_in_address(request: &Request) -> String {
        let here = request.uri().path_and_query().map(ToString::to_string).unwrap_or_default();
        if request.method() == Method::GET && here != "/" {
            format!("/sign-in?next={}", address::encoded(&here))
        } else {
            "/sign-in".to_owned()
        }
    }
}

/// A parameter of the address, once.
pub fn parameter(request: &Request, name: &str) -> Option<String> {
    let pairs: Vec<(String, String)> = request.params().ok()?;
    pairs.into_iter().find(|(found, _)| found == name).map(|(_, value)| value)
}

//! Workbooks for download.

use super::{
    App, language,
    refused::{Problem, respond},
    who,
};
use chrono::NaiveDate;
use poem::{Request, Response, handler, http::StatusCode, web::Data};
use std::collections::HashMap;
use sucharit_domain::{
    calendar::{self, FiscalYear, ReportingRound},
    event::book::Period,
    id::{DivisionId, PlanId},
    numeral::Numerals,
};
use sucharit_schema::{division_id, plan_id};
use sucharit_store::causes;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// `GET /exports/round-report.xlsx?plan=ID&fiscalYear=2568&round=SIX_MONTH[&numerals=thai]`
#[handler]
pub async fn round_report_workbook(request: &Request, app: Data<&App>) -> Response {
    let language = language::of(request);
    let actor = match who::actor(request) {
        Ok(actor) => actor,
        Err(response) => return *response,
    };
    let mut parameters = Parameters::of(request, &["plan", "fiscalYear", "round", "numerals"]);
    let (plan, fiscal_year) = (parameters.plan(), parameters.fiscal_year());
    let (round, numerals) = (parameters.round(), parameters.numerals());
    let (Some(plan), Some(fiscal_year), Some(round), Some(numerals), []) =
        (plan, fiscal_year, round, numerals, parameters.problems.as_slice())
    else {
        return respond(StatusCode::BAD_REQUEST, &parameters.problems, language);
    };
    let read = app.workflow.read_round_report_book(&actor, plan, fiscal_year, round).await;
    let book = match found(read, language) {
        Ok(book) => book,
        Err(response) => return *response,
    };
    let name = sucharit_exports::round_report::file_name(&book);
    make(name, move || sucharit_exports::round_report::workbook(&book, numerals), language).await
}

/// `GET /exports/plan.xlsx?plan=ID[&revision=2][&numerals=thai]`: as it stands, or as that revision says.
#[handler]
pub async fn plan_workbook(request: &Request, app: Data<&App>) -> Response {
    let language = language::of(request);
    let actor = match who::actor(request) {
        Ok(actor) => actor,
        Err(response) => return *response,
    };
    let mut parameters = Parameters::of(request, &["plan", "revision", "numerals"]);
    let (plan, revision, numerals) = (parameters.plan(), parameters.revision(), parameters.numerals());
    let (Some(plan), Some(numerals), []) = (plan, numerals, parameters.problems.as_slice()) else {
        return respond(StatusCode::BAD_REQUEST, &parameters.problems, language);
    };
    let book = match found(app.workflow.read_plan_book(&actor, plan, revision).await, language) {
        Ok(book) => book,
        Err(response) => return *response,
    };
    let name = sucharit_exports::plan::file_name(&book);
    make(name, move || sucharit_exports::plan::workbook(&book, numerals), language).await
}

/// `GET /exports/audit.xlsx?organization=CODE[&from=YYYY-MM-DD&to=YYYY-MM-DD][&numerals=thai]`
#[handler]
pub async fn audit_workbook(request: &Request, app: Data<&App>) -> Response {
    let language = language::of(request);
    let actor = match who::actor(request) {
        Ok(actor) => actor,
        Err(response) => return *response,
    };
    let mut parameters = Parameters::of(request, &["organization", "from", "to", "numerals"]);
    let (organization, period) = (parameters.organization(), parameters.period());
    let numerals = parameters.numerals();
    let (Some(organization), Some(period), Some(numerals), []) =
        (organization, period, numerals, parameters.problems.as_slice())
    else {
        return respond(StatusCode::BAD_REQUEST, &parameters.problems, language);
    };
    let read = app.workflow.read_audit_book(&actor, &organization, period).await;
    let missing = Problem::at("NOT_FOUND", "organization", "ไม่พบหน่วยงานนี้", "There is no such organization");
    let book = match found_or(read, missing, language) {
        Ok(book) => book,
        Err(response) => return *response,
    };
    let name = sucharit_exports::audit::file_name(&book);
    make(name, move || sucharit_exports::audit::workbook(&book, numerals), language).await
}

/// `GET /exports/progress-form.xlsx?plan=ID&fiscalYear=2568&round=SIX_MONTH[&division=ID][&numerals=thai]`
#[handler]
pub async fn progress_form_workbook(request: &Request, app: Data<&App>) -> Response {
    let language = language::of(request);
    let actor = match who::actor(request) {
        Ok(actor) => actor,
        Err(response) => return *response,
    };
    let mut parameters = Parameters::of(request, &["plan", "fiscalYear", "round", "division", "numerals"]);
    let (plan, fiscal_year) = (parameters.plan(), parameters.fiscal_year());
    let (round, division, numerals) = (parameters.round(), parameters.division(), parameters.numerals());
    let (Some(plan), Some(fiscal_year), Some(round), Some(numerals), []) =
        (plan, fiscal_year, round, numerals, parameters.problems.as_slice())
    else {
        return respond(StatusCode::BAD_REQUEST, &parameters.problems, language);
    };
    let read = app.workflow.read_progress_form(&actor, plan, fiscal_year, round, division).await;
    let form = match found(read, language) {
        Ok(form) => form,
        Err(response) => return *response,
    };
    let name = sucharit_exports::progress_form::file_name(&form);
    make(name, move || sucharit_exports::progress_form::workbook(&form, numerals), language).await
}

/// `GET /exports/plan-template.xlsx?organization=CODE[&startFiscalYear=2571][&numerals=thai]`
#[handler]
pub async fn plan_template(request: &Request, app: Data<&App>) -> Response {
    let language = language::of(request);
    let actor = match who::actor(request) {
        Ok(actor) => actor,
        Err(response) => return *response,
    };
    let mut parameters = Parameters::of(request, &["organization", "startFiscalYear", "numerals"]);
    let (organization, first) = (parameters.organization(), parameters.start_fiscal_year());
    let numerals = parameters.numerals();
    let (Some(organization), Some(numerals), []) = (organization, numerals, parameters.problems.as_slice()) else {
        return respond(StatusCode::BAD_REQUEST, &parameters.problems, language);
    };
    let read = app.workflow.read_plan_template(&actor, &organization, first).await;
    let missing = Problem::at("NOT_FOUND", "organization", "ไม่พบหน่วยงานนี้", "There is no such organization");
    let book = match found_or(read, missing, language) {
        Ok(book) => book,
        Err(response) => return *response,
    };
    let name = sucharit_exports::plan::template_file_name(&book);
    make(name, move || sucharit_exports::plan::template(&book, numerals), language).await
}

/// A request's parameters, read one by one while every problem is noted.
pub(super) struct Parameters {
    values: HashMap<String, String>,
    pub(super) problems: Vec<Problem>,
}

impl Parameters {
    pub(super) fn of(request: &Request, known: &[&str]) -> Self {
        let pairs: Vec<(String, String)> = request.params().unwrap_or_default();
        let mut problems = Vec::new();
        let mut values = HashMap::new();
        for (name, value) in pairs {
            if !known.contains(&name.as_str()) {
                let (thai, english) = ("ไม่รู้จักพารามิเตอร์นี้", "There is no such parameter");
                problems.push(Problem::at("UNKNOWN_FIELD", &name, thai, english));
            } else if values.insert(name.clone(), value).is_some() {
                problems.push(Problem::at("DUPLICATE", &name, "ระบุซ้ำ", "Is there already"));
            }
        }
        Self { values, problems }
    }

    fn required<T>(&mut self, name: &str, read: impl FnOnce(&str) -> Option<T>, expected: (&str, &str)) -> Option<T> {
        let value = self.values.get(name).map(|value| read(value));
        let problem = match value {
            Some(Some(value)) => return Some(value),
            Some(None) => ("BAD_PARAMETER", format!("ต้องเป็น{}", expected.0), format!("Must be {}", expected.1)),
            None => ("REQUIRED", format!("ต้องระบุ{}", expected.0), format!("Give {}", expected.1)),
        };
        self.problems.push(Problem::at(problem.0, name, problem.1, problem.2));
        None
    }

    fn plan(&mut self) -> Option<PlanId> {
        self.required("plan", plan_id, ("รหัสอ้างอิง (id) ของแผน", "the id of a plan"))
    }

    /// A division, where one is named.
    fn division(&mut self) -> Option<DivisionId> {
        self.values.get("division")?;
        self.required("division", division_id, ("รหัสอ้างอิง (id) ของสำนัก/กอง", "the id of a division"))
    }

    pub(super) fn organization(&mut self) -> Option<String> {
        let read = |code: &str| (!code.is_empty()).then(|| code.to_owned());
        self.required("organization", read, ("รหัสหน่วยงาน", "the code of an organization"))
    }

    /// Days from `from` to `to`, either of which may be left out.
    fn period(&mut self) -> Option<Period> {
        let (from, to) = (self.day("from"), self.day("to"));
        let period = Period::new(from, to);
        if period.is_none() {
            let (thai, english) = ("ต้องไม่ก่อนวันเริ่มต้น (from)", "Must not be before from");
            self.problems.push(Problem::at("BAD_PARAMETER", "to", thai, english));
        }
        period
    }

    fn day(&mut self, name: &str) -> Option<NaiveDate> {
        self.values.get(name)?;
        self.required(name, calendar::read_day, ("วันที่ ค.ศ. เช่น 2026-04-30", "a day C.E. such as 2026-04-30"))
    }

    pub(super) fn fiscal_year(&mut self) -> Option<FiscalYear> {
        let read = |year: &str| year.parse().ok().and_then(FiscalYear::new);
        self.required("fiscalYear", read, ("ปีงบประมาณ พ.ศ. เช่น 2568", "a fiscal year B.E. such as 2568"))
    }

    /// The first fiscal year of a plan, where one is named.
    fn start_fiscal_year(&mut self) -> Option<FiscalYear> {
        self.values.get("startFiscalYear")?;
        let read = |year: &str| year.parse().ok().and_then(FiscalYear::new);
        self.required("startFiscalYear", read, ("ปีงบประมาณ พ.ศ. เช่น 2571", "a fiscal year B.E. such as 2571"))
    }

    /// A revision of a plan, where one is named.
    fn revision(&mut self) -> Option<i32> {
        self.values.get("revision")?;
        self.required("revision", |number| number.parse().ok(), ("เลขฉบับของแผน เช่น 2", "a revision's number such as 2"))
    }

    pub(super) fn round(&mut self) -> Option<ReportingRound> {
        self.required(
            "round",
            ReportingRound::from_code,
            ("รอบ SIX_MONTH หรือ TWELVE_MONTH", "a round, SIX_MONTH or TWELVE_MONTH"),
        )
    }

    pub(super) fn numerals(&mut self) -> Option<Numerals> {
        if !self.values.contains_key("numerals") {
            return Some(Numerals::Arabic);
        }
        let read = |numerals: &str| match numerals {
            "arabic" => Some(Numerals::Arabic),
            "thai" => Some(Numerals::Thai),
            _ => None,
        };
        self.required("numerals", read, ("thai หรือ arabic", "thai or arabic"))
    }
}

fn found<T, E: std::error::Error>(
    read: Result<Option<T>, E>,
    language: sucharit_domain::language::Language,
) -> Result<T, Box<Response>> {
    let missing = Problem::at("NOT_FOUND", "plan", "ไม่พบแผนหรือรอบรายงานนี้", "There is no such plan or round");
    found_or(read, missing, language)
}

pub(super) fn found_or<T, E: std::error::Error>(
    read: Result<Option<T>, E>,
    missing: Problem,
    language: sucharit_domain::language::Language,
) -> Result<T, Box<Response>> {
    match read {
        Ok(Some(book)) => Ok(book),
        Ok(None) => Err(Box::new(respond(StatusCode::NOT_FOUND, &[missing], language))),
        Err(error) => Err(Box::new(failed(&error, language))),
    }
}

pub(super) fn failed(error: &dyn std::error::Error, language: sucharit_domain::language::Language) -> Response {
    tracing::error!(error = causes(error), "an export failed");
    let problem = Problem::new("INTERNAL", "เกิดข้อผิดพลาดภายในระบบ", "An internal error occurred");
    respond(StatusCode::INTERNAL_SERVER_ERROR, &[problem], language)
}

/// Makes the workbook off the threads that answer requests.
pub(super) async fn make(
    name: String,
    workbook: impl FnOnce() -> Result<Vec<u8>, sucharit_exports::ExportError> + Send + 'static,
    language: sucharit_domain::language::Language,
) -> Response {
    match tokio::task::spawn_blocking(workbook).await {
        Ok(Ok(bytes)) => Response::builder()
            .content_type(XLSX)
            .header("content-disposition", content_disposition("sucharit.xlsx", &name))
            .header("x-content-type-options", "nosniff")
            .header("cache-control", "no-store")
            .body(bytes),
        Ok(Err(error)) => failed(&error, language),
        Err(error) => failed(&error, language),
    }
}

/// A file name for every client: a plain one for old ones, in UTF-8 (RFC 5987) for the rest.
#[must_use]
pub fn content_disposition(plain: &str, name: &str) -> String {
    use std::fmt::Write;
    let encoded = name.bytes().fold(String::new(), |mut encoded, byte| {
        let _ = match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' => write!(encoded, "{}", byte as char),
            _ => write!(encoded, "%{byte:02X}"),
        };
        encoded
    });
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}")
}

#[cfg(test)]
mod tests {
    use super::content_disposition;

    #[test]
    fn thai_file_names() {
        assert_eq!(
            content_disposition("sucharit.xlsx", "แผน-1.xlsx"),
            "attachment; filename=\"sucharit.xlsx\"; filename*=UTF-8''%E0%B9%81%E0%B8%9C%E0%B8%99-1.xlsx"
        );
    }
}

//! The parameters of a download, read one by one while every problem is noted.

use crate::http::{
    language,
    refused::{Problem, instead, respond},
};
use chrono::NaiveDate;
use poem::{Request, Result, http::StatusCode};
use std::collections::HashMap;
use sucharit_domain::{
    calendar::{self, FiscalYear, ReportingRound},
    event::book::Period,
    id::{DivisionId, PlanId},
    language::Language,
    numeral::Numerals,
};
use sucharit_schema::{division_id, plan_id};

/// A request's parameters.
pub struct Parameters {
    values: HashMap<String, String>,
    problems: Vec<Problem>,
    language: Language,
}

impl Parameters {
    /// Of a request; a parameter that is none of the `known` is a problem.
    pub fn of(request: &Request, known: &[&str]) -> Self {
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
        // A field of a form that was left empty says nothing.
        values.retain(|_, value| !value.is_empty());
        Self { values, problems, language: language::of(request) }
    }

    /// What was read, once all of it was.
    ///
    /// # Errors
    /// An answer with everything wrong with the parameters.
    pub fn all<T>(self, read: Option<T>) -> Result<T> {
        match read {
            Some(read) if self.problems.is_empty() => Ok(read),
            _ => Err(instead(respond(StatusCode::BAD_REQUEST, &self.problems, self.language))),
        }
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

    /// The plan that must be named.
    pub fn plan(&mut self) -> Option<PlanId> {
        self.required("plan", plan_id, ("รหัสอ้างอิง (id) ของแผน", "the id of a plan"))
    }

    /// A division, where one is named.
    pub fn division(&mut self) -> Option<DivisionId> {
        self.values.get("division")?;
        self.required("division", division_id, ("รหัสอ้างอิง (id) ของสำนัก/กอง", "the id of a division"))
    }

    /// The code of the organization that must be named.
    pub fn organization(&mut self) -> Option<String> {
        self.required("organization", |code| Some(code.to_owned()), ("รหัสหน่วยงาน", "the code of an organization"))
    }

    /// Days from `from` to `to`, either of which may be left out.
    pub fn period(&mut self) -> Option<Period> {
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

    /// The fiscal year that must be named.
    pub fn fiscal_year(&mut self) -> Option<FiscalYear> {
        let read = |year: &str| year.parse().ok().and_then(FiscalYear::new);
        self.required("fiscalYear", read, ("ปีงบประมาณ พ.ศ. เช่น 2568", "a fiscal year B.E. such as 2568"))
    }

    /// The first fiscal year of a plan, where one is named.
    pub fn start_fiscal_year(&mut self) -> Option<FiscalYear> {
        self.values.get("startFiscalYear")?;
        let read = |year: &str| year.parse().ok().and_then(FiscalYear::new);
        self.required("startFiscalYear", read, ("ปีงบประมาณ พ.ศ. เช่น 2571", "a fiscal year B.E. such as 2571"))
    }

    /// A revision of a plan, where one is named.
    pub fn revision(&mut self) -> Option<i32> {
        self.values.get("revision")?;
        self.required("revision", |number| number.parse().ok(), ("เลขฉบับของแผน เช่น 2", "a revision's number such as 2"))
    }

    /// The round that must be named.
    pub fn round(&mut self) -> Option<ReportingRound> {
        self.required(
            "round",
            ReportingRound::from_code,
            ("รอบ SIX_MONTH หรือ TWELVE_MONTH", "a round, SIX_MONTH or TWELVE_MONTH"),
        )
    }

    /// Arabic where nothing else is named.
    pub fn numerals(&mut self) -> Option<Numerals> {
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

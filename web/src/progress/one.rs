//! The form of one project's report.

use super::{
    RoundPlace, query,
    values::{Difference, Typed, Values, label},
};
use crate::{
    address, faults,
    form::{Faults, Form},
    progress_values,
    trouble::Trouble,
    visit::Visit,
};
use askama::Template;
use poem::{Body, Request, Response, Result, handler, web::Path};
use query::{
    project_progress::{
        ProjectProgressOrganizationPlanProject, ProjectProgressOrganizationPlanProjectProgress,
        ProjectProgressOrganizationPlanRoundReport,
    },
    record_progress::{
        RecordProgressInput, RecordProgressRecordProgressUserErrors, RecordProgressRecordProgressUserErrorsOn,
        RecordProgressRecordProgressUserErrorsOnStaleVersionCurrent,
    },
};
use sucharit_domain::{progress::standing::ProgressAction, project::Conformity};

/// The path's parameters: organization, fiscal year, round, project.
pub type Parts = Path<(String, String, String, String)>;

/// How many files a form takes, in words of MiB.
const LARGEST_MIB: u32 = 20;

#[derive(Template)]
#[template(path = "progress/one.html")]
pub struct OnePage {
    /// The visit.
    pub v: Visit,
    /// The round.
    pub place: RoundPlace,
    /// The project.
    pub project: ProjectProgressOrganizationPlanProject,
    organization: String,
    report: ProjectProgressOrganizationPlanRoundReport,
    last: Option<Values>,
    /// What stands in the form.
    pub form: Form,
    /// What is wrong with it.
    pub faults: Faults,
    /// What somebody else recorded meanwhile: the field, as typed here, as recorded.
    conflict: Option<Vec<Difference>>,
}

impl OnePage {
    /// Reads the project with its report.
    ///
    /// # Errors
    /// Where there is none.
    pub async fn load(v: Visit, path: &Parts) -> Result<Self, Trouble> {
        let (organization, year, round, number) = &path.0;
        let place = RoundPlace::read(organization, year, round)?;
        let number: i32 = number.parse().map_err(|_| Trouble::not_found())?;
        let (last_year, last_round) = place.last();
        let variables = query::project_progress::Variables {
            organization: place.organization.clone(),
            fiscal_year: place.fiscal_year,
            round: place.round,
            number: number.into(),
            last_year,
            last_round,
        };
        let found = v.ask::<query::ProjectProgress>(variables).await?.organization.ok_or_else(Trouble::not_found)?;
        let plan = found.plan.ok_or_else(Trouble::not_found)?;
        let report = plan.round_report.ok_or_else(Trouble::not_found)?;
        let project = plan.project.ok_or_else(Trouble::not_found)?;
        let form = match (&project.progress, &project.carried_forward) {
            (Some(progress), _) => {
                let values = progress_values!(progress.values.clone());
                values.form().with("expectedVersion", values.version.to_string())
            }
            (None, Some(carried)) => progress_values!(carried.six_month.clone()).form(),
            (None, None) => Form::default().with("inOrdinance", "no"),
        };
        let last = project.last.clone().map(|last| progress_values!(last));
        let (faults, conflict) = (Faults::default(), None);
        Ok(Self { v, place, project, organization: found.name, report, last, form, faults, conflict })
    }

    /// Where the page is.
    #[must_use]
    pub fn address(&self) -> String {
        address::project_progress(
            &self.place.organization,
            self.place.fiscal_year,
            self.place.round,
            self.project.number,
        )
    }

    fn can_record(&self) -> bool {
        self.project.viewer_can.contains(&ProgressAction::Record)
    }

    fn can_attach(progress: &ProjectProgressOrganizationPlanProjectProgress) -> bool {
        progress.viewer_can.contains(&ProgressAction::AttachEvidence)
    }

    fn can_reopen(&self) -> bool {
        self.project.viewer_can.contains(&ProgressAction::Reopen)
    }

    fn is_non_conforming(&self) -> bool {
        self.project.conformity == Conformity::NonConforming
    }

    fn runs(&self) -> bool {
        self.project.fiscal_years.contains(&self.place.fiscal_year)
    }

    fn shown(&self) -> Option<Values> {
        self.project.progress.as_ref().map(|progress| progress_values!(progress.values.clone()))
    }

    /// The next project of the own division that is not reported in this round, after this one or from the first.
    fn next(&self) -> Option<(i64, &str, String)> {
        let own = self.v.viewer.as_ref().and_then(|viewer| viewer.division.as_ref());
        let missing = || {
            let others = self.report.missing.iter().filter(|project| project.number != self.project.number);
            others
                .filter(move |project| own.is_none_or(|(id, _)| project.divisions.iter().any(|found| found.id == *id)))
        };
        let next = missing().find(|project| project.number > self.project.number).or_else(|| missing().next())?;
        let place = &self.place;
        let address = address::project_progress(&place.organization, place.fiscal_year, place.round, next.number);
        Some((next.number, &next.name, address))
    }

    fn label(&self, field: &str) -> &'static str {
        label(&self.v, field)
    }
}

/// `GET …/project/NUMBER`
#[handler]
pub async fn show(request: &Request, path: Parts) -> Result<Response> {
    let page = OnePage::load(Visit::signed_in(request).await?, &path).await?;
    if let Some(chosen) = super::list::chosen(request, &page.place) {
        return Ok(page.v.go(&format!("{}/project/{}", chosen.address(), page.project.number)));
    }
    Ok(page.v.answer(&page))
}

/// `POST …/project/NUMBER`
#[handler]
pub async fn record(request: &Request, body: Body, path: Parts) -> Result<Response> {
    let (v, form) = Visit::posted(request, body).await?;
    let mut page = OnePage::load(v, &path).await?;
    match record_one(&page.v, &page.place, &page.project.id, page.project.uses_budget, &form).await? {
        Recorded::Done { .. } => {
            return Ok(page.v.go(&format!("{}?done=saved", page.address())));
        }
        Recorded::Refused { faults, conflict } => {
            page.faults = faults;
            page.form = form;
            if let Some(Conflict { current, differences }) = conflict {
                page.conflict = Some(differences);
                page.form = page.form.with("expectedVersion", current.version.to_string());
            }
        }
    }
    Ok(page.v.refuse(&page))
}

/// What came of recording.
pub enum Recorded {
    /// It is recorded.
    Done {
        /// As it stands now.
        values: Box<Values>,
        /// What is worth a second look.
        warnings: Vec<String>,
    },
    /// It is not.
    Refused {
        /// Why not.
        faults: Faults,
        /// What somebody else recorded meanwhile.
        conflict: Option<Conflict>,
    },
}

/// What somebody else recorded, which is not what was typed.
pub struct Conflict {
    /// As it stands.
    pub current: Box<Values>,
    /// Where the two differ.
    pub differences: Vec<Difference>,
}

/// Records what a form says about one project.
///
/// # Errors
/// Where the storage fails.
pub async fn record_one(
    v: &Visit,
    place: &RoundPlace,
    project: &str,
    uses_budget: bool,
    form: &Form,
) -> Result<Recorded, Trouble> {
    let typed = Typed::read(form, uses_budget);
    let (Some(status), []) = (typed.status, typed.faults.as_slice()) else {
        return Ok(Recorded::Refused { faults: Faults(typed.faults), conflict: None });
    };
    let said = typed.form(form);
    let input = RecordProgressInput {
        project_id: project.to_owned(),
        fiscal_year: place.fiscal_year,
        round: place.round,
        status,
        unable_reason: typed.unable_reason,
        unable_detail: typed.unable_detail,
        in_ordinance: Some(typed.in_ordinance),
        ordinance_budget: Some(typed.ordinance_budget),
        disbursed: Some(typed.disbursed),
        result: form.text("result"),
        problems: form.text("problems"),
        suggestions: form.text("suggestions"),
        remark: form.text("remark"),
        expected_version: form.whole("expectedVersion"),
    };
    let variables = query::record_progress::Variables { input };
    let payload = v.ask::<query::RecordProgress>(variables).await?.record_progress;
    if let Some(progress) = payload.progress {
        let warnings = payload.warnings.into_iter().map(|warning| warning.message).collect();
        return Ok(Recorded::Done { values: Box::new(progress_values!(progress)), warnings });
    }
    let current = payload.user_errors.iter().find_map(current).map(Box::new);
    let conflict = current.map(|current| Conflict { differences: current.differences(v, &said), current });
    match conflict {
        // The same was recorded already, as by a form that is sent twice.
        Some(Conflict { current, differences }) if differences.is_empty() && payload.user_errors.len() == 1 => {
            Ok(Recorded::Done { values: current, warnings: Vec::new() })
        }
        conflict => Ok(Recorded::Refused { faults: Faults(faults!(payload.user_errors)), conflict }),
    }
}

fn current(error: &RecordProgressRecordProgressUserErrors) -> Option<Values> {
    let RecordProgressRecordProgressUserErrorsOn::StaleVersion(stale) = &error.on else { return None };
    match stale.current.as_ref()? {
        RecordProgressRecordProgressUserErrorsOnStaleVersionCurrent::Progress(progress) => {
            Some(progress_values!(progress.clone()))
        }
        _ => None,
    }
}

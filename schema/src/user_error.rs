//! What a person can put right, as data.

use crate::{
    failure::Failure, plan::PlanRevision, progress::Progress, project::Project, risk::RiskAssessment,
    round_report::RoundReport, window::ReportingWindow,
};
use async_graphql::{
    ComplexObject, Enum, Interface, MaybeUndefined, Name, SimpleObject, Union, Value, resolver_utils::parse_enum,
};
use sucharit_domain::{
    access::WhyNot,
    language::Language,
    patch::Patch,
    refusal::{Fault, Path, Refusal, Warning},
    sheet::CellProblem,
};

/// What is wrong; stable, whatever the message says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum UserErrorCode {
    /// Nothing by that id exists for you.
    NotFound,
    /// Changed since it was read.
    StaleVersion,
    /// A value is missing.
    Required,
    /// U+0000 in a text.
    NulInText,
    /// A text is too long.
    TextTooLong,
    /// An amount below zero.
    NegativeAmount,
    /// An amount with more than two decimal places.
    TooManyDecimals,
    /// An amount above 99,999,999,999.99 baht.
    AmountTooLarge,
    /// An amount for a project that uses no budget.
    AmountWithoutBudget,
    /// The project does not run in that year.
    OutsideProjectYears,
    /// The plan does not cover that year.
    OutsidePlanYears,
    /// The report is past its draft.
    ReportNotDraft,
    /// UNABLE needs a reason.
    ReasonRequired,
    /// OTHER needs a text.
    DetailRequired,
    /// A reason goes only with UNABLE.
    OnlyWithUnable,
    /// The twelve-month report took over a six-month completion.
    CarriedOver,
    /// Completed after six months, but the twelve-month report says otherwise.
    ContradictsTwelveMonth,
    /// Likelihood or impact outside 1–5.
    OutsideScale,
    /// The residual score exceeds the inherent one.
    ResidualAboveInherent,
    /// The derived level is not the stated one.
    ContradictsStatedLevel,
    /// A value of the wrong type.
    WrongType,
    /// A field that the format does not have.
    UnknownField,
    /// A code outside its list.
    UnknownCode,
    /// Not a fiscal year in the Buddhist Era.
    NotAFiscalYear,
    /// The last year comes before the first.
    YearsReversed,
    /// A number outside its range.
    OutOfRange,
    /// The same key twice.
    Duplicate,
    /// A reference to something that does not exist.
    UnknownReference,
    /// The budget's years are not the project's.
    BudgetYearsDiffer,
    /// A quantity where there is none, or none where there must be one.
    QuantityMismatch,
    /// Recorded with another value.
    DiffersFromRecorded,
    /// The organization has another plan for some of the years.
    PlanYearsOverlap,
    /// Risk bands that do not rise.
    BandsOutOfOrder,
    /// An adopted plan changes only by an amendment.
    PlanAdopted,
    /// Progress or risk scores hang on the plan.
    PlanInUse,
    /// Not JSON.
    NotJson,
    /// Your role has no part in it.
    WrongRole,
    /// The token only reads.
    ReadOnlyToken,
    /// The project belongs to another division.
    OtherDivision,
    /// The thing is not in a state that allows it.
    WrongState,
    /// The same person took an earlier step of this chain.
    OwnStep,
    /// The reporting window has not opened yet.
    WindowClosed,
    /// Username or password is wrong, or the account cannot sign in.
    SignInFailed,
    /// The old password is wrong.
    WrongPassword,
    /// Too many sign-ins failed of late.
    TooManyAttempts,
    /// A password of less than 12 characters.
    PasswordTooShort,
    /// A password that is easy to guess.
    PasswordTooCommon,
    /// A username of other letters than the ones it may have.
    BadUsername,
    /// Not a mail address.
    BadEmail,
    /// A home that accounts of this role do not have.
    NotForThisRole,
    /// Projects of the year have no report yet.
    ProjectsNotReported,
    /// No longer what was signed before.
    SealBroken,
    /// A day that has not come yet.
    DayInFuture,
    /// A day before the approval.
    DayBeforeApproval,
    /// A day of a reporting window too far from its round.
    OutsideWindowRange,
    /// A due date before the window opens.
    DueBeforeOpening,
    /// A new due date that gives nobody more time.
    DueNotLater,
    /// Name an organization or a province, one of the two.
    OrganizationOrProvince,
    /// No six-month figures wait to be confirmed.
    NothingToConfirm,
    /// An amendment takes away a project, or a fiscal year of it, that has progress.
    ProjectHasProgress,
    /// An amendment takes away or rewords a risk issue that has scores.
    RiskHasScores,
    /// An amendment that says what the plan says.
    NothingAmended,
    /// A file without a byte.
    FileEmpty,
    /// A file of more bytes than are taken.
    FileTooLarge,
    /// A file of a kind that is not taken.
    FileTypeNotAllowed,
    /// An office document with programs in it.
    FileHasMacros,
    /// A report has as many files as it may have.
    TooManyFiles,
    /// A file's name that leads elsewhere or hides what it is.
    BadFileName,
    /// Something is wrong in an uploaded form, so none of it was applied.
    ImportHasProblems,
    /// The new password is the old one.
    PasswordUnchanged,
    /// Not a workbook of the kind that is taken.
    NotAWorkbook,
    /// A workbook that unpacks to more than is read.
    WorkbookTooLarge,
    /// A workbook that cannot be read.
    WorkbookBroken,
    /// A workbook that is no form made here.
    NotAForm,
    /// A form of another version of the system.
    FormatUnknown,
    /// A sheet is missing.
    SheetMissing,
    /// A column is missing.
    ColumnMissing,
    /// Two columns have one heading.
    ColumnTwice,
    /// More rows than are read.
    TooManyRows,
    /// Merged cells where each cell has its own meaning.
    MergedCells,
    /// A formula that comes to an error.
    FormulaError,
    /// A formula without the value it comes to.
    FormulaWithoutValue,
    /// A text where an amount of baht belongs.
    NotAnAmount,
    /// A word that is not in its list.
    NotInList,
    /// A row that cannot be told which project it is about.
    RowWithoutKey,
    /// A row about a project that the plan does not have in this year.
    RowKeyUnknown,
    /// A second row about one project.
    RowKeyTwice,
    /// A row from a form of another fiscal year or round.
    RowOfOtherRound,
    /// Number or name in a row are not those of its project.
    RowMixedUp,
    /// A text that does not follow the pattern of its column.
    NotUnderstood,
    /// Two sheets say different things of one project.
    SheetsDisagree,
    /// A project of one sheet that the other does not have.
    ProjectNotInDetails,
    /// Something is reported without a status.
    StatusRequired,
    /// A form that was made for another organization.
    FormOfOtherOrganization,
    /// A form of another plan, fiscal year or round.
    FormOfOtherRound,
    /// The round's due date has passed (a warning).
    RoundIsOver,
}

impl UserErrorCode {
    fn of(code: &str) -> Self {
        // A test holds the two lists of codes together.
        parse_enum(Value::Enum(Name::new(code))).unwrap_or(Self::WrongType)
    }
}

/// Something that a person can put right.
#[derive(Debug, Interface)]
#[graphql(
    field(name = "code", ty = "&UserErrorCode", desc = "What is wrong; clients branch on it."),
    field(name = "message", ty = "&String", desc = "In words, Thai or English by Accept-Language."),
    field(name = "path", ty = "&Vec<String>", desc = "Where, such as [\"input\", \"disbursed\"].")
)]
pub enum UserError {
    /// A fault of the input.
    InvalidInput(InvalidInput),
    /// Somebody else changed the thing.
    StaleVersion(StaleVersion),
    /// Projects without a report.
    ProjectsNotReported(ProjectsNotReported),
}

/// A fault of the input.
#[derive(Debug, SimpleObject)]
pub struct InvalidInput {
    /// What is wrong.
    code: UserErrorCode,
    /// In words.
    message: String,
    /// Where.
    path: Vec<String>,
}

/// Somebody changed the thing since it was read; look at how it stands and save again with its version.
#[derive(Debug, SimpleObject)]
pub struct StaleVersion {
    /// What is wrong.
    code: UserErrorCode,
    /// In words.
    message: String,
    /// Where.
    path: Vec<String>,
    /// The thing as it stands; null where nothing is recorded.
    current: Option<Box<StaleThing>>,
}

/// Projects of the year have no report yet, so the round report cannot be submitted.
#[derive(Debug, SimpleObject)]
#[graphql(complex)]
pub struct ProjectsNotReported {
    /// What is wrong.
    code: UserErrorCode,
    /// In words.
    message: String,
    /// Where.
    path: Vec<String>,
    #[graphql(skip)]
    numbers: Vec<i16>,
    #[graphql(skip)]
    report: Option<RoundReport>,
}

#[ComplexObject]
impl ProjectsNotReported {
    /// The projects without a report, by number.
    #[graphql(complexity = "crate::page::times(36, child_complexity)")]
    async fn projects(&self) -> Result<Vec<Project>, Failure> {
        match &self.report {
            Some(report) => report.projects(&self.numbers).await,
            None => Ok(Vec::new()),
        }
    }
}

/// What can be edited by two people.
#[derive(Debug, Clone, Union)]
pub enum StaleThing {
    /// A progress report.
    Progress(Progress),
    /// The score of a risk.
    RiskAssessment(RiskAssessment),
    /// A project.
    Project(Project),
    /// A round report.
    RoundReport(RoundReport),
    /// When the reports of a fiscal year and round are taken.
    ReportingWindow(ReportingWindow),
    /// A revision of a plan.
    PlanRevision(PlanRevision),
}

/// Something recorded that is worth a second look.
#[derive(Debug, SimpleObject)]
pub struct UserWarning {
    /// Stable code: `DISBURSED_EXCEEDS_ORDINANCE`, `BUDGET_OUTSIDE_ORDINANCE`.
    code: String,
    /// In words.
    message: String,
    /// Where.
    path: Vec<String>,
}

impl UserWarning {
    /// A rule's warning.
    pub fn new(warning: &Warning, language: Language) -> Self {
        Self {
            code: warning.kind.code().to_owned(),
            message: warning.kind.message(language).to_owned(),
            path: warning.path.words(),
        }
    }
}

/// Rules' refusals; `current`, the thing as it stands, goes with a stale version and says which projects are not reported.
pub fn list(refusals: Vec<Refusal>, current: Option<&StaleThing>, language: Language) -> Vec<UserError> {
    let error = |refusal: Refusal| {
        let (code, message, path) =
            (UserErrorCode::of(refusal.fault.code()), refusal.fault.message(language), refusal.path.words());
        match refusal.fault {
            Fault::StaleVersion { .. } => {
                UserError::StaleVersion(StaleVersion { code, message, path, current: current.cloned().map(Box::new) })
            }
            Fault::ProjectsNotReported { numbers } => {
                let report = match current {
                    Some(StaleThing::RoundReport(report)) => Some(report.clone()),
                    _ => None,
                };
                UserError::ProjectsNotReported(ProjectsNotReported { code, message, path, numbers, report })
            }
            _ => UserError::InvalidInput(InvalidInput { code, message, path }),
        }
    };
    refusals.into_iter().map(error).collect()
}

/// What is wrong in the cells of a file that `field` of the input names.
pub fn of_cells(field: &str, problems: &[CellProblem], language: Language) -> Vec<UserError> {
    let error = |problem: &CellProblem| {
        let code = UserErrorCode::of(&problem.code);
        let message = problem.message(language).to_owned();
        let place = problem.place.to_string();
        let path = Path::input(field);
        let path = if place.is_empty() { path } else { path.field(&place) }.words();
        match code {
            UserErrorCode::StaleVersion => UserError::StaleVersion(StaleVersion { code, message, path, current: None }),
            _ => UserError::InvalidInput(InvalidInput { code, message, path }),
        }
    };
    problems.iter().map(error).collect()
}

/// What `field` of the input names does not exist.
pub fn not_found(field: &str, language: Language) -> Vec<UserError> {
    list(vec![Refusal::new(Path::input(field), Fault::NotFound)], None, language)
}

/// Whoever asks may not, or not now.
pub fn not_allowed(why: WhyNot, language: Language) -> Vec<UserError> {
    list(vec![Refusal::new(Path::default().field("input"), why.into())], None, language)
}

/// Left out, null, or a value.
pub fn patch<T, U>(value: MaybeUndefined<T>, into: impl Fn(T) -> U) -> Patch<U> {
    match value {
        MaybeUndefined::Undefined => Patch::Keep,
        MaybeUndefined::Null => Patch::Clear,
        MaybeUndefined::Value(value) => Patch::Set(into(value)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sucharit_domain::sheet::SheetFault;

    #[test]
    fn every_fault_has_its_code() {
        for code in Fault::CODES.iter().chain(SheetFault::CODES) {
            let parsed: Result<UserErrorCode, _> = parse_enum(Value::Enum(Name::new(*code)));
            assert!(parsed.is_ok(), "{code} is missing from UserErrorCode");
        }
    }
}

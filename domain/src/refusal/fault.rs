//! Every way an input can be at fault: its code and its words.

use crate::{
    access::WhyNot,
    calendar::{FiscalYear, SUPPORTED_FISCAL_YEARS, thai_date},
    language::Language::{self, English, Thai},
    numeral::Numerals,
    risk::{RiskLevel, SCALE},
    round_report::ApprovalState,
};
use chrono::NaiveDate;

/// Declares the closed set of faults with the code of each.
macro_rules! faults {
    ($($(#[$doc:meta])* $variant:ident $({ $($(#[$field_doc:meta])* $field:ident: $type:ty),* $(,)? })? = $code:literal),* $(,)?) => {
        /// What is wrong with an input.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Fault { $($(#[$doc])* $variant $({ $($(#[$field_doc])* $field: $type),* })?),* }

        impl Fault {
            /// Every code, as clients branch on it.
            pub const CODES: &'static [&'static str] = &[$($code),*];

            /// The stable code.
            #[must_use]
            pub const fn code(&self) -> &'static str {
                match self { $(Self::$variant $({ $($field: _),* })? => $code),* }
            }
        }
    };
}

faults! {
    /// Nothing by that id or code exists for the actor.
    NotFound = "NOT_FOUND",
    /// The thing was changed since it was read.
    StaleVersion {
        /// The version the writer read.
        expected: Option<i32>,
        /// The version it has.
        current: Option<i32>,
    } = "STALE_VERSION",
    /// A value is missing.
    Required = "REQUIRED",
    /// U+0000 in a text.
    NulInText = "NUL_IN_TEXT",
    /// A text is longer than its field holds.
    TextTooLong {
        /// The most characters the field holds.
        longest: usize,
        /// How many there are.
        length: usize,
    } = "TEXT_TOO_LONG",
    /// An amount below zero.
    NegativeAmount = "NEGATIVE_AMOUNT",
    /// An amount with fractions of a satang.
    TooManyDecimals = "TOO_MANY_DECIMALS",
    /// An amount above [`crate::money::Baht::GREATEST`].
    AmountTooLarge = "AMOUNT_TOO_LARGE",
    /// A project that uses no budget has 0 in all amounts (e-PlanNACC, rule 1).
    AmountWithoutBudget = "AMOUNT_WITHOUT_BUDGET",
    /// The project does not run in that year.
    OutsideProjectYears {
        /// The years in which it runs.
        years: Vec<FiscalYear>,
    } = "OUTSIDE_PROJECT_YEARS",
    /// The plan does not cover that year.
    OutsidePlanYears {
        /// The plan's first year.
        first: FiscalYear,
        /// The plan's last year.
        last: FiscalYear,
    } = "OUTSIDE_PLAN_YEARS",
    /// The report is past its draft, so its progress is read-only.
    ReportNotDraft {
        /// Where it stands.
        state: ApprovalState,
    } = "REPORT_NOT_DRAFT",
    /// Unable needs a reason.
    ReasonRequired = "REASON_REQUIRED",
    /// Reason "other" needs a text.
    DetailRequired = "DETAIL_REQUIRED",
    /// A reason was given with another status.
    OnlyWithUnable = "ONLY_WITH_UNABLE",
    /// The twelve-month report took over a six-month completion and is locked (e-PlanNACC, rule 2).
    CarriedOver = "CARRIED_OVER",
    /// Completed after six months, but the twelve-month report says otherwise.
    ContradictsTwelveMonth = "CONTRADICTS_TWELVE_MONTH",
    /// Likelihood or impact outside 1–5.
    OutsideScale = "OUTSIDE_SCALE",
    /// The risk after controls exceeds the risk before them.
    ResidualAboveInherent {
        /// The score before controls.
        inherent: i16,
        /// The score after them.
        residual: i16,
    } = "RESIDUAL_ABOVE_INHERENT",
    /// The derived level is not the one that was stated.
    ContradictsStatedLevel {
        /// As the source states it.
        stated: RiskLevel,
        /// As likelihood and impact make it.
        derived: RiskLevel,
    } = "CONTRADICTS_STATED_LEVEL",
    /// A value of the wrong type in a file.
    WrongType {
        /// What belongs there, Thai and English.
        expected: (&'static str, &'static str),
    } = "WRONG_TYPE",
    /// A key the format does not have: what it holds would be lost.
    UnknownField = "UNKNOWN_FIELD",
    /// A code outside its list.
    UnknownCode {
        /// The codes there are.
        allowed: Vec<&'static str>,
    } = "UNKNOWN_CODE",
    /// A year that is no fiscal year in the Buddhist Era.
    NotAFiscalYear = "NOT_A_FISCAL_YEAR",
    /// The last year comes before the first.
    YearsReversed = "YEARS_REVERSED",
    /// A number outside its range.
    OutOfRange {
        /// The least it may be.
        least: i64,
        /// The most it may be.
        most: i64,
    } = "OUT_OF_RANGE",
    /// The same key twice where it must be unique.
    Duplicate = "DUPLICATE",
    /// A reference to something that is not in the file or the database.
    UnknownReference = "UNKNOWN_REFERENCE",
    /// A budget stated for a year in which the project does not run, or missing for one in which it does.
    BudgetYearsDiffer = "BUDGET_YEARS_DIFFER",
    /// A quantity without a comparison that has one, or the other way round.
    QuantityMismatch = "QUANTITY_MISMATCH",
    /// The organization is recorded with another value.
    DiffersFromRecorded = "DIFFERS_FROM_RECORDED",
    /// The organization has another plan for some of the years.
    PlanYearsOverlap {
        /// The other plan's first year.
        first: FiscalYear,
        /// The other plan's last year.
        last: FiscalYear,
    } = "PLAN_YEARS_OVERLAP",
    /// Risk bands that do not rise.
    BandsOutOfOrder = "BANDS_OUT_OF_ORDER",
    /// The plan was adopted, so it changes only by an amendment.
    PlanAdopted = "PLAN_ADOPTED",
    /// Progress or risk scores hang on the plan, so a file cannot replace it.
    PlanInUse = "PLAN_IN_USE",
    /// The file is not JSON.
    NotJson {
        /// What the parser says, with line and column.
        reason: String,
    } = "NOT_JSON",
    /// The role has no part in it.
    WrongRole = "WRONG_ROLE",
    /// The token only reads.
    ReadOnlyToken = "READ_ONLY_TOKEN",
    /// The project belongs to another division.
    OtherDivision = "OTHER_DIVISION",
    /// The thing is not in a state that allows it.
    WrongState = "WRONG_STATE",
    /// The same person took an earlier step of this chain.
    OwnStep = "OWN_STEP",
    /// The reporting window has not opened yet.
    WindowClosed = "WINDOW_CLOSED",
    /// Name or password is wrong, or the account cannot sign in.
    SignInFailed = "SIGN_IN_FAILED",
    /// The old password, as stated, is wrong.
    WrongPassword = "WRONG_PASSWORD",
    /// Too many sign-ins failed of late.
    TooManyAttempts {
        /// How long to wait, in seconds.
        seconds: i64,
    } = "TOO_MANY_ATTEMPTS",
    /// A password of less than 12 characters.
    PasswordTooShort = "PASSWORD_TOO_SHORT",
    /// A password that is easy to guess.
    PasswordTooCommon = "PASSWORD_TOO_COMMON",
    /// A username of other letters than the ones it may have.
    BadUsername = "BAD_USERNAME",
    /// Not a mail address.
    BadEmail = "BAD_EMAIL",
    /// A home that accounts of this role do not have.
    NotForThisRole = "NOT_FOR_THIS_ROLE",
    /// Projects of the year have no report yet, so the round report cannot be submitted.
    ProjectsNotReported {
        /// Their numbers, in order.
        numbers: Vec<i16>,
    } = "PROJECTS_NOT_REPORTED",
    /// The thing is no longer what was signed before.
    SealBroken = "SEAL_BROKEN",
    /// A day that has not come yet.
    DayInFuture = "DAY_IN_FUTURE",
    /// A day before the approval.
    DayBeforeApproval {
        /// The day of the approval.
        approved_on: NaiveDate,
    } = "DAY_BEFORE_APPROVAL",
    /// A day of a reporting window too far from its round.
    OutsideWindowRange {
        /// The first day it may be.
        first: NaiveDate,
        /// The last day it may be.
        last: NaiveDate,
    } = "OUTSIDE_WINDOW_RANGE",
    /// A due date before the window opens.
    DueBeforeOpening = "DUE_BEFORE_OPENING",
    /// A new due date that gives nobody more time.
    DueNotLater {
        /// The day it must come after.
        than: NaiveDate,
    } = "DUE_NOT_LATER",
    /// Both an organization and a province, or neither.
    OrganizationOrProvince = "ORGANIZATION_OR_PROVINCE",
    /// No six-month figures that wait to be confirmed.
    NothingToConfirm = "NOTHING_TO_CONFIRM",
    /// An amendment takes away a project, or a fiscal year of it, that has progress.
    ProjectHasProgress {
        /// The project's number.
        number: i16,
        /// The fiscal year with progress.
        fiscal_year: FiscalYear,
    } = "PROJECT_HAS_PROGRESS",
    /// An amendment takes away or rewords a risk issue that has scores.
    RiskHasScores {
        /// ลำดับที่ of its risk area.
        area: i16,
        /// Its place in the area, from 1.
        issue: i16,
    } = "RISK_HAS_SCORES",
    /// An amendment that says what the plan says.
    NothingAmended = "NOTHING_AMENDED",
    /// A file without a byte.
    FileEmpty = "FILE_EMPTY",
    /// A file of more bytes than are taken.
    FileTooLarge {
        /// The most that are taken.
        largest: u64,
    } = "FILE_TOO_LARGE",
    /// A file of a kind that is not taken.
    FileTypeNotAllowed = "FILE_TYPE_NOT_ALLOWED",
    /// An office document with programs in it.
    FileHasMacros = "FILE_HAS_MACROS",
    /// A report has as many files as it may have.
    TooManyFiles {
        /// The most it may have.
        most: usize,
    } = "TOO_MANY_FILES",
    /// A file's name that leads elsewhere or hides what it is.
    BadFileName = "BAD_FILE_NAME",
    /// Something is wrong in an uploaded form, so none of it is applied.
    ImportHasProblems {
        /// How many problems its preview lists.
        count: usize,
    } = "IMPORT_HAS_PROBLEMS",
    /// The new password is the old one.
    PasswordUnchanged = "PASSWORD_UNCHANGED",
}

impl From<WhyNot> for Fault {
    fn from(why: WhyNot) -> Self {
        match why {
            WhyNot::WrongRole => Self::WrongRole,
            WhyNot::ReadOnlyToken => Self::ReadOnlyToken,
            WhyNot::OtherDivision => Self::OtherDivision,
            WhyNot::WrongState => Self::WrongState,
            WhyNot::OwnStep => Self::OwnStep,
            WhyNot::WindowClosed => Self::WindowClosed,
            WhyNot::CarriedOver => Self::CarriedOver,
        }
    }
}

impl Fault {
    /// The fault in words, for people.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        let (thai, english) = self.words();
        match language {
            Thai => thai,
            English => english,
        }
    }

    #[expect(clippy::too_many_lines, reason = "one line of words per fault, nothing else")]
    fn words(&self) -> (String, String) {
        let both = |thai: &str, english: &str| (thai.to_owned(), english.to_owned());
        match self {
            Self::NotFound => both("ไม่พบรายการที่อ้างถึง", "There is no such thing"),
            Self::StaleVersion { current: Some(_), .. } => both(
                "มีผู้แก้ไขรายการนี้ไปก่อนแล้ว โปรดตรวจค่าปัจจุบันแล้วบันทึกใหม่",
                "Somebody has changed this meanwhile; look at the current values and save again",
            ),
            Self::StaleVersion { current: None, .. } => both(
                "ยังไม่มีรายการนี้ โปรดเว้นเลขฉบับไว้ในการบันทึกครั้งแรก",
                "Nothing is recorded yet; leave the version out the first time",
            ),
            Self::Required => both("ต้องระบุค่านี้", "A value is required"),
            Self::NulInText => both(
                "ข้อความมีอักขระว่างรหัสศูนย์ (U+0000) ซึ่งบันทึกไม่ได้",
                "The text holds a NUL character (U+0000), which cannot be stored",
            ),
            Self::TextTooLong { longest, length } => (
                format!("ข้อความยาว {length} อักขระ เกินที่กำหนดไว้ {longest} อักขระ"),
                format!("The text has {length} characters; at most {longest} are allowed"),
            ),
            Self::NegativeAmount => both("จำนวนเงินต้องไม่ติดลบ", "An amount cannot be negative"),
            Self::TooManyDecimals => both("มีทศนิยมได้ไม่เกินสองตำแหน่ง", "At most two decimal places are allowed"),
            Self::AmountTooLarge => {
                both("จำนวนเงินต้องไม่เกิน 99,999,999,999.99 บาท", "An amount is at most 99,999,999,999.99 baht")
            }
            Self::AmountWithoutBudget => {
                both("โครงการนี้ไม่ใช้งบประมาณ จำนวนเงินต้องเป็น 0", "This project uses no budget, so the amount must be 0")
            }
            Self::OutsideProjectYears { years } => {
                let years = years.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
                (
                    format!("โครงการนี้ไม่ได้ดำเนินการในปีงบประมาณนี้ (ดำเนินการในปี {years})"),
                    format!("The project does not run in this fiscal year (it runs in {years})"),
                )
            }
            Self::OutsidePlanYears { first, last } => (
                format!("แผนครอบคลุมปีงบประมาณ {first}–{last} เท่านั้น"),
                format!("The plan covers the fiscal years {first}–{last}"),
            ),
            Self::ReportNotDraft { state } => (
                format!("รายงานรอบนี้อยู่ในสถานะ “{}” จึงแก้ไขผลการดำเนินงานไม่ได้", state.label()),
                format!("The report of this round is {}, so its progress is read-only", state.code()),
            ),
            Self::ReasonRequired => both("สถานะ “ไม่สามารถดำเนินการได้” ต้องระบุเหตุผล", "The status UNABLE needs a reason"),
            Self::DetailRequired => both("เหตุผล “อื่นๆ” ต้องระบุรายละเอียด", "The reason OTHER needs a text"),
            Self::OnlyWithUnable => {
                both("ระบุเหตุผลได้เฉพาะสถานะ “ไม่สามารถดำเนินการได้”", "A reason goes only with the status UNABLE")
            }
            Self::CarriedOver => both(
                "โครงการนี้ดำเนินการแล้วเสร็จในรอบ 6 เดือน รายงานรอบ 12 เดือนจึงใช้ค่าเดิมและแก้ไขไม่ได้",
                "The project was completed in the six-month round; its twelve-month report takes over those values and is locked",
            ),
            Self::ContradictsTwelveMonth => both(
                "รายงานรอบ 12 เดือนของปีนี้ยังไม่แล้วเสร็จ จึงรายงานว่าแล้วเสร็จในรอบ 6 เดือนไม่ได้ โปรดแก้รอบ 12 เดือนก่อน",
                "The twelve-month report of this year does not say completed; correct it before you report completion after six months",
            ),
            Self::OutsideScale => (
                format!("ต้องเป็นจำนวนเต็ม {} ถึง {}", SCALE.start(), SCALE.end()),
                format!("Must be a whole number from {} to {}", SCALE.start(), SCALE.end()),
            ),
            Self::ResidualAboveInherent { inherent, residual } => (
                format!("คะแนนหลังมีมาตรการควบคุม ({residual}) ต้องไม่สูงกว่าคะแนนก่อนมีมาตรการ ({inherent})"),
                format!("The residual score ({residual}) cannot be above the inherent score ({inherent})"),
            ),
            Self::ContradictsStatedLevel { stated, derived } => (
                format!("โอกาสและผลกระทบนี้ให้ระดับ “{}” แต่แผนระบุไว้ว่า “{}”", derived.label(), stated.label()),
                format!(
                    "Likelihood and impact make the level {}, but the plan states {}",
                    derived.code(),
                    stated.code()
                ),
            ),
            Self::WrongType { expected: (thai, english) } => (format!("ต้องเป็น{thai}"), format!("Must be {english}")),
            Self::UnknownField => both("ไม่รู้จักข้อมูลนี้", "The format has no such field"),
            Self::UnknownCode { allowed } => {
                let allowed = allowed.join(", ");
                (format!("ไม่อยู่ในรายการรหัส: {allowed}"), format!("Must be one of {allowed}"))
            }
            Self::NotAFiscalYear => {
                let (first, last) = (SUPPORTED_FISCAL_YEARS.start(), SUPPORTED_FISCAL_YEARS.end());
                (format!("ต้องเป็นปีงบประมาณ พ.ศ. {first}–{last}"), format!("Must be a fiscal year B.E. {first}–{last}"))
            }
            Self::YearsReversed => both("ปีสุดท้ายมาก่อนปีแรก", "The last year comes before the first"),
            Self::OutOfRange { least, most } if least == most => {
                (format!("ต้องเป็น {most} พอดี"), format!("Must be {most} exactly"))
            }
            Self::OutOfRange { least, most } => {
                (format!("ต้องอยู่ระหว่าง {least} ถึง {most}"), format!("Must be between {least} and {most}"))
            }
            Self::Duplicate => both("ซ้ำกับรายการก่อนหน้า", "Is there already"),
            Self::UnknownReference => both(
                "อ้างถึงสิ่งที่ไม่มีอยู่ หรือรหัสไม่ได้ต่อจากรหัสที่อยู่เหนือกว่า",
                "Refers to something that does not exist, or does not continue the code above it",
            ),
            Self::BudgetYearsDiffer => {
                both("ปีของงบประมาณต้องตรงกับปีที่ดำเนินการ", "The budget's years must be the project's fiscal years")
            }
            Self::QuantityMismatch => both(
                "ตัวชี้วัดแบบมีเกณฑ์จำนวนต้องระบุจำนวน และแบบ “มี” ต้องไม่ระบุ",
                "AT_LEAST, AT_MOST and EXACTLY need a quantity; EXISTS has none",
            ),
            Self::DiffersFromRecorded => both("ต่างจากที่บันทึกไว้แล้ว", "Differs from what is recorded"),
            Self::PlanYearsOverlap { first, last } => (
                format!("หน่วยงานมีแผนสำหรับปีงบประมาณ {first}–{last} อยู่แล้ว ปีของแผนต้องไม่ทับซ้อนกัน"),
                format!("The organization has a plan for {first}–{last} already; plans cannot share years"),
            ),
            Self::BandsOutOfOrder => both(
                "คะแนนเริ่มต้นของระดับต้องเรียงจากน้อยไปมาก: ปานกลาง สูง สูงมาก",
                "The levels' least scores must rise: medium, high, extreme",
            ),
            Self::PlanAdopted => both(
                "แผนนี้ประกาศใช้แล้ว แก้ไขได้โดยการปรับแผนเท่านั้น",
                "The plan has been adopted and changes only by an amendment",
            ),
            Self::PlanInUse => both(
                "แผนนี้มีรายงานผลหรือคะแนนความเสี่ยงแล้ว จึงนำเข้าแทนที่ไม่ได้",
                "Progress or risk scores are recorded for the plan, so a file cannot replace it",
            ),
            Self::NotJson { reason } => {
                (format!("ไฟล์ไม่ใช่ JSON ที่ถูกต้อง: {reason}"), format!("The file is not valid JSON: {reason}"))
            }
            Self::WrongRole => both("บทบาทของท่านทำรายการนี้ไม่ได้", "Your role has no part in this"),
            Self::ReadOnlyToken => both("โทเคนนี้ใช้อ่านข้อมูลได้เท่านั้น", "This token only reads"),
            Self::OtherDivision => both(
                "โครงการนี้มิได้มอบหมายให้สำนัก/กองของท่านโดยตรง งานแผนเป็นผู้บันทึก",
                "This project is not assigned to your own division; the planner records it",
            ),
            Self::WrongState => both(
                "ทำรายการนี้ไม่ได้ในขั้นตอนปัจจุบัน อาจมีผู้ทำไปแล้วหรือยังไม่ถึงขั้นตอน",
                "Where this stands, that cannot be done: somebody may have done it already, or it is not due yet",
            ),
            Self::OwnStep => both(
                "ท่านดำเนินการในขั้นก่อนหน้าของรายการนี้แล้ว ผู้อื่นต้องดำเนินการในขั้นนี้",
                "You took an earlier step of this chain; somebody else must take this one",
            ),
            Self::WindowClosed => {
                both("ยังไม่ถึงช่วงเวลารายงานของรอบนี้", "The reporting window of this round has not opened yet")
            }
            Self::SignInFailed => both("ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง", "Username or password is wrong"),
            Self::WrongPassword => both("รหัสผ่านเดิมไม่ถูกต้อง", "The old password is wrong"),
            Self::TooManyAttempts { seconds } => (
                format!("เข้าสู่ระบบไม่สำเร็จหลายครั้ง โปรดรออีก {seconds} วินาที"),
                format!("Too many failed sign-ins; wait {seconds} seconds"),
            ),
            Self::PasswordTooShort => both("รหัสผ่านต้องยาวอย่างน้อย 12 อักขระ", "A password has at least 12 characters"),
            Self::PasswordTooCommon => both(
                "รหัสผ่านนี้เดาง่าย โปรดใช้คำหลายคำที่ไม่เกี่ยวข้องกัน",
                "This password is easy to guess; use several words that have nothing to do with each other",
            ),
            Self::BadUsername => both(
                "ชื่อผู้ใช้ยาว 2–64 อักขระ ใช้ a–z 0–9 . - _ และขึ้นต้นด้วย a–z",
                "A username has 2–64 characters of a–z 0–9 . - _ and begins with a–z",
            ),
            Self::BadEmail => both("ไม่ใช่ที่อยู่อีเมล", "This is not a mail address"),
            Self::NotForThisRole => both("บทบาทนี้ไม่มีค่านี้", "An account of this role has none"),
            Self::ProjectsNotReported { numbers } => {
                let list = numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
                let count = numbers.len();
                (
                    format!("ยังไม่ได้รายงานผลการดำเนินงาน {count} โครงการ (ลำดับที่ {list}) จึงเสนอรายงานรอบนี้ไม่ได้"),
                    format!(
                        "{count} projects are not reported yet (numbers {list}), so the report cannot be submitted"
                    ),
                )
            }
            Self::SealBroken => both(
                "ข้อมูลไม่ตรงกับที่ลงนามไว้ โปรดตรวจสอบรายการที่แตกต่าง แล้วส่งคืนให้งานแผนเสนอใหม่",
                "This is no longer what was signed; look at the differences and return it to be submitted anew",
            ),
            Self::DayInFuture => both("วันที่ต้องไม่เป็นวันในอนาคต", "The day cannot lie in the future"),
            Self::DayBeforeApproval { approved_on } => {
                let thai = thai_date(*approved_on, Numerals::Arabic);
                (
                    format!("วันที่ต้องไม่ก่อนวันที่อนุมัติ ({thai})"),
                    format!("The day cannot lie before the approval ({approved_on})"),
                )
            }
            Self::OutsideWindowRange { first, last } => (
                format!(
                    "ต้องอยู่ระหว่างวันที่ {} ถึง {}",
                    thai_date(*first, Numerals::Arabic),
                    thai_date(*last, Numerals::Arabic)
                ),
                format!("Must be from {first} to {last}"),
            ),
            Self::DueBeforeOpening => {
                both("วันครบกำหนดต้องไม่มาก่อนวันเปิดรับรายงาน", "The due date must not come before the window opens")
            }
            Self::DueNotLater { than } => (
                format!("วันครบกำหนดใหม่ต้องอยู่หลังวันที่ {}", thai_date(*than, Numerals::Arabic)),
                format!("The new due date must come after {than}"),
            ),
            Self::OrganizationOrProvince => {
                both("ระบุหน่วยงานหรือจังหวัดอย่างใดอย่างหนึ่ง", "Name an organization or a province, one of the two")
            }
            Self::NothingToConfirm => both(
                "โครงการนี้ไม่มีผลรอบ 6 เดือนที่รอการยืนยันในรอบ 12 เดือน",
                "The project has no six-month figures that wait to be confirmed for the twelve-month round",
            ),
            Self::ProjectHasProgress { number, fiscal_year } => (
                format!(
                    "โครงการลำดับที่ {number} มีการบันทึกผลการดำเนินงานปีงบประมาณ {fiscal_year} แล้ว จึงตัดโครงการหรือปีงบประมาณนี้ออกจากแผนไม่ได้"
                ),
                format!(
                    "Progress is recorded for project {number} in {fiscal_year}, so the plan must keep the project and the year"
                ),
            ),
            Self::RiskHasScores { area, issue } => (
                format!("ประเด็นความเสี่ยงที่ {issue} ของหัวข้อลำดับที่ {area} มีคะแนนประเมินแล้ว จึงตัดออก ย้ายลำดับ หรือแก้ข้อความไม่ได้"),
                format!(
                    "Issue {issue} of risk area {area} has been scored, so it must stay at its place with the same text"
                ),
            ),
            Self::NothingAmended => both(
                "ข้อความเหมือนแผนฉบับปัจจุบันทุกประการ ไม่มีสิ่งใดให้ปรับ",
                "This says what the plan says already; there is nothing to amend",
            ),
            Self::FileEmpty => both("ไฟล์ว่างเปล่า", "The file is empty"),
            Self::FileTooLarge { largest } => {
                let largest = mebibytes(*largest);
                (format!("ไฟล์ใหญ่เกิน {largest} MiB"), format!("The file has more than {largest} MiB"))
            }
            Self::FileTypeNotAllowed => both(
                "รับเฉพาะไฟล์ PDF, PNG, JPEG, XLSX และ DOCX ที่เปิดอ่านได้ (พิจารณาจากเนื้อหา ไม่ใช่จากชื่อไฟล์)",
                "Only PDF, PNG, JPEG, XLSX and DOCX files are taken, by what they hold, not by their names",
            ),
            Self::FileHasMacros => both(
                "ไม่รับไฟล์ที่มีมาโคร โปรดบันทึกเป็นชนิดที่ไม่มีมาโครหรือเป็น PDF",
                "Files with macros are not taken; save it without them or as PDF",
            ),
            Self::TooManyFiles { most } => {
                (format!("แนบได้ไม่เกิน {most} ไฟล์ต่อหนึ่งรายงาน"), format!("A report has at most {most} files"))
            }
            Self::ImportHasProblems { count } => (
                format!("แบบที่ส่งมามีสิ่งที่ต้องแก้ไข {count} รายการ จึงไม่บันทึกส่วนใดเลย"),
                format!("The form has {count} problems, so none of it was recorded"),
            ),
            Self::PasswordUnchanged => both("รหัสผ่านใหม่ต้องไม่ซ้ำกับรหัสผ่านเดิม", "The new password must not be the old one"),
            Self::BadFileName => both(
                "ชื่อไฟล์ต้องไม่มีเครื่องหมาย / \\ หรืออักขระควบคุม",
                "A file's name has no / or \\ and no control characters",
            ),
        }
    }
}

/// Bytes in MiB as people write them: whole where they are, else with one decimal.
fn mebibytes(bytes: u64) -> String {
    let tenths = bytes.saturating_mul(10) >> 20;
    if tenths.is_multiple_of(10) { (tenths / 10).to_string() } else { format!("{}.{}", tenths / 10, tenths % 10) }
}

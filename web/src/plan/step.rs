//! A step of a plan's chain: said, confirmed, taken.

use super::query::{
    self,
    revisions::{RevisionsOrganizationPlan, RevisionsOrganizationPlanRevisions},
};
use crate::{
    address, faults,
    form::{Fault, Faults, Form},
    trouble::Trouble,
    visit::Visit,
};
use askama::Template;
use chrono::NaiveDate;
use poem::{Body, Request, Response, Result, handler, web::Path};
use sucharit_domain::approval::ApprovalStep;

/// Its word in addresses, what its button says, and what it does; none for a step that plans do not have.
pub fn words(v: &Visit, step: ApprovalStep) -> Option<(&'static str, &'static str, &'static str)> {
    let (word, (thai, english), (what, what_english)) = match step {
        ApprovalStep::Submit => (
            "submit",
            ("เสนอแผนต่อปลัด", "Submit to the clerk"),
            (
                "ท่านลงนามในฐานะผู้เสนอแผน และแก้ไขแผนไม่ได้จนกว่าจะถูกส่งคืนหรือถอนเรื่อง",
                "You sign for it. It can be edited again only once it is returned or withdrawn.",
            ),
        ),
        ApprovalStep::Withdraw => (
            "withdraw",
            ("ถอนเรื่อง", "Withdraw"),
            ("แผนกลับเป็นร่าง และลายมือชื่อที่ลงไว้สิ้นผล", "It becomes a draft again, and the signature counts no more."),
        ),
        ApprovalStep::Endorse => (
            "endorse",
            ("เห็นชอบ", "Endorse"),
            (
                "ท่านลงนามเห็นชอบตามข้อความที่เสนอ แล้วเรื่องไปยังนายก",
                "You sign what was submitted; it then goes to the executive.",
            ),
        ),
        ApprovalStep::Approve => (
            "approve",
            ("อนุมัติ", "Approve"),
            ("ท่านลงนามอนุมัติ และแผนใช้ตามฉบับนี้ทันที", "You sign it, and the plan stands at it from then on."),
        ),
        ApprovalStep::Return => (
            "return",
            ("ส่งคืนให้แก้ไข", "Return"),
            (
                "แผนกลับเป็นร่างพร้อมเหตุผลของท่าน ลายมือชื่อที่ลงไว้สิ้นผล",
                "It becomes a draft again with your reason; signatures so far count no more.",
            ),
        ),
        ApprovalStep::Reopen => return None,
    };
    Some((word, v.t(thai, english), v.t(what, what_english)))
}

/// What an address names: a step of the chain, or the publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    Step(ApprovalStep),
    Publish,
}

impl Act {
    fn read(word: &str) -> Result<Self, Trouble> {
        Ok(match word {
            "submit" => Self::Step(ApprovalStep::Submit),
            "withdraw" => Self::Step(ApprovalStep::Withdraw),
            "endorse" => Self::Step(ApprovalStep::Endorse),
            "approve" => Self::Step(ApprovalStep::Approve),
            "return" => Self::Step(ApprovalStep::Return),
            "publish" => Self::Publish,
            _ => return Err(Trouble::not_found()),
        })
    }

    fn word(self) -> &'static str {
        match self {
            Self::Step(ApprovalStep::Submit | ApprovalStep::Reopen) => "submit",
            Self::Step(ApprovalStep::Withdraw) => "withdraw",
            Self::Step(ApprovalStep::Endorse) => "endorse",
            Self::Step(ApprovalStep::Approve) => "approve",
            Self::Step(ApprovalStep::Return) => "return",
            Self::Publish => "publish",
        }
    }
}

#[derive(Template)]
#[template(path = "plan/step.html")]
struct StepPage {
    v: Visit,
    code: String,
    organization: String,
    plan: RevisionsOrganizationPlan,
    revision: RevisionsOrganizationPlanRevisions,
    act: Act,
    form: Form,
    faults: Faults,
}

impl StepPage {
    async fn of(
        v: Visit,
        (code, year, number, act): (String, i64, i64, Act),
        form: Form,
        faults: Vec<Fault>,
    ) -> Result<Self, Trouble> {
        let (organization, plan) = super::revisions(&v, &code, year).await?;
        let revision = super::numbered(&plan, number)?;
        let form = if form.has("version") && !faults.iter().any(|fault| fault.code == "STALE_VERSION") {
            form
        } else {
            // What changed meanwhile is shown, so the next attempt is about that.
            form.with("version", revision.version.to_string())
        };
        Ok(Self { v, code, organization, plan, revision, act, form, faults: Faults(faults) })
    }

    fn back(&self) -> String {
        address::revision(&self.code, self.plan.start_fiscal_year, self.revision.revision)
    }

    fn heading(&self) -> &'static str {
        match self.act {
            Act::Step(step) => words(&self.v, step).map_or("", |(_, label, _)| label),
            Act::Publish => self.v.t("เผยแพร่แผนต่อสาธารณะ", "Publish the plan"),
        }
    }

    fn what(&self) -> &'static str {
        match self.act {
            Act::Step(step) => words(&self.v, step).map_or("", |(_, _, what)| what),
            Act::Publish => self.v.t(
                "ทุกคนจะอ่านและดาวน์โหลดแผนฉบับนี้ได้โดยไม่ต้องเข้าสู่ระบบ แทนฉบับที่เผยแพร่ไว้ก่อน (ถ้ามี)",
                "Anyone may then read and download this revision, in place of the one published before.",
            ),
        }
    }

    /// Whether it may be done now.
    fn may(&self) -> bool {
        match self.act {
            Act::Step(step) => self.revision.viewer_can.contains(&step),
            Act::Publish => self.revision.viewer_can_publish,
        }
    }

    /// Why not, where that is known.
    fn why_not(&self) -> &'static str {
        let revision = &self.revision;
        let why = match self.act {
            Act::Step(ApprovalStep::Submit) => revision.submit,
            Act::Step(ApprovalStep::Withdraw) => revision.withdraw,
            Act::Step(ApprovalStep::Endorse) => revision.endorse,
            Act::Step(ApprovalStep::Approve) => revision.approve,
            Act::Step(ApprovalStep::Return) => revision.return_,
            Act::Step(ApprovalStep::Reopen) | Act::Publish => None,
        };
        why.map_or("", |why| self.v.word(&why))
    }

    fn is(&self, word: &str) -> bool {
        self.act.word() == word
    }

    fn months(&self) -> Vec<(String, String)> {
        let month = |number: u32| NaiveDate::from_ymd_opt(2000, number, 1).map(|day| self.v.day(&day));
        let name = |text: String| text.split(' ').nth(1).unwrap_or_default().to_owned();
        (1..=12).filter_map(|number| month(number).map(|text| (number.to_string(), name(text)))).collect()
    }
}

type Place = Path<(String, i64, i64, String)>;

/// `GET /organization/CODE/plan/YEAR/revision/NUMBER/STEP`
#[handler]
pub async fn show(request: &Request, Path((code, year, number, word)): Place) -> Result<Response> {
    let v = Visit::signed_in(request).await?;
    let place = (code, year, number, Act::read(&word)?);
    let page = StepPage::of(v, place, Form::default(), Vec::new()).await?;
    Ok(page.v.answer(&page))
}

/// The day that the three fields state: none where all are empty.
fn announced_on(form: &Form) -> Result<Option<NaiveDate>, Fault> {
    let parts = ["announcedOnDay", "announcedOnMonth", "announcedOnYear"];
    if parts.iter().all(|part| form.text(part).is_none()) {
        return Ok(None);
    }
    form.day("announcedOn").map(Some)
}

/// `POST /organization/CODE/plan/YEAR/revision/NUMBER/STEP`
#[handler]
pub async fn take(request: &Request, Path((code, year, number, word)): Place, body: Body) -> Result<Response> {
    let (v, form) = Visit::posted(request, body).await?;
    let act = Act::read(&word)?;
    let (_, plan) = super::revisions(&v, &code, year).await?;
    let revision_id = super::numbered(&plan, number)?.id;
    let expected_version = form.whole("version").unwrap_or_default();
    let faults = match announced_on(&form) {
        Ok(announced_on) => taken(&v, act, &form, (revision_id, expected_version), announced_on).await?,
        Err(fault) => vec![fault],
    };
    if faults.is_empty() {
        return Ok(v.go(&format!("{}?done={word}", address::revision(&code, plan.start_fiscal_year, number))));
    }
    let page = StepPage::of(v, (code, year, number, act), form, faults).await?;
    Ok(page.v.refuse(&page))
}

async fn taken(
    v: &Visit,
    act: Act,
    form: &Form,
    (revision_id, expected_version): (String, i64),
    announced_on: Option<NaiveDate>,
) -> Result<Vec<Fault>, Trouble> {
    let opinion = || form.text("opinion").unwrap_or_default();
    Ok(match act {
        Act::Step(ApprovalStep::Submit | ApprovalStep::Reopen) => {
            let input = query::submit_plan::SubmitPlanInput { expected_version, revision_id };
            faults!(v.ask::<query::SubmitPlan>(query::submit_plan::Variables { input }).await?.submit_plan.user_errors)
        }
        Act::Step(ApprovalStep::Withdraw) => {
            let input = query::withdraw_plan::WithdrawPlanInput { expected_version, revision_id };
            faults!(
                v.ask::<query::WithdrawPlan>(query::withdraw_plan::Variables { input })
                    .await?
                    .withdraw_plan
                    .user_errors
            )
        }
        Act::Step(ApprovalStep::Endorse) => {
            let input = query::endorse_plan::EndorsePlanInput { expected_version, opinion: opinion(), revision_id };
            faults!(
                v.ask::<query::EndorsePlan>(query::endorse_plan::Variables { input }).await?.endorse_plan.user_errors
            )
        }
        Act::Step(ApprovalStep::Approve) => {
            let input = query::approve_plan::ApprovePlanInput {
                announced_on,
                expected_version,
                opinion: opinion(),
                revision_id,
            };
            faults!(
                v.ask::<query::ApprovePlan>(query::approve_plan::Variables { input }).await?.approve_plan.user_errors
            )
        }
        Act::Step(ApprovalStep::Return) => {
            let reason = form.text("reason").unwrap_or_default();
            let input = query::return_plan::ReturnPlanInput { expected_version, reason, revision_id };
            faults!(v.ask::<query::ReturnPlan>(query::return_plan::Variables { input }).await?.return_plan.user_errors)
        }
        Act::Publish => {
            let input = query::publish_plan::PublishPlanInput { expected_version, revision_id };
            faults!(
                v.ask::<query::PublishPlan>(query::publish_plan::Variables { input }).await?.publish_plan.user_errors
            )
        }
    })
}

//! What one revision of a plan says otherwise than another.

use super::query::{self, difference::DifferencePlanDiff, revisions::RevisionsOrganizationPlan};
use crate::{
    trouble::Trouble,
    visit::{Visit, parameter},
};
use askama::Template;
use poem::{Request, Response, Result, handler, web::Path};
use sucharit_domain::language::Language;

#[derive(Template)]
#[template(path = "plan/difference.html")]
struct DifferencePage {
    v: Visit,
    code: String,
    organization: String,
    plan: RevisionsOrganizationPlan,
    from: i64,
    to: i64,
    differences: Vec<DifferencePlanDiff>,
}

impl DifferencePage {
    /// A path such as `projects[12].steps[3]` in words.
    fn place(&self, path: &str) -> String {
        let parts: Vec<String> = path.split('.').map(|part| in_words(part, self.v.settings.language)).collect();
        self.v.n(parts.join(" › "))
    }
}

/// One step of a path into a plan's text in words; as it stands where there are none.
pub(super) fn in_words(step: &str, language: Language) -> String {
    let (name, place) = step.split_once('[').map_or((step, None), |(name, rest)| (name, rest.strip_suffix(']')));
    let (thai, english) = match name {
        "plan" => ("หัวเรื่องของแผน", "Plan"),
        "organization" => ("หน่วยงาน", "Local government"),
        "projects" => ("โครงการลำดับที่", "Project"),
        "goals" => ("เป้าหมาย", "Goal"),
        "targets" => ("ค่าเป้าหมาย พ.ศ.", "Target"),
        "dimensions" => ("มิติที่", "Dimension"),
        "missions" | "missionCode" => ("ภารกิจตามมิติ", "Mission"),
        "riskAreas" => ("ความเสี่ยง หัวข้อที่", "Risk area"),
        "issues" => ("ประเด็นความเสี่ยงที่", "Risk issue"),
        "controlMeasures" => ("มาตรการควบคุมที่", "Control measure"),
        "title" => ("ชื่อแผน", "Title"),
        "name" => ("ชื่อ", "Name"),
        "kind" => ("ประเภทงาน", "Kind"),
        "objectiveCodes" => ("รหัสวัตถุประสงค์ของภารกิจ", "Mission objective"),
        "objectives" => ("วัตถุประสงค์ข้อ", "Objective"),
        "targetGroups" => ("กลุ่มเป้าหมายที่", "Target group"),
        "category" => ("ประเภทกลุ่มเป้าหมาย", "Category"),
        "description" => ("คำอธิบาย", "Description"),
        "count" => ("จำนวนคน", "Number of people"),
        "steps" => ("วิธีดำเนินการข้อ", "Step"),
        "outputs" => ("ตัวชี้วัดผลผลิตที่", "Output"),
        "outcomes" => ("ตัวชี้วัดผลลัพธ์ที่", "Outcome"),
        "comparison" => ("การเทียบ", "Comparison"),
        "quantity" => ("จำนวน", "Quantity"),
        "unit" => ("หน่วยนับ", "Unit"),
        "text" => ("ข้อความ", "Text"),
        "fiscalYears" => ("ปีงบประมาณที่ดำเนินการ", "Fiscal years"),
        "usesBudget" => ("ใช้งบประมาณ", "Uses a budget"),
        "budgetBahtPerYear" => ("งบประมาณต่อปี (บาท)", "Budget a year (baht)"),
        "budgetByYear" | "budgets" => ("งบประมาณ พ.ศ.", "Budget"),
        "responsibleUnits" => ("ผู้รับผิดชอบที่", "Responsible unit"),
        "quarter" => ("ไตรมาส", "Quarter"),
        "remark" => ("หมายเหตุ", "Remark"),
        "startFiscalYear" => ("ปีงบประมาณแรก", "First fiscal year"),
        "endFiscalYear" => ("ปีงบประมาณสุดท้าย", "Last fiscal year"),
        "announcedOn" => ("วันที่ประกาศใช้", "Announced on"),
        "adoptedByPosition" => ("ตำแหน่งผู้ประกาศใช้", "Adopted by"),
        "level" => ("ระดับความเสี่ยง", "Level"),
        "operation" => ("หัวข้อการดำเนินงาน", "Operation"),
        "projectNumber" => ("ลำดับที่โครงการ", "Project number"),
        "direction" => ("ทิศทาง", "Direction"),
        other => (other, other),
    };
    let words = match language {
        Language::Thai => thai,
        Language::English => english,
    };
    place.map_or_else(|| words.to_owned(), |place| format!("{words} {place}"))
}

/// `GET /organization/CODE/plan/YEAR/difference?from=NUMBER&to=NUMBER`
#[handler]
pub async fn show(request: &Request, Path((code, year)): Path<(String, i64)>) -> Result<Response> {
    let v = Visit::signed_in(request).await?;
    let (organization, plan) = super::revisions(&v, &code, year).await?;
    let number = |name| parameter(request, name).and_then(|number| number.parse::<i32>().ok()).map(i64::from);
    let from = number("from").ok_or_else(Trouble::not_found)?;
    let to = number("to").ok_or_else(Trouble::not_found)?;
    let variables = query::difference::Variables { plan: plan.id.clone(), from, to };
    let differences = v.ask::<query::Difference>(variables).await?.plan_diff.ok_or_else(Trouble::not_found)?;
    let page = DifferencePage { v, code, organization, plan, from, to, differences };
    Ok(page.v.answer(&page))
}

//! The accounts of a demonstration: one of each role, and a second municipality so that it shows who sees what.

use super::super::account::settle;
use crate::reference_data::REFERENCE_PLAN;
use anyhow::bail;
use sucharit_domain::{
    access::{Actor, Role},
    account::AccountInput,
    area::district_code,
    language::Language,
    plan::{document::PlanDocument, read_document},
};
use sucharit_workflow::{Workflow, account::secret::Secret};

/// The reference municipality's code.
pub const MUNICIPALITY: &str = "wapi-pathum";

/// The code of the municipality beside it, which has the same plan under another name.
pub const OTHER: &str = "demo-other";

/// The division of the reference municipality whose officer has an account.
pub const DIVISION: &str = "งานนิติการ สำนักปลัด";

/// Username, role, name, position, and where it belongs.
type Line = (&'static str, Role, &'static str, &'static str, Home);

enum Home {
    Municipality,
    Division(&'static str),
    Other,
    Area(&'static str),
}

const ACCOUNTS: [Line; 11] = [
    ("officer", Role::Officer, "เจ้าหน้าที่ตัวอย่าง", "นิติกร", Home::Division(DIVISION)),
    ("planner", Role::Planner, "ผู้วางแผนตัวอย่าง", "นักวิเคราะห์นโยบายและแผน", Home::Municipality),
    ("clerk", Role::Clerk, "ปลัดตัวอย่าง", "ปลัดเทศบาล", Home::Municipality),
    ("executive", Role::Executive, "นายกตัวอย่าง", "นายกเทศมนตรี", Home::Municipality),
    ("nacc-province", Role::NaccProvince, "เจ้าหน้าที่จังหวัดตัวอย่าง", "เจ้าพนักงานป้องกันการทุจริต", Home::Area("TH-44")),
    ("nacc-region", Role::NaccRegion, "เจ้าหน้าที่ภาคตัวอย่าง", "เจ้าพนักงานป้องกันการทุจริต", Home::Area("R4")),
    ("nacc-central", Role::NaccCentral, "เจ้าหน้าที่ส่วนกลางตัวอย่าง", "เจ้าพนักงานป้องกันการทุจริต", Home::Area("TH")),
    ("admin", Role::Admin, "ผู้ดูแลตัวอย่าง", "ผู้ดูแลระบบ", Home::Area("TH")),
    ("other-planner", Role::Planner, "ผู้วางแผนอีกแห่งตัวอย่าง", "นักวิเคราะห์นโยบายและแผน", Home::Other),
    ("other-clerk", Role::Clerk, "ปลัดอีกแห่งตัวอย่าง", "ปลัดเทศบาล", Home::Other),
    ("other-executive", Role::Executive, "นายกอีกแห่งตัวอย่าง", "นายกเทศมนตรี", Home::Other),
];

/// Makes the municipalities and accounts that are missing; answers with username and password of each new one. The municipalities
/// are marked where what is recorded of them is sample data.
///
/// # Errors
/// When the database fails or something of another kind is in their place.
pub async fn make(workflow: &Workflow, is_sample: bool) -> anyhow::Result<Vec<(&'static str, Secret)>> {
    let operator = Actor::operator();
    let read = workflow.store().read();
    for (code, document) in [(MUNICIPALITY, reference_plan()?), (OTHER, plan_of_other()?)] {
        if read.organization(&operator.scope, code).await?.is_none() {
            let mut document = document;
            document.organization.is_sample = is_sample;
            settle(workflow.import_plan(&operator, &document).await)?;
        }
    }
    let mut made = Vec::new();
    for (username, role, name, position, home) in ACCOUNTS {
        if read.account_by_username(username).await?.is_some() {
            continue;
        }
        let own = |text: &str| Some(text.to_owned());
        let (organization, division, area) = match home {
            Home::Municipality => (own(MUNICIPALITY), None, None),
            Home::Division(division) => (own(MUNICIPALITY), own(division), None),
            Home::Other => (own(OTHER), None, None),
            Home::Area(code) => (None, None, own(code)),
        };
        let input = AccountInput {
            username: username.to_owned(),
            name: name.to_owned(),
            position: position.to_owned(),
            email: None,
            role,
            language: Language::Thai,
            organization,
            division,
            area,
        };
        let password = Secret::of_password();
        settle(workflow.create_account(&operator, input, Some(password.reveal())).await)?;
        made.push((username, password));
    }
    Ok(made)
}

/// The reference municipality's plan.
///
/// # Errors
/// Never: a test reads it.
pub fn reference_plan() -> anyhow::Result<PlanDocument> {
    let Ok(document) = read_document::read(REFERENCE_PLAN) else { bail!("the plan in the binary cannot be read") };
    Ok(document)
}

/// The same for the municipality beside it.
fn plan_of_other() -> anyhow::Result<PlanDocument> {
    let mut document = reference_plan()?;
    let organization = &mut document.organization;
    OTHER.clone_into(&mut organization.code);
    "เทศบาลตำบลตัวอย่าง".clone_into(&mut organization.name);
    "ตัวอย่าง".clone_into(&mut organization.district);
    "TH-40".clone_into(&mut organization.province_code);
    organization.district_code = district_code(&organization.province_code, &organization.district);
    Ok(document)
}

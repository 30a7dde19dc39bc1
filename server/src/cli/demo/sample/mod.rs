//! Sample data (ข้อมูลตัวอย่าง): fiscal years 2566–2568 of both municipalities as they could have gone, always the same. Everything is
//! done by the commands that people use, each at its time and by whom it is due, so that rules, seals and the audit trail are real.

mod chain;
mod progress;
mod risk;

use super::{
    super::{account::settle, database, migrate},
    accounts,
};
use crate::{config::DatabaseSettings, store::Store};
use anyhow::{Context, ensure};
use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use progress::Pace;
use std::{fs, path::Path, sync::Arc};
use sucharit_domain::{
    access::{Actor, Scope},
    calendar::{FiscalYear, ReportingRound},
    clock::{FixedClock, SystemClock},
    plan::{Plan, document::PlanDocument},
};
use sucharit_workflow::{Workflow, account::secret::Secret};

/// The fiscal years that are filled.
const YEARS: [i32; 3] = [2566, 2567, 2568];

/// Makes the database with everything in it, or keeps the one that an earlier call made; answers with the username and password of
/// each new account. It takes its name when it is whole.
///
/// # Errors
/// When there is a database without sample data, or it cannot be made.
pub async fn make(settings: &DatabaseSettings) -> anyhow::Result<Vec<(&'static str, Secret)>> {
    let file = database::file(settings);
    if file.is_file() {
        let store = database::open_or_make(settings).await?;
        migrate::bring_up_to_date(&store).await?;
        let has_sample = store.read().has_sample().await?;
        store.close().await?;
        ensure!(
            has_sample,
            "{} holds no sample data and is left as it is; choose another folder with --data-dir",
            file.display()
        );
        return Ok(Vec::new());
    }
    let making = tempfile::tempdir_in(folder(&file)?).context("cannot make a folder for the sample data")?;
    let unfinished = making.path().join(database::FILE);
    let store = Store::open_sqlite(&unfinished).await.context("cannot make the database of sample data")?;
    migrate::bring_up_to_date(&store).await?;
    let made = fill(&Workflow::new(store.clone(), Arc::new(SystemClock))).await?;
    store.close().await?;
    fs::rename(&unfinished, &file).with_context(|| format!("cannot make {}", file.display()))?;
    Ok(made)
}

/// The folder of a file, made where it is missing.
fn folder(file: &Path) -> anyhow::Result<&Path> {
    let folder = super::super::folder_of(file);
    fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
    Ok(folder)
}

/// Fills a new database: municipalities, accounts, then year by year.
async fn fill(workflow: &Workflow) -> anyhow::Result<Vec<(&'static str, Secret)>> {
    let document = accounts::reference_plan()?;
    let adopted = document.heading.announced_on.context("the reference plan is adopted")?;
    let made = accounts::make(&at(workflow, adopted, 0), true).await?;
    let first = Municipality {
        code: accounts::MUNICIPALITY,
        officer: Some("officer"),
        planner: "planner",
        clerk: "clerk",
        executive: "executive",
        pace: Pace::BRISK,
        finishes: true,
    };
    let second = Municipality {
        code: accounts::OTHER,
        officer: None,
        planner: "other-planner",
        clerk: "other-clerk",
        executive: "other-executive",
        pace: Pace::SLOW,
        finishes: false,
    };
    for municipality in [first, second] {
        let story = municipality.begin(workflow, &document).await?;
        story.publish_plan(adopted + Days::new(4)).await?;
        for (place, year) in YEARS.into_iter().filter_map(FiscalYear::new).enumerate() {
            let place = i16::try_from(place)?;
            story.score_risks(year, place).await?;
            for round in ReportingRound::ALL {
                let is_last = (year.get(), round) == (YEARS[2], ReportingRound::TwelveMonth);
                story.report(year, place, round, story.finishes || !is_last).await?;
            }
        }
    }
    Ok(made)
}

/// Who does the work of a municipality, and how well.
struct Municipality {
    code: &'static str,
    /// Reports on the projects of [`accounts::DIVISION`]; the planner on the others.
    officer: Option<&'static str>,
    planner: &'static str,
    clerk: &'static str,
    executive: &'static str,
    pace: Pace,
    /// Whether the last of all rounds is signed, too.
    finishes: bool,
}

impl Municipality {
    async fn begin<'a>(self, workflow: &'a Workflow, document: &'a PlanDocument) -> anyhow::Result<Story<'a>> {
        let read = workflow.store().read();
        let organization = read.organization(&Scope::Everything, self.code).await?.context("it was imported")?;
        let plans = read.plans_of(&[organization.id]).await?.remove(&organization.id);
        let plan = plans.into_iter().flatten().next().context("its plan was imported")?;
        let actor = async |username: &str| -> anyhow::Result<Actor> {
            let (account, _) = read.account_by_username(username).await?.context("the account was made")?;
            Ok(account.actor(false))
        };
        Ok(Story {
            workflow,
            document,
            plan,
            officer: match self.officer {
                Some(username) => Some(actor(username).await?),
                None => None,
            },
            planner: actor(self.planner).await?,
            clerk: actor(self.clerk).await?,
            executive: actor(self.executive).await?,
            pace: self.pace,
            finishes: self.finishes,
        })
    }
}

/// A municipality's years.
struct Story<'a> {
    workflow: &'a Workflow,
    document: &'a PlanDocument,
    plan: Plan,
    officer: Option<Actor>,
    planner: Actor,
    clerk: Actor,
    executive: Actor,
    pace: Pace,
    finishes: bool,
}

impl Story<'_> {
    /// The engine as it would run on that day, so many minutes after nine o'clock in Bangkok.
    fn at(&self, day: NaiveDate, minutes: i64) -> Workflow {
        at(self.workflow, day, minutes)
    }

    async fn publish_plan(&self, day: NaiveDate) -> anyhow::Result<()> {
        let revisions = self.workflow.store().read().revisions_of(&[self.plan.id]).await?.remove(&self.plan.id);
        let revision = revisions.into_iter().flatten().next().context("a plan has a revision")?;
        settle(self.at(day, 0).publish_plan(&self.planner, revision.id, revision.version).await).map(drop)
    }
}

fn at(workflow: &Workflow, day: NaiveDate, minutes: i64) -> Workflow {
    // Nine o'clock in Bangkok is two o'clock UTC.
    let instant: DateTime<Utc> = day.and_time(chrono::NaiveTime::MIN).and_utc() + TimeDelta::minutes(120 + minutes);
    workflow.by_clock(Arc::new(FixedClock(instant)))
}

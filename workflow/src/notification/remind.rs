//! Reminding of due dates: a sweep over everything that falls due soon. The same sweep twice reminds once.

use crate::Workflow;
use std::collections::{HashMap, HashSet};
use sucharit_domain::{
    access::{Role, Scope},
    account::{Account, Home},
    calendar::{FiscalYear, ReportingRound},
    id::{OrganizationId, PlanId},
    notification::{
        Notification, NotificationKind,
        delivery::Delivery,
        letter::{self, Left, Letter, Thing},
        reminder,
    },
    organization::Organization,
    plan,
    round_report::{ApprovalState, RoundReport},
    window::DueDates,
};
use sucharit_store::{Session, StoreError, Unreported};
use uuid::Uuid;

/// Those who have something left to do before a due date.
const REMINDED: [Role; 4] = [Role::Officer, Role::Planner, Role::Clerk, Role::Executive];

/// What the sweep reads of all reports that fall due, at once.
struct Falling {
    reports: Vec<(OrganizationId, RoundReport)>,
    due_dates: HashMap<PlanId, DueDates>,
    organizations: HashMap<OrganizationId, Organization>,
    recipients: HashMap<OrganizationId, Vec<Account>>,
    unreported: HashMap<(FiscalYear, ReportingRound), HashMap<PlanId, Unreported>>,
}

impl Workflow {
    /// Makes today's reminders: 30, 7 and 1 days before a due date, for everybody who has something left to do.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn remind(&self) -> Result<(), StoreError> {
        let (read, today) = (self.store.read(), self.clock.today());
        let all = DueDates { windows: read.moved_windows().await?, extensions: read.running_extensions().await? };
        let rounds = reminder::rounds_due(&all, today);
        if rounds.is_empty() {
            return Ok(());
        }
        let falling = read_falling(&read, &rounds).await?;
        let mut notifications = Vec::new();
        for (organization, report) in &falling.reports {
            let due_on = falling.due_dates.get(&report.plan_id).cloned().unwrap_or_default();
            let due_on = due_on.due_on(report.fiscal_year, report.round);
            let Some(before) = reminder::due_today(due_on, today) else { continue };
            let name = falling.organizations.get(organization).map(|found| found.name.as_str()).unwrap_or_default();
            let thing = Thing::RoundReport { fiscal_year: report.fiscal_year, round: report.round };
            for recipient in falling.recipients.get(organization).into_iter().flatten() {
                let Some(left) = falling.left(report, recipient) else { continue };
                let Letter { subject, body } =
                    letter::reminder(&thing, name, left, (due_on, today), recipient.language);
                let (about, account) = (Uuid::from(report.id).simple(), Uuid::from(recipient.id).simple());
                notifications.push(Notification {
                    id: self.clock.new_uuid().into(),
                    account_id: recipient.id,
                    kind: NotificationKind::Reminder,
                    about: format!("roundReport:{about}"),
                    subject,
                    body,
                    created_at: self.clock.now(),
                    due_key: format!("REMINDER:{about}:{due_on}:{before}:{account}"),
                    delivery: Delivery::new(recipient.email.clone(), self.clock.now()),
                });
            }
        }
        let transaction = self.store.begin(None).await?;
        transaction.add_notifications(&notifications).await?;
        transaction.commit_unrecorded().await
    }
}

impl Falling {
    /// What a recipient has left to do about a report.
    fn left(&self, report: &RoundReport, recipient: &Account) -> Option<Left> {
        let of_round = self.unreported.get(&(report.fiscal_year, report.round));
        let unreported = of_round.and_then(|plans| plans.get(&report.plan_id));
        match (recipient.role, report.state) {
            (Role::Planner, ApprovalState::Draft) => {
                Some(Left::Submitting(unreported.map_or(0, |unreported| unreported.projects)))
            }
            (Role::Officer, ApprovalState::Draft) => {
                let Home::Organization(_, Some(division)) = recipient.home else { return None };
                Some(Left::OwnProjects(*unreported?.by_division.get(&division)?))
            }
            (Role::Clerk, ApprovalState::Submitted) => Some(Left::Endorsing),
            (Role::Executive, ApprovalState::Endorsed) => Some(Left::Approving),
            _ => None,
        }
    }
}

async fn read_falling(read: &Session<'_>, rounds: &[(FiscalYear, ReportingRound)]) -> Result<Falling, StoreError> {
    let reports = read.unfinished_reports(rounds).await?;
    let plans: HashSet<PlanId> = reports.iter().map(|report| report.plan_id).collect();
    let plans: Vec<PlanId> = plans.into_iter().collect();
    let owners: HashMap<PlanId, OrganizationId> = read
        .plans(&Scope::Everything, &plans)
        .await?
        .into_values()
        .map(|plan| (plan.id, plan.organization_id))
        .collect();
    let organizations: HashSet<OrganizationId> = owners.values().copied().collect();
    let organizations: Vec<OrganizationId> = organizations.into_iter().collect();
    let all_plans = read.plans_of(&organizations).await?;
    let in_force = |report: RoundReport| {
        let owner = *owners.get(&report.plan_id)?;
        let plan = plan::in_force(all_plans.get(&owner)?, report.fiscal_year)?;
        (plan.id == report.plan_id).then_some((owner, report))
    };
    let mut recipients: HashMap<OrganizationId, Vec<Account>> = HashMap::new();
    for account in read.accounts_of(&organizations, &REMINDED).await? {
        if let Some(organization) = account.organization() {
            recipients.entry(organization).or_default().push(account);
        }
    }
    let mut unreported = HashMap::new();
    for (fiscal_year, round) in rounds {
        unreported.insert((*fiscal_year, *round), read.unreported(&plans, *fiscal_year, *round).await?);
    }
    Ok(Falling {
        reports: reports.into_iter().filter_map(in_force).collect(),
        due_dates: read.due_dates(&plans).await?,
        organizations: read.organizations(&Scope::Everything, &organizations).await?,
        recipients,
        unreported,
    })
}

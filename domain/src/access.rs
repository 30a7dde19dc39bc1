//! Who may do what (the only place).
//!
//! Everything that reads or writes takes an [`Actor`]; what lies outside the actor's [`Scope`] does not exist for it. What is
//! inside may still be refused: [`Actor::may`] says by role, and the chain (`approval`) says by state, each with a [`WhyNot`].
//!
//! # Adding an action
//! Its variant in [`Action`], its roles in [`Action::roles`], and a new print of `access.md` (`sucharit print-access`).

use crate::{
    code::coded_enum,
    id::{AccountId, DivisionId, OrganizationId},
};
use std::fmt::Write;

coded_enum! {
    /// What somebody is in the work on a plan.
    pub enum Role {
        /// เจ้าหน้าที่กอง: reports on the projects of the own division.
        Officer = "OFFICER",
        /// งานแผน: keeps the plan, its risks and all progress, and submits.
        Planner = "PLANNER",
        /// ปลัด: endorses or returns.
        Clerk = "CLERK",
        /// นายก: approves or returns.
        Executive = "EXECUTIVE",
        /// ป.ป.ช. of a province.
        NaccProvince = "NACC_PROVINCE",
        /// ป.ป.ช. of a region.
        NaccRegion = "NACC_REGION",
        /// ป.ป.ช. of the country.
        NaccCentral = "NACC_CENTRAL",
        /// Keeps accounts; neither reports nor signs.
        Admin = "ADMIN",
    }
}

/// Where the account of a role is at home.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HomeKind {
    /// A division of an organization.
    Division,
    /// An organization as a whole.
    Organization,
    /// A province.
    Province,
    /// An NACC region.
    Region,
    /// The country.
    Country,
}

impl Role {
    /// Where accounts of this role belong.
    #[must_use]
    pub const fn home(self) -> HomeKind {
        match self {
            Self::Officer => HomeKind::Division,
            Self::Planner | Self::Clerk | Self::Executive => HomeKind::Organization,
            Self::NaccProvince => HomeKind::Province,
            Self::NaccRegion => HomeKind::Region,
            Self::NaccCentral | Self::Admin => HomeKind::Country,
        }
    }
}

coded_enum! {
    /// Everything that a role decides about.
    pub enum Action {
        /// Read what exists in one's scope, its audit trail and workbooks included.
        Read = "READ",
        /// Record progress, attach evidence to it; an officer for projects of the own division.
        RecordProgress = "RECORD_PROGRESS",
        /// Open a carried twelve-month report for changes, with a reason.
        ReopenProgress = "REOPEN_PROGRESS",
        /// Score a risk.
        AssessRisk = "ASSESS_RISK",
        /// Hand a round report to the clerk.
        SubmitRoundReport = "SUBMIT_ROUND_REPORT",
        /// Take a submitted round report back before the clerk acted.
        WithdrawRoundReport = "WITHDRAW_ROUND_REPORT",
        /// Endorse a submitted round report, with an opinion.
        EndorseRoundReport = "ENDORSE_ROUND_REPORT",
        /// Approve an endorsed round report, with an opinion.
        ApproveRoundReport = "APPROVE_ROUND_REPORT",
        /// Return a round report to its draft, with a reason: the clerk a submitted one, the executive an endorsed one.
        ReturnRoundReport = "RETURN_ROUND_REPORT",
        /// Open an approved round report again, with a reason.
        ReopenRoundReport = "REOPEN_ROUND_REPORT",
        /// Keep the day and reference number of the entry in e-PlanNACC.
        RecordFiling = "RECORD_FILING",
        /// Publish an approved round report.
        PublishRoundReport = "PUBLISH_ROUND_REPORT",
        /// Import a plan, replace its draft, begin an amendment.
        EditPlan = "EDIT_PLAN",
        /// Hand a plan to the clerk.
        SubmitPlan = "SUBMIT_PLAN",
        /// Take a submitted plan back before the clerk acted.
        WithdrawPlan = "WITHDRAW_PLAN",
        /// Endorse a submitted plan, with an opinion.
        EndorsePlan = "ENDORSE_PLAN",
        /// Approve an endorsed plan, with an opinion: it is adopted then.
        ApprovePlan = "APPROVE_PLAN",
        /// Return a plan to its draft, with a reason: the clerk a submitted one, the executive an endorsed one.
        ReturnPlan = "RETURN_PLAN",
        /// Publish an adopted plan.
        PublishPlan = "PUBLISH_PLAN",
        /// Find that a project does or does not conform to its dimension.
        ReviewConformity = "REVIEW_CONFORMITY",
        /// Move the reporting window of a fiscal year and round for the whole country.
        MoveWindow = "MOVE_WINDOW",
        /// Give an organization or a province more time, with a reason.
        ExtendDueDate = "EXTEND_DUE_DATE",
        /// Make and disable accounts, reset passwords, give out and revoke tokens.
        ManageAccounts = "MANAGE_ACCOUNTS",
    }
}

impl Action {
    /// The roles that may do it, each within its scope.
    #[must_use]
    pub const fn roles(self) -> &'static [Role] {
        use Role::{Admin, Clerk, Executive, NaccCentral, NaccProvince, NaccRegion, Officer, Planner};
        match self {
            Self::Read => Role::ALL,
            Self::RecordProgress => &[Officer, Planner],
            Self::ReopenProgress
            | Self::AssessRisk
            | Self::SubmitRoundReport
            | Self::WithdrawRoundReport
            | Self::RecordFiling
            | Self::PublishRoundReport
            | Self::EditPlan
            | Self::SubmitPlan
            | Self::WithdrawPlan
            | Self::PublishPlan => &[Planner],
            Self::EndorseRoundReport | Self::EndorsePlan => &[Clerk],
            Self::ApproveRoundReport | Self::ApprovePlan => &[Executive],
            Self::ReturnRoundReport | Self::ReturnPlan => &[Clerk, Executive],
            Self::ReopenRoundReport | Self::ReviewConformity | Self::ExtendDueDate => {
                &[NaccProvince, NaccRegion, NaccCentral]
            }
            Self::MoveWindow => &[NaccCentral],
            Self::ManageAccounts => &[Admin],
        }
    }

    /// Whether the operator of the machine may do it from the command line.
    #[must_use]
    pub const fn by_operator(self) -> bool {
        matches!(self, Self::Read | Self::EditPlan | Self::ManageAccounts)
    }

    /// Whether it changes nothing.
    #[must_use]
    pub const fn only_reads(self) -> bool {
        matches!(self, Self::Read)
    }
}

coded_enum! {
    /// Why somebody may not do something now, although the thing exists for them.
    pub enum WhyNot {
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
        /// The twelve-month report took over a six-month completion and is locked.
        CarriedOver = "CARRIED_OVER",
    }
}

/// Whoever acts: named in every event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// How the audit trail names the actor: the account's username.
    pub name: String,
    /// What the actor can see.
    pub scope: Scope,
    /// In what capacity.
    pub capacity: Capacity,
}

/// In what capacity somebody acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Capacity {
    /// Whoever runs the machine, by the command line.
    Operator,
    /// Somebody with an account.
    Account {
        /// The account.
        id: AccountId,
        /// Its role.
        role: Role,
        /// Its division, an officer's.
        division: Option<DivisionId>,
        /// Came with a token that only reads.
        read_only: bool,
    },
}

/// The organizations that exist for an actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// Every organization.
    Everything,
    /// One organization alone.
    Organization(OrganizationId),
    /// Those that lie in the region, province or district with this code.
    Area(String),
}

impl Actor {
    /// The operator of the machine: sees everything, under this name in the audit trail.
    #[must_use]
    pub fn operator() -> Self {
        Self { name: "operator".to_owned(), scope: Scope::Everything, capacity: Capacity::Operator }
    }

    /// The role; none for the operator.
    #[must_use]
    pub const fn role(&self) -> Option<Role> {
        match self.capacity {
            Capacity::Operator => None,
            Capacity::Account { role, .. } => Some(role),
        }
    }

    /// The account; none for the operator.
    #[must_use]
    pub const fn account(&self) -> Option<AccountId> {
        match self.capacity {
            Capacity::Operator => None,
            Capacity::Account { id, .. } => Some(id),
        }
    }

    /// Whether it came with a token that only reads.
    #[must_use]
    pub const fn is_read_only(&self) -> bool {
        matches!(self.capacity, Capacity::Account { read_only: true, .. })
    }

    /// Whether the role may do this at all, to things in its scope.
    ///
    /// # Errors
    /// Why not.
    pub fn may(&self, action: Action) -> Result<(), WhyNot> {
        match self.capacity {
            Capacity::Operator if action.by_operator() => Ok(()),
            Capacity::Account { role, .. } if !action.roles().contains(&role) => Err(WhyNot::WrongRole),
            Capacity::Account { read_only: true, .. } if !action.only_reads() => Err(WhyNot::ReadOnlyToken),
            Capacity::Account { .. } => Ok(()),
            Capacity::Operator => Err(WhyNot::WrongRole),
        }
    }

    /// The same for a project of these divisions: an officer's own must be among them.
    ///
    /// # Errors
    /// Why not.
    pub fn may_for(&self, action: Action, divisions: &[DivisionId]) -> Result<(), WhyNot> {
        self.may(action)?;
        match self.capacity {
            Capacity::Account { role: Role::Officer, division, .. }
                if division.is_none_or(|own| !divisions.contains(&own)) =>
            {
                Err(WhyNot::OtherDivision)
            }
            _ => Ok(()),
        }
    }
}

/// The table of roles × actions as a person reads it, in Markdown.
#[must_use]
pub fn table() -> String {
    let mut table = String::from(
        "# Who may do what\n\nPrinted from `src/access.rs` by `sucharit print-access`; a test fails when the two differ. Each role \
         acts within its scope alone: its division, organization, province, region or the country. The state of a report or plan, \
         and who took its earlier steps, decide on top of this (`src/approval/`).\n\n| action |",
    );
    let columns = Role::ALL.iter().map(|role| role.code()).chain(["operator"]);
    let mut rule = String::from("\n|---|");
    for column in columns {
        let _ = write!(table, " {column} |");
        rule.push_str(":-:|");
    }
    table.push_str(&rule);
    for action in Action::ALL {
        let _ = write!(table, "\n| {} |", action.code());
        let marks = Role::ALL.iter().map(|role| action.roles().contains(role)).chain([action.by_operator()]);
        for may in marks {
            table.push_str(if may { " ✓ |" } else { "  |" });
        }
    }
    table.push('\n');
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn actor(role: Role, division: Option<DivisionId>, read_only: bool) -> Actor {
        let capacity = Capacity::Account { id: Uuid::nil().into(), role, division, read_only };
        Actor { name: "somebody".to_owned(), scope: Scope::Everything, capacity }
    }

    #[test]
    fn a_read_only_token_reads_and_no_more() {
        for action in Action::ALL {
            for role in Role::ALL {
                let expected = match (action.roles().contains(role), action.only_reads()) {
                    (false, _) => Err(WhyNot::WrongRole),
                    (true, false) => Err(WhyNot::ReadOnlyToken),
                    (true, true) => Ok(()),
                };
                assert_eq!(actor(*role, None, true).may(*action), expected, "{action:?} {role:?}");
                assert_eq!(actor(*role, None, false).may(*action).is_ok(), action.roles().contains(role));
            }
        }
    }

    #[test]
    fn nobody_but_the_planning_division_and_the_signers_moves_a_chain() {
        for action in [Action::EndorseRoundReport, Action::ApproveRoundReport, Action::EndorsePlan, Action::ApprovePlan]
        {
            assert_eq!(action.roles().len(), 1, "{action:?}");
            assert_eq!(Actor::operator().may(action), Err(WhyNot::WrongRole));
        }
        for role in [Role::Admin, Role::NaccCentral] {
            assert_eq!(actor(role, None, false).may(Action::RecordProgress), Err(WhyNot::WrongRole));
        }
    }

    #[test]
    fn an_officer_reports_for_the_own_division() {
        let (own, other) = (DivisionId(Uuid::from_u128(1)), DivisionId(Uuid::from_u128(2)));
        let officer = actor(Role::Officer, Some(own), false);
        assert_eq!(officer.may_for(Action::RecordProgress, &[other, own]), Ok(()));
        assert_eq!(officer.may_for(Action::RecordProgress, &[other]), Err(WhyNot::OtherDivision));
        assert_eq!(officer.may_for(Action::RecordProgress, &[]), Err(WhyNot::OtherDivision));
        assert_eq!(actor(Role::Planner, None, false).may_for(Action::RecordProgress, &[other]), Ok(()));
    }
}

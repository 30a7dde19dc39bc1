//! The chain as tables: every step in every state by every role, and who took which step before.

use super::{
    Approvable, ApprovalState,
    ApprovalState::{Approved, Draft, Endorsed, Submitted},
    ApprovalStep,
    ApprovalStep::{Approve, Endorse, Reopen, Return, Submit, Withdraw},
    Chain, StepTaken,
};
use crate::{
    access::{Actor, Capacity, Role, Scope, WhyNot},
    id::AccountId,
};
use chrono::DateTime;
use uuid::Uuid;

/// An actor of a role whose account has this number.
fn actor(role: Role, account: u128) -> Actor {
    let id = AccountId(Uuid::from_u128(account));
    let capacity = Capacity::Account { id, role, division: None, read_only: false };
    Actor { name: format!("somebody-{account}"), scope: Scope::Everything, capacity }
}

/// Steps, each with its run and the number of the account that took it.
fn steps(taken: &[(i32, ApprovalStep, u128)]) -> Vec<StepTaken> {
    let step = |(sequence, (run, step, account)): (i32, &(i32, ApprovalStep, u128))| StepTaken {
        id: Uuid::nil().into(),
        sequence,
        run: *run,
        step: *step,
        account: AccountId(Uuid::from_u128(*account)),
        username: format!("somebody-{account}"),
        name: "ผู้ทดสอบ".to_owned(),
        position: "ตำแหน่งทดสอบ".to_owned(),
        words: None,
        taken_at: DateTime::UNIX_EPOCH,
        digest: step.signs().then(|| format!("digest of run {run}")),
    };
    (1..).zip(taken).map(step).collect()
}

/// The steps of a run that came to this state: planner 1, clerk 2, executive 3.
fn run_to(state: ApprovalState) -> Vec<StepTaken> {
    let all = [(1, Submit, 1), (1, Endorse, 2), (1, Approve, 3)];
    let many = ApprovalState::ALL.iter().position(|other| *other == state).unwrap();
    steps(&all[..many])
}

const REPORT: Approvable = Approvable::RoundReport;

#[test]
fn every_step_in_every_state_by_every_role() {
    let nacc = [Role::NaccProvince, Role::NaccRegion, Role::NaccCentral];
    for state in ApprovalState::ALL {
        for step in ApprovalStep::ALL {
            for role in Role::ALL {
                let leads_to = match (state, step, role) {
                    (Draft, Submit, Role::Planner) => Some(Submitted),
                    (Submitted, Endorse, Role::Clerk) => Some(Endorsed),
                    (Endorsed, Approve, Role::Executive) => Some(Approved),
                    (Submitted, Withdraw, Role::Planner)
                    | (Submitted, Return, Role::Clerk)
                    | (Endorsed, Return, Role::Executive) => Some(Draft),
                    (Approved, Reopen, role) if nacc.contains(role) => Some(Draft),
                    _ => None,
                };
                let has_part = match step {
                    Submit | Withdraw => *role == Role::Planner,
                    Endorse => *role == Role::Clerk,
                    Approve => *role == Role::Executive,
                    Return => [Role::Clerk, Role::Executive].contains(role),
                    Reopen => nacc.contains(role),
                };
                let why = if has_part { WhyNot::WrongState } else { WhyNot::WrongRole };
                let steps = run_to(*state);
                let taken = Chain::new(REPORT, *state, &steps).take(*step, &actor(*role, 9));
                assert_eq!(taken, leads_to.ok_or(why), "{state:?} {step:?} {role:?}");
            }
            let steps = run_to(*state);
            let operator = Chain::new(REPORT, *state, &steps).take(*step, &Actor::operator());
            assert_eq!(operator, Err(WhyNot::WrongRole), "the operator signs nothing");
        }
    }
}

#[test]
fn nobody_judges_a_run_in_which_they_took_a_step() {
    // An account whose role was changed between two steps is still the same person.
    for (taken, state, step, role, account, expected) in [
        (vec![(1, Submit, 1)], Submitted, Endorse, Role::Clerk, 1, Err(WhyNot::OwnStep)),
        (vec![(1, Submit, 1)], Submitted, Return, Role::Clerk, 1, Err(WhyNot::OwnStep)),
        (vec![(1, Submit, 1)], Submitted, Withdraw, Role::Planner, 1, Ok(Draft)),
        (vec![(1, Submit, 1)], Submitted, Withdraw, Role::Planner, 4, Ok(Draft)),
        (vec![(1, Submit, 1)], Submitted, Endorse, Role::Clerk, 2, Ok(Endorsed)),
        (vec![(1, Submit, 1), (1, Endorse, 2)], Endorsed, Approve, Role::Executive, 1, Err(WhyNot::OwnStep)),
        (vec![(1, Submit, 1), (1, Endorse, 2)], Endorsed, Approve, Role::Executive, 2, Err(WhyNot::OwnStep)),
        (vec![(1, Submit, 1), (1, Endorse, 2)], Endorsed, Return, Role::Executive, 2, Err(WhyNot::OwnStep)),
        (vec![(1, Submit, 1), (1, Endorse, 2)], Endorsed, Approve, Role::Executive, 3, Ok(Approved)),
        // What was done in an earlier run does not count in the next one.
        (vec![(1, Submit, 1), (1, Return, 2), (2, Submit, 4)], Submitted, Endorse, Role::Clerk, 2, Ok(Endorsed)),
        (vec![(1, Submit, 1), (1, Return, 2), (2, Submit, 4)], Submitted, Endorse, Role::Clerk, 1, Ok(Endorsed)),
        (
            vec![(1, Submit, 1), (1, Return, 2), (2, Submit, 4)],
            Submitted,
            Endorse,
            Role::Clerk,
            4,
            Err(WhyNot::OwnStep),
        ),
    ] {
        let steps = steps(&taken);
        let found = Chain::new(REPORT, state, &steps).take(step, &actor(role, account));
        assert_eq!(found, expected, "{taken:?} {step:?} by {account}");
    }
}

#[test]
fn a_token_that_only_reads_takes_no_step() {
    let mut planner = actor(Role::Planner, 1);
    if let Capacity::Account { read_only, .. } = &mut planner.capacity {
        *read_only = true;
    }
    assert_eq!(Chain::new(REPORT, Draft, &[]).may(Submit, &planner), Err(WhyNot::ReadOnlyToken));
}

#[test]
fn an_adopted_plan_is_not_reopened() {
    let steps = run_to(Approved);
    let chain = Chain::new(Approvable::Plan, Approved, &steps);
    assert_eq!(chain.may(Reopen, &actor(Role::NaccCentral, 9)), Err(WhyNot::WrongRole));
    assert_eq!(Chain::new(Approvable::Plan, Draft, &[]).take(Submit, &actor(Role::Planner, 1)), Ok(Submitted));
}

#[test]
fn a_run_ends_with_the_draft_and_its_signatures_are_void_then() {
    let taken = [(1, Submit, 1), (1, Return, 2), (2, Submit, 1), (2, Endorse, 2), (2, Approve, 3), (2, Reopen, 4)];
    for (many, state, run, current, digest) in [
        (0, Draft, 1, 0, None),
        (1, Submitted, 1, 1, Some("digest of run 1")),
        (2, Draft, 2, 0, None),
        (3, Submitted, 2, 1, Some("digest of run 2")),
        (4, Endorsed, 2, 2, Some("digest of run 2")),
        (5, Approved, 2, 3, Some("digest of run 2")),
        (6, Draft, 3, 0, None),
    ] {
        let steps = steps(&taken[..many]);
        let chain = Chain::new(REPORT, state, &steps);
        assert_eq!((chain.run(), chain.current().len(), chain.digest()), (run, current, digest), "{many}");
        assert_eq!(chain.next_sequence(), i32::try_from(many).unwrap() + 1);
    }
}

#[test]
fn a_state_that_nobody_signed_has_no_digest() {
    let submitted = steps(&[(1, Submit, 1)]);
    assert_eq!(Chain::new(REPORT, Approved, &submitted).digest(), None);
    assert_eq!(Chain::new(REPORT, Submitted, &[]).digest(), None);
    let returned = steps(&[(1, Submit, 1), (1, Return, 2)]);
    assert_eq!(Chain::new(REPORT, Submitted, &returned).digest(), None);
    let mut differing = steps(&[(1, Submit, 1), (1, Endorse, 2)]);
    differing[1].digest = Some("another".to_owned());
    assert_eq!(Chain::new(REPORT, Endorsed, &differing).digest(), None, "clerk and planner signed the same");
}

#[test]
fn opinions_and_reasons_say_something() {
    for (step, words, expected) in [
        (Endorse, " \n", Some(("input.opinion", "REQUIRED"))),
        (Approve, "เห็นชอบ", None),
        (Return, "", Some(("input.reason", "REQUIRED"))),
        (Reopen, "a\0", Some(("input.reason", "NUL_IN_TEXT"))),
    ] {
        let fault = step.words_fault(words).map(|refusal| (refusal.path.to_string(), refusal.fault.code()));
        assert_eq!(fault.as_ref().map(|(path, code)| (path.as_str(), *code)), expected, "{step:?} {words:?}");
    }
    assert!(Endorse.words_fault(&"ก".repeat(10_001)).is_some());
}

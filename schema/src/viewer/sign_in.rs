//! `signIn`, `signOut`, `endOtherSessions`

use super::Viewer;
use crate::{
    context::{Caller, RequestContext, SessionChange},
    failure::Failure,
    user_error::{self, UserError},
};
use async_graphql::{Context, InputObject, Object, SimpleObject};
use sucharit_domain::access::WhyNot;
use sucharit_workflow::{CommandError, account::Authenticated};

/// Name and password.
#[derive(InputObject)]
pub struct SignInInput {
    /// The username.
    username: String,
    /// The password.
    password: String,
}

/// What came of it.
#[derive(Debug, SimpleObject)]
pub struct SignInPayload {
    /// Whoever is signed in now; null when refused.
    viewer: Option<Viewer>,
    /// Why not; the same whether there is such an account or not.
    user_errors: Vec<UserError>,
}

/// What came of it.
#[derive(Debug, SimpleObject)]
pub struct SignOutPayload {
    /// Whether a session ended.
    signed_out: bool,
    /// Nothing can be wrong.
    user_errors: Vec<UserError>,
}

/// Signing in and out.
#[derive(Debug, Default)]
pub struct SignInOrOut;

#[Object]
impl SignInOrOut {
    /// Begins a session, whose cookie comes with the answer. Once in a request.
    async fn sign_in(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Name and password.")] input: SignInInput,
    ) -> Result<SignInPayload, Failure> {
        let request = RequestContext::of(context);
        if !request.is_first_sign_in() {
            return Err(Failure::ONE_SIGN_IN);
        }
        let (workflow, address) = (request.workflow(), request.address());
        match workflow.sign_in(&input.username, &input.password, address, request.session()).await {
            Ok(signed_in) => {
                let authenticated =
                    Authenticated { actor: signed_in.account.actor(false), session: Some(signed_in.session.id) };
                let caller = Caller { authenticated: Some(authenticated), address };
                // What is asked for below is answered to whoever signed in, not to whoever asked before.
                let own = RequestContext::new(workflow.clone(), caller, request.language());
                request.change_session(SessionChange::Began(signed_in.secret));
                Ok(SignInPayload { viewer: Some(Viewer::new(own, signed_in.account)), user_errors: Vec::new() })
            }
            Err(CommandError::Refused { refusals, .. }) => {
                Ok(SignInPayload { viewer: None, user_errors: user_error::list(refusals, None, request.language()) })
            }
            Err(CommandError::Failed(error)) => Err(error.into()),
        }
    }

    /// Ends the session that the request came with.
    async fn sign_out(&self, context: &Context<'_>) -> Result<SignOutPayload, Failure> {
        let request = RequestContext::of(context);
        let session = request.session();
        if let Some(session) = session {
            request.workflow().sign_out(session).await?;
        }
        request.change_session(SessionChange::Ended);
        Ok(SignOutPayload { signed_out: session.is_some(), user_errors: Vec::new() })
    }

    /// Ends all of one's sessions but the one that asks.
    async fn end_other_sessions(&self, context: &Context<'_>) -> Result<SignOutPayload, Failure> {
        let request = RequestContext::of(context);
        let actor = request.actor()?;
        if actor.is_read_only() {
            let user_errors = user_error::not_allowed(WhyNot::ReadOnlyToken, request.language());
            return Ok(SignOutPayload { signed_out: false, user_errors });
        }
        let Some(account) = actor.account() else { return Err(Failure::UNAUTHENTICATED) };
        request.workflow().end_other_sessions(account, request.session()).await?;
        Ok(SignOutPayload { signed_out: true, user_errors: Vec::new() })
    }
}

//! `changePassword`

use crate::{
    context::{RequestContext, SessionChange},
    failure::Failure,
    user_error::{self, UserError},
};
use async_graphql::{Context, InputObject, Object, SimpleObject};
use sucharit_workflow::CommandError;

/// The old password and the new one.
#[derive(InputObject)]
pub struct ChangePasswordInput {
    /// The password until now.
    old_password: String,
    /// The new one: at least 12 characters, hard to guess.
    new_password: String,
}

/// What came of it.
#[derive(Debug, SimpleObject)]
pub struct ChangePasswordPayload {
    /// Whether the password was changed; every session has ended then.
    changed: bool,
    /// Every fault of the input.
    user_errors: Vec<UserError>,
}

/// `changePassword`
#[derive(Debug, Default)]
pub struct ChangePassword;

#[Object]
impl ChangePassword {
    /// Changes one's own password and ends all of one's sessions: sign in again with the new one.
    async fn change_password(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The old password and the new one.")] input: ChangePasswordInput,
    ) -> Result<ChangePasswordPayload, Failure> {
        let request = RequestContext::of(context);
        // A wrong old password is a guess, like a sign-in.
        if !request.is_first_sign_in() {
            return Err(Failure::ONE_SIGN_IN);
        }
        let changed = request
            .workflow()
            .change_password(request.actor()?, &input.old_password, &input.new_password, request.address())
            .await;
        match changed {
            Ok(_) => {
                request.change_session(SessionChange::Ended);
                Ok(ChangePasswordPayload { changed: true, user_errors: Vec::new() })
            }
            Err(CommandError::Refused { refusals, .. }) => {
                let user_errors = user_error::list(refusals, None, request.language());
                Ok(ChangePasswordPayload { changed: false, user_errors })
            }
            Err(CommandError::Failed(error)) => Err(error.into()),
        }
    }
}

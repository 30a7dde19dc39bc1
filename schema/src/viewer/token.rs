//! `createToken`, `revokeToken`

use crate::{
    context::RequestContext,
    failure::Failure,
    scalar::DateTime,
    user_error::{self, UserError},
};
use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use sucharit_domain::account as domain;
use sucharit_workflow::CommandError;

/// A token by which a program acts for one; what it is itself was shown once.
#[derive(Debug, SimpleObject)]
pub struct AccessToken {
    /// Opaque id.
    id: ID,
    /// What it is for.
    name: String,
    /// Whether it only reads.
    read_only: bool,
    /// When it was given out.
    created_at: DateTime,
    /// When it ends.
    expires_at: DateTime,
    /// When it was revoked; null while it was not.
    revoked_at: Option<DateTime>,
}

impl From<domain::AccessToken> for AccessToken {
    fn from(token: domain::AccessToken) -> Self {
        Self {
            id: ID(token.id.named()),
            name: token.name,
            read_only: token.read_only,
            created_at: DateTime(token.created_at),
            expires_at: DateTime(token.expires_at),
            revoked_at: token.revoked_at.map(DateTime),
        }
    }
}

/// A token to give out.
#[derive(Debug, InputObject)]
pub struct CreateTokenInput {
    /// What it is for; one name once.
    name: String,
    /// Whether it only reads.
    #[graphql(default = true)]
    read_only: bool,
    /// For how many days, at most 366.
    #[graphql(default_with = "i32::try_from(domain::AccessToken::DAYS).unwrap_or_default()")]
    days: i32,
}

/// What came of it.
#[derive(Debug, SimpleObject)]
pub struct CreateTokenPayload {
    /// What is kept of it; null when refused.
    token: Option<AccessToken>,
    /// The token itself, for `Authorization: Bearer`: shown this once.
    secret: Option<String>,
    /// Every fault of the input.
    user_errors: Vec<UserError>,
}

/// A token to revoke.
#[derive(Debug, InputObject)]
pub struct RevokeTokenInput {
    /// Its name.
    name: String,
}

/// What came of it.
#[derive(Debug, SimpleObject)]
pub struct RevokeTokenPayload {
    /// The token as it stands now; null when refused.
    token: Option<AccessToken>,
    /// Every fault of the input.
    user_errors: Vec<UserError>,
}

/// `createToken`, `revokeToken`
#[derive(Debug, Default)]
pub struct Tokens;

#[Object]
impl Tokens {
    /// Gives out a token by which a program acts for one.
    async fn create_token(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What for, and for how long.")] input: CreateTokenInput,
    ) -> Result<CreateTokenPayload, Failure> {
        let request = RequestContext::of(context);
        let actor = request.actor()?;
        let days = i64::from(input.days);
        match request.workflow().create_token(actor, &actor.name, &input.name, input.read_only, days).await {
            Ok(created) => Ok(CreateTokenPayload {
                token: Some(created.token.into()),
                secret: Some(created.secret.reveal().to_owned()),
                user_errors: Vec::new(),
            }),
            Err(CommandError::Refused { refusals, .. }) => {
                let user_errors = user_error::list(refusals, None, request.language());
                Ok(CreateTokenPayload { token: None, secret: None, user_errors })
            }
            Err(CommandError::Failed(error)) => Err(error.into()),
        }
    }

    /// Revokes a token of one's own: it opens nothing from here on.
    async fn revoke_token(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Which.")] input: RevokeTokenInput,
    ) -> Result<RevokeTokenPayload, Failure> {
        let request = RequestContext::of(context);
        let actor = request.actor()?;
        match request.workflow().revoke_token(actor, &actor.name, &input.name).await {
            Ok(token) => Ok(RevokeTokenPayload { token: Some(token.into()), user_errors: Vec::new() }),
            Err(CommandError::Refused { refusals, .. }) => {
                let user_errors = user_error::list(refusals, None, request.language());
                Ok(RevokeTokenPayload { token: None, user_errors })
            }
            Err(CommandError::Failed(error)) => Err(error.into()),
        }
    }
}

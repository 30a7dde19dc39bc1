//! `extendDueDate`

use super::Extension;
use crate::{
    context::RequestContext,
    failure::Failure,
    round_report::ReportingRound,
    scalar::Date,
    user_error::{self, UserError},
};
use async_graphql::{Context, InputObject, Object, SimpleObject};
use sucharit_domain::window::extend::ExtensionInput;
use sucharit_workflow::CommandError;

/// Who is to have more time, and how much. Name an organization or a province, one of the two.
#[derive(Debug, InputObject)]
pub struct ExtendDueDateInput {
    /// The organization's code.
    organization_code: Option<String>,
    /// The province's code, such as `TH-44`: all of its organizations.
    province_code: Option<String>,
    /// The fiscal year, B.E.
    fiscal_year: i32,
    /// The round.
    round: ReportingRound,
    /// The last day on which the report is to be in time.
    due_on: Date,
    /// Why.
    reason: String,
}

/// What came of it.
#[derive(Debug, SimpleObject)]
pub struct ExtendDueDatePayload {
    /// The extension; null when refused.
    extension: Option<Extension>,
    /// Every fault of the input.
    user_errors: Vec<UserError>,
}

/// `extendDueDate`
#[derive(Debug, Default)]
pub struct ExtendDueDate;

#[Object]
impl ExtendDueDate {
    /// Gives an organization or a whole province more time for a report (NACC, within its area).
    async fn extend_due_date(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Who has more time, and how much.")] input: ExtendDueDateInput,
    ) -> Result<ExtendDueDatePayload, Failure> {
        let request = RequestContext::of(context);
        let input = ExtensionInput {
            organization_code: input.organization_code,
            province_code: input.province_code,
            fiscal_year: input.fiscal_year,
            round: input.round.into(),
            due_on: input.due_on.0,
            reason: input.reason,
        };
        match request.workflow().extend_due_date(request.actor()?, input).await {
            Ok(extension) => {
                Ok(ExtendDueDatePayload { extension: Some(Extension(extension)), user_errors: Vec::new() })
            }
            Err(CommandError::Refused { refusals, .. }) => {
                let user_errors = user_error::list(refusals, None, request.language());
                Ok(ExtendDueDatePayload { extension: None, user_errors })
            }
            Err(CommandError::Failed(error)) => Err(error.into()),
        }
    }
}

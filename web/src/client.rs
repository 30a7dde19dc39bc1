//! Asking the schema, typed.

use crate::trouble::Trouble;
use async_graphql::{Request, Value, Variables};
use graphql_client::GraphQLQuery;
// What graphql_client derives names it.
use serde as _;
use sucharit_schema::{InProcess, RequestContext};

/// The contract's scalars as the pages have them.
pub mod scalar {
    /// A day, C.E.
    pub type Date = chrono::NaiveDate;
    /// An instant.
    pub type DateTime = chrono::DateTime<chrono::Utc>;
    /// An exact decimal number, as text.
    pub type Decimal = String;
}

/// Codes of the contract as the domain's own values, for the operations to name.
pub mod code {
    pub use sucharit_domain::{
        access::{Role, WhyNot},
        approval::ApprovalStep,
        area::AreaKind,
        calendar::ReportingRound,
        event::EventKind,
        notification::NotificationKind,
        organization::OrganizationKind,
        plan::GoalDirection,
        progress::{ProgressStatus, UnableReason, standing::ProgressAction},
        project::{Comparison, Conformity, ProjectKind, SourceNote, TargetGroupCategory},
        risk::{RiskBasis, RiskLevel},
        round_report::{ApprovalState, chain::RoundReportAction},
        summary::Flag,
        task::TaskKind,
    };
    /// What is wrong; only passed on.
    pub type UserErrorCode = String;
}

/// Declares an operation of a `.graphql` file beside the caller: `operation!("src/home/home.graphql", Home);`
#[macro_export]
macro_rules! operation {
    ($file:tt: $($name:ident),+ $(,)?) => {
        use $crate::client::code::*;
        $(
        #[derive(graphql_client::GraphQLQuery)]
        #[graphql(
            schema_path = "../schema/schema.graphql",
            query_path = $file,
            response_derives = "Debug, Clone",
            variables_derives = "Debug",
            custom_scalars_module = "crate::client::scalar",
            extern_enums(
                "Role", "WhyNot", "ApprovalStep", "AreaKind", "ReportingRound", "NotificationKind", "OrganizationKind",
                "ProgressStatus", "UnableReason", "ProgressAction", "Comparison", "Conformity", "ProjectKind", "SourceNote",
                "TargetGroupCategory", "RiskBasis", "RiskLevel", "ApprovalState", "RoundReportAction", "Flag", "TaskKind",
                "GoalDirection", "EventKind", "UserErrorCode"
            )
        )]
        pub struct $name;
        )+
    };
}

/// Runs an operation.
///
/// # Errors
/// [`Trouble`] where the answer has errors: nobody is signed in, an id is none of ours, storage failed.
pub async fn run<Q: GraphQLQuery>(
    schema: &InProcess,
    context: &RequestContext,
    variables: Q::Variables,
) -> Result<Q::ResponseData, Trouble> {
    let body = Q::build_query(variables);
    let variables = serde_json::to_value(&body.variables).map_err(|error| {
        tracing::error!(error = %error, operation = body.operation_name, "variables cannot be written");
        Trouble::internal()
    })?;
    let request =
        Request::new(body.query).operation_name(body.operation_name).variables(Variables::from_json(variables));
    let answer = schema.execute(context, request).await;
    if let Some(error) = answer.errors.first() {
        let code = error.extensions.as_ref().and_then(|extensions| extensions.get("code"));
        return Err(match code {
            Some(Value::String(code)) if code == "UNAUTHENTICATED" => Trouble::signed_out(),
            Some(Value::String(code)) if code == "BAD_ID" || code == "BAD_FISCAL_YEAR" || code == "BAD_CURSOR" => {
                Trouble::not_found()
            }
            _ => {
                tracing::error!(error = %error.message, operation = body.operation_name, "a page's document failed");
                Trouble::internal()
            }
        });
    }
    async_graphql::from_value(answer.data).map_err(|error| {
        tracing::error!(error = %error, operation = body.operation_name, "an answer is not what its document says");
        Trouble::internal()
    })
}

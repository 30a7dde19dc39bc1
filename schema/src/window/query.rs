//! Asking for a reporting window.

use super::ReportingWindow;
use crate::{context::RequestContext, failure::Failure, round_report::ReportingRound, scalar};
use async_graphql::{Context, Object};

/// Asking for a reporting window.
#[derive(Debug, Default)]
pub struct WindowQuery;

#[Object]
impl WindowQuery {
    /// When the reports of a fiscal year (B.E.) and round are taken.
    async fn reporting_window(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The fiscal year, B.E.")] fiscal_year: i32,
        #[graphql(desc = "The round.")] round: ReportingRound,
    ) -> Result<ReportingWindow, Failure> {
        let request = RequestContext::of(context);
        request.actor()?;
        let fiscal_year = scalar::fiscal_year(fiscal_year)?;
        ReportingWindow::of(&request, fiscal_year, round).await
    }
}

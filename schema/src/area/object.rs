//! The area as clients see it.

use crate::{
    context::RequestContext,
    failure::Failure,
    organization::{Organization, query},
    page::{self, Connection, Page},
    round_report::ReportingRound,
    scalar::fiscal_year,
    summary::Summary,
    window::Extension,
};
use async_graphql::{Context, Description, Enum, Object};
use std::{collections::HashMap, sync::Arc};
use sucharit_domain::{
    access::Action,
    area as domain,
    calendar::{self, FiscalYear},
    id::OrganizationId,
    summary, window as domain_window,
};
use sucharit_store::{OrganizationFilter, SummaryOf};
use tokio::sync::{Mutex, OnceCell};

/// What an area is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "domain::AreaKind")]
pub enum AreaKind {
    /// ประเทศ
    Country,
    /// ภาคของสำนักงาน ป.ป.ช.
    Region,
    /// จังหวัด
    Province,
    /// อำเภอ
    District,
}

/// What a field costs more, in points, that takes SQL statements of its own: a list of areas cannot pay for many.
const PAGE_OF_ITS_OWN: usize = 100;

type Summaries = Arc<OnceCell<HashMap<String, summary::Summary>>>;

/// The late organizations of each area.
type Overdue = Arc<OnceCell<HashMap<String, Vec<OrganizationId>>>>;

/// Areas of one kind that were answered together.
#[derive(Debug)]
struct AreaBatch {
    request: RequestContext,
    kind: domain::AreaKind,
    codes: Vec<String>,
    summaries: Mutex<HashMap<SummaryOf, Summaries>>,
    overdue: Mutex<HashMap<(FiscalYear, calendar::ReportingRound), Overdue>>,
    extensions: OnceCell<Vec<domain_window::Extension>>,
    parents: OnceCell<HashMap<String, Area>>,
    children: OnceCell<HashMap<String, Vec<Area>>>,
}

/// A part of the country: the country, an NACC region (ภาค), a province (จังหวัด) or a district (อำเภอ).
#[derive(Debug, Clone, Description)]
pub struct Area {
    value: domain::Area,
    batch: Arc<AreaBatch>,
}

impl Area {
    /// The code of the area it lies in.
    pub fn parent_code(&self) -> Option<&str> {
        self.value.parent_code.as_deref()
    }

    /// One area.
    pub async fn one(request: &RequestContext, code: &str) -> Result<Option<Self>, Failure> {
        Ok(Self::many(request, &[code.to_owned()]).await?.pop())
    }

    /// Areas of one kind that are answered together; codes without an area are left out.
    pub async fn many(request: &RequestContext, codes: &[String]) -> Result<Vec<Self>, Failure> {
        let tree = request.areas().await?;
        let values: Vec<domain::Area> = codes.iter().filter_map(|code| tree.get(code)).cloned().collect();
        let Some(first) = values.first() else { return Ok(Vec::new()) };
        let codes = values.iter().map(|area| area.code.clone()).collect();
        let batch = Arc::new(AreaBatch {
            request: request.clone(),
            kind: first.kind,
            codes,
            summaries: Mutex::default(),
            overdue: Mutex::default(),
            extensions: OnceCell::new(),
            parents: OnceCell::new(),
            children: OnceCell::new(),
        });
        Ok(values.into_iter().map(|value| Self { value, batch: Arc::clone(&batch) }).collect())
    }

    /// The same by code.
    pub async fn by_code(request: &RequestContext, codes: &[String]) -> Result<HashMap<String, Self>, Failure> {
        let areas = Self::many(request, codes).await?.into_iter();
        Ok(areas.map(|area| (area.value.code.clone(), area)).collect())
    }

    async fn summarize(&self, of: SummaryOf) -> Result<summary::Summary, Failure> {
        let batch = &self.batch;
        let summaries = Arc::clone(batch.summaries.lock().await.entry(of).or_default());
        let load = || async {
            let read = batch.request.read();
            Ok::<_, Failure>(read.area_summaries(&batch.request.actor()?.scope, batch.kind, &batch.codes, of).await?)
        };
        let empty = || summary::Summary::none(of.round);
        Ok(summaries.get_or_try_init(load).await?.get(&self.value.code).copied().unwrap_or_else(empty))
    }
}

#[Object(use_type_description)]
impl Area {
    /// `TH`, an NACC region (`R4`), a province by ISO 3166-2 (`TH-44`), or a district's code.
    async fn code(&self) -> &str {
        &self.value.code
    }

    /// Thai name, without the word for its kind.
    async fn name(&self) -> &str {
        &self.value.name
    }

    /// What it is.
    async fn kind(&self) -> AreaKind {
        self.value.kind.into()
    }

    /// The area it lies in; null for the country.
    async fn parent(&self) -> Result<Option<Self>, Failure> {
        let batch = &self.batch;
        let load = || async {
            let tree = batch.request.areas().await?;
            let areas = batch.codes.iter().filter_map(|code| tree.get(code));
            let mut codes: Vec<String> = areas.filter_map(|area| area.parent_code.clone()).collect();
            codes.sort();
            codes.dedup();
            Self::by_code(&batch.request, &codes).await
        };
        let parents = batch.parents.get_or_try_init(load).await?;
        Ok(self.value.parent_code.as_ref().and_then(|code| parents.get(code)).cloned())
    }

    /// The areas that lie directly in it, by code.
    #[graphql(complexity = "crate::page::times(20, child_complexity)")]
    async fn children(&self) -> Result<Vec<Self>, Failure> {
        let batch = &self.batch;
        let load = || async {
            let tree = batch.request.areas().await?;
            let codes: Vec<String> = batch.codes.iter().flat_map(|code| tree.children(code)).cloned().collect();
            let mut children: HashMap<String, Vec<Self>> = HashMap::new();
            for child in Self::many(&batch.request, &codes).await? {
                let parent = child.value.parent_code.clone().unwrap_or_default();
                children.entry(parent).or_default().push(child);
            }
            Ok::<_, Failure>(children)
        };
        let children = batch.children.get_or_try_init(load).await?;
        Ok(children.get(&self.value.code).cloned().unwrap_or_default())
    }

    /// How many organizations lie in it.
    async fn organization_count(&self) -> Result<i64, Failure> {
        Ok(self.batch.request.areas().await?.organization_count(&self.value.code))
    }

    /// The organizations in it, by name. A page of its own for each area: to list those of many areas, ask
    /// `organizations(filter: { area })`, which costs one.
    #[graphql(complexity = "PAGE_OF_ITS_OWN + page::cost(first, last, child_complexity)")]
    async fn organizations(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "How many, from the start: 20 unless said, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many, from the end; not together with `first`.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Organization>, Failure> {
        let order = query::OrganizationOrder::default();
        let page = Page::new(order.name(), first, after.as_deref(), last, before.as_deref())?;
        let request = &self.batch.request;
        let districts = Some(request.areas().await?.districts_within(&self.value.code));
        let filter = OrganizationFilter { districts, ..OrganizationFilter::default() };
        let counted = context.look_ahead().field("totalCount").exists();
        query::connection(request, &filter, &page, order, counted).await
    }

    /// How many of its organizations are late with their report: the due date passed before it was approved.
    async fn overdue_count(
        &self,
        #[graphql(desc = "The fiscal year, B.E.")] fiscal_year: i32,
        #[graphql(desc = "The round.")] round: ReportingRound,
    ) -> Result<usize, Failure> {
        let of = (self::fiscal_year(fiscal_year)?, round.into());
        let batch = &self.batch;
        let overdue = Arc::clone(batch.overdue.lock().await.entry(of).or_default());
        let load = || async {
            let today = batch.request.workflow().clock().today();
            Ok::<_, Failure>(batch.request.read().overdue(&batch.request.actor()?.scope, batch.kind, of, today).await?)
        };
        Ok(overdue.get_or_try_init(load).await?.get(&self.value.code).map_or(0, Vec::len))
    }

    /// The extensions that run for all of its organizations together, the first given first; only provinces have any.
    async fn extensions(
        &self,
        #[graphql(desc = "The fiscal year, B.E.")] fiscal_year: i32,
        #[graphql(desc = "The round.")] round: ReportingRound,
    ) -> Result<Vec<Extension>, Failure> {
        let of = (self::fiscal_year(fiscal_year)?, calendar::ReportingRound::from(round));
        let load = || async { Ok::<_, Failure>(self.batch.request.read().running_extensions().await?) };
        let running = self.batch.extensions.get_or_try_init(load).await?.iter();
        let given_to = domain_window::GivenTo::Province(self.value.code.clone());
        let own = running.filter(|given| given.given_to == given_to && (given.fiscal_year, given.round) == of);
        Ok(own.cloned().map(Extension).collect())
    }

    /// Whether you may give its organizations more time: NACC may, a province as a whole within the own area.
    async fn viewer_can_extend_due_dates(&self) -> Result<bool, Failure> {
        let actor = self.batch.request.actor()?;
        let is_own = self.value.kind != domain::AreaKind::Province || self.value.is_province_within(&actor.scope);
        Ok(is_own && actor.may(Action::ExtendDueDate).is_ok())
    }

    /// All organizations' projects of a fiscal year (B.E.) together; without a round, for each project the latest one
    /// reported counts.
    async fn summary(
        &self,
        #[graphql(desc = "The fiscal year, B.E.")] fiscal_year: i32,
        #[graphql(desc = "The round; none: the latest reported one.")] round: Option<ReportingRound>,
    ) -> Result<Summary, Failure> {
        let of = SummaryOf { fiscal_year: self::fiscal_year(fiscal_year)?, round: round.map(Into::into) };
        Ok(self.summarize(of).await?.into())
    }
}

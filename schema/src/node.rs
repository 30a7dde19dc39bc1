//! Opaque ids that name their type, and fetching by them.

use crate::{
    context::RequestContext,
    evidence::Evidence,
    failure::Failure,
    organization::Organization,
    plan::{Plan, PlanRevision, batch::PlanBatch},
    progress::Progress,
    project::Project,
    risk::RiskIssue,
    round_report::RoundReport,
};
use async_graphql::{Context, ID, Interface, Object};
use std::{collections::HashMap, sync::Arc};
use sucharit_domain::id::{
    EvidenceId, OrganizationId, PlanId, PlanPublicationId, PlanRevisionId, ProgressId, ProjectId, PublicationId,
    RiskIssueId, RoundReportId,
};
use uuid::Uuid;

/// How many nodes may be fetched at once.
const MOST_IDS: usize = 100;

/// A thing with an id of its own.
#[derive(Debug, Clone, Interface)]
#[graphql(field(name = "id", ty = "ID", desc = "Opaque id, unique among all things."))]
pub enum Node {
    /// An organization.
    Organization(Organization),
    /// A plan.
    Plan(Plan),
    /// A project.
    Project(Project),
    /// A progress report.
    Progress(Progress),
    /// A round report.
    RoundReport(RoundReport),
    /// A risk issue.
    RiskIssue(RiskIssue),
    /// A revision of a plan.
    PlanRevision(PlanRevision),
    /// A file on a progress report.
    Evidence(Evidence),
}

/// Declares the types that ids can name.
macro_rules! global_ids {
    ($($variant:ident($id:ty)),* $(,)?) => {
        /// What an id names.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum GlobalId { $($variant($id)),* }

        impl GlobalId {
            /// The id as clients see it.
            pub fn encode(self) -> ID {
                ID(match self { $(Self::$variant(id) => id.named()),* })
            }

            fn from_parts(word: &str, id: Uuid) -> Option<Self> {
                match word { $(<$id>::WORD => Some(Self::$variant(id.into())),)* _ => None }
            }
        }

        $(
            impl From<$id> for GlobalId {
                fn from(id: $id) -> Self {
                    Self::$variant(id)
                }
            }
        )*
    };
}

global_ids! {
    Organization(OrganizationId),
    Plan(PlanId),
    Project(ProjectId),
    Progress(ProgressId),
    RoundReport(RoundReportId),
    RiskIssue(RiskIssueId),
    Publication(PublicationId),
    PlanPublication(PlanPublicationId),
    PlanRevision(PlanRevisionId),
    Evidence(EvidenceId),
}

impl GlobalId {
    /// Reads an id.
    pub fn decode(id: &ID) -> Result<Self, Failure> {
        let (word, id) = id.split_once(':').ok_or(Failure::BAD_ID)?;
        let id = Uuid::try_parse(id).map_err(|_| Failure::BAD_ID)?;
        Self::from_parts(word, id).ok_or(Failure::BAD_ID)
    }
}

/// Fetching by id.
#[derive(Debug, Default)]
pub struct NodeQuery;

#[Object]
impl NodeQuery {
    /// The thing with this id; null when there is none.
    async fn node(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Its opaque id.")] id: ID,
    ) -> Result<Option<Node>, Failure> {
        let id = GlobalId::decode(&id)?;
        Ok(fetch(&RequestContext::of(context), &[id]).await?.remove(&id))
    }

    /// The things with these ids, in their order; null where there is none. At most 100.
    #[graphql(complexity = "crate::page::times(ids.len().min(100), child_complexity)")]
    async fn nodes(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Their opaque ids, at most 100.")] ids: Vec<ID>,
    ) -> Result<Vec<Option<Node>>, Failure> {
        if ids.len() > MOST_IDS {
            return Err(Failure::TOO_MANY_IDS);
        }
        let ids = ids.iter().map(GlobalId::decode).collect::<Result<Vec<_>, _>>()?;
        let found = fetch(&RequestContext::of(context), &ids).await?;
        Ok(ids.iter().map(|id| found.get(id).cloned()).collect())
    }
}

/// Fetches things of any types: a fixed number of statements for each type among them.
async fn fetch(request: &RequestContext, ids: &[GlobalId]) -> Result<HashMap<GlobalId, Node>, Failure> {
    let (mut organizations, mut plans, mut projects) = (Vec::new(), Vec::new(), Vec::new());
    let (mut progress, mut round_reports, mut risk_issues) = (Vec::new(), Vec::new(), Vec::new());
    let mut revisions = Vec::new();
    let mut evidence = Vec::new();
    for id in ids {
        match *id {
            GlobalId::Organization(id) => organizations.push(id),
            GlobalId::Plan(id) => plans.push(id),
            GlobalId::Project(id) => projects.push(id),
            GlobalId::Progress(id) => progress.push(id),
            GlobalId::RoundReport(id) => round_reports.push(id),
            GlobalId::RiskIssue(id) => risk_issues.push(id),
            GlobalId::PlanRevision(id) => revisions.push(id),
            // Open to everybody, so fetched apart from what is not: `publication`, `planPublication`.
            GlobalId::Publication(_) | GlobalId::PlanPublication(_) => {}
            GlobalId::Evidence(id) => evidence.push(id),
        }
    }
    let (scope, read) = (&request.actor()?.scope, request.read());
    let mut nodes = HashMap::new();
    if !organizations.is_empty() {
        let found = read.organizations(scope, &organizations).await?.into_values().collect();
        for organization in Organization::batch(request, found) {
            nodes.insert(organization.organization_id().into(), Node::Organization(organization));
        }
    }
    if !evidence.is_empty() {
        for found in read.evidence(scope, &evidence).await?.into_values() {
            nodes.insert(found.id.into(), Node::Evidence(Evidence::new(found)));
        }
    }
    // Everything below a plan is answered within the batch of its plans.
    let progress = if progress.is_empty() { HashMap::new() } else { read.progress(scope, &progress).await? };
    projects.extend(progress.values().map(|progress| progress.project_id));
    let projects = if projects.is_empty() { HashMap::new() } else { read.projects(scope, &projects).await? };
    let reports =
        if round_reports.is_empty() { HashMap::new() } else { read.round_reports(scope, &round_reports).await? };
    let issues = if risk_issues.is_empty() { HashMap::new() } else { read.risk_issues(scope, &risk_issues).await? };
    let revisions = if revisions.is_empty() { HashMap::new() } else { read.plan_revisions(scope, &revisions).await? };
    plans.extend(revisions.values().map(|revision| revision.plan_id));
    plans.extend(projects.values().map(|project| project.plan_id));
    plans.extend(reports.values().map(|report| report.plan_id));
    plans.extend(issues.values().map(|(plan, _)| *plan));
    if plans.is_empty() {
        return Ok(nodes);
    }
    let found = read.plans(scope, &plans).await?.into_values().collect();
    let batch = Arc::new(PlanBatch::new(request.clone(), found));
    for plan in batch.plans() {
        nodes.insert(plan.id.into(), Node::Plan(Plan::new(plan.clone(), &batch)));
    }
    for report in reports.into_values() {
        nodes.insert(report.id.into(), Node::RoundReport(RoundReport::new(report, &batch)));
    }
    for (_, issue) in issues.into_values() {
        nodes.insert(issue.id.into(), Node::RiskIssue(RiskIssue::new(issue, &batch)));
    }
    for revision in revisions.into_values() {
        nodes.insert(revision.id.into(), Node::PlanRevision(PlanRevision::new(revision, &batch)));
    }
    for progress in progress.into_values() {
        nodes.insert(progress.id.into(), Node::Progress(Progress::new(progress, &batch)));
    }
    for project in projects.into_values() {
        nodes.insert(project.id.into(), Node::Project(Project::new(project, &batch)));
    }
    nodes.retain(|id, _| ids.contains(id));
    Ok(nodes)
}

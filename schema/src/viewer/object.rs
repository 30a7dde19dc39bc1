//! Whoever is signed in, as clients see them.

use super::token::AccessToken;
use crate::{
    area::Area,
    context::RequestContext,
    failure::Failure,
    notification::{self, Notification},
    organization::Division,
    organization::Organization,
    page::{self, Connection, Page},
    scalar::DateTime,
    task::Task,
};
use async_graphql::{Description, Enum, ID, Object, SimpleObject};
use sucharit_domain::{
    access,
    account::{Account, Home, OpenSession},
};

/// What somebody is in the work on a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "access::Role")]
pub enum Role {
    /// เจ้าหน้าที่กอง
    Officer,
    /// งานแผน
    Planner,
    /// ปลัด
    Clerk,
    /// นายก
    Executive,
    /// ป.ป.ช. ประจำจังหวัด
    NaccProvince,
    /// ป.ป.ช. ภาค
    NaccRegion,
    /// ป.ป.ช. ส่วนกลาง
    NaccCentral,
    /// ผู้ดูแลระบบ
    Admin,
}

/// A session: one browser in which somebody is signed in.
#[derive(Debug, SimpleObject)]
pub struct Session {
    /// Opaque id.
    id: ID,
    /// When it began.
    created_at: DateTime,
    /// When it was last used, to about a minute.
    last_seen_at: DateTime,
    /// When it ends however it is used; it ends before, eight hours after its last use.
    ends_at: DateTime,
    /// Whether it is the one that asks.
    is_current: bool,
}

/// Whoever is signed in.
#[derive(Debug, Clone, Description)]
pub struct Viewer {
    request: RequestContext,
    account: Account,
}

impl Viewer {
    /// The holder of an account.
    pub fn new(request: RequestContext, account: Account) -> Self {
        Self { request, account }
    }
}

#[Object(use_type_description)]
impl Viewer {
    /// The name to sign in with, by which the audit trail names one's acts.
    async fn username(&self) -> &str {
        &self.account.username
    }

    /// ชื่อ-สกุล, as it stands under signatures.
    async fn name(&self) -> &str {
        &self.account.name
    }

    /// ตำแหน่ง, as it stands under signatures.
    async fn position(&self) -> &str {
        &self.account.position
    }

    /// Where reminders go.
    async fn email(&self) -> Option<&str> {
        self.account.email.as_deref()
    }

    /// What one is in the work on a plan.
    async fn role(&self) -> Role {
        self.account.role.into()
    }

    /// The organization one belongs to; null for those who belong to an area.
    async fn organization(&self) -> Result<Option<Organization>, Failure> {
        let Some(id) = self.account.organization() else { return Ok(None) };
        let found = self.request.read().organizations(&self.request.actor()?.scope, &[id]).await?;
        Ok(Organization::batch(&self.request, found.into_values().collect()).pop())
    }

    /// The division one belongs to, an officer's.
    async fn division(&self) -> Result<Option<Division>, Failure> {
        let Home::Organization(organization, Some(division)) = self.account.home else { return Ok(None) };
        let divisions = self.request.read().divisions(&[organization]).await?.remove(&organization);
        let mut divisions = divisions.into_iter().flatten();
        Ok(divisions.find(|found| found.id == division).map(Into::into))
    }

    /// The area one belongs to; null for those who belong to an organization.
    async fn area(&self) -> Result<Option<Area>, Failure> {
        match &self.account.home {
            Home::Area(code) => Area::one(&self.request, code).await,
            Home::Organization(..) => Ok(None),
        }
    }

    /// Where one is signed in, the latest first.
    async fn sessions(&self) -> Result<Vec<Session>, Failure> {
        let now = self.request.workflow().clock().now();
        let sessions = self.request.read().sessions_of(self.account.id).await?.into_iter();
        let session = |session: OpenSession| Session {
            id: ID(session.id.named()),
            created_at: DateTime(session.created_at),
            last_seen_at: DateTime(session.last_seen_at),
            ends_at: DateTime(session.created_at + OpenSession::LONGEST),
            is_current: Some(session.id) == self.request.session(),
        };
        Ok(sessions.filter(|session| session.holds(now)).map(session).collect())
    }

    /// The tokens of one's programs, the latest first.
    async fn tokens(&self) -> Result<Vec<AccessToken>, Failure> {
        let tokens = self.request.read().access_tokens_of(self.account.id).await?;
        Ok(tokens.into_iter().map(Into::into).collect())
    }

    /// What one has to do now, nearest due date first; of rounds whose window has opened. None for NACC and administrators.
    #[graphql(complexity = "page::times(page::DEFAULT_SIZE, child_complexity)")]
    async fn tasks(&self) -> Result<Vec<Task>, Failure> {
        Task::all(&self.request).await
    }

    /// One's messages, newest first: what was handed over, and which due dates come near.
    #[graphql(complexity = "page::cost(first, last, child_complexity)")]
    async fn notifications(
        &self,
        #[graphql(desc = "How many, from the start: 20 unless said, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many, from the end; not together with `first`.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Notification>, Failure> {
        let page = Page::new(notification::ORDER, first, after.as_deref(), last, before.as_deref())?;
        notification::page(&self.request, self.account.id, &page).await
    }
}

//! งานของฉัน: what one has to do, with due dates; messages; what happened since the last visit.

mod seen;

use crate::{
    address,
    trouble::Trouble,
    visit::{Visit, parameter},
};
use askama::Template;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use poem::{
    Request, Response, Result, handler,
    http::{HeaderValue, header},
};
use seen::Seen;
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet, HashMap},
};
use sucharit_domain::{clock, task::TaskKind};

mod query {
    crate::operation!("src/home/home.graphql": Home, Notifications);
}

mod about {
    crate::operation!("src/home/about.graphql": About);
}

use about::about::AboutNodes;
use query::{
    home::{
        HomeViewerNotifications, HomeViewerOrganizationEvents, HomeViewerOrganizationEventsNodes,
        HomeViewerOrganizationEventsNodesProject, HomeViewerTasks, HomeViewerTasksProjects,
    },
    notifications::NotificationsViewerNotifications,
};

/// From how many days before its due date on a task is near.
const NEAR: TimeDelta = TimeDelta::days(7);

/// How many messages a page has.
const MESSAGES: i64 = 20;

#[derive(Template)]
#[template(path = "home/show.html")]
struct HomePage {
    v: Visit,
    tasks: Vec<HomeViewerTasks>,
    notifications: HomeViewerNotifications,
    about: HashMap<String, String>,
    organization: String,
    events: Option<HomeViewerOrganizationEvents>,
    since: DateTime<Utc>,
    is_first_visit: bool,
    today: NaiveDate,
}

/// What somebody did, once or to several projects: by number with name and page.
struct Line<'a> {
    event: &'a HomeViewerOrganizationEventsNodes,
    projects: BTreeMap<i64, (String, String)>,
}

impl HomePage {
    /// How near a task's due date is; nothing presses where it passed in time.
    fn nearness(&self, task: &HomeViewerTasks) -> &'static str {
        let left = task.due_on - self.today;
        if task.is_overdue {
            "late"
        } else if left < TimeDelta::zero() {
            "passed"
        } else if left <= NEAR {
            "soon"
        } else {
            "later"
        }
    }

    /// What happened, the latest first; what one person did alike on one day is one line.
    fn lines<'a>(&self, events: &'a HomeViewerOrganizationEvents) -> Vec<Line<'a>> {
        let day = |event: &HomeViewerOrganizationEventsNodes| clock::day_of(event.occurred_at);
        let mut lines: Vec<Line<'a>> = Vec::new();
        for event in &events.nodes {
            let is_alike = |line: &Line<'a>| {
                let first = line.event;
                (first.kind, &first.actor, &first.reason, day(first))
                    == (event.kind, &event.actor, &event.reason, day(event))
            };
            let place = lines.iter().position(is_alike).unwrap_or_else(|| {
                lines.push(Line { event, projects: BTreeMap::new() });
                lines.len() - 1
            });
            lines[place].projects.extend(event.project.as_ref().and_then(|project| self.project(project)));
        }
        lines
    }

    /// Whether there are more events than are shown.
    fn goes_on(events: &HomeViewerOrganizationEvents) -> bool {
        usize::try_from(events.total_count).is_ok_and(|all| all > events.nodes.len())
    }

    /// A project with its name and its page.
    fn project(&self, project: &HomeViewerOrganizationEventsNodesProject) -> Option<(i64, (String, String))> {
        let path = address::project(&self.organization, *project.fiscal_years.first()?, project.number);
        Some((project.number, (format!("{}. {}", self.v.n(project.number), project.name), path)))
    }

    fn days(&self, due_on: NaiveDate) -> i64 {
        (due_on - self.today).num_days().abs()
    }

    /// What a task is, in words.
    fn what(&self, task: &HomeViewerTasks) -> &'static str {
        let (thai, english) = match task.kind {
            TaskKind::ReportProgress => ("รายงานผลการดำเนินงานโครงการ", "Report the progress of projects"),
            TaskKind::ConfirmProgress => ("ยืนยันหรือแก้ไขผลที่ยกมาจากรอบ 6 เดือน", "Confirm or change the six-month figures"),
            TaskKind::SubmitRoundReport => {
                ("รายงานครบแล้ว เสนอรายงานรอบต่อปลัด", "Everything is reported: submit the round report")
            }
            TaskKind::EndorseRoundReport => ("พิจารณาเห็นชอบรายงานรอบ", "Endorse or return the round report"),
            TaskKind::ApproveRoundReport => ("พิจารณาอนุมัติรายงานรอบ", "Approve or return the round report"),
            TaskKind::RecordFiling => ("บันทึกการรายงานในระบบ e-PlanNACC", "Record the entry in e-PlanNACC"),
            TaskKind::PublishRoundReport => ("เผยแพร่รายงานรอบที่อนุมัติแล้ว", "Publish the approved round report"),
        };
        self.v.t(thai, english)
    }

    /// Where a task is done.
    fn place(task: &HomeViewerTasks) -> String {
        let round = address::round(&task.organization.code, task.fiscal_year, task.round);
        let action = match task.kind {
            TaskKind::ReportProgress | TaskKind::ConfirmProgress => "/progress",
            TaskKind::SubmitRoundReport | TaskKind::EndorseRoundReport | TaskKind::ApproveRoundReport => "",
            TaskKind::RecordFiling => "/record-filing",
            TaskKind::PublishRoundReport => "/publish",
        };
        format!("{round}{action}")
    }

    fn project_place(task: &HomeViewerTasks, project: &HomeViewerTasksProjects) -> String {
        address::project_progress(&task.organization.code, task.fiscal_year, task.round, project.number)
    }
}

/// The pages of the things that messages are about, by id; what has none is left out.
async fn pages_about(v: &Visit, ids: impl Iterator<Item = &String>) -> Result<HashMap<String, String>, Trouble> {
    let ids: BTreeSet<String> = ids.cloned().collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let nodes = v.ask::<about::About>(about::about::Variables { ids: ids.into_iter().collect() }).await?.nodes;
    let page = |node| match node {
        AboutNodes::RoundReport(report) => {
            let place = address::round(&report.plan.organization.code, report.fiscal_year, report.round);
            Some((report.id, place))
        }
        _ => None,
    };
    Ok(nodes.into_iter().flatten().filter_map(page).collect())
}

/// `GET /`
#[handler]
pub async fn show(request: &Request) -> Result<Response> {
    let v = Visit::signed_in(request).await?;
    let now = v.schema().now();
    let seen = Seen::of(request, now);
    let variables = query::home::Variables { since: seen.since };
    let viewer = v.ask::<query::Home>(variables).await?.viewer.ok_or_else(Trouble::signed_out)?;
    let about = pages_about(&v, viewer.notifications.nodes.iter().map(|message| &message.about_id)).await?;
    let (organization, events) = viewer.organization.map(|found| (found.code, found.events)).unzip();
    let mut tasks = viewer.tasks;
    // What is late comes first, and of that the latest round: older ones were left behind long ago.
    tasks.sort_by_key(|task| (!task.is_overdue, task.is_overdue.then_some(Reverse(task.due_on))));
    let page = HomePage {
        about,
        tasks,
        notifications: viewer.notifications,
        organization: organization.unwrap_or_default(),
        events,
        since: seen.since,
        is_first_visit: seen.is_first,
        today: v.schema().today(),
        v,
    };
    let mut response = page.v.answer(&page);
    if let Ok(cookie) = HeaderValue::from_str(&seen.cookie(page.v.pages().secure)) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

#[derive(Template)]
#[template(path = "home/notifications.html")]
struct NotificationsPage {
    v: Visit,
    notifications: NotificationsViewerNotifications,
    about: HashMap<String, String>,
}

/// `GET /notifications[?after=CURSOR|before=CURSOR]`
#[handler]
pub async fn notifications(request: &Request) -> Result<Response> {
    let v = Visit::signed_in(request).await?;
    let (after, before) = (parameter(request, "after"), parameter(request, "before"));
    let backwards = before.is_some();
    let variables = query::notifications::Variables {
        first: (!backwards).then_some(MESSAGES),
        last: backwards.then_some(MESSAGES),
        after: after.filter(|_| !backwards),
        before,
    };
    let viewer = v.ask::<query::Notifications>(variables).await?.viewer.ok_or_else(Trouble::signed_out)?;
    let about = pages_about(&v, viewer.notifications.nodes.iter().map(|message| &message.about_id)).await?;
    let page = NotificationsPage { v, notifications: viewer.notifications, about };
    Ok(page.v.answer(&page))
}

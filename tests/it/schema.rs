//! The GraphQL contract: the committed file is what the code prints, and it holds what clients were promised.

use crate::command_line::program::{command, run};
use std::collections::BTreeMap;
use sucharit_tests::{Database, Server};

/// The committed contract: its history in git shows every change.
const COMMITTED: &str = include_str!("../../schema/schema.graphql");

/// What clients were promised. A field may gain arguments that can be left out, a type may gain fields; nothing here may go
/// or change its type.
const PROMISED: &str = "
type Query {
    viewer: Viewer
    node(id: ID!): Node
    nodes(ids: [ID!]!): [Node]!
    organization(code: String!): Organization
    organizations(first: Int, after: String, last: Int, before: String, filter: OrganizationFilter, orderBy: OrganizationOrder): OrganizationConnection!
    area(code: String!): Area
}
interface Node {
    id: ID!
}
type Organization implements Node {
    id: ID!
    code: String!
    name: String!
    kind: OrganizationKind!
    district: Area!
    province: Area!
    plans: [Plan!]!
    plan(fiscalYear: Int!): Plan
    divisions: [Division!]!
}
type OrganizationConnection {
    edges: [OrganizationEdge!]!
    pageInfo: PageInfo!
    totalCount: Int!
}
type OrganizationEdge {
    cursor: String!
    node: Organization!
}
type PageInfo {
    hasPreviousPage: Boolean!
    hasNextPage: Boolean!
    startCursor: String
    endCursor: String
}
type Plan implements Node {
    id: ID!
    title: String!
    startFiscalYear: Int!
    endFiscalYear: Int!
    revision: Int!
    state: ApprovalState!
    announcedOn: Date
    organization: Organization!
    dimensions: [Dimension!]!
    goals: [Goal!]!
    riskAreas: [RiskArea!]!
    riskMatrix(fiscalYear: Int!, basis: RiskBasis! = RESIDUAL): RiskMatrix!
    projects(first: Int, after: String, last: Int, before: String, filter: ProjectFilter, orderBy: ProjectOrder): ProjectConnection!
    project(number: Int!): Project
    roundReport(fiscalYear: Int!, round: ReportingRound!): RoundReport
    summary(fiscalYear: Int!, round: ReportingRound): Summary!
}
type ProjectConnection {
    edges: [ProjectEdge!]!
    pageInfo: PageInfo!
    totalCount: Int!
}
type ProjectEdge {
    cursor: String!
    node: Project!
}
type Project implements Node {
    id: ID!
    number: Int!
    name: String!
    kind: ProjectKind!
    dimension: Dimension!
    missionCode: String!
    objectiveCodes: [String!]!
    fiscalYears: [Int!]!
    usesBudget: Boolean!
    plannedBudget(fiscalYear: Int!): Decimal!
    divisions: [Division!]!
    targetGroups: [TargetGroup!]!
    objectives: [String!]!
    steps: [String!]!
    outputs: [Indicator!]!
    outcomes: [Indicator!]!
    conformity: Conformity!
    quarter: Int
    remark: String
    progress(fiscalYear: Int!, round: ReportingRound!): Progress
    progressHistory: [Progress!]!
    controls: [RiskIssue!]!
    version: Int!
}
type Progress implements Node {
    id: ID!
    project: Project!
    fiscalYear: Int!
    round: ReportingRound!
    status: ProgressStatus!
    unableReason: UnableReason
    unableDetail: String
    inOrdinance: Boolean!
    plannedBudget: Decimal!
    ordinanceBudget: Decimal!
    disbursed: Decimal!
    result: String
    problems: String
    suggestions: String
    remark: String
    version: Int!
    updatedAt: DateTime!
}
type RoundReport implements Node {
    id: ID!
    plan: Plan!
    fiscalYear: Int!
    round: ReportingRound!
    state: ApprovalState!
    dueOn: Date!
    isOverdue: Boolean!
    progress: [Progress!]!
    missing: [Project!]!
    summary: Summary!
    version: Int!
}
type Summary {
    projectCount: Int!
    inOrdinance: Int!
    inProgress: Int!
    completed: Int!
    unable: Int!
    awaiting: Int!
    score: Decimal
    flag: Flag
    plannedBudget: Decimal!
    ordinanceBudget: Decimal!
    disbursed: Decimal!
    byDimension: [DimensionSummary!]!
}
type Area {
    code: String!
    name: String!
    kind: AreaKind!
    parent: Area
    children: [Area!]!
    organizationCount: Int!
    organizations(first: Int, after: String, last: Int, before: String): OrganizationConnection!
    summary(fiscalYear: Int!, round: ReportingRound): Summary!
}
enum ReportingRound {
    SIX_MONTH
    TWELVE_MONTH
}
enum ProgressStatus {
    IN_PROGRESS
    COMPLETED
    UNABLE
}
enum UnableReason {
    NO_BUDGET
    POLICY_CHANGED
    UNDERSTAFFED
    OTHER
}
enum ProjectKind {
    PROJECT
    ACTIVITY
    MEASURE
    GUIDELINE
}
enum ApprovalState {
    DRAFT
    SUBMITTED
    ENDORSED
    APPROVED
}
enum Flag {
    GREEN
    ORANGE
    RED
}
enum RiskLevel {
    LOW
    MEDIUM
    HIGH
    EXTREME
}
interface UserError {
    code: UserErrorCode!
    message: String!
    path: [String!]!
}
type Mutation {
    recordProgress(input: RecordProgressInput!): RecordProgressPayload!
    assessRisk(input: AssessRiskInput!): AssessRiskPayload!
}
input RecordProgressInput {
    projectId: ID!
    fiscalYear: Int!
    round: ReportingRound!
    status: ProgressStatus!
    unableReason: UnableReason
    unableDetail: String
    inOrdinance: Boolean
    ordinanceBudget: Decimal
    disbursed: Decimal
    result: String
    problems: String
    suggestions: String
    remark: String
    expectedVersion: Int
}
type RecordProgressPayload {
    progress: Progress
    userErrors: [UserError!]!
}
input AssessRiskInput {
    issueId: ID!
    fiscalYear: Int!
    basis: RiskBasis!
    likelihood: Int!
    impact: Int!
    rationale: String
}
type AssessRiskPayload {
    assessment: RiskAssessment
    userErrors: [UserError!]!
}
";

/// The members of each definition by its heading, such as `type Query`, and what has no description.
#[derive(Debug, Default)]
struct Listing {
    members: BTreeMap<String, Vec<String>>,
    undescribed: Vec<String>,
}

/// Lists a schema as it is printed here: one member in a line or, where its arguments are described, over several lines.
fn list(sdl: &str) -> Listing {
    let mut listing = Listing::default();
    let (mut heading, mut member) = (String::new(), String::new());
    let (mut described, mut in_block) = (false, false);
    for line in sdl.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let fences = line.matches("\"\"\"").count();
        if in_block || fences > 0 || line.starts_with('"') {
            in_block ^= fences == 1;
            described = true;
            continue;
        }
        if line == "}" {
            heading.clear();
            continue;
        }
        if heading.is_empty() {
            line.trim_end_matches('{').trim().clone_into(&mut heading);
            let named = !heading.starts_with("directive ") && heading != "schema";
            if named && !described {
                listing.undescribed.push(heading.clone());
            }
            listing.members.entry(heading.clone()).or_default();
            if !line.ends_with('{') {
                heading.clear();
            }
        } else {
            // A field with described arguments opens a bracket, lists them, and closes it with its type.
            if !described && !member_goes_on(&member, line) && heading != "schema" {
                listing.undescribed.push(format!("{heading}: {line}"));
            }
            let separator = if member.is_empty() || member.ends_with('(') || line.starts_with(')') { "" } else { ", " };
            member = format!("{member}{separator}{}", line.trim_end_matches(','));
            if member.matches('(').count() == member.matches(')').count() {
                listing.members.get_mut(&heading).expect("it was just put there").push(std::mem::take(&mut member));
            }
        }
        described = false;
    }
    listing
}

/// Whether a line only closes the arguments of the field before.
fn member_goes_on(member: &str, line: &str) -> bool {
    !member.is_empty() && line.starts_with(')')
}

#[test]
fn the_committed_file_is_what_the_code_prints() {
    let printed = run(command(&["print-schema"])).succeeded();
    let difference = printed.lines().zip(COMMITTED.lines()).position(|(printed, committed)| printed != committed);
    assert!(
        printed == COMMITTED,
        "schema/schema.graphql is not what the code prints, from line {} on. Where the change is wanted (no field removed or \
         narrowed without a deprecation), run: cargo run -p sucharit-schema --example print_schema > schema/schema.graphql",
        difference.unwrap_or_default() + 1,
    );
}

#[test]
fn everything_is_described() {
    let listing = list(COMMITTED);
    assert!(listing.members.len() > 50, "{:#?}", listing.members.keys());
    assert_eq!(listing.undescribed, Vec::<String>::new());
}

#[test]
fn a_missing_description_is_noticed() {
    let sdl =
        "\"One\"\ntype One {\n\t\"A\"\n\ta: Int\n\tb(\n\t\t\"C\"\n\t\tc: Int,\n\t\td: Int\n\t): Int\n}\nscalar Two\n";
    assert_eq!(list(sdl).undescribed, ["type One: b(", "type One: d: Int", "scalar Two"]);
    assert_eq!(list(sdl).members["type One"], ["a: Int", "b(c: Int, d: Int): Int"]);
}

#[test]
fn what_was_promised_is_there() {
    let committed = list(COMMITTED).members;
    for (heading, promised) in list(PROMISED).members {
        let members = committed.get(&heading).unwrap_or_else(|| panic!("{heading} is gone"));
        for member in promised {
            assert!(members.contains(&member), "{heading} has no `{member}`: {members:#?}");
        }
    }
}

/// The promised enums are complete: a client that knows their values knows them all.
#[test]
fn no_promised_enum_has_another_value() {
    let committed = list(COMMITTED).members;
    for (heading, mut promised) in
        list(PROMISED).members.into_iter().filter(|(heading, _)| heading.starts_with("enum "))
    {
        promised.sort();
        assert_eq!(committed[&heading], promised, "{heading}");
    }
}

/// The server has no other schema than the one printed. No database plays a part.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn introspection_lists_the_same_types() {
    let server = Server::start(Database::Sqlite).await;
    let data = server.ask("{ __schema { types { name } } }", serde_json::json!({})).await;
    let mut introspected: Vec<&str> =
        data["__schema"]["types"].as_array().unwrap().iter().map(|found| found["name"].as_str().unwrap()).collect();
    let built_in = ["Boolean", "Float", "ID", "Int", "String"];
    introspected.retain(|name| !name.starts_with("__") && !built_in.contains(name));
    introspected.sort_unstable();
    let members = list(COMMITTED).members;
    let mut printed: Vec<&str> = members
        .keys()
        .filter(|heading| !heading.starts_with("directive "))
        .filter_map(|heading| heading.split_whitespace().nth(1))
        .collect();
    printed.sort_unstable();
    assert_eq!(introspected, printed);
}

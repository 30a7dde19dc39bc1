"use strict";

// The first thing a visitor sees: the reference plan at a glance.
const firstQuery = `# แผนปฏิบัติการป้องกันการทุจริต: the plan, its dimensions and its first projects
query Plan {
  organization(code: "wapi-pathum") {
    name
    plan(fiscalYear: 2568) {
      title
      summary(fiscalYear: 2568, round: SIX_MONTH) {
        projectCount completed inProgress unable awaiting score flag
        byDimension { label projectCount plannedBudget }
      }
      projects(first: 5) {
        totalCount
        nodes { number name kind plannedBudget(fiscalYear: 2568) }
      }
    }
  }
}
`;

ReactDOM.createRoot(document.getElementById("graphiql")).render(
  React.createElement(GraphiQL, {
    fetcher: GraphiQL.createFetcher({ url: "/graphql" }),
    defaultQuery: firstQuery,
  }),
);

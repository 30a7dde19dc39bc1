//! How much one request may ask for: whatever is more is refused at once, and nothing falls over.

use serde_json::{Value, json};
use sucharit_tests::{Answer, Database, Server};

/// The introspection query of graphql-js 16, as GraphiQL sends it.
const INTROSPECTION: &str = include_str!("introspection.graphql");

/// Sends a body as it is.
pub async fn send_body(server: &Server, body: impl Into<reqwest::Body>) -> Answer {
    let request = server.client.post(server.url("/graphql")).header("content-type", "application/json").body(body);
    Answer::of(request.send().await.expect("the server answers")).await
}

/// A server for what the database plays no part in.
pub async fn sqlite() -> Server {
    Server::start(Database::Sqlite).await
}

/// Sends a query that must be refused with this code, and not for taking too long, by a server that goes on serving.
pub async fn refused(server: &Server, query: &str, code: &str) {
    let answer = server.send(query, json!({})).await;
    let shown: String = query.chars().take(100).collect();
    assert_eq!(answer.codes().first(), Some(&code), "{shown}");
    assert!(answer.body.get("data").is_none(), "{shown}");
    assert_eq!(server.ask("{ __typename }", json!({})).await["__typename"], "Query", "{shown}");
}

#[tokio::test]
async fn fifteen_aliases_of_one_field_and_no_more() {
    let server = sqlite().await;
    let aliases = |count: usize| (0..count).map(|number| format!("a{number}: __typename ")).collect::<String>();
    let data = server.ask(&format!("{{ {} }}", aliases(15)), json!({})).await;
    assert_eq!(data.as_object().unwrap().len(), 15);
    let same = format!("{{ {} }}", "__typename ".repeat(100));
    assert_eq!(
        server.ask(&same, json!({})).await,
        json!({ "__typename": "Query" }),
        "the same field again is no alias"
    );
    let spread = |names: &str| {
        format!("{{ {names} }} fragment f on Query {{ {} }} fragment g on Query {{ z: __typename }}", aliases(15))
    };
    assert_eq!(
        server
            .ask(
                &spread("...f ...f __typename: __typename ...g")
                    .replace("z:", "a0:")
                    .replace("__typename: __typename", ""),
                json!({})
            )
            .await
            .as_object()
            .unwrap()
            .len(),
        15
    );
    let inside = |fields: &str| format!("{{ organization(code: \"wapi-pathum\") {{ {fields} }} }}");
    for query in [
        format!("{{ {} }}", aliases(16)),
        spread("...f ...g"),
        format!("{{ {} ... on Query {{ z: __typename }} }}", aliases(15)),
        format!("{{ {} ... {{ ... {{ z: __typename }} }} }}", aliases(15)),
        inside(&aliases(16)),
        format!(
            "{{ {} {} }}",
            inside(&aliases(8)).trim_matches(['{', '}']),
            inside(&aliases(16).split_off(8 * 15)).trim_matches(['{', '}'])
        ),
        format!("query A {{ __typename }} query B {{ {} }}", aliases(16)),
    ] {
        refused(&server, &query, "TOO_MANY_ALIASES").await;
    }
}

#[tokio::test]
async fn twelve_levels_and_no_more() {
    let server = sqlite().await;
    // children is a list of 20 by price: one level of that, the rest by parents.
    let deep = |levels: usize| {
        format!("{{ area(code: \"TH-44\") {{ {} code {} }} }}", "parent { ".repeat(levels - 2), "}".repeat(levels - 2))
    };
    assert_eq!(server.ask(&deep(12), json!({})).await["area"]["parent"]["parent"]["code"], Value::Null);
    refused(&server, &deep(13), "TOO_DEEP").await;
    let fragments = deep(13).replacen("parent { parent {", "...f ", 1).replacen('}', "", 2)
        + " fragment f on Area { parent { ... on Area { parent { code } } } }";
    assert!(
        server.send(&fragments, json!({})).await.body.get("data").is_some(),
        "a fragment by itself is no level: {fragments}"
    );
    let hidden = "{ area(code: \"TH\") { ...f } } fragment f on Area { parent { parent { parent { parent { parent { parent { ...g } } } } } } } \
                  fragment g on Area { parent { parent { parent { parent { parent { parent { code } } } } } } }";
    refused(&server, hidden, "TOO_DEEP").await;
}

#[tokio::test]
async fn two_thousand_points_and_no_more() {
    let server = sqlite().await;
    let plans = |first: usize, fields: &str| {
        format!(
            "{{ organization(code: \"wapi-pathum\") {{ plan(fiscalYear: 2568) {{ projects(first: {first}) {{ nodes {{ {fields} }} }} }} }} }}"
        )
    };
    // 2 above the connection, 1 for it, and for each item 1 for `nodes` and 1 for every field.
    let ids = |count: usize| {
        (0..count).map(|number| format!("a{number}: id ")).collect::<String>() + "number name kind version"
    };
    server.ask(&plans(100, &ids(14)), json!({})).await;
    refused(&server, &plans(100, &(ids(14) + " remark")), "TOO_COMPLEX").await;
    for query in [
        "{ organizations(first: 100) { nodes { plans { projects(first: 100) { nodes { id } } } } } }".to_owned(),
        "{ organizations(last: 100) { nodes { plans { projects { nodes { id } } } } } }".to_owned(),
        format!("{{ area(code: \"TH\") {{ {} code {} }} }}", "children { ".repeat(10), "}".repeat(10)),
        "{ area(code: \"TH\") { organizations(first: 100) { nodes { district { organizations(first: 100) { nodes { district { organizations(first: 100) { nodes { id } } } } } } } } } }".to_owned(),
        (0..200).map(|number| format!("query Q{number} {{ organization(code: \"a\") {{ {} }} }} ", ids(14).replace("number name kind version", ""))).collect(),
    ] {
        refused(&server, &query, "TOO_COMPLEX").await;
    }
}

#[tokio::test]
async fn fragments_cannot_multiply_or_turn_in_circles() {
    let server = sqlite().await;
    let doubling = |leaf: &str| -> String {
        let fragments: String =
            (0..24).map(|number| format!("fragment f{number} on Query {{ ...f{0} ...f{0} }} ", number + 1)).collect();
        format!("{{ ...f0 }} {fragments} fragment f24 on Query {{ {leaf} }}")
    };
    refused(&server, &doubling("area(code: \"TH\") { code }"), "TOO_COMPLEX").await;
    refused(&server, &doubling("__typename"), "TOO_COMPLEX").await;
    let chain: String =
        (0..1_500).map(|number| format!("fragment f{number} on Query {{ ...f{} }} ", number + 1)).collect();
    refused(&server, &format!("{{ ...f0 }} {chain} fragment f1500 on Query {{ __typename }}"), "TOO_DEEP").await;
    refused(&server, &format!("{{ __typename }} {chain} fragment f1500 on Query {{ __typename }}"), "TOO_DEEP").await;
    for query in [
        "{ ...f } fragment f on Query { ...f }",
        "{ ...f } fragment f on Query { ...f ...f }",
        "{ ...f } fragment f on Query { __typename ...g } fragment g on Query { __typename ...f }",
        "{ __typename } fragment f on Query { ...f }",
        "{ area(code: \"TH\") { ...f } } fragment f on Area { parent { ...f } }",
        "{ ... { ...f } } fragment f on Query { ... { ... { ...f } } }",
    ] {
        refused(&server, query, "TOO_DEEP").await;
    }
    refused(&server, "{ ...f }", "BAD_QUERY").await;
    refused(&server, "{ __typename } fragment f on Query { __typename }", "BAD_QUERY").await;
}

#[tokio::test]
async fn a_document_of_aliases_alone_is_refused_at_once() {
    let server = sqlite().await;
    let mut query = String::from("{");
    for number in 0.. {
        let alias = format!(" {number:x}:id").replacen(' ', " a", 1);
        if query.len() + alias.len() > (1 << 20) - 100 {
            break;
        }
        query += &alias;
    }
    query.push('}');
    refused(&server, &query, "TOO_COMPLEX").await;
    // A million will not fit into one body.
    let query: String = (0..1_000_000).map(|number| format!("a{number}:id ")).collect();
    refused(&server, &format!("{{{query}}}"), "BODY_TOO_LARGE").await;
    let few: String = (0..4_000).map(|number| format!("a{number}:id ")).collect();
    refused(&server, &format!("{{{few}}}"), "TOO_COMPLEX").await;
}

#[tokio::test]
async fn nesting_does_not_overflow_the_stack() {
    const DEEP: usize = 200_000;
    let server = sqlite().await;
    let deep = |open: &str| open.repeat(DEEP.min(1_000_000 / open.len()));
    for query in [
        deep("{"),
        deep("{a"),
        deep("{a{b:c("),
        format!("{{a(b:{}", deep("[")),
        format!("{{a(b:{{c:{}", deep("{c:")),
        format!("query($a:{}", deep("[")),
        format!("query($a:Int={}", deep("[")),
        format!("{{a@b(c:{}", deep("[")),
        deep("("),
        deep("{...on Query"),
        deep("{..."),
        // Closing brackets that only look like it.
        "{a(b:\"}\")".repeat(30_000),
        "{a#}\n".repeat(30_000),
        "{a#}\r".repeat(30_000),
        "{a(b:\"\"\"}\"\"\")".repeat(30_000),
        "{a(b:\"\\\"}\")".repeat(30_000),
    ] {
        refused(&server, &query, "TOO_DEEP").await;
        let got = server
            .client
            .get(server.url("/graphql"))
            .query(&[("query", &query[..10_000])])
            .send()
            .await
            .expect("an answer");
        assert_eq!(Answer::of(got).await.codes().first(), Some(&"TOO_DEEP"));
    }
    // What the door lets through, the parser and the checks can take.
    for (query, code) in [
        (format!("{}{}", "{a".repeat(64), "}".repeat(64)), "TOO_DEEP"),
        (format!("{}{{a{}", "{... on Query".repeat(63), "}".repeat(64)), "TOO_DEEP"),
        (format!("{{a(b:{}{})}}", "[".repeat(62), "]".repeat(62)), "BAD_QUERY"),
        (format!("{{a(b:{}1{})}}", "{c:".repeat(62), "}".repeat(62)), "BAD_QUERY"),
        (format!("query($a:{}Int{}){{a}}", "[".repeat(63), "]".repeat(63)), "BAD_QUERY"),
        (format!("query($a:Int={}{}){{a}}", "[".repeat(63), "]".repeat(63)), "BAD_QUERY"),
    ] {
        refused(&server, &query, code).await;
    }
    // Brackets in a text are text.
    let query = format!("{{ organization(code: \"{}\") {{ id }} }}", "([{".repeat(1_000));
    assert_eq!(server.ask(&query, json!({})).await, json!({ "organization": null }));
    let deep_variables =
        format!(r#"{{"query":"{{ __typename }}","variables":{{"a":{}1{}}}}}"#, "[".repeat(DEEP), "]".repeat(DEEP));
    assert_eq!(send_body(&server, deep_variables).await.codes(), ["BAD_JSON"]);
}

#[tokio::test]
async fn introspection_works_and_cannot_multiply() {
    let server = sqlite().await;
    for query in [INTROSPECTION.to_owned(), format!("query Other {{ __typename }} {INTROSPECTION}")] {
        let request = server
            .client
            .post(server.url("/graphql"))
            .json(&json!({ "query": query, "operationName": "IntrospectionQuery" }));
        let data = Answer::of(request.send().await.expect("an answer")).await.data();
        let types = data["__schema"]["types"].as_array().unwrap();
        assert_eq!(data["__schema"]["queryType"]["name"], "Query");
        let plan = types.iter().find(|found| found["name"] == "Plan").expect("the type Plan");
        let missions = plan["fields"].as_array().unwrap().iter().find(|field| field["name"] == "dimensions").unwrap();
        assert_eq!(missions["type"]["ofType"]["ofType"]["ofType"]["name"], "Dimension", "[Dimension!]! is unwrapped");
    }
    server.ask(r#"{ __type(name: "Plan") { fields { name type { fields { name } } } } }"#, json!({})).await;
    for query in [
        "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }",
        "{ __type(name: \"Query\") { fields { type { possibleTypes { interfaces { name } } } } } }",
        "{ __schema { ...s } } fragment s on __Schema { types { ...t } } fragment t on __Type { fields { type { inputFields { type { fields { name } } } } } }",
    ] {
        refused(&server, query, "TOO_DEEP").await;
    }
    let unwrapped = format!("{{ __schema {{ types {{ {} name {} }} }} }}", "ofType { ".repeat(20), "}".repeat(20));
    assert!(server.send(&unwrapped, json!({})).await.body.get("errors").is_none(), "unwrapping is no level");
}

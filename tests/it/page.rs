//! Pages of long lists.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use std::fmt::Write;
use sucharit_tests::{Database, Server, on_both_databases};

/// How many organizations there are with those of [`add_organizations`].
const ALL: usize = 46;

const ORGANIZATIONS: &str = "query($first: Int, $after: String, $last: Int, $before: String, $filter: OrganizationFilter, $orderBy: OrganizationOrder) {
    list: organizations(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
        totalCount nodes { key: code name } edges { cursor node { key: code } }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }";

const PROJECTS: &str = "query($plan: ID!, $first: Int, $after: String, $last: Int, $before: String, $filter: ProjectFilter, $orderBy: ProjectOrder) {
    node(id: $plan) { ... on Plan {
        list: projects(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
            totalCount nodes { key: number name } edges { cursor node { key: number } }
            pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } } }";

/// 45 organizations in three districts of two regions, nine to a name, so that the id decides among them. Ids go against codes.
async fn add_organizations(server: &Server) {
    let mut sql = String::from(
        "INSERT INTO area (code, name, kind, parent_code) VALUES ('TH-44-01', 'เมือง', 'DISTRICT', 'TH-44'), ('TH-10-01', 'พระนคร', 'DISTRICT', 'TH-10');",
    );
    for number in 1..ALL {
        let id = format!("0000000000004000800000000000{:04x}", 0xffff - number);
        let id = match server.database.kind() {
            Database::Sqlite => format!("X'{id}'"),
            Database::Postgres => format!("'{id}'"),
        };
        let name = ["เทศบาล 100%", "เทศบาล 100 ก", "Town_Hall", "TOWN HALL", "อบต. ทำดี"][number % 5];
        let kind = ["SUBDISTRICT_ADMINISTRATION", "CITY_MUNICIPALITY"][number % 2];
        let district = ["TH-44-01", "TH-10-01", "TH-10-01"][number % 3];
        write!(sql, "INSERT INTO organization (id, code, name, kind, district_code) VALUES ({id}, 'o{number:02}', '{name}', '{kind}', '{district}');")
            .unwrap();
    }
    server.database.execute(&sql).await;
}

/// One page of a list: its items' keys, and what is said of it.
async fn page(server: &Server, query: &str, variables: Value) -> (Vec<String>, Value) {
    let data = server.ask(query, variables).await;
    let list = if data["list"].is_null() { &data["node"]["list"] } else { &data["list"] };
    let key = |node: &Value| node["key"].to_string().trim_matches('"').to_owned();
    let keys: Vec<String> = list["nodes"].as_array().unwrap().iter().map(key).collect();
    let edges: Vec<String> = list["edges"].as_array().unwrap().iter().map(|edge| key(&edge["node"])).collect();
    assert_eq!(keys, edges);
    let cursor = |edge: Option<&Value>| edge.map_or(Value::Null, |edge| edge["cursor"].clone());
    let edges = list["edges"].as_array().unwrap();
    assert_eq!(list["pageInfo"]["startCursor"], cursor(edges.first()));
    assert_eq!(list["pageInfo"]["endCursor"], cursor(edges.last()));
    (keys, list.clone())
}

/// Walks a whole list forwards or backwards, and checks at every step what is said of what comes before and after.
async fn walk(server: &Server, query: &str, variables: &Value, forwards: bool, size: usize) -> Vec<String> {
    let mut walked: Vec<String> = Vec::new();
    let mut variables = variables.clone();
    variables[if forwards { "first" } else { "last" }] = size.into();
    loop {
        let (mut keys, list) = page(server, query, variables.clone()).await;
        let info = &list["pageInfo"];
        let total = usize::try_from(list["totalCount"].as_u64().unwrap()).unwrap();
        let (came_from, goes_on, cursor) = if forwards {
            ("hasPreviousPage", "hasNextPage", "endCursor")
        } else {
            ("hasNextPage", "hasPreviousPage", "startCursor")
        };
        assert_eq!(info[came_from], !walked.is_empty());
        if forwards {
            walked.append(&mut keys);
        } else {
            keys.append(&mut walked);
            walked = keys;
        }
        assert_eq!(info[goes_on], walked.len() < total, "{} of {total}", walked.len());
        assert!(walked.len() <= total, "a walk that does not end");
        if walked.len() == total {
            return walked;
        }
        variables[if forwards { "after" } else { "before" }] = info[cursor].clone();
    }
}

/// Walks a list both ways in pages of several sizes; each must give every item once, in one order.
async fn walk_all_ways(server: &Server, query: &str, variables: &Value) -> Vec<String> {
    let forwards = walk(server, query, variables, true, 100).await;
    let mut once = forwards.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), forwards.len(), "an item twice");
    for size in [1, 7, 20] {
        assert_eq!(walk(server, query, variables, true, size).await, forwards, "forwards by {size}");
        assert_eq!(walk(server, query, variables, false, size).await, forwards, "backwards by {size}");
    }
    forwards
}

fn reversed(mut keys: Vec<String>) -> Vec<String> {
    keys.reverse();
    keys
}

fn order(field: &str, direction: &str) -> Value {
    json!({ "field": field, "direction": direction })
}

async fn refusal(server: &Server, query: &str, variables: Value) -> String {
    let answer = server.send(query, variables).await;
    assert_eq!(answer.codes().len(), 1, "{}", answer.body);
    answer.codes()[0].to_owned()
}

on_both_databases! {
    async fn a_page_has_20_items_and_at_most_100(server) {
        let server = server.by("nacc-central");
        add_organizations(&server).await;
        let plan = server.plan_id().await;
        for (query, total) in [(ORGANIZATIONS, ALL), (PROJECTS, 36)] {
            let (keys, list) = page(&server, query, json!({ "plan": plan })).await;
            assert_eq!((keys.len(), &list["totalCount"]), (20, &json!(total)));
            assert_eq!(list["pageInfo"]["hasNextPage"], true);
            for (variables, expected) in [
                (json!({ "first": 100 }), total), (json!({ "last": 100 }), total), (json!({ "first": 0 }), 0),
                (json!({ "last": 0 }), 0), (json!({ "first": 3 }), 3), (json!({ "last": 3 }), 3),
            ] {
                let mut variables = variables;
                variables["plan"] = plan.as_str().into();
                assert_eq!(page(&server, query, variables.clone()).await.0.len(), expected, "{variables}");
            }
            for variables in [
                json!({ "first": 101 }), json!({ "last": 101 }), json!({ "first": -1 }), json!({ "last": -1 }),
                json!({ "first": 1, "last": 1 }), json!({ "first": i32::MAX }), json!({ "first": i32::MIN }),
            ] {
                let mut variables = variables;
                variables["plan"] = plan.as_str().into();
                assert_eq!(refusal(&server, query, variables.clone()).await, "BAD_PAGE", "{variables}");
            }
        }
    }

    async fn walks_organizations_both_ways(server) {
        let server = server.by("nacc-central");
        add_organizations(&server).await;
        let by_name = walk_all_ways(&server, ORGANIZATIONS, &json!({})).await;
        assert_eq!(by_name.len(), ALL);
        assert_eq!(walk(&server, ORGANIZATIONS, &json!({ "orderBy": order("NAME", "ASC") }), true, 100).await, by_name);
        assert_eq!(walk_all_ways(&server, ORGANIZATIONS, &json!({ "orderBy": order("NAME", "DESC") })).await, reversed(by_name.clone()));
        // Among nine of one name the id decides, which falls where the code rises.
        let same: Vec<&String> = by_name.iter().filter(|code| (1..ALL).step_by(5).any(|number| **code == format!("o{number:02}"))).collect();
        assert_eq!(same.len(), 9);
        assert!(same.is_sorted_by(|one, other| one > other), "{same:?}");

        let by_code = walk_all_ways(&server, ORGANIZATIONS, &json!({ "orderBy": { "field": "CODE" } })).await;
        let expected: Vec<String> = (1..ALL).map(|number| format!("o{number:02}")).chain(["wapi-pathum".to_owned()]).collect();
        assert_eq!(by_code, expected);
        assert_eq!(walk_all_ways(&server, ORGANIZATIONS, &json!({ "orderBy": order("CODE", "DESC") })).await, reversed(by_code));
    }

    async fn walks_projects_both_ways(server) {
        let plan = server.plan_id().await;
        let by_number = walk_all_ways(&server, PROJECTS, &json!({ "plan": plan })).await;
        let numbers: Vec<String> = (1..=36).map(|number| number.to_string()).collect();
        assert_eq!(by_number, numbers);
        let descending = json!({ "plan": plan, "orderBy": order("NUMBER", "DESC") });
        assert_eq!(walk_all_ways(&server, PROJECTS, &descending).await, reversed(numbers));
        let by_name = walk_all_ways(&server, PROJECTS, &json!({ "plan": plan, "orderBy": { "field": "NAME" } })).await;
        let (_, list) = page(&server, PROJECTS, json!({ "plan": plan, "first": 100, "orderBy": { "field": "NAME" } })).await;
        let names: Vec<&str> = list["nodes"].as_array().unwrap().iter().map(|node| node["name"].as_str().unwrap()).collect();
        assert!(names.is_sorted(), "{names:?}");
        let descending = json!({ "plan": plan, "orderBy": order("NAME", "DESC") });
        assert_eq!(walk_all_ways(&server, PROJECTS, &descending).await, reversed(by_name));
    }

    async fn says_truly_what_lies_beyond_a_page(server) {
        let server = server.by("nacc-central");
        add_organizations(&server).await;
        let plan = server.plan_id().await;
        for (query, order_by) in [(ORGANIZATIONS, json!({ "field": "CODE" })), (PROJECTS, json!({ "field": "NUMBER" }))] {
            let (all, list) = page(&server, query, json!({ "plan": plan, "orderBy": order_by, "first": 100 })).await;
            let cursor = |place: usize| list["edges"][place]["cursor"].clone();
            let end = all.len() - 1;
            for (variables, expected, previous, next) in [
                (json!({ "after": cursor(4), "before": cursor(9), "first": 10 }), &all[5..9], true, true),
                (json!({ "after": cursor(4), "before": cursor(9), "last": 10 }), &all[5..9], true, true),
                (json!({ "after": cursor(4), "before": cursor(9), "first": 2 }), &all[5..7], true, true),
                (json!({ "after": cursor(4), "before": cursor(9), "last": 2 }), &all[7..9], true, true),
                (json!({ "after": cursor(4), "before": cursor(5) }), &all[..0], true, true),
                (json!({ "before": cursor(3), "first": 10 }), &all[..3], false, true),
                (json!({ "before": cursor(3), "first": 2 }), &all[..2], false, true),
                (json!({ "after": cursor(end - 2), "last": 10 }), &all[end - 1..], true, false),
                (json!({ "after": cursor(end) }), &all[..0], true, false),
                (json!({ "before": cursor(0), "last": 5 }), &all[..0], false, true),
                (json!({ "first": 0 }), &all[..0], false, true),
                (json!({ "last": 0 }), &all[..0], true, false),
            ] {
                let mut variables = variables;
                variables["plan"] = plan.as_str().into();
                variables["orderBy"] = order_by.clone();
                let (keys, list) = page(&server, query, variables.clone()).await;
                assert_eq!(keys, expected, "{variables}");
                let info = &list["pageInfo"];
                assert_eq!((&info["hasPreviousPage"], &info["hasNextPage"]), (&json!(previous), &json!(next)), "{variables}");
            }
        }
        // A cursor of the whole list in one that a filter empties: nothing is before it, nothing after.
        let (_, list) = page(&server, ORGANIZATIONS, json!({ "first": 3 })).await;
        let empty = json!({ "after": list["pageInfo"]["endCursor"], "filter": { "nameContains": "nobody" } });
        let (keys, list) = page(&server, ORGANIZATIONS, empty).await;
        assert_eq!((keys.len(), &list["totalCount"]), (0, &json!(0)));
        assert_eq!((&list["pageInfo"]["hasPreviousPage"], &list["pageInfo"]["hasNextPage"]), (&json!(false), &json!(false)));
    }

    async fn keeps_its_place_while_the_list_changes(server) {
        let server = server.by("nacc-central");
        add_organizations(&server).await;
        let variables = json!({ "orderBy": { "field": "CODE" }, "first": 10 });
        let (keys, list) = page(&server, ORGANIZATIONS, variables.clone()).await;
        assert_eq!(keys.last().unwrap(), "o10");
        server.database.execute("DELETE FROM organization WHERE code IN ('o03', 'o10')").await;
        let mut next = variables;
        next["after"] = list["pageInfo"]["endCursor"].clone();
        let (keys, list) = page(&server, ORGANIZATIONS, next).await;
        assert_eq!((keys[0].as_str(), keys.len(), &list["totalCount"]), ("o11", 10, &json!(ALL - 2)));
    }

    async fn refuses_cursors_that_the_list_did_not_give_out(server) {
        let server = server.by("nacc-central");
        add_organizations(&server).await;
        let plan = server.plan_id().await;
        let cursor = async |query: &str, order_by: Value| -> String {
            let (_, list) = page(&server, query, json!({ "plan": plan, "first": 2, "orderBy": order_by })).await;
            list["pageInfo"]["endCursor"].as_str().unwrap().to_owned()
        };
        let by_name = cursor(ORGANIZATIONS, order("NAME", "ASC")).await;
        let project = cursor(PROJECTS, order("NUMBER", "ASC")).await;
        let encoded = |json: Value| URL_SAFE_NO_PAD.encode(json.to_string());
        let half = &by_name[..by_name.len() / 2];
        let bad = [
            half.to_owned(), by_name[1..].to_owned(), format!("{by_name}A"), String::new(), "!".to_owned(), "ก".to_owned(),
            "bm9uc2Vuc2U".to_owned(), encoded(json!(null)), encoded(json!([])), encoded(json!({ "a": 1 })),
            encoded(json!(["organizations by name", ["a", "nonsense"]])),
            encoded(json!(["organizations by name", ["a\u{0}", "00000000-0000-4000-8000-000000000000"]])),
            encoded(json!(["organizations by name", [1, "00000000-0000-4000-8000-000000000000"]])),
            "A".repeat(100_000),
        ];
        for cursor in &bad {
            for side in ["after", "before"] {
                let shown: String = cursor.chars().take(80).collect();
                assert_eq!(refusal(&server, ORGANIZATIONS, json!({ side: cursor })).await, "BAD_CURSOR", "{side} {shown}");
                assert_eq!(refusal(&server, PROJECTS, json!({ "plan": plan, side: cursor })).await, "BAD_CURSOR", "{side} {shown}");
            }
        }
        let orders = |field: &str| ["ASC", "DESC"].map(|direction| order(field, direction));
        let lists = [
            (ORGANIZATIONS, [orders("NAME"), orders("CODE")].concat()),
            (PROJECTS, [orders("NUMBER"), orders("NAME")].concat()),
        ];
        for (query, orders) in &lists {
            for given in orders {
                let cursor = cursor(query, given.clone()).await;
                for asked in orders.iter().filter(|asked| *asked != given) {
                    let variables = json!({ "plan": plan, "orderBy": asked, "after": cursor });
                    assert_eq!(refusal(&server, query, variables).await, "BAD_CURSOR", "{given} for {asked}");
                }
            }
        }
        assert_eq!(refusal(&server, ORGANIZATIONS, json!({ "after": project })).await, "BAD_CURSOR");
        assert_eq!(refusal(&server, PROJECTS, json!({ "plan": plan, "after": by_name })).await, "BAD_CURSOR");
    }

    async fn filters_organizations(server) {
        let server = server.by("nacc-central");
        add_organizations(&server).await;
        let named = |names: &[usize]| (1..ALL).filter(|number| names.contains(&(number % 5))).count();
        for (filter, expected) in [
            (json!({}), ALL),
            (json!({ "kind": "CITY_MUNICIPALITY" }), 23),
            (json!({ "kind": "SPECIAL" }), 0),
            (json!({ "area": "TH" }), ALL),
            (json!({ "area": "R4" }), 16),
            (json!({ "area": "TH-44" }), 16),
            (json!({ "area": "TH-44-01" }), 15),
            (json!({ "area": "TH-10" }), 30),
            (json!({ "area": "TH-10-01" }), 30),
            (json!({ "area": "TH-83" }), 0),
            (json!({ "area": "nowhere" }), 0),
            (json!({ "area": "" }), 0),
            (json!({ "area": "TH-44-01", "kind": "CITY_MUNICIPALITY" }), 8),
            (json!({ "nameContains": "" }), ALL),
            (json!({ "nameContains": "เทศบาล" }), named(&[0, 1]) + 1),
            (json!({ "nameContains": "100%" }), named(&[0])),
            (json!({ "nameContains": "%" }), named(&[0])),
            (json!({ "nameContains": "1%0" }), 0),
            (json!({ "nameContains": "_" }), named(&[2])),
            (json!({ "nameContains": "town_hall" }), named(&[2])),
            (json!({ "nameContains": "town hall" }), named(&[3])),
            (json!({ "nameContains": "TOWN" }), named(&[2, 3])),
            (json!({ "nameContains": "!" }), 0),
            (json!({ "nameContains": "\\" }), 0),
            (json!({ "nameContains": "' OR 1=1 --" }), 0),
            (json!({ "nameContains": "a\u{0}b" }), 0),
            (json!({ "nameContains": "ก".repeat(100_000) }), 0),
            (json!({ "nameContains": "Hall", "area": "TH-44", "kind": "SUBDISTRICT_ADMINISTRATION" }), 3),
        ] {
            let (keys, list) = page(&server, ORGANIZATIONS, json!({ "first": 100, "filter": filter })).await;
            let shown: String = filter.to_string().chars().take(80).collect();
            assert_eq!((keys.len(), &list["totalCount"]), (expected, &json!(expected)), "{shown}");
        }
        let variables = json!({ "filter": { "nameContains": "hall" }, "orderBy": { "field": "CODE" } });
        assert_eq!(walk_all_ways(&server, ORGANIZATIONS, &variables).await.len(), named(&[2, 3]));
    }

    async fn lists_an_areas_organizations(server) {
        let server = server.by("nacc-central");
        add_organizations(&server).await;
        let query = "query($code: String!, $after: String) { node: area(code: $code) { organizationCount list: organizations(first: 7, after: $after) {
            totalCount nodes { key: code } edges { cursor node { key: code } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }";
        for (code, expected) in [("TH", ALL), ("R4", 16), ("TH-44", 16), ("TH-44-01", 15), ("TH-10-01", 30), ("TH-83", 0)] {
            let mut walked = Vec::new();
            let mut variables = json!({ "code": code });
            loop {
                let (keys, list) = page(&server, query, variables.clone()).await;
                assert_eq!(list["totalCount"], expected, "{code}");
                walked.extend(keys);
                if list["pageInfo"]["hasNextPage"] == false {
                    break;
                }
                variables["after"] = list["pageInfo"]["endCursor"].clone();
            }
            let filtered = page(&server, ORGANIZATIONS, json!({ "first": 100, "filter": { "area": code } })).await.0;
            assert_eq!(walked, filtered, "{code}");
            assert_eq!(walked.len(), expected, "{code}");
        }
    }

    async fn filters_projects(server) {
        let plan = server.plan_id().await;
        // One name with ำ as one letter, one with the same as two, one without.
        server.database.execute("UPDATE project SET name = 'การทำดี 100% E-Service' WHERE number = 1").await;
        server.database.execute("UPDATE project SET name = 'การท\u{e4d}\u{e32}ดี_ทั่วไป e-service' WHERE number = 2").await;
        server.database.execute("UPDATE project SET conformity = 'NON_CONFORMING' WHERE number = 7").await;
        server
            .database
            .execute("DELETE FROM project_year WHERE fiscal_year = 2570 AND project_id = (SELECT id FROM project WHERE number = 5)")
            .await;
        let divisions = server.ask("query($plan: ID!) { node(id: $plan) { ... on Plan { project(number: 3) { divisions { id name } } } } }", json!({ "plan": plan })).await;
        let division = &divisions["node"]["project"]["divisions"][0];
        let responsible = page(&server, "query($plan: ID!) { node(id: $plan) { ... on Plan { list: projects(first: 100) {
            totalCount nodes { key: number name divisions { id } dimension { number } kind } edges { cursor node { key: number } } pageInfo { startCursor endCursor } } } } }", json!({ "plan": plan })).await.1;
        let projects = responsible["nodes"].as_array().unwrap();
        let numbers = |passes: &dyn Fn(&Value) -> bool| -> Vec<String> {
            projects.iter().filter(|project| passes(project)).map(|project| project["key"].to_string()).collect()
        };
        let with = |project: &Value, id: &Value| project["divisions"].as_array().unwrap().iter().any(|found| found["id"] == *id);
        let strings = |numbers: &[i32]| -> Vec<String> { numbers.iter().map(ToString::to_string).collect() };
        assert!(!numbers(&|project| with(project, &division["id"])).is_empty());
        assert_eq!(numbers(&|project| project["dimension"]["number"] == 2).len(), 21);
        for (filter, expected) in [
            (json!({ "nameContains": "ทำดี" }), strings(&[1, 2])),
            (json!({ "nameContains": "ท\u{e4d}\u{e32}ดี" }), strings(&[1, 2])),
            (json!({ "nameContains": "E-SERVICE" }), numbers(&|project| project["name"].as_str().unwrap().to_lowercase().contains("e-service"))),
            (json!({ "nameContains": "100%" }), strings(&[1])),
            (json!({ "nameContains": "ดี_ทั่ว" }), strings(&[2])),
            (json!({ "nameContains": "ดี%ทั่ว" }), strings(&[])),
            (json!({ "dimension": 2 }), numbers(&|project| project["dimension"]["number"] == 2)),
            (json!({ "dimension": 5 }), strings(&[])),
            (json!({ "dimension": i32::MAX }), strings(&[])),
            (json!({ "usesBudget": true }), strings(&[28])),
            (json!({ "usesBudget": true, "dimension": 1 }), strings(&[])),
            (json!({ "kind": "MEASURE" }), numbers(&|project| project["kind"] == "MEASURE")),
            (json!({ "fiscalYear": 2568 }), numbers(&|_| true)),
            (json!({ "fiscalYear": 2570 }), numbers(&|project| project["key"] != 5)),
            (json!({ "fiscalYear": 2500 }), strings(&[])),
            (json!({ "divisionId": division["id"] }), numbers(&|project| with(project, &division["id"]))),
            (json!({ "divisionId": plan }), strings(&[])),
            (json!({ "conformity": "CONFORMING" }), numbers(&|project| project["key"] != 7)),
            (json!({ "conformity": "NON_CONFORMING" }), strings(&[7])),
        ] {
            let (keys, list) = page(&server, PROJECTS, json!({ "plan": plan, "first": 100, "filter": filter })).await;
            assert_eq!(keys, expected, "{filter}");
            assert_eq!(list["totalCount"], expected.len(), "{filter}");
        }
    }
}

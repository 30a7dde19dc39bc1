//! Input that is wrong, hostile or merely strange: each is refused in words or stored exactly, and nothing is half written.

use serde_json::{Value, json};
use std::time::{Duration, Instant};
use sucharit_tests::{Answer, Database, RECORD_PROGRESS, Server, on_both_databases};

/// The introspection query of graphql-js 16, as GraphiQL sends it.
const INTROSPECTION: &str = include_str!("introspection.graphql");

/// What is stored of the whole plan's progress, and how many events there are.
async fn stored(server: &Server) -> (Vec<Value>, i64) {
    let columns = "fiscal_year, round, status, unable_reason, unable_detail, ordinance_satang, disbursed_satang, result, problems, \
                   suggestions, remark, version";
    let rows =
        server.database.rows(&format!("SELECT {columns} FROM progress ORDER BY fiscal_year, round, version")).await;
    (rows, server.event_count().await)
}

/// A first report for the project that uses a budget, with `more`.
async fn input(server: &Server, more: &Value) -> Value {
    let mut input = json!({ "projectId": server.project_id(28).await, "fiscalYear": 2568, "round": "SIX_MONTH", "status": "IN_PROGRESS" });
    for (key, value) in more.as_object().unwrap() {
        input[key] = value.clone();
    }
    input
}

async fn send_body(server: &Server, body: impl Into<reqwest::Body>) -> Answer {
    let request = server.client.post(server.url("/graphql")).header("content-type", "application/json").body(body);
    Answer::of(request.send().await.expect("the server answers")).await
}

async fn sqlite() -> Server {
    Server::start(Database::Sqlite).await
}

/// Sends a query that must be refused with this code, soon, by a server that goes on serving.
async fn refused(server: &Server, query: &str, code: &str) {
    let started = Instant::now();
    let answer = server.send(query, json!({})).await;
    let shown: String = query.chars().take(100).collect();
    assert!(started.elapsed() < Duration::from_secs(5), "{shown} took {:?}", started.elapsed());
    assert_eq!(answer.codes().first(), Some(&code), "{shown}");
    assert!(answer.body.get("data").is_none(), "{shown}");
    assert_eq!(server.ask("{ __typename }", json!({})).await["__typename"], "Query", "{shown}");
}

on_both_databases! {
    async fn what_is_no_input_changes_nothing(server) {
        // One report stands, so that a half written change would be seen.
        let first = server.record(28, 2568, "SIX_MONTH", json!({ "status": "IN_PROGRESS", "result": "เดิม", "disbursed": "1.00" })).await;
        assert_eq!(first["progress"]["version"], 1);
        let before = stored(&server).await;
        let long = "9".repeat(40);
        for more in [
            json!({ "nonsense": 1 }), json!({ "status": "DONE" }), json!({ "status": "completed" }), json!({ "status": 3 }),
            json!({ "status": null }), json!({ "round": "NINE_MONTH" }), json!({ "round": 6 }), json!({ "unableReason": "LAZY" }),
            json!({ "fiscalYear": "2568" }), json!({ "fiscalYear": 2568.5 }), json!({ "fiscalYear": 1_i64 << 40 }),
            json!({ "fiscalYear": null }), json!({ "inOrdinance": "yes" }), json!({ "inOrdinance": 1 }), json!({ "result": 1 }),
            json!({ "result": ["a"] }), json!({ "result": { "a": "b" } }), json!({ "projectId": null }), json!({ "projectId": ["a"] }),
            json!({ "expectedVersion": "1" }), json!({ "expectedVersion": 1.5 }),
            json!({ "disbursed": 1 }), json!({ "disbursed": 1.5 }), json!({ "disbursed": "1e3" }), json!({ "disbursed": "1E-2" }),
            json!({ "disbursed": "" }), json!({ "disbursed": " 1" }), json!({ "disbursed": "1 " }), json!({ "disbursed": "+1" }),
            json!({ "disbursed": "1,000.00" }), json!({ "disbursed": "1." }), json!({ "disbursed": ".5" }), json!({ "disbursed": "1.2.3" }),
            json!({ "disbursed": "--1" }), json!({ "disbursed": "-" }), json!({ "disbursed": "NaN" }), json!({ "disbursed": "0x10" }),
            json!({ "disbursed": "๑๐๐" }), json!({ "disbursed": "1_000" }), json!({ "disbursed": long }), json!({ "disbursed": format!("0.{long}") }),
            json!({ "disbursed": true }), json!({ "disbursed": ["1.00"] }),
        ] {
            let mut input = input(&server, &json!({ "result": "ใหม่", "expectedVersion": 1 })).await;
            for (key, value) in more.as_object().unwrap() {
                input[key] = value.clone();
            }
            let answer = server.send(RECORD_PROGRESS, json!({ "input": input })).await;
            let codes = answer.codes();
            assert!(codes.iter().all(|code| ["BAD_QUERY", "BAD_VALUE"].contains(code)), "{more}: {codes:?}");
            assert!(answer.body["data"].is_null(), "{more}: {}", answer.body);
            assert_eq!(stored(&server).await, before, "{more}");
        }
        for field in ["projectId", "fiscalYear", "round", "status"] {
            let mut input = input(&server, &json!({ "expectedVersion": 1 })).await;
            input.as_object_mut().unwrap().remove(field);
            assert!(server.send(RECORD_PROGRESS, json!({ "input": input })).await.body["data"].is_null(), "without {field}");
        }
        for variables in [json!({}), json!({ "input": null }), json!({ "input": [] }), json!({ "input": "a" }), json!({ "input": {} })] {
            let answer = server.send(RECORD_PROGRESS, variables.clone()).await;
            assert!(!answer.codes().is_empty() && answer.body["data"].is_null(), "{variables}");
        }
        assert_eq!(stored(&server).await, before);
    }

    async fn what_breaks_a_rule_changes_nothing(server) {
        let first = server.record(28, 2568, "SIX_MONTH", json!({ "status": "IN_PROGRESS", "result": "เดิม", "disbursed": "1.00" })).await;
        assert_eq!(first["progress"]["version"], 1);
        let before = stored(&server).await;
        for (more, code, field) in [
            (json!({ "disbursed": "-0.01" }), "NEGATIVE_AMOUNT", "disbursed"),
            (json!({ "ordinanceBudget": "-1000000000000000" }), "NEGATIVE_AMOUNT", "ordinanceBudget"),
            (json!({ "disbursed": "0.001" }), "TOO_MANY_DECIMALS", "disbursed"),
            (json!({ "disbursed": "1000000000000000" }), "AMOUNT_TOO_LARGE", "disbursed"),
            (json!({ "disbursed": "100000000000.00" }), "AMOUNT_TOO_LARGE", "disbursed"),
            (json!({ "disbursed": "79228162514264337593543950335" }), "AMOUNT_TOO_LARGE", "disbursed"),
            (json!({ "disbursed": null }), "REQUIRED", "disbursed"),
            (json!({ "result": "ก".repeat(100_000) }), "TEXT_TOO_LONG", "result"),
            (json!({ "remark": "😀".repeat(10_001) }), "TEXT_TOO_LONG", "remark"),
            (json!({ "result": "a\u{0}b" }), "NUL_IN_TEXT", "result"),
            (json!({ "remark": "\u{0}" }), "NUL_IN_TEXT", "remark"),
            (json!({ "status": "UNABLE", "unableReason": "OTHER", "unableDetail": "x\u{0}" }), "NUL_IN_TEXT", "unableDetail"),
            (json!({ "fiscalYear": 2025 }), "OUTSIDE_PROJECT_YEARS", "fiscalYear"),
            (json!({ "fiscalYear": i32::MAX }), "OUTSIDE_PROJECT_YEARS", "fiscalYear"),
            (json!({ "fiscalYear": i32::MIN }), "OUTSIDE_PROJECT_YEARS", "fiscalYear"),
            (json!({ "expectedVersion": null }), "STALE_VERSION", "expectedVersion"),
            (json!({ "expectedVersion": i32::MAX }), "STALE_VERSION", "expectedVersion"),
            (json!({ "expectedVersion": -1 }), "STALE_VERSION", "expectedVersion"),
            (json!({ "projectId": server.plan_id().await }), "NOT_FOUND", "projectId"),
            (json!({ "projectId": "project:00000000000040008000000000000000" }), "NOT_FOUND", "projectId"),
            (json!({ "projectId": "project:" }), "NOT_FOUND", "projectId"),
            (json!({ "projectId": "" }), "NOT_FOUND", "projectId"),
            (json!({ "projectId": 28 }), "NOT_FOUND", "projectId"),
            (json!({ "projectId": "project:\u{0}" }), "NOT_FOUND", "projectId"),
        ] {
            let mut input = input(&server, &json!({ "result": "ใหม่", "expectedVersion": 1 })).await;
            for (key, value) in more.as_object().unwrap() {
                input[key] = value.clone();
            }
            let payload = server.change(RECORD_PROGRESS, json!({ "input": input })).await;
            let shown: String = more.to_string().chars().take(80).collect();
            assert!(payload["progress"].is_null(), "{shown}");
            let errors = payload["userErrors"].as_array().unwrap();
            let found = errors.iter().find(|error| error["code"] == code).unwrap_or_else(|| panic!("{shown}: {errors:?}"));
            assert_eq!(found["path"], json!(["input", field]), "{shown}");
            assert!(!found["message"].as_str().unwrap().is_ascii(), "in Thai: {found}");
            assert_eq!(stored(&server).await, before, "{shown}");
        }
    }

    async fn a_nul_in_a_literal_is_refused_too(server) {
        let before = stored(&server).await;
        let id = server.project_id(28).await;
        let mutation = format!(
            "mutation {{ recordProgress(input: {{ projectId: \"{id}\", fiscalYear: 2568, round: SIX_MONTH, status: IN_PROGRESS, result: \"a\\u0000b\" }}) \
             {{ progress {{ id }} userErrors {{ code path }} }} }}"
        );
        let payload = server.change(&mutation, json!({})).await;
        assert_eq!(payload, json!({ "progress": null, "userErrors": [{ "code": "NUL_IN_TEXT", "path": ["input", "result"] }] }));
        assert_eq!(stored(&server).await, before);
    }

    async fn text_is_kept_byte_for_byte(server) {
        let texts = [
            "ก".repeat(10_000),
            "😀".repeat(10_000),
            "ที่ปรึกษา กำกับ น้ำ ปู่ย่า ก็ กฺ ฤๅ ฯลฯ ๆ ๑๒๓".to_owned(),
            "น้ำ น\u{e49}\u{e4d}\u{e32} น\u{e4d}\u{e49}\u{e32}".to_owned(),
            "e\u{301} é \u{1100}\u{1161} 가".to_owned(),
            "zero\u{200b}width\u{200c}non\u{200d}joiner\u{2060}\u{feff}\u{ad}".to_owned(),
            "👩‍👩‍👧‍👦 🇹🇭 👍🏽 ❤️".to_owned(),
            "\u{202e}จากขวา\u{202c}".to_owned(),
            "บรรทัดหนึ่ง\r\nสอง\nสาม\rสี่\tแท็บ\u{b}\u{c}\u{1}\u{7f}\u{85}\u{2028}\u{2029}".to_owned(),
            "  ช่องว่างหน้าและหลัง \u{a0}\u{3000} ".to_owned(),
            " ".to_owned(),
            String::new(),
            "\u{feff}".to_owned(),
            "=cmd()|'x'!A1".to_owned(),
            "+1+1".to_owned(),
            "@SUM(A1)".to_owned(),
            "-2".to_owned(),
            "'; DROP TABLE progress; --".to_owned(),
            "\" \\ \\\\ \\u0041 \\n %s %00 ${x} {{x}}".to_owned(),
            "<script>alert('x')</script> &amp; <b>".to_owned(),
            "\u{10ffff}\u{fffd}\u{ffff}\u{e000}".to_owned(),
        ];
        let id = server.project_id(28).await;
        let mut version = Value::Null;
        for text in &texts {
            let input = json!({
                "projectId": id, "fiscalYear": 2568, "round": "SIX_MONTH", "status": "IN_PROGRESS", "expectedVersion": version,
                "result": text, "problems": text, "suggestions": text, "remark": text,
            });
            let payload = server.change(RECORD_PROGRESS, json!({ "input": input })).await;
            let shown: String = text.chars().take(40).collect();
            assert_eq!(payload["userErrors"], json!([]), "{shown}");
            version = payload["progress"]["version"].clone();
            let row = &server.database.rows("SELECT result, problems, suggestions, remark FROM progress").await[0];
            let read = server.ask("query($id: ID!) { node(id: $id) { ... on Progress { result problems suggestions remark } } }", json!({ "id": payload["progress"]["id"] })).await;
            for field in ["result", "problems", "suggestions", "remark"] {
                for found in [&payload["progress"][field], &row[field], &read["node"][field]] {
                    assert_eq!(found.as_str(), Some(text.as_str()), "{field} {shown}");
                }
            }
        }
    }

    async fn money_is_kept_to_the_satang(server) {
        let mut version = Value::Null;
        for (stated, kept) in [
            ("0", "0.00"), ("-0", "0.00"), ("0.01", "0.01"), ("0.1", "0.10"), ("00012.50", "12.50"), ("1.100", "1.10"),
            ("20000.00", "20000.00"), ("99999999999.99", "99999999999.99"), ("33333333.33", "33333333.33"),
        ] {
            let payload = server.record(28, 2568, "SIX_MONTH", json!({ "status": "IN_PROGRESS", "inOrdinance": true, "ordinanceBudget": stated, "disbursed": stated, "expectedVersion": version })).await;
            assert_eq!(payload["userErrors"], json!([]), "{stated}");
            assert_eq!((&payload["progress"]["ordinanceBudget"], &payload["progress"]["disbursed"]), (&json!(kept), &json!(kept)), "{stated}");
            version = payload["progress"]["version"].clone();
        }
    }

    async fn unpaired_surrogates_are_refused(server) {
        let before = stored(&server).await;
        let mut text = input(&server, &json!({ "result": "HERE" })).await.to_string();
        for lone in [r"\ud800", r"a\udc00", r"\ud800\ud800", r"\uD83D!"] {
            let body = format!(r#"{{"query":{},"variables":{{"input":{}}}}}"#, json!(RECORD_PROGRESS), text.replace("HERE", lone));
            let answer = send_body(&server, body).await;
            assert_eq!((answer.status.as_u16(), answer.codes()), (400, vec!["BAD_JSON"]), "{lone}");
            // And in a literal of the document itself.
            let query = format!("{{ organization(code: \"{lone}\") {{ id }} }}");
            refused(&server, &query, "BAD_QUERY").await;
        }
        assert_eq!(stored(&server).await, before);
        // A pair is a letter like any other.
        text = text.replace("HERE", r"\ud83d\ude00");
        let body = format!(r#"{{"query":{},"variables":{{"input":{text}}}}}"#, json!(RECORD_PROGRESS));
        assert_eq!(send_body(&server, body).await.data()["recordProgress"]["progress"]["result"], "😀");
    }

    async fn strange_names_find_nothing(server) {
        for code in ["", "\u{0}", "wapi-pathum\u{0}", "WAPI-PATHUM", "' OR 1=1 --", "%", &"ก".repeat(100_000)] {
            let query = "query($code: String!) { organization(code: $code) { id } area(code: $code) { code } }";
            assert_eq!(server.ask(query, json!({ "code": code })).await, json!({ "organization": null, "area": null }));
        }
        let query = "query($plan: ID!, $number: Int!) { node(id: $plan) { ... on Plan { project(number: $number) { id } } } }";
        for number in [0, -1, 37, 65_536 + 28, i32::MAX, i32::MIN] {
            let data = server.ask(query, json!({ "plan": server.plan_id().await, "number": number })).await;
            assert_eq!(data, json!({ "node": { "project": null } }), "{number}");
        }
        for year in [0, -1, 2025, i32::MAX, i32::MIN] {
            let query = "query($year: Int!) { area(code: \"TH\") { summary(fiscalYear: $year) { projectCount } } }";
            assert_eq!(server.send(query, json!({ "year": year })).await.codes(), ["BAD_FISCAL_YEAR"], "{year}");
        }
    }

    async fn nodes_are_found_by_their_own_ids_alone(server) {
        let (plan, project) = (server.plan_id().await, server.project_id(1).await);
        let node = "query($id: ID!) { node(id: $id) { __typename id } }";
        assert_eq!(server.ask(node, json!({ "id": plan })).await["node"], json!({ "__typename": "Plan", "id": plan }));
        let (_, uuid) = project.split_once(':').unwrap();
        for id in [
            String::new(), ":".to_owned(), "nonsense".to_owned(), uuid.to_owned(), format!("Project:{uuid}"), format!("division:{uuid}"),
            format!(":{uuid}"), format!("project:{}", &uuid[1..]), format!("project:{uuid}0"), "project:".to_owned(), "1".to_owned(),
            format!("project:{uuid}:{uuid}"), format!("project: {uuid}"), "project:\u{0}".to_owned(), "x".repeat(100_000), "๑:๒".to_owned(),
        ] {
            let shown: String = id.chars().take(60).collect();
            let answer = server.send(node, json!({ "id": id })).await;
            assert_eq!((answer.codes(), &answer.body["data"]), (vec!["BAD_ID"], &json!({ "node": null })), "{shown}");
            assert_eq!(answer.statements, 0, "{shown}");
        }
        for word in ["organization", "plan", "project", "progress", "roundReport", "riskIssue"] {
            for id in [format!("{word}:00000000000040008000000000000000"), format!("{word}:ffffffffffffffffffffffffffffffff")] {
                assert_eq!(server.ask(node, json!({ "id": id })).await["node"], Value::Null, "{id}");
            }
        }
        for word in ["organization", "plan", "progress", "roundReport", "riskIssue"] {
            assert_eq!(server.ask(node, json!({ "id": format!("{word}:{uuid}") })).await["node"], Value::Null, "{word}");
        }
    }

    async fn nodes_of_all_types_come_in_order(server) {
        let progress = server.record(28, 2568, "SIX_MONTH", json!({ "status": "IN_PROGRESS" })).await["progress"]["id"].clone();
        let all = server.ask(
            r#"{ organization(code: "wapi-pathum") { id plan(fiscalYear: 2568) { id project(number: 3) { id }
                roundReport(fiscalYear: 2568, round: SIX_MONTH) { id } riskAreas { issues { id } } } } }"#,
            json!({}),
        ).await["organization"].take();
        let plan = &all["plan"];
        let nobody = |word: &str| json!(format!("{word}:00000000000040008000000000000000"));
        let asked = [
            (progress.clone(), json!("Progress")), (nobody("plan"), Value::Null), (plan["project"]["id"].clone(), json!("Project")),
            (all["id"].clone(), json!("Organization")), (nobody("progress"), Value::Null), (plan["id"].clone(), json!("Plan")),
            (plan["riskAreas"][0]["issues"][0]["id"].clone(), json!("RiskIssue")), (plan["project"]["id"].clone(), json!("Project")),
            (nobody("organization"), Value::Null), (plan["roundReport"]["id"].clone(), json!("RoundReport")), (progress, json!("Progress")),
        ];
        let ids: Vec<_> = asked.iter().map(|(id, _)| id).collect();
        let nodes = server.ask("query($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }", json!({ "ids": ids })).await["nodes"].take();
        let expected: Vec<_> = asked.iter().map(|(id, kind)| if kind.is_null() { Value::Null } else { json!({ "__typename": kind, "id": id }) }).collect();
        assert_eq!(nodes, json!(expected));
        assert_eq!(server.ask("{ nodes(ids: []) { id } }", json!({})).await, json!({ "nodes": [] }));
    }

    async fn at_most_100_nodes_at_once(server) {
        let query = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }";
        let id = server.project_id(1).await;
        let nodes = server.ask(query, json!({ "ids": vec![&id; 100] })).await;
        assert_eq!(nodes["nodes"], json!(vec![json!({ "id": id }); 100]));
        let answer = server.send(query, json!({ "ids": vec![&id; 101] })).await;
        assert_eq!((answer.codes(), &answer.body["data"], answer.statements), (vec!["TOO_MANY_IDS"], &Value::Null, 0));
        let answer = server.send(query, json!({ "ids": [&id, "nonsense"] })).await;
        assert_eq!((answer.codes(), &answer.body["data"]), (vec!["BAD_ID"], &Value::Null));
    }

    async fn of_two_writers_of_one_version_one_wins(server) {
        let first = server.record(28, 2568, "SIX_MONTH", json!({ "status": "IN_PROGRESS", "disbursed": "1.00", "remark": "first" })).await;
        assert_eq!(first["progress"]["version"], 1);
        let events = server.event_count().await;
        let input = input(&server, &json!({ "expectedVersion": 1 })).await;
        let writers: Vec<_> = (0..16).map(|writer| {
            let mut input = input.clone();
            input["disbursed"] = format!("{}.00", 100 + writer).into();
            let body = json!({ "query": RECORD_PROGRESS, "variables": { "input": input } });
            tokio::spawn(server.client.post(server.url("/graphql")).json(&body).send())
        }).collect();
        let mut won = Vec::new();
        let mut stale = Vec::new();
        for writer in writers {
            let answer = Answer::of(writer.await.expect("no panic").expect("an answer")).await;
            let payload = answer.data()["recordProgress"].take();
            if payload["progress"].is_null() { stale.push(payload) } else { won.push(payload["progress"].clone()) }
        }
        assert_eq!((won.len(), stale.len()), (1, 15));
        assert_eq!(won[0]["version"], 2);
        for payload in stale {
            let errors = payload["userErrors"].as_array().unwrap();
            assert_eq!((errors.len(), &errors[0]["code"]), (1, &json!("STALE_VERSION")));
            let current = json!({ "version": 2, "status": "IN_PROGRESS", "disbursed": won[0]["disbursed"] });
            assert_eq!(errors[0]["current"], current);
        }
        let (rows, after) = stored(&server).await;
        assert_eq!((rows.len(), &rows[0]["version"], after), (1, &json!(2), events + 1));
        assert_eq!(rows[0]["remark"], "first");
    }

    async fn of_many_first_reports_one_wins(server) {
        let events = server.event_count().await;
        let input = input(&server, &json!({})).await;
        let body = json!({ "query": RECORD_PROGRESS, "variables": { "input": input } });
        let writers: Vec<_> = (0..16).map(|_| tokio::spawn(server.client.post(server.url("/graphql")).json(&body).send())).collect();
        let mut won = 0;
        for writer in writers {
            let payload = Answer::of(writer.await.expect("no panic").expect("an answer")).await.data()["recordProgress"].take();
            let errors = payload["userErrors"].as_array().unwrap();
            won += usize::from(errors.is_empty());
            assert!(errors.iter().all(|error| error["code"] == "STALE_VERSION" && error["current"]["version"] == 1), "{errors:?}");
        }
        let (rows, after) = stored(&server).await;
        assert_eq!((won, rows.len(), &rows[0]["version"], after), (1, 1, &json!(1), events + 1));
    }

    async fn forty_writers_at_once_all_succeed(server) {
        let events = server.event_count().await;
        let mut writers = Vec::new();
        for number in 0..40 {
            let (project, fiscal_year) = (number % 36 + 1, if number < 36 { 2568 } else { 2569 });
            let input = json!({ "projectId": server.project_id(project).await, "fiscalYear": fiscal_year, "round": "SIX_MONTH", "status": "IN_PROGRESS" });
            writers.push(json!({ "query": RECORD_PROGRESS, "variables": { "input": input } }));
        }
        let writers: Vec<_> = writers.iter().map(|body| tokio::spawn(server.client.post(server.url("/graphql")).json(body).send())).collect();
        for writer in writers {
            let payload = Answer::of(writer.await.expect("no panic").expect("an answer")).await.data()["recordProgress"].take();
            assert_eq!((&payload["userErrors"], &payload["progress"]["version"]), (&json!([]), &json!(1)));
        }
        let (rows, after) = stored(&server).await;
        assert_eq!((rows.len(), after), (40, events + 40));
        for (sql, expected) in [
            ("SELECT COUNT(DISTINCT sequence) FROM event", after),
            ("SELECT MAX(sequence) FROM event", after),
            ("SELECT COUNT(DISTINCT previous_hash) FROM event", after - 1),
        ] {
            assert_eq!(server.database.count(sql).await, expected, "one unbroken chain: {sql}");
        }
    }
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

#[tokio::test]
async fn strange_literals_are_no_query() {
    let server = sqlite().await;
    for query in [
        "\u{0}",
        "{ __typename }\u{0}",
        "{ organization(code: \"a\nb\") { id } }",
        "{ organization(code: \"\\x\") { id } }",
        "{ organization(code: \"\\u12\") { id } }",
        "{ organization(code: 'a') { id } }",
        "{ organization(code: \"a) { id } }",
        "{ organization(code: \"\"\"a) { id } }",
        "{ organization(code: \"\"\"a\"\") { id } }",
        "{}",
        "{ }",
        "}",
        "query",
        "ก",
        "{ ก }",
        "{ organization(code: 99999999999999999999999999999999999999) { id } }",
        "{ organization(code: 1e999) { id } }",
        "{ organizations(first: 1.0) { totalCount } }",
        "{ organizations(orderBy: { field: AGE }) { totalCount } }",
        "{ area(code: \"TH\") { code @nonsense } }",
        "{ area(code: \"TH\") { code @skip } }",
        "query($a: Nonsense) { __typename }",
        "{ organization { id } }",
        "{ organization(code: \"a\", code: \"b\") { id } }",
        "{ organization(code: \"a\") }",
        "{ area(code: \"TH\") { code { id } } }",
        "{ a: organization(code: \"a\") { id } a: area(code: \"TH\") { code } }",
        "query A { __typename } query A { __typename }",
        "{ __typename } query A { __typename }",
        "type A { b: Int }",
    ] {
        let answer = server.send(query, json!({})).await;
        assert!(answer.body["errors"].is_array(), "{query}: {}", answer.body);
        assert!(answer.codes().iter().all(|code| *code == "BAD_QUERY"), "{query}: {}", answer.body);
        assert!(answer.body.get("data").is_none(), "{query}: {}", answer.body);
    }
}

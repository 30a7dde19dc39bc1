//! Input that is wrong, hostile or merely strange: each is refused in words or stored exactly, and nothing is half written.

use crate::limits::{refused, send_body, sqlite};
use serde_json::{Value, json};
use sucharit_tests::{Answer, RECORD_PROGRESS, Server, on_both_databases};

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
            assert_eq!(answer.statements, 1, "{shown}: the token");
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
        assert_eq!((answer.codes(), &answer.body["data"], answer.statements), (vec!["TOO_MANY_IDS"], &Value::Null, 1));
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

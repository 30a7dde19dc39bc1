//! Reading plan files: what is read, and that anything at all gets an answer.

use super::*;

// The reference plan.

#[test]
fn the_reference_plan_has_its_known_figures() {
    let plan = read(REFERENCE).unwrap();
    let numbers: Vec<_> = plan.projects.iter().map(|project| project.number).collect();
    assert_eq!(numbers, (1..=36).collect::<Vec<_>>());
    let by_dimension =
        [1, 2, 3, 4].map(|number| plan.projects.iter().filter(|project| project.dimension_number() == number).count());
    assert_eq!(by_dimension, [6, 21, 4, 5]);
    let years: Vec<_> = (2566..=2570).map(year).collect();
    assert_eq!(plan.heading.fiscal_years().collect::<Vec<_>>(), years);
    for project in &plan.projects {
        let amount = if project.number == 28 { "20000.00" } else { "0.00" };
        assert_eq!(project.uses_budget, project.number == 28, "{}", project.number);
        let found: Vec<_> = project.budgets.iter().map(|(year, amount)| (*year, amount.to_string())).collect();
        let expected: Vec<_> = years.iter().map(|year| (*year, amount.to_owned())).collect();
        assert_eq!(found, expected, "{}", project.number);
    }
    let areas: Vec<_> =
        plan.risk_areas.iter().map(|area| (area.sequence, area.issues.len(), area.control_measures.len())).collect();
    assert_eq!(areas, [(1, 3, 7), (2, 1, 4), (3, 2, 6), (4, 3, 6)]);
    let targets: Vec<_> = plan
        .goals
        .iter()
        .map(|goal| (goal.code.as_str(), goal.direction, goal.targets.values().map(ToString::to_string).collect()))
        .collect();
    let written = |targets: [&str; 5]| targets.map(str::to_owned).to_vec();
    assert_eq!(
        targets,
        [
            ("CORRUPTION_CASES", GoalDirection::Decrease, written(["10", "20", "30", "40", "50"])),
            ("ITA_SCORE", GoalDirection::AtLeast, written(["65", "70", "75", "80", "85"])),
        ]
    );
}

#[test]
fn the_reference_plans_heading_and_organization() {
    let plan = read(REFERENCE).unwrap();
    let expected = OrganizationDocument {
        code: "wapi-pathum".to_owned(),
        name: "เทศบาลตำบลวาปีปทุม".to_owned(),
        kind: crate::organization::OrganizationKind::SubdistrictMunicipality,
        district: "วาปีปทุม".to_owned(),
        district_code: "TH-44-วาปีปทุม".to_owned(),
        province_code: "TH-44".to_owned(),
        risk_bands: None,
        is_sample: false,
    };
    assert_eq!(plan.organization, expected);
    assert_eq!(plan.heading.announced_on, chrono::NaiveDate::from_ymd_opt(2022, 9, 29));
    assert_eq!(plan.heading.adopted_by_position.as_deref(), Some("นายกเทศมนตรีตำบลวาปีปทุม"));
}

#[test]
fn a_sample_is_read_written_and_digested_as_one() {
    let plan = read(REFERENCE).unwrap();
    let said = serde_json::to_value(&plan).unwrap();
    assert_eq!(said["organization"].get("is_sample"), None, "digests of plans that are none stay what they were");
    let mut file = reference();
    for (stated, is_sample) in [(true, true), (false, false)] {
        file["organization"]["sample"] = stated.into();
        let read_back = read(&file.to_string()).unwrap();
        assert_eq!(read_back.organization.is_sample, is_sample);
        assert_eq!(read(&crate::plan::write_document::write(&read_back).to_string()).unwrap(), read_back);
        assert_eq!(read_back.digest() != plan.digest(), is_sample);
    }
    file["organization"]["sample"] = "yes".into();
    assert!(read(&file.to_string()).is_err());
}

#[test]
fn every_note_about_the_source_is_kept() {
    let plan = read(REFERENCE).unwrap();
    let kept = |note: SourceNote| {
        let in_projects = plan.projects.iter().flat_map(|project| {
            let groups = project.target_groups.iter().flat_map(|group| &group.source_notes);
            let indicators = project.outputs.iter().chain(&project.outcomes);
            project.source_notes.iter().chain(groups).chain(indicators.flat_map(|indicator| &indicator.source_notes))
        });
        plan.goals.iter().flat_map(|goal| &goal.source_notes).chain(in_projects).filter(|found| **found == note).count()
    };
    let file = reference();
    for (mark, note, least) in [
        ("reconstructed", SourceNote::Reconstructed, 1),
        ("kindInferred", SourceNote::KindInferred, 1),
        ("budgetReconstructed", SourceNote::BudgetReconstructed, 1),
        ("sourceIncomplete", SourceNote::SourceIncomplete, 1),
    ] {
        let marked = marks(&file, mark);
        assert!(marked >= least, "{mark}: the reference file has some");
        assert_eq!(kept(note), marked, "{mark}");
    }
}

#[test]
fn nothing_of_the_reference_plan_is_lost() {
    let (file, plan) = (reference(), read(REFERENCE).unwrap());
    let texts = |value: &Value| -> Vec<String> {
        value.as_array().unwrap().iter().map(|text| text.as_str().unwrap().to_owned()).collect()
    };
    for (project, source) in plan.projects.iter().zip(file["projects"].as_array().unwrap()) {
        assert_eq!(source["name"], project.name);
        assert_eq!(source["missionCode"], project.mission_code);
        assert_eq!(source["kind"], project.kind.code());
        assert_eq!(texts(&source["objectiveCodes"]), project.objective_codes);
        assert_eq!(texts(&source["responsibleUnits"]), project.divisions);
        assert_eq!(texts(&source["objectives"]), project.objectives);
        assert_eq!(texts(&source["steps"]), project.steps);
        for (key, indicators) in [("outputs", &project.outputs), ("outcomes", &project.outcomes)] {
            let found: Vec<_> = indicators
                .iter()
                .map(|it| {
                    let quantity = it.quantity.map(|quantity| quantity.to_string());
                    (it.text.clone(), it.comparison.code().to_owned(), quantity, it.unit.clone())
                })
                .collect();
            let stated: Vec<_> = source[key]
                .as_array()
                .unwrap()
                .iter()
                .map(|it| {
                    let quantity = Some(&it["quantity"]).filter(|it| !it.is_null()).map(ToString::to_string);
                    (word(&it["text"]).unwrap(), word(&it["comparison"]).unwrap(), quantity, word(&it["unit"]))
                })
                .collect();
            assert_eq!(found, stated, "{} {key}", project.number);
        }
        let groups: Vec<_> = project
            .target_groups
            .iter()
            .map(|group| (group.category.code().to_owned(), group.description.clone(), group.count.map(i64::from)))
            .collect();
        let stated: Vec<_> = source["targetGroups"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| (word(&it["category"]).unwrap(), word(&it["description"]).unwrap(), it["count"].as_i64()))
            .collect();
        assert_eq!(groups, stated, "{}", project.number);
    }
}

// Variants that are read.

#[test]
fn budgets_by_year() {
    let mut file = reference();
    *at(&mut file, "/projects/27/fiscalYears") = json!([2569, 2567]);
    *at(&mut file, "/projects/27/budgetBahtPerYear") = json!({"2567": "20000.50", "2569": 99_999_999_999.99});
    let plan = read(&file.to_string()).unwrap();
    let found: Vec<_> = plan.projects[27].budgets.iter().map(|(year, it)| (year.get(), it.to_string())).collect();
    assert_eq!(found, [(2567, "20000.50".to_owned()), (2569, "99999999999.99".to_owned())]);

    *at(&mut file, "/projects/27/usesBudget") = json!(false);
    assert_eq!(
        places(&file.to_string()),
        expected(&[
            ("projects[27].budgetBahtPerYear.2567", "AMOUNT_WITHOUT_BUDGET"),
            ("projects[27].budgetBahtPerYear.2569", "AMOUNT_WITHOUT_BUDGET"),
        ])
    );
}

#[test]
fn the_order_of_dimensions_projects_and_risk_areas_in_the_file_says_nothing() {
    let mut file = reference();
    at(&mut file, "/dimensions").as_array_mut().unwrap().reverse();
    at(&mut file, "/projects").as_array_mut().unwrap().reverse();
    at(&mut file, "/riskAreas").as_array_mut().unwrap().reverse();
    assert_eq!(read(&file.to_string()), read(REFERENCE));
}

#[test]
fn a_bare_rise_or_fall_needs_no_quantity() {
    for comparison in [Comparison::Increases, Comparison::Decreases] {
        for quantity in [Value::Null, json!(5)] {
            let mut file = reference();
            *at(&mut file, "/projects/27/outputs/0/comparison") = json!(comparison.code());
            *at(&mut file, "/projects/27/outputs/0/quantity") = quantity.clone();
            let plan = read(&file.to_string()).unwrap();
            assert_eq!(plan.projects[27].outputs[0].quantity, quantity.as_i64().map(Decimal::from));
        }
    }
}

#[test]
fn every_code_is_read() {
    for &category in TargetGroupCategory::ALL {
        let mut file = reference();
        *at(&mut file, "/projects/0/targetGroups/0/category") = json!(category.code());
        assert_eq!(read(&file.to_string()).unwrap().projects[0].target_groups[0].category, category);
    }
}

#[test]
fn an_organizations_own_bands() {
    let bands = |medium: i64, high: i64, extreme: i64| {
        let bands = json!({"mediumFrom": medium, "highFrom": high, "extremeFrom": extreme, "source": "ประกาศ"});
        let mut file = reference();
        file["organization"]["riskBands"] = bands;
        read(&file.to_string()).map(|plan| plan.organization.risk_bands)
    };
    for (medium, high, extreme) in [(2, 3, 4), (4, 9, 15), (23, 24, 25)] {
        let found = bands(medium.into(), high.into(), extreme.into()).unwrap().unwrap();
        assert_eq!((found.medium_from, found.high_from, found.extreme_from), (medium, high, extreme));
    }
    for (medium, high, extreme, place) in [
        (1, 9, 15, "organization.riskBands.mediumFrom"),
        (4, 9, 26, "organization.riskBands.extremeFrom"),
        (9, 9, 15, "organization.riskBands"),
        (4, 15, 9, "organization.riskBands"),
        (4, 15, 15, "organization.riskBands"),
    ] {
        let code = if place.ends_with("riskBands") { "BANDS_OUT_OF_ORDER" } else { "OUT_OF_RANGE" };
        let found = bands(medium, high, extreme).unwrap_err();
        let found: Vec<_> = found.iter().map(|it| (it.path.to_string(), it.fault.code().to_owned())).collect();
        assert_eq!(found, expected(&[(place, code)]), "{medium} {high} {extreme}");
    }
}

#[test]
fn a_stated_district_code_is_kept() {
    let mut file = reference();
    file["organization"]["districtCode"] = json!("4410");
    assert_eq!(read(&file.to_string()).unwrap().organization.district_code, "4410");
}

// Properties.

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(96) })]

    /// Whatever stands in a file: an answer, never a panic; and each place it names leads to something, or to a missing key.
    #[test]
    fn any_mutation_gets_an_answer(mutations in vec((any::<Index>(), any_value()), 1..6)) {
        let mut file = reference();
        for (which, value) in mutations {
            let places = pointers(&file);
            *at(&mut file, &places[which.index(places.len())]) = value;
        }
        if let Err(refusals) = read(&file.to_string()) {
            prop_assert!(!refusals.is_empty());
            for refusal in refusals {
                let (last, parents) = refusal.path.0.split_last().map_or((None, &[][..]), |(last, it)| (Some(last), it));
                let parent = parents.iter().try_fold(&file, |value, step| follow(value, step));
                let found = parent.is_some_and(|parent| last.is_none_or(|step| {
                    follow(parent, step).is_some() || (parent.is_object() && matches!(step, PathStep::Field(_)))
                }));
                prop_assert!(found, "{} leads nowhere", refusal.path);
            }
        }
    }

    /// No small value is a plan.
    #[test]
    fn any_value_alone_gets_an_answer(value in any_value()) {
        let found = read(&value.to_string());
        prop_assert!(found.is_err());
    }

    #[test]
    fn any_text_gets_an_answer(text in ".*") {
        prop_assert!(read(&text).is_err());
    }

    #[test]
    fn baht_round_trips(satang in 0..=Baht::GREATEST.satang()) {
        let amount = Baht::from_satang(satang).unwrap();
        prop_assert_eq!(Baht::from_decimal(amount.to_decimal()), Ok(amount));
        let written: Decimal = amount.to_string().parse().unwrap();
        prop_assert_eq!(Baht::from_decimal(written), Ok(amount));
    }

    /// Through a file too, as a JSON number and as one in a string.
    #[test]
    fn baht_round_trips_through_a_number(satang in 0..=Baht::GREATEST.satang()) {
        let amount = Baht::from_satang(satang).unwrap();
        let reader = Reader::default();
        for value in [serde_json::from_str(&amount.to_string()).unwrap(), Value::String(amount.to_string())] {
            let decimal = reader.decimal(&Node::root(&value));
            prop_assert_eq!(decimal.map(Baht::from_decimal), Some(Ok(amount)));
        }
    }
}

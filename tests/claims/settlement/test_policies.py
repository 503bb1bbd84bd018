"""The shipped policies against the vectors that came with their sources."""

import json

import pytest

from casework.rulebook.rules.rule_files import RuleFileError
from claims.management.commands.quote import answer_case
from claims.policies.queries.policies import load_packs, pack_documents, policy_for, shipped_policies
from claims.settlement.rules import check_policy, read_case, settle
from claims.settlement.rules.answer.quotes import Quoter


def quoted(policy, in_scope, visit, person=None):
    case = {"policy": policy, "person": person or {}, "visit": visit, "bill": {"in_scope": in_scope}}
    return answer_case(Quoter(policy_for), case)


@pytest.mark.parametrize(
    ("level", "category", "ordinal", "in_scope", "fund", "supplement", "person"),
    [
        ("3A", "active", 1, "20000", "16704.00", "0.00", "3296.00"),
        ("3A", "retired", 2, "20000", "17884.80", "0.00", "2115.20"),
        ("3A", "active", 1, "200000", "121104.00", "57000.00", "21896.00"),
    ],
)
def test_provincial_employees_2025(level, category, ordinal, in_scope, fund, supplement, person):
    visit = {"level": level, "ordinal": ordinal, "admitted_on": "2025-04-01", "discharged_on": "2025-04-09"}
    answer, refused = quoted("fujian-provincial-employees", in_scope, visit, {"category": category})
    assert not refused
    assert (answer["fund_pays"], answer["supplement_pays"], answer["person_pays"]) == (fund, supplement, person)


@pytest.mark.parametrize(
    ("level", "ladder"),
    [("3A", ["800.00", "560.00", "320.00", "80.00", "0.00"]), ("1", ["600.00", "420.00", "240.00", "60.00", "0.00"])],
)
def test_the_ladder_of_provincial_deductibles(level, ladder):
    found = []
    for ordinal in range(1, 6):
        visit = {"level": level, "ordinal": ordinal, "discharged_on": "2025-04-09"}
        answer, _refused = quoted("fujian-provincial-employees", "20000", visit, {"category": "active"})
        found.append(answer["deductible"])
    assert found == ladder


@pytest.mark.parametrize(
    ("visit", "fund"),
    [
        ({"level": "3"}, "12545.00"),
        ({"level": "3", "ordinal": 2}, "12772.50"),
        ({"level": "3", "ordinal": 3}, "13000.00"),
        ({"level": "3", "off_site": "filed"}, "8685.00"),
        ({"level": "1", "flags": ["private"]}, "16154.00"),
    ],
)
def test_quanzhou_residents_from_2023(visit, fund):
    answer, refused = quoted("quanzhou-residents", "20000", visit | {"discharged_on": "2024-05-06"})
    assert not refused
    assert answer["fund_pays"] == fund
    assert answer["policy"]["version"] == "2023"
    # Critical-illness insurance exists and its terms are not known: the answer says so.
    assert answer["complete"] is False


def test_the_date_that_decides_changes_the_quanzhou_set():
    before, _ = quoted("quanzhou-residents", "20000", {"level": "3", "discharged_on": "2022-12-31"})
    after, _ = quoted("quanzhou-residents", "20000", {"level": "3", "discharged_on": "2023-01-01"})
    assert (before["deductible"], before["fund_pays"]) == ("800.00", "10560.00")
    assert (after["deductible"], after["fund_pays"]) == ("700.00", "12545.00")


def test_quanzhou_before_2023_pays_a_share_of_the_in_city_amount_elsewhere():
    visit = {"level": "3", "discharged_on": "2022-06-01", "off_site": "out_of_province"}
    answer, _refused = quoted("quanzhou-residents", "20000", visit)
    assert answer["fund_pays"] == "6336.00"


def test_a_date_outside_every_version_or_none_at_all_is_refused():
    answer, refused = quoted("fujian-provincial-employees", "1", {"level": "3A", "discharged_on": "2024-12-31"})
    assert refused and answer["error"]["code"] == "policy_not_in_force"
    answer, refused = quoted("quanzhou-residents", "1", {"level": "3"})
    assert refused and (answer["error"]["code"], answer["error"]["path"]) == ("fact_missing", "visit.discharged_on")
    answer, refused = quoted("nowhere", "1", {})
    assert refused and answer["error"]["code"] == "policy_unknown"


def test_xiamen_2015_knows_deductibles_and_names_what_it_lacks():
    visit = {"level": "3", "admitted_on": "2015-03-01", "ordinal": 2}
    person = {"scheme": "uebmi", "category": "retired"}
    answer, refused = quoted("xiamen", "20000", visit, person)
    assert refused
    assert answer["error"]["code"] == "value_missing"
    assert answer["error"]["path"] == "policy.caps"
    completed = pack_documents()[next(p for p in pack_documents() if p.stem == "xiamen_2015")]
    completed |= {"ratio": "none", "caps": "none", "layers": "none"}
    case = {"policy": completed, "person": person, "visit": visit, "bill": {"in_scope": "20000"}}
    answer, refused = answer_case(Quoter(policy_for), case)
    assert (refused, answer["deductible"]) == (False, "250.00")


def test_every_pack_is_valid_sourced_and_titled_in_three_languages():
    for path, document in pack_documents().items():
        checked = check_policy(document)
        assert not checked.errors and not checked.warnings, path
        policy = checked.policy
        assert set(policy.title) == {"zh_hans", "zh_hant", "en"}
        assert policy.source and policy.status
        assert policy.demonstration is path.stem.endswith("demonstration")


def test_a_value_has_its_own_source_or_that_of_its_document():
    (policy,) = shipped_policies()["fujian-provincial-employees"]
    assert policy.source_of("payment.personal_account")[1] == "inferred"
    assert policy.source_of("ratio.values.inpatient.flat.values.3A.active")[1] == "reported"
    residents = shipped_policies()["quanzhou-residents"][1]
    assert residents.source_of("off_site.points_off.values.unfiled")[1] == "reported"


def test_each_step_names_a_place_in_the_document_and_the_version():
    policy = policy_for("fujian-demonstration", read_case({"bill": {"in_scope": "1"}}))
    case = read_case(
        {
            "person": {"scheme": "uebmi", "category": "retired", "age": 71, "contribution_years": 25},
            "visit": {"level": "3", "discharged_on": "2026-03-02"},
            "bill": {"in_scope": "90000"},
        }
    )
    settled = settle(policy, case)
    assert {step.version for step in settled.steps} == {"fujian-demonstration@1"}
    document = next(d for d in pack_documents().values() if d["id"] == policy.id)
    for step in settled.steps:
        assert not step.rule or stands_in(document, step.rule), step


def stands_in(document, path):
    """Whether a path leads to something; a value alone may stand for a section."""
    here = document
    for part in path.replace("[", ".").replace("]", "").split("."):
        if isinstance(here, list):
            here = here[int(part)]
        elif isinstance(here, dict):
            keys = {name: key for key in here for name in key.split("|")}
            if part not in keys and part not in here:
                return False
            here = here[part] if part in here else here[keys[part]]
    return True


def test_versions_with_a_gap_or_an_overlap_are_refused(tmp_path):
    head = 'id = "x"\nversion = "{v}"\nsource = "s"\n[in_force]\ndecided_by = "discharge"\n{dates}\n'
    for name, dates in (("a", "from = 2020-01-01\nuntil = 2020-12-31"), ("b", "from = 2021-01-02")):
        (tmp_path / f"{name}.toml").write_text(head.format(v=name, dates=dates))
    with pytest.raises(RuleFileError, match="gap"):
        load_packs(tmp_path)
    (tmp_path / "b.toml").write_text(head.format(v="b", dates="from = 2020-12-31"))
    with pytest.raises(RuleFileError, match="overlap"):
        load_packs(tmp_path)
    (tmp_path / "b.toml").write_text(head.format(v="b", dates="from = 2021-01-01"))
    assert len(load_packs(tmp_path)["x"]) == 2
    (tmp_path / "b.toml").write_text("deductibel = 3\n")
    with pytest.raises(RuleFileError, match="unknown_key"):
        load_packs(tmp_path)


def test_a_policy_refuses_another_scheme():
    visit = {"level": "3", "discharged_on": "2024-05-06"}
    answer, refused = quoted("quanzhou-residents", "1", visit, {"scheme": "uebmi"})
    assert refused and answer["error"]["code"] == "policy_for_other_scheme"
    assert json.dumps(answer)

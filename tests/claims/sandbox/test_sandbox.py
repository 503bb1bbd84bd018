"""The policy sandbox: nothing changes for an unchanged draft, a change worked out by hand, sets of cases, files, the page."""

import json
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from casework.models import Event
from claims.policies.queries.policies import shipped_policies
from claims.sandbox.rules.cases import MOST_CASES, MOST_SHOWN, file_cases, made_cases, spread_of
from claims.sandbox.rules.trial import LARGEST, compare_policies, step_changes
from claims.sandbox.words import bad_lines, case_words, trial_view
from claims.settlement.rules import SettlementError, as_json, compile_policy, read_case, settle
from tests.builders import PROVINCE
from tests.claims.policies.policy_drafts import drafted, shipped, starting
from tests.claims.policies.test_policy_pages import text_of

PACKS = [policy for versions in shipped_policies().values() for policy in versions]
DEMONSTRATION = shipped_policies()["fujian-demonstration"][0]
FLAT = {
    "deductible": {"by": "level", "values": {"3": "1000.00", "2": "600.00"}},
    "ratio": {"by": "category", "values": {"active": "0.80", "retired": "0.90"}},
    "caps": "none",
    "layers": "none",
}


def policy(**changes):
    return compile_policy({**FLAT, **changes})


def case(in_scope: str, level: str = "3", category: str = "active", **more):
    return read_case(
        {"person": {"category": category}, "visit": {"level": level}, "bill": {"in_scope": in_scope}, **more}
    )


@pytest.mark.parametrize("one", PACKS, ids=lambda one: one.label)
def test_an_unchanged_draft_changes_nothing_anywhere(one):
    trial = compare_policies(one, one, made_cases(spread_of(one, one), seed=1, count=800))
    tallies = [trial.total, *trial.by_level.values(), *trial.by_category.values(), *trial.by_setting.values()]
    for tally in tallies:
        assert (tally.gain, tally.lose) == (0, 0) and tally.same == tally.cases
        assert tally.fund_difference == tally.layers_difference == tally.person_difference == 0
    assert trial.gainers == trial.losers == ()
    assert trial.unsettled_before.cases == trial.unsettled_after.cases == 0
    assert trial.total.cases + trial.unsettled_by_both.cases == 800


def test_a_change_worked_out_by_hand():
    """80% on 4,000, 9,000 and 4,400 against 85%; level 2 has its deductible raised from 600 to 800."""
    after = policy(
        ratio={"by": "category", "values": {"active": "0.85", "retired": "0.90"}},
        deductible={"by": "level", "values": {"3": "1000.00", "2": "800.00"}},
    )
    cases = [case("5000"), case("10000"), case("5000", "2"), case("5000", "2", "retired"), case("900", "3", "retired")]
    trial = compare_policies(policy(), after, cases)
    total = trial.total
    # Before: 3200 + 7200 + 3520 + 3960 + 0. After: 3400 + 7650 + 3570 + 3780 + 0.
    assert (total.fund_before, total.fund_after) == (Decimal("17880.00"), Decimal("18400.00"))
    assert total.person_difference == Decimal("-520.00") and total.layers_difference == 0
    assert (total.gain, total.lose, total.same) == (3, 1, 1)
    assert trial.by_level["2"].fund_difference == Decimal("-130.00")
    assert trial.by_level["3"].fund_difference == Decimal("650.00")
    assert trial.by_category["retired"].fund_difference == Decimal("-180.00")
    assert [(one.number, one.difference) for one in trial.gainers] == [(2, -450), (1, -200), (3, -50)]
    assert [(one.number, one.difference) for one in trial.losers] == [(4, 180)]
    codes = [change.code for change in trial.losers[0].steps]
    assert codes == ["deductible_standard", "deductible_taken", "base", "flat", "fund_pays", "person_pays", "cash"]


def test_what_only_one_of_them_settles_is_counted_and_not_compared():
    after = policy(ratio={"by": "category", "values": {"active": "0.80"}})
    trial = compare_policies(policy(), after, [case("5000"), case("5000", category="retired"), case("5000", "1")])
    assert trial.total.cases == 1
    assert trial.unsettled_after.counts == {("value_missing", "policy.ratio.values.retired"): 1}
    assert trial.unsettled_by_both.counts == {("value_missing", "policy.deductible.values.1"): 1}
    assert trial.unsettled_before.cases == 0


def test_versions_of_other_times_are_tried_on_the_same_days():
    before, after = shipped_policies()["quanzhou-residents"]
    trial = compare_policies(before, after, made_cases(spread_of(before, after), seed=5, count=2000), wanted=500)
    assert trial.total.cases + trial.unsettled_before.cases + trial.unsettled_after.cases == 500
    assert trial.total.cases > 200 and trial.total.gain > 0 and trial.total.lose > 0
    assert not any(code == "policy_not_in_force" for code, _path in trial.unsettled_before.counts)
    assert len(trial.gainers) == len(trial.losers) == LARGEST
    assert [one.difference for one in trial.gainers] == sorted(one.difference for one in trial.gainers)


def test_a_section_that_is_no_longer_stated_is_not_hidden():
    document = {**shipped_document(), "off_site": None}
    after = compile_policy(document)
    trial = compare_policies(DEMONSTRATION, after, made_cases(spread_of(DEMONSTRATION, after), seed=1, count=400))
    assert trial.unsettled_before.cases == 0
    assert {path for _code, path in trial.unsettled_after.counts} == {"policy.off_site"}


def shipped_document() -> dict:
    from claims.policies.queries.policies import pack_documents

    return next(document for document in pack_documents().values() if document["id"] == "fujian-demonstration")


def test_the_same_seed_makes_the_same_cases_and_another_seed_others():
    spread = spread_of(DEMONSTRATION, DEMONSTRATION)
    first, again, other = (list(made_cases(spread, seed, 60)) for seed in (7, 7, 8))
    assert first == again != other
    assert first == list(made_cases(spread, 7, 200))[:60]


def test_made_cases_are_spread_and_all_can_be_settled():
    cases = list(made_cases(spread_of(DEMONSTRATION, DEMONSTRATION), 1, 2000))
    for fact in ("level", "setting", "off_site", "ordinal"):
        assert len({getattr(one.visit, fact) for one in cases}) >= 3
    assert {one.person.scheme for one in cases} == {"uebmi", "urrbmi"}
    assert {"active", "retired"} <= {one.person.category for one in cases}
    assert min(one.person.age for one in cases) < 10 and max(one.person.age for one in cases) > 85
    totals = sorted(sum(line.amount for line in one.lines) for one in cases)
    assert totals[50] < 1000 and totals[-50] > 30_000
    assert all(one.person.age in range(18, 46) for one in cases if one.visit.setting == "childbirth")
    for one in cases[:300]:
        settle(DEMONSTRATION, one)


def lines(*documents) -> bytes:
    texts = (one if type(one) is str else json.dumps(one) for one in documents)
    return "\n".join(texts).encode()


GOOD = {
    "person": {"category": "active"},
    "visit": {"level": "3"},
    "bill": {"in_scope": "5000"},
    "policy": "ignored",
    "id": 7,
}


def test_a_file_of_cases_is_read_line_by_line_and_bad_lines_are_told_by_number(english):
    bad = [
        "nonsense",
        "[]",
        {"bill": {}},
        {**GOOD, "person": {"name": "somebody"}},
        '{"bill":{"in_scope":NaN}}',
        "[" * 9999,
    ]
    cases = file_cases(lines(GOOD, "", *bad, GOOD))
    trial = compare_policies(policy(), policy(), cases)
    assert trial.total.cases == 2 and trial.total.fund_before == Decimal("6400.00")
    assert [one.number for one in cases.bad] == [3, 4, 5, 6, 7, 8] and cases.bad_count == 6
    said = bad_lines(cases.bad)
    assert said[0].startswith("Line 3: ") and "person.name" in said[3] and "somebody" not in said[3]


def test_a_file_has_its_limits():
    cases = file_cases(b"x\n" * (MOST_CASES + 500))
    assert list(cases) == [] and len(cases.bad) == MOST_SHOWN and cases.bad_count == MOST_CASES + 1
    assert cases.bad[0].problem.code == "not_json"
    with pytest.raises(SettlementError):
        file_cases(b"\xff\xfe")


def test_steps_are_set_against_steps_of_the_same_code():
    one = settle(policy(), case("5000")).steps
    assert step_changes(one, one) == ()
    changed = step_changes(one, settle(policy(ratio="none"), case("5000")).steps)
    assert {change.code for change in changed if change.after is None} == {"flat"}


def test_the_outcome_in_words(english):
    after = policy(ratio={"by": "category", "values": {"active": "0.85"}})
    trial = compare_policies(policy(), after, [case("5000"), case("5000", category="retired")])
    view = trial_view(trial, "old", "new")
    assert [(bar.label, bar.value) for bar in view.plot.bars] == [("pay less", 1), ("pay the same", 0), ("pay more", 0)]
    steps = {step.title: (step.before, step.after) for step in view.gainers[0].steps}
    before, later = steps["Base times reimbursement rate"]
    assert "80%" in before and "85%" in later
    assert [(each.label, each.cases) for each in view.unsettled] == [("Not settled by new, but by old", 1)]
    assert view.unsettled[0].reasons[0].message.startswith("The policy does not state this value")
    assert case_words(case("5000")) == "employed · inpatient · level 3 · where insured · bill ¥5,000.00"


@pytest.fixture
def draft(staff):
    changes = {**starting(shipped(), "2027-01-01"), 'uebmi = { 3 = "1000.00"': 'uebmi = { 3 = "900.00"'}
    return drafted(staff("finance_officer", PROVINCE), replace=changes)


@pytest.fixture
def client(staff):
    officer = staff("auditor", PROVINCE)
    officer.user.language = "en"
    officer.user.save(update_fields=["language"])
    client = Client()
    client.force_login(officer.user)
    return client


def sent(client, draft, **fields):
    data = {"against": shipped().pk, "count": 300, "seed": 1, **fields}
    return client.post(reverse("simulate_policy", args=[draft.pk]), data)


@pytest.mark.django_db
def test_the_page_shows_who_gains_and_leaves_an_event(client, draft):
    answer = sent(client, draft)
    page = text_of(answer)
    assert answer.status_code == 200 and "300 cases settled by both" in page and "made cases, seed 1" in page
    assert "Those who gain most" in page and "Which steps changed" in page and "Nobody." in page
    event = Event.objects.get(verb="simulate_policy")
    assert event.facts == {
        "policy": "fujian-demonstration@2",
        "against": "fujian-demonstration@1",
        "cases": 300,
        "set": "made",
        "seed": 1,
    }
    assert sent(client, draft).content.count(b"<tr>") == answer.content.count(b"<tr>")


@pytest.mark.django_db
def test_a_published_version_against_itself_is_the_same_everywhere(client):
    page = text_of(sent(client, shipped()))
    assert page.count("Nobody.") == 2 and "−¥" not in page


@pytest.mark.django_db
def test_a_file_through_the_page(client, draft):
    document = {
        "person": {"scheme": "uebmi", "category": "active", "age": 40, "contribution_years": 10},
        "visit": {"level": "3", "discharged_on": "2027-03-01"},
        "bill": {"in_scope": "5000"},
    }
    upload = SimpleUploadedFile("cases.jsonl", lines(document, "bad <script>"))
    page = sent(client, draft, cases=upload)
    assert "1 case settled by both" in text_of(page) and "Line 2:" in text_of(page)
    # A deductible of 900 instead of 1,000, at 84%.
    assert "−¥84.00" in text_of(page)
    assert b"<script>" not in page.content.split(b"</head>")[1]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("count", "20001"),
        ("count", "0"),
        ("count", "x"),
        ("seed", "-1"),
        ("seed", "9" * 30),
        ("against", "x"),
        ("against", "00000000-0000-0000-0000-000000000000"),
        ("cases", SimpleUploadedFile("cases.jsonl", b"\xff\xfe\x00")),
        ("cases", SimpleUploadedFile("cases.jsonl", b"x" * (5 * 1024 * 1024 + 1))),
    ],
)
def test_bad_input_is_told_beside_the_field(client, draft, field, value):
    answer = sent(client, draft, **{field: value})
    assert answer.status_code == 422 and f"#id_{field}".encode() in answer.content
    assert not Event.objects.filter(verb="simulate_policy").exists()


@pytest.mark.django_db
def test_a_draft_with_mistakes_is_not_tried(client, staff):
    row = drafted(staff("finance_officer", PROVINCE), replace={'class_b_first_pay = "0.10"': "class_b_first_pay = 7"})
    assert sent(client, row).status_code == 403


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["zh-hans", "zh-hant"])
def test_the_outcome_in_chinese_has_no_unfilled_sentence(client, draft, staff, language):
    staff("auditor", PROVINCE).user.__class__.objects.update(language=language)
    content = sent(client, draft).content.decode()
    assert "%(" not in content and "Decimal(" not in content


POTS = {
    "deductible": {"amount": "200", "period": "month", "pot": "clinic"},
    "caps": {
        "cases": [{"when": {"disease": "dialysis"}, "value": {"on": "payment", "amount": "9000", "pot": "dialysis"}}],
        "otherwise": {"on": "payment", "amount": "3000", "period": "quarter", "pot": "clinic"},
    },
}


def test_made_cases_tell_of_what_either_version_counts_by_itself():
    """A cap of its own that is lowered takes from those it is for, and every made case can be settled by both."""
    lower = json.loads(json.dumps(POTS).replace("9000", "10"))
    before, after = policy(**POTS), policy(**lower)
    cases = list(made_cases(spread_of(before, after), seed=3, count=600))
    assert any(case.accumulators.pots["dialysis"].fund_paid for case in cases)
    assert all(case.visit.discharged_on for case in cases)
    trial = compare_policies(before, after, cases)
    assert trial.unsettled_by_both.cases == trial.unsettled_before.cases == trial.unsettled_after.cases == 0
    assert trial.total.lose > 0 == trial.total.gain


def test_made_cases_without_pots_are_as_they_were():
    spread = spread_of(policy(), policy())
    assert all(
        "pots" not in as_json(settle(policy(), case))["accumulators_after"] for case in made_cases(spread, 3, 50)
    )


PRICE = {"amount": "6000", "covers": "total", "person_pays_on": "cost"}


def test_what_a_price_leaves_to_hospitals_is_summed_beside_what_all_pay():
    """80 % of 4,000 and of 9,000; under a price of 6,000 the one hospital keeps 1,000 and the other bears 4,000."""
    trial = compare_policies(policy(), policy(price=PRICE), [case("5000"), case("10000")])
    total = trial.total
    assert (total.hospital_before, total.hospital_after, total.hospital_difference) == (0, 3000, 3000)
    assert (total.fund_before, total.fund_after) == (Decimal("10400.00"), Decimal("7400.00"))
    assert (total.gain, total.lose, total.person_difference) == (0, 0, 0)
    # On the price both people pay 1,000 and 20 % of 5,000: one more, one less than on the cost.
    trial = compare_policies(policy(), policy(price=PRICE | {"person_pays_on": "price"}), [case("5000"), case("10000")])
    assert [one.difference for one in (*trial.gainers, *trial.losers)] == [Decimal("-800.00"), Decimal("200.00")]


def test_made_cases_bring_items_under_caps_by_class():
    caps = {"on": "payment", "amount": "20", "period": "day", "item_classes": ["bed"], "paid_as": "last"}
    before, after = policy(), policy(caps=caps)
    cases = list(made_cases(spread_of(before, after), 3, 300))
    assert any(line.item_class == "bed" for each in cases for line in each.lines)
    trial = compare_policies(before, after, cases)
    codes = {change.code for one in trial.losers for change in one.steps}
    assert trial.total.lose and not trial.total.gain and "cap_on_class" in codes

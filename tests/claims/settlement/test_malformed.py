"""Whatever is wrong with a policy or a bill gives a coded error that says where, never another exception and never a wrong sum."""

import copy
import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.management.commands.quote import answer_case, answer_line
from claims.policies.queries.policies import pack_documents, policy_for
from claims.settlement.rules.answer.quotes import Quoter
from claims.settlement.rules.reading.policy_reader import check_policy
from claims.settlement.rules.records.errors import CODES, Problem
from claims.settlement.rules.records.steps import STEP_CODES
from claims.words.messages import MESSAGES, STEP_TITLES, sentence
from tests.budget import pieces
from tests.claims.settlement.generated import MANY
from tests.claims.settlement.good_case import CASE


def answered(case):
    return answer_case(Quoter(policy_for), case)


def error_of(change):
    case = copy.deepcopy(CASE)
    change(case)
    answer, refused = answered(case)
    assert refused
    return answer["error"]


def test_the_whole_case_is_good():
    answer, refused = answered(CASE)
    assert not refused
    assert Decimal(answer["fund_pays"]) > 10000


BAD_AMOUNTS = [
    ("-1", "negative"),
    (-1, "negative"),
    (float("nan"), "not_finite"),
    (float("inf"), "not_finite"),
    ("NaN", "not_finite"),
    ("1e400", "not_a_number"),
    (Decimal("1e400"), "too_large"),
    (10**400, "too_large"),
    ("1000000000000", "too_large"),
    ("0.001", "too_many_decimals"),
    (True, "wrong_type"),
    ("1,000", "not_a_number"),
    ("", "not_a_number"),
    ("１２", "not_a_number"),
    (" 12", "not_a_number"),
    ([], "wrong_type"),
    ({}, "wrong_type"),
]


@pytest.mark.parametrize(("value", "code"), BAD_AMOUNTS)
def test_bad_money_says_where(value, code):
    error = error_of(lambda case: case["bill"]["lines"][0].update(total=value))
    assert (error["path"], error["code"]) == ("bill.lines[0].total", code)


@pytest.mark.parametrize(("value", "code"), BAD_AMOUNTS)
def test_bad_money_in_a_policy_says_where(value, code):
    error = error_of(lambda case: case["policy"]["caps"][0].update(amount=value))
    assert error["path"].startswith("policy.caps[0].amount")
    assert error["code"] == code or isinstance(value, dict | list)


@pytest.mark.parametrize(
    ("change", "path", "code"),
    [
        (lambda c: c["bill"]["lines"][0].update({"class": "d"}), "bill.lines[0].class", "unknown_choice"),
        (lambda c: c["bill"]["lines"][0].pop("class"), "bill.lines[0].class", "key_missing"),
        (lambda c: c["bill"]["lines"][0].pop("total"), "bill.lines[0]", "line_needs_amount"),
        (lambda c: c["bill"]["lines"][0].update(price="1"), "bill.lines[0]", "not_together"),
        (lambda c: c["bill"].update(total="21500.01"), "bill.total", "parts_do_not_add_up"),
        (lambda c: c["bill"].update(in_scope="1"), "bill.in_scope", "not_together"),
        (lambda c: c["bill"].update(lines=[]), "bill.lines", "empty"),
        (lambda c: c.pop("bill"), "bill", "key_missing"),
        (lambda c: c["visit"].pop("level"), "visit.level", "fact_missing"),
        (lambda c: c["visit"].update(level="9"), "policy.deductible.amount.values.9", "value_missing"),
        (lambda c: c["visit"].update(setting="hotel"), "visit.setting", "unknown_choice"),
        (lambda c: c["visit"].update(discharged_on="2026-02-30"), "visit.discharged_on", "not_a_date"),
        (lambda c: c["visit"].update(discharged_on="2026-02-01"), "visit.discharged_on", "dates_reversed"),
        (lambda c: c["visit"]["transfer"].update(direction="down"), "", ""),
        (lambda c: c["visit"]["transfer"].update(direction="same"), "policy.deductible.transfer.same", "value_missing"),
        (lambda c: c["person"].update(age="55.5"), "person.age", "not_whole"),
        (lambda c: c["person"].update(agee=3), "person.agee", "unknown_key"),
        (lambda c: c["person"].pop("age"), "person.age", "fact_missing"),
        (lambda c: c["policy"].pop("caps"), "policy.caps", "value_missing"),
        (lambda c: c["policy"].pop("layers"), "policy.layers", "value_missing"),
        (lambda c: c["policy"].pop("payment"), "policy.payment.personal_account", "value_missing"),
        (lambda c: c["policy"]["ratio"].update(flat="0.8"), "policy.ratio", "exactly_one_of"),
        (lambda c: c["policy"]["layers"].append(c["policy"]["layers"][0]), "policy.layers[2].id", "duplicate_id"),
        (lambda c: c["policy"]["ratio"]["segments"]["rows"][1].update({"from": "9000"}), "", "overlap"),
        (lambda c: c["policy"]["ratio"]["segments"]["rows"][1].update({"from": "11000"}), "", "gap"),
        (lambda c: c["policy"]["ratio"]["segments"]["rows"][0].pop("to"), "", "open_end_not_last"),
        (lambda c: c["policy"]["figures"].pop("average_wage"), "policy.deductible.yearly_ceiling.of", "unknown_choice"),
        (lambda c: c.update(policy=None), "policy", "key_missing"),
        (lambda c: c.update(policy=[1]), "policy", "wrong_type"),
    ],
)
def test_a_mistake_says_where_and_what(change, path, code):
    case = copy.deepcopy(CASE)
    change(case)
    answer, refused = answered(case)
    assert refused is bool(code)
    if code:
        assert answer["error"]["code"] == code
        assert not path or answer["error"]["path"] == path


def test_all_mistakes_of_a_policy_are_told_at_once():
    case = copy.deepcopy(CASE)
    case["policy"]["ratio"]["points"][0]["add"] = "2"
    case["policy"]["caps"][0]["on"] = "moon"
    case["policy"]["deductible"]["amount"]["values"]["3"]["active"] = "x"
    answer, _refused = answered(case)
    assert [error["code"] for error in answer["errors"]] == ["not_a_number", "above_one", "unknown_choice"]


def bands(keys):
    values = dict.fromkeys(keys, "0.5")
    return {"deductible": "none", "caps": "none", "layers": "none", "ratio": {"by": "age", "values": values}}


@pytest.mark.parametrize(
    ("keys", "code"),
    [
        (["0-17", "18-59", "60+"], None),
        (["0-17", "19+"], "gap"),
        (["0-18", "18+"], "overlap"),
        (["9-3"], "range_reversed"),
    ],
)
def test_bands_without_gap_or_overlap(keys, code):
    errors = check_policy(bands(keys)).errors
    assert [error.code for error in errors] == ([code] if code else [])


def test_dated_values_without_gap_or_overlap():
    def dated(until, then):
        entries = [{"from": "2020-01-01", "until": until, "value": "0.5"}, {"from": then, "value": "0.6"}]
        return check_policy({"ratio": {"dated": entries}, "in_force": {"decided_by": "discharge"}, "source": "s"})

    assert not dated("2020-12-31", "2021-01-01").errors
    assert dated("2020-12-31", "2021-01-03").errors[0].code == "gap"
    assert dated("2020-12-31", "2020-12-31").errors[0].code == "overlap"
    assert dated("9999-12-31", "2021-01-01").errors[0].code == "overlap"


def test_the_validator_warns_when_a_payment_may_fall():
    rows = [{"to": "10", "ratio": "0.9"}, {"ratio": "0.5"}]
    slabs = check_policy({"ratio": {"slabs": {"rows": rows, "bounds": "after_deductible"}}, "source": "s"})
    assert [(w.path, w.code, w.params) for w in slabs.warnings] == [
        ("ratio.slabs", "payment_may_fall", {"shape": "S3"})
    ]
    share = {"share": "0.2", "of": "total"}
    assert [w.params for w in check_policy({"deductible": share, "source": "s"}).warnings] == [{"shape": "D6"}]


JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**30), 10**30),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from(
        ["none", "elsewhere", "all", "0.5", "-1", "1e400", "a", "\ud800", "2026-01-01", "total", "9" * 5000]
    ),
    st.lists(st.integers(), max_size=2),
    st.dictionaries(st.sampled_from(["by", "value", "cases", "dated", "share", "of"]), st.text(max_size=3), max_size=2),
)


def places(value, path=()):
    yield path
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, entry in entries:
        yield from places(entry, (*path, key))


PLACES = [path for path in places(CASE) if path]
PACKS = list(pack_documents().values())


def changed(document, path, value, drop):
    found = copy.deepcopy(document)
    here = found
    for key in path[:-1]:
        here = here[key]
    if drop:
        del here[path[-1]]
    else:
        here[path[-1]] = value
    return found


@MANY
@given(st.sampled_from(PLACES), JUNK, st.booleans())
def test_a_case_changed_at_any_place_is_refused_with_a_code_or_adds_up(path, value, drop):
    answer, refused = answered(changed(CASE, path, value, drop))
    check_answer(answer, refused)


@MANY
@given(st.data(), JUNK, st.booleans())
def test_a_pack_changed_at_any_place_is_refused_with_a_code_or_adds_up(data, value, drop):
    pack = data.draw(st.sampled_from(PACKS))
    path = data.draw(st.sampled_from([path for path in places(pack) if path]))
    answer, refused = answered(CASE | {"policy": changed(pack, path, value, drop)})
    check_answer(answer, refused)


@MANY
@given(st.sampled_from(PLACES), JUNK, st.booleans())
def test_the_same_as_a_line_of_text(path, value, drop):
    text, refused = answer_line(Quoter(policy_for), json.dumps(changed(CASE, path, value, drop)))
    check_answer(json.loads(text), refused)


def check_answer(answer, refused):
    json.dumps(answer, default=str)
    if refused:
        assert answer["errors"]
        for error in answer["errors"]:
            assert error["code"] in CODES
            assert error["message"]
            assert set(error["params"]) <= set(CODES[error["code"]])
        return
    money = {key: Decimal(answer[key]) for key in ("total", "in_scope", "first_pay", "over_limit", "fully_self")}
    assert money["total"] == sum(money.values()) - money["total"]
    assert Decimal(answer["person_pays"]) >= 0
    assert Decimal(answer["total"]) == Decimal(answer["person_pays"]) + Decimal(answer["paid_in_all"])


@MANY
@given(st.recursive(JUNK, lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=9), inner), max_leaves=9))
def test_anything_at_all_is_answered(document):
    check_answer(*answered(document))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[1",
        "nul",
        '{"a": 1, "a": 2}',
        "[" * 100_000,
        '{"deposit": ' + "9" * 5000 + "}",
        '{"deposit": 1e999999999999999999999}',
        '"text"',
        "7",
        "\x00",
    ],
)
def test_what_is_not_a_case_is_refused(text):
    answer, refused = answer_line(Quoter(policy_for), text)
    assert refused
    check_answer(json.loads(answer), refused)


def test_a_choice_nested_without_end_is_refused():
    ratio = "0.5"
    for _level in range(200):
        ratio = {"value": ratio}
    assert [error.code for error in check_policy({"ratio": ratio}).errors] == ["too_deep"]


def test_ten_thousand_lines_are_settled():
    lines = [
        {"class": "abc"[n % 3], "price": "1.23", "quantity": 1 + n % 4, "first_pay_ratio": "0.1"} for n in range(10_000)
    ]
    few = pieces(lambda: answered(CASE | {"bill": {"lines": lines[:1000]}}), times=1)
    answer = []
    many = pieces(lambda: answer.append(answered(CASE | {"bill": {"lines": lines}})), times=1)
    found, refused = answer[0]
    assert not refused
    assert len(found["lines"]) == 10_000
    # Ten times the lines are ten times the work; if each looked at all others it would be a hundred times.
    assert many < 40 * few
    _answer, refused = answered(CASE | {"bill": {"lines": lines * 3}})
    assert refused


def test_every_code_and_every_step_has_its_words():
    assert set(MESSAGES) == set(CODES)
    assert set(STEP_TITLES) == set(STEP_CODES)


def test_every_sentence_can_be_made_with_the_parameters_of_its_code(english):
    for code, names in CODES.items():
        assert sentence(Problem("a.b", code, dict.fromkeys(names, "7")))

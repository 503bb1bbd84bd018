"""Every answer of a designation: against a reference written differently, by property, and the two readers of a question against
each other."""

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.questions.rules.mistakes import FactsError
from institutions.designation.rules.asking import Asker
from institutions.designation.rules.lines import read_line
from institutions.designation.rules.reading import _plain, read_question
from institutions.designation.words import answer_as_json, sentences
from institutions.management.answer_lines import answer_line
from tests.institutions.designation.reference import calendar_of, reference

FIRST = date(2025, 1, 1)
SERVICES, DEPARTMENTS = ["outpatient", "inpatient"], ["03", "03.01", "04"]


def day(number):
    return FIRST + timedelta(days=number)


def some(codes):
    return st.lists(st.sampled_from(codes), max_size=2, unique=True)


@st.composite
def scopes(draw, *, needed=False):
    found = {"services": draw(some(SERVICES)), "departments": draw(some(DEPARTMENTS))}
    return found if needed else {key: codes for key, codes in found.items() if codes}


@st.composite
def questions(draw):
    """Up to three agreements one after the other, with all that can befall them."""
    agreements, at = [], draw(st.integers(0, 60))
    for number in range(draw(st.integers(0, 3))):
        length = draw(st.integers(30, 400))
        scope = draw(scopes())
        agreements.append({"number": f"A{number}", "from": day(at), "until": day(at + length), **scope})
        at += length + draw(st.integers(1, 40))
    numbers = [one["number"] for one in agreements]
    suspensions = []
    for _n in range(draw(st.integers(0, 2))):
        begins = draw(st.integers(0, 900))
        stop = {
            "kind": draw(st.sampled_from(["voluntary", "by_agreement", "ordered"])),
            "from": day(begins),
            **draw(scopes()),
        }
        for key in ("until", "requested_on", "resumed_on"):
            if draw(st.booleans()):
                stop[key] = day(begins + draw(st.integers(0, 250)))
        suspensions.append(stop)
    question = {"on": day(draw(st.integers(0, 1300))), "agreements": agreements, "suspensions": suspensions}
    if numbers and draw(st.booleans()):
        end = {"from": day(draw(st.integers(0, 1300))), "cause": "fraud"}
        question["terminations"] = [
            end | ({"agreement": draw(st.sampled_from(numbers))} if draw(st.booleans()) else {})
        ]
    if numbers and draw(st.booleans()):
        change = {"agreement": draw(st.sampled_from(numbers)), "from": day(draw(st.integers(0, 1300)))}
        question["changes"] = [change | draw(scopes(needed=True))]
    if draw(st.booleans()):
        question["service"] = draw(st.sampled_from(SERVICES))
    if draw(st.booleans()):
        question["department"] = draw(st.sampled_from(DEPARTMENTS))
    return question


def asked(question):
    return json.loads(json.dumps(question, default=str))


@given(questions())
def test_the_reference_says_the_same(question):
    found = Asker().answer(asked(question))
    assert (found.state, found.reason) == reference(question)


@given(questions())
def test_an_answer_follows_from_an_agreement_that_was_signed(question):
    """Who is designated or suspended has an agreement whose own term holds the day; no day has two."""
    found = Asker().answer(asked(question))
    signed = {one["number"]: one for one in question["agreements"]}
    if found.state in ("designated", "suspended"):
        one = signed[found.agreement]
        assert one["from"] <= question["on"] <= one["until"]
        assert question["on"] in calendar_of(question)[0]
    elif found.state != "never":
        assert found.agreement in signed
    if found.state == "designated":
        assert found.starts_on <= question["on"] <= found.ends_on


@given(questions())
def test_both_readers_read_alike(question):
    document = asked(question)
    plain = _plain(document)
    strictly = read_question(document | {"note": "so that the other reader reads it"})
    assert plain in (None, strictly)


@given(questions(), st.integers(1, 400))
def test_agreements_that_overlap_are_refused_whatever_is_asked(question, back):
    if not question["agreements"]:
        return
    last = question["agreements"][-1]
    twice = {"number": "B", "from": last["from"], "until": last["from"] + timedelta(days=back)}
    if last["from"] not in calendar_of(question)[0]:
        return
    bare = {key: rows for key, rows in question.items() if key not in ("terminations", "suspensions")}
    with pytest.raises(FactsError, match="overlap"):
        Asker().answer(asked(bare | {"agreements": [*question["agreements"], twice]}))


YEAR = {"number": "A", "from": "2026-01-01", "until": "2026-12-31"}


@pytest.mark.parametrize(
    ("on", "rows", "state", "reason"),
    [
        ("2025-12-31", {}, "not_yet", "begins_later"),
        ("2026-01-01", {}, "designated", "in_force"),
        ("2026-12-31", {}, "designated", "in_force"),
        ("2027-01-01", {}, "expired", "term_ran_out"),
        ("2026-06-29", {"suspensions": [{"kind": "voluntary", "from": "2026-01-01"}]}, "suspended", "voluntary"),
        ("2026-06-30", {"suspensions": [{"kind": "voluntary", "from": "2026-01-01"}]}, "terminated", "not_resumed"),
        # The limit is not known for days before the order was in force: it goes on.
        (
            "2021-12-01",
            {
                "suspensions": [{"kind": "voluntary", "from": "2021-01-31"}],
                "agreements": [{"number": "A", "from": "2021-01-01", "until": "2021-12-31"}],
            },
            "suspended",
            "voluntary",
        ),
        # A part that is suspended ends no agreement, however long.
        (
            "2026-12-01",
            {"suspensions": [{"kind": "voluntary", "from": "2026-01-01", "services": ["inpatient"]}]},
            "designated",
            "in_force",
        ),
        # The whole goes before the part.
        (
            "2026-03-01",
            {
                "suspensions": [
                    {"kind": "ordered", "from": "2026-01-01", "departments": ["03"]},
                    {"kind": "by_agreement", "from": "2026-02-01", "until": "2026-04-01"},
                ]
            },
            "suspended",
            "by_agreement",
        ),
        # Ended on its first day it never held; after its last day it cannot be ended.
        (
            "2026-03-01",
            {"terminations": [{"from": "2026-01-01", "cause": "x", "agreement": "A"}]},
            "never",
            "no_agreement",
        ),
        (
            "2027-03-01",
            {"terminations": [{"from": "2027-01-01", "cause": "x", "agreement": "A"}]},
            "expired",
            "term_ran_out",
        ),
        ("2026-12-31", {"terminations": [{"from": "2026-12-31", "cause": "x"}]}, "terminated", "terminated"),
    ],
)
def test_the_edges_of_days(on, rows, state, reason):
    found = Asker().answer({"on": on, "service": "outpatient", "agreements": [YEAR], **rows})
    assert (found.state, found.reason) == (state, reason)


@pytest.mark.parametrize(
    ("line", "path", "code"),
    [
        ("", "", "not_json"),
        ("[]", "", "wrong_type"),
        ('{"on": "2026-02-30"}', "on", "not_a_date"),
        ('{"on": "2026-01-01", "on": "2026-01-01"}', "on", "duplicate_key"),
        ('{"on": "2026-01-01", "service": "surgery"}', "service", "unknown_choice"),
        ('{"on": "2026-01-01", "department": "03."}', "department", "not_a_department"),
        ('{"on": "2026-01-01", "area": "351"}', "area", "not_a_place"),
        ('{"on": "2026-01-01", "known_at": "soon"}', "known_at", "not_a_moment"),
        ('{"on": "2026-01-02", "stay_until": "2026-01-01"}', "stay_until", "dates_reversed"),
        (
            '{"on": "2026-01-01", "agreements": [{"number": "A", "from": "2026-01-01"}]}',
            "agreements[0].until",
            "key_missing",
        ),
        (
            '{"on": "2026-01-01", "suspensions": [{"kind": "asked", "from": "2026-01-01"}]}',
            "suspensions[0].kind",
            "unknown_choice",
        ),
        (
            '{"on": "2026-01-01", "changes": [{"agreement": "A", "from": "2026-01-01"}]}',
            "changes[0].agreement",
            "no_such_agreement",
        ),
        (
            '{"on": "2026-01-01", "terminations": [{"agreement": "A", "cause": "x", "from": "2026-01-01"}]}',
            "terminations[0].agreement",
            "no_such_agreement",
        ),
        ('{"on": "2026-01-01", "note": "\udc80"}', "", "not_utf8"),
        ('{"on": "2026-01-01", "agreements": ' + "[" * 3000, "", "not_json"),
        ('{"on": "1900-01-01"}', "on", "not_a_date"),
    ],
)
def test_what_cannot_be_read_is_named(line, path, code):
    said = sentences()
    found = answer_line(line, lambda document: answer_as_json(Asker().answer(document), said))
    assert (found["error"]["path"], found["error"]["code"]) == (path, code)


def test_a_key_given_twice_in_a_row_is_refused():
    with pytest.raises(FactsError, match="duplicate_key"):
        read_line(
            '{"on": "2026-01-01", "agreements": [{"number": "A", "number": "B", "from": "2026-01-01", "until": "2026-01-02"}]}'
        )

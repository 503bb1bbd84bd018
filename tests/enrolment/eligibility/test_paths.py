"""Who walks in: every path by kind of person, document, place and day, as decision tables."""

from datetime import date
from itertools import product

import pytest

from enrolment.applications.rules.circumstances import (
    ELSEWHERE,
    HERE,
    LODGING,
    NOTHING,
    Circumstances,
    eligibility_facts,
    months_between,
)
from enrolment.documents.rules.employment_documents import NONE
from enrolment.documents.rules.holders import HOLDERS, holder_of, holders_of
from enrolment.documents.rules.identity_numbers import KINDS
from enrolment.eligibility.queries import rules_in_use
from enrolment.eligibility.rules.eligibility import Facts, decide
from enrolment.eligibility.rules.paths import CONDITIONAL, PATHS, is_asked, questions

RULES = rules_in_use()
ON = date(2026, 11, 29)
SIMING, GULOU, JINJIANG, WENJIANG, JINJIANG_DISTRICT = "350203", "350102", "350582", "510115", "510104"
TW_STAY, TW_TRAVEL = "taiwan_residence_permit", "taiwan_travel_permit"
HK_STAY, MO_STAY, HM_TRAVEL = "hk_residence_permit", "macao_residence_permit", "hk_macao_travel_permit"
HMT = (TW_STAY, TW_TRAVEL, HK_STAY, MO_STAY, HM_TRAVEL)
PASSPORT, CARD = "passport", "foreign_permanent_residence"
AT_WORK = Circumstances(employment_kind="foreign_work_permit", handled_on=date(2026, 9, 1), stay_until=date(2027, 9, 1))
YES, ASK, NO, NO_RULE = "may_join", "both_rules_second_reviewer", "not_eligible", "value_missing"


def outcome(path, kind, place=SIMING, on=ON, said=NOTHING, number=""):
    return decide(eligibility_facts(path, kind, number, said, on), RULES, on, place)


TABLE = [
    # P1 employed from Hong Kong, Macao, Taiwan: either permit, everywhere
    *[("employed", kind, place, YES, "uebmi") for kind in HMT for place in (SIMING, WENJIANG)],
    # P2 own business: by order 41 either permit
    *[("own_business", kind, place, YES, "uebmi") for kind in (TW_TRAVEL, HK_STAY, HM_TRAVEL) for place in (GULOU, WENJIANG)],
    # P3 flexible: a residence permit; in Fujian a compatriot's travel permit is a question
    *[("flexible", kind, GULOU, YES, "uebmi") for kind in (TW_STAY, HK_STAY, MO_STAY)],
    ("flexible", TW_TRAVEL, GULOU, ASK, "uebmi"),
    ("flexible", TW_TRAVEL, WENJIANG, NO, "uebmi"),
    ("flexible", HM_TRAVEL, GULOU, NO, "uebmi"),
    # P4 not employed
    *[("non_working", kind, place, YES, "urrbmi") for kind in (TW_STAY, HK_STAY, MO_STAY) for place in (GULOU, SIMING, WENJIANG)],
    ("non_working", TW_TRAVEL, GULOU, ASK, "urrbmi"),
    ("non_working", HM_TRAVEL, GULOU, NO, "urrbmi"),
    # Quanzhou since 2023 names no document
    ("non_working", HM_TRAVEL, JINJIANG, ASK, "urrbmi"),
    # P5 students: either permit
    *[("student", kind, GULOU, YES, "urrbmi") for kind in (TW_TRAVEL, HK_STAY, HM_TRAVEL)],
    ("student", PASSPORT, GULOU, NO_RULE, None),
    # P7 minors
    *[("minor", kind, place, YES, "urrbmi") for kind in (TW_STAY, HK_STAY) for place in (GULOU, WENJIANG)],
    ("minor", TW_TRAVEL, GULOU, ASK, "urrbmi"),
    ("minor", HM_TRAVEL, WENJIANG, NO, "urrbmi"),
    # P8, P9 with the card: no permit to work is needed
    *[(path, CARD, place, YES, "uebmi") for path in ("employed", "posted") for place in (GULOU, WENJIANG)],
    # nobody but foreign nationals is posted
    ("posted", TW_STAY, GULOU, NO_RULE, None),
    # P10: Quanzhou admits, for the rest of Fujian no source says anything
    ("non_working", CARD, JINJIANG, YES, "urrbmi"),
    ("non_working", CARD, GULOU, NO_RULE, None),
    # P11
    *[(path, PASSPORT, place, NO, scheme) for place in (GULOU, JINJIANG, WENJIANG)
      for path, scheme in (("non_working", "urrbmi"), ("own_business", "uebmi"), ("flexible", "uebmi"))],
]  # fmt: skip


@pytest.mark.parametrize(("path", "kind", "place", "result", "scheme"), TABLE)
def test_who_may_join_on_which_path(path, kind, place, result, scheme):
    found = outcome(path, kind, place)
    assert (found.result, found.scheme) == (result, scheme)


def test_a_foreigner_without_permit_to_work_and_card_is_told_why_and_by_what():
    found = outcome("non_working", PASSPORT, GULOU)
    assert found.reasons == ("path_not_open",)
    assert [(a.verdict, a.status) for a in found.applied] == [("path_not_open", "inferred")]
    assert all(a.source for a in found.applied)


@pytest.mark.parametrize("path", ["employed", "posted"])
@pytest.mark.parametrize("place", [GULOU, WENJIANG])
@pytest.mark.parametrize(
    ("said", "result", "reasons"),
    [
        (AT_WORK, YES, ("every_rule_accepts",)),
        (Circumstances(employment_kind=NONE), NO, ("employment_document_missing", "stay_document_not_recorded")),
        (
            Circumstances(employment_kind="foreign_journalist_card", stay_until=date(2026, 11, 28)),
            NO,
            ("stay_document_missing",),
        ),
        (Circumstances(employment_kind="foreign_journalist_card", stay_until=ON), YES, ("every_rule_accepts",)),
        (NOTHING, ASK, ("employment_document_not_recorded", "stay_document_not_recorded")),
    ],
)
def test_a_foreign_employee_by_what_she_works_and_stays_by(path, place, said, result, reasons):
    found = outcome(path, PASSPORT, place, said=said)
    assert (found.result, found.reasons, found.scheme) == (result, reasons, "uebmi")


def test_wenjiang_asks_twelve_months_of_contributions_before_benefits():
    rules = {
        a.rule.place: a.rule.contribution_months for a in outcome("employed", PASSPORT, WENJIANG, said=AT_WORK).applied
    }
    assert rules == {"": None, "510115": 12}
    assert not any(a.rule.contribution_months for a in outcome("employed", PASSPORT, GULOU, said=AT_WORK).applied)


# card × lodging × employed: whether the resident scheme is open in Wenjiang, and where its first enrolment is done
@pytest.mark.parametrize("card_here", [True, False, None])
@pytest.mark.parametrize("lodging", [True, False, None])
@pytest.mark.parametrize("employed", [True, False, None])
def test_a_permanent_resident_in_wenjiang(card_here, lodging, employed):
    facts = Facts(
        path="non_working",
        person="foreign",
        documents=frozenset({CARD}),
        card_here=card_here,
        lodging=lodging,
        employed=employed,
    )
    found = decide(facts, RULES, ON, WENJIANG)
    tied = card_here or lodging
    if employed:
        expected = (NO, "")
    elif tied:
        expected = (YES, "community")
    else:
        expected = (ASK if None in (card_here, lodging) else NO, "")
    assert (found.result, found.opens_at) == expected
    assert ("works_here" in found.reasons) == bool(employed)
    assert ("card_from_elsewhere" in found.reasons) == (card_here is False and lodging is False)


@pytest.mark.parametrize(("card_place", "result"), [(HERE, YES), (LODGING, YES), (ELSEWHERE, NO), ("", ASK)])
def test_where_the_card_is_from_is_one_answer(card_place, result):
    assert outcome("non_working", CARD, WENJIANG, said=Circumstances(card_place=card_place)).result == result


def test_in_the_rest_of_chengdu_no_community_is_named():
    found = outcome("non_working", CARD, JINJIANG_DISTRICT, said=Circumstances(card_place=HERE))
    assert (found.result, found.opens_at) == (YES, "")


@pytest.mark.parametrize(("on", "result"), [(date(2011, 10, 14), NO_RULE), (date(2011, 10, 15), YES)])
def test_order_16_has_a_first_day(on, result):
    said = Circumstances(employment_kind="alien_employment_permit", handled_on=on, stay_until=on)
    assert outcome("employed", PASSPORT, GULOU, on, said).result == result


def test_every_path_of_everybody_has_an_answer_with_words():
    for path, kind, place in product(PATHS, [*KINDS, ""], [GULOU, WENJIANG]):
        found = outcome(path, kind, place)
        assert found.reasons and found.result in (YES, ASK, NO, NO_RULE)


def test_holders():
    assert [holder_of(HM_TRAVEL, number) for number in ("H12345678", "M12345678", "")] == [
        "hong_kong",
        "macao",
        "hong_kong",
    ]
    assert holders_of(HM_TRAVEL) == {"hong_kong", "macao"} and holders_of(CARD) == {"foreign"}
    assert {holder_of(kind) for kind in KINDS} - {""} <= set(HOLDERS) and holder_of("library_card") == ""


def test_only_what_the_path_and_the_document_need_is_asked():
    assert questions("employed", TW_STAY) == ("employer_uscc", "employer_name", "work_began_on")
    assert questions("employed", PASSPORT)[3:] == ("employment_kind", "employment_number", "handled_on", "stay_until")
    assert questions("employed", CARD) == questions("employed", TW_STAY)
    assert questions("non_working", CARD) == ("card_place",)
    assert questions("non_working", TW_STAY) == questions("flexible", TW_TRAVEL) == questions("minor", HK_STAY) == ()
    for path, kind in product(PATHS, KINDS):
        assert {name for name in CONDITIONAL if is_asked(name, path, kind)} == set(questions(path, kind))
    assert is_asked("number", "student", TW_STAY)


@pytest.mark.parametrize(
    ("first", "on", "months"),
    [
        (date(2025, 11, 29), ON, 12),
        (date(2025, 11, 30), ON, 11),
        (ON, ON, 0),
        (date(2027, 1, 1), ON, 0),
        (date(2026, 1, 31), date(2026, 2, 28), 0),
    ],
)
def test_whole_months(first, on, months):
    assert months_between(first, on) == months

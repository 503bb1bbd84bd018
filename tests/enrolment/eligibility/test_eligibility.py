from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.rulebook.rules.rule_files import RuleFileError
from enrolment.documents.rules.holders import holder_of
from enrolment.eligibility.queries import rules_in_use
from enrolment.eligibility.rules.eligibility import (
    ACCEPTANCES,
    RESULTS,
    VERDICTS,
    CountyAcceptance,
    Facts,
    decide,
)
from enrolment.eligibility.rules.eligibility_file import PATH, eligibility_table, load_eligibility, load_reasons
from enrolment.eligibility.rules.paths import PATHS

RULES = rules_in_use()
RESIDENCE = "taiwan_residence_permit"
TRAVEL = "taiwan_travel_permit"
SIMING = "350203"
GULOU = "350102"
MINHOU = "350121"
JINJIANG = "350582"
XIANGCHENG = "350602"
WENJIANG = "510115"
CARD = "foreign_permanent_residence"


def outcome(path, *documents, on="2026-11-21", place=SIMING, months=None, overrides=()):
    person = holder_of(documents[0]) if documents else "taiwan"
    facts = Facts(path=path, person=person, documents=frozenset(documents), residence_months=months)
    return decide(facts, RULES, date.fromisoformat(on), place, overrides)


MATRIX = [
    # path, documents, place, day, result, scheme
    ("employed", [RESIDENCE], SIMING, "2026-11-21", "may_join", "uebmi"),
    ("employed", [TRAVEL], SIMING, "2026-11-21", "may_join", "uebmi"),
    ("employed", [TRAVEL], WENJIANG, "2026-11-21", "may_join", "uebmi"),
    # What she works by was not told: somebody has to look.
    ("employed", ["passport"], SIMING, "2026-11-21", "both_rules_second_reviewer", "uebmi"),
    ("employed", ["mainland_id"], SIMING, "2026-11-21", "value_missing", None),
    ("employed", [], SIMING, "2026-11-21", "not_eligible", "uebmi"),
    ("non_working", [RESIDENCE], SIMING, "2026-11-21", "may_join", "urrbmi"),
    ("non_working", [TRAVEL], SIMING, "2026-11-21", "both_rules_second_reviewer", "urrbmi"),
    ("non_working", [TRAVEL], GULOU, "2026-11-21", "both_rules_second_reviewer", "urrbmi"),
    ("non_working", [TRAVEL], SIMING, "2027-01-01", "both_rules_second_reviewer", "urrbmi"),
    ("non_working", [TRAVEL, RESIDENCE], GULOU, "2026-11-21", "may_join", "urrbmi"),
    ("non_working", [TRAVEL], WENJIANG, "2026-11-21", "not_eligible", "urrbmi"),
    ("non_working", [TRAVEL], GULOU, "2024-06-04", "not_eligible", "urrbmi"),  # the day before the notice
    ("non_working", [TRAVEL], GULOU, "2024-06-05", "both_rules_second_reviewer", "urrbmi"),
    ("student", [RESIDENCE], SIMING, "2026-11-21", "may_join", "urrbmi"),
    ("student", [TRAVEL], SIMING, "2026-11-21", "may_join", "urrbmi"),
    ("student", [TRAVEL], WENJIANG, "2026-11-21", "may_join", "urrbmi"),
    ("employed", [TRAVEL], SIMING, "2019-12-31", "value_missing", None),
    ("retired", [RESIDENCE], SIMING, "2026-11-21", "value_missing", None),
]


@pytest.mark.parametrize(("path", "documents", "place", "on", "result", "scheme"), MATRIX)
def test_who_may_join(path, documents, place, on, result, scheme):
    found = outcome(path, *documents, place=place, on=on)
    assert (found.result, found.scheme) == (result, scheme)
    assert found.reasons


def test_only_the_employed_must_join():
    assert outcome("employed", TRAVEL).joining == "mandatory"
    assert outcome("student", TRAVEL).joining == "voluntary"


def test_rules_that_disagree_are_all_shown_with_source_and_status():
    found = outcome("non_working", TRAVEL)
    assert [(a.rule.id.rsplit(".")[-1], a.verdict, a.status) for a in found.applied] == [
        ("order_41_non_working", "document_not_accepted", "stated"),
        ("fujian_2024_non_working", "accepts", "reported"),
        ("xiamen_2026_non_working", "document_not_accepted", "reported"),
    ]
    assert all(a.source for a in found.applied)
    assert found.reasons == ("rules_disagree", "document_not_accepted")
    assert found.documents_asked == (RESIDENCE,)


def test_city_and_county_notices_end_with_their_insurance_year():
    def applied(place, on):
        return {a.rule.place for a in outcome("non_working", RESIDENCE, place=place, on=on).applied}

    assert applied(SIMING, "2026-12-31") == {"", "35", "3502"}
    assert applied(SIMING, "2027-01-01") == {"", "35"}
    assert applied(MINHOU, "2025-12-31") == {"", "35", "350121"}
    assert applied(MINHOU, "2026-01-01") == {"", "35"}


@pytest.mark.parametrize(
    ("acceptance", "documents", "result", "reason"),
    [
        ("provincial_notice", [TRAVEL], "may_join", "county_follows_provincial_notice"),
        ("second_reviewer", [TRAVEL], "both_rules_second_reviewer", "rules_disagree"),
        ("residence_permit_only", [TRAVEL], "not_eligible", "county_asks_residence_permit"),
        ("residence_permit_only", [RESIDENCE], "may_join", "every_rule_accepts"),
    ],
)
def test_a_county_can_settle_the_disagreement(acceptance, documents, result, reason):
    setting = CountyAcceptance(SIMING, acceptance, date(2026, 1, 1))
    found = outcome("non_working", *documents, overrides=(setting,))
    assert (found.result, found.reasons[0]) == (result, reason)
    assert len(found.applied) == 3


def test_a_setting_holds_only_for_its_place_and_dates():
    notice = CountyAcceptance("350206", "provincial_notice", date(2026, 1, 1))
    ended = CountyAcceptance(SIMING, "provincial_notice", date(2026, 1, 1), date(2026, 11, 20))
    assert outcome("non_working", TRAVEL, overrides=(notice, ended)).result == "both_rules_second_reviewer"
    assert outcome("non_working", TRAVEL, overrides=(ended,), on="2026-11-20").result == "may_join"


def test_the_nearest_setting_wins():
    city = CountyAcceptance("3502", "provincial_notice", date(2026, 6, 1))
    county = CountyAcceptance(SIMING, "residence_permit_only", date(2026, 1, 1))
    assert outcome("non_working", TRAVEL, overrides=(city, county)).result == "not_eligible"
    assert outcome("non_working", TRAVEL, overrides=(city, county), place="350206").result == "may_join"


def test_a_setting_never_overrules_rules_that_agree():
    for acceptance in ACCEPTANCES:
        setting = CountyAcceptance(SIMING, acceptance, date(2026, 1, 1))
        assert outcome("employed", TRAVEL, overrides=(setting,)).result == "may_join"
        assert outcome("non_working", "passport", overrides=(setting,)).result == "not_eligible"


@pytest.mark.parametrize(
    ("place", "on", "months", "result", "reason"),
    [
        (JINJIANG, "2018-06-01", 11, "not_eligible", "residence_too_short"),
        (JINJIANG, "2018-06-01", 12, "may_join", "every_rule_accepts"),
        (JINJIANG, "2018-06-01", None, "both_rules_second_reviewer", "residence_not_recorded"),
        (JINJIANG, "2020-06-01", 11, "both_rules_second_reviewer", "rules_disagree"),
        (JINJIANG, "2021-01-01", 1, "may_join", "every_rule_accepts"),  # replaced
        (XIANGCHENG, "2021-06-01", 11, "both_rules_second_reviewer", "rules_disagree"),
        (XIANGCHENG, "2022-01-01", 11, "may_join", "every_rule_accepts"),
    ],
)
def test_the_old_one_year_condition_is_dated_and_local(place, on, months, result, reason):
    found = outcome("non_working", RESIDENCE, place=place, on=on, months=months)
    assert (found.result, found.reasons[0]) == (result, reason)


@pytest.mark.parametrize("acceptance", ACCEPTANCES)
def test_a_setting_about_documents_does_not_settle_a_residence_condition(acceptance):
    setting = CountyAcceptance("3506", acceptance, date(2021, 1, 1))
    found = outcome("non_working", RESIDENCE, place=XIANGCHENG, on="2021-06-01", months=3, overrides=(setting,))
    assert found.result == "both_rules_second_reviewer"


def test_rules_that_name_different_schemes_go_to_a_second_reviewer():
    odd = replace(RULES[0], id="enrolment.eligibility.odd", scheme="urrbmi")
    facts = Facts(path="employed", person="taiwan", documents=frozenset([TRAVEL]))
    found = decide(facts, (*RULES, odd), date(2026, 11, 21), SIMING)
    assert (found.result, found.scheme) == ("both_rules_second_reviewer", None)


@given(
    st.sampled_from(PATHS),
    st.sampled_from(["taiwan", "hong_kong", "foreign"]),
    st.frozensets(st.sampled_from([RESIDENCE, TRAVEL, "hk_macao_travel_permit", "passport", CARD])),
    st.dates(date(2017, 1, 1), date(2028, 1, 1)),
    st.sampled_from([SIMING, GULOU, MINHOU, JINJIANG, XIANGCHENG, WENJIANG]),
    st.none() | st.integers(0, 40),
    st.none() | st.sampled_from(ACCEPTANCES),
)
def test_nothing_is_decided_in_silence(path, person, documents, on, place, months, acceptance):
    overrides = (CountyAcceptance(place, acceptance, date(2017, 1, 1)),) if acceptance else ()
    facts = Facts(path=path, person=person, documents=documents, residence_months=months)
    found = decide(facts, RULES, on, place, overrides)
    assert found.result in RESULTS
    assert set(found.reasons) <= set(load_reasons())
    if found.result == "may_join":
        refused = [a for a in found.applied if a.verdict != "accepts"]
        assert not refused or acceptance == "provincial_notice"
        assert documents
    if found.result == "not_eligible" and documents:
        accepted = [a for a in found.applied if a.verdict == "accepts"]
        assert not accepted or acceptance == "residence_permit_only"


def test_every_verdict_and_reason_has_words():
    assert {v for v in VERDICTS if v != "accepts"} <= set(load_reasons())
    assert all(words[key] for words in load_reasons().values() for key in ("zh_hans", "zh_hant", "en"))


def test_the_rules_can_be_printed():
    table = eligibility_table(RULES)
    assert len(table.rows) == len(RULES)
    assert all(len(row) == len(table.columns) for row in table.rows)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('path     = "employed"', 'path     = "working"', "one of employed, flexible, minor"),
        ('scheme   = "uebmi"', 'scheme   = "other"', "one of uebmi, urrbmi"),
        ('"hk_macao_travel_permit"]', '"library_card"]', "taiwan_travel_permit"),
        ('"macao"]', '"macau"]', "one of foreign, hong_kong, macao, mainland, taiwan"),
        ('persons  = ["foreign"]', "persons  = []", "at least one kind of people"),
        ("closed   = true", "closed   = 1", "true or false"),
        ("closed   = true", 'opens_at = "market"', "one of community"),
        ("closed   = true", 'needs = ["luck"]', "card_or_lodging"),
        ("closed   = true", "contribution_months = 0", "above zero"),
        ("closed   = true", "residence_months = 0", "above zero"),
        ("closed   = true", "until = 2011-10-14", "not before from"),
        ("order_41_student", "order_41_employed", "each id only once"),
        ('place    = ""', 'place    = "3500"', "no closing 00"),
    ],
)
def test_a_malformed_file_is_refused_by_name(tmp_path, old, new, says):
    path = tmp_path / "eligibility.toml"
    path.write_text(PATH.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(RuleFileError, match=says) as error:
        load_eligibility(path)
    assert str(path) in str(error.value)


def test_a_setting_holds_from_its_first_day():
    setting = CountyAcceptance(SIMING, "provincial_notice", date(2026, 6, 1))
    assert outcome("non_working", TRAVEL, overrides=(setting,), on="2026-06-01").result == "may_join"
    assert outcome("non_working", TRAVEL, overrides=(setting,), on="2026-05-31").result == "both_rules_second_reviewer"


def two_rules(**changes):
    """The rule for students, and one of the same place and days that differs."""
    rule = next(each for each in RULES if each.path == "student" and each.place == "")
    facts, on = Facts(path="student", person="taiwan", documents=frozenset({RESIDENCE, TRAVEL})), date(2026, 11, 21)
    return rule, decide(facts, [rule, replace(rule, id="other", **changes)], on, SIMING)


def test_rules_that_join_in_different_ways_name_none():
    rule, found = two_rules(joining="mandatory")
    assert rule.joining == "voluntary" and found.joining is None
    assert (found.result, found.scheme) == ("may_join", rule.scheme)
    assert two_rules()[1].joining == "voluntary"


def test_rules_of_different_schemes_go_to_a_second_reviewer_with_the_reason():
    _rule, found = two_rules(scheme="uebmi")
    assert (found.result, found.scheme, found.reasons) == ("both_rules_second_reviewer", None, ("rules_disagree",))


def test_without_a_document_that_alone_is_told_and_what_else_is_against_it():
    assert outcome("non_working").reasons == ("no_document",)
    assert outcome("employed").reasons == ("no_document",)
    rule = replace(next(each for each in RULES if each.path == "student"), residence_months=6)
    facts = Facts(path="student", person="taiwan", residence_months=5)
    found = decide(facts, [rule, replace(rule, id="other", accepts=())], date(2026, 11, 21), SIMING)
    assert found.reasons == ("no_document", "residence_too_short")

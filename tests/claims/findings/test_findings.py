"""Every finding of a claim, all at once: a table of facts and what is said of them; what is never said; words and data of each."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.conf import settings
from django.utils import translation
from msgspec.structs import replace as line_with

from claims.findings.rules import checks
from claims.findings.rules.records import ClaimFacts, Cover, Designation, Line, OtherCare, Receipt, Staff
from claims.findings.rules.weights import Weight, weights
from claims.findings.words import TEXTS, as_kept, from_kept, told
from institutions.catalogue.rules.supervision import Finding as RuleFinding
from institutions.catalogue.rules.supervision import Rule

# What rests on nothing but what is recorded says so by this word instead of a source.
RECORDED = Cover(covered=False, reason="not_paid", source="given", status="given")
YES, NO = Cover(covered=True, reason="paid_in_window"), Cover(covered=False, reason="not_paid")
A = Line(number=1, receipt=1, code="X1", name="某药", quantity=Decimal(2), price=Decimal(50), amount=Decimal(100))
A = line_with(A, class_="a", payable=True)
GOOD = ClaimFacts(
    today=date(2026, 6, 10),
    received_on=date(2026, 6, 8),
    care="inpatient",
    stay=True,
    starts_on=date(2026, 5, 11),
    ends_on=date(2026, 5, 20),
    scheme="urrbmi",
    died=False,
    outside="",
    on_record=True,
    emergency=False,
    third_party="nobody",
    diagnosis="I10",
    diagnosis_listed=True,
    cover=YES,
    cover_at_end=YES,
    designation=Designation(designated=True, reason="in_force"),
    document_until=date(2029, 1, 1),
    filing_ends_on=date(2027, 5, 20),
    filing_source="某",
    filing_status="assumed",
    receipts=(Receipt(number=1, issued_on=date(2026, 5, 20), total=Decimal("100.00")),),
    lines=(A,),
)
SEX = Rule(kind="sex", code="X1", value="female", text="限女性", source="某规则", status="reported")


def stays(*days):
    return tuple(OtherCare(reference="MR1", starts_on=date(2026, 5, a), ends_on=date(2026, 5, b)) for a, b in days)


STOPPED = Staff(state="suspended", settled=False, last=date(2026, 9, 9), source="某规则", status="reported")
B = line_with(A, number=2, quantity=Decimal(1), amount=Decimal(50))


def lines(**changes):
    return {"lines": (line_with(A, **changes),)}


# What is changed of a claim that has nothing against it → the codes it is told of, those that block marked with "!".
CASES = {
    "nothing": ({}, ""),
    "no cover on the first day, though at discharge": ({"cover": NO}, "not_covered!"),
    "cover that nobody can tell": ({"cover": Cover(covered=None, reason="no_source")}, "cover_unknown!"),
    "cover ends in the stay": ({"cover_at_end": NO}, "cover_ends_in_stay"),
    "enrolled otherwise since": ({"enrolled_otherwise": True}, "enrolled_otherwise!"),
    "died": ({"died": True}, "person_died!"),
    "died, and an heir claims": ({"died": True, "died_on": date(2026, 5, 20), "by_heir": True}, ""),
    "an heir of the living": ({"by_heir": True}, "heir_of_living!"),
    "care after the death": (
        {"died": True, "died_on": date(2026, 5, 19), "by_heir": True},
        "care_after_death!",
    ),
    "document ran out before": ({"document_until": date(2026, 5, 10)}, "document_expired"),
    "document runs out on the day": ({"document_until": date(2026, 5, 11)}, ""),
    "no account": ({"account": False}, "account_missing!"),
    "somebody else's account": ({"account_is_hers": False}, "account_of_other"),
    "papers": ({"papers_missing": ("病历",)}, "papers_missing!"),
    "not designated": ({"designation": Designation(designated=False, reason="ordered")}, "not_designated!"),
    "not designated, emergency": (
        {"designation": Designation(designated=False, reason="ordered"), "emergency": True},
        "not_designated_emergency",
    ),
    "suspended in mid-stay": (
        {"designation": Designation(designated=True, reason="in_force", changes=True)},
        "designation_changes",
    ),
    "hospital of elsewhere": ({"on_record": False, "designation": None}, "institution_not_on_record!"),
    "not filed outside the province": ({"not_filed": True}, "off_site_not_filed"),
    "filed inside the province": ({"off_site_wrong": "inside"}, "off_site_inside!"),
    "outside it, and not told so": ({"off_site_wrong": "outside"}, "off_site_outside!"),
    "in Taiwan": ({"outside": "taiwan", "on_record": False, "designation": None}, "outside_mainland!"),
    "a third party pays": ({"third_party": "pays"}, "third_party_pays!"),
    "a third party cannot be found": ({"third_party": "cannot"}, "third_party_open"),
    "an injury and nobody asked": ({"diagnosis": "S72.000"}, "injury_unasked!"),
    "an injury whose third party is known": ({"diagnosis": "S72.000", "third_party": "cannot"}, "third_party_open"),
    "no receipt": ({"receipts": (), "lines": ()}, "receipt_empty!"),
    "no lines": ({"lines": ()}, "receipt_empty!"),
    "a fen too much": (lines(amount=Decimal("100.01")), "line_sum receipt_sum!"),
    "receipt of tomorrow": (
        {"receipts": (replace(GOOD.receipts[0], issued_on=date(2026, 6, 11)),)},
        "receipt_in_future!",
    ),
    "receipt of a deposit": (
        {"receipts": (replace(GOOD.receipts[0], issued_on=date(2026, 5, 12)),)},
        "receipt_before_end",
    ),
    "a receipt like it, where a place only warns": (
        {
            "receipts": (replace(GOOD.receipts[0], twin=True),),
            "weights": {"receipt_twin": Weight(weight="warns", rulings=(), source="某区", status="stated")},
        },
        "receipt_twin",
    ),
    "a receipt like it in use": ({"receipts": (replace(GOOD.receipts[0], twin=True),)}, "receipt_twin!"),
    "receipt of before": (
        {"receipts": (replace(GOOD.receipts[0], issued_on=date(2026, 5, 10)),)},
        "receipt_before_care!",
    ),
    "receipt of the first day of a visit": (
        {"receipts": (replace(GOOD.receipts[0], issued_on=date(2026, 5, 11)),), "stay": False},
        "",
    ),
    "care of tomorrow": ({"ends_on": date(2026, 6, 11), "stay": False}, "care_in_future! received_before_end!"),
    "received before the discharge": ({"received_on": date(2026, 5, 19)}, "received_before_end!"),
    "late": ({"received_on": date(2026, 6, 8), "filing_ends_on": date(2026, 6, 7)}, "late_filing"),
    "in time on the last day": ({"filing_ends_on": date(2026, 6, 8)}, ""),
    "no deadline known": ({"filing_ends_on": None}, ""),
    "two years": ({"starts_on": date(2025, 12, 30)}, "two_years"),
    "a year that was closed": ({"closed": ((2026, date(2026, 6, 1)),)}, "year_closed!"),
    "unlisted diagnosis": ({"diagnosis_listed": False}, "diagnosis_unlisted"),
    "a stay within": ({"stays": stays((12, 14))}, "stay_overlaps!"),
    "the same stay": ({"stays": stays((11, 20))}, "stay_overlaps!"),
    "one ends as this begins, one begins as this ends": ({"stays": stays((1, 11), (20, 25))}, ""),
    "outpatients overlap nothing": ({"stay": False, "stays": stays((12, 14))}, ""),
    "class C": (lines(payable=False, why_not="class_c", class_="c"), "line_not_paid"),
    "commercial list": (lines(payable=False, why_not="commercial"), "line_not_paid"),
    "in no list": (lines(payable=False, why_not="unknown", class_=""), "line_not_paid"),
    "over the price": (lines(ceiling=Decimal("49.9999")), "line_over_price"),
    "at the price": (lines(ceiling=Decimal("50.0000")), ""),
    "over the price by amount alone": (lines(ceiling=Decimal("49.99"), price=None), "line_over_price"),
    "a day outside": (lines(on=date(2026, 5, 21)), "line_outside_care!"),
    "the last day": (lines(on=date(2026, 5, 20)), ""),
    "the same line twice": (
        {"lines": (A, line_with(A, number=2)), "receipts": (replace(GOOD.receipts[0], total=Decimal(200)),)},
        "line_twice!",
    ),
    "another amount is another line": (
        {
            "lines": (A, line_with(A, number=2, quantity=Decimal(1), amount=Decimal(50))),
            "receipts": (replace(GOOD.receipts[0], total=Decimal(150)),),
        },
        "",
    ),
    "ordered by somebody suspended": (lines(doctor="D1", staff=STOPPED), "staff_not_qualified!"),
    "ordered by somebody suspended, in an emergency": (lines(doctor="D1", staff=replace(STOPPED, settled=True)), ""),
    "ordered by nobody on record": (
        lines(doctor="D1", staff=Staff(state="unknown", settled=False)),
        "staff_not_registered",
    ),
    "without a post on the day": (
        lines(doctor="D1", staff=Staff(state="not_registered", settled=False)),
        "staff_not_registered",
    ),
    "ordered elsewhere, where no register is": (
        lines(doctor="D1", staff=Staff(state="unknown", settled=False)) | {"on_record": False, "designation": None},
        "institution_not_on_record!",
    ),
    "a pack on two lines": (
        {
            "lines": (line_with(A, traces=("T1", "T2")), line_with(B, traces=("T2",))),
            "receipts": (replace(GOOD.receipts[0], total=Decimal(150)),),
        },
        "trace_twice!",
    ),
    "packs of their own": (lines(traces=("T1", "T2")), ""),
    "a pack in another claim": (lines(traces=("T1", "T2"), traced=frozenset({"T2"})), "trace_elsewhere!"),
    "a rule is hit": ({"rules": (RuleFinding(rule=SEX, hit=True, lines=(1,), params={"found": "male"}),)}, "rule_hit!"),
    "a rule is not told": ({"rules": (RuleFinding(rule=SEX, hit=False, lines=(1,)),)}, "rule_untold"),
}


@pytest.mark.parametrize(("changes", "expected"), CASES.values(), ids=CASES)
def test_what_is_said(changes, expected):
    found = checks.findings_of(replace(GOOD, **changes))
    said = sorted(one.code + ("!" if one.blocks else "") for one in found)
    assert said == sorted(expected.split())
    # Each has a key of its own, a source and a certainty, and reads in three languages; kept, it is told the same.
    assert len({one.key for one in found}) == len(found)
    for one in found:
        assert one.source and one.status
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                words = told(one)
                assert words.text and words.detail and "%(" not in words.text
                assert told(from_kept(as_kept(one))).text == words.text


def test_everything_is_told_at_once_and_what_blocks_stands_first():
    facts = replace(
        GOOD,
        cover=NO,
        died=True,
        outside="taiwan",
        third_party="pays",
        receipts=(replace(GOOD.receipts[0], total=Decimal(7)),),
        lines=(line_with(A, payable=False, why_not="class_c", on=date(2026, 1, 1)),),
    )
    found = checks.findings_of(facts)
    assert {one.code for one in found} == {
        *("not_covered", "person_died", "outside_mainland", "third_party_pays"),
        *("receipt_sum", "line_not_paid", "line_outside_care"),
    }
    assert [one.blocks for one in found] == sorted((one.blocks for one in found), reverse=True)


def test_every_code_has_a_weight_and_words():
    assert set(weights()) == set(TEXTS)
    # What law decides is never accepted with a reason.
    never = {"outside_mainland", "third_party_pays", "not_covered", "receipt_sum", "receipt_empty", "account_missing"}
    assert not {code for code in never if weights()[code].rulings}


def test_cover_that_rests_on_what_is_recorded_alone_names_the_source_of_the_table():
    (found,) = [one for one in checks.findings_of(replace(GOOD, cover=RECORDED)) if one.code == "not_covered"]
    assert (found.source, found.status) == (weights()["not_covered"].source, weights()["not_covered"].status)
    assert "given" not in (found.source, found.status)

"""Of what a person had in the year before, a chunk reads what can matter: all of its own days, and of other days the codes that
rules count or set apart. It finds what it found with everything read."""

from decimal import Decimal

import pytest
from django.utils import translation

from casework.models import CaseFile
from claims.models import RunChunk
from claims.months.words import finding_text
from claims.runs.queries.book import Book
from claims.runs.queries.chunk import read_chunk
from claims.runs.queries.judging import BEFORE
from institutions.models import SupervisionRule
from tests.claims.months.builders import Ward, settlement
from tests.claims.months.test_doctors_and_packs_of_months import results
from tests.claims.reimbursements.builders import CARE_C, DRUG_A, DRUG_B, LISTED_FROM, line, receipt

pytestmark = pytest.mark.django_db
JUNE = {"clr_ym": "2026-06", "setl_time": "2026-06-05", "begndate": "2026-06-03", "enddate": "2026-06-05"}
JUNE |= {"fee_ocur_time": "2026-06-03"}
LIMITED = "XA01ABD075A002010100999"
CONSUMABLE = "C0101010010000000001"
MADE = f"{CONSUMABLE}0000007"


@pytest.fixture
def ward(staff):
    return Ward(staff)


def june(ward, document, *lines) -> CaseFile:
    ward.declared(settlement("J", document, *lines, **JUNE))
    return CaseFile.objects.get(institution_month__month="2026-06-01")


def read(run) -> set[str]:
    """The codes on record beside that its chunks read."""
    return {
        one.code
        for chunk in RunChunk.objects.filter(run=run)
        for beside in read_chunk(chunk, Book(run)).beside.values()
        for one in beside.lines
    }


def test_what_no_rule_counts_is_not_read_on_other_days(ward):
    """Neither of a month nor of a claim of the counter."""
    person = ward.insured()
    (document,) = ward.documents(person)
    ward.posted_month(ward.declared(settlement("M", document, (DRUG_A, "300.00"), (DRUG_B, "40.00"))))
    ward.received(
        person, receipt("0026896566", line(DRUG_A), line(DRUG_B)), starts_on=ward.stay(1), ends_on=ward.stay(1)
    )
    assert read(ward.worked_out(june(ward, document, (DRUG_A, "300.00")))) == set()


def test_the_same_on_the_same_day_is_found_whatever_its_code(ward):
    """A second institution would bill it: here the counter did."""
    person = ward.insured()
    (document,) = ward.documents(person)
    same = ward.stay(20).replace(month=6, day=3)
    ward.received(
        person, receipt("0026896566", line(DRUG_A, "300.00", on=same), line(DRUG_B)), starts_on=same, ends_on=same
    )
    run = ward.worked_out(june(ward, document, (DRUG_A, "300.00")))
    assert BEFORE in {one["code"] for one in results(run)["J"].findings} and DRUG_A in read(run)


@pytest.mark.parametrize("earlier", ["month", "claim"])
def test_what_a_limit_counts_in_the_year_is_read(ward, earlier):
    ward.item(LIMITED, fund_class="a", most=1, per="year")
    person = ward.insured()
    (document,) = ward.documents(person)
    if earlier == "month":
        ward.posted_month(ward.declared(settlement("M", document, (LIMITED, "300.00"), (DRUG_B, "40.00"))))
    else:
        day = ward.stay(1)
        ward.received(person, receipt("0026896566", line(LIMITED), line(DRUG_B)), starts_on=day, ends_on=day)
    run = ward.worked_out(june(ward, document, (LIMITED, "310.00")))
    assert read(run) == {LIMITED}
    (said,) = [one for one in results(run)["J"].findings if one["params"].get("kind") == "frequency"]
    assert Decimal(said["params"]["found"]) == 2
    with translation.override("en"):
        assert "2 times are billed, at most 1" in finding_text(said)


@pytest.mark.parametrize(("code", "second"), [(DRUG_A, CARE_C), (DRUG_A, CONSUMABLE)])
def test_what_a_pair_sets_apart_is_read_by_its_second_code(ward, code, second):
    """A consumable by its generic: the rule names twenty characters, the line twenty-seven."""
    SupervisionRule.objects.create(
        kind="pair",
        code=code,
        second_code=second,
        period="six_hours",
        text="不得同时",
        source="某规则",
        place_id="156",
        starts_on=LISTED_FROM,
        edition=ward.edition,
    )
    billed = second
    if second == CONSUMABLE:
        ward.item(second, fund_class="a")
        billed = MADE
    person = ward.insured()
    (document,) = ward.documents(person)
    ward.posted_month(ward.declared(settlement("M", document, (billed, "300.00"), (DRUG_B, "40.00"))))
    assert read(ward.worked_out(june(ward, document, (code, "310.00")))) == {billed}

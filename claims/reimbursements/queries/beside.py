"""What is read beside a claim for its findings, of several tables in one statement: documents of the person, scans that are kept,
her other stays, what she was given before, who made it, the first review, her settled years; and its receipts and lines."""

import uuid
from datetime import date
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, QuerySet, When
from django.db.models.functions import Coalesce

from casework.models import Event, Evidence
from casework.tables.queries.composed import Row, Together
from claims.offsite.queries.filings import filings_asked
from claims.reimbursements.models.claim import ClaimReview, Reimbursement
from claims.reimbursements.models.receipt import ReceiptLine
from claims.reimbursements.models.settlement import PersonYear
from claims.reimbursements.queries.closed import closed_asked, places_of
from claims.reimbursements.queries.sheet import COUNTS_NO_MORE, keep_sheet, sheet_asked
from claims.settlement.rules.records.case import COUNTED_AS_STAY
from claims.suspensions.queries.suspensions import suspensions_asked
from enrolment.documents.models import IdentityDocument
from enrolment.persons.models.person import Person
from enrolment.persons.queries.files import in_her_files
from institutions.staff_qualification.queries.coded import staff_asked

# Who did any of these made the claim.
MADE_BY = ("change_claim", "enter_receipt", "remove_receipt", "record_claim_account", "submit_claim", "supply_claim")


def beside(claim: Reimbursement) -> dict[str, list[Row]]:
    """By name: "documents" (expires_on), "kept" (item), "stays" and "declared_stays" (reference, starts_on, ends_on), "earlier" and
    "declared" (code, day, quantity), "makers" (actor_id), "review" (advice, rulings), "years" (policy_code, year, accumulators),
    "filings", "suspensions". What is declared is of institutions' months. One query, which brings the sheet along where that is
    not in hand; once for a claim in hand. "closed" (year, closed_on); "staff_posts" and "staff_points" of the doctors its lines
    name."""
    if "_beside" not in claim.__dict__:
        days = claim.starts_on, claim.ends_on, date(claim.starts_on.year, 1, 1)
        with_sheet = "_sheet" not in claim.__dict__
        closed = claim.scheme, (claim.starts_on.year, claim.ends_on.year), places_of(claim)
        found = (WITH_SHEET if with_sheet else BESIDE).read(claim.pk, claim.person_id, *days, *closed)
        if with_sheet:
            keep_sheet(claim, found)
        claim.__dict__["_beside"] = found
    return claim.__dict__["_beside"]


def _asked(
    claim: uuid.UUID, person: uuid.UUID, starts_on: date, ends_on: date, year: date, *closed: Any
) -> dict[str, QuerySet]:
    """What is asked beside the claim of a person, with the first and last day of its care and the first of its year; `closed`: of
    which scheme, years and places closed years are asked."""
    days = {"starts_on__lte": ends_on, "ends_on__gte": starts_on}
    return {
        "documents": IdentityDocument.objects.filter(person=person, superseded_at=None).values("expires_on"),
        "kept": Evidence.objects.filter(case=claim, withdrawn_at=None).values("item"),
        "stays": _other_stays(claim, person, days),
        "earlier": _earlier(claim, person, year, ends_on),
        "declared_stays": _declared_stays(person, days),
        "declared": _declared(person, year, ends_on),
        "makers": Event.objects.filter(case=claim, verb__in=MADE_BY).order_by().values("actor_id"),
        "review": first_reviews(claim).values("advice", "rulings"),
        "filings": filings_asked(person),
        "suspensions": suspensions_asked(person),
        "years": years_of(person).values("policy_code", "year", "accumulators"),
        "closed": closed_asked(*closed),
        **staff_asked(ReceiptLine.objects.filter(receipt__claim=claim).exclude(doctor="").values("doctor")),
    }


BESIDE = Together(_asked)
WITH_SHEET = Together(lambda claim, *more: sheet_asked(claim) | _asked(claim, *more))


def first_reviews(claim: uuid.UUID) -> QuerySet[ClaimReview]:
    """The first review in force: the newest one."""
    return ClaimReview.objects.filter(claim=claim, level=1).order_by("-reviewed_at")[:1]


def _other_stays(claim: uuid.UUID, person: uuid.UUID, days: dict[str, date]) -> QuerySet:
    """Stays of the same human in other claims, of files merged into hers too, that touch this one's days."""
    rows = Reimbursement.objects.filter(person__in=in_her_files(person), care__in=COUNTED_AS_STAY, **days)
    rows = rows.exclude(state__in=COUNTS_NO_MORE).exclude(pk=claim).order_by("starts_on")
    return rows.values("case__reference", "starts_on", "ends_on")


def _earlier(claim: uuid.UUID, person: uuid.UUID, year: date, until: date) -> QuerySet:
    """Lines of the same human's other claims of the year until the last day of this one: a later one never makes an earlier one
    wrong. A line without a day is of the day of its visit, where that is one."""
    first = F("receipt__claim__starts_on")
    one_day = Case(When(receipt__claim__ends_on=first, then=first))
    rows = ReceiptLine.objects.annotate(day=Coalesce("on", one_day)).filter(
        receipt__claim__person__in=in_her_files(person),
        receipt__holds=True,
        day__gte=year,
        day__lte=until,
    )
    rows = rows.exclude(receipt__claim=claim).exclude(receipt__claim__state__in=COUNTS_NO_MORE).exclude(code="")
    return rows.order_by("day", "pk").values("code", "day", "quantity")


def _declared_of(person: uuid.UUID, **which: Any) -> QuerySet[Person]:
    """What institutions settled with her at their own counters, in months that are posted, and no correction took the place of; of
    it what is asked for. The room that keeps it stands above this one: it is reached from her files."""
    paid = {"results__run__mode": "post", "results__outcome__in": ("agrees", "differs")}
    asked = {f"declared_care__{name}": value for name, value in (paid | which).items()}
    corrected = Person.objects.filter(declared_care=OuterRef("declared_care"), declared_care__entries__taken_back=True)
    return Person.objects.filter(~Exists(corrected), pk__in=in_her_files(person), **asked)


def _declared_stays(person: uuid.UUID, days: dict[str, date]) -> QuerySet:
    """Of these the stays that touch this one's days: the same care may be brought to the counter as well."""
    rows = _declared_of(person, care__in=COUNTED_AS_STAY, **days).order_by("declared_care__starts_on", "pk")
    return rows.values(
        reference=F("declared_care__month__case__reference"),
        starts_on=F("declared_care__starts_on"),
        ends_on=F("declared_care__ends_on"),
    )


def _declared(person: uuid.UUID, year: date, until: date) -> QuerySet:
    """Of these the lines of the year until the last day of this one."""
    rows = _declared_of(person, lines__isnull=False, starts_on__lte=until).annotate(
        day=Coalesce("declared_care__lines__on", "declared_care__starts_on")
    )
    rows = rows.filter(day__gte=year, day__lte=until).order_by("day", "pk")
    return rows.values("day", code=F("declared_care__lines__code"), quantity=F("declared_care__lines__quantity"))


def years_of(person: uuid.UUID) -> QuerySet[PersonYear]:
    """The settled years of one human: a merge leaves them with the file they were posted for, and never joins two of one year. What
    is posted counts before what was only opened."""
    return PersonYear.objects.filter(person__in=in_her_files(person)).order_by("posted", "pk")

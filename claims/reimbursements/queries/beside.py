"""What is read beside a claim for its findings, of several tables in one statement: documents of the person, scans that are kept,
her other stays, what she was given before, who made it, her settled years."""

from datetime import date
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, QuerySet, When
from django.db.models.functions import Coalesce

from casework.models import Event, Evidence
from casework.tables.queries import Row, read_together
from claims.offsite.queries.filings import filings_asked
from claims.reimbursements.models.claim import Reimbursement
from claims.reimbursements.models.receipt import ReceiptLine
from claims.reimbursements.models.settlement import PersonYear
from claims.reimbursements.queries.closed import closed_asked
from claims.reimbursements.states import GIVEN_UP
from claims.settlement.rules.records.case import COUNTED_AS_STAY
from claims.suspensions.queries.suspensions import suspensions_asked
from enrolment.persons.models.person import Person
from enrolment.persons.queries.files import in_her_files
from institutions.staff_qualification.queries.coded import staff_asked

# Of what is not settled any more nothing overlaps and nothing was given before.
COUNTS_NO_MORE = (*GIVEN_UP, "draft")
# Who did any of these made the claim.
MADE_BY = ("change_claim", "enter_receipt", "remove_receipt", "record_claim_account", "submit_claim", "supply_claim")


def beside(claim: Reimbursement) -> dict[str, list[Row]]:
    """By name: "documents" (expires_on), "kept" (item), "stays" and "declared_stays" (reference, starts_on, ends_on), "earlier" and
    "declared" (code, day, quantity), "makers" (actor_id), "years" (policy_code, year, accumulators), "filings", "suspensions". What
    is declared is of institutions' months. "closed" (year,
    closed_on), "staff_posts" and "staff_points" of the doctors its lines name. One query, once for a claim in hand."""
    if "_beside" not in claim.__dict__:
        claim.__dict__["_beside"] = read_together(
            documents=claim.person.documents.filter(superseded_at=None).values("expires_on"),
            kept=Evidence.objects.filter(case=claim.pk, withdrawn_at=None).values("item"),
            stays=_other_stays(claim),
            earlier=_earlier(claim),
            declared_stays=_declared_stays(claim),
            declared=_declared(claim),
            makers=Event.objects.filter(case=claim.pk, verb__in=MADE_BY).order_by().values("actor_id"),
            filings=filings_asked(claim.person),
            suspensions=suspensions_asked(claim.person),
            years=years_of(claim).values("policy_code", "year", "accumulators"),
            closed=closed_asked(claim),
            **staff_asked(ReceiptLine.objects.filter(receipt__claim=claim.pk).exclude(doctor="").values("doctor")),
        )
    return claim.__dict__["_beside"]


def _other_stays(claim: Reimbursement) -> QuerySet:
    """Stays of the same human in other claims, of files merged into hers too, that touch this one's days."""
    rows = Reimbursement.objects.filter(
        person__in=in_her_files(claim.person),
        care__in=COUNTED_AS_STAY,
        starts_on__lte=claim.ends_on,
        ends_on__gte=claim.starts_on,
    )
    rows = rows.exclude(state__in=COUNTS_NO_MORE).exclude(pk=claim.pk).order_by("starts_on")
    return rows.values("case__reference", "starts_on", "ends_on")


def _earlier(claim: Reimbursement) -> QuerySet:
    """Lines of the same human's other claims of the year until the last day of this one: a later one never makes an earlier one
    wrong. A line without a day is of the day of its visit, where that is one."""
    first = F("receipt__claim__starts_on")
    one_day = Case(When(receipt__claim__ends_on=first, then=first))
    rows = ReceiptLine.objects.annotate(day=Coalesce("on", one_day)).filter(
        receipt__claim__person__in=in_her_files(claim.person),
        receipt__holds=True,
        day__gte=date(claim.starts_on.year, 1, 1),
        day__lte=claim.ends_on,
    )
    rows = rows.exclude(receipt__claim=claim.pk).exclude(receipt__claim__state__in=COUNTS_NO_MORE).exclude(code="")
    return rows.order_by("day", "pk").values("code", "day", "quantity")


def _declared_of(claim: Reimbursement, **which: Any) -> QuerySet[Person]:
    """What institutions settled with her at their own counters, in months that are posted, and no correction took the place of; of
    it what is asked for. The room that keeps it stands above this one: it is reached from her files."""
    paid = {"results__run__mode": "post", "results__outcome__in": ("agrees", "differs")}
    asked = {f"declared_care__{name}": value for name, value in (paid | which).items()}
    corrected = Person.objects.filter(declared_care=OuterRef("declared_care"), declared_care__entries__taken_back=True)
    return Person.objects.filter(~Exists(corrected), pk__in=in_her_files(claim.person), **asked)


def _declared_stays(claim: Reimbursement) -> QuerySet:
    """Of these the stays that touch this one's days: the same care may be brought to the counter as well."""
    days = {"starts_on__lte": claim.ends_on, "ends_on__gte": claim.starts_on}
    rows = _declared_of(claim, care__in=COUNTED_AS_STAY, **days).order_by("declared_care__starts_on", "pk")
    return rows.values(
        reference=F("declared_care__month__case__reference"),
        starts_on=F("declared_care__starts_on"),
        ends_on=F("declared_care__ends_on"),
    )


def _declared(claim: Reimbursement) -> QuerySet:
    """Of these the lines of the year until the last day of this one."""
    rows = _declared_of(claim, lines__isnull=False, starts_on__lte=claim.ends_on).annotate(
        day=Coalesce("declared_care__lines__on", "declared_care__starts_on")
    )
    rows = rows.filter(day__gte=date(claim.starts_on.year, 1, 1), day__lte=claim.ends_on).order_by("day", "pk")
    return rows.values("day", code=F("declared_care__lines__code"), quantity=F("declared_care__lines__quantity"))


def years_of(claim: Reimbursement) -> QuerySet[PersonYear]:
    """The settled years of one human: a merge leaves them with the file they were posted for, and never joins two of one year. What
    is posted counts before what was only opened."""
    return PersonYear.objects.filter(person__in=in_her_files(claim.person)).order_by("posted", "pk")

"""Samples and second readings on record, what they are drawn from, and who may read a claim a second time."""

from datetime import date
from decimal import Decimal

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce

from casework.models import CaseFile, Duty, Event, IssuedPaper, Look
from casework.rulebook.rules.parameters import rule_by_id
from casework.staff.models.user import User
from casework.staff.officer import Officer
from casework.tables.queries.pages import Page, page_behind
from claims.findings.rules.records import LEAVE_OUT
from claims.reimbursements.choices import Advice
from claims.reimbursements.models.claim import ClaimReview, Reimbursement
from claims.reimbursements.queries.beside import MADE_BY
from claims.reimbursements.queries.sheet import Sheet
from claims.reimbursements.rules.limits import THIRD_REVIEW
from claims.reimbursements.states import DECIDED_WITH_AMOUNT, POSTED_IN
from claims.runs.models.run import CareResult
from claims.runs.queries.beside import lines_left_out
from claims.samples.models import ClaimSample, SecondReading
from claims.samples.rules.drawing import draw, shares_read, stratum_of
from claims.samples.states import GIVEN_IN, Conclusion
from enrolment.persons.models.person import Person
from enrolment.persons.queries.files import in_her_files

PAGE = 50
# What is done with an institution's month by whoever settles it.
MADE_MONTH = ("run_month", "state_month", "agree_month", "object_month", "send_back_month")
# Pages that tell what settlements of a month came to; the last one opens a notice about any of them.
PAGES = ("see_difference", "see_differences", "see_suspicions", "open_clawback")


def decided_in(by: Officer, first: date, last: date) -> list[tuple[str, str]]:
    """The claims that offices of her area approved in a period and that stand, each with its stratum, in the order of their keys.
    Two queries."""
    rows = Reimbursement.objects.filter(
        case__office__in=by.area, state__in=POSTED_IN, decided_on__gte=first, decided_on__lte=last
    )
    found = rows.order_by("pk").values_list("pk", "approved_amount", "off_site", "case__office__place_id", "decided_on")
    ruled = {row["claim_id"]: _ruled(row) for row in _reviews(rows)}
    return [
        (
            str(key),
            stratum_of(
                ruled=ruled.get(key, False),
                high=amount >= Decimal(str(rule_by_id(THIRD_REVIEW).value_for(on=day, place=place).value)),
                away=off_site != "local",
            ),
        )
        for key, amount, off_site, place, day in found
        if amount is not None and day is not None
    ]


def _reviews(claims: QuerySet) -> QuerySet:
    """The first reviews of some claims, the newest last."""
    rows = ClaimReview.objects.filter(claim__in=claims.values("pk"), level=1).order_by("reviewed_at")
    return rows.values("claim_id", "rulings", "findings")


def _ruled(review: dict) -> bool:
    """Whether a blocking finding was decided on."""
    blocking = {one["key"] for one in review["findings"] if one["weight"] == "blocks"}
    return any(one["key"] in blocking for one in review["rulings"])


def comes_out_again(sample: ClaimSample) -> bool:
    """Whether the same claims come out of what is on record, drawn again by the seed. One query."""
    again = draw([(key, stratum) for key, stratum in sample.population], shares_read(sample.shares), sample.seed)
    read = sample.readings.values_list(Coalesce("claim_id", "result_id"), flat=True)
    return {str(key) for key in read} == set(again)


def samples_visible_to(officer: Officer) -> QuerySet[ClaimSample]:
    """Samples of offices of her area."""
    return (
        ClaimSample.objects.filter(office__in=officer.area)
        if officer.may("see_samples")
        else ClaimSample.objects.none()
    )


def samples_page(officer: Officer, after: str) -> Page:
    """A page of samples, the newest first, each with how many are read and how many differ. One query."""
    given = Count("readings", filter=Q(readings__state__in=["agrees", "differs", "concluded"]))
    differ = Count("readings", filter=Q(readings__state__in=["differs", "concluded"]))
    rows = samples_visible_to(officer).select_related("office", "run__month__institution").defer("population")
    rows = rows.annotate(drawn=Count("readings"), given=given, differ=differ)
    return page_behind(rows, ("-ends_on", "pk"), after, PAGE)


def readings_of(sample: ClaimSample) -> list[SecondReading]:
    """The readings of a sample, differences first. One query."""
    rows = list(sample.readings.select_related("case", "reader").order_by("case__reference"))
    return sorted(rows, key=lambda row: row.state not in ("differs", "concluded"))


def reading_of(case: CaseFile) -> SecondReading:
    """The reading of a case with its claim or its settlement. One query, once for a case in hand."""
    if "_reading" not in case.__dict__:
        joined = (
            *("sample__office", "claim__case__office", "claim__person", "reader", "concluded_by"),
            *("result__care__person", "result__run__month__case__office", "result__run__month__institution"),
        )
        row = SecondReading.objects.defer("sample__population").select_related(*joined).get(case=case)
        row.case = case
        case.__dict__["_reading"] = row
    return case.__dict__["_reading"]


def claim_read(row: SecondReading) -> Reimbursement:
    """The claim a reading is of. Raises ValueError for one of a month's settlement."""
    if row.claim is None:
        raise ValueError("this reading is of a settlement of a month")
    return row.claim


def result_read(row: SecondReading) -> CareResult:
    """The result of a month's settlement that a reading is of. Raises ValueError for one of a claim."""
    if row.result is None:
        raise ValueError("this reading is of a claim of the counter")
    return row.result


def case_read(row: SecondReading) -> CaseFile:
    """The case a reading is about: the claim's, or the month's. No query for a reading in hand."""
    return row.claim.case if row.claim is not None else result_read(row).run.month.case


def person_read(row: SecondReading) -> Person:
    """Whose care it was. No query for a reading in hand. Raises ValueError for a settlement of nobody on file, never paid."""
    person = row.claim.person if row.claim is not None else result_read(row).care.person
    if person is None:
        raise ValueError("what was paid was paid for somebody on file")
    return person


def conclusions_of(row: SecondReading) -> tuple[str, ...]:
    """What may follow from a difference: a claim is reversed; of a settlement of a month what the reading alone does not accept is
    recovered, and where it accepts more nothing is. No query for a reading in hand."""
    if row.result is None:
        return Conclusion.STANDS, Conclusion.REVERSE
    left_out = lines_left_out(row.result.findings)
    less = row.advice == Advice.REFUSE or any(one["key"] not in left_out for one in row.rulings)
    return (Conclusion.STANDS, Conclusion.RECOVER) if less else (Conclusion.STANDS,)


def has_seen_settlement(row: SecondReading, user: User) -> bool:
    """Whether somebody looked at what a settlement of a month came to, there or in the year of whose care it was, or at another
    reading of it that was given. Two queries at most."""
    hers = Look.objects.filter(actor=user)
    person, care = person_read(row), result_read(row).care
    told = [{"reference": care.number, "institution": True}]
    statements = IssuedPaper.objects.filter(
        kind="claims_year", case__subject__in=in_her_files(person), facts__posted__contains=told
    )
    of_year = Q(page="see_claims_year", shown__contains=[row.result_id])
    of_year |= Q(page="print_paper", shown__overlap=ArraySubquery(statements.values("pk")))
    of_month = Q(case=case_read(row), page__in=PAGES) & (Q(shown__contains=[person.pk]) | Q(page=PAGES[-1]))
    of_reading = Q(
        case__second_reading__result=row.result_id, case__second_reading__state__in=GIVEN_IN, page="see_case"
    )
    return hers.filter(of_month | of_reading | of_year).exists()


def had_a_part(claim: CaseFile, user: User) -> bool:
    """Whether somebody took a claim or a month in, entered anything of it, reviewed or decided on it. Two queries at most."""
    if claim.opened_by_id == user.pk or Duty.objects.filter(case=claim, officer=user).exists():
        return True
    return Event.objects.filter(case=claim, actor=user, verb__in=(*MADE_BY, *MADE_MONTH)).exists()


def has_seen(claim: CaseFile, user: User, since: date) -> bool:
    """Whether somebody looked at the page or a print of a claim or of the year it is told in since it was decided, or at another
    reading of it since that was given. One query."""
    hers = Look.objects.filter(actor=user, at__date__gte=since)
    of_claim = Q(case=claim, page__in=("see_case", "print_paper"))
    of_reading = Q(
        case__second_reading__claim=claim.pk,
        case__second_reading__state__in=GIVEN_IN,
        at__date__gte=F("case__second_reading__read_on"),
        page="see_case",
    )
    statements = IssuedPaper.objects.filter(
        kind="claims_year", case__subject=claim.subject, facts__posted__contains=[{"reference": claim.reference}]
    )
    of_year = Q(page="see_claims_year", shown__contains=[claim.pk])
    of_year |= Q(page="print_paper", shown__overlap=ArraySubquery(statements.values("pk")))
    return hers.filter(of_claim | of_year | of_reading).exists()


def is_being_read(case: CaseFile, by: Officer) -> bool:
    """Whether this officer is giving a second reading of a claim and must not know yet what was decided, though it was reversed
    meanwhile. One query, none of a claim that was not posted."""
    if case.state not in DECIDED_WITH_AMOUNT:
        return False
    return SecondReading.objects.filter(claim=case.pk, reader=by.user, state="taken").exists()


def accepted_by(sheet: Sheet, rulings: list[dict], findings: list[dict], *, pays: bool) -> Decimal:
    """What of the receipts is accepted, in yuan: the lines that were not left out; nothing of a refusal. No query."""
    if not pays:
        return Decimal("0.00")
    ruled = {one["key"]: one["ruling"] for one in rulings}
    out = {number for one in findings if ruled.get(one["key"]) == LEAVE_OUT for number in one["lines"]}
    return sum((line.amount for number, line in enumerate(sheet.lines, 1) if number not in out), Decimal("0.00"))

"""Filings of care elsewhere on record."""

import uuid
from datetime import date

from django.db.models import QuerySet
from django.utils.timezone import localdate

from casework.clocks.queries import plain_from
from casework.evidence.models.checklist import ChecklistItem
from casework.evidence.queries import checklist_of
from casework.models import CaseFile
from casework.rulebook.rules.parameters import ValueMissing, rule_by_id
from casework.tables.queries.composed import Row
from claims.offsite.models import OffsiteFiling
from claims.offsite.rules.coded import LONG_TERM, filing_reasons
from claims.offsite.rules.limits import CHANGE_AFTER, COUNTS_FROM, LATE_FILING, VALIDITY
from claims.offsite.rules.proof import counts_from
from claims.offsite.rules.standing import Filing
from claims.offsite.states import COUNTS
from enrolment.persons.models.person import Person
from enrolment.persons.queries.files import in_her_files

OF_FILING = ("case__reference", "reason", "province", "starts_on", "ends_on")


def filings_asked(person: Person | uuid.UUID) -> QuerySet:
    """What counts for care elsewhere of one human, in whichever of her files, to be read with other questions."""
    rows = OffsiteFiling.objects.filter(person__in=in_her_files(person), state__in=COUNTS)
    return rows.order_by("starts_on", "pk").values(*OF_FILING)


def filing_told(row: Row) -> Filing:
    """A row of the above as the rules read it."""
    reason = filing_reasons().get(row["reason"])
    return Filing(
        reference=row["case__reference"] or "",
        reason=row["reason"],
        known_as=reason.known_as if reason else "",
        province=row["province"],
        starts_on=row["starts_on"],
        ends_on=row["ends_on"],
    )


def filings_of(person: Person) -> list[OffsiteFiling]:
    """Every filing of one human, the newest first, as the page of the person lists them. One query."""
    rows = OffsiteFiling.objects.filter(person__in=in_her_files(person)).select_related("case")
    return list(rows.order_by("-starts_on", "-case__opened_at"))


def filing_of(case: CaseFile) -> OffsiteFiling:
    """The filing of a case. One query, once for a case in hand."""
    if "_filing" not in case.__dict__:
        row = OffsiteFiling.objects.select_related("person__home_office", "place").get(case=case)
        row.case = case
        case.__dict__["_filing"] = row
    return case.__dict__["_filing"]


def papers_of(case: CaseFile, on: date) -> list[ChecklistItem]:
    """The papers of a filing, by its class. One query."""
    path = "long_term" if filing_of(case).long_term else "temporary"
    return checklist_of(case.kind, on, path, place=case.office.place_id, holding="")


def proven_on(case: CaseFile, on: date) -> date | None:
    """The day the proof or the commitment of a filing was given: the commitment with what was asked for, a paper on the day its
    scan was kept, the last of several. None where nothing had to be proven, or is not yet. Two queries at most."""
    filing = filing_of(case)
    if filing.commitment:
        return case.received_on
    needed = {item.code for item in papers_of(case, on) if item.may_be_committed}
    rows = case.evidence.filter(withdrawn_at=None, item__in=needed) if needed else case.evidence.none()
    days: dict[str, date] = {}
    for row in rows.order_by("uploaded_at"):
        days.setdefault(row.item, min(localdate(row.uploaded_at), on))
    return max(days.values()) if days and days.keys() == needed else None


def first_day_of(filing: OffsiteFiling, proven: date | None, on: date) -> date:
    """From which day a filing counts that is filed on a day, by the reading in force then. No query."""
    place, until = filing.place_id, None
    try:
        rule_by_id(LATE_FILING).value_for(on=proven or on, place=place)
        until = plain_from(LATE_FILING, filing.starts_on, place=place)
    except ValueMissing:
        pass
    reading = str(rule_by_id(COUNTS_FROM).value_for(on=on, place=place).value)
    return counts_from(filing.starts_on, proven, reading=reading, late_until=until)


def ends_by_rule(reason: str, starts_on: date, place: str) -> date | None:
    """The last day a filing gets: none of a long-term one. Raises ValueMissing where no value holds on that day."""
    if filing_reasons()[reason].class_ == LONG_TERM:
        return None
    rule_by_id(VALIDITY).value_for(on=starts_on, place=place)
    return plain_from(VALIDITY, starts_on, place=place)


def may_change_from(filing: OffsiteFiling) -> date | None:
    """The last day on which a long-term filing may not be changed yet; None where no place says so."""
    if not filing.long_term:
        return None
    try:
        rule_by_id(CHANGE_AFTER).value_for(on=filing.starts_on, place=filing.place_id)
        return plain_from(CHANGE_AFTER, filing.starts_on, place=filing.place_id)
    except ValueMissing:
        return None

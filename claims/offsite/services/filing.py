"""Filing care outside the province: entered, filed, changed to another, ended, cancelled. What counts on a day is one filing."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from casework.clocks.queries import plain_from
from casework.desk.services.opening import open_numbered_case
from casework.engine import transitions
from casework.engine.moves import Move
from casework.engine.refusals import Blocked, Reason
from casework.models import CaseFile
from casework.rulebook.rules.parameters import ValueMissing, rule_by_id
from casework.staff.officer import Officer
from claims.offsite.models import OffsiteFiling
from claims.offsite.queries.filings import ends_by_rule, filing_of, first_day_of, may_change_from, proven_on
from claims.offsite.rules.coded import HERE, LONG_TERM, filing_reasons
from claims.offsite.rules.limits import LATE_FILING
from claims.offsite.states import COUNTS
from claims.offsite.workflow import WORKFLOW
from enrolment.coverage.queries.coverage import enrolment_on
from enrolment.persons.models.person import Person
from enrolment.persons.queries.files import in_her_files
from enrolment.persons.words import FILE_MERGED

NOT_NEEDED = _(
    "Inside Fujian nothing is filed for an enrolled compatriot: she shows code or card at a designated institution."
)
NOT_ENROLLED = _("Nobody is filed for without an enrolment on the first day.")
HAS_DIED = _("The file says that the person has died.")
NO_SUCH_REASON = _("This reason is not offered on that day.")
TOO_LATE = _(
    "It counts from the day it is filed. No place here lets it be filed later: a stay may be filed until discharge."
)
TOO_LATE_BY_RULE = _("Here care may be filed until %(day)s at the latest: %(source)s.")
NO_VALIDITY = _("No value says how long such a filing of that day holds. Have it entered with its source.")
EXISTS = _("This filing was entered already.")
COUNTS_ALREADY = _("Another filing counts from %(day)s on: %(reference)s. End or cancel that one first.")
NOT_YET = _("Here a long-term filing may not be changed before %(day)s.")
BEFORE_IT_BEGAN = _("The filing counts from %(day)s. One that never counted is cancelled by a second person.")
ENDS_EARLIER = _("It ends on %(day)s already.")
NO_WORDS = _("Write why it is cancelled.")


@dataclass(frozen=True, kw_only=True)
class FilingData:
    """What is filed. `received_on`: the day it was asked for."""

    reason: str
    province: str
    starts_on: date
    received_on: date
    city: str = ""
    commitment: bool = False


def open_filing(person: Person, data: FilingData, *, by: Officer, on: date) -> CaseFile:
    """Enter a filing for somebody of this officer's area. Raises Blocked with everything that stands against it, PermissionDenied,
    Person.DoesNotExist outside her area."""
    by.must("open_filing")
    if by.user.own_subject and by.user.own_subject == person.pk:
        raise PermissionDenied("a filing about oneself")
    with transaction.atomic():
        people = Person.objects.visible_to(by).select_related("home_office__place")
        person = people.select_for_update(of=("self",)).get(pk=person.pk)
        columns = _columns(person, data)
        return open_numbered_case(
            "open_filing",
            WORKFLOW,
            lambda case: OffsiteFiling(case=case, person=person, **columns).save(force_insert=True),
            subject=person.pk,
            language=person.language,
            by=by,
            on=min(data.received_on, on),
            exists=Reason("exists", EXISTS),
            office=person.home_office,
            facts={"reason": data.reason, "province": data.province},
        )


def _columns(person: Person, data: FilingData) -> dict:
    held = enrolment_on(person.pk, data.starts_on)
    reason = filing_reasons().get(data.reason)
    against: list[Reason] = []
    if person.merged_into_id is not None:
        against.append(Reason("file_merged", FILE_MERGED))
    if person.died_on is not None:
        against.append(Reason("has_died", HAS_DIED))
    if data.province == HERE:
        against.append(Reason("not_needed", NOT_NEEDED, "province"))
    if held is None:
        against.append(Reason("not_enrolled", NOT_ENROLLED, "starts_on"))
    if reason is None or not reason.offered_on(data.starts_on):
        against.append(Reason("no_such_reason", NO_SUCH_REASON, "reason"))
    if held is not None:
        against += _late(data, held.office.place_id)
    if against or held is None or reason is None:
        raise Blocked(*against)
    try:
        ends_on = ends_by_rule(data.reason, data.starts_on, held.office.place_id)
    except ValueMissing as problem:
        raise Blocked(Reason("no_validity", NO_VALIDITY, "starts_on")) from problem
    return {
        "place_id": held.office.place_id,
        "reason": data.reason,
        "long_term": reason.class_ == LONG_TERM,
        "province": data.province,
        "city": data.city,
        "starts_on": data.starts_on,
        "ends_on": ends_on,
        "commitment": data.commitment,
    }


def _late(data: FilingData, place: str) -> list[Reason]:
    """A filing counts from the day it is made; earlier only where a place says until when."""
    if data.starts_on >= data.received_on:
        return []
    try:
        value = rule_by_id(LATE_FILING).value_for(on=data.received_on, place=place)
    except ValueMissing:
        return [Reason("too_late", TOO_LATE, "starts_on")]
    last = plain_from(LATE_FILING, data.starts_on, place=place)
    if data.received_on <= last:
        return []
    return [Reason("too_late", TOO_LATE_BY_RULE % {"day": last, "source": value.source}, "starts_on")]


def confirm_filing(case_id: uuid.UUID, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """File it: it counts from its first day, or from the day its proof was given when that is later. The one that stood until then
    is changed to it and ends the day before. Raises Blocked without a proof or commitment, or when another counts on its days."""

    def effect(move: Move) -> None:
        filing = filing_of(move.case)
        # Two filings of one human wait for each other here.
        Person.objects.select_for_update(of=("self",)).get(pk=filing.person_id)
        _from_its_proof(filing, move)
        rows = OffsiteFiling.objects.filter(person__in=in_her_files(filing.person), state__in=COUNTS)
        for older in rows.exclude(pk=filing.pk).select_related("case").order_by("starts_on"):
            if _overlap(older, filing):
                _replace(older, filing, move)

    try:
        with transaction.atomic():
            return transitions.perform(case_id, "confirm_filing", by=by, on=on, seen=seen, op=op, effect=effect)
    except IntegrityError as problem:
        raise Blocked(Reason("counts_already", EXISTS)) from problem


def _from_its_proof(filing: OffsiteFiling, move: Move) -> None:
    """Nothing is filed backwards: a proof that came later moves the first day, and what was asked for stays on record."""
    filing.proven_on = proven_on(move.case, move.on)
    first = first_day_of(filing, filing.proven_on, move.on)
    if first != filing.starts_on:
        filing.asked_from, filing.starts_on = filing.starts_on, first
        move.facts["counts_from"] = first.isoformat()
    filing.save(update_fields=["starts_on", "asked_from", "proven_on"])


def _not_about_oneself(move: Move) -> None:
    if move.by.user.own_subject and move.by.user.own_subject == move.case.subject:
        raise PermissionDenied("a filing about oneself")


def _overlap(one: OffsiteFiling, other: OffsiteFiling) -> bool:
    ends, others = one.ends_on or date.max, other.ends_on or date.max
    return one.starts_on <= others and other.starts_on <= ends


def _replace(older: OffsiteFiling, newer: OffsiteFiling, move: Move) -> None:
    if older.state != "stands" or older.starts_on >= newer.starts_on:
        said = {"day": older.starts_on, "reference": older.case.reference}
        raise Blocked(Reason("counts_already", COUNTS_ALREADY % said))
    _not_too_early(older, newer.starts_on)
    OffsiteFiling.objects.filter(pk=older.pk).update(ends_on=newer.starts_on - timedelta(days=1))
    transitions.follow(older.pk, "replace_filing", by=move.by, on=move.on, facts={"by": move.case.reference})


def _not_too_early(filing: OffsiteFiling, day: date) -> None:
    until = may_change_from(filing)
    if until is not None and day <= until:
        raise Blocked(Reason("not_yet", NOT_YET % {"day": until + timedelta(days=1)}, "ends_on"))


def end_filing(case_id: uuid.UUID, ends_on: date, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """End a filing: `ends_on` is its last day. Raises Blocked for a day before it began or behind its end, or before its place lets
    it be changed; PermissionDenied about herself."""

    def effect(move: Move) -> None:
        _not_about_oneself(move)
        filing = filing_of(move.case)
        if ends_on < filing.starts_on:
            raise Blocked(Reason("before_it_began", BEFORE_IT_BEGAN % {"day": filing.starts_on}, "ends_on"))
        if filing.ends_on is not None and ends_on > filing.ends_on:
            raise Blocked(Reason("ends_earlier", ENDS_EARLIER % {"day": filing.ends_on}, "ends_on"))
        _not_too_early(filing, ends_on)
        filing.ends_on = ends_on
        filing.save(update_fields=["ends_on"])

    body, facts = {"ends_on": ends_on}, {"ends_on": ends_on.isoformat()}
    return transitions.perform(
        case_id, "end_filing", by=by, on=on, seen=seen, op=op, body=body, facts=facts, effect=effect
    )


def cancel_filing(case_id: uuid.UUID, words: str, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """Cancel what was entered in error: it never counted. By another than who entered it. Raises Blocked without a reason."""

    def effect(move: Move) -> None:
        if not words:
            raise Blocked(Reason("no_words", NO_WORDS, "words"))
        filing = filing_of(move.case)
        filing.words = words
        filing.save(update_fields=["words"])

    body = {"words": words}
    return transitions.perform(case_id, "cancel_filing", by=by, on=on, seen=seen, op=op, body=body, effect=effect)


def withdraw_filing(case_id: uuid.UUID, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """Take it back before it is filed. Raises PermissionDenied about herself."""
    return transitions.perform(case_id, "withdraw_filing", by=by, on=on, seen=seen, op=op, effect=_not_about_oneself)

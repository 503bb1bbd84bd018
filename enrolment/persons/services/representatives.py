"""Who acts for a person: a guardian until she is of age, a delegate as far and as long as the authority says."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.casefile.services.events import record
from casework.engine.access import visible_or_404
from casework.engine.refusals import Blocked, Reason
from casework.mailings.services.silence import stop_waiting_for
from casework.models import CaseFile
from casework.rulebook.rules.parameters import rule_by_id
from casework.staff.officer import Officer
from enrolment.documents.rules.possible_days import AGE_OF_MAJORITY, of_age_on
from enrolment.persons.models.person import Person
from enrolment.persons.models.representative import Representative
from enrolment.persons.queries.addressee import REPRESENTATIVE
from enrolment.persons.queries.representatives import AUTHORITY, is_of

NO_SCAN = _("Add a scan of the letter of authority to the case first.")
HAS_DIED = _("The file says that the person has died: nobody acts for her any more.")
RUN_OUT = _("The authority has run out.")
NO_SCOPE = _("Say what the delegate may do.")
NOBODY = _("The case has ended meanwhile, or nobody is on file for it yet. Nothing was changed.")
HERSELF = _("This is the number of a document of the person herself. Nobody is her own delegate or guardian.")
ENDED_ALREADY = _("This authority has ended already.")
WHY = _("Write why the authority ends.")


@dataclass(frozen=True, kw_only=True)
class Authority:
    """What a letter of authority says. `number` is normalised; `scope` are codes of Representative.Scope."""

    name: str
    number: str
    relation: str
    scope: Sequence[str]
    until: date


def record_guardian(
    person: Person, *, name: str, number: str, relation: str, file: Person | None, by: Officer, on: date, case: CaseFile
) -> Representative:
    """The guardian of a minor, verified with the papers of a case; she acts until the day before the minor is of age.

    One that stands already is not written again, but learns its own file; another one of the same relation ends the first.
    """
    last = of_age_on(person.birth_on, rule_by_id(AGE_OF_MAJORITY), on) - timedelta(days=1)
    for known in Representative.objects.filter(person=person, kind="guardian", relation=relation, ended_on=None):
        if known.number.open_for_work() == number and known.name == name:
            if known.file_id is None and file is not None:
                Representative.objects.filter(pk=known.pk).update(file=file)
            return known
        Representative.objects.filter(pk=known.pk).update(ended_on=on, ended_by=by.user, end_reason=str(case.reference))
        stop_waiting_for(REPRESENTATIVE, [known.pk])
    row = Representative(
        person=person,
        kind=Representative.Kind.GUARDIAN,
        name=name,
        file=file,
        relation=relation,
        starts_on=min(on, last),
        ends_on=last,
        case=case,
        recorded_by=by.user,
        verified_on=on,
        verified_by=by.user,
    )
    row.number = number
    row.save(force_insert=True)
    record(
        "record_guardian", by=by, subject=person.pk, case=case, facts={"relation": relation, "until": last.isoformat()}
    )
    return row


@transaction.atomic
def record_delegate(case_id: uuid.UUID, authority: Authority, *, by: Officer, on: date) -> Representative:
    """Somebody acts for the person of a case, as a letter of authority says of which the case has a scan.

    One that stands already is not written again. Raises Blocked: no scan, run out, no scope, the person herself, a case that has
    ended or has no person yet; CaseFile.DoesNotExist.
    """
    by.must("record_delegate")
    visible_or_404(case_id, by)
    case = CaseFile.objects.select_for_update(of=("self",)).get(pk=case_id)
    if not case.is_open or case.subject is None:
        raise Blocked(Reason("nobody_to_act_for", NOBODY))
    reasons = []
    if Person.objects.filter(pk=case.subject, died_on__isnull=False).exists():
        reasons.append(Reason("has_died", HAS_DIED))
    if is_of(authority.number, case.subject):
        reasons.append(Reason("acts_for_herself", HERSELF, "number"))
    if not case.evidence.filter(item=AUTHORITY, withdrawn_at=None).exists():
        reasons.append(Reason("no_scan", NO_SCAN))
    if authority.until < on:
        reasons.append(Reason("authority_expired", RUN_OUT, "until"))
    if not authority.scope:
        reasons.append(Reason("no_scope", NO_SCOPE, "scope"))
    if reasons:
        raise Blocked(*reasons)
    # A second press of the button, or the same letter keyed in at two windows.
    for known in Representative.objects.filter(case=case, kind="delegate", ended_on=None, ends_on=authority.until):
        if known.number.open_for_work() == authority.number and known.scope == sorted(authority.scope):
            return known
    row = Representative(
        person_id=case.subject,
        kind=Representative.Kind.DELEGATE,
        name=authority.name,
        relation=authority.relation,
        scope=sorted(authority.scope),
        starts_on=on,
        ends_on=authority.until,
        case=case,
        recorded_by=by.user,
    )
    row.number = authority.number
    row.save(force_insert=True)
    facts = {"scope": row.scope, "until": authority.until.isoformat()}
    record("record_delegate", by=by, subject=case.subject, case=case, facts=facts)
    return row


def end_every_authority(person: Person, reason: str, *, by: Officer, on: date) -> list[Representative]:
    """Nobody acts for a person any more, and she for nobody; letters to whoever acted that are not out yet are stopped. In the
    transaction of the act that says so. `reason` is a code or a reference, and names nobody. Returns what ended."""
    rows = Representative.objects.select_for_update(of=("self",)).filter(Q(person=person) | Q(file=person))
    ended = list(rows.filter(ended_on=None).order_by("pk"))
    for row in ended:
        row.ended_on, row.ended_by, row.end_reason = on, by.user, reason[:200]
        row.save(update_fields=["ended_on", "ended_by", "end_reason"])
        record("end_authority", by=by, subject=row.person_id, case=row.case)
    stop_waiting_for(REPRESENTATIVE, [row.pk for row in ended])
    return ended


def restore_authorities(
    person: Person, reason: str, *, by: Officer, on: date, case: CaseFile
) -> tuple[list[Representative], int]:
    """The authorities that ended for a reason are written anew from this day on, where their term still runs: what ended stays on
    record as that. Those whose other side has died stay ended, and so does one that a newer guardian of the same relation has
    replaced. Returns what was written and how many have run out. In the transaction of the act that says so."""
    rows = Representative.objects.filter(Q(person=person) | Q(file=person), end_reason=reason).order_by("recorded_at")
    written, over = [], 0
    for row in rows.select_related("person", "file", "case"):
        others = [one for one in (row.person, row.file) if one is not None and one.pk != person.pk]
        replaced = Representative.objects.filter(
            person=row.person_id, kind="guardian", relation=row.relation, ended_on=None, ends_on__gte=on
        )
        if row.ends_on < on or any(one.died_on is not None for one in others):
            over += 1
        elif row.kind == Representative.Kind.DELEGATE or not replaced.exists():
            written.append(_again(row, by=by, on=on))
            record("restore_authority", by=by, subject=row.person_id, case=case)
    return written, over


def guardians_follow_birth(person: Person, reason: str, *, by: Officer, on: date, case: CaseFile) -> None:
    """After the day of birth was corrected every guardian acts until the day before the person is of age by the right day, and
    one of somebody of age acts no more. In the transaction of the act that says so. `reason` is a reference, and names
    nobody."""
    last = of_age_on(person.birth_on, rule_by_id(AGE_OF_MAJORITY), on) - timedelta(days=1)
    rows = Representative.objects.select_for_update(of=("self",)).filter(person=person, kind="guardian", ended_on=None)
    for row in list(rows.exclude(ends_on=last).select_related("case").order_by("pk")):
        if max(last, row.ends_on) < on:
            continue
        row.ended_on, row.ended_by, row.end_reason = on, by.user, reason[:200]
        row.save(update_fields=["ended_on", "ended_by", "end_reason"])
        record("end_authority", by=by, subject=person.pk, case=case)
        if last >= on:
            _again(row, by=by, on=on, ends_on=last)
            facts = {"relation": row.relation, "until": last.isoformat()}
            record("record_guardian", by=by, subject=person.pk, case=case, facts=facts)
        else:
            stop_waiting_for(REPRESENTATIVE, [row.pk])


def _again(row: Representative, *, by: Officer, on: date, ends_on: date | None = None) -> Representative:
    again = Representative(
        person_id=row.person_id,
        kind=row.kind,
        name=row.name,
        file_id=row.file_id,
        relation=row.relation,
        scope=row.scope,
        starts_on=on,
        ends_on=ends_on or row.ends_on,
        case=row.case,
        recorded_by=by.user,
        verified_on=row.verified_on,
        verified_by=row.verified_by,
    )
    again.number = row.number.open_for_work()
    again.save(force_insert=True)
    return again


@transaction.atomic
def end_delegate(row_id: uuid.UUID, reason: str, *, by: Officer, on: date) -> Representative:
    """The person took the authority back, or it ended otherwise; letters to the delegate that are not out yet are stopped.
    Raises Blocked when it has ended or no reason is given."""
    by.must("record_delegate")
    row = Representative.objects.select_for_update(of=("self",)).get(pk=row_id, kind="delegate")
    visible_or_404(row.case_id, by)
    if row.ended_on:
        raise Blocked(Reason("ended_already", ENDED_ALREADY))
    if not reason.strip():
        raise Blocked(Reason("reason_missing", WHY, "reason"))
    row.ended_on, row.ended_by, row.end_reason = on, by.user, reason.strip()[:200]
    row.save(update_fields=["ended_on", "ended_by", "end_reason"])
    stop_waiting_for(REPRESENTATIVE, [row.pk])
    record("end_delegate", by=by, subject=row.person_id, case=row.case)
    return row

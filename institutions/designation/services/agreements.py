"""What is written of designations: signed, supplemented, suspended, ended. Rows are superseded and written anew, never changed.

Whoever calls holds the institution's row locked (`locked`) and has asked what stands against it."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.casefile.models.case_file import CaseFile
from casework.engine.refusals import Blocked, Reason
from casework.staff.models.user import User
from institutions.designation.models.agreement import (
    Agreement,
    AgreementPeriod,
    AgreementScope,
    DesignationEnd,
    DesignationSuspension,
    Succession,
)
from institutions.register.models.institution import Institution

OVERLAPS = _("An agreement of this institution holds on some of these days already. No day has two designations.")
NUMBER_TAKEN = _("This institution has an agreement of this number already.")


@dataclass(frozen=True, kw_only=True)
class Signing:
    """What is signed: the term with both days included, and what it is about (no departments: all of the licence)."""

    number: str
    starts_on: date
    ends_on: date
    services: tuple[str, ...]
    departments: tuple[str, ...] = ()
    area: str = ""


def locked(key: uuid.UUID) -> Institution:
    """The institution, locked: what happens to its designation happens one after the other."""
    return Institution.objects.select_for_update().get(pk=key)


def sign(
    institution: Institution,
    data: Signing,
    *,
    drawn_by: User,
    signed_by: User,
    on: date,
    case: CaseFile | None = None,
    renews: Agreement | None = None,
) -> Agreement:
    """Write a signed agreement with the days it holds. Raises Blocked when a day would have two, or the number is taken."""
    if Agreement.objects.filter(institution=institution, number=data.number).exists():
        raise Blocked(Reason("number_taken", NUMBER_TAKEN, "number"))
    try:
        with transaction.atomic():
            agreement = Agreement.objects.create(
                institution=institution,
                number=data.number,
                area=data.area,
                starts_on=data.starts_on,
                ends_on=data.ends_on,
                signed_on=on,
                renews=renews,
                case=case,
                drawn_by=drawn_by,
                signed_by=signed_by,
            )
            AgreementPeriod.objects.create(
                agreement=agreement,
                institution=institution,
                area=data.area,
                starts_on=data.starts_on,
                ends_on=data.ends_on,
                recorded_by=signed_by,
            )
            AgreementScope.objects.create(
                agreement=agreement,
                starts_on=data.starts_on,
                services=list(data.services),
                departments=list(data.departments),
                case=case,
                recorded_by=signed_by,
            )
    except IntegrityError as problem:
        raise Blocked(Reason("overlaps", OVERLAPS, "starts_on")) from problem
    return agreement


def supplement(
    agreement: Agreement,
    starts_on: date,
    services: list[str],
    departments: list[str],
    *,
    by: User,
    case: CaseFile | None,
) -> AgreementScope:
    """Write what the agreement is about from a day on; a scope of the same day is superseded."""
    rows = AgreementScope.objects.known().filter(agreement=agreement, starts_on=starts_on)
    rows.update(superseded_at=Now(), superseded_reason="supplement")
    return AgreementScope.objects.create(
        agreement=agreement,
        starts_on=starts_on,
        services=services,
        departments=departments,
        case=case,
        recorded_by=by,
    )


def end(
    agreement: Agreement,
    starts_on: date,
    cause: str,
    *,
    by: User | None,
    case: CaseFile | None,
    successor: Institution | None = None,
) -> DesignationEnd:
    """End an agreement: `starts_on` is the first day without it, after its own first day. The period is cut there."""
    period = AgreementPeriod.objects.known().get(agreement=agreement)
    last = min(period.ends_on, starts_on - timedelta(days=1))
    if last < period.ends_on:
        AgreementPeriod.objects.filter(pk=period.pk).update(superseded_at=Now(), superseded_reason=cause)
        AgreementPeriod.objects.create(
            agreement=agreement,
            institution_id=period.institution_id,
            area=period.area,
            starts_on=period.starts_on,
            ends_on=last,
            recorded_by=by,
        )
    return DesignationEnd.objects.create(
        institution_id=period.institution_id,
        agreement=agreement,
        starts_on=starts_on,
        cause=cause,
        successor=successor,
        case=case,
        recorded_by=by,
    )


def end_everywhere(
    institution: Institution,
    starts_on: date,
    cause: str,
    *,
    by: User | None,
    case: CaseFile | None,
    successor: Institution | None = None,
) -> list[DesignationEnd]:
    """End every agreement that holds on the day or begins later, in other pooling areas too: one that begins later is ended with
    its first day, so that it never held."""
    written = []
    rows = AgreementPeriod.objects.known().filter(institution=institution, ends_on__gte=starts_on)
    for period in rows.select_related("agreement").order_by("starts_on"):
        if DesignationEnd.objects.known().filter(agreement=period.agreement).exists():
            continue
        first = max(starts_on, period.starts_on)
        if first == period.starts_on:
            # It holds on no day: its period leaves no row that stands.
            AgreementPeriod.objects.filter(pk=period.pk).update(superseded_at=Now(), superseded_reason=cause)
            continue
        written.append(end(period.agreement, first, cause, by=by, case=case, successor=successor))
    return written


def suspend(institution: Institution, *, by: User | None, case: CaseFile | None, **facts) -> DesignationSuspension:
    """Write a suspension: kind, starts_on, and ends_on, services, departments where it has them."""
    return DesignationSuspension.objects.create(institution=institution, case=case, recorded_by=by, **facts)


def rewrite(row: DesignationSuspension, reason: str, *, by: User | None, **changed) -> DesignationSuspension:
    """A suspension anew with what became of it: resumption asked for, or resumed."""
    DesignationSuspension.objects.filter(pk=row.pk).update(superseded_at=Now(), superseded_reason=reason)
    facts = {
        name: getattr(row, name)
        for name in ("kind", "starts_on", "ends_on", "requested_on", "resumed_on", "services", "departments", "area")
    }
    return DesignationSuspension.objects.create(
        institution_id=row.institution_id, case_id=row.case_id, recorded_by=by, **facts | changed
    )


def succeed(
    predecessor: Institution, successor: Institution, starts_on: date, *, by: User | None, case: CaseFile | None
) -> Succession:
    """Write that one goes on for the other."""
    return Succession.objects.create(
        predecessor=predecessor, successor=successor, starts_on=starts_on, case=case, recorded_by=by
    )

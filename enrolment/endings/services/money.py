"""Fines as their orders say, and what an employer paid of them or of late fees. Nothing here is computed but what is left."""

import uuid
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.casefile.services.events import record
from casework.engine.refusals import Blocked, Reason
from casework.staff.officer import Officer
from enrolment.employers.models.employer import Employer
from enrolment.employers.models.money import EmployerFine, EmployerPayment
from enrolment.employers.queries.standing import holding, line_of, why_ended
from enrolment.endings.queries.owed import owed_by

IN_THE_FUTURE = _("This day is in the future.")
FINE_TAKEN = _("An order of this organ with this number is on record already.")
RECEIPT_TAKEN = _("This receipt is on record already.")
BEFORE_ORDER = _("This is before the date of the order.")
TOO_MUCH = _("Only %(open)s yuan are open of it.")
NOT_HERS = _("This fine is not one of this employer.")
PAID_OF = _("Something was paid of this fine. It is not taken back.")
WHY = _("Write why it was recorded in error.")


@dataclass(frozen=True, kw_only=True)
class FineData:
    """A fine as its order says."""

    number: str
    authority: str
    ordered_on: date
    amount: Decimal


@transaction.atomic
def record_fine(employer: Employer, data: FineData, *, by: Officer, on: date) -> EmployerFine:
    """Keep a fine. Raises Blocked, PermissionDenied, Employer.DoesNotExist."""
    by.must("record_fine")
    Employer.objects.visible_to(by).get(pk=employer.pk)
    # Whoever ends it waits, or is waited for: it does not end with a fine nobody saw.
    Employer.objects.select_for_update().get(pk=employer.pk)
    if data.ordered_on > on:
        raise Blocked(Reason("not_yet", IN_THE_FUTURE, "ordered_on"))
    try:
        with transaction.atomic():
            fine = EmployerFine.objects.create(
                employer=employer,
                number=data.number.strip(),
                authority=data.authority.strip(),
                ordered_on=data.ordered_on,
                amount=data.amount,
                recorded_by=by.user,
            )
    except IntegrityError as problem:
        raise Blocked(Reason("fine_taken", FINE_TAKEN, "number")) from problem
    record("record_fine", by=by, facts={"employer": str(employer.pk), "fine": str(fine.pk), "amount": str(data.amount)})
    return fine


@transaction.atomic
def take_back_fine(employer: Employer, fine_id: uuid.UUID, reason: str, *, by: Officer) -> None:
    """A fine recorded in error stands no more; the row stays. Raises Blocked, PermissionDenied, EmployerFine.DoesNotExist."""
    by.must("take_back_fine")
    Employer.objects.visible_to(by).get(pk=employer.pk)
    Employer.objects.select_for_update().get(pk=employer.pk)
    fine = EmployerFine.objects.known().select_for_update().get(pk=fine_id, employer=employer)
    if not reason.strip():
        raise Blocked(Reason("reason_missing", WHY, "reason"))
    if EmployerPayment.objects.known().filter(fine=fine).exists():
        raise Blocked(Reason("paid_of", PAID_OF))
    EmployerFine.objects.filter(pk=fine.pk).update(superseded_at=Now(), superseded_reason="recorded_in_error")
    record(
        "take_back_fine",
        by=by,
        facts={"employer": str(employer.pk), "fine": str(fine.pk), "reason": reason.strip()[:300]},
    )


@dataclass(frozen=True, kw_only=True)
class PaymentData:
    """What was paid: of a fine (its key), or, without one, of late fees."""

    fine: uuid.UUID | None
    number: str
    amount: Decimal
    paid_on: date


@transaction.atomic
def record_employer_payment(employer: Employer, data: PaymentData, *, by: Officer, on: date) -> EmployerPayment:
    """Keep a payment with its receipt; never more than is open. Raises Blocked, PermissionDenied, Employer.DoesNotExist."""
    by.must("record_employer_payment")
    Employer.objects.visible_to(by).get(pk=employer.pk)
    Employer.objects.select_for_update().get(pk=employer.pk)
    # Whoever was merged pays nothing any more: one place of booking, one lock.
    if any(row.kind == "merged" for row in holding(employer.pk)):
        raise Blocked(Reason("merged", why_ended(employer.pk, on)))
    if data.fine is not None:
        EmployerFine.objects.select_for_update().filter(pk=data.fine).first()
    _refuse(employer, data, on)
    try:
        with transaction.atomic():
            payment = EmployerPayment.objects.create(
                employer=employer,
                fine_id=data.fine,
                number=data.number.strip(),
                amount=data.amount,
                paid_on=data.paid_on,
                recorded_by=by.user,
            )
    except IntegrityError as problem:
        raise Blocked(Reason("receipt_taken", RECEIPT_TAKEN, "number")) from problem
    facts = {"employer": str(employer.pk), "payment": str(payment.pk), "amount": str(data.amount)}
    record("record_employer_payment", by=by, facts=facts)
    return payment


def _refuse(employer: Employer, data: PaymentData, on: date) -> None:
    if data.paid_on > on:
        raise Blocked(Reason("not_yet", IN_THE_FUTURE, "paid_on"))
    owed = owed_by(employer, on)
    still_open = owed.fees_open
    if data.fine is not None:
        shown = next((one for one in owed.fines if one.fine.pk == data.fine), None)
        if shown is None or shown.fine.employer_id not in line_of([employer.pk]):
            raise Blocked(Reason("not_hers", NOT_HERS, "fine"))
        if data.paid_on < shown.fine.ordered_on:
            raise Blocked(Reason("before_order", BEFORE_ORDER, "paid_on"))
        still_open = shown.open
    if data.amount > still_open:
        raise Blocked(Reason("too_much", TOO_MUCH % {"open": f"{still_open:.2f}"}, "amount"))

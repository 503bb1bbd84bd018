"""The decision on a change of an enrolment: a second officer records it, with all that hangs on it, or declines it."""

import uuid
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from casework.casefile.services.answers import tell
from casework.clocks.services import deadlines
from casework.engine import transitions
from casework.engine.moves import Move
from casework.engine.refusals import Blocked, Reason
from casework.models import CaseFile
from casework.staff.officer import Officer
from enrolment.changes.models import EnrolmentChange
from enrolment.changes.queries.situation import situation_of
from enrolment.changes.rules.acts import table
from enrolment.changes.rules.possible import Situation
from enrolment.changes.services.doing import Doing
from enrolment.changes.services.effects import EFFECTS
from enrolment.changes.services.refunds import settle_given_back
from enrolment.changes.services.years import NO_PAYMENT, OTHER_AMOUNT, PaidBack
from enrolment.changes.workflow import still_possible
from enrolment.persons.models.person import Person
from enrolment.platform.rules.confirmations import PlatformAnswer

NO_SUCH_REASON = _("There is no such reason. Load the page again.")
NO_CONFIRMATION = _("Enter the confirmation the platform gave.")
TAKEN = _("This confirmation is recorded on another case.")
NUMBER_TAKEN = _("This number belongs to another payment. Compare it with the receipt again.")
NOT_LEFT = _("Of this payment so much is not left any more: it was given back or taken back meanwhile.")
OVERLAP = _("Another cover or payment stands in that time. Compare it on the person's page.")
OPINION_DAY = _("The experts met between the day the papers came and today.")
# What recording adds to what was asked for.
RECORDED = (
    "before",
    "after",
    "decided_on",
    "confirmation",
    "replaced",
    "takes_back",
    "paid_on",
    "payment_number",
    "stays_given_back",
)
MONTH_CLOSED = _("The books of this month are closed: nothing can be booked for this change today.")


def record_change(
    case_id: uuid.UUID,
    answer: PlatformAnswer | None,
    *,
    paid: PaidBack | None = None,
    stays_given_back: bool = False,
    by: Officer,
    on: date,
    seen: int,
    op: uuid.UUID,
) -> CaseFile:
    """Record the change and all that hangs on it, in one transaction. `answer`: what the national platform confirmed, where the
    act has that; `paid`: what was paid, where the act asks for a payment; `stays_given_back`: that a premium
    given back for a death that is undone is not paid anew. Raises Blocked when something stands against it by now."""

    def effect(move: Move) -> None:
        change = move.case.enrolment_change
        person = Person.objects.select_for_update().get(pk=change.person_id)
        # Asked again under the lock of the file: another change of it may have been recorded since the page was shown.
        if reasons := still_possible(move):
            raise Blocked(*reasons)
        act = table().acts[change.act]
        if act.confirmed and answer is None:
            raise Blocked(Reason("no_confirmation", NO_CONFIRMATION, "confirmation"))
        if act.paid:
            _take_payment(change, paid)
        settle_given_back(change, stays=stays_given_back)
        change.before = _as_data(situation_of(person.pk))
        doing = Doing(case=move.case, change=change, person=person, by=by, on=on)
        _bring_about(doing, answer)
        change.after = _as_data(situation_of(person.pk))
        change.decided_on = on
        change.save(update_fields=[*RECORDED])
        _decided(move.case, "record_change", act.limit, on)

    body = {
        "confirmation": answer.confirmation if answer else "",
        "payment": paid.number if paid else "",
        "stays": stays_given_back,
    }
    return transitions.perform(case_id, "record_change", by=by, on=on, seen=seen, op=op, body=body, effect=effect)


def _take_payment(change: EnrolmentChange, paid: PaidBack | None) -> None:
    """What was paid is what the bill said. Raises Blocked."""
    if paid is None or not paid.number:
        raise Blocked(Reason("no_payment", NO_PAYMENT, "payment_number"))
    if paid.amount != change.amount:
        raise Blocked(Reason("other_amount", OTHER_AMOUNT % {"amount": change.amount}, "amount"))
    change.paid_on, change.payment_number = paid.paid_on, paid.number


def _bring_about(doing: Doing, answer: PlatformAnswer | None) -> None:
    change = doing.change
    try:
        with transaction.atomic():
            if answer is not None:
                change.confirmation = answer.confirmation
            change.save(update_fields=["confirmation", "paid_on", "payment_number"])
            for code in table().effects_of(change.act, change.reason, change.account):
                EFFECTS[code](doing)
    except IntegrityError as problem:
        raise Blocked(_reason_of(problem)) from problem


def _reason_of(problem: IntegrityError) -> Reason:
    """The constraint the database named, as a sentence."""
    text = str(problem)
    if "enrolment_change_confirmation_once" in text:
        return Reason("confirmation_taken", TAKEN, "confirmation")
    if "enrolment_change_payment_number_once" in text:
        return Reason("payment_number_taken", NUMBER_TAKEN, "payment_number")
    if "more than is paid" in text or "the payment does not stand" in text:
        return Reason("no_payment", NOT_LEFT)
    if "the month is closed" in text:
        return Reason("month_closed", MONTH_CLOSED)
    return Reason("overlap", OVERLAP)


def _as_data(now: Situation) -> dict:
    """What stood at a moment, as plain data: schemes and days alone."""
    return {
        "enrolments": [
            {
                "scheme": one.scheme,
                "from": one.starts_on.isoformat(),
                "until": one.ends_on.isoformat() if one.ends_on else "",
            }
            for one in now.enrolments
        ],
        "suspended_from": now.suspended_from.isoformat() if now.suspended_from else "",
        "died_on": now.died_on.isoformat() if now.died_on else "",
    }


def _decided(case: CaseFile, verb: str, limit: str, on: date, reason: str = "") -> None:
    """The clock stops, and whoever asked reads the answer on her home."""
    if limit:
        deadlines.stop(case, limit, on=on, reason=verb)
    tell(case, verb, reason=reason, officer=case.opened_by)


def assess_change(
    case_id: uuid.UUID, *, opinion_on: date, favours: bool, by: Officer, on: date, seen: int, op: uuid.UUID
) -> CaseFile:
    """Record what the experts said, and on which day; somebody else decides. Raises Blocked for a day before the papers came or
    in the future."""

    def effect(move: Move) -> None:
        received = move.case.received_on
        if opinion_on > on or (received is not None and opinion_on < received):
            raise Blocked(Reason("opinion_day", OPINION_DAY, "opinion_on"))
        EnrolmentChange.objects.filter(case=move.case).update(opinion_on=opinion_on, opinion_favours=favours)

    facts = {"on": opinion_on.isoformat(), "favours": favours}
    return transitions.perform(
        case_id, "assess_change", by=by, on=on, seen=seen, op=op, body=facts, facts=facts, effect=effect
    )


def decline_change(case_id: uuid.UUID, reason: str, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """Leave everything as it is, with a coded reason. Raises Blocked for one there is not."""
    if reason not in table().declines:
        raise Blocked(Reason("no_such_reason", NO_SUCH_REASON, "reason"))

    def effect(move: Move) -> None:
        change = move.case.enrolment_change
        EnrolmentChange.objects.filter(case=move.case).update(decline=reason, decided_on=on)
        _decided(move.case, "decline_change", table().acts[change.act].limit, on, reason)

    facts = {"reason": reason}
    return transitions.perform(
        case_id, "decline_change", by=by, on=on, seen=seen, op=op, body=facts, facts=facts, effect=effect
    )


def withdraw_change(case_id: uuid.UUID, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """Take the request back before it is decided on."""

    def effect(move: Move) -> None:
        if limit := table().acts[move.case.enrolment_change.act].limit:
            deadlines.stop(move.case, limit, on=on, reason="withdraw_change")

    return transitions.perform(case_id, "withdraw_change", by=by, on=on, seen=seen, op=op, effect=effect)

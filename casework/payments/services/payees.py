"""To which bank account something is paid: taken down by one person from the proof, keyed in again by another."""

import hmac
import uuid
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework.casefile.services.events import record
from casework.engine.refusals import Blocked, Reason
from casework.money.models.payments import Payable, Payee
from casework.money.queries import WITHDRAWABLE, holder_of_payable
from casework.money.table import has_a_part, held_by_a_case, is_hold_code
from casework.payments.queries import account_hash
from casework.staff.officer import Officer

ON_ITS_WAY = _("The payment is on its way, or paid: its account stays.")
DIFFERS = _("This is not the number your colleague took down. Compare the proof digit by digit.")
CHECKED_ALREADY = _("A colleague has compared this account already.")
OWN = _("You took this account down yourself. A colleague must compare it.")
HELD_ALREADY = _("This payment is held already.")
NO_REASON = _("Write why it is held.")
HOLDABLE = (Payable.State.OPEN, Payable.State.IN_BATCH)
NOT_HELD = _("Nothing is held here.")
HELD_BY_A_CASE = _("A case holds this payment until it is decided. No proof settles that.")
NO_PROOF = _("Write what proves it: kind and number of the deed, judgment or decision.")


@dataclass(frozen=True, kw_only=True)
class Account:
    """A bank account as its proof says; the number without blanks."""

    name: str
    number: str
    bank_code: str
    bank_name: str


def _locked(payable_id: uuid.UUID, by: Officer) -> Payable:
    payable = (
        Payable.objects.select_for_update(of=("self",))
        .select_related("account", "payee", "case")
        .get(pk=payable_id, office__in=by.area)
    )
    if payable.case is not None and has_a_part(payable.case, by.user):
        raise PermissionDenied("a payment about oneself")
    return payable


@transaction.atomic
def record_payee(payable_id: uuid.UUID, account: Account, *, by: Officer) -> Payee:
    """Take down the account something is paid to, and all that waits to be paid to the same holder; one taken down before ends.
    Raises Blocked once it is on its way, Payable.DoesNotExist outside her area, PermissionDenied."""
    by.must("record_payee")
    payable = _locked(payable_id, by)
    if payable.state not in WITHDRAWABLE:
        raise Blocked(Reason("on_its_way", ON_ITS_WAY))
    kind, key = holder_of_payable(payable)
    payee = take_down((kind, key), account, by=by)
    record("record_payee", by=by, case=payable.case, subject=_subject(payable), facts={"payable": str(payable.pk)})
    return payee


def end_account(payee: Payee, *, on: date) -> None:
    """Nothing is paid to an account any more: what waits for it waits until another one is taken down. Whoever calls it has asked
    for the right."""
    Payee.objects.filter(pk=payee.pk, ends_on=None).update(ends_on=on)


@transaction.atomic
def take_down(holder: tuple[str, str], account: Account, *, by: Officer) -> Payee:
    """Take down the account a holder (kind, key) is paid to, and all that waits to be paid to her; one taken down before ends.
    Whoever calls it has asked for the right."""
    kind, key = holder
    Payee.objects.filter(holder_kind=kind, holder_key=key, ends_on=None).update(ends_on=by.on)
    payee = Payee(
        holder_kind=kind,
        holder_key=key,
        account_hash=account_hash(account.number),
        bank_code=account.bank_code,
        bank_name=account.bank_name,
        recorded_by=by.user,
        recorded_on=by.on,
    )
    payee.account_name, payee.account_number = account.name, account.number
    payee.save(force_insert=True)
    # Everything that waits to be paid to the same holder goes to the account she names last.
    waiting = Payable.objects.filter(account__holder_kind=kind, account__holder_key=key, state__in=WITHDRAWABLE)
    Payable.objects.filter(pk__in=waiting.values("pk")).update(payee=payee)
    return payee


@transaction.atomic
def check_payee(payable_id: uuid.UUID, number: str, *, by: Officer) -> Payee:
    """Compare the account with its proof by keying its number in again, unseen. Raises Blocked when it differs or is one's own."""
    by.must("check_payee")
    payable = _locked(payable_id, by)
    payee = payable.payee
    if payee is None or payee.checked_by_id is not None:
        raise Blocked(Reason("checked_already", CHECKED_ALREADY))
    if payee.recorded_by_id == by.user.pk:
        raise Blocked(Reason("own_account", OWN))
    if not hmac.compare_digest(bytes(payee.account_hash), account_hash(number)):
        raise Blocked(Reason("differs", DIFFERS, "number"))
    Payee.objects.filter(pk=payee.pk).update(checked_by=by.user)
    record("check_payee", by=by, case=payable.case, subject=_subject(payable), facts={"payable": str(payable.pk)})
    return payee


@transaction.atomic
def hold_payment(payable_id: uuid.UUID, reason: str, *, by: Officer) -> Payable:
    """Hold a payment that may be wrong, until it is sent: no batch takes it, and one it is in cannot be released or sent. Raises
    Blocked once it is at the bank or held already, or without a reason."""
    by.must("hold_payment")
    payable = _locked(payable_id, by)
    if payable.held_because:
        raise Blocked(Reason("held_already", HELD_ALREADY))
    if payable.state not in HOLDABLE:
        raise Blocked(Reason("on_its_way", ON_ITS_WAY))
    # A code of the house says what lets go of it; words are no code.
    if not reason.strip() or is_hold_code(reason.strip()):
        raise Blocked(Reason("no_reason", NO_REASON, "reason"))
    state = payable.state if payable.state == Payable.State.IN_BATCH else Payable.State.HELD
    Payable.objects.filter(pk=payable.pk).update(state=state, held_because=reason.strip()[:200])
    record("hold_payment", by=by, case=payable.case, subject=_subject(payable), facts={"payable": str(payable.pk)})
    return payable


@transaction.atomic
def lift_hold(payable_id: uuid.UUID, proof: str, *, by: Officer) -> Payable:
    """What held a payment is settled, as a named proof says. Raises Blocked without one, or where nothing is held."""
    by.must("lift_hold")
    payable = _locked(payable_id, by)
    if payable.state != Payable.State.HELD:
        raise Blocked(Reason("not_held", NOT_HELD))
    if held_by_a_case(payable.held_because):
        raise Blocked(Reason("held_by_a_case", HELD_BY_A_CASE))
    if not proof.strip():
        raise Blocked(Reason("no_proof", NO_PROOF, "proof"))
    Payable.objects.filter(pk=payable.pk).update(state=Payable.State.OPEN, held_because="")
    facts = {"payable": str(payable.pk), "proof": proof.strip()[:80], "held": payable.held_because}
    record("lift_hold", by=by, case=payable.case, subject=_subject(payable), facts=facts)
    return payable


def _subject(payable: Payable) -> uuid.UUID | None:
    return payable.case.subject if payable.case is not None else None

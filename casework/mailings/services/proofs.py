"""What a person does about a mailing: record that it was served, or hand it over again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.casefile.services.events import record
from casework.engine.refusals import Blocked, Reason
from casework.mailings.models.mailing import Mailing
from casework.mailings.services.hand_over import join_newer
from casework.staff.officer import Officer

# A message handed over by the portal may be proven as served as well: the addressee confirmed it.
MAY_BE_SERVED = (*Mailing.FOR_A_PERSON, "handed_over", "waiting")
SERVED_ALREADY = _("Somebody has dealt with this notice already. Read its state again.")

BRINGS_A_PAPER = _("This letter brings a paper: serve it by post or by hand.")


def may_be_served(mailing: Mailing) -> bool:
    """Whether a proof may be recorded: also of a letter that a newer one replaced, when it was served before that."""
    return mailing.state in MAY_BE_SERVED or (mailing.paper_id is not None and mailing.state == Mailing.State.EMPTY)


def may_be_sent(mailing: Mailing) -> bool:
    """Whether the portal could hand it over once more."""
    return mailing.state in Mailing.FOR_A_PERSON and mailing.paper_id is None


@dataclass(frozen=True)
class Proof:
    """How, to whom and when a notice was served."""

    how: str
    to: str
    served_on: date


def _held(mailing: Mailing, by: Officer, allowed: Callable[[Mailing], bool]) -> Mailing:
    """The mailing, locked, if this officer may know of it. Raises Mailing.DoesNotExist, Blocked."""
    Mailing.objects.visible_to(by).get(pk=mailing.pk)
    held = Mailing.objects.select_for_update().get(pk=mailing.pk)
    if not allowed(held):
        raise Blocked(Reason("mailing_moved", SERVED_ALREADY))
    return held


@transaction.atomic
def serve_mailing(mailing: Mailing, proof: Proof, *, by: Officer, on: date) -> None:
    """Keep the proof that an addressee was told. Raises Blocked, PermissionDenied, Mailing.DoesNotExist."""
    by.must("serve_mailing")
    held = _held(mailing, by, may_be_served)
    if proof.served_on > on:
        raise Blocked(Reason("not_yet", _("This day is in the future."), "served_on"))
    if proof.served_on < held.for_date:
        raise Blocked(Reason("before_notice", _("This is before the day of the notice."), "served_on"))
    held.state, held.recorded_by = Mailing.State.SERVED, by.user
    held.served_how, held.served_to, held.served_on = proof.how, proof.to.strip(), proof.served_on
    held.save(update_fields=["state", "recorded_by", "served_how", "served_to", "served_on"])
    _note_on_cases(held, "serve_mailing", by, {"how": proof.how, "served_on": proof.served_on.isoformat()})


@transaction.atomic
def send_again(mailing: Mailing, *, by: Officer) -> None:
    """Let the portal hand the message over once more, under the same Message-ID. A person's decision, never the portal's."""
    by.must("send_again")
    held = _held(mailing, by, lambda row: row.state in Mailing.FOR_A_PERSON)
    if held.paper_id:
        raise Blocked(Reason("brings_a_paper", BRINGS_A_PAPER))
    join_newer(held)
    Mailing.objects.filter(pk=held.pk).update(state=Mailing.State.WAITING, attempts=0, next_try_at=Now(), last_error="")
    _note_on_cases(held, "send_again", by, {})


def _note_on_cases(mailing: Mailing, verb: str, by: Officer, facts: dict) -> None:
    """An event on each case the mailing speaks of."""
    cases = [notice.case for notice in mailing.notices.select_related("case")]
    for case in [mailing.case] if mailing.case_id else cases:
        told = facts | {"mailing": str(mailing.pk), "stage": mailing.stage}
        record(verb, by=by, case=case, subject=case.subject, facts=told)

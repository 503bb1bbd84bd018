"""What a person does about a mailing: record what became of it on its way, or hand it over again."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.casefile.services.events import record
from casework.engine.refusals import Blocked, Reason
from casework.mailings.models.attempt import ServiceAttempt
from casework.mailings.models.mailing import Mailing
from casework.mailings.queries import cases_of
from casework.mailings.rules.service import RULE_ID, Served, may_be, served
from casework.mailings.services.hand_over import join_newer
from casework.papers.models.paper import IssuedPaper
from casework.rulebook.rules.parameters import rule_by_id
from casework.staff.officer import Officer

# A message handed over by the portal may be proven as served as well: the addressee confirmed it.
MAY_BE_SERVED = (*Mailing.FOR_A_PERSON, "handed_over", "waiting", "posted")
SERVED_ALREADY = _("Somebody has dealt with this notice already. Read its state again.")

NOT_THIS_WAY = _("This does not happen on this way. Compare both.")
NO_PAPER_BY_TELEPHONE = _("A paper is not served by telephone.")
NOBODY_NAMED = _("Write who took it, or where it was left.")
# What a try that was no service leaves behind.
AFTER = {"posted": Mailing.State.POSTED, "returned": Mailing.State.RETURNED, "refused": Mailing.State.RETURNED}

BRINGS_A_PAPER = _("This letter brings a paper: serve it by post or by hand.")


def may_be_served(mailing: Mailing) -> bool:
    """Whether a proof may be recorded: also of a letter that a newer one replaced, when it was served before that."""
    return mailing.state in MAY_BE_SERVED or (mailing.paper_id is not None and mailing.state == Mailing.State.EMPTY)


def may_be_sent(mailing: Mailing) -> bool:
    """Whether the portal could hand it over once more."""
    return mailing.state in Mailing.FOR_A_PERSON and mailing.paper_id is None


@dataclass(frozen=True)
class Proof:
    """How, to whom and when a try to serve was made, and what became of it."""

    how: str
    to: str
    served_on: date
    outcome: str = "taken"


def hold(mailing: Mailing, by: Officer, allowed: Callable[[Mailing], bool]) -> Mailing:
    """The mailing, locked, if this officer may know of it. Raises Mailing.DoesNotExist, Blocked."""
    Mailing.objects.visible_to(by).get(pk=mailing.pk)
    held = Mailing.objects.select_for_update().get(pk=mailing.pk)
    if not allowed(held):
        raise Blocked(Reason("mailing_moved", SERVED_ALREADY))
    return held


@transaction.atomic
def serve_mailing(mailing: Mailing, proof: Proof, *, by: Officer, on: date) -> ServiceAttempt:
    """Keep what became of a letter: served from the day the rule names, on its way, or back. Raises Blocked,
    PermissionDenied, Mailing.DoesNotExist."""
    by.must("serve_mailing")
    held = hold(mailing, by, may_be_served)
    if reasons := _against(held, proof, on):
        raise Blocked(*reasons)
    found = served(rule_by_id(RULE_ID), proof.how, proof.outcome, proof.served_on)
    attempt = keep_attempt(held, proof, found, by=by)
    if found is None:
        Mailing.objects.filter(pk=held.pk).update(state=AFTER[proof.outcome])
    else:
        held.state, held.recorded_by = Mailing.State.SERVED, by.user
        held.served_how, held.served_to, held.served_on = proof.how, proof.to.strip(), found.on
        held.save(update_fields=["state", "recorded_by", "served_how", "served_to", "served_on"])
    facts = {
        "how": proof.how,
        "outcome": proof.outcome,
        "served_on": (found.on if found else proof.served_on).isoformat(),
    }
    note_on_cases(held, "serve_mailing", by, facts)
    return attempt


def _against(held: Mailing, proof: Proof, on: date) -> list[Reason]:
    """Everything wrong with a proof at once."""
    reasons = []
    if proof.how == Mailing.How.NOTICE or not may_be(proof.how, proof.outcome):
        reasons.append(Reason("not_this_way", NOT_THIS_WAY, "outcome"))
    if held.paper_id and proof.how == Mailing.How.TELEPHONE:
        reasons.append(Reason("no_paper_by_telephone", NO_PAPER_BY_TELEPHONE, "how"))
    if held.state == Mailing.State.EMPTY and proof.outcome in AFTER:
        reasons.append(Reason("replaced", SERVED_ALREADY, "outcome"))
    if proof.outcome in ("taken", "left") and not proof.to.strip():
        reasons.append(Reason("nobody_named", NOBODY_NAMED, "to"))
    if proof.served_on > on:
        reasons.append(Reason("not_yet", _("This day is in the future."), "served_on"))
    if proof.served_on < held.for_date:
        reasons.append(Reason("before_notice", _("This is before the day of the notice."), "served_on"))
    return reasons


def keep_attempt(
    held: Mailing, proof: Proof, found: Served | None, *, by: Officer, paper: IssuedPaper | None = None
) -> ServiceAttempt:
    """The row of a try, never changed afterwards."""
    return ServiceAttempt.objects.create(
        mailing=held,
        how=proof.how,
        outcome=proof.outcome,
        day=proof.served_on,
        to=proof.to.strip(),
        served_on=found.on if found else None,
        source=found.source if found else "",
        status=found.status if found else "",
        paper=paper,
        recorded_by=by.user,
    )


@transaction.atomic
def post_today(keys: Collection[str], *, by: Officer, on: date) -> int:
    """Note of several letters at once that they were posted today; what somebody dealt with meanwhile is left alone. Returns
    how many."""
    by.must("serve_mailing")
    chosen = Mailing.objects.visible_to(by).filter(pk__in=keys, state__in=Mailing.FOR_A_PERSON)
    # The state is asked of the locked row itself: what a colleague recorded while this waited stays.
    held_ones = Mailing.objects.select_for_update().filter(
        pk__in=list(chosen.values_list("pk", flat=True)), state__in=Mailing.FOR_A_PERSON
    )
    rows = list(held_ones.order_by("pk"))
    for held in rows:
        keep_attempt(held, Proof("letter", "", on, "posted"), None, by=by)
        note_on_cases(held, "serve_mailing", by, {"how": "letter", "outcome": "posted", "served_on": on.isoformat()})
    Mailing.objects.filter(pk__in=[row.pk for row in rows]).update(state=Mailing.State.POSTED)
    return len(rows)


@transaction.atomic
def send_again(mailing: Mailing, *, by: Officer) -> None:
    """Let the portal hand the message over once more, under the same Message-ID. A person's decision, never the portal's."""
    by.must("send_again")
    held = hold(mailing, by, lambda row: row.state in Mailing.FOR_A_PERSON)
    if held.paper_id:
        raise Blocked(Reason("brings_a_paper", BRINGS_A_PAPER))
    join_newer(held)
    Mailing.objects.filter(pk=held.pk).update(state=Mailing.State.WAITING, attempts=0, next_try_at=Now(), last_error="")
    note_on_cases(held, "send_again", by, {})


def note_on_cases(mailing: Mailing, verb: str, by: Officer, facts: dict) -> None:
    """An event on each case the mailing speaks of; one without a case where it speaks of none."""
    told = facts | {"mailing": str(mailing.pk), "stage": mailing.stage}
    cases = cases_of(mailing)
    for case in cases:
        record(verb, by=by, case=case, subject=case.subject, facts=told)
    if not cases:
        record(verb, by=by, facts=told)

"""Handing mailings over: at most once by the portal itself, each with an identity that never changes.

A mailing is claimed (committed) before anything is sent. If the process dies in between, or the server breaks off while
the text is on its way, nobody can know whether it arrived: the mailing becomes `uncertain` and waits for a person. Only a
refusal that certainly came before the text was accepted is tried again.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.utils import timezone

from casework.clocks.services.job_days import note_progress
from casework.mailings.models.mailing import Mailing
from casework.mailings.models.notice import Notice
from casework.mailings.services.channels import NotSent
from casework.mailings.services.texts import Letter, letter_for
from casework.mailings.table import composed_of
from casework.sealing.cipher import SealBroken

JOB = "hand_over_mailings"
GIVE_UP_AFTER = 6
BATCH = 200
# A hand-over takes seconds; a claim this old belongs to a process that is no more.
CLAIM_EXPIRES = timedelta(minutes=15)


def hand_over(now: datetime, limit: int = BATCH) -> dict[str, int]:
    """Hand over what waits, each mailing by itself, and note in the day's ledger how far it came."""
    counts = {"uncertain": give_doubtful_to_a_person(now)}
    for _turn in range(limit):
        outcome = _hand_over_one(now)
        if outcome is None:
            break
        counts[outcome] = counts.get(outcome, 0) + 1
    if done := {name: number for name, number in counts.items() if number}:
        note_progress(JOB, now, done, Mailing.objects.filter(state__in=("waiting", "handing_over")).count())
    return counts


def give_doubtful_to_a_person(now: datetime) -> int:
    """Claims whose process is gone: whether the message went out nobody knows."""
    stale = Mailing.objects.filter(state=Mailing.State.HANDING_OVER, claimed_at__lt=now - CLAIM_EXPIRES)
    return stale.update(state=Mailing.State.UNCERTAIN, last_error="cut_short")


def _hand_over_one(now: datetime) -> str | None:
    mailing, letter = _claim(now)
    if mailing is None or letter is None:
        return mailing and mailing.state
    try:
        letter.channel.send(letter, mailing.message_id)
    except NotSent as problem:
        return _try_later(mailing, str(problem), now)
    except Exception as problem:
        # Broken off while the text was on its way.
        return _finish(mailing, Mailing.State.UNCERTAIN, last_error=type(problem).__name__)
    return _finish(mailing, Mailing.State.HANDED_OVER, handed_over_at=timezone.now(), last_error="")


@transaction.atomic
def _claim(now: datetime) -> tuple[Mailing | None, Letter | None]:
    """Take the next waiting mailing; committed before anything is sent."""
    waiting = Mailing.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        state=Mailing.State.WAITING, next_try_at__lte=now
    )
    mailing = waiting.select_related("office").order_by("next_try_at").first()
    if mailing is None:
        return None, None
    try:
        if mailing.addressee.silent(mailing.addressee_key, timezone.localdate(now)):
            Mailing.objects.filter(pk=mailing.pk).update(state=Mailing.State.STOPPED)
            mailing.state = Mailing.State.STOPPED
            return mailing, None
        letter = letter_for(mailing, timezone.localdate(now))
    except (LookupError, ObjectDoesNotExist, ValueError, SealBroken) as problem:
        # Without a text, or of a kind that is no more: for a person, so that it does not stop those behind it.
        Mailing.objects.filter(pk=mailing.pk).update(state=Mailing.State.GIVEN_UP, last_error=type(problem).__name__)
        mailing.state = Mailing.State.GIVEN_UP
        return mailing, None
    if letter is None:
        mailing.state = Mailing.State.EMPTY
    elif letter.channel is None:
        # A supervisor without an office address finds it on the portal's home page.
        mailing.state = Mailing.State.IN_PORTAL if mailing.to_supervisors else Mailing.State.NO_ADDRESS
        mailing.channel, mailing.content = Mailing.Channel.OTHER, as_kept(mailing, letter)
    else:
        mailing.state, mailing.claimed_at = Mailing.State.HANDING_OVER, now
        mailing.channel, mailing.content = letter.channel.code, as_kept(mailing, letter)
        mailing.attempts, mailing.recipients = mailing.attempts + 1, len(letter.addresses)
        mailing.message_id = mailing.message_id or fixed_message_id(mailing)
    mailing.save()
    return mailing, letter if mailing.state == Mailing.State.HANDING_OVER else None


def as_kept(mailing: Mailing, letter: Letter) -> str:
    """A letter keeps its subject with its text: it is composed only once. So does what may have to be printed."""
    follows_a_clock = mailing.clock and composed_of(mailing.clock) is None
    return letter.text if follows_a_clock else f"{letter.subject}\n\n{letter.text}"


def fixed_message_id(mailing: Mailing) -> str:
    """The same for every attempt, so that a mail server or a reader sees two copies as one message."""
    return f"<notice.{mailing.pk}@{settings.MAIL_FROM.rpartition('@')[2]}>"


def _finish(mailing: Mailing, state: str, **facts) -> str:
    # Only what this claim still holds: a person may have dealt with it meanwhile.
    Mailing.objects.filter(pk=mailing.pk, state=Mailing.State.HANDING_OVER).update(state=state, **facts)
    return str(state)


def _try_later(mailing: Mailing, error: str, now: datetime) -> str:
    if mailing.attempts >= GIVE_UP_AFTER:
        return _finish(mailing, Mailing.State.GIVEN_UP, last_error=error)
    later = now + timedelta(minutes=5 * 2**mailing.attempts)
    with transaction.atomic():
        held = Mailing.objects.select_for_update().get(pk=mailing.pk)
        if held.state == Mailing.State.HANDING_OVER:
            join_newer(held)
        return _finish(held, Mailing.State.WAITING, next_try_at=later, last_error=error)


def join_newer(mailing: Mailing) -> None:
    """A mailing of the same office, stage and date that began to wait meanwhile gives its notices to this one."""
    if not mailing.clock:
        return
    same = Mailing.objects.filter(
        addressee_kind=mailing.addressee_kind,
        addressee_key=mailing.addressee_key,
        office=mailing.office_id,
        clock=mailing.clock,
        stage=mailing.stage,
        for_date=mailing.for_date,
    )
    for newer in same.filter(state=Mailing.State.WAITING).select_for_update().exclude(pk=mailing.pk):
        if composed := composed_of(mailing.clock):
            composed.give(newer, mailing)
        Notice.objects.filter(mailing=newer).update(mailing=mailing)
        Mailing.objects.filter(pk=newer.pk).update(state=Mailing.State.EMPTY)

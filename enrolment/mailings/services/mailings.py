"""Handing mailings to the mail server: at most once by the portal itself, each with a Message-ID that never changes.

A mailing is claimed (committed) before anything is sent. If the process dies in between, or the server breaks off while
the text is on its way, nobody can know whether it arrived: the mailing becomes `uncertain` and waits for a person. Only a
refusal that certainly came before the text was accepted is tried again.
"""

import smtplib
import socket
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.utils import timezone

from casework.models import JobRun
from enrolment.mailings.models.mailing import Mailing
from enrolment.mailings.models.notice import Notice
from enrolment.mailings.services.mailing_texts import Letter, letter_for

JOB = "hand_over_mailings"
GIVE_UP_AFTER = 6
BATCH = 200
# A hand-over takes seconds; a claim this old belongs to a process that is no more.
CLAIM_EXPIRES = timedelta(minutes=15)
# Raised before the server had the text: nothing was sent, so trying again cannot send it twice.
CERTAINLY_NOT_SENT = (
    ConnectionRefusedError,
    socket.gaierror,
    smtplib.SMTPConnectError,
    smtplib.SMTPHeloError,
    smtplib.SMTPAuthenticationError,
    smtplib.SMTPNotSupportedError,
    smtplib.SMTPSenderRefused,
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPDataError,
)


def hand_over(now: datetime, limit: int = BATCH) -> dict[str, int]:
    """Hand over what waits, each mailing by itself, and note in the day's ledger how far it came."""
    counts = {"uncertain": give_doubtful_to_a_person(now)}
    for _turn in range(limit):
        outcome = _hand_over_one(now)
        if outcome is None:
            break
        counts[outcome] = counts.get(outcome, 0) + 1
    _note_progress(now, {name: number for name, number in counts.items() if number})
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
        _send(mailing, letter)
    except CERTAINLY_NOT_SENT as problem:
        return _try_later(mailing, problem, now)
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
    mailing = waiting.select_related("employer", "office").order_by("next_try_at").first()
    if mailing is None:
        return None, None
    letter = letter_for(mailing, timezone.localdate(now))
    if letter is None:
        mailing.state = Mailing.State.EMPTY
    elif not letter.addresses:
        # A supervisor without an office address finds it on the portal's home page.
        own = mailing.audience == "supervisor"
        mailing.state = Mailing.State.IN_PORTAL if own else Mailing.State.NO_ADDRESS
        mailing.content = letter.text
    else:
        mailing.state, mailing.claimed_at, mailing.content = Mailing.State.HANDING_OVER, now, letter.text
        mailing.attempts, mailing.recipients = mailing.attempts + 1, len(letter.addresses)
        mailing.message_id = mailing.message_id or fixed_message_id(mailing)
    mailing.save()
    return mailing, letter if mailing.state == Mailing.State.HANDING_OVER else None


def fixed_message_id(mailing: Mailing) -> str:
    """The same for every attempt, so that a mail server or a reader sees two copies as one message."""
    return f"<notice.{mailing.pk}@{settings.MAIL_FROM.rpartition('@')[2]}>"


def _send(mailing: Mailing, letter: Letter) -> None:
    message = EmailMessage(
        subject=letter.subject,
        body=letter.text,
        from_email=settings.MAIL_FROM,
        to=letter.addresses,
        headers={
            "Message-ID": mailing.message_id,
            "Content-Language": letter.languages,
            "Auto-Submitted": "auto-generated",
        },
        connection=get_connection(fail_silently=False),
    )
    message.send()


def _finish(mailing: Mailing, state: str, **facts) -> str:
    # Only what this claim still holds: a person may have dealt with it meanwhile.
    Mailing.objects.filter(pk=mailing.pk, state=Mailing.State.HANDING_OVER).update(state=state, **facts)
    return str(state)


def _try_later(mailing: Mailing, problem: Exception, now: datetime) -> str:
    if mailing.attempts >= GIVE_UP_AFTER:
        return _finish(mailing, Mailing.State.GIVEN_UP, last_error=type(problem).__name__)
    later = now + timedelta(minutes=5 * 2**mailing.attempts)
    error = type(problem).__name__
    with transaction.atomic():
        held = Mailing.objects.select_for_update().get(pk=mailing.pk)
        join_newer(held)
        return _finish(held, Mailing.State.WAITING, next_try_at=later, last_error=error)


def join_newer(mailing: Mailing) -> None:
    """A mailing of the same stage and date that began to wait meanwhile gives its notices to this one."""
    same = Mailing.objects.filter(
        employer=mailing.employer_id, office=mailing.office_id, rule=mailing.rule, for_date=mailing.for_date
    )
    for newer in same.filter(state=Mailing.State.WAITING).select_for_update().exclude(pk=mailing.pk):
        Notice.objects.filter(mailing=newer).update(mailing=mailing)
        Mailing.objects.filter(pk=newer.pk).update(state=Mailing.State.EMPTY)


def _note_progress(now: datetime, counts: dict[str, int]) -> None:
    """The day's row of the ledger: how many were handed over so far, and how many still wait."""
    if not counts:
        return
    today = timezone.localdate(now)
    with transaction.atomic():
        run, _made = JobRun.objects.get_or_create(job=JOB, for_day=today, defaults={"started_at": now})
        run = JobRun.objects.select_for_update().get(pk=run.pk)
        done = run.counts
        for name, number in counts.items():
            done[name] = done.get(name, 0) + number
        left = Mailing.objects.filter(state__in=("waiting", "handing_over")).count()
        run.counts = done | {"left": left}
        run.state = JobRun.State.RUNNING if left else JobRun.State.DONE
        run.finished_at = None if left else timezone.now()
        run.save()

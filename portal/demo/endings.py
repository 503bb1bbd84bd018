"""Demonstration of employers that end: a cancellation that waits for its fine to be paid, a merger that waits for its proof.

Beside them what people are told today.
"""

from datetime import date, timedelta
from decimal import Decimal
from functools import partial

from enrolment.employers.services.employers import EmployerData, register_employer
from enrolment.endings.services.endings import EndingData, ask_ending
from enrolment.endings.services.money import FineData, record_fine
from enrolment.messages.services.sweep import write_messages
from enrolment.models import Employer, EmployerEnding, EmployerFine, PersonMessage
from enrolment.persons.services.contact_choices import choose_channel
from portal.demo.employers import CODES
from portal.demo.people import Visit, employer_code
from portal.demo.pieces import Piece

SUCCESSOR = employer_code(60_000_090)


def pieces(today: date) -> list[Piece]:
    """A fine, two ends asked for, the employer that takes over, somebody's wish how to be written to, the messages of the day."""
    return [
        Piece("a fine", EmployerFine.objects.filter(employer__uscc=CODES[2]).exists, partial(_fine, today)),
        Piece("a cancellation", _asked(CODES[2]), partial(_ask, today, CODES[2], "cancel", "")),
        Piece(SUCCESSOR, Employer.objects.filter(uscc=SUCCESSOR).exists, partial(_successor, today)),
        Piece("a merger", _asked(CODES[3]), partial(_ask, today, CODES[3], "merge", SUCCESSOR)),
        Piece("messages to people", PersonMessage.objects.exists, partial(_messages, today)),
    ]


def _asked(code: str):
    return EmployerEnding.objects.filter(employer__uscc=code).exists


def _fine(today: date) -> None:
    what = FineData(
        number=f"演示罚决〔{today.year}〕1号",
        authority="思明区医疗保障局（演示）",
        ordered_on=today - timedelta(days=20),
        amount=Decimal("2000.00"),
    )
    record_fine(Employer.objects.get(uscc=CODES[2]), what, by=Visit(today).officer("chen"), on=today)


def _successor(today: date) -> None:
    what = EmployerData(uscc=SUCCESSOR, name="厦门环球教育集团有限公司", latin_name="Xiamen Global Education Group")
    register_employer(what, by=Visit(today).officer("lin"), on=today)


def _ask(today: date, code: str, act: str, successor: str) -> None:
    data = EndingData(
        act=act,
        takes_effect_on=today - timedelta(days=2),
        successor=Employer.objects.get(uscc=successor) if successor else None,
        basis=f"演示〔{today.year}〕{act}",
    )
    ask_ending(Employer.objects.get(uscc=code), data, by=Visit(today).officer("lin"), on=today)


def _messages(today: date) -> None:
    write_messages(today)
    told = PersonMessage.objects.filter(told_to=None).order_by("created_at").first()
    if told is not None:
        choose_channel(told.person, "hand", by=Visit(today).officer("lin"), on=today)

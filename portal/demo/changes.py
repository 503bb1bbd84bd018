"""What happened to the enrolments of demonstration people: asked for at the counter, waiting for a second officer."""

from collections.abc import Callable
from datetime import date, timedelta

from enrolment.changes.services.opening import ChangeData, open_change
from enrolment.documents.queries import documents_by_number
from enrolment.models import EnrolmentChange, Person, TransferRequest
from enrolment.transfers.services import open_transfer
from portal.demo.people import Visit, person
from portal.demo.pieces import Piece


def pieces(today: date) -> list[Piece]:
    """A transfer to another pooling area, and a suspension; each known by its person and act. A file another office asks for."""
    out = ChangeData(
        act="transfer_out",
        received_on=today - timedelta(days=3),
        takes_effect_on=today + timedelta(days=20),
        account="carried",
        area_code="350100",
        area_name="福州市",
    )
    pause = ChangeData(
        act="suspend", received_on=today, takes_effect_on=today + timedelta(days=5), reason="stopped_work"
    )
    return [_asked(today, 9, out), _asked(today, 10, pause), _wanted_elsewhere(today, 10)]


def _asked(today: date, number: int, what: ChangeData) -> Piece:
    documents = documents_by_number(person(number).number)

    def owner() -> Person:
        return documents.get().person

    def ask() -> None:
        clerk = Visit(today).officer("lin")
        open_change(owner(), what, by=clerk, on=today)

    return Piece(f"{what.act} of person {number}", _there(documents, what.act), ask)


def _wanted_elsewhere(today: date, number: int) -> Piece:
    documents = documents_by_number(person(number).number)

    def ask() -> None:
        clerk = Visit(today).officer("jimei")
        open_transfer(documents.get().person, by=clerk, on=today, why="lives_here")

    asked = TransferRequest.objects.filter(person__documents__in=documents.order_by().values("pk"))
    return Piece(f"the file of person {number} asked for", asked.exists, ask)


def _there(documents, act: str) -> Callable[[], bool]:
    return lambda: EnrolmentChange.objects.filter(
        act=act, person__documents__in=documents.order_by().values("pk")
    ).exists()

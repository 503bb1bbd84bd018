"""Who is told what became of an application, in the transaction of the step itself.

Rooms above applications ask to be told when the app is ready; applications know none of them.
"""

from datetime import date
from typing import Protocol

from casework.staff.officer import Officer
from enrolment.applications.models.application import EnrolmentApplication


class Listener(Protocol):
    """What is told: handed in, incomplete, ended with cover, ended without."""

    def application_received(
        self, application: EnrolmentApplication, received_on: date, *, by: Officer, on: date
    ) -> None: ...

    def application_incomplete(self, application: EnrolmentApplication, *, by: Officer, on: date) -> None: ...

    def application_enrolled(self, application: EnrolmentApplication, *, by: Officer, on: date) -> None: ...

    def application_ended(self, application: EnrolmentApplication, *, by: Officer, on: date) -> None: ...


_listeners: list[Listener] = []


def tell(listener: Listener) -> None:
    """From now on this one is told, once, in the order of asking."""
    if listener not in _listeners:
        _listeners.append(listener)


def application_received(application: EnrolmentApplication, received_on: date, *, by: Officer, on: date) -> None:
    """The papers were handed in on a day, for the first time or again."""
    for each in _listeners:
        each.application_received(application, received_on, by=by, on=on)


def application_incomplete(application: EnrolmentApplication, *, by: Officer, on: date) -> None:
    """The application was taken in although required papers are missing; what they are stands on it."""
    for each in _listeners:
        each.application_incomplete(application, by=by, on=on)


def application_enrolled(application: EnrolmentApplication, *, by: Officer, on: date) -> None:
    """The person is enrolled."""
    for each in _listeners:
        each.application_enrolled(application, by=by, on=on)


def application_ended(application: EnrolmentApplication, *, by: Officer, on: date) -> None:
    """The application was refused or withdrawn: nobody is enrolled by it."""
    for each in _listeners:
        each.application_ended(application, by=by, on=on)

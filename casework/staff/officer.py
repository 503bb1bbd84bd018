"""Who is acting: a member of staff under one of her appointments, on a day. Every service takes one as `by`."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.core.exceptions import PermissionDenied

from casework.staff.models.appointment import Appointment
from casework.staff.models.office import Office
from casework.staff.models.user import User
from casework.staff.permissions import scope_of


@dataclass(frozen=True)
class Officer:
    """A user acting under one appointment."""

    user: User
    appointment: Appointment
    on: date

    @property
    def role(self) -> str:
        return self.appointment.role

    @property
    def office(self) -> Office:
        return self.appointment.office

    @cached_property
    def area(self) -> tuple[int, ...]:
        """The keys of her office and of all below it. As keys, so that lists of cases join no offices to be narrowed."""
        below = Office.objects.filter(path__startswith=self.office.path)
        return tuple(below.order_by("pk").values_list("pk", flat=True))

    def scope(self, verb: str) -> str:
        """How far her right to the verb reaches; "" for none. An unknown verb is a programming error."""
        return scope_of(self.role, verb)

    def may(self, verb: str) -> bool:
        return bool(self.scope(verb))

    def must(self, verb: str) -> None:
        """Raises PermissionDenied unless she may."""
        if not self.may(verb):
            raise PermissionDenied(verb)

"""Who may act as what, today."""

from datetime import date

from casework.rulebook.queries import entered_state
from casework.staff.models.appointment import Appointment
from casework.staff.models.user import User
from casework.staff.officer import Officer
from casework.tables.queries.composed import Composed

# Put in order behind it: Django looks at each of some seventy columns of a query in an order.
IN_FORCE = Composed(
    lambda user, on: (
        Appointment.objects.in_force(on)
        .filter(user=user)
        .select_related("office__parent", "office__place")
        .annotate(entered_state=entered_state())
        .order_by()
    )
)


def current_appointments(user: User, on: date) -> list[Appointment]:
    """The appointments in force on a day whose office is open, with their offices, in the order in which they began; and beside
    them what names the values of rules in force, which whoever acts keeps up with. One query."""
    current = [
        row for row in IN_FORCE.read(user.pk, on) if row.office.starts_on <= on and (row.office.ends_on or on) >= on
    ]
    return sorted(current, key=lambda row: (row.starts_on, row.pk))


def acting_officer(user: User, on: date, appointment_id: int | None = None) -> Officer | None:
    """The officer for the chosen appointment, or for the first one; None without any."""
    return acting_under(current_appointments(user, on), user, on, appointment_id)


def acting_under(
    appointments: list[Appointment], user: User, on: date, appointment_id: int | None = None
) -> Officer | None:
    """The same, of appointments that were asked for already. No query."""
    chosen = [row for row in appointments if row.pk == appointment_id] or appointments[:1]
    return Officer(user, chosen[0], on) if chosen else None

"""Letters on public notice: on the last of their days they count as served, by nobody's act."""

from datetime import date

from casework.mailings.models.mailing import Mailing


def count_as_served(today: date) -> int:
    """Letters whose notice has run its days count as served. Returns how many. One query."""
    over = Mailing.objects.filter(state=Mailing.State.ON_NOTICE, served_on__lte=today)
    return over.update(state=Mailing.State.SERVED)

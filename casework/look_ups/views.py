"""What is said when the limit of an hour is reached."""

from django.utils import timezone
from django.utils.translation import gettext as _

from casework.look_ups.services import Braked


def words_of(braked: Braked) -> str:
    """When the next look-up is possible, and that the supervisor knows."""
    text = _(
        "You have looked up as much as one hour allows. The next is possible at %(time)s; your supervisor has been told."
    )
    return text % {"time": timezone.localtime(braked.until).strftime("%H:%M")}

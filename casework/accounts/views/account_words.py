"""What a person is told of her account when she has logged in."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casework.accounts.models.account_request import AccountRequest
from casework.accounts.services.log_ins import Told


def sentences_of(told: Told) -> Iterator[str]:
    """One sentence for each thing that was done, and one for the failures."""
    if told.failures:
        yield ngettext(
            "%(count)d try to log in failed since you were here last. If it was not yours, tell your administrator.",
            "%(count)d tries to log in failed since you were here last. If they were not yours, tell your administrator.",
            told.failures,
        ) % {"count": told.failures}
    for row in told.requests:
        yield _("Done with your account on %(day)s: %(what)s. Asked by %(asker)s, agreed by %(second)s.") % {
            "day": timezone.localtime(row.decided_at).strftime("%Y-%m-%d %H:%M"),
            "what": what_of(row),
            "asker": row.asked_by,
            "second": row.decided_by or "—",
        }


def what_of(row: AccountRequest) -> str:
    """The request in a few words: what, which role, where."""
    parts = [row.get_kind_display()]
    if row.role:
        parts.append(row.get_role_display())
    if row.office_id:
        parts.append(str(row.office))
    return " · ".join(str(part) for part in parts)

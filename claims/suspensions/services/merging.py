"""What a merge of two files does with suspensions: they stay with the file they were ordered for, and hold for the human."""

from django.utils.translation import gettext_lazy as _

from claims.suspensions.models import NetworkSuspension
from enrolment.duplicates.table import STAYS, HangsOn
from enrolment.duplicates.table import register as register_entries

WHY = _("An order says whom it is about; it holds for care under both files.")


def register() -> None:
    """Say what hangs on a person here."""
    register_entries(
        HangsOn(
            model=NetworkSuspension._meta.label,
            field="person",
            label=_("suspensions of networked settlement"),
            how=STAYS,
            why=WHY,
        )
    )

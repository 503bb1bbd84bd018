"""What a merge of two files does with rewards: they stay with the file they were recorded for, and are read for the human."""

from django.utils.translation import gettext_lazy as _

from enrolment.duplicates.table import STAYS, HangsOn
from enrolment.duplicates.table import register as register_entries

WHY = _("A year that was closed says whom it was about then.")


def register() -> None:
    """Say what hangs on a person here."""
    register_entries(
        HangsOn(
            model="claims.YearReward",
            field="person",
            label=_("rewards of years without claims"),
            how=STAYS,
            why=WHY,
        )
    )

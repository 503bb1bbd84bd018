"""What a merge of two files does with maternity allowances: they stay with the file they were claimed under."""

from django.utils.translation import gettext_lazy as _

from claims.maternity.models import MaternityAllowance
from enrolment.duplicates.table import STAYS, HangsOn
from enrolment.duplicates.table import register as register_entries

WHY = _("What was claimed says under which file it was claimed.")


def register() -> None:
    """Say what hangs on a person here."""
    register_entries(
        HangsOn(
            model=MaternityAllowance._meta.label,
            field="person",
            label=_("maternity allowances"),
            how=STAYS,
            why=WHY,
        )
    )

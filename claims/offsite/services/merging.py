"""What a merge of two files does with filings: they stay with the file they were made for, and count for the human."""

from django.utils.translation import gettext_lazy as _

from claims.offsite.models import OffsiteFiling
from enrolment.duplicates.table import STAYS, HangsOn
from enrolment.duplicates.table import register as register_entries

WHY = _("What was filed says whom it was about then; it counts for care of both files.")


def register() -> None:
    """Say what hangs on a person here."""
    register_entries(
        HangsOn(
            model=OffsiteFiling._meta.label,
            field="person",
            label=_("filings of care elsewhere"),
            how=STAYS,
            why=WHY,
        )
    )

"""What a merge of two files does with what institutions declared: it stays with the file it was declared for."""

from django.utils.translation import gettext_lazy as _

from casework.engine.refusals import Reason
from claims.runs.choices import APPROVED
from claims.runs.models.care import DeclaredCare
from enrolment.duplicates.table import STAYS, HangsOn
from enrolment.duplicates.table import register as register_entries
from enrolment.persons.models.person import Person

UNDER_WAY = _(
    "An institution's month with care of the file that would be joined is under way (%(reference)s). Post it or withdraw it first."
)
WHY = _("What was declared and posted says whom it was about then.")


def against_under_way(_kept: Person, joined: Person) -> list[Reason]:
    """A month that is not posted counts by person: her settlements would stand in two chunks. One query."""
    rows = DeclaredCare.objects.filter(person=joined).exclude(month__state__in=[*APPROVED, "withdrawn"])
    rows = rows.union(DeclaredCare.objects.filter(person=joined, month__state="posting"))
    found = list(rows.values_list("month__case__reference", flat=True)[:1])
    return [Reason("month_under_way", UNDER_WAY % {"reference": reference}) for reference in found]


def register() -> None:
    """Say what hangs on a person here."""
    register_entries(
        HangsOn(
            model="claims.DeclaredCare",
            field="person",
            label=_("settlements declared by institutions"),
            how=STAYS,
            why=WHY,
            against=against_under_way,
        )
    )

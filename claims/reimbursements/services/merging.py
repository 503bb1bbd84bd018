"""What a merge of two files does with claims: they stay with the file they were made for, as what was posted does."""

from django.utils.translation import gettext_lazy as _

from casework.engine.refusals import Reason
from claims.reimbursements.models.claim import Reimbursement
from claims.reimbursements.models.settlement import PersonYear
from enrolment.duplicates.table import STAYS, HangsOn
from enrolment.duplicates.table import register as register_entries
from enrolment.persons.models.person import Person

OPEN_CLAIM = _(
    "A claim of the file that would be joined is under way (%(reference)s). Decide on it or withdraw it first."
)
BOTH_SETTLED = _(
    "Claims were settled in the year %(year)s under both files. Clear first how they are counted together."
)
WHY = _("What was claimed and posted says whom it was about then.")
OPEN = ("draft", "received", "returned", "reviewed", "second_reviewed")


def against_open(_kept: Person, joined: Person) -> list[Reason]:
    """A claim that is still under way would be decided for a file that is no more. One query."""
    rows = Reimbursement.objects.filter(person=joined, state__in=OPEN).select_related("case")
    return [Reason("open_claim", OPEN_CLAIM % {"reference": row.case.reference}) for row in rows]


def against_years(kept: Person, joined: Person) -> list[Reason]:
    """Two files with the same year settled are one human with two deductibles: a person clears that. One query."""
    hers = PersonYear.objects.filter(person=kept, posted__gt=0).values("year")
    rows = PersonYear.objects.filter(person=joined, posted__gt=0, year__in=hers)
    return [Reason("both_settled", BOTH_SETTLED % {"year": row.year}) for row in rows.order_by("year")]


def register() -> None:
    """Say what hangs on a person here."""
    register_entries(
        HangsOn(
            model="claims.Reimbursement",
            field="person",
            label=_("manual reimbursements"),
            how=STAYS,
            why=WHY,
            against=against_open,
        ),
        HangsOn(
            model="claims.PersonYear",
            field="person",
            label=_("settled years"),
            how=STAYS,
            why=WHY,
            against=against_years,
        ),
    )

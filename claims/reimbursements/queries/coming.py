"""Who may bring a claim: the person herself, her guardian, a delegate whose authority is to hand in; of somebody who has died an
heir, since no authority outlives her."""

from dataclasses import dataclass
from datetime import date

from claims.reimbursements.choices import ComesAs
from enrolment.persons.models.person import Person
from enrolment.persons.models.representative import Representative
from enrolment.persons.queries.representatives import relation_words
from enrolment.persons.rules.masks import masked


@dataclass(frozen=True, kw_only=True)
class Comer:
    """Somebody who may come, as a form offers her."""

    comes_as: str
    row: Representative | None = None

    @property
    def key(self) -> str:
        return str(self.row.pk) if self.row else self.comes_as

    @property
    def label(self) -> str:
        words = str(ComesAs(self.comes_as).label)
        return f"{words}: {masked(self.row.name)} ({relation_words(self.row)})" if self.row else words


def comers_of(person: Person, on: date) -> list[Comer]:
    """The person, and who acts for her on a day; an heir once she has died. One query, none of the dead."""
    if person.died_on is not None:
        return [Comer(comes_as=ComesAs.HEIR.value)]
    rows = person.representatives.order_by("kind", "recorded_at")
    may = [
        row
        for row in rows
        if row.acts_on(on) and (row.kind == ComesAs.GUARDIAN or Representative.Scope.HAND_IN in row.scope)
    ]
    return [Comer(comes_as=ComesAs.HERSELF.value), *(Comer(comes_as=row.kind, row=row) for row in may)]

"""Who may be told or asked at the counter: the person, and who stands on her file as acting for her."""

from dataclasses import dataclass
from datetime import date

from casework.rulebook.rules.parameters import rule_by_id
from enrolment.consent.models.notice import Party
from enrolment.consent.rules.who_speaks import AGE_OF_OWN_CONSENT, Whose, against_speaker
from enrolment.persons.models.person import Person
from enrolment.persons.models.representative import Representative
from enrolment.persons.queries.representatives import relation_words
from enrolment.persons.rules.masks import masked


@dataclass(frozen=True, kw_only=True)
class Speaker:
    """Somebody who may speak, and why she does not ("" when she does)."""

    party: str
    row: Representative | None
    against: str

    @property
    def key(self) -> str:
        return str(self.row.pk) if self.row else Party.HERSELF.value

    @property
    def label(self) -> str:
        """As a form offers it: who she is; of another than the person the beginning of her name."""
        words = str(Party(self.party).label)
        return f"{words}: {masked(self.row.name)} ({relation_words(self.row)})" if self.row else words


def speakers_of(person: Person, on: date, *, decides: bool) -> list[Speaker]:
    """The person and everybody who acts for her on a day; `decides`: whether for a consent, or only to be told. One query."""
    whose, age = Whose(born_on=person.birth_on, died_on=person.died_on), rule_by_id(AGE_OF_OWN_CONSENT)
    rows = [row for row in person.representatives.order_by("kind", "recorded_at") if row.acts_on(on)]
    parties: list[tuple[str, Representative | None]] = [(Party.HERSELF.value, None)]
    parties += [(row.kind, row) for row in rows]
    return [
        Speaker(
            party=party,
            row=row,
            against=against_speaker(party, tuple(row.scope) if row else (), whose, on, age, decides=decides),
        )
        for party, row in parties
    ]

"""What a search found, as its page shows it: rows that tell look-alikes apart, where was looked, and what can be done next."""

from dataclasses import dataclass, field
from datetime import date

from casework.engine.table import workflow_of
from casework.models import CaseFile
from casework.staff.officer import Officer
from enrolment.documents.words import KIND_NAMES, message_for
from enrolment.employers.queries import search as employer_search
from enrolment.hires.queries import search as hire_search
from enrolment.identities.rules.typed import Slip, slips_in
from enrolment.models import Employer, Hire, Person
from enrolment.persons.queries import search as person_search
from enrolment.persons.rules.masks import masked

# The acts a search may be followed by.
NEXT_ACTS = ("look_up_identity", "open_application", "report_hire", "register_employer")


@dataclass(frozen=True, kw_only=True)
class PersonRow:
    """One person of a list: beside name and year the ends of her numbers, her other names masked, and what is open."""

    person: Person
    tails: list[str]
    other_names: list[str]
    open_cases: list[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class HireRow:
    """One hire of somebody without a file."""

    hire: Hire
    tail: str
    state: object


@dataclass(kw_only=True)
class Found:
    """The answer to one question. `recognised` says as what it was read: "", reference, number, tail, tail_alone, slip, name."""

    recognised: str = ""
    people: list[PersonRow] = field(default_factory=list)
    hires: list[HireRow] = field(default_factory=list)
    employers: list[Employer] = field(default_factory=list)
    more: bool = False
    slips: list[tuple[object, list[object]]] = field(default_factory=list)
    # Where was looked: codes of the page's sentences.
    places: list[str] = field(default_factory=list)

    @property
    def nothing(self) -> bool:
        return not (self.people or self.hires or self.employers)

    def add_people(self, people: list[Person], officer: Officer) -> None:
        self.more = self.more or len(people) > person_search.LIMIT
        self.people = person_rows(people[: person_search.LIMIT], officer)

    def add_hires(self, hires: list[Hire]) -> None:
        self.more = self.more or len(hires) > hire_search.LIMIT
        self.hires = [
            HireRow(hire=hire, tail=str(hire.number), state=hire.get_state_display())
            for hire in hires[: hire_search.LIMIT]
        ]

    def add_employers(self, employers: list[Employer]) -> None:
        self.more = self.more or len(employers) > employer_search.LIMIT
        self.employers = employers[: employer_search.LIMIT]

    def shown(self) -> list:
        """Whose personal data the page shows."""
        return [row.person.pk for row in self.people] + [row.hire.pk for row in self.hires]


def person_rows(people: list[Person], officer: Officer) -> list[PersonRow]:
    """The people, read with their documents, with what is open of each. One query."""
    cases: dict = {}
    visible = CaseFile.objects.visible_to(officer) if people else CaseFile.objects.none()
    rows = visible.filter(subject__in=[person.pk for person in people], is_open=True, reference__isnull=False)
    for subject, kind, reference in rows.order_by("opened_at").values_list("subject", "kind", "reference"):
        cases.setdefault(subject, []).append((workflow_of(kind).name, reference))
    return [
        PersonRow(
            person=person,
            tails=list(dict.fromkeys(str(document.number) for document in person_search.documents_of(person))),
            other_names=_other_names(person),
            open_cases=cases.get(person.pk, []),
        )
        for person in people
    ]


def _other_names(person: Person) -> list[str]:
    names = dict.fromkeys(masked(document.name_on_document) for document in person_search.documents_of(person))
    return [name for name in names if name != person.masked_name]


def explained(typed: str, on: date) -> list[tuple[object, list[object]]]:
    """Of each kind the text may be meant as: its name and what is wrong with it."""
    return [(_name_of(slip), [message_for(reason) for reason in slip.reasons]) for slip in slips_in(typed, on)]


def _name_of(slip: Slip) -> object:
    return KIND_NAMES.get(slip.kind, "")


def next_acts(officer: Officer) -> dict[str, bool]:
    """Which acts the page may offer to this officer."""
    return {verb: officer.may(verb) for verb in NEXT_ACTS}

"""Who acts for the child of an application: found when it is handed in, on the child's file when its papers were verified."""

from dataclasses import replace
from datetime import date

from django.utils.translation import gettext_lazy as _

from casework.casefile.services.events import record
from casework.engine.moves import Move
from casework.engine.refusals import Blocked, Reason
from casework.models import CaseFile
from casework.rulebook.rules.parameters import rule_by_id
from casework.staff.officer import Officer
from enrolment.applications.models.application import EnrolmentApplication
from enrolment.applications.queries.circumstances import circumstances_of
from enrolment.documents.queries import documents_by_numbers
from enrolment.documents.rules.identity_numbers import KINDS, check
from enrolment.documents.rules.possible_days import AGE_OF_MAJORITY, is_of_age
from enrolment.eligibility.rules.paths import MINOR, NEWBORN
from enrolment.persons.models.person import Person
from enrolment.persons.models.representative import Kinship
from enrolment.persons.queries.identity import Identity
from enrolment.persons.queries.representatives import is_of
from enrolment.persons.services.documents import bears_her_name
from enrolment.persons.services.representatives import HERSELF, record_guardian

NO_MOTHER = _(
    "Nobody is on file with this number. Register the mother first, or wait for the child's permit and choose the path of a minor."
)
NOT_A_MOTHER = _(
    "The file of this number is not that of a woman who can be the mother. Compare the number with her document."
)


MOTHER_A_MINOR = _(
    "By her file the mother is not of age, so she does not act for the child. Wait for its permit and its guardian."
)


def mother_of(number: str, child: Identity, on: date) -> Person:
    """The person whose file a number opens, in the whole province, if she can be the mother and acts for it. Raises Blocked."""
    person = _mother_on_file(number, "mother_number")
    if person.sex != Person.Sex.FEMALE or person.birth_on >= child.birth_on:
        raise Blocked(Reason("no_mother", NOT_A_MOTHER, "mother_number"))
    # The form sees this only where the number itself says when she was born.
    if not is_of_age(person.birth_on, on, rule_by_id(AGE_OF_MAJORITY)):
        raise Blocked(Reason("mother_a_minor", MOTHER_A_MINOR, "mother_number"))
    return person


def _people_of(number: str) -> set[Person]:
    """Whose documents bear a number as it was typed, or in the normal form of a kind. Two queries at most."""
    normal = {read.normalised for kind in KINDS if (read := check(kind, number)).valid}
    documents = documents_by_numbers(sorted(normal | {number}))
    return set(Person.objects.filter(pk__in=[document.person_id for document in documents]))


def as_child(identity: Identity, path: str, mother_number: str, move: Move) -> Identity:
    """A newborn is of the same people as its mother, whose file is looked up, on record; everybody else is as typed."""
    if path != NEWBORN:
        return identity
    mother = mother_of(mother_number, identity, move.on)
    record("look_up_identity", by=move.by, case=move.case, subject=mother.pk, facts={"page": "intake"})
    return replace(identity, category=mother.category)


# What a number that opened no mother's file answers with; the sheet goes back, and with it what the step would have noted.
FAILED_LOOK_UPS = frozenset({"mother_unknown", "no_mother", "mother_a_minor"})


def note_failed_look_up(case: CaseFile, blocked: Blocked, *, by: Officer) -> None:
    """A file was asked for by a mother's number although the sheet was not taken: that leaves an event like every look-up."""
    codes = {reason.code for reason in blocked.reasons} & FAILED_LOOK_UPS
    if codes:
        found = "mother_unknown" not in codes
        record("look_up_identity", by=by, case=case, facts={"page": "intake", "found": found})


def take_over_guardian(application: EnrolmentApplication, *, by: Officer, case: CaseFile, on: date) -> None:
    """The papers were compared: who acts for the child stands on its file. Raises Blocked when the mother's file is gone."""
    said, child = circumstances_of(application), application.person
    if child is None:
        raise ValueError("an application that was handed in has its person on file")
    if application.path == MINOR:
        name, number, relation = said.guardian_name, said.guardian_number, said.guardian_relation
        file = _file_of_guardian(number, name)
        if file is not None:
            record("look_up_identity", by=by, case=case, subject=file.pk, facts={"page": "verify"})
    elif application.path == NEWBORN:
        file = _mother_on_file(said.mother_number)
        name, number, relation = file.name, said.mother_number, Kinship.MOTHER.value
    else:
        return
    if is_of(number, child.pk):
        raise Blocked(Reason("acts_for_herself", HERSELF))
    record_guardian(child, name=name, number=number, relation=relation, file=file, by=by, on=on, case=case)


def _file_of_guardian(number: str, name: str) -> Person | None:
    """The one file that a guardian's number opens, if it bears the name; many guardians have none."""
    found = _people_of(number)
    file = found.pop() if len(found) == 1 else None
    return file if file is not None and bears_her_name(file, name) else None


def _mother_on_file(number: str, field: str = "") -> Person:
    found = _people_of(number)
    if len(found) != 1:
        raise Blocked(Reason("mother_unknown", NO_MOTHER, field))
    return found.pop()

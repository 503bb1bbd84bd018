"""A key detail of a file corrected with proof: name, number of a document, sex, date of birth. What is right becomes a new dated
row of facts, verified by the officer who decides; nothing is overwritten.

A number and the date of birth inside it that were both keyed wrong are corrected by one act: neither is right without the other.
The sex that the right number says is corrected with it: it was read from the wrong one.
"""

from datetime import date

from django.utils.translation import gettext_lazy as _

from casework.engine.refusals import Blocked, Reason
from casework.rulebook.rules.parameters import rule_by_id
from enrolment.changes.queries.numbers import NUMBER, NUMBER_BIRTH, NUMBERS, Renumbered, renumbered
from enrolment.changes.services.doing import Doing
from enrolment.documents.models import IdentityDocument
from enrolment.documents.queries import document_by_key
from enrolment.documents.rules.document_key import DocumentKey
from enrolment.documents.rules.possible_days import GREATEST_AGE, against_birth
from enrolment.documents.words import DAYS
from enrolment.persons.models.person import Person
from enrolment.persons.queries.details import as_value, contradicted_by
from enrolment.persons.queries.identity import Identity, values_of
from enrolment.persons.services.documents import add_document, close_document, verify_document
from enrolment.persons.services.facts import current_facts, verify_facts
from enrolment.persons.services.representatives import guardians_follow_birth

DETAILS = ("name", "latin_name", "sex", "birth_on", *NUMBERS)
NO_DETAIL = _("Choose what is corrected.")
NO_VALUE = _("Write what is right.")
SAME_VALUE = _("This is what the file says already.")
CONTRADICTED = _(
    "The number of a document on file says otherwise. Correct the number first, or number and date of birth together where both "
    "are wrong."
)
NO_BIRTH = _("Enter the date of birth that the right number says.")
SAME_BIRTH = _("This is the date of birth on file. Correct the number alone.")
NO_SUCH_NUMBER = _(
    "This is no number of a kind of document the person holds here, or of more than one of them. Compare it digit by digit."
)
TAKEN = _("This number belongs to a document that is on record already. Compare it with the document digit by digit.")


def against_detail(person: Person, about: str, claimed: str, claimed_birth: str = "") -> list[Reason]:
    """What stands against correcting a detail so. A few queries."""
    if about not in DETAILS:
        return [Reason("no_detail", NO_DETAIL, "about")]
    if not claimed:
        return [Reason("no_value", NO_VALUE, "claimed")]
    if about == NUMBER:
        return _against_number(person, renumbered(person, claimed, person.birth_on))
    if about == NUMBER_BIRTH:
        return _against_number_and_birth(person, claimed, claimed_birth)
    value = as_value(about, claimed)
    if value == values_of(person)[about]:
        return [Reason("same_value", SAME_VALUE, "claimed")]
    if isinstance(value, date) and (reasons := _against_day(person, value, "claimed")):
        return reasons
    if contradicted_by(person, about, value):
        return [Reason("contradicted", CONTRADICTED, "claimed")]
    return []


def _against_day(person: Person, day: date, field: str) -> list[Reason]:
    code = against_birth(day, person.registered_on, rule_by_id(GREATEST_AGE))
    return [Reason(code, DAYS[code], field)] if code else []


def _against_number_and_birth(person: Person, claimed: str, claimed_birth: str) -> list[Reason]:
    """Both are other than on file, the number says the day, and no other document of hers says another one."""
    if not claimed_birth:
        return [Reason("no_birth", NO_BIRTH, "claimed_birth")]
    day = date.fromisoformat(claimed_birth)
    if day == person.birth_on:
        return [Reason("same_birth", SAME_BIRTH, "claimed_birth")]
    if reasons := _against_day(person, day, "claimed_birth"):
        return reasons
    found = renumbered(person, claimed, day)
    if reasons := _against_number(person, found):
        return reasons
    if found is not None and contradicted_by(person, "birth_on", day, but=found.document.pk):
        return [Reason("contradicted", CONTRADICTED, "claimed_birth")]
    return []


def _against_number(person: Person, found: Renumbered | None) -> list[Reason]:
    if found is None:
        return [Reason("no_such_number", NO_SUCH_NUMBER, "claimed")]
    if found.document.number.open_for_work() == found.number:
        return [Reason("same_value", SAME_VALUE, "claimed")]
    if document_by_key(DocumentKey(found.document.kind_id, found.number, found.document.issuer)) is not None:
        return [Reason("number_taken", TAKEN, "claimed")]
    other = found.sex and contradicted_by(person, "sex", found.sex, but=found.document.pk)
    return [Reason("contradicted", CONTRADICTED, "claimed")] if other else []


def details_corrected(doing: Doing) -> None:
    """The right value becomes the person's fact, verified by the officer who decides and taken down by the one who asked; a right
    number is a new row of the document, and the wrong one is closed. Raises Blocked."""
    change, person = doing.change, doing.person
    claimed, claimed_birth = change.claimed.open_for_work(), change.claimed_birth.open_for_work()
    if reasons := against_detail(person, change.about, claimed, claimed_birth):
        raise Blocked(*[Reason(one.code, one.text) for one in reasons])
    if change.about in NUMBERS:
        _correct_number(doing, claimed, date.fromisoformat(claimed_birth) if claimed_birth else person.birth_on)
    else:
        _verify(doing, {change.about: as_value(change.about, claimed)}, current_facts(person).document)


def _verify(doing: Doing, values: dict, document: IdentityDocument | None) -> None:
    """The values become the person's facts; of another day of birth guardians follow. Whoever may be the same human is looked for
    anew, as whenever facts are written (persons/services/name_keys.py)."""
    by, case, on = doing.by, doing.case, doing.on
    verify_facts(doing.person, values, document=document, taken_by=case.opened_by, by=by, case=case, on=on)
    if "birth_on" in values:
        corrected = Person.objects.get(pk=doing.person.pk)
        guardians_follow_birth(corrected, str(case.reference), by=by, case=case, on=on)


def _correct_number(doing: Doing, claimed: str, birth_on: date) -> None:
    """The right number, with the date of birth and the sex it says where the file says others. Raises Blocked."""
    found = renumbered(doing.person, claimed, birth_on)
    if found is None:
        raise Blocked(Reason("no_such_number", NO_SUCH_NUMBER))
    sex = found.sex or doing.person.sex
    values = {
        field: value
        for field, value in {"birth_on": birth_on, "sex": sex}.items()
        if value != getattr(doing.person, field)
    }
    right = _write_number(doing, found, birth_on=birth_on, sex=sex)
    if values:
        _verify(doing, values, right)


def _write_number(doing: Doing, found: Renumbered, *, birth_on: date, sex: str) -> IdentityDocument:
    """The right number as a row of its own, verified, the wrong one closed."""
    wrong, person = found.document, doing.person
    identity = Identity(
        kind=wrong.kind_id,
        number=found.number,
        issuer=wrong.issuer,
        name=wrong.name_on_document,
        latin_name=person.latin_name,
        sex=sex,
        birth_on=birth_on,
        issued_on=wrong.issued_on,
        expires_on=wrong.expires_on,
        issue_count=wrong.issue_count,
    )
    close_document(wrong, by=doing.by, case=doing.case)
    right = add_document(person, identity, by=doing.by, case=doing.case)
    return verify_document(right, identity, by=doing.by, case=doing.case, on=doing.on)

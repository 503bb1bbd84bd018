"""What the cells of a row say together: a death, and a birth, that a register reports."""

from datetime import date

from casework.imports.rules.cells import Problem
from casework.imports.rules.rows import Values, Vocabulary
from enrolment.documents.rules.identity_numbers import KINDS, check

BIRTH_CERTIFICATE = "birth_certificate"
# What a number can be that opens a person's file; a birth certificate is the child's own.
PERSONAL = tuple(kind for kind in KINDS if kind not in ("uscc", BIRTH_CERTIFICATE))


def normal_forms(number: str) -> frozenset[str]:
    """A number as it was written, and in the normal form of every kind of document that it can be of."""
    return frozenset({number} | {read.normalised for kind in PERSONAL if (read := check(kind, number)).valid})


def death_together(values: Values, _vocabulary: Vocabulary, on: date) -> list[Problem]:
    """What is wrong with a death whose cells can be read. `on` is today."""
    found = _ahead("died_on", values, on)
    if values.get("number") and not _opens_a_file(values["number"]):
        found.append(Problem("number", "no_number_of_a_person"))
    return found


def birth_together(values: Values, _vocabulary: Vocabulary, on: date) -> list[Problem]:
    """What is wrong with a birth whose cells can be read; puts the certificate's number in its normal form. `on` is today."""
    found = _ahead("birth_on", values, on)
    if number := values.get("certificate"):
        read = check(BIRTH_CERTIFICATE, number)
        if read.valid:
            values["certificate"] = read.normalised
        else:
            found.append(Problem("certificate", "no_birth_certificate"))
    if values.get("mother_number") and not _opens_a_file(values["mother_number"]):
        found.append(Problem("mother_number", "no_number_of_a_person"))
    return found


def _ahead(column: str, values: Values, on: date) -> list[Problem]:
    day = values.get(column)
    return [Problem(column, "day_ahead")] if day and day > on else []


def _opens_a_file(number: str) -> bool:
    return len(normal_forms(number)) > 1 or any(check(kind, number).valid for kind in PERSONAL)

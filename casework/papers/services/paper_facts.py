"""What every paper of a case says, as plain data."""

from datetime import date

from django.conf import settings
from django.utils import translation

from casework.casefile.models.case_file import CaseFile
from casework.evidence.queries import Words, in_each_language


def frozen(text) -> Words:
    """A translatable text in each language, as it reads today, with a capital where the script has one."""
    made = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            said = str(text)
            made[language] = said[:1].upper() + said[1:]
    return made


def head(case: CaseFile, by, on: date) -> dict:
    """What every paper of a case says: office, day, who issued it."""
    return {
        "issued_on": on.isoformat(),
        "office": in_each_language(case.office, "name"),
        "office_telephone": case.office.telephone,
        "center": in_each_language(case.through_center, "name") if case.through_center else None,
        "taken_in_by": case.opened_by.full_name,
        "issued_by": by.user.full_name,
        "received_on": case.received_on.isoformat() if case.received_on else "",
    }

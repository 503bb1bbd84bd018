"""What every paper of a case says, as plain data."""

from datetime import date

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from casework.casefile.models.case_file import CaseFile
from casework.evidence.queries import Words, in_each_language
from casework.staff.models.office import Office

NO_REMEDIES = _(
    "The organ of reconsideration and the court of this office are not on record, so no decision is handed out. Have an "
    "administrator enter them with the office."
)


def frozen(text) -> Words:
    """A translatable text in each language, as it reads today, with a capital where the script has one."""
    made = {}
    for language, _words in settings.LANGUAGES:
        with translation.override(language):
            made[language] = str(text)
    return capitals(made)


def capitals(words: Words) -> Words:
    """Words with a capital where the script has one."""
    return {language: said[:1].upper() + said[1:] for language, said in words.items()}


def head(case: CaseFile, by, on: date) -> dict:
    """What every paper of a case says: the office and how it is reached, the day, who issued it, where its course is asked."""
    asked_at = {"enquiry": f"{settings.PUBLIC_ADDRESS}/enquiry/"} if settings.PUBLIC_ADDRESS else {}
    return asked_at | {
        "issued_on": on.isoformat(),
        "office": in_each_language(case.office, "name"),
        "office_address": case.office.address,
        "office_telephone": case.office.telephone,
        "office_hours": _said(case.office, "hours"),
        "center": in_each_language(case.through_center, "name") if case.through_center else None,
        "taken_in_by": case.opened_by.full_name,
        "issued_by": by.user.full_name,
        "received_on": case.received_on.isoformat() if case.received_on else "",
    }


def remedies(office: Office) -> dict:
    """Where a decision of an office is complained of, as its administrators wrote it down; None where nobody has."""
    return {
        "reconsideration_organ": _said(office, "reconsideration_organ"),
        "court": _said(office, "court"),
    }


def lacks_remedies(facts: dict) -> bool:
    """Whether a decision could not say where it is complained of: it is not handed out then."""
    return not (facts["reconsideration_organ"] and facts["court"])


def _said(office: Office, field: str) -> Words | None:
    found = in_each_language(office, field)
    return found if all(found.values()) else None

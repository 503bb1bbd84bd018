"""What an application says of work, stay and dwelling, read back."""

from dataclasses import fields

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from enrolment.applications.models.application import EnrolmentApplication
from enrolment.applications.rules.circumstances import NOTHING, Circumstances
from enrolment.documents.rules.employment_documents import NONE, employment_documents

SEALED = ("employment_number", "guardian_number", "mother_number")


def circumstances_of(application: EnrolmentApplication) -> Circumstances:
    """What an application says, the number in plain text for those who work with it. One query where it was not fetched."""
    row = getattr(application, "circumstances", None)
    if row is None:
        return NOTHING
    values = {field.name: getattr(row, field.name) for field in fields(Circumstances)}
    return Circumstances(**values | {name: values[name].open_for_work() for name in SEALED})


def employment_choices() -> list[tuple[str, object]]:
    """The documents of lawful work in the reader's language, and that there is none."""
    language = get_language() or "en"
    return [(each.code, each.name(language)) for each in employment_documents()] + [(NONE, _("has none"))]

"""What an application says of work, stay and dwelling, written with the sheet."""

from dataclasses import asdict

from enrolment.applications.models.application import EnrolmentApplication
from enrolment.applications.models.circumstances import ApplicationCircumstances
from enrolment.applications.rules.circumstances import NOTHING, Circumstances


def write_circumstances(application: EnrolmentApplication, said: Circumstances) -> None:
    """Keep what was said; a sheet that says nothing of the kind has no row, or an empty one where it had something before."""
    row = ApplicationCircumstances.objects.filter(pk=application.pk).first()
    fresh = row is None
    if fresh and said == NOTHING:
        return
    row = circumstances_row(application, said, row)
    row.save(force_insert=fresh, force_update=not fresh)
    application.circumstances = row


def circumstances_row(
    application: EnrolmentApplication, said: Circumstances, row: ApplicationCircumstances | None = None
) -> ApplicationCircumstances:
    """The row of what was said, a new one or the given one filled, not written yet."""
    row = row or ApplicationCircumstances(application=application)
    for name, value in asdict(said).items():
        setattr(row, name, value)
    return row

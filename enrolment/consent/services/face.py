"""The face at the terminal: captured only on a separate consent that stands or is given this moment; else compared by eye."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from casework.engine.refusals import Blocked, Reason
from casework.models import CaseFile
from casework.staff.officer import Officer
from enrolment.consent.models.notice import Party
from enrolment.consent.queries.standing import by_consent, consents_to
from enrolment.consent.rules.purposes import FACE, GIVEN
from enrolment.consent.services.notices import Shown, speaker_for
from enrolment.consent.services.statements import Said, write_statement
from enrolment.persons.models.person import Person

NO_CONSENT = _("Her face is captured only on her separate consent: show the text, or compare face and photo by eye.")
NOBODY_HERE = _("An agent is here: nobody's face is captured.")


def capture_on_consent(
    person: Person, *, version: str, language: str, by_agent: bool, case: CaseFile, by: Officer, on: date
) -> None:
    """Make sure that a face may be captured, and write the consent that is given now, in the transaction of the step.

    `version`: of the text that is shown now to the person at the counter, "" where she was not asked now. Raises Blocked beside
    `by_face`.
    """
    if by_agent:
        raise Blocked(Reason("nobody_here", NOBODY_HERE, "by_face"))
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if consents_to(person.pk, FACE, on):
        return
    if not version:
        raise Blocked(Reason("no_face_consent", NO_CONSENT, "by_face"))
    try:
        speaker = speaker_for(person, Party.HERSELF.value, on, decides=True)
    except Blocked as blocked:
        raise Blocked(*(Reason(one.code, one.text, "by_face") for one in blocked.reasons)) from blocked
    shown = Shown(version=version, language=language, speaker=speaker.key)
    said = Said(purpose=FACE, says=GIVEN, shown=shown)
    write_statement(person, by_consent(on)[FACE], said, speaker, case=case, by=by, on=on)

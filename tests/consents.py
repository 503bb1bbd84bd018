"""What people say about their personal information in tests, through the services the pages use."""

from casework.models import PaperText
from casework.staff.officer import Officer
from enrolment.consent.models.statement import ConsentStatement
from enrolment.consent.queries.standing import by_consent
from enrolment.consent.queries.texts import notice_on, text_of_purpose
from enrolment.consent.services.notices import Shown
from enrolment.consent.services.statements import Said, say_consent
from enrolment.models import Person


def shown(text: PaperText, speaker: str = "herself", language: str = "zh-hant") -> Shown:
    return Shown(version=text.starts_on.isoformat(), language=language, speaker=speaker)


def notice_shown(person: Person, on, speaker: str = "herself") -> Shown:
    """The notice that holds for a person, as it is on the screen today."""
    return shown(notice_on(person.birth_on, on), speaker)


def said(
    person: Person,
    clerk: Officer,
    purpose: str = "messages",
    says: str = "given",
    *,
    receiver: str = "",
    speaker="herself",
) -> ConsentStatement:
    """What somebody says to one purpose at the clerk's counter."""
    text = text_of_purpose(by_consent(clerk.on)[purpose].text, clerk.on)
    what = Said(purpose=purpose, says=says, shown=shown(text, speaker), receiver=receiver)
    return say_consent(person, what, by=clerk, on=clerk.on)

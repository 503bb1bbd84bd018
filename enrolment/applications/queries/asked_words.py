"""What was asked for, in words, and what became of it: for the sheet, the case's page and its papers."""

from dataclasses import dataclass

from casework.evidence.queries import causes_known
from casework.models import ChecklistItem
from enrolment.applications.models.application import EnrolmentApplication
from enrolment.applications.models.asked import AskedThing
from enrolment.applications.queries.application_facts import FIELD_LABELS
from enrolment.applications.states import APPLICATION_KIND


@dataclass(frozen=True)
class AskedLine:
    """One thing asked for, with the words of its paper or field."""

    thing: AskedThing
    label: object
    cause: object = ""

    @property
    def reason(self) -> str:
        """Why, in the reader's language; the officer's own words beside it."""
        said = (self.cause, self.thing.words)
        return " · ".join(str(each) for each in said if each)

    @property
    def answer(self) -> str:
        return self.thing.get_answer_display() if self.thing.answer else ""


def paper_names() -> dict[str, str]:
    """The papers an application may be asked for, by code, in the newest words of each. One query."""
    rows = ChecklistItem.objects.filter(case_kind=APPLICATION_KIND, published_at__isnull=False).order_by("starts_on")
    return {row.code: row.name for row in rows}


def asked_lines(application: EnrolmentApplication) -> list[AskedLine]:
    """All that was ever asked of this application, the newest round first. One query, three when something was."""
    things = list(application.asked.select_related("asked_by", "answered_by").order_by("-round", "pk"))
    return in_words(things)


def in_words(things: list[AskedThing]) -> list[AskedLine]:
    """Each thing with the words of its paper or field and of its cause. Two queries, none without things."""
    if not things:
        return []
    names, causes = paper_names(), causes_known()
    return [
        AskedLine(
            thing, names.get(thing.code) or FIELD_LABELS.get(thing.code, thing.code), causes.get(thing.reason, "")
        )
        for thing in things
    ]


def still_open(lines: list[AskedLine], application: EnrolmentApplication) -> list[AskedLine]:
    """What the application waits for now."""
    if application.state != "returned":
        return []
    return [line for line in lines if line.thing.round == application.round and not line.thing.answer]

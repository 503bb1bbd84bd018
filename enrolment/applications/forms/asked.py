"""The fields by which a sheet that came back answers what was asked: one answer a thing, and why not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.models import CaseFile
from casework.steps.forms.fields import text_of
from enrolment.applications.models.asked import AskedThing
from enrolment.applications.services.asked import (
    NOT_CHANGED,
    SAY_WHY,
    UNANSWERED,
    Answered,
    answers_to,
    field_of,
    stands_of,
    to_answer,
)
from enrolment.eligibility.rules.paths import is_asked

# Days that need not be known.
MAY_BE_EMPTY = ("expires_on", "resident_since")
# Where the sheet keeps under other names what is asked for under one.
PARTS = {"employer": ("employer_uscc", "employer_name")}


@dataclass(frozen=True)
class Questions:
    """What is asked, and what the sheet said when it was."""

    things: Sequence[AskedThing] = ()
    before: Mapping[str, object] | None = None
    brought: frozenset[str] = frozenset()

    def fields(self) -> dict[str, forms.Field]:
        """An answer and a reason for each thing."""
        made: dict[str, forms.Field] = {}
        words = dict(AskedThing.Answer.choices)
        for thing in self.things:
            made[field_of(thing)] = forms.ChoiceField(
                label=_("Answer"),
                choices=[(code, words[code]) for code in answers_to(thing)],
                widget=forms.RadioSelect,
                required=False,
                initial=AskedThing.Answer.BROUGHT if thing.code in self.brought else None,
            )
            # A field that is corrected on the sheet answers for itself, so this one need not; it is not optional for that.
            vars(made[field_of(thing)])["needed"] = True
            made[why_of(thing)] = text_of(AskedThing, "note", required=False)
        return made

    def check(self, form: forms.Form, cleaned: dict) -> None:
        """Each thing has an answer; a field that was corrected answers for itself."""
        for thing in self.things:
            name = field_of(thing)
            changed = thing.way == AskedThing.Way.CORRECT and self._changed(thing.code, cleaned)
            if not cleaned.get(name) and name not in form.errors:
                if changed:
                    cleaned[name] = AskedThing.Answer.CORRECTED
                else:
                    form.add_error(name, UNANSWERED)
            elif cleaned.get(name) == AskedThing.Answer.CORRECTED and not changed:
                form.add_error(name, NOT_CHANGED)
            elif cleaned.get(name) == AskedThing.Answer.CANNOT and not cleaned.get(why_of(thing)):
                form.add_error(why_of(thing), SAY_WHY)

    def _changed(self, code: str, cleaned: dict) -> bool:
        first = PARTS.get(code, (code,))[0]
        if cleaned.get("path") and not is_asked(first, cleaned["path"], cleaned.get("kind", "")):
            # Went with the path, or the kind of document, it belonged to.
            return True
        parts = [cleaned.get(part) for part in PARTS.get(code, (code,))]
        if None in parts and code not in MAY_BE_EMPTY:
            # It stands wrong on the sheet; that is said beside the field itself.
            return True
        now = "".join(map(str, parts)) if code in PARTS else parts[0]
        return now != (self.before or {}).get(code)

    def answers(self, cleaned: dict) -> dict[str, Answered]:
        """What became of each thing. Only for a valid form."""
        return {thing.code: Answered(cleaned[field_of(thing)], cleaned[why_of(thing)]) for thing in self.things}


def why_of(thing: AskedThing) -> str:
    """The name of the field that says why a thing cannot be."""
    return f"why_{thing.round}_{thing.code}"


def questions_of(case: CaseFile) -> Questions:
    """What the client was asked for and has not answered; none before the sheet was handed in once. Four queries."""
    if case.state != "returned":
        return Questions()
    application = case.enrolment_application
    things = to_answer(application)
    asked = case.events.filter(to_state="returned").order_by("-at").first() if things else None
    # By the moment: what lay there when it was asked for, on the same day, too, is what was asked about.
    kept = case.evidence.filter(withdrawn_at=None, uploaded_at__gt=asked.at) if asked else ()
    return Questions(things, stands_of(application) if things else {}, frozenset(row.item for row in kept))

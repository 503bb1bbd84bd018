"""Small forms of every case: notes, assignment, reveal, look-up."""

from collections.abc import Sequence
from datetime import date, timedelta

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from casework.casefile.choices import REVEAL_REASONS
from casework.clocks.models.deadline import Deadline
from casework.desk.services.notes import LONGEST
from casework.rulebook.rules.parameters import rule_by_id
from casework.staff.models.user import User
from casework.steps.forms.base import PlainForm
from casework.steps.forms.fields import DayField, ParagraphField, TextField, set_bounds

LONGEST_EXTENSION = timedelta(days=366)


class NoteForm(PlainForm):
    text = ParagraphField(label=_("Note for colleagues"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}))


class AssignForm(PlainForm):
    officer = forms.ModelChoiceField(label=_("Give to"), queryset=User.objects.none())

    def __init__(self, *args, officers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["officer"].queryset = officers


class RevealForm(PlainForm):
    reason = forms.ChoiceField(label=_("Reason"), choices=REVEAL_REASONS)


class ExtendForm(PlainForm):
    """Which time limit, to which later day, and why."""

    rule = forms.ChoiceField(label=_("Time limit"), widget=forms.RadioSelect)
    until = DayField(label=_("Extended to"))
    reason = TextField(label=_("Reason"), max_length=200, help_text=_("Kept with the case and shown beside the date."))

    def __init__(self, *args, clocks: Sequence[Deadline], on: date, **kwargs):
        super().__init__(*args, **kwargs)
        column = (get_language() or "en").replace("-", "_")
        self.fields["rule"].choices = [
            (clock.rule, f"{getattr(rule_by_id(clock.rule), column)} · {clock.legal_on.isoformat()}")
            for clock in clocks
        ]
        self.fields["rule"].initial = clocks[0].rule
        set_bounds(self, "until", earliest=on, latest=on + LONGEST_EXTENSION)

"""Small forms of every case: notes, assignment, reveal, look-up."""

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.desk.services.notes import LONGEST
from casework.staff.models.user import User
from casework.steps.forms.base import PlainForm
from casework.steps.forms.fields import ParagraphField

REVEAL_REASONS = [
    ("client_present", _("The client is at the counter")),
    ("compare_paper", _("To compare with a paper")),
    ("platform_entry", _("To enter it on the national platform")),
]


class NoteForm(PlainForm):
    text = ParagraphField(label=_("Note for colleagues"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}))


class AssignForm(PlainForm):
    officer = forms.ModelChoiceField(label=_("Give to"), queryset=User.objects.none())

    def __init__(self, *args, officers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["officer"].queryset = officers


class RevealForm(PlainForm):
    reason = forms.ChoiceField(label=_("Reason"), choices=REVEAL_REASONS)

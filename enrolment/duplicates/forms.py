"""The forms of judging a pair, merging two files and taking it back."""

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.steps.forms.base import PlainForm
from casework.steps.forms.fields import text_of
from enrolment.duplicates.models.merge import Merge
from enrolment.duplicates.models.possible_duplicate import PossibleDuplicate
from enrolment.duplicates.queries.merge_preview import MergePreview


class JudgeForm(PlainForm):
    VERDICTS = [
        (PossibleDuplicate.Verdict.SAME, _("The same human")),
        (PossibleDuplicate.Verdict.DIFFERENT, _("Different people")),
    ]
    verdict = forms.ChoiceField(label=_("The two files are of"), choices=VERDICTS, widget=forms.RadioSelect)
    reason = text_of(
        PossibleDuplicate,
        "reason",
        required=True,
        help_text=_("Which papers were compared, what the client said, who was asked."),
    )


class MergeForm(PlainForm):
    """The covers that clash are offered one by one; what is struck must have ended on the national platform."""

    platform_confirmation = text_of(
        Merge,
        "platform_confirmation",
        label=_("Confirmation of the national platform"),
        help_text=_("With which the enrolment that does not stand was ended there."),
    )

    def __init__(self, *args, preview: MergePreview, **kwargs):
        super().__init__(*args, **kwargs)
        if not preview.clashing:
            del self.fields["platform_confirmation"]
            return
        self.fields["struck"] = forms.MultipleChoiceField(
            label=_("Does not stand"),
            required=False,
            choices=[(str(row.pk), _cover_words(row)) for row in preview.clashing],
            widget=forms.CheckboxSelectMultiple,
            help_text=_("Struck periods are reversed and stay on record."),
        )
        self.order_fields(["struck", "platform_confirmation"])


def _cover_words(row) -> str:
    return f"{row.get_scheme_display()} · {row.starts_on.isoformat()} · {row.person.reference}"


class UndoForm(PlainForm):
    reason = text_of(Merge, "undone_reason", label=_("Why it is taken back"), required=True)

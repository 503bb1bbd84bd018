"""The form of a calendar year: the arrangement pasted or uploaded, every wrong line named beside it."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.publication.models import CalendarDraft
from casework.publication.services.calendar import YearDraft
from casework.rulebook.models import CalendarDay
from casework.rulebook.rules.calendar_lines import Problem, as_lines, problems_of_year, read_lines
from casework.steps.forms.base import PlainForm
from casework.steps.forms.fields import text_of
from casework.tables.models.bases import Status

LARGEST_FILE, MOST_SHOWN = 50_000, 10
SENTENCES = {
    "too_many_lines": _("More than %(wanted)s lines: this is not one year."),
    "line_unreadable": _("Line %(line)s cannot be read: “%(about)s”. Write the day or the break, then what it is."),
    "unreadable_date": _("Line %(line)s: write days with the year first, 2027-02-06, not “%(about)s”."),
    "impossible_date": _("Line %(line)s: there is no such day: “%(about)s”."),
    "kind_unknown": _("Line %(line)s: “%(about)s” is not known. Write statutory, rest or work."),
    "other_year": _("Line %(line)s: %(about)s is not a day of %(wanted)s."),
    "not_a_weekend": _("Line %(line)s: %(about)s is no Saturday or Sunday, so it cannot be a worked weekend day."),
    "range_wrong": _("Line %(line)s: a break goes forward and has fewer than %(wanted)s days: “%(about)s”."),
    "day_twice": _("Line %(line)s: %(about)s stands there twice."),
    "fixed_day_missing": _("%(about)s is a statutory holiday every year and is missing."),
    "statutory_days": _(
        "%(about)s statutory days; the law gives %(wanted)s, or one fewer where two holidays coincide."
    ),
}


def sentence_of(problem: Problem) -> str:
    """The problem in the reader's language."""
    return str(SENTENCES[problem.code]) % vars(problem)


def lines_of(days: dict[date, str]) -> str:
    """The days as they can be pasted back, in the reader's language."""
    words = {
        CalendarDay.Kind.STATUTORY.value: str(_("statutory")),
        CalendarDay.Kind.SWAPPED_REST.value: str(_("rest")),
        CalendarDay.Kind.WORKING_WEEKEND.value: str(_("work")),
    }
    return as_lines(days, words)


class CalendarForm(PlainForm):
    source = text_of(CalendarDraft, "source")
    status = forms.ChoiceField(label=_("How sure"), choices=[("", "—"), *Status.choices])
    reason = text_of(CalendarDraft, "reason")
    lines = forms.CharField(
        label=_("Days"),
        required=False,
        max_length=LARGEST_FILE,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 16, "spellcheck": "false"}),
        help_text=_("One day or break a line, then statutory, rest or work: 2027-02-06 .. 2027-02-12 rest"),
    )
    file = forms.FileField(label=_("Or a text file with these lines"), required=False)

    def __init__(self, *args, year: int, correction: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.year = year
        self.fields["reason"].required = correction
        if not correction:
            del self.fields["reason"]

    def clean_file(self):
        sent = self.cleaned_data["file"]
        if not sent:
            return ""
        if sent.size > LARGEST_FILE:
            raise forms.ValidationError(_("This file is too large for one year."))
        return _decoded(sent.read())

    def clean(self):
        cleaned = super().clean()
        place = "file" if cleaned.get("file") else "lines"
        text = cleaned.get("file") or cleaned.get("lines") or ""
        if not text.strip() and not self.errors:
            self.add_error("lines", _("Paste the days, or choose a file."))
            return cleaned
        found = read_lines(text, self.year)
        problems = list(found.problems) or list(problems_of_year(found.days, self.year))
        for problem in problems[:MOST_SHOWN]:
            self.add_error(place, sentence_of(problem))
        if len(problems) > MOST_SHOWN:
            self.add_error(place, _("%(count)s more.") % {"count": len(problems) - MOST_SHOWN})
        cleaned["days"] = found.days
        return cleaned

    def draft(self) -> YearDraft:
        """What the service is asked. Only for a valid form."""
        data = self.cleaned_data
        return YearDraft(
            year=self.year,
            days=data["days"],
            source=data["source"],
            status=data["status"],
            reason=data.get("reason", ""),
        )


def _decoded(raw: bytes) -> str:
    """Text as editors save it: UTF-8, or GB 18030 as Chinese office programs still do."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise forms.ValidationError(_("This file is no text in UTF-8 or GBK."))

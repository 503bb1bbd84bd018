"""Invented data for the component catalogue: every state of every component, in the reader's language."""

from datetime import date, datetime
from decimal import Decimal
from types import SimpleNamespace as Sample
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from casework.steps.forms.base import PlainForm
from casework.steps.forms.fields import DayField, TextField
from casework.templatetags.shown import clock_shape, days_left_words

_AT = datetime(2026, 6, 10, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


class SampleForm(PlainForm):
    """Every kind of field, with its hint."""

    name = TextField(label=gettext_lazy("Name as printed on the document"))
    birth_on = DayField(label=gettext_lazy("Date of birth"))
    sex = forms.ChoiceField(
        label=gettext_lazy("Sex"),
        choices=[("female", gettext_lazy("female")), ("male", gettext_lazy("male"))],
        widget=forms.RadioSelect,
    )
    path = forms.ChoiceField(
        label=gettext_lazy("Path"),
        choices=[("employed", gettext_lazy("employed")), ("student", gettext_lazy("student"))],
    )
    note = forms.CharField(
        label=gettext_lazy("Note for colleagues"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    seen = forms.BooleanField(label=gettext_lazy("I have seen the originals"), required=False)


def states() -> list[Sample]:
    """One badge per shape."""
    words = {
        "open": _("open"),
        "waiting": _("waiting"),
        "soon": _("due soon"),
        "overdue": _("overdue"),
        "done": _("enrolled"),
        "refused": _("refused"),
    }
    return [Sample(shape=shape, label=label) for shape, label in words.items()]


def clocks() -> list[Sample]:
    """In time, due soon and moved past a rest day, late, provisional, stopped."""

    def clock(nominal: date, legal: date, days_left: int | None, *, provisional: bool = False, status: str = "stated"):
        deadline = Sample(
            started_on=date(2026, 5, 12),
            nominal_on=nominal,
            legal_on=legal,
            provisional=provisional,
            source=_("Social Insurance Law, article 58"),
            status=status,
        )
        return Sample(deadline=deadline, days_left=days_left, replaced=None)

    return [
        clock(date(2026, 6, 24), date(2026, 6, 24), 14),
        clock(date(2026, 6, 13), date(2026, 6, 15), 3),
        clock(date(2026, 6, 8), date(2026, 6, 8), -2),
        clock(date(2027, 1, 11), date(2027, 1, 11), 20, provisional=True, status="inferred"),
        clock(date(2026, 6, 4), date(2026, 6, 4), None),
    ]


def identity() -> Sample:
    """A bar with everything in it."""
    cover = Sample(
        get_scheme_display=_("basic medical insurance for urban and rural residents"), starts_on=date(2026, 1, 1)
    )
    return Sample(
        masked_name="陳○○",
        category_label=_("Taiwan compatriot"),
        reference="P-350203-2026-000012",
        office=_("sample office"),
        language_label="繁體中文",
        cover=cover,
        documents=[Sample(kind=_("Residence Permit for Taiwan Residents"), mask="83••••••••••••0012")],
    )


def findings() -> list[Sample]:
    """What the rules may say while somebody types."""
    source = _("Order 41 of 2019, article 3")
    return [
        Sample(shape="done", text=_("The number is well formed."), detail="", source="", status=""),
        Sample(
            shape="soon",
            text=_("Two rules disagree about this document."),
            detail=_("The case goes on with a second reviewer."),
            source=source,
            status="reported",
        ),
        Sample(shape="overdue", text=_("The permit has expired."), detail="", source=source, status="stated"),
        Sample(shape="open", text=_("The answer is due on 2026-06-24."), detail="", source="", status=""),
    ]


def papers() -> list[Sample]:
    """Seen, missing, replaceable, not asked of everybody."""
    basis = _("Handling Regulations, article 31")
    return [
        Sample(name=_("identity document"), legal_basis=basis, required=True, state="seen", replaceable=""),
        Sample(name=_("labour contract"), legal_basis=basis, required=True, state="missing", replaceable=""),
        Sample(
            name=_("proof of study"),
            legal_basis=basis,
            required=True,
            state="missing",
            replaceable=_("may be replaced by a written commitment"),
        ),
        Sample(name=_("letter of authority"), legal_basis=basis, required=False, state="missing", replaceable=""),
    ]


def timeline() -> list[Sample]:
    """Newest first."""
    office = _("sample office")
    return [
        Sample(at=_AT, title=_("Documents verified"), actor="陈静", office=office, detail=_("verified")),
        Sample(at=_AT.replace(hour=8), title=_("Application submitted"), actor="林晓", office=office, detail=""),
    ]


def sections() -> list[Sample]:
    """Answers to check, one of them missing."""
    rows = [
        Sample(label=_("Name as printed on the document"), value="陳小明", hint=""),
        Sample(label=_("Date of birth"), value="1990-01-01", hint=_("read from the number")),
        Sample(label=_("Telephone"), value="", hint=""),
    ]
    return [Sample(title=_("Person"), change_url="#check-answers", rows=rows)]


def work_rows() -> list[Sample]:
    """Waiting without a date, late, due soon, in time, a draft."""

    def row(reference: str, days_left: int | None, shape: str, state: str, following: str):
        due = date(2026, 6, 10) if days_left is not None else None
        return Sample(
            url="#work-row",
            reference=reference,
            kind=_("enrolment application"),
            who="陳○○",
            next=following,
            due_on=due,
            left=days_left_words(days_left),
            clock_shape=clock_shape(days_left),
            state_label=state,
            shape=shape,
        )

    waits = row("CB-350203-2026-000019", None, "refused", _("failed"), _("Try again"))
    waits.waited, waits.ask_shape = 21, "soon"
    waits.waited_words = ngettext("waits for %(days)d day", "waits for %(days)d days", 21) % {"days": 21}
    waits.ask_words = _("ask again since %(day)s") % {"day": "2026-06-03"}
    return [
        waits,
        row("CB-350203-2026-000007", -2, "waiting", _("submitted"), _("Verify documents")),
        row("CB-350203-2026-000011", 2, "soon", _("returned"), _("Correct the application")),
        row("CB-350203-2026-000015", 8, "waiting", _("submitted"), _("Verify documents")),
        row("", None, "open", _("draft"), _("Continue the intake")),
    ]


def cover_years() -> list[Sample]:
    """Two years with every state of a month."""
    words = {
        "paid": _("paid"),
        "enrolled": _("enrolled"),
        "waiting": _("waiting period"),
        "gap": _("gap"),
        "suspended": _("suspended"),
        "none": _("not enrolled"),
    }
    plans = {
        2026: ["paid"] * 4 + ["enrolled"] * 2 + ["none"] * 6,
        2025: ["none"] * 2 + ["waiting"] * 3 + ["paid"] * 3 + ["gap"] * 2 + ["suspended"] * 2,
    }
    return [
        Sample(
            year=year,
            months=[
                Sample(number=number, state=state, text=f"{year}-{number:02d}: {words[state]}")
                for number, state in enumerate(plan, start=1)
            ],
        )
        for year, plan in plans.items()
    ]


def plots() -> list[Sample]:
    """A plot with bars and one without."""
    bars = [
        Sample(label=_("overdue"), value=3, shape="overdue"),
        Sample(label=_("due soon"), value=7, shape="soon"),
        Sample(label=_("in time"), value=24, shape="done"),
    ]
    words = {
        "title": _("Open cases by deadline"),
        "description": _("Bars of the number of open cases: 3 overdue, 7 due soon, 24 in time."),
        "unit": _("cases"),
        "as_of": _AT,
    }
    return [Sample(id="plot-cases", bars=bars, **words), Sample(id="plot-empty", bars=[], **words)]


def jobs() -> list[Sample]:
    """Running, done with failures, not yet counted."""
    title = _("Import of employees")
    return [
        Sample(title=title, done=620, total=1000, failed=0, state_label=_("running"), shape="waiting"),
        Sample(title=title, done=1000, total=1000, failed=4, state_label=_("done"), shape="done"),
        Sample(title=title, done=0, total=0, failed=0, state_label=_("running"), shape="waiting"),
    ]


def money() -> list[Sample]:
    """From what was paid to what is given back."""
    rule = _("sample rule")
    return [
        Sample(label=_("Total of the receipts"), rule="", amount=Decimal("1860.00"), arithmetic="", total=False),
        Sample(label=_("Deductible"), rule=rule, amount=Decimal("-500.00"), arithmetic="", total=False),
        Sample(
            label=_("Paid by the fund"),
            rule=rule,
            amount=Decimal("952.00"),
            arithmetic="(1,860.00 − 500.00) × 0.70 = 952.00",
            total=True,
        ),
    ]


def sentences() -> list[Sample]:
    """The same sentence in Chinese and in the client's language."""
    return [
        Sample(chinese="您的参保申请已受理。", other="Your application has been accepted."),
        Sample(chinese="答复期限为十个工作日。", other="You receive an answer within ten working days."),
    ]

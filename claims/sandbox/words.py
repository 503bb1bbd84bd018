"""The outcome of a trial in the reader's language: tables, the bars of the plot, what changed for one case."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from claims.policies.words.problems import message_of
from claims.sandbox.rules.cases import BadLine
from claims.sandbox.rules.trial import Example, StepChange, Tally, Trial, Unsettled
from claims.settlement.rules import SettlementCase, Step
from claims.settlement.rules.reading.bill_reader import line_total
from claims.words.codes import code_word
from claims.words.messages import step_title
from claims.words.steps import step_sentence, yuan

# What stands in the way of single cases is listed up to here; the sum of all is shown besides.
MOST_REASONS = 20


@dataclass(frozen=True)
class Bar:
    """One bar of components/bar_plot.html."""

    label: str
    value: int
    shape: str


@dataclass(frozen=True, kw_only=True)
class Plot:
    """What components/bar_plot.html draws."""

    id: str
    title: str
    description: str
    unit: str
    bars: list[Bar]
    as_of: object = None


@dataclass(frozen=True)
class Group:
    """One line of a table: a level, a category, a kind of care."""

    label: str
    tally: Tally


@dataclass(frozen=True)
class Grouping:
    id: str
    title: str
    groups: list[Group]


@dataclass(frozen=True)
class StepLine:
    """One step that differs, as sentences."""

    title: str
    before: str
    after: str


@dataclass(frozen=True)
class ExampleView:
    example: Example
    words: str
    steps: list[StepLine]


@dataclass(frozen=True)
class Reason:
    """Why some cases could not be settled, and how many."""

    code: str
    path: str
    message: str
    cases: int


@dataclass(frozen=True)
class NotSettled:
    """Cases without a comparison: by whom, how many, why."""

    label: str
    cases: int
    reasons: list[Reason]


@dataclass(frozen=True, kw_only=True)
class TrialView:
    """Everything the page of a trial shows."""

    total: Tally
    plot: Plot
    groupings: list[Grouping]
    gainers: list[ExampleView]
    losers: list[ExampleView]
    unsettled: list[NotSettled]


def trial_view(trial: Trial, before: str, after: str) -> TrialView:
    """The outcome ready for the page; `before` and `after` name the two versions."""
    return TrialView(
        total=trial.total,
        plot=_plot(trial.total),
        groupings=[
            _grouping("level", _("By level of the hospital"), trial.by_level),
            _grouping("category", _("By category of person"), trial.by_category),
            _grouping("setting", _("By kind of care"), trial.by_setting),
        ],
        gainers=[_example(example) for example in trial.gainers],
        losers=[_example(example) for example in trial.losers],
        unsettled=list(_unsettled(trial, before, after)),
    )


def _unsettled(trial: Trial, before: str, after: str) -> Iterator[NotSettled]:
    by_one = _("Not settled by %(version)s, but by %(other)s")
    for label, found in (
        (by_one % {"version": after, "other": before}, trial.unsettled_after),
        (by_one % {"version": before, "other": after}, trial.unsettled_before),
        (_("Settled by neither of them"), trial.unsettled_by_both),
    ):
        if found.cases:
            yield NotSettled(label, found.cases, _reasons(found))


def _plot(total: Tally) -> Plot:
    return Plot(
        id="trial-plot",
        title=_("Who gains and who loses"),
        description=_("How many cases pay less, the same or more with the version tried."),
        unit=_("cases tried"),
        bars=[
            Bar(_("pay less"), total.gain, "done"),
            Bar(_("pay the same"), total.same, "open"),
            Bar(_("pay more"), total.lose, "overdue"),
        ],
    )


def _grouping(name: str, title: str, tallies: dict[str, Tally]) -> Grouping:
    groups = [Group(code_word(name, code) if code else _("not told"), tallies[code]) for code in sorted(tallies)]
    return Grouping(f"trial-{name}", title, groups)


def _reasons(unsettled: Unsettled) -> list[Reason]:
    return [
        Reason(code, path, message_of(unsettled.problems[code, path]), cases)
        for (code, path), cases in unsettled.counts.most_common(MOST_REASONS)
    ]


def _example(example: Example) -> ExampleView:
    return ExampleView(example, case_words(example.case), [_step_line(change) for change in example.steps])


def case_words(case: SettlementCase) -> str:
    """The facts of a case on one line; there is nobody in it."""
    person, visit = case.person, case.visit
    words = [
        code_word("scheme", person.scheme or ""),
        code_word("category", person.category or ""),
        _("age %(age)s") % {"age": person.age} if person.age is not None else "",
        code_word("setting", visit.setting),
        code_word("level", visit.level or ""),
        code_word("off_site", visit.off_site),
        _("listed as poor") if person.poor else "",
        _("bill %(amount)s") % {"amount": yuan(_total(case))},
    ]
    return " · ".join(word for word in words if word)


def _total(case: SettlementCase) -> Decimal:
    if case.buckets is not None:
        return case.buckets.total
    return sum([line_total(line) for line in case.lines], Decimal("0.00"))


def _step_line(change: StepChange) -> StepLine:
    return StepLine(step_title(change.code), _said(change.before), _said(change.after))


def _said(step: Step | None) -> str:
    return _("no such step") if step is None else step_sentence(step.code, step.amount, step.inputs)


def bad_lines(bad: list[BadLine]) -> list[str]:
    """The lines of a file that are no cases, by number."""
    return [
        _("Line %(line)s: %(path)s %(message)s")
        % {"line": line.number, "path": line.problem.path, "message": message_of(line.problem)}
        for line in bad
    ]

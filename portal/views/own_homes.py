"""Homes of the roles that work on no cases: what is theirs, chosen by their rights. A fixed number of queries a section."""

from collections.abc import Callable
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.accounts.queries.staff import requests_in_area
from casework.desk.queries.work import counted
from casework.engine.words import words_for
from casework.models import CalendarYear, Event, JobRun, Look, LookUpAlert, Mailing
from casework.publication.services import publication
from casework.staff.officer import Officer
from claims.models import PolicyVersion
from claims.policies.queries.policy_list import state_of
from portal.views.home_parts import MOST, Line, Section
from portal.views.jobs import NAMES

DAYS = 7
# When a policy that ends soon is named.
ENDS_WITHIN = timedelta(days=90)
# What two people decide together, and what changes whose file is whose.
DECIDED = (
    "refuse",
    "confirm_finding",
    "confirm_correction",
    "confirm_leaving",
    "merge_files",
    "undo_merge",
    "publish_rule",
    "publish_policy",
    "publish_calendar",
)
LOOKED_AT = {"reveal_field": gettext_lazy("a value in full"), "export_board": gettext_lazy("board of hires downloaded")}


def sections_for(officer: Officer) -> list[Section]:
    """The sections her rights open, in the order of what waits for somebody first."""
    return [make(officer) for verb, make in SECTIONS if officer.may(verb)]


def _since():
    return timezone.now() - timedelta(days=DAYS)


def _drafts_of_rules(officer: Officer) -> Section:
    rows = publication.drafts(officer)
    lines = [
        Line(
            day=row.starts_on,
            what=f"{row._meta.verbose_name} · {row}",
            who=row.drafted_by or "",
            detail=_("for somebody else") if row.drafted_by_id == officer.user.pk else _("for you to read"),
            url=reverse("publish_rule", args=[row._meta.model_name, row.pk]),
            shape="waiting" if row.drafted_by_id == officer.user.pk else "soon",
        )
        for row in rows[:MOST]
    ]
    return Section(
        code="drafts",
        title=_("Drafts waiting for a second person"),
        nothing=_("No draft waits."),
        lines=lines,
        more=reverse("see_drafts"),
    )


def _calendar(officer: Officer) -> Section:
    following = officer.on.year + 1
    known = set(CalendarYear.objects.filter(published=True).values_list("year", flat=True))
    lines = [
        Line(
            day=f"{year}",
            what=_("The working-day calendar of this year is not published; dates in it are provisional."),
            url=reverse("see_calendar"),
            shape="soon",
        )
        for year in (officer.on.year, following)
        if year not in known and (year == officer.on.year or officer.on.month >= 10)
    ]
    return Section(
        code="calendar",
        title=_("Working-day calendar"),
        nothing=_("The calendar is published as far as it can be."),
        lines=lines,
        more=reverse("see_calendar"),
    )


def _staff_changes(officer: Officer) -> Section:
    shapes = {"": "soon", "done": "done", "refused": "refused", "withdrawn": "refused"}
    lines = [
        Line(
            day=row.asked_at,
            what=f"{row.get_kind_display()} · {row.user}",
            who=row.decided_by or row.asked_by,
            detail=row.get_outcome_display(),
            url=reverse("see_account", args=[row.user_id]),
            shape=shapes[row.outcome],
        )
        for row in requests_in_area(officer).order_by("-asked_at")[:MOST]
    ]
    return Section(
        code="staff",
        title=_("Changes of accounts"),
        nothing=_("No account was changed."),
        lines=lines,
        more=reverse("see_staff"),
    )


def _looks(officer: Officer) -> Section:
    rows = Look.objects.filter(page__in=LOOKED_AT, at__gte=_since(), office__in=officer.area)
    lines = [
        Line(
            day=row.at,
            what=LOOKED_AT[row.page],
            who=row.actor,
            detail=row.reason,
            url=_address_of(row.case, officer),
            shape="open",
        )
        for row in rows.select_related("actor", "case").order_by("-at")[:MOST]
    ]
    return Section(
        code="looks",
        title=_("Values shown in full and downloads, last 7 days"),
        nothing=_("Nobody had a value shown in full or downloaded a list."),
        lines=lines,
        more=reverse("admin:casework_look_changelist"),
    )


def _address_of(case, officer: Officer) -> str:
    return reverse("see_case", args=[case.pk]) if case and case.reference and officer.may("see_case") else ""


def _alerts(officer: Officer) -> Section:
    rows = LookUpAlert.objects.filter(office__in=officer.area).select_related("user", "seen_by")
    lines = [
        Line(
            day=row.hour,
            what=f"{row.get_kind_display()} · {row.count}",
            who=row.user,
            detail=_("looked into") if row.seen_at else _("nobody has looked into it"),
            shape="done" if row.seen_at else "overdue",
        )
        for row in rows[:MOST]
    ]
    return Section(
        code="alerts",
        title=_("Many look-ups by one person"),
        nothing=_("Nobody looked up unusually much."),
        lines=lines,
    )


def _decisions(officer: Officer) -> Section:
    rows = Event.objects.filter(verb__in=DECIDED, at__gte=_since(), office__in=officer.area)
    lines = [
        Line(
            day=row.at,
            what=words_for(row.verb).done,
            who=row.actor or "",
            detail=row.case.reference if row.case and row.case.reference else "",
            url=_address_of(row.case, officer),
            shape="open",
        )
        for row in rows.select_related("actor", "case").order_by("-at")[:MOST]
    ]
    return Section(
        code="decisions",
        title=_("Decisions that take two people, last 7 days"),
        nothing=_("None was taken."),
        lines=lines,
        more=reverse("admin:casework_event_changelist"),
    )


def _messages(officer: Officer) -> Section:
    rows = Mailing.objects.visible_to(officer).filter(state__in=Mailing.FOR_A_PERSON)
    number = counted(rows)
    what = _("Notices that wait for a person")
    line = Line(day="", what=what, detail=number, url=reverse("see_mailings"), shape="soon")
    return Section(
        code="messages",
        title=_("Messages not delivered"),
        nothing=_("Every message was delivered or is on its way."),
        lines=[line] if number else [],
        more=reverse("see_mailings"),
    )


def _jobs(_officer: Officer) -> Section:
    rows = JobRun.objects.exclude(state=JobRun.State.DONE).order_by("-for_day", "job")
    lines = [
        Line(
            day=row.for_day,
            what=NAMES.get(row.job, row.job),
            detail=row.get_state_display(),
            url=reverse("jobs"),
            shape="overdue" if row.state == JobRun.State.FAILED else "waiting",
        )
        for row in rows[:MOST]
    ]
    return Section(
        code="jobs",
        title=_("Jobs that failed or run"),
        nothing=_("Every job of the last days is done."),
        lines=lines,
        more=reverse("jobs"),
    )


def _policies(officer: Officer) -> Section:
    rows = PolicyVersion.objects.visible_to(officer).kept().select_related("drafted_by")
    drafts = list(rows.filter(published_at=None).order_by("-starts_on", "code")[:MOST])
    ending = rows.in_force(officer.on).filter(ends_on__lte=officer.on + ENDS_WITHIN).order_by("ends_on")[:MOST]
    return Section(
        code="policies",
        title=_("Benefit policies: drafts, and what ends soon"),
        nothing=_("No draft, and no policy in force ends within 90 days."),
        lines=[_policy_line(row, officer) for row in (*drafts, *ending)],
        more=reverse("see_policies"),
    )


def _policy_line(row: PolicyVersion, officer: Officer) -> Line:
    draft = row.published_at is None
    if not draft:
        detail = _("ends on %(day)s") % {"day": row.ends_on.isoformat() if row.ends_on else "—"}
    elif officer.may("publish_policy"):
        detail = _("for you to read") if row.drafted_by_id != officer.user.pk else _("for somebody else")
    else:
        detail = _("waits for whoever publishes")
    return Line(
        day=row.starts_on or "",
        what=f"{row.title or row.code} · {row.version}",
        who=row.drafted_by or "",
        detail=f"{state_of(row, officer.on).label} · {detail}",
        url=reverse("see_policy", args=[row.pk]),
        shape="waiting" if draft else "soon",
    )


# The right that opens a section, and what makes it.
SECTIONS: tuple[tuple[str, Callable[[Officer], Section]], ...] = (
    ("publish_rules", _drafts_of_rules),
    ("publish_rules", _calendar),
    ("draft_policy", _policies),
    ("see_staff", _staff_changes),
    ("see_history", _looks),
    ("see_history", _alerts),
    ("see_history", _decisions),
    ("see_mailings", _messages),
    ("see_jobs", _jobs),
)

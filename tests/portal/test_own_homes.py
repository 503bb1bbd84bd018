"""Homes of roles that work on no cases: what is theirs by their rights, in a fixed number of queries."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from casework.models import Event, JobRun, Look, LookUpAlert, PaperText
from claims.models import PolicyVersion
from portal.views.home_parts import MOST
from portal.views.own_homes import SECTIONS, sections_for
from tests.accounts import at
from tests.builders import JIMEI, PROVINCE, SIMING, submitted

pytestmark = pytest.mark.django_db


def home(officer):
    page = at(officer).get("/")
    assert page.status_code == 200
    return page, {section.code: section for section in page.context["sections"]}


def test_each_role_finds_what_its_rights_open(staff):
    expected = {
        "finance_officer": {"returned", "batches", "policies"},
        "auditor": {"staff", "looks", "alerts", "decisions", "messages", "jobs"},
        "administrator": {"drafts", "calendar", "staff", "jobs"},
    }
    for role, codes in expected.items():
        _page, sections = home(staff(role))
        assert set(sections) == codes, role
        assert all(section.lines or section.nothing for section in sections.values())
    page, sections = home(staff("institution_manager"))
    assert sections == {} and page.status_code == 200


def test_finance_reads_which_policies_wait_and_which_end_soon(staff):
    finance = staff("finance_officer")
    published = PolicyVersion.objects.published().first()
    draft = PolicyVersion.objects.create(code="siming-try", version="2027", text="id = 1", drafted_by=finance.user)
    page, sections = home(finance)
    (line,) = [line for line in sections["policies"].lines if line.url == reverse("see_policy", args=[draft.pk])]
    assert line.who == finance.user and line.url in page.content.decode()
    assert published is None or all(line.day is not None for line in sections["policies"].lines)


def test_an_auditor_reads_who_looked_who_changed_and_what_failed(staff):
    clerk, auditor = staff("counter_clerk"), staff("auditor")
    case = submitted(clerk)
    elsewhere = staff("counter_clerk", JIMEI)
    for by in (clerk, elsewhere):
        Look.objects.create(
            page="reveal_field", actor=by.user, office=by.office, case=case, shown=[case.subject], reason="核对电话"
        )
    Look.objects.create(page="see_case", actor=clerk.user, office=clerk.office, case=case, shown=[case.subject])
    LookUpAlert.objects.create(kind="many", user=clerk.user, office=clerk.office, hour=timezone.now(), count=99)
    Event.objects.create(verb="refuse", case=case, actor=clerk.user, office=clerk.office)
    JobRun.objects.create(job="write_notices", for_day=date(2026, 6, 9), state="failed", started_at=timezone.now())
    page, sections = home(auditor)
    assert [(line.who, line.detail) for line in sections["looks"].lines] == [(clerk.user, "核对电话")]
    assert sections["looks"].lines[0].url == reverse("see_case", args=[case.pk])
    assert [line.detail for line in sections["decisions"].lines] == [case.reference]
    assert [line.shape for line in sections["alerts"].lines] == ["overdue"]
    assert [line.shape for line in sections["jobs"].lines] == ["overdue"]
    body = page.content.decode()
    assert "核对电话" in body and "99" in body and str(case.subject) not in body


def test_an_administrator_reads_what_waits_for_a_second_person(staff):
    first, second = staff("administrator", PROVINCE), staff("administrator", PROVINCE, number=2)
    text = PaperText.objects.first()
    draft = PaperText.objects.create(
        code=text.code,
        starts_on=date(2027, 1, 1),
        source="x",
        status="assumed",
        drafted_by=first.user,
        **{f"text_{code}": getattr(text, f"text_{code}") for code in ("zh_hans", "zh_hant", "en")},
    )
    address = reverse("publish_rule", args=["papertext", draft.pk])
    for officer, shape in ((first, "waiting"), (second, "soon")):
        page, sections = home(officer)
        (line,) = sections["drafts"].lines
        assert (line.url, line.shape) == (address, shape)
        assert address in page.content.decode()
        assert address in at(officer).get(reverse("admin:index")).content.decode()


def test_the_number_of_queries_does_not_grow_with_what_there_is(staff, django_assert_max_num_queries):
    clerk, auditor = staff("counter_clerk"), staff("auditor")
    case = submitted(clerk)
    for _ in range(30):
        Look.objects.create(
            page="reveal_field", actor=clerk.user, office=clerk.office, case=case, shown=[case.subject], reason="x"
        )
        Event.objects.create(verb="refuse", case=case, actor=clerk.user, office=clerk.office)
    with django_assert_max_num_queries(12):
        sections = sections_for(auditor)
    assert max(len(section.lines) for section in sections) == MOST


def test_what_is_older_than_a_week_is_not_on_the_home(staff):
    clerk, auditor = staff("counter_clerk", SIMING), staff("auditor")
    case = submitted(clerk)
    Event.objects.create(verb="refuse", case=case, actor=clerk.user, office=clerk.office)
    assert len({code for code, _make in SECTIONS}) > 1
    later = timezone.now() + timedelta(days=8)
    import time_machine

    with time_machine.travel(later, tick=False):
        sections = {section.code: section for section in sections_for(auditor)}
    assert sections["decisions"].lines == [] and sections["decisions"].nothing

"""The admin site speaks the words of the portal: acts, states, pages and kinds, tables by task, drafts told from published."""

import re
from datetime import date

import pytest
from django.urls import reverse

from casework.admin.words import act_words, by_sound, state_words
from casework.engine.table import all_workflows
from casework.engine.words import all_words, page_words
from casework.models import Event, Look, PaperText
from portal.page_names import PAGES
from portal.settings import BASE_DIR
from tests.accounts import at
from tests.builders import PROVINCE, submitted

pytestmark = pytest.mark.django_db


def test_every_page_that_leaves_a_look_has_a_name():
    """The auditor and the person's own print-out read where somebody looked, not the name of a function."""
    kept = re.compile(r'record_look\(\s*"([a-z_]+)"')
    sources = (
        file for app in ("casework", "enrolment", "claims", "portal") for file in BASE_DIR.glob(f"{app}/**/*.py")
    )
    pages = {page for file in sources for page in kept.findall(file.read_text("utf-8"))}
    assert len(pages) > 20 and sorted(page for page in pages if str(page_words(page)) == page) == []


@pytest.fixture
def case(staff):
    return submitted(staff("counter_clerk"))


@pytest.fixture
def client(staff):
    return at(staff("auditor"))


def listing(client, model: str, **query):
    return client.get(reverse(f"admin:{model}_changelist"), query)


def test_history_and_looks_are_read_in_words_without_keys_of_people(client, case):
    event = Event.objects.filter(case=case, verb="submit_application").get()
    body = listing(client, "casework_event").content.decode()
    assert (
        act_words("submit_application") in body
        and "submit_application" not in body.partition('id="result_list"')[2].partition("</table>")[0]
    )
    page = client.get(reverse("admin:casework_event_change", args=[event.pk])).content.decode()
    assert "{&#x27;" not in page and str(case.subject) not in page
    look = Look.objects.create(
        page="see_case", actor=case.opened_by, office=case.office, case=case, shown=[case.subject]
    )
    page = client.get(reverse("admin:casework_look_change", args=[look.pk])).content.decode()
    assert str(case.subject) not in page and str(page_words("see_case")) in page


def test_filters_are_in_words_and_answer(client, case):
    found = listing(client, "casework_event", verb="submit_application")
    assert found.status_code == 200
    assert {row.verb for row in found.context["cl"].queryset} == {"submit_application"}
    assert act_words("submit_application") in found.content.decode().partition('id="changelist-filter"')[2]
    cases = listing(client, "casework_casefile", state="submitted")
    assert [row.pk for row in cases.context["cl"].queryset] == [case.pk]
    assert not listing(client, "casework_casefile", kind="hire").context["cl"].queryset.exists()


def test_a_case_is_found_by_its_reference(client, case):
    found = listing(client, "casework_event", q=case.reference).context["cl"].queryset
    assert set(found) == set(Event.objects.filter(case=case))


def test_every_state_and_act_has_words():
    for flow in all_workflows():
        assert all(state_words(flow.kind, state) != state for state in flow.states)
    assert all(act_words(verb) != verb for verb in all_words())
    assert all(page_words(page) != page for page in PAGES)
    assert (act_words("gone"), state_words("gone", "x"), state_words("hire", "")) == ("gone", "x", "—")


def test_the_first_page_is_by_task_and_begins_with_what_waits(staff):
    first, second = staff("administrator", PROVINCE), staff("administrator", PROVINCE, number=2)
    assert "papertext" in at(first).get(reverse("admin:index")).content.decode()
    names = [group["app_label"] for group in at(first).get(reverse("admin:index")).context["app_list"]]
    assert names == sorted(names) and all(name.startswith("task-") for name in names)
    text = PaperText.objects.first()
    draft = PaperText.objects.create(
        code=text.code,
        starts_on=date(2027, 1, 1),
        source="x",
        status="assumed",
        drafted_by=first.user,
        **{f"text_{code}": getattr(text, f"text_{code}") for code in ("zh_hans", "zh_hant", "en")},
    )
    page = at(second).get(reverse("admin:index")).content.decode()
    assert page.index(reverse("publish_rule", args=["papertext", draft.pk])) < page.index("task-0")
    rows = at(second).get(reverse("admin:casework_papertext_changelist")).context["cl"].result_list
    assert rows[0].pk == draft.pk, "drafts first"
    only = at(second).get(reverse("admin:casework_papertext_changelist"), {"stands_as": "draft"})
    assert [row.pk for row in only.context["cl"].queryset] == [draft.pk]


def test_words_stand_in_the_order_of_their_sound():
    assert sorted(["注册", "撤回", "提交"], key=by_sound) == ["撤回", "提交", "注册"]

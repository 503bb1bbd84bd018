"""A wholly new policy: begun as a copy under a name of its own, nothing claimed of its sources, published by two people."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from casework.engine.refusals import Blocked
from casework.models import Event
from claims.models import PolicyVersion
from claims.policies.queries.policy_problems import findings_of
from claims.policies.services import policies
from claims.policies.services.beginning import Beginning, begin_policy
from tests.builders import PROVINCE, SIMING, XIAMEN
from tests.claims.policies.policy_drafts import drafted, shipped

pytestmark = pytest.mark.django_db
TITLES = {"zh_hans": "厦门居民", "zh_hant": "廈門居民", "en": "Xiamen residents"}


def beginning(**changed) -> Beginning:
    facts = {"code": "xiamen-residents", "version": "2027", "place": "3502", "starts_on": date(2027, 1, 1)}
    return Beginning(**({"titles": TITLES} | facts | changed))


@pytest.fixture
def author(staff):
    return staff("finance_officer", XIAMEN)


@pytest.mark.parametrize("row", ["fujian-demonstration", "quanzhou-residents", "xiamen", "fujian-provincial-employees"])
def test_every_shipped_policy_can_be_the_beginning_of_another(author, row):
    for source in PolicyVersion.objects.filter(code=row):
        made = begin_policy(source, beginning(code=f"new-{source.version}", version=source.version), by=author)
        assert made.place == "3502" and made.title_en == "Xiamen residents" and str(made.starts_on) == "2027-01-01"
        assert made.document["in_force"]["from"] == "2027-01-01" and "until" not in made.document["in_force"]
        statuses, sources = set(), set()
        collect(made.document, statuses, sources)
        assert statuses == {"assumed"} and sources == set()
        # All that stands in the way is that nobody said where it comes from.
        assert {found.code for found in findings_of(made).problems} == {"source_missing"}
        comments = [line for line in source.text.splitlines() if line.startswith("#")]
        assert [line for line in made.text.splitlines() if line.startswith("#")] == comments


def collect(value, statuses: set, sources: set) -> None:
    for key, entry in value.items() if type(value) is dict else enumerate(value) if type(value) is list else ():
        (statuses if key == "status" else sources if key in ("source", "checked") else set()).add(str(entry))
        collect(entry, statuses, sources)


def test_it_is_published_by_a_second_person_once_its_source_is_stated(author, staff):
    row = begin_policy(shipped("quanzhou-residents", "2023"), beginning(), by=author)
    publisher = staff("supervisor", XIAMEN)
    with pytest.raises(Blocked):
        policies.publish_policy(row, by=publisher, seen=row.digest)
    row = policies.save_policy(row, f'source = "Notice 1 of Xiamen"\n{row.text}', by=author)
    with pytest.raises(PermissionDenied):
        policies.publish_policy(row, by=author, seen=row.digest)
    policies.publish_policy(row, by=publisher, seen=row.digest)
    assert PolicyVersion.objects.in_force(date(2027, 1, 1)).get(code="xiamen-residents") == row
    assert shipped("quanzhou-residents", "2023").ends_on is None
    assert Event.objects.get(verb="begin_policy").facts == {
        "policy": "xiamen-residents@2027",
        "from": "quanzhou-residents@2023",
    }


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"code": "xiamen"}, "code_taken", "code"),
        ({"code": "a b"}, "code_form", "code"),
        ({"code": ""}, "code_form", "code"),
        ({"version": "x y"}, "version_form", "version"),
    ],
)
def test_a_name_that_is_taken_or_none_is_told_beside_it(author, changed, code, field):
    with pytest.raises(Blocked) as blocked:
        begin_policy(shipped(), beginning(**changed), by=author)
    assert (blocked.value.reasons[0].code, blocked.value.reasons[0].field) == (code, field)


def test_the_name_of_a_discarded_policy_is_free(author):
    row = begin_policy(shipped(), beginning(), by=author)
    policies.discard_policy(row, "wrong copy", by=author)
    assert begin_policy(shipped(), beginning(), by=author).pk != row.pk


def test_a_version_with_mistakes_is_not_copied(staff, author):
    row = drafted(staff("finance_officer", PROVINCE), replace={"average_wage": "average wage"})
    with pytest.raises(Blocked) as blocked:
        begin_policy(row, beginning(), by=author)
    assert blocked.value.reasons[0].field == "source"


@pytest.mark.parametrize(
    ("role", "office", "place", "may"),
    [
        ("finance_officer", XIAMEN, "3502", True),
        ("finance_officer", XIAMEN, "350203", True),
        ("finance_officer", XIAMEN, "3505", False),
        ("finance_officer", XIAMEN, "35", False),
        ("supervisor", SIMING, "3502", False),
        ("supervisor", PROVINCE, "3505", True),
        ("supervisor", "350000P", "35", True),
        ("supervisor", "350000P", "3502", False),
        ("counter_clerk", XIAMEN, "3502", False),
    ],
)
def test_a_place_of_her_reach(staff, role, office, place, may):
    by = staff(role, office)
    if may:
        assert begin_policy(shipped(), beginning(place=place), by=by).place == place
        return
    with pytest.raises(PermissionDenied):
        begin_policy(shipped(), beginning(place=place), by=by)


@pytest.fixture
def client(author):
    author.user.language = "en"
    author.user.save(update_fields=["language"])
    client = Client()
    client.force_login(author.user)
    return client


def filled(**changed) -> dict:
    fields = {"source": shipped().label, "code": "xiamen-residents", "version": "2027", "place": "3502"}
    titles = {f"title_{language}": title for language, title in TITLES.items()}
    return fields | titles | {"starts_on": "2027-01-01"} | changed


def test_the_page_makes_a_draft_whose_values_can_be_changed_at_once(client):
    answer = client.post(reverse("begin_policy"), filled(), follow=True)
    row = PolicyVersion.objects.get(code="xiamen-residents")
    assert answer.redirect_chain[-1][0] == reverse("change_policy_values", args=[row.pk])
    assert "State where its values come from" in answer.content.decode()


@pytest.mark.parametrize(
    "changed",
    [
        {"code": "xiamen"},
        {"code": "a b"},
        {"version": ""},
        {"place": "3505"},
        {"place": ""},
        {"starts_on": "2027-02-30"},
        {"title_zh_hant": ""},
        {"title_en": "x" * 201},
        {"source": "nonsense"},
        {"source": ""},
    ],
)
def test_what_is_wrong_is_told_beside_its_field_and_all_is_kept(client, changed):
    answer = client.post(reverse("begin_policy"), filled(**changed))
    page = answer.content.decode()
    (field,) = changed
    assert answer.status_code == 422 and f'href="#id_{field}"' in page
    assert "厦门居民" in page and not PolicyVersion.objects.filter(title_en="Xiamen residents").exists()
    assert PolicyVersion.objects.count() == 5

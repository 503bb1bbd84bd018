"""The pages of the staff: each in three languages, registered and given points on their forms, closed to other offices."""

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from casework.models import Look
from institutions.models import StaffCase, StaffPost
from tests.accounts import at
from tests.filled_forms import filled
from tests.institutions.builders import institution
from tests.test_query_counts import queries_of

pytestmark = pytest.mark.django_db
LANGUAGES = [code for code, _name in settings.LANGUAGES]


def sent(client, url, /, *keys, **fields):
    address = reverse(url, args=keys)
    return client.post(address, filled(client.get(address)) | fields, follow=True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_shows_who_and_leaves_a_look(people, language):
    case = people.given("forgery", "main")
    open_case = people.proposed("split_stay", "general")
    client = at(people.desk.manager)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    keys = [people.at.pk, people.post.pk]
    for address in (
        reverse("see_institution_staff", args=keys[:1]),
        reverse("see_staff_person", args=keys),
        reverse("see_staff_person", args=keys) + "?on=2026-06-10",
        reverse("see_staff_person", args=keys) + "?on=soon",
        reverse("propose_points", args=keys),
        reverse("object_to_points", args=keys),
        reverse("end_staff_post", args=keys),
        reverse("see_case", args=[case.pk]),
        reverse("see_case", args=[open_case.pk]),
        reverse("withdraw_staff_points", args=[open_case.pk]),
    ):
        before = Look.objects.count()
        answer = client.get(address)
        page = answer.content.decode()
        assert answer.status_code == 200 and people.post.person.code in page, address
        # A title is what a browser keeps in its history, and shows to whoever stands behind.
        title = page.split("<title>")[1].split("</title>")[0]
        assert people.post.person.code not in title and people.post.person.name not in title, address
        assert Look.objects.count() == before + 1, address


def test_registered_on_a_form_and_given_points_on_another(people):
    client = at(people.desk.manager)
    person = {"code": "HY 350203 000009", "name": "某药师", "kind": "pharmacist"}
    person |= {"promised_on": "2026-01-05", "starts_on": "2026-01-05"}
    wrong = sent(client, "register_institution_staff", people.at.pk, **person | {"kind": "nurse"})
    assert wrong.status_code == 422 and set(wrong.context["form"].errors) == {"code"}
    post = people.registered(people.at, number=9)
    keys, today = [people.at.pk, post.pk], timezone.localdate().isoformat()
    act = {"conduct": "invented_services", "grade": "general", "given_on": today, "basis": "处罚2号", "basis_on": today}
    wrong = sent(client, "propose_points", *keys, **act)
    assert wrong.status_code == 422 and set(wrong.context["form"].errors) == {"months"}
    sent(client, "propose_points", *keys, **act | {"months": "2"})
    row = StaffCase.objects.get()
    assert (row.points, row.months, row.state) == (10, 2, "requested")


def test_confirmed_and_objected_on_their_forms(people):
    client, second, keys = at(people.desk.manager), at(people.desk.second), [people.at.pk, people.post.pk]
    case = people.proposed()
    sent(second, "record_staff_points", case.pk)
    row, today = people.post.person.points.get(), timezone.localdate().isoformat()
    sent(client, "object_to_points", *keys, contested=str(row.pk), received_on=today, words="不是我")
    objection = StaffCase.objects.get(act="object").case
    assert sent(at(people.desk.third), "decline_staff_points", objection.pk, reason="证据确凿").status_code == 200
    assert people.post.person.points.get().superseded_at is None


def test_points_given_elsewhere_are_shown_and_not_offered_for_an_objection(people):
    people.given("forgery", "main")
    elsewhere = people.registered(institution(sequence=2))
    client, keys = at(people.desk.manager), [elsewhere.institution_id, elsewhere.pk]
    page = client.get(reverse("see_staff_person", args=keys))
    assert [row.points for row, _words in page.context["rows"]] == [12]
    assert reverse("object_to_points", args=keys) not in page.content.decode()
    assert client.get(reverse("object_to_points", args=keys)).context["form"].fields["contested"].choices == []


def test_another_office_sees_nothing_and_the_list_is_flat(people, staff):
    address = reverse("see_institution_staff", args=[people.at.pk])
    assert at(staff("institution_manager", "350211")).get(address).status_code == 404
    assert at(staff("counter_clerk")).get(address).status_code == 403
    client = at(people.desk.manager)
    client.get(address)
    few = queries_of(client, address)
    for number in range(2, 20):
        people.registered(people.at, number=number)
        people.given("forgery", "main", post=StaffPost.objects.get(person__code=f"D350203{number:06d}"))
    assert queries_of(client, address) == few
    again = client.get(address + "?after=zzz")
    assert again.status_code == 200 and len(again.context["rows"]) == 19

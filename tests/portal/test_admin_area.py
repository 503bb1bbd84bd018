"""The admin site reaches as far as the officer's office: staff, offices and rules of others are not hers to change."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from casework.models import Appointment, CalendarYear, Office, User
from casework.services.calendar import publish_year
from casework.services.publication import publish
from enrolment.models import AcceptanceSetting
from tests.builders import JIMEI, PROVINCE, SIMING, XIAMEN

pytestmark = pytest.mark.django_db


def at(officer) -> Client:
    client = Client()
    client.force_login(officer.user)
    return client


@pytest.fixture
def district(staff):
    """The administrator of one district."""
    return staff("administrator", JIMEI)


def listed(officer, model: str) -> str:
    return at(officer).get(reverse(f"admin:casework_{model}_changelist")).content.decode()


def press(officer, action: str, user: User):
    fields = {"action": action, "_selected_action": user.pk}
    return at(officer).post(reverse("admin:casework_user_changelist"), fields, follow=True)


def test_staff_of_other_offices_are_not_listed_reset_or_deactivated(staff, district):
    clerk, above = staff("counter_clerk", SIMING), staff("administrator", PROVINCE)
    own = staff("counter_clerk", JIMEI)
    names = listed(district, "user")
    assert own.user.username in names and clerk.user.username not in names and above.user.username not in names
    for user in (clerk.user, above.user):
        before = user.password
        for action in ("reset_password", "deactivate_selected"):
            press(district, action, user)
        user.refresh_from_db()
        assert user.is_active and user.password == before
        assert at(district).get(reverse("admin:casework_user_change", args=[user.pk])).status_code == 302


def test_who_also_works_for_another_office_is_managed_above(staff, district):
    shared = staff("counter_clerk", JIMEI)
    Appointment.objects.create(
        user=shared.user, role="administrator", office=Office.objects.get(code=PROVINCE), starts_on=shared.on
    )
    assert shared.user.username not in listed(district, "user")
    assert shared.user.username in listed(staff("administrator", PROVINCE), "user")


def appointment(user: User, office: str) -> dict:
    return {
        "user": user.pk,
        "role": "administrator",
        "office": Office.objects.get(code=office).pk,
        "starts_on": "2026-06-01",
    }


@pytest.mark.parametrize("office", [PROVINCE, XIAMEN, SIMING])
def test_nobody_is_appointed_outside_the_area(staff, district, office):
    colleague = staff("counter_clerk", JIMEI)
    before = Appointment.objects.count()
    answer = at(district).post(reverse("admin:casework_appointment_add"), appointment(colleague.user, office))
    assert answer.status_code == 200 and Appointment.objects.count() == before


def test_nobody_appoints_herself_or_changes_her_own_account(staff, district):
    client, before = at(district), Appointment.objects.count()
    assert client.post(reverse("admin:casework_appointment_add"), appointment(district.user, JIMEI)).status_code == 200
    own = reverse("admin:casework_appointment_change", args=[district.appointment.pk])
    assert client.post(own, appointment(district.user, JIMEI)).status_code == 403
    account = reverse("admin:casework_user_change", args=[district.user.pk])
    assert client.post(account, {"username": "x", "full_name": "x", "language": "en"}).status_code == 403
    assert Appointment.objects.count() == before
    colleague = staff("reviewer", JIMEI)
    answer = client.post(reverse("admin:casework_appointment_add"), appointment(colleague.user, JIMEI))
    assert answer.status_code == 302 and Appointment.objects.count() == before + 2


def test_an_office_stands_under_one_of_the_area(staff, district):
    fields = {
        "code": "350211C9",
        "kind": "center",
        "place": JIMEI,
        "parent": "",
        "name_zh_hans": "中心",
        "name_zh_hant": "中心",
        "name_en": "Center, Xiamen",
        "starts_on": "2026-06-01",
    }
    client, address = at(district), reverse("admin:casework_office_add")
    for parent, place in (("", JIMEI), (PROVINCE, JIMEI), (SIMING, JIMEI), (JIMEI, SIMING)):
        key = Office.objects.get(code=parent).pk if parent else ""
        assert client.post(address, fields | {"parent": key, "place": place}).status_code == 200, (parent, place)
    own = Office.objects.get(code=JIMEI)
    answer = client.post(address, fields | {"parent": own.pk})
    assert answer.status_code == 302 and Office.objects.get(code="350211C9").path == f"{own.path}350211C9/"


def test_an_office_moved_takes_those_under_it_along(staff):
    center = staff.center().office
    city, county = Office.objects.get(code=XIAMEN), Office.objects.get(code=SIMING)
    county.parent = Office.objects.get(code=PROVINCE)
    county.save()
    center.refresh_from_db()
    assert center.path == f"{county.path}{center.code}/" and not center.path.startswith(city.path)


def setting(officer, place: str) -> AcceptanceSetting:
    return AcceptanceSetting.objects.create(
        place_id=place,
        path="non_working",
        acceptance="provincial_notice",
        starts_on="2026-06-01",
        source="会议纪要",
        status="stated",
        drafted_by=officer.user,
    )


def test_a_rule_of_another_place_is_not_drafted_or_published(staff, district):
    elsewhere = setting(staff("supervisor", SIMING), SIMING)
    with pytest.raises(PermissionDenied):
        publish(elsewhere, by=district)
    fields = {"path": "student", "acceptance": "provincial_notice", "starts_on": "2026-06-01", "source": "x"}
    address = reverse("admin:enrolment_acceptancesetting_add")
    for place, status in ((SIMING, 200), (XIAMEN, 200), (PROVINCE, 200), (JIMEI, 302)):
        answer = at(district).post(address, fields | {"place": place, "status": "stated"})
        assert answer.status_code == status, place
    change = reverse("admin:enrolment_acceptancesetting_change", args=[elsewhere.pk])
    assert at(district).post(change, fields | {"place": SIMING, "status": "stated"}).status_code == 403
    publish(elsewhere, by=staff("supervisor", XIAMEN))


def test_what_holds_everywhere_is_the_provinces(staff, district):
    client = at(district)
    for model in ("casework_calendaryear", "casework_papertext", "casework_checklistitem", "casework_place"):
        assert client.get(reverse(f"admin:{model}_changelist")).status_code == 200
        assert client.get(reverse(f"admin:{model}_add")).status_code == 403, model
    CalendarYear.objects.filter(year=2027).update(drafted_by=staff("administrator", PROVINCE).user)
    with pytest.raises(PermissionDenied):
        publish_year(2027, by=district)


def test_the_rights_are_those_of_the_office_she_acts_for(staff, district):
    """Administrator at one office and clerk at another: at the second she administers nothing."""
    second = Appointment.objects.create(
        user=district.user, role="counter_clerk", office=Office.objects.get(code=SIMING), starts_on=district.on
    )
    client = at(district)
    assert client.get(reverse("admin:index")).status_code == 200
    client.post(reverse("switch_office"), {"appointment": second.pk})
    assert client.get(reverse("admin:casework_user_changelist"), follow=True).status_code == 403


@pytest.mark.parametrize("sent", ["x", "\x00", "'", "9" * 30, "a" * 3000, "😀"])
@pytest.mark.parametrize(
    ("model", "field"),
    [
        ("casework_appointment", "office"),
        ("casework_appointment", "user"),
        ("casework_office", "parent"),
        ("casework_office", "place"),
        ("enrolment_acceptancesetting", "place"),
    ],
)
def test_a_key_that_is_none_is_an_answer_of_the_form(staff, model, field, sent):
    client = at(staff("administrator", PROVINCE))
    answer = client.post(reverse(f"admin:{model}_add"), {field: sent})
    assert answer.status_code == 200 and answer.context["adminform"].form.errors[field]
    action = {"action": "publish_selected", "_selected_action": sent}
    assert client.post(reverse(f"admin:{model}_changelist"), action).status_code in (200, 302, 400)

"""The admin site reaches as far as the officer's office: staff, offices and rules of others are not hers to change."""

import pytest
from django.urls import reverse

from casework.engine.refusals import Blocked
from casework.models import Appointment, Office
from casework.publication.services.publication import publish
from enrolment.models import AcceptanceSetting
from tests.accounts import at
from tests.builders import JIMEI, PROVINCE, SIMING, XIAMEN

pytestmark = pytest.mark.django_db


@pytest.fixture
def district(staff):
    """The administrator of one district."""
    return staff("administrator", JIMEI)


def listed(officer, model: str) -> str:
    return at(officer).get(reverse(f"admin:casework_{model}_changelist")).content.decode()


def test_staff_of_other_offices_are_not_listed_or_changed(staff, district):
    clerk, above = staff("counter_clerk", SIMING), staff("administrator", PROVINCE)
    own = staff("counter_clerk", JIMEI)
    names = listed(district, "user")
    assert own.user.username in names and clerk.user.username not in names and above.user.username not in names
    for user in (clerk.user, above.user):
        assert at(district).get(reverse("admin:casework_user_change", args=[user.pk])).status_code == 302


def test_appointments_are_only_read_and_nobody_changes_her_own_account(staff, district):
    client = at(district)
    assert client.get(reverse("admin:casework_appointment_changelist")).status_code == 200
    assert client.get(reverse("admin:casework_appointment_add")).status_code == 403
    own = reverse("admin:casework_appointment_change", args=[district.appointment.pk])
    assert client.post(own, {"role": "administrator"}).status_code == 403
    account = reverse("admin:casework_user_change", args=[district.user.pk])
    assert client.post(account, {"username": "x", "full_name": "x", "language": "en"}).status_code == 403
    assert "reset_password" not in listed(district, "user") and "deactivate_selected" not in listed(district, "user")


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
    with pytest.raises(Blocked):
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
    for model in ("casework_calendaryear", "casework_papertext", "enrolment_nationalcode", "casework_place"):
        assert client.get(reverse(f"admin:{model}_changelist")).status_code == 200
        assert client.get(reverse(f"admin:{model}_add")).status_code == 403, model


def test_a_paper_of_her_own_place_is_hers_to_list_and_one_of_everywhere_is_not(staff, district):
    texts = {f"{name}_{language}": "x" for name in ("name", "legal_basis") for language in ("zh_hans", "zh_hant", "en")}
    fields = {"case_kind": "enrolment_application", "path": "student", "code": "local_form", "basis_kind": "law"}
    fields |= texts | {"starts_on": "2026-06-01", "source": "x", "status": "stated"}
    address = reverse("admin:casework_checklistitem_add")
    for place, status in (("", 200), (SIMING, 200), (PROVINCE, 200), (JIMEI, 302)):
        assert at(district).post(address, fields | {"place": place}).status_code == status, place


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

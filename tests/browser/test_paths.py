"""Journeys of others than the one who comes most often: a foreign employee, a permanent resident of Wenjiang, a delegate,
a child with her guardian."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from PIL import Image

from casework.models import CaseFile, Evidence, Office, Place
from enrolment.models import Enrolment, Representative
from tests.builders import data, employer, identity, residence_permit, submitted

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
COMMUNITY = "510115001001"


@pytest.fixture
def scan(tmp_path):
    """The scan of a paper by its number: no two are alike."""

    def made(number: int):
        path = tmp_path / f"paper-{number}.jpg"
        Image.new("RGB", (900, 560), (235 - 20 * number, 242, 240)).save(path, "JPEG")
        return path

    return made


@pytest.fixture
def community(transactional_db):
    """A community of Wenjiang with its desk."""
    names = {f"name_{language}": "某社区" for language in ("zh_hans", "zh_hant", "en")}
    below = Place.objects.create(code=COMMUNITY, kind="community", parent=Place.objects.get(code="510115"), **names)
    desk = Office(code=COMMUNITY, kind="community", place=below, starts_on="2024-01-01", **names)
    desk.parent = Office.objects.get(code="510115")
    desk.save()
    return desk


def open_intake(window) -> None:
    window.press("form[action$='/applications/open/'] button")


def add_scans(window, scan) -> None:
    """One scan for every paper the list asks for."""
    page = window.page
    items = [each.get_attribute("value") for each in page.locator("#evidence-item option").all()]
    for number, item in enumerate(items, start=1):
        page.select_option("#evidence-item", item)
        page.set_input_files("#evidence-file", str(scan(number)))
        page.locator("#evidence button[type=submit]").last.click()
        page.locator("#evidence .evidence-list li").nth(number - 1).wait_for()


def send(window) -> CaseFile:
    """Checked, and submitted."""
    window.key("F10")
    window.healthy("check-answers")
    window.key("F10")
    window.healthy("application-submitted")
    return CaseFile.objects.exclude(reference=None).latest("opened_at")


def verify_and_enrol(window, case, number: int) -> None:
    window.go(f"/cases/{case.pk}/verify-documents/")
    window.healthy("verify-documents")
    for choice in window.page.locator("input[type=radio][value=agrees]").all():
        choice.focus()
        window.page.keyboard.press("Space")
    window.page.check("#id_originals_seen")
    window.key("F10")
    window.go(f"/cases/{case.pk}/enrol/")
    window.healthy("enrol")
    window.page.fill("#id_person_no", f"3502000000{number:08d}")
    window.page.fill("#id_confirmation", f"cf-2026-{number}")
    window.key("F10")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_foreign_employee(desk, people, scan, language):
    clerk_officer = people("counter_clerk")
    at_work = employer(clerk_officer)
    clerk = desk(officer=clerk_officer, language=language)
    open_intake(clerk)
    page = clerk.page
    # What belongs to other people is not on the sheet until the document and the path are chosen.
    assert not page.is_visible("#id_employer_uscc") and not page.is_visible("#id_issuer")
    page.check("input[name=kind][value=passport]")
    page.check("input[name=path][value=employed]")
    page.fill("#id_number", "K12345678")
    page.select_option("#id_issuer", "DEU")
    page.fill("#id_name", "Anna Weber")
    page.fill("#id_latin_name", "WEBER ANNA")
    page.fill("#id_expires_on", "2031-01-01")
    page.fill("#id_birth_on", "1988-05-04")
    page.check("input[name=sex][value=female]")
    page.fill("#id_employer_uscc", at_work.uscc)
    page.fill("#id_employer_name", at_work.name)
    page.fill("#id_work_began_on", (timezone.localdate() - timedelta(days=9)).isoformat())
    page.check("input[name=employment_kind][value=foreign_work_permit]")
    page.fill("#id_employment_number", "G1234567")
    page.fill("#id_handled_on", (timezone.localdate() - timedelta(days=12)).isoformat())
    page.fill("#id_stay_until", (timezone.localdate() + timedelta(days=300)).isoformat())
    page.wait_for_selector("#evidence-item option[value=employment_document]", state="attached")
    clerk.healthy("intake-foreign")
    add_scans(clerk, scan)
    case = send(clerk)
    assert (case.state, case.enrolment_application.path) == ("submitted", "employed")
    verify_and_enrol(desk("reviewer", language=language), case, 5)
    enrolment = Enrolment.objects.get()
    assert (enrolment.scheme, enrolment.person.category) == ("uebmi", "foreign")
    clerk.go(f"/people/{enrolment.person_id}/")
    clerk.healthy("person-foreign")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_permanent_resident_of_wenjiang_begins_at_the_community(desk, people, community, scan, language):
    window = desk(officer=people("community_staff", COMMUNITY), language=language)
    open_intake(window)
    page = window.page
    page.check("input[name=kind][value=foreign_permanent_residence]")
    page.check("input[name=path][value=non_working]")
    page.fill("#id_number", "USA350290010112")
    page.fill("#id_name", "John Smith")
    page.fill("#id_latin_name", "SMITH JOHN")
    page.fill("#id_expires_on", "2031-01-01")
    page.fill("#id_birth_on", "1990-01-01")
    page.check("input[name=sex][value=male]")
    page.locator("input[name=card_place]").first.check()
    page.wait_for_selector("#findings :text('202')")
    window.healthy("intake-card")
    add_scans(window, scan)
    case = send(window)
    assert case.office.code == "510115" and case.through_center.code == COMMUNITY
    county = desk(officer=people("reviewer", "510115"), language=language)
    county.go(f"/cases/{case.pk}/eligibility/")
    county.healthy("eligibility-wenjiang")
    county.go(f"/cases/{case.pk}/")
    county.healthy("case-wenjiang")


def test_a_delegate_is_recorded_and_her_authority_ended(desk, people):
    clerk_officer = people("counter_clerk")
    case = submitted(clerk_officer, data(identity(2)))
    letter = {"case": case, "item": "letter_of_authority", "uploaded_by": clerk_officer.user, "sha256": b"0"}
    Evidence.objects.create(media_type="image/png", file_name=case.pk.hex, size=1, **letter)
    clerk = desk(officer=clerk_officer, language="zh-hant")
    clerk.go(f"/cases/{case.pk}/delegate/")
    page = clerk.page
    clerk.healthy("record-delegate")
    page.fill("#id_name", "林大文")
    page.fill("#id_number", residence_permit(date(1985, 1, 1), 4))
    page.fill("#id_relation", "配偶")
    # Without what she may do nothing is recorded; what was typed stands.
    page.fill("#id_until", (timezone.localdate() + timedelta(days=90)).isoformat())
    clerk.key("F10")
    clerk.healthy("record-delegate-wrong")
    assert page.input_value("#id_name") == "林大文" and not Representative.objects.exists()
    page.locator("input[name=scope]").first.check()
    clerk.key("F10")
    row = Representative.objects.get(kind="delegate")
    assert (row.person_id, row.name, row.ended_on) == (case.subject, "林大文", None)
    clerk.go(f"/cases/{case.pk}/delegate/{row.pk}/end/")
    clerk.healthy("end-delegate")
    page.fill("#id_reason", "本人撤回")
    clerk.key("F10")
    row.refresh_from_db()
    assert row.ended_on == timezone.localdate()


@pytest.mark.parametrize("language", ["zh-hant", "en"])
def test_a_child_with_her_guardian(desk, people, scan, language):
    born = timezone.localdate().replace(year=timezone.localdate().year - 9, month=5, day=1)
    window = desk("counter_clerk", language=language)
    open_intake(window)
    page = window.page
    assert not page.is_visible("#id_guardian_name")
    page.check("input[name=kind][value=taiwan_residence_permit]")
    page.check("input[name=path][value=minor]")
    page.fill("#id_number", residence_permit(born, 4))
    page.fill("#id_name", "陳小寶")
    page.fill("#id_latin_name", "CHEN HSIAO-PAO")
    page.fill("#id_expires_on", "2031-01-01")
    page.fill("#id_guardian_name", "陳志明")
    page.fill("#id_guardian_number", residence_permit(date(1985, 1, 1), 6))
    page.check("input[name=guardian_relation][value=father]")
    page.wait_for_selector("#findings :text('202')")
    window.healthy("intake-child")
    add_scans(window, scan)
    case = send(window)
    guardian = Representative.objects.filter(person=case.subject, kind="guardian")
    assert case.state == "submitted"
    verify_and_enrol(desk("reviewer", language=language), case, 7)
    assert Enrolment.objects.get().person.birth_on == born and guardian.get().name == "陳志明"
    window.go(f"/people/{case.subject}/")
    window.healthy("person-child")

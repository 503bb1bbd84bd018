"""The pages of rosters: sending, the check by cell, the press, progress and result; in three languages, flat in queries."""

import re
import uuid
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from casework.imports.table import import_kind
from casework.models import Import, Look, Role
from casework.tasks import run_imports
from enrolment.models import Hire
from tests.builders import JIMEI, employer, residence_permit
from tests.enrolment.rosters import roster_files as files
from tests.enrolment.rosters.roster_files import EMPLOYER_HEADERS, check_roster, employer_row, hire, upload
from tests.test_query_counts import queries_of

pytestmark = pytest.mark.django_db
LANGUAGES = ("zh-hans", "zh-hant", "en")


@pytest.fixture
def clerk(staff):
    return staff("counter_clerk")


@pytest.fixture
def unit(clerk):
    return employer(clerk)


def logged_in(officer, language: str = "en") -> Client:
    client = Client()
    client.force_login(officer.user, backend="casework.authentication.AppointmentBackend")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    return client


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch, today):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args: today)


def send(client: Client, unit, content: bytes, **fields):
    return client.post(reverse("import_roster", args=[unit.pk]), {"file": upload(content), **fields})


def words(page) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def test_from_file_to_hires_without_scripts(clerk, unit):
    client = logged_in(clerk)
    answer = send(client, unit, files.workbook([hire(2), hire(4)]))
    roster = Import.objects.get()
    assert answer["Location"] == reverse("see_roster_hires", args=[roster.pk])
    page = client.get(answer["Location"])
    assert "陳小明" in words(page) and residence_permit(sequence=2) not in words(page)
    assert residence_permit(sequence=2)[-4:] in words(page) and "Residence Permit" not in words(page)
    assert "Refresh" not in page and not Hire.objects.exists()
    look = Look.objects.filter(page="see_roster_hires").latest("pk")
    assert set(look.shown) == set(roster.rows.values_list("pk", flat=True))
    done = client.post(reverse("confirm_roster_hires", args=[roster.pk]), follow=True)
    assert Hire.objects.count() == 2 and "The roster is entered" in words(done)
    assert all(str(hire_.case) in words(done) for hire_ in Hire.objects.select_related("case"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_bad_cells_are_listed_by_place_in_the_readers_language(clerk, unit, language):
    client = logged_in(clerk, language)
    answer = send(client, unit, files.workbook([hire(2), hire(4, began="115.9.1")]))
    page = client.get(answer["Location"])
    row = re.search(r'<th scope="row" class="number">3</th>.*?</tr>', page.content.decode(), re.DOTALL)[0]
    header = {"zh-hans": "用工之日", "zh-hant": "到職日", "en": "Work began on"}[language]
    assert "<b>E</b>" in row and header in row and "115" not in row and "2026-06-07" in row
    assert reverse("confirm_roster_hires", args=[Import.objects.get().pk]) not in page.content.decode()
    refused = client.post(reverse("confirm_roster_hires", args=[Import.objects.get().pk]), follow=True)
    assert not Hire.objects.exists() and refused.status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_in_every_language(clerk, unit, language):
    client = logged_in(clerk, language)
    assert client.get(reverse("import_roster", args=[unit.pk])).status_code == 200
    assert client.get(reverse("import_employers")).status_code == 200
    for act in ("confirm", "discard"):
        send(client, unit, files.workbook([hire(2), hire(4)]), again="on")
        roster = Import.objects.get(state="checked")
        assert client.post(reverse(f"{act}_roster_hires", args=[roster.pk]), follow=True).status_code == 200
    content = files.workbook([employer_row(900)], EMPLOYER_HEADERS)
    answer = client.post(reverse("import_employers"), {"file": upload(content)})
    shown = client.get(answer["Location"])
    assert "厦门明山电子有限公司" in words(shown)
    made = client.post(answer["Location"] + "confirm/", follow=True)
    assert made.status_code == 200 and employer_row(900)[0] in words(made)


def test_a_refused_file_is_an_error_beside_the_field(clerk, unit):
    client = logged_in(clerk)
    for content, said in ((b"", "0 bytes"), (b"a,b", "not an XLSX workbook")):
        answer = send(client, unit, content)
        page = answer.content.decode()
        assert answer.status_code == 422 and said in page and 'href="#id_file"' in page
        assert 'aria-invalid="true"' in page
    assert client.post(reverse("import_roster", args=[unit.pk])).status_code == 422
    assert not Import.objects.exists()


def test_a_file_over_the_limit_is_a_message(clerk, unit, settings):
    settings.UPLOAD_BYTES = 1024 * 1024
    answer = send(logged_in(clerk), unit, b"PK\x03\x04" + b"\x00" * (3 * 1024 * 1024))
    assert answer.status_code == 422 and "larger than" in words(answer)


def test_the_same_file_again_leads_to_the_earlier_one(clerk, unit):
    client = logged_in(clerk)
    content = files.workbook([hire(2)])
    send(client, unit, content)
    first = Import.objects.get()
    again = send(client, unit, content)
    page = again.content.decode()
    assert again.status_code == 422 and reverse("see_roster_hires", args=[first.pk]) in page and 'name="again"' in page
    assert send(client, unit, content, again="on").status_code == 302 and Import.objects.count() == 2


def test_many_rows_are_left_to_the_worker_and_the_page_loads_itself(clerk, unit, monkeypatch):
    runs = import_kind("hires").description.runs
    monkeypatch.setitem(vars(runs), "before_the_answer", 2)
    client = logged_in(clerk)
    send(client, unit, files.workbook([hire(2), hire(4), hire(6)]))
    address = reverse("see_roster_hires", args=[Import.objects.get().pk])
    page = client.post(f"{address}confirm/", follow=True)
    assert page["Refresh"] == "5" and "2 of 3" in words(page) and Hire.objects.count() == 2
    assert "Refresh" not in client.get(address, {"still": "1"})
    Import.objects.update(confirmed_at=timezone.now() - timedelta(minutes=11))
    assert "Refresh" not in client.get(address)
    assert client.post(f"{address}confirm/", follow=True).status_code == 200
    done = client.get(address)
    assert Hire.objects.count() == 3 and "Refresh" not in done


def test_discarding(clerk, unit):
    client = logged_in(clerk)
    send(client, unit, files.workbook([hire(2)]))
    address = reverse("see_roster_hires", args=[Import.objects.get().pk])
    page = client.post(f"{address}discard/", follow=True)
    assert "discarded" in words(page) and "陳小明" not in words(page)
    late = client.post(f"{address}confirm/", follow=True)
    assert "not waiting for confirmation" in words(late) and not Hire.objects.exists()


@pytest.mark.parametrize("name", ["see_roster_hires", "confirm_roster_hires", "discard_roster_hires"])
def test_another_office_gets_404_and_without_the_right_403(clerk, unit, staff, name):
    send(logged_in(clerk), unit, files.workbook([hire(2)]))
    key = Import.objects.get().pk
    stranger, auditor = logged_in(staff("counter_clerk", JIMEI)), logged_in(staff("auditor"))
    assert stranger.get(reverse(name, args=[key])).status_code == 404
    assert stranger.post(reverse(name, args=[key])).status_code in (404, 405)
    assert auditor.get(reverse(name, args=[key])).status_code == 403
    assert stranger.get(reverse("import_roster", args=[unit.pk])).status_code == 404
    assert logged_in(clerk).get(reverse(name.replace("hires", "employers"), args=[key])).status_code == 404
    assert logged_in(clerk).get(reverse(name, args=[uuid.uuid4()])).status_code == 404
    assert Import.objects.get().state == "checked"


@pytest.mark.parametrize("role", Role.values)
def test_the_form_is_for_those_who_may_also_enter_the_rows(clerk, unit, staff, role):
    officer = staff.center() if role == "center_staff" else staff(role)
    client = logged_in(officer)
    for kind, address in (
        ("hires", reverse("import_roster", args=[unit.pk])),
        ("employers", reverse("import_employers")),
    ):
        may = all(officer.may(verb) for verb in import_kind(kind).rights)
        assert client.get(address).status_code == (200 if may else 403)
        assert client.post(address).status_code == (422 if may else 403)


@pytest.mark.parametrize("language", [*LANGUAGES, "xx"])
def test_the_template_is_a_download_without_personal_names(clerk, language):
    client = logged_in(clerk, "en")
    answer = client.get(reverse("roster_template_hires"), {"language": language})
    told = language if language in LANGUAGES else "en"
    assert answer["Content-Disposition"] == f'attachment; filename="hires-{told}.xlsx"'
    assert answer.content.startswith(b"PK") and answer["Cache-Control"].startswith("no-store")


@pytest.mark.parametrize("bad", [False, True])
def test_the_preview_asks_as_much_for_200_rows_as_for_10(clerk, unit, bad):
    client, counts = logged_in(clerk), []
    for rows in (10, 200):
        number = {"number": None} if bad else {}
        content = files.workbook([hire(**{"number": residence_permit(sequence=n), **number}) for n in range(rows)])
        answer = send(client, unit, content)
        client.get(answer["Location"])
        counts.append(queries_of(client, answer["Location"]))
    assert counts[0] == counts[1] <= 24, counts


def test_sending_asks_by_500_rows_not_by_row(clerk, unit, django_assert_max_num_queries):
    content = files.workbook([hire(number=residence_permit(sequence=n)) for n in range(400)])
    how = {"employer": unit, "by": clerk, "on": clerk.on, "language": "en"}
    # The rows are kept before they are checked, and both are transactions of their own: so many, whatever the rows.
    with django_assert_max_num_queries(20):
        check_roster("hires", upload(content), **how)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_roster_whose_check_was_interrupted_says_so_and_is_checked_by_the_worker(clerk, unit, language):
    client = logged_in(clerk, language)
    how = {"employer": unit, "by": clerk, "on": clerk.on, "language": language}
    roster = check_roster("hires", upload(files.workbook([hire(2), hire(4)])), check=False, **how)
    address = reverse("see_roster_hires", args=[roster.pk])
    page = client.get(address)
    said = {"zh-hans": "正在核对名册", "zh-hant": "正在核對名冊", "en": "The roster is being checked"}[language]
    assert said in words(page) and page["Refresh"] == "5" and "陳小明" not in words(page)
    refused = client.post(f"{address}confirm/", follow=True)
    assert not Hire.objects.exists() and refused.status_code == 200
    run_imports()
    done = client.get(address)
    assert "Refresh" not in done and "陳小明" in words(done)


def test_problems_beyond_the_first_hundred_rows_are_on_the_next_page(clerk, unit):
    client = logged_in(clerk)
    content = files.workbook([hire(number=None) for _row in range(130)])
    address = send(client, unit, content)["Location"]
    first = client.get(address).content.decode()
    following = re.search(r'href="(\?after=[^"]+)"', first)[1]
    assert first.count("<b>B</b>") == 100 and "30 more rows have problems" in words(client.get(address))
    second = client.get(address + following).content.decode()
    assert second.count("<b>B</b>") == 30 and 'href="?after=' not in second and "more rows" not in second
    # A key somebody made up gives the first page.
    assert client.get(f"{address}?after=x").content.decode().count("<b>B</b>") == 100

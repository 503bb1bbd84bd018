"""A file with problems comes back marked; one that was sent before is kept until it is answered; the worker is woken."""

import io
from datetime import date, timedelta

import openpyxl
import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from casework.imports.services import jobs, kept_files, waking
from casework.models import Import, ImportFile, Look
from tests.builders import JIMEI, employer, residence_permit
from tests.enrolment.rosters import roster_files as files
from tests.enrolment.rosters.roster_files import hire, upload

pytestmark = pytest.mark.django_db
LONG = int(residence_permit(sequence=2)[:17]) * 10


@pytest.fixture
def clerk(staff):
    return staff("counter_clerk")


@pytest.fixture
def unit(clerk):
    return employer(clerk)


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch, today):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args: today)


def logged_in(officer, language: str = "en") -> Client:
    client = Client()
    client.force_login(officer.user, backend="casework.authentication.AppointmentBackend")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    return client


def send(client: Client, unit, content: bytes | None, name: str = "roster.xlsx", **fields):
    file = {"file": upload(content, name)} if content is not None else {}
    return client.post(reverse("import_roster", args=[unit.pk]), file | fields)


ROWS = [
    hire(2),
    hire(4, began="115.6.1"),
    [None] * 6,
    hire(6, number=LONG, name="=cmd|' /C calc'!A0"),
    hire(8, began="01/06/2026", name="陳12"),
    ["合计：4人"],
]


def bad_file() -> bytes:
    def as_text(sheet):
        sheet["C5"].data_type = "s"
        sheet["H2"] = "@SUM(1)"
        sheet["H2"].data_type = "s"

    return files.workbook(ROWS, change=as_text)


def marked(client: Client, language: str = "en"):
    sent = Import.objects.get()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    return client.get(reverse("marked_roster_hires", args=[sent.pk]))


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_the_file_comes_back_with_the_same_rows_and_its_problems_marked(clerk, unit, language):
    client = logged_in(clerk)
    page = client.get(send(client, unit, bad_file())["Location"])
    assert reverse("marked_roster_hires", args=[Import.objects.get().pk]) in page.content.decode()
    answer = marked(client, language)
    assert answer["Content-Disposition"] == 'attachment; filename="hires-marked.xlsx"'
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert [cell.value for cell in sheet[1]][:6] == files.HEADERS
    said = {cell.row: cell.value for cell in sheet["I"] if cell.value}
    assert set(said) == {1, 3, 5, 6}
    assert said[3].startswith("E: ") and "2026-06-01" in said[3]
    coloured = {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.fill.fgColor.rgb == "FFF9D7C9"}
    assert coloured == {"E3", "B5", "E6"}
    assert (sheet["B2"].value, sheet["C3"].value, sheet["A7"].value) == (
        residence_permit(sequence=2),
        "陳小明",
        "合计：4人",
    )
    # Digits that a spreadsheet made up never come back as those of a number.
    assert sheet["B5"].value == "8.30000199001010E+17"
    # Nothing of it is a formula, whatever was typed.
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert sheet["C5"].value.startswith("=cmd") and sheet["C5"].quotePrefix and sheet["H2"].quotePrefix
    assert Look.objects.get(page="marked_roster_hires").shown == [Import.objects.get().pk]


def test_the_marked_file_sent_again_has_the_same_problems(clerk, unit):
    client = logged_in(clerk)
    send(client, unit, bad_file())
    first = Import.objects.get()
    send(client, unit, marked(client).content)
    second = Import.objects.exclude(pk=first.pk).get()
    assert [row.problems for row in second.rows.filter(state="bad")] == [
        row.problems for row in first.rows.filter(state="bad")
    ]


def test_a_text_file_is_marked_as_a_workbook(clerk, unit):
    client = logged_in(clerk)
    send(
        client,
        unit,
        "证件类型,证件号码,姓名,入职时间\n台胞证,6123403,陳小明,2026-06-01\n".encode("gb18030"),
        "花名册.csv",
    )
    sheet = openpyxl.load_workbook(io.BytesIO(marked(client).content)).active
    assert (sheet["B2"].value, sheet["B2"].data_type) == ("6123403", "s") and sheet["E2"].value.startswith("B: ")


def test_another_office_and_an_import_without_problems_have_no_marked_file(clerk, unit, staff):
    client = logged_in(clerk)
    send(client, unit, bad_file())
    # Nor has a colleague who did not send it: the file says who holds which kind of document.
    for other in (staff("counter_clerk", JIMEI), staff("counter_clerk", number=2)):
        assert marked(logged_in(other)).status_code == 404
    assert marked(logged_in(staff("auditor"))).status_code in (403, 404)
    Import.objects.update(rows_bad=0)
    assert marked(client).status_code == 404


def test_the_file_is_sealed_and_goes_with_the_end_of_its_import(clerk, unit):
    client = logged_in(clerk)
    send(client, unit, bad_file())
    kept = ImportFile.objects.get()
    assert kept.content.open_for_work().startswith(b"PK")
    assert b"xl/worksheets" not in kept.content.cipher_to_store()
    client.post(reverse("discard_roster_hires", args=[kept.sent_id]))
    assert not ImportFile.objects.get().content and marked(client).status_code == 404


def test_a_file_without_problems_is_not_kept(clerk, unit):
    send(logged_in(clerk), unit, files.workbook([hire(2)]))
    assert not ImportFile.objects.exists()


def test_a_file_sent_twice_need_not_be_chosen_anew(clerk, unit):
    client, content = logged_in(clerk), files.workbook([hire(2)])
    send(client, unit, content)
    asked = send(client, unit, content)
    kept = ImportFile.objects.get()
    assert asked.status_code == 422 and f'value="{kept.pk}"' in asked.content.decode()
    assert "need not be chosen again" in asked.content.decode()
    # The tick is left out: asked again, with the file still there.
    again = send(client, unit, None, kept=kept.pk)
    assert again.status_code == 422 and Import.objects.count() == 1
    newest = ImportFile.objects.order_by("kept_at").last()
    answer = send(client, unit, None, kept=newest.pk, again="on")
    assert answer.status_code == 302 and Import.objects.count() == 2
    assert not ImportFile.objects.get(pk=newest.pk).content


def test_a_kept_file_is_its_senders_for_half_an_hour_and_for_one_employer(clerk, unit, staff):
    client, content = logged_in(clerk), files.workbook([hire(2)])
    send(client, unit, content)
    send(client, unit, content)
    kept = ImportFile.objects.get()
    other = employer(clerk, 2)
    for answer in (
        send(logged_in(staff("counter_clerk", number=2)), unit, None, kept=kept.pk, again="on"),
        send(client, other, None, kept=kept.pk, again="on"),
        send(client, unit, None, kept="no key", again="on"),
    ):
        assert answer.status_code == 422 and Import.objects.count() == 1
    jobs.run(on=clerk.on, now=timezone.now() + kept_files.WAITS_FOR + timedelta(seconds=1))
    late = send(client, unit, None, kept=kept.pk, again="on")
    assert late.status_code == 422 and "Choose it again" in late.content.decode()


def test_a_file_too_large_to_be_kept_is_chosen_anew(clerk, unit, monkeypatch):
    monkeypatch.setattr(kept_files, "MOST_BYTES", 10)
    client, content = logged_in(clerk), files.workbook([hire(2)])
    send(client, unit, content)
    asked = send(client, unit, content)
    assert "choose the file again" in asked.content.decode() and not ImportFile.objects.exists()
    assert send(client, unit, content, again="on").status_code == 302


def test_the_worker_is_woken_for_the_rows_that_are_left(clerk, unit, monkeypatch, django_capture_on_commit_callbacks):
    told = []
    monkeypatch.setattr(waking.current_app, "send_task", lambda name, **how: told.append((name, how["queue"])))
    client = logged_in(clerk)
    few = send(client, unit, files.workbook([hire(2, name="林一")]))["Location"]
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{few}confirm/")
        many = files.workbook(hire(number=f"{10_000_000 + n}", kind="台胞证") for n in range(101))
        at = send(client, unit, many)["Location"]
        client.post(f"{at}confirm/")
    assert told == [("casework.tasks.run_imports", "bulk")]
    page = client.get(at).content.decode()
    assert "every 5 seconds" in page and "every 60 seconds" in page


def test_a_broker_that_is_away_keeps_nobody_waiting(monkeypatch, caplog, django_capture_on_commit_callbacks):
    def away(*_args, **_how):
        raise OSError("no route")

    monkeypatch.setattr(waking.current_app, "send_task", away)
    with django_capture_on_commit_callbacks(execute=True):
        waking.wake()
    assert "not woken" in caplog.text


def test_days_before_1900_and_rows_far_below_stay_in_their_places(clerk, unit):
    client = logged_in(clerk)
    rows = [hire(2, handled=date(1899, 1, 1)), *[[None] * 6] * 40, hire(4, began="x")]
    send(client, unit, files.workbook(rows))
    sheet = openpyxl.load_workbook(io.BytesIO(marked(client).content)).active
    assert sheet["E43"].value == "x" and sheet.max_row == 43

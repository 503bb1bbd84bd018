"""What was shown is recorded: which version, which language, to whom, by whom; it closes nothing."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from casework.engine.refusals import Blocked
from casework.models import Event, PaperText
from enrolment.applications.services import applications
from enrolment.consent.queries.texts import notice_on
from enrolment.consent.services.notices import ShownAtIntake, give_notice
from enrolment.models import NoticeGiven, Person
from tests.accounts import at
from tests.builders import JIMEI, data, identity, op, submitted
from tests.consents import notice_shown
from tests.filled_forms import filled

pytestmark = pytest.mark.django_db
NEWER = date(2026, 6, 1)


def newer_text(on: date = NEWER) -> PaperText:
    """A newer version of the notice, as two people have published it."""
    old = PaperText.objects.filter(code="privacy_notice").latest("starts_on")
    texts = {f"text_{language}": getattr(old, f"text_{language}") for language in ("zh_hans", "zh_hant", "en")}
    return PaperText.objects.create(
        code=old.code, starts_on=on, source="x", status="stated", published_at=timezone.now(), text="x", **texts
    )


def codes(blocked) -> list[str]:
    return [reason.code for reason in blocked.value.reasons]


def test_what_was_shown_stands_with_version_language_and_who(person, clerk, today):
    row = give_notice(person, notice_shown(person, today), by=clerk, on=today)
    assert (row.text.code, row.language, row.shown_to, row.recorded_by) == (
        "privacy_notice",
        "zh-hant",
        "herself",
        clerk.user,
    )
    facts = Event.objects.get(verb="give_notice").facts
    assert facts == {"text": "privacy_notice", "version": "2021-11-01", "language": "zh-hant", "to": "herself"}


def test_two_presses_are_one_notice_and_another_day_is_another(person, clerk, today):
    first = give_notice(person, notice_shown(person, today), by=clerk, on=today)
    assert give_notice(person, notice_shown(person, today), by=clerk, on=today) == first
    assert give_notice(person, notice_shown(person, today), by=clerk, on=today + timedelta(days=1)) != first


def test_a_text_that_is_in_force_no_more_is_not_what_was_shown(person, clerk, today):
    old = notice_shown(person, today)
    new = newer_text()
    with pytest.raises(Blocked) as blocked:
        give_notice(person, old, by=clerk, on=today)
    assert codes(blocked) == ["text_changed"]
    assert give_notice(person, replace(old, version=new.starts_on.isoformat()), by=clerk, on=today).text == new


def test_a_newer_text_leaves_what_was_shown_before(person, clerk, today):
    row = give_notice(person, notice_shown(person, today), by=clerk, on=today)
    newer_text()
    row.refresh_from_db()
    assert row.text.starts_on == date(2021, 11, 1)
    with pytest.raises(DatabaseError), transaction.atomic():
        NoticeGiven.objects.filter(pk=row.pk).update(language="en")


def test_a_child_is_told_through_its_guardian_by_a_notice_of_its_own(child, clerk, today):
    guardian = child.representatives.get()
    with pytest.raises(Blocked) as blocked:
        give_notice(child, notice_shown(child, today), by=clerk, on=today)
    assert codes(blocked) == ["needs_guardian"]
    row = give_notice(child, notice_shown(child, today, str(guardian.pk)), by=clerk, on=today)
    assert (row.text.code, row.shown_to, row.representative) == ("privacy_notice_child", "guardian", guardian)


def test_who_is_not_on_file_is_not_told(person, child, clerk, today):
    stranger = str(child.representatives.get().pk)
    with pytest.raises(Blocked) as blocked:
        give_notice(person, notice_shown(person, today, stranger), by=clerk, on=today)
    assert codes(blocked) == ["not_on_file"]


def test_another_office_and_an_auditor_record_nothing(person, staff, today):
    shown = notice_shown(person, today)
    with pytest.raises(Person.DoesNotExist):
        give_notice(person, shown, by=staff("counter_clerk", JIMEI), on=today)
    with pytest.raises(PermissionDenied):
        give_notice(person, shown, by=staff("auditor"), on=today)


# At intake


def with_notice(to: str, on: date, what=None):
    what = what or data(identity(4))
    text = notice_on(what.identity.birth_on, on)
    return replace(what, notice=ShownAtIntake(version=text.starts_on.isoformat(), language="zh-hant", to=to))


def test_at_intake_it_is_recorded_with_the_case(clerk, today):
    case = submitted(clerk, with_notice("herself", today))
    row = NoticeGiven.objects.get()
    assert (row.person_id, row.case, row.shown_to, row.representative) == (case.subject, case, "herself", None)


def test_at_intake_nobody_told_closes_nothing(clerk):
    assert submitted(clerk, data(identity(4))).state == "submitted" and not NoticeGiven.objects.exists()


def test_at_intake_a_child_is_not_told_herself(clerk, today):
    born = identity(4, birth_on=date(2015, 2, 28), number="12345678", kind="taiwan_travel_permit")
    case = applications.open_application(by=clerk, language="zh-hant")
    with pytest.raises(Blocked) as blocked:
        applications.submit_application(
            case.pk, with_notice("herself", today, data(born)), by=clerk, on=today, seen=case.version, op=op()
        )
    assert [(reason.code, reason.field) for reason in blocked.value.reasons] == [("needs_guardian", "notice_to")]
    assert not NoticeGiven.objects.exists() and not Person.objects.exists()


@pytest.fixture
def checked(clerk):
    """The client of a clerk and the page on which a filled draft is checked."""
    case = applications.open_application(by=clerk, language="zh-hant")
    client, intake = at(clerk), reverse("intake", args=[case.pk])
    fields = {"kind": "taiwan_residence_permit", "number": identity(4).number, "name": "陳明德", "path": "non_working"}
    client.post(intake, filled(client.get(intake)) | fields | {"received_on": "2026-06-10", "action": "check_answers"})
    return client, reverse("check_answers", args=[case.pk])


def test_the_page_shows_chinese_beside_the_client_s_language_and_records_the_answer(checked):
    client, address = checked
    page = client.get(address)
    body = page.content.decode()
    assert 'lang="zh-Hans"' in body and "第十三条第一款第三项" in body and "第十三條第一款第三項" in body
    assert client.post(address, filled(page) | {"notice_to": "herself"}).status_code == 302
    assert NoticeGiven.objects.get().language == "zh-hant"


def test_what_no_form_offers_is_told_beside_the_field(checked):
    client, address = checked
    answer = client.post(address, filled(client.get(address)) | {"notice_to": "neighbour"})
    assert answer.status_code == 422 and answer.context["notice_form"].errors.keys() == {"notice_to"}
    assert not NoticeGiven.objects.exists()


def test_a_text_that_was_replaced_while_the_page_stood_open_is_shown_anew(checked, today):
    client, address = checked
    sent = filled(client.get(address)) | {"notice_to": "herself"}
    new = newer_text()
    answer = client.post(address, sent)
    assert answer.status_code == 422 and f'value="{NEWER.isoformat()}"' in answer.content.decode()
    assert client.post(address, filled(answer) | {"notice_to": "herself"}).status_code == 302
    assert NoticeGiven.objects.get().text == new

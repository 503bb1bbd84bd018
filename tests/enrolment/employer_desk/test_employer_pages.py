"""The pages of employers and hires: scope, rights, three languages, flat queries, what they may never show."""

from datetime import date

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from casework.mailings.services.hand_over import hand_over
from casework.mailings.services.notice_sweep import write_notices
from casework.models import Look, Mailing
from enrolment.employers.rules import change_limit
from enrolment.employers.rules.employer_registration import RULE_ID as EMPLOYERS_OWN
from enrolment.employers.services import employer_changes, employers
from enrolment.employers.services.employer_changes import ChangeData
from tests.accounts import PASSWORD
from tests.builders import JIMEI, XIAMEN, employer, hired, op, residence_permit
from tests.test_query_counts import queries_of

pytestmark = pytest.mark.django_db
LANGUAGES = ["zh-hans", "zh-hant", "en"]


def exported(officer):
    client = at(officer)
    assert client.get(reverse("export_board"))["Location"] == reverse("see_board")
    # The password first, typed on the page that asks for it.
    assert b"fresh_password" in client.post(reverse("export_board")).content
    return client.post(reverse("export_board"), {"fresh_password": PASSWORD})


def at(officer, language: str = "en") -> Client:
    client = Client()
    officer.user.language = language
    officer.user.save(update_fields=["language"])
    client.force_login(officer.user, backend="casework.authentication.AppointmentBackend")
    return client


@pytest.fixture
def clerk(staff):
    return staff("counter_clerk")


@pytest.fixture
def late(clerk):
    """A hire that is long late, with its messages handed over."""
    case = hired(clerk, work_began_on=date(2026, 4, 20))
    hand_over(timezone.now())
    return case


OF_AN_EMPLOYER = ["see_employer", "edit_employer", "add_contact", "write_talk", "open_employer_change", "report_hire"]
OF_A_HIRE = [
    "see_hire",
    "correct_start",
    "record_leaving",
    "propose_finding",
    "confirm_finding",
    "reject_finding",
    "give_lateness_reason",
    "issue_order",
]


@pytest.mark.parametrize("page", OF_AN_EMPLOYER)
@pytest.mark.parametrize("role", ["counter_clerk", "reviewer", "supervisor", "auditor"])
def test_another_office_s_employer_does_not_exist(late, staff, page, role):
    answer = at(staff(role, JIMEI)).get(reverse(page, args=[late.hire.employer_id]))
    assert answer.status_code in (403, 404)
    assert late.hire.employer.uscc not in answer.content.decode()


@pytest.mark.parametrize("page", OF_A_HIRE)
@pytest.mark.parametrize("role", ["counter_clerk", "reviewer", "supervisor", "auditor"])
def test_another_office_s_hire_does_not_exist(late, staff, page, role):
    answer = at(staff(role, JIMEI)).get(reverse(page, args=[late.pk]))
    assert answer.status_code in (403, 404)
    assert late.reference not in answer.content.decode()


@pytest.mark.parametrize("page", ["see_board", "see_employers", "see_mailings", "home"])
def test_no_list_shows_another_office(late, staff, page):
    text = at(staff("supervisor", JIMEI)).get(reverse(page)).content.decode()
    assert late.reference not in text and late.hire.employer.uscc not in text


def test_a_sheet_of_another_office_is_empty(late, staff):
    answer = exported(staff("supervisor", JIMEI))
    assert late.reference.encode() not in answer.content


def test_a_message_of_another_office_does_not_exist(late, staff):
    mailing = Mailing.objects.filter(addressee_kind="employer").first()
    for page in ("see_mailing", "serve_mailing"):
        assert at(staff("counter_clerk", JIMEI)).get(reverse(page, args=[mailing.pk])).status_code == 404


def test_the_city_sees_its_counties_on_one_board(late, staff):
    text = at(staff("supervisor", XIAMEN)).get(reverse("see_board")).content.decode()
    assert late.reference in text


def test_a_code_held_elsewhere_says_where_and_no_more(late, staff):
    answer = at(staff("counter_clerk", JIMEI)).post(reverse("see_employers"), {"uscc": late.hire.employer.uscc})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Registered at Healthcare Security Office, Siming District, Xiamen" in text
    assert late.hire.employer.name not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_answers_in_three_languages_without_the_number(late, staff, language):
    client = at(staff("supervisor"), language)
    mailing = Mailing.objects.filter(addressee_kind="employer").first()
    pages = [
        reverse("see_employers"),
        reverse("see_employer", args=[late.hire.employer_id]),
        reverse("see_hire", args=[late.pk]),
        reverse("see_board"),
        reverse("see_board") + "?band=late_8",
        reverse("see_mailings") + "?state=handed_over",
        reverse("see_mailing", args=[mailing.pk]),
        reverse("issue_order", args=[late.pk]),
        reverse("give_lateness_reason", args=[late.pk]),
        reverse("jobs"),
        reverse("home"),
    ]
    for page in pages:
        answer = client.get(page)
        assert (answer.status_code, answer["Content-Language"]) == (200, language), page
        assert residence_permit(sequence=2) not in answer.content.decode(), page


def test_the_lists_show_masked_names_and_every_look_is_kept(late, staff):
    client = at(staff("supervisor"))
    before = Look.objects.count()
    for page in (reverse("see_board"), reverse("see_employer", args=[late.hire.employer_id])):
        text = client.get(page).content.decode()
        assert "陳○○" in text and "陳小明" not in text
    assert Look.objects.count() == before + 2
    assert set(Look.objects.values_list("page", flat=True)) >= {"see_board", "see_employer"}


@pytest.mark.parametrize(
    ("page", "most"), [("see_board", 22), ("see_employers", 16), ("see_mailings", 16), ("employer", 30), ("hire", 40)]
)
def test_pages_are_flat(clerk, staff, page, most):
    at_one = employer(clerk)
    case = hired(clerk, at_one, work_began_on=date(2026, 4, 20))
    client = at(staff("supervisor"))
    addresses = {"employer": reverse("see_employer", args=[at_one.pk]), "hire": reverse("see_hire", args=[case.pk])}
    address = addresses.get(page) or reverse(page)
    client.get(address)
    few = queries_of(client, address)
    for sequence in range(4, 24, 2):
        hired(clerk, at_one, sequence=sequence, work_began_on=date(2026, 4, 20 - sequence // 2))
        employer(clerk, 10 + sequence)
    write_notices(clerk.on)
    many = queries_of(client, address)
    assert many <= few + 1 and many <= most, (few, many)


def test_the_sheet_holds_no_formula(clerk, staff):
    at_one = employer(clerk, name='=HYPERLINK("http://x")')
    hired(clerk, at_one, name="+1+1")
    content = exported(staff("supervisor")).content
    from io import BytesIO

    cells = [cell for row in load_workbook(BytesIO(content)).active.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "d", "n"}
    assert '=HYPERLINK("http://x")' in [cell.value for cell in cells]


def test_key_details_change_by_two_people_with_proof(clerk, staff):
    at_one = employer(clerk)
    data = ChangeData(
        changed_on=date(2026, 6, 1),
        name="厦门新名有限公司",
        place_id=at_one.place_id,
        taiwan_funded=True,
        taiwan_form="branch",
    )
    case = employer_changes.open_employer_change(at_one, data, by=clerk, on=clerk.on)
    # The employer had thirty days from the change; the office answers within ten working days.
    clocks = dict(case.deadlines.values_list("rule", "legal_on"))
    assert clocks == {EMPLOYERS_OWN: date(2026, 7, 1), change_limit.RULE_ID: date(2026, 6, 25)}
    assert case.due_on == date(2026, 6, 25)
    reviewer = staff("reviewer")
    page = at(reviewer).get(reverse("see_employer_change", args=[case.pk])).content.decode()
    assert "厦门新名有限公司" in page and "Add a scan of the new business licence first." in page
    case.evidence.create(
        item="business_licence", media_type="image/png", file_name="x", size=1, sha256=b"0", uploaded_by=clerk.user
    )
    employer_changes.accept_employer_change(case.pk, by=reviewer, on=clerk.on, seen=case.version, op=op())
    at_one.refresh_from_db()
    assert (at_one.name, at_one.taiwan_form) == ("厦门新名有限公司", "branch")


def test_own_registration_is_judged_by_article_57(clerk):
    from enrolment.employer_desk.queries.employer_desk import own_registration

    assert own_registration(employer(clerk)) is None
    late_one = employer(clerk, 2, founded_on=date(2026, 5, 1))
    in_time = employer(clerk, 3, founded_on=date(2026, 5, 20))
    assert own_registration(late_one).late and not own_registration(in_time).late


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_public_guide_is_open_and_shows_nobody(late, language):
    answer = Client().get(reverse("employer_guide", args=[language]))
    assert (answer.status_code, answer["Content-Language"]) == (200, language)
    assert late.reference not in answer.content.decode()
    assert Client().get(reverse("employer_guide", args=["fr"])).status_code == 404


def test_contacts_are_sealed_in_the_table(clerk):
    from django.db import connection

    employer(clerk)
    with connection.cursor() as cursor:
        cursor.execute("SELECT encode(email, 'escape'), encode(telephone, 'escape') FROM enrolment_employercontact")
        rows = cursor.fetchall()
    assert len(rows) == 1 and all(rows[0])
    assert not any("example.cn" in text or "1234567" in text for text in rows[0])


def test_a_contact_may_be_ended(clerk):
    at_one = employer(clerk)
    contact = at_one.contacts.get()
    page = reverse("end_contact", args=[at_one.pk, contact.pk])
    assert at(clerk).post(page).status_code == 302
    assert at_one.contacts.filter(ends_on=None).count() == 0
    employers.end_contact(contact, by=clerk, on=clerk.on)
    assert mail.outbox == []


@pytest.mark.parametrize("page", ["add_contact", "write_talk", "report_hire"])
def test_two_presses_make_one(clerk, page):
    at_one = employer(clerk)
    client, address, op_id = at(clerk), reverse(page, args=[at_one.pk]), str(op())
    sent = {
        "add_contact": {"name": "王", "email": "w@example.cn", "language": "en"},
        "write_talk": {"talked_on": "2026-06-10", "channel": "telephone", "outcome": "informed"},
        "report_hire": {
            "kind": "taiwan_residence_permit",
            "number": residence_permit(sequence=8),
            "name": "陳小明",
            "work_began_on": "2026-06-01",
        },
    }[page] | {"op": op_id}
    first, again = client.post(address, sent), client.post(address, sent)
    assert (first.status_code, again.status_code) == (302, 302)
    assert first["Location"] == again["Location"]
    other = client.post(address, sent | {"name": "another", "outcome": "disputes"})
    assert other.status_code == 422
    rows = {"add_contact": at_one.contacts, "write_talk": at_one.talks, "report_hire": at_one.hires}[page]
    assert rows.count() == (2 if page == "add_contact" else 1)


@pytest.mark.parametrize(
    ("language", "article"), [("zh-hans", "第五十八条；"), ("zh-hant", "第五十八條；"), ("en", "article 58;")]
)
def test_every_source_of_a_date_is_said_in_the_reader_s_language(clerk, language, article):
    """The legal date of a hire that began on 7 May 2026 rests on two sources: the law's 30 days, and a Saturday moved to Monday."""
    case = hired(clerk, work_began_on=date(2026, 5, 7))
    assert "; " in case.deadlines.get().source
    page = at(clerk, language).get(reverse("see_hire", args=[case.pk])).content.decode()
    assert article in page
    assert ("Social Insurance Law" in page) is (language == "en")
    assert ("Civil Code" in page) is (language == "en")

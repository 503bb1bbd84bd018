"""The pages of employers that end: what may be asked for and why not, the form, the case, what is owed, the notice."""

from datetime import date
from decimal import Decimal

import pytest
from django.conf import settings
from django.urls import reverse

from casework.models import Mailing
from enrolment.endings.services import money
from enrolment.endings.services.money import FineData
from enrolment.hires.services.orders import issue_order
from enrolment.models import EmployerEnding, EmployerFine, EmployerPayment, EmployerStanding, Hire
from tests.accounts import at
from tests.builders import hired, op
from tests.filled_forms import filled

pytestmark = pytest.mark.django_db
LANGUAGES = [code for code, _name in settings.LANGUAGES]
FINE = FineData(number="闽罚1号", authority="思明区医疗保障局", ordered_on=date(2026, 6, 1), amount=Decimal("2000.00"))


def page(officer, name: str, *keys, language: str = "en") -> str:
    client = at(officer)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    answer = client.get(reverse(name, args=keys))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_choice_says_what_each_act_does_what_is_open_and_its_source(desk, firm, language):
    money.record_fine(firm, FINE, by=desk.supervisor, on=desk.clerk.on)
    hired(desk.clerk, firm)
    shown = page(desk.clerk, "choose_ending", firm.pk, language=language)
    assert "2000.00" in shown and reverse("ask_ending", args=[firm.pk, "merge"]) in shown
    # Nothing says that it cannot be reached: that it was reached again is closed.
    assert reverse("ask_ending", args=[firm.pk, "find"]) not in shown


def test_a_merger_from_the_page_of_the_employer_to_its_successor(desk, firm, other):
    hire = hired(desk.clerk, firm)
    client, address = at(desk.clerk), reverse("ask_ending", args=[firm.pk, "merge"])
    form = client.get(address)
    wrong = client.post(
        address, filled(form) | {"takes_effect_on": "2026-06-09", "successor": firm.uscc, "basis": "合并1号"}
    )
    assert wrong.status_code == 422 and set(wrong.context["form"].errors) == {"successor"}
    assert "合并1号" in wrong.content.decode() and firm.uscc in wrong.content.decode()
    asked = client.post(address, filled(wrong) | {"successor": other.uscc}, follow=True)
    case = EmployerEnding.objects.get().case
    assert asked.redirect_chain[-1][0].endswith(reverse("see_case", args=[case.pk]))
    assert reverse("see_case", args=[case.pk]) in page(desk.clerk, "see_employer", firm.pk)
    desk.proof(case)
    reviewer, step = at(desk.reviewer), reverse("record_ending", args=[case.pk])
    assert reviewer.post(step, filled(reviewer.get(step))).status_code == 302
    assert Hire.objects.get(case=hire).employer == other
    shown = page(desk.clerk, "see_employer", firm.pk)
    assert other.uscc in shown and "2026-06-09" in shown
    assert firm.uscc in page(desk.clerk, "see_employer", other.pk)
    assert hire.reference in page(desk.reviewer, "see_case", case.pk)


@pytest.mark.parametrize("act", ["cancel", "revoke", "lose", "find", "merge", "split"])
def test_each_act_has_its_form(desk, firm, act):
    hire = hired(desk.clerk, firm)
    shown = page(desk.clerk, "ask_ending", firm.pk, act)
    assert ('name="successor"' in shown) == (act in ("merge", "split"))
    assert (str(hire.pk) in shown) == (act == "split")


def test_an_act_there_is_not_is_no_page(desk, firm):
    assert at(desk.clerk).get(reverse("ask_ending", args=[firm.pk, "vanish"])).status_code == 404


def test_another_office_sees_nothing_but_that_it_ended_and_who_took_over(desk, firm, other, staff):
    desk.ended(firm, "merge", successor=other)
    away = at(staff("counter_clerk", "350211"))
    for name in ("choose_ending", "see_owed"):
        assert away.get(reverse(name, args=[firm.pk])).status_code == 404
    answer = away.post(reverse("see_employers"), {"uscc": firm.uscc})
    assert answer.status_code == 422 and other.uscc in str(answer.context["form"].errors["uscc"])


def test_fines_and_payments_from_the_page_of_what_is_owed(desk, firm):
    reviewer, address = at(desk.reviewer), reverse("record_fine", args=[firm.pk])
    typed = {"number": "闽罚1号", "authority": "思明区医疗保障局", "ordered_on": "2026-06-01", "amount": "2000"}
    wrong = reviewer.post(address, filled(reviewer.get(address)) | typed | {"amount": "-1"})
    assert wrong.status_code == 422 and set(wrong.context["form"].errors) == {"amount"}
    assert reviewer.post(address, filled(wrong) | {"amount": "2000"}).status_code == 302
    fine = EmployerFine.objects.get()
    clerk, address = at(desk.clerk), reverse("record_employer_payment", args=[firm.pk])
    paid = {"of": str(fine.pk), "number": "T1", "amount": "2000.01", "paid_on": "2026-06-10"}
    wrong = clerk.post(address, filled(clerk.get(address)) | paid)
    assert set(wrong.context["form"].errors) == {"amount"}
    assert clerk.post(address, filled(wrong) | paid | {"amount": "500"}).status_code == 302
    assert EmployerPayment.objects.get().fine == fine
    shown = page(desk.clerk, "see_owed", firm.pk)
    assert "1500.00" in shown and "闽罚1号" in shown


def test_a_supervisor_takes_a_fine_back_with_a_reason(desk, firm):
    fine = money.record_fine(firm, FINE, by=desk.supervisor, on=desk.clerk.on)
    supervisor, address = at(desk.supervisor), reverse("take_back_fine", args=[firm.pk, fine.pk])
    assert supervisor.post(address, {"reason": ""}).status_code == 422
    assert supervisor.post(address, {"reason": "录错"}).status_code == 302
    assert supervisor.get(address).status_code == 404


def test_a_public_notice_from_the_page_of_the_letter_to_the_paper(desk, firm):
    case = hired(desk.clerk, firm, work_began_on=date(2026, 4, 20))
    step = {"by": desk.supervisor, "on": desk.supervisor.on, "seen": case.version, "op": op()}
    issue_order(case.pk, date(2026, 7, 1), **step)
    letter = Mailing.objects.get(case=case, stage="order_to_correct")
    address = reverse("serve_by_notice", args=[letter.pk])
    supervisor = at(desk.supervisor)
    assert supervisor.get(address).status_code == 302
    desk.ended(firm, "lose")
    assert address in page(desk.supervisor, "see_mailing", letter.pk)
    wrong = supervisor.post(
        address, filled(supervisor.get(address)) | {"published_on": "2026-06-10", "where": "", "reason": "退信"}
    )
    assert wrong.status_code == 422 and "退信" in wrong.content.decode()
    assert supervisor.post(address, filled(wrong) | {"where": "本局网站"}).status_code == 302
    assert "2026-07-10" in page(desk.supervisor, "see_mailing", letter.pk)


def test_a_declined_request_says_why_and_changes_nothing(desk, firm):
    case = desk.asked(firm, "revoke")
    reviewer, address = at(desk.reviewer), reverse("decline_ending", args=[case.pk])
    assert reviewer.post(address, filled(reviewer.get(address)) | {"reason": "没有依据"}).status_code == 302
    assert "没有依据" in page(desk.reviewer, "see_case", case.pk) and not EmployerStanding.objects.exists()

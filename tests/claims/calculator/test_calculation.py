"""The calculator's page, keeping, replay, the statement as a paper; who may, and what nobody else sees."""

import io
import re
import uuid

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from casework.models import CaseFile, Event, Look
from casework.papers.queries import paper_fonts
from casework.papers.services.paper_prints import content_of
from claims.calculator import services as calculations
from claims.calculator.services import calculate, keep_calculation, replay
from claims.models import Calculation, PolicyVersion
from claims.policies.queries.offered_policies import offered_policies, offered_policy
from claims.statement import services as statements
from tests.builders import JIMEI, data, enrolled, identity, op, residence_permit
from tests.casework.papers.test_papers import pango
from tests.claims.calculator.test_calculation_forms import GOOD, line
from tests.enrolment.employer_desk.test_employer_pages import at
from tests.profiles import posting_pages
from tests.test_query_counts import queries_of

pytestmark = pytest.mark.django_db
LANGUAGES = ["zh-hans", "zh-hant", "en"]
DEMONSTRATION = "fujian-demonstration@1"
CASE = {
    "person": {"scheme": "uebmi", "category": "retired", "age": "72", "contribution_years": "25"},
    "visit": {"setting": "inpatient", "level": "3", "off_site": "local", "discharged_on": "2026-03-09"},
    "bill": {"total": "30000"},
}
LINES = [
    {"class": "abc"[number % 3], "price": "120.50", "quantity": "3", "name": f"药品 {number}"} for number in range(30)
]
__all__ = ["pango"]


@pytest.fixture
def clerk(staff):
    return staff("counter_clerk")


@pytest.fixture
def held(clerk, staff):
    """The number of somebody registered at the clerk's office."""
    enrolled(clerk, staff("reviewer"), data(identity(2)))
    return residence_permit(sequence=2)


def kept(
    officer, *, number: str = "", language: str = "zh-hant", document: dict = CASE, key: str = DEMONSTRATION
) -> CaseFile:
    return keep_calculation(offered_policy(key), document, number=number, language=language, by=officer, on=officer.on)


def typed(**changes) -> dict:
    return GOOD | {"offered_for": DEMONSTRATION} | changes


def hidden(page: str, name: str) -> str:
    return re.search(rf'name="{name}"\s+value="([^"]*)"', page)[1]


# The page


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_shows_what_settling_gives(clerk, language):
    answer = at(clerk, language).post(reverse("calculate"), typed())
    page = answer.content.decode()
    assert (answer.status_code, answer["Content-Language"]) == (200, language)
    settled = calculate(
        offered_policy(DEMONSTRATION), CASE | {"visit": CASE["visit"] | {"admitted_on": "2026-03-01"}}
    ).settled
    for amount in (settled.total, settled.fund_pays, settled.share.person_pays, settled.share.cash_pays):
        assert f"¥{amount:,.2f}" in page
    assert Calculation.objects.count() == CaseFile.objects.count() == 0


@posting_pages(in_full=60)
@given(
    fen=st.integers(0, 300_000_00),
    account=st.integers(0, 9_000_00),
    level=st.sampled_from(["3", "2", "1", "community"]),
    state=st.sampled_from(["local", "filed", "unfiled"]),
)
def test_for_any_bill_the_page_s_amounts_are_the_engine_s(clerk, fen, account, level, state):
    money = [f"{one // 100}.{one % 100:02d}" for one in (fen, account)]
    client = at(clerk)
    page = client.post(
        reverse("calculate"), typed(bill_total=money[0], personal_account=money[1], level=level, off_site=state)
    ).content.decode()
    document = CASE | {"bill": {"total": money[0]}, "balances": {"personal_account": money[1]}}
    document |= {"visit": CASE["visit"] | {"level": level, "off_site": state, "admitted_on": "2026-03-01"}}
    settled = calculate(offered_policy(DEMONSTRATION), document).settled
    summary = page.partition('class="who-pays"')[2].partition("</dl>")[0]
    shown = re.findall(r"<dd[^>]*>¥([\d,.]+)</dd>", summary)
    wanted = [settled.total, settled.fund_pays, settled.paid_in_all, settled.share.person_pays, settled.share.cash_due]
    assert {f"{amount:,.2f}" for amount in wanted} <= set(shown)


def test_nothing_typed_is_lost_when_lines_are_added_or_the_policy_changes(clerk):
    client = at(clerk)
    sent = typed(
        action="add_lines", poor="on", bill_total="x?", **line(4, item_class="b", name="<b>药</b>", price="9,9")
    )
    page = client.post(reverse("calculate"), sent).content.decode()
    assert hidden(page, "rows") == "10" and "error-summary" not in page
    for value in ('value="x?"', 'value="9,9"', "&lt;b&gt;药&lt;/b&gt;", 'value="72"'):
        assert value in page
    assert re.search(r'name="poor"[^>]* checked', page)
    moved = client.post(reverse("calculate"), typed(policy="quanzhou-residents@2023")).content.decode()
    assert hidden(moved, "offered_for") == "quanzhou-residents@2023" and 'value="30000"' in moved
    assert "error-summary" not in moved and 'value="township"' in moved


def test_the_policies_of_the_place_come_first_and_demonstrations_say_so(clerk, english):
    groups = offered_policies(clerk, clerk.on)
    assert [group.label for group in groups] == ["This place", "Other places", "Demonstration, invented figures"]
    assert [offer.key for offer in groups[0].offers] == ["xiamen@2015", "fujian-provincial-employees@2025"]
    assert all(offer.demonstration for offer in groups[2].offers)
    page = at(clerk).post(reverse("calculate"), typed()).content.decode()
    assert "Demonstration policy: invented figures" in page


def test_a_missing_value_is_named_and_no_figure_is_shown(clerk):
    answer = at(clerk).post(reverse("calculate"), typed(policy="xiamen@2015", offered_for="xiamen@2015", category=""))
    page = answer.content.decode()
    assert answer.status_code == 422 and "The policy does not state: Payment caps." in page
    assert "who-pays" not in page


@pytest.mark.parametrize(
    ("role", "status"), [("reviewer", 200), ("supervisor", 200), ("finance_officer", 200), ("auditor", 403)]
)
def test_who_may_calculate(staff, role, status):
    assert at(staff(role)).get(reverse("calculate")).status_code == status


# Keeping


def test_a_kept_calculation_is_closed_numbered_and_recorded(clerk, held):
    case = kept(clerk, number=held)
    case.refresh_from_db()
    assert (case.state, case.is_open, case.closed_on, case.assigned_to) == ("kept", False, clerk.on, None)
    assert case.reference.startswith("350203-SC-2026-") and str(case.subject)
    calculation = case.calculation
    assert (calculation.demonstration, calculation.complete, calculation.schema) == (True, True, 1)
    assert calculation.record["settlement"]["steps"] and held not in str(calculation.record) + str(calculation.input)
    event = Event.objects.get(verb="keep_calculation")
    assert event.facts == {"policy": DEMONSTRATION, "demonstration": True} and event.case == case
    assert Look.objects.filter(page="keep_calculation", shown=[case.subject]).exists()


def test_a_clerk_keeps_what_the_page_showed_once(clerk, held):
    client = at(clerk)
    page = client.post(reverse("calculate"), typed()).content.decode()
    sent = typed(number=held, language="en", shown=hidden(page, "shown"), op=hidden(page, "op"))
    first, again = (client.post(reverse("keep_calculation"), sent) for _press in range(2))
    assert first.status_code == again.status_code == 302 and first["Location"] == again["Location"]
    assert Calculation.objects.count() == 1
    assert client.get(first["Location"]).status_code == 200


def test_what_was_changed_since_is_shown_before_it_is_kept(clerk):
    client = at(clerk)
    page = client.post(reverse("calculate"), typed()).content.decode()
    sent = typed(bill_total="40000", language="en", shown=hidden(page, "shown"), op=hidden(page, "op"))
    answer = client.post(reverse("keep_calculation"), sent)
    assert answer.status_code == 409 and "Something was changed" in answer.content.decode()
    assert Calculation.objects.count() == 0
    sent |= {"shown": hidden(answer.content.decode(), "shown"), "op": hidden(answer.content.decode(), "op")}
    assert client.post(reverse("keep_calculation"), sent).status_code == 302


def test_a_number_of_another_office_and_one_of_nobody_are_told_alike(clerk, staff, held):
    client = at(staff("counter_clerk", JIMEI))
    answers = []
    for number in (held, residence_permit(sequence=998)):
        page = client.post(reverse("calculate"), typed()).content.decode()
        sent = typed(number=number, language="en", shown=hidden(page, "shown"), op=hidden(page, "op"))
        answers.append(client.post(reverse("keep_calculation"), sent))
    texts = [answer.content.decode().partition('id="error-summary"')[2].partition("</ul>")[0] for answer in answers]
    assert [answer.status_code for answer in answers] == [422, 422] and texts[0] == texts[1] != ""
    assert Calculation.objects.count() == 0


def test_it_never_changes_and_never_goes(clerk):
    row = kept(clerk).calculation
    for spoil in (lambda: Calculation.objects.filter(pk=row.pk).update(complete=False), row.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            spoil()


@pytest.mark.parametrize("role", ["counter_clerk", "reviewer", "supervisor", "auditor"])
@pytest.mark.parametrize("page", ["see_calculation", "see_statement", "issue_statement"])
def test_another_office_s_calculation_does_not_exist(clerk, staff, held, role, page):
    case = kept(clerk, number=held)
    client = at(staff(role, JIMEI))
    assert client.get(reverse(page, args=[case.pk])).status_code in (403, 404)
    assert client.post(reverse(page, args=[case.pk]), {"op": op()}).status_code in (403, 404, 405)
    assert case.reference not in client.get(reverse("see_calculations")).content.decode()


def test_who_may_not_keep_is_not_offered_it(staff):
    client = at(staff("supervisor"))
    page = client.post(reverse("calculate"), typed()).content.decode()
    assert "Keep the calculation" not in page
    assert client.post(reverse("keep_calculation"), typed()).status_code == 403


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_pages_in_three_languages_show_a_mask_and_leave_a_look(clerk, held, language):
    case = kept(clerk, number=held)
    client = at(clerk, language)
    for page in ("see_calculation", "see_statement"):
        text = client.get(reverse(page, args=[case.pk])).content.decode()
        assert "陳○○" in text and "陳小明" not in text and held not in text
        assert Look.objects.filter(page=page, case=case).exists()
    assert "陳○○" in client.get(reverse("see_calculations")).content.decode()


# Replay


def test_it_says_the_same_as_long_as_the_policy_is_held(clerk):
    for row in PolicyVersion.objects.published():
        document = CASE | {
            "person": {"scheme": row.schemes[0], "category": "retired", "age": "60", "contribution_years": "9"}
        }
        document |= {"visit": CASE["visit"] | {"level": "3A" if row.code.startswith("fujian-prov") else "3"}}
        if row.code == "xiamen" or row.ends_on:
            continue
        assert replay(kept(clerk, document=document, key=row.label).calculation).outcome == "same", row.label


def test_a_difference_is_named(clerk, monkeypatch):
    row = kept(clerk).calculation
    row.record["settlement"]["fund_pays"] = "1.00"
    assert replay(row) == calculations.Replay("different", ("fund_pays",))
    row.policy_digest = "0" * 64
    assert replay(row).outcome == "policy_gone"


# The statement


def text_of(content: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]


@pytest.mark.usefixtures("pango")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_statement_has_page_one_for_the_person_and_the_arithmetic_behind(clerk, held, language):
    case = kept(clerk, number=held, language=language, document=CASE | {"bill": {"lines": LINES}})
    content = content_of(statements.issue_statement(case.pk, by=clerk, on=clerk.on, op=op()))
    pages = text_of(content)
    settled = case.calculation.record["settlement"]
    assert f"¥{float(settled['person_pays']):,.2f}" in pages[0] and "壹万零捌佰肆拾伍元整" in pages[0]
    assert "演示用政策" in pages[0] and "演示用政策" in pages[-1] and "陳小明" in pages[0]
    assert held not in "".join(pages) and held[-4:] in pages[0]
    assert "药品 0" not in pages[0] and "药品 0" in pages[1] and "药品 29" in "".join(pages[1:])
    assert f"1 / {len(pages)}" in pages[0] and len(pages) <= 8
    assert ("You pay" in pages[0]) is (language == "en") and ("個人負擔" in pages[0]) is (language == "zh-hant")
    for step in settled["steps"]:
        assert step["amount"] is None or f"¥{float(step['amount']):,.2f}" in "".join(pages[1:])


def test_the_same_press_and_an_unchanged_statement_give_the_same_bytes(clerk, held):
    case, press = kept(clerk, number=held), op()
    paper = statements.issue_statement(case.pk, by=clerk, on=clerk.on, op=press)
    again = statements.issue_statement(case.pk, by=clerk, on=clerk.on, op=press)
    unchanged = statements.issue_statement(case.pk, by=clerk, on=clerk.on, op=None)
    assert paper.pk == again.pk == unchanged.pk and content_of(paper) == content_of(again)
    assert paper.facts["record"] == case.calculation.record and paper.kind == "settlement_statement"


def test_an_incomplete_settlement_says_what_is_not_in_it(clerk, monkeypatch):
    monkeypatch.setattr(paper_fonts, "pango_missing", lambda: ("libpango-1.0-0",))
    document = {"visit": CASE["visit"], "bill": {"total": "8000"}, "person": {"scheme": "urrbmi"}}
    case = kept(clerk, language="en", document=document, key="quanzhou-residents@2023")
    assert case.calculation.complete is False and case.calculation.demonstration is False
    html = content_of(statements.issue_statement(case.pk, by=clerk, on=clerk.on, op=op())).decode()
    assert "Incomplete: what critical-illness insurance" in html and "不完整" in html
    assert "It is no decision" in html and "Demonstration policy" not in html
    assert "<script" not in html and " style=" not in html
    page = at(clerk).get(reverse("see_calculation", args=[case.pk])).content.decode()
    assert "Incomplete: what critical-illness insurance" in page


def test_a_clerk_prints_it_from_the_page(clerk):
    case, client = kept(clerk), at(clerk)
    answer = client.post(reverse("issue_statement", args=[case.pk]), {"op": uuid.uuid4()})
    assert answer.status_code == 302 and "/prints/1/" in answer["Location"]
    refused = client.post(reverse("issue_statement", args=[case.pk]), {"op": "no id"}, follow=True)
    assert "The page was out of date" in refused.content.decode()


# Query counts


def test_pages_are_flat(clerk, held):
    client: Client = at(clerk)
    case = kept(clerk, number=held)
    pages = [
        reverse("see_calculations"),
        reverse("see_calculation", args=[case.pk]),
        reverse("see_statement", args=[case.pk]),
    ]
    [client.get(page) for page in pages]
    few = [queries_of(client, page) for page in pages]
    for number in range(12):
        kept(clerk, number=held if number % 2 else "", document=CASE | {"bill": {"lines": LINES}})
    assert [queries_of(client, page) for page in pages] == few and max(few) <= 22, few
    one = queries_of(client, reverse("calculate"), typed())
    thirty = typed(bill_total="", rows="30")
    for number in range(30):
        thirty |= line(number, item_class="abc"[number % 3], price="120.5", quantity="3")
    assert queries_of(client, reverse("calculate"), thirty) == one <= 16

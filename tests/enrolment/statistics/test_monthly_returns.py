"""The monthly return: what counts where, sums that agree, figures that stay, two people, each figure with its cases."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from casework.engine.refusals import Blocked
from casework.models import Event, Look
from enrolment.applications.services import applications
from enrolment.models import MonthlyReturn
from enrolment.statistics.queries import newest_signed, returns_of, summed
from enrolment.statistics.rules.returns import FIGURES, Counted, disagreements, figures_of
from enrolment.statistics.services import cases_behind, draw_return, sign_return
from tests.accounts import at
from tests.builders import JIMEI, PROVINCE, data, enrolled, identity, op, submitted

FIRST, LAST = date(2026, 6, 1), date(2026, 6, 30)
JULY = date(2026, 7, 3)


def counted(received: str, ended: str = "", *, answered=True, late=False, sent=1) -> Counted:
    ends = date.fromisoformat(f"2026-{ended}") if ended else None
    return Counted(
        received_on=date.fromisoformat(f"2026-{received}"), ended_on=ends, answered=answered, late=late, sent=sent
    )


CASES = [
    (counted("05-31"), ["open_before", "open_after"]),
    (counted("06-01"), ["received", "open_after"]),
    (counted("06-30", "06-30"), ["received", "answered", "in_time", "first"]),
    (counted("05-02", "06-01", late=True, sent=2), ["open_before", "answered", "late", "once"]),
    (counted("05-02", "06-30", sent=5), ["open_before", "answered", "in_time", "more"]),
    (counted("06-10", "06-11", answered=False), ["received", "withdrawn"]),
    (counted("06-10", "07-01"), ["received", "open_after"]),
    (counted("07-01"), []),
    (counted("05-01", "05-31"), []),
]


@pytest.mark.parametrize(("one", "wanted"), CASES)
def test_in_which_figures_an_application_counts(one, wanted):
    assert figures_of(one, FIRST, LAST) == wanted


DAYS = st.dates(date(2026, 4, 1), date(2026, 8, 31))
APPLICATIONS = st.builds(
    lambda received, days, answered, late, sent: Counted(
        received_on=received,
        ended_on=None if days is None else received + timedelta(days=days),
        answered=answered,
        late=late,
        sent=sent,
    ),
    DAYS,
    st.none() | st.integers(0, 90),
    st.booleans(),
    st.booleans(),
    st.integers(1, 4),
)


@given(st.lists(APPLICATIONS, max_size=40))
def test_the_sums_agree_and_a_month_ends_as_the_next_begins(cases):
    june, july = (
        {figure: sum(figure in figures_of(one, *month) for one in cases) for figure in FIGURES}
        for month in ((FIRST, LAST), (date(2026, 7, 1), date(2026, 7, 31)))
    )
    assert disagreements(june) == disagreements(july) == []
    assert june["open_after"] == july["open_before"]


def test_sums_that_do_not_agree_are_named():
    figures = dict.fromkeys(FIGURES, 0)
    assert disagreements(figures | {"late": 1}) == ["answered"]
    assert disagreements(figures | {"received": 1}) == ["open_after"]


@pytest.fixture
def clerk(staff):
    return staff("counter_clerk")


@pytest.fixture
def later(staff):
    """Officers of the office in July, when June is over."""

    def officer(role: str, office: str = "350203", number: int = 1):
        return replace(staff(role, office, number), on=JULY)

    return officer


@pytest.fixture
def june(staff, clerk):
    """One enrolled, one open."""
    return enrolled(clerk, staff("reviewer"), data(identity(4))), submitted(clerk, data(identity(2)))


@pytest.mark.django_db
def test_one_draws_and_another_signs(june, later):
    drawn = draw_return(FIRST, by=later("reviewer"))
    assert drawn.figures == dict.fromkeys(FIGURES, 0) | {
        "received": 2,
        "answered": 1,
        "in_time": 1,
        "first": 1,
        "open_after": 1,
    }
    assert newest_signed(later("supervisor"), FIRST) == []
    signed = sign_return(drawn.pk, by=later("supervisor"))
    assert signed.signed_by == later("supervisor").user and signed.signed_at is not None
    assert [one.pk for one in newest_signed(later("auditor", PROVINCE), FIRST)] == [drawn.pk]
    assert [event.verb for event in Event.objects.filter(verb__endswith="_monthly_return").order_by("id")] == [
        *("draw_monthly_return", "sign_monthly_return"),
    ]


@pytest.mark.django_db
def test_nobody_signs_her_own_and_nobody_twice(june, later):
    supervisor = later("supervisor")
    drawn = draw_return(FIRST, by=supervisor)
    with pytest.raises(Blocked, match="own_return"):
        sign_return(drawn.pk, by=supervisor)
    with pytest.raises(IntegrityError), transaction.atomic():
        MonthlyReturn.objects.filter(pk=drawn.pk).update(signed_by=supervisor.user, signed_at=drawn.drawn_at)
    sign_return(drawn.pk, by=later("supervisor", number=2))
    with pytest.raises(Blocked, match="signed"):
        sign_return(drawn.pk, by=later("supervisor", number=2))
    with pytest.raises(MonthlyReturn.DoesNotExist):
        sign_return(drawn.pk, by=later("supervisor", JIMEI))


@pytest.mark.django_db
def test_a_correction_is_a_further_version_and_the_first_one_stays(june, later, clerk):
    reviewer, supervisor = later("reviewer"), later("supervisor")
    first = draw_return(FIRST, by=reviewer)
    with pytest.raises(Blocked, match="unsigned"):
        draw_return(FIRST, by=reviewer)
    sign_return(first.pk, by=supervisor)
    _enrolled, waiting = june
    left_on = date(2026, 6, 29)
    applications.withdraw(
        waiting.pk, "client_wish", originals_returned=True, by=clerk, on=left_on, seen=waiting.version, op=op()
    )
    second = draw_return(FIRST, by=reviewer)
    assert (second.version, second.figures["withdrawn"]) == (2, 1)
    assert [one.version for one in newest_signed(supervisor, FIRST)] == [1]
    sign_return(second.pk, by=supervisor)
    assert [one.version for one in newest_signed(supervisor, FIRST)] == [2]
    first.refresh_from_db()
    assert first.figures["withdrawn"] == 0 and first.rows.filter(figure="open_after").count() == 1
    for changed in ({"figures": {}}, {"signed_by": reviewer.user}):
        with pytest.raises(DatabaseError), transaction.atomic():
            MonthlyReturn.objects.filter(pk=first.pk).update(**changed)
    with pytest.raises(DatabaseError), transaction.atomic():
        first.rows.all().delete()


@pytest.mark.django_db
def test_a_month_that_is_not_over_is_not_drawn(june, clerk, staff):
    with pytest.raises(Blocked, match="month_not_over"):
        draw_return(FIRST, by=staff("reviewer"))


@pytest.mark.django_db
def test_each_figure_opens_to_its_cases_and_the_sums_of_offices_agree(june, later):
    drawn = draw_return(FIRST, by=later("reviewer"))
    for figure in FIGURES:
        assert len(cases_behind(drawn, figure, by=later("supervisor"))) == drawn.figures[figure]
    assert cases_behind(drawn, "received", by=later("supervisor", JIMEI)) == []
    other = draw_return(FIRST, by=later("reviewer", JIMEI))
    above = later("auditor", PROVINCE)
    assert {one.office_id for one in returns_of(above, FIRST)} == {drawn.office_id, other.office_id}
    assert summed([drawn, other])["received"] == drawn.figures["received"] + other.figures["received"]
    assert returns_of(later("supervisor", JIMEI), FIRST) == [other]


@pytest.mark.django_db
def test_queries_do_not_grow_with_cases(june, later, clerk, django_assert_num_queries):
    reviewer = later("reviewer")
    submitted(clerk, data(identity(8)))
    with django_assert_num_queries(8):
        draw_return(FIRST, by=reviewer)


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_the_pages(june, later, staff, language):
    drawn = draw_return(FIRST, by=later("reviewer"))
    client = at(staff("supervisor"))
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    page = client.get(reverse("see_monthly_return", args=[drawn.pk]), {"figure": "received"}).content.decode()
    assert june[0].reference in page and june[1].reference in page
    assert Look.objects.filter(page="see_monthly_return", shown__contains=[june[0].pk]).exists()
    assert reverse("sign_monthly_return", args=[drawn.pk]) in page
    assert client.post(reverse("sign_monthly_return", args=[drawn.pk])).status_code == 302
    again = client.post(reverse("sign_monthly_return", args=[drawn.pk]), follow=True)
    assert again.status_code == 200
    listing = client.get(reverse("see_monthly_returns"), {"month": "2026-06"})
    assert listing.status_code == 200
    for typed in ("2026-13", "x", "", "2999-01"):
        assert client.post(reverse("draw_monthly_return"), {"month": typed}).status_code == 302
    assert at(staff("counter_clerk")).get(reverse("see_monthly_returns")).status_code == 403
    assert at(staff("supervisor", JIMEI)).get(reverse("see_monthly_return", args=[drawn.pk])).status_code == 404

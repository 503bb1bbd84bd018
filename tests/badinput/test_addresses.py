"""Headers, cookies, addresses and query strings no page of ours would send: answered, never with 500, nothing is written."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from casework.drafts.services.parked_forms import ticket_for
from casework.models import ParkedForm
from enrolment.models import Person

pytestmark = pytest.mark.django_db
# A well-formed key nobody has.
KEY = "0f8fad5b-d9cb-469f-a165-70867728950e"


def short(value) -> str:
    """A name for a case in the list of tests."""
    return ascii(getattr(value, "name", value))[:24]


@pytest.mark.parametrize(
    "host",
    ["evil.example", "localhost:evil", "a" * 5000, "localhost/../x", "[::1", "\u00e9vil", "localhost@evil.example", ""],
    ids=short,
)
def test_host_header_attacks(world, host):
    for client in (world.clients["clerk"], world.clients["stranger"]):
        for path in ("/", "/log-in/", "/help/", "/no-such-page/"):
            assert client.get(path, HTTP_HOST=host).status_code == 400, path
        assert client.post("/language/", {"language": "en"}, HTTP_HOST=host).status_code == 400


def test_forwarded_headers_of_a_stranger_count_for_nothing(world):
    forged = {"HTTP_X_FORWARDED_FOR": "1.2.3.4, 5.6.7.8", "HTTP_X_FORWARDED_HOST": "evil.example"}
    answer = world.clients["clerk"].get("/", **forged, HTTP_X_FORWARDED_PROTO="https")
    assert answer.status_code == 200 and "evil.example" not in answer.content.decode()


EVIL_NEXT = (
    "//evil.example",
    "https://evil.example/",
    "javascript:alert(1)",
    "\\\\evil.example",
    "/\\evil.example",
    "///evil.example",
    "http:///evil.example",
    " //evil.example",
    "\t//evil.example",
    "https:evil.example",
    "//localhost@evil.example/",
    "/help/\u0000",
    "/help/\r\nSet-Cookie: a=b",
    "/" + "x" * 5000,
    "data:text/html,x",
)


@pytest.mark.parametrize("target", EVIL_NEXT, ids=short)
def test_evil_next_values_stay_here(world, target):
    clerk, stranger = world.clients["clerk"], world.clients["stranger"]
    for answer in (
        clerk.post("/language/", {"language": "en", "next": target}),
        clerk.get("/log-in/", {"next": target}),
        stranger.post("/language/", {"language": "en", "next": target}),
        Client(raise_request_exception=False).post("/log-in/", {"username": "", "password": "", "next": target}),
    ):
        assert answer.status_code in (302, 400, 422)
        assert _stays_here(answer.get("Location", "/")), answer.get("Location")
        assert "Set-Cookie: a=b" not in str(answer.headers)


def _stays_here(location: str) -> bool:
    return location.startswith("/") and not location.startswith(("//", "/\\")) and "\n" not in location


@pytest.mark.parametrize(
    "code", ["xx", "", "EN", "zh", "../../x", "en\u0000", "en\r\nX: y", "z" * 1_000_000, "zh-hans;q=1"], ids=short
)
def test_languages_we_do_not_speak_change_nothing(world, code):
    client = world.clients["reviewer"]
    client.cookies.pop(settings.LANGUAGE_COOKIE_NAME, None)
    answer = client.post("/language/", {"language": code, "next": "/help/"})
    assert (answer.status_code, answer["Location"]) == (302, "/help/")
    assert settings.LANGUAGE_COOKIE_NAME not in answer.cookies
    assert world.nothing_stored()


ACCEPTED = (
    ("zh-TW", "zh-hant"),
    ("zh-HK", "zh-hant"),
    ("zh-Hant-TW,en;q=0.5", "zh-hant"),
    ("zh", "zh-hans"),
    ("zh-SG", "zh-hans"),
    ("zh-CN,zh;q=0.9", "zh-hans"),
    ("en-GB", "en"),
    ("*", "zh-hans"),
    ("xx", "zh-hans"),
    ("../../x", "zh-hans"),
    ("zh-tw;q=banana", None),
    ("en" * 50_000, "zh-hans"),
    ("en," * 40_000, "zh-hans"),
    ("a-" * 50_000, "zh-hans"),
)


@pytest.mark.parametrize(("header", "language"), ACCEPTED, ids=[str(n) for n in range(len(ACCEPTED))])
def test_languages_a_browser_asks_for(world, header, language):
    answer = Client(raise_request_exception=False).get("/log-in/", HTTP_ACCEPT_LANGUAGE=header)
    assert answer.status_code == 200
    assert language in (None, answer["Content-Language"])


@pytest.mark.parametrize(
    "value",
    ["xx", "a" * 5000, "en; Path=/evil", '"\\000\\000\\000\\000\\000\\000\\000\\000\\000"', "\u00ff"],
    ids=short,
)
@pytest.mark.parametrize("name", ["sessionid", "django_language", "parked_form", "csrftoken", "messages"], ids=short)
def test_odd_cookies_are_answered(world, name, value):
    client = Client(raise_request_exception=False)
    for path in ("/log-in/", "/", "/look-up/"):
        answer = client.get(path, HTTP_COOKIE=f"{name}={value}")
        assert answer.status_code in (200, 302, 400), path
        answer = client.post(path, {"number": "1"}, HTTP_COOKIE=f"{name}={value}")
        assert answer.status_code in (302, 400, 403, 422), path


ODD_QUERIES = (
    "%00",
    "%ED%A0%80",
    "%FF",
    "%25",
    "9e9",
    "-1",
    "１",
    "'",
    "a" * 5000,
    "%E2%80%AE",
    "*",
    "<script>alert(1)</script>",
)


@pytest.mark.parametrize("value", ODD_QUERIES, ids=short)
@pytest.mark.parametrize(
    "field", ["kind", "state", "mine", "due", "center", "after", "sort", "page", "office"], ids=short
)
def test_work_list_filters(world, field, value):
    for client in (world.clients["clerk"], world.clients["supervisor"]):
        answer = client.get(f"/work-list/?{field}={value}")
        page = answer.content.decode()
        assert answer.status_code in (200, 400, 404) and "<script>alert" not in page
        assert world.cases["foreign"].reference not in page


@pytest.mark.parametrize(
    "after", ["-_", "-_x", f"2026-06-10_{KEY}", "0001-01-01_" + "0" * 32, f"9999-12-31_{KEY}", "_" * 80], ids=short
)
def test_keys_of_a_following_page(world, after):
    assert world.clients["clerk"].get("/work-list/", {"after": after}).status_code == 200


@pytest.mark.parametrize(
    "day",
    ["0001-01-01", "9999-12-31", "1900-01-01", "07/06/2026", "2026年6月7日", "x" * 5000, "%00", "\u200b"],
    ids=short,
)
def test_rules_on_any_day(world, day):
    answer = world.clients["clerk"].get("/rules/", {"on": day})
    assert answer.status_code in (200, 422)


ADMIN_QUERIES = (
    "q=%00",
    "q=%ED%A0%80",
    "q=" + "a" * 5000,
    "q=%25",
    "p=9e9",
    "p=-1",
    "p=99999999999999999999",
    "o=1.2.x",
    "o=-99",
    "all=",
    "e=1",
    "_popup=1",
    "_to_field=password",
    "password__startswith=a",
    "user__password=1",
    "is_active__exact=%00",
    "kind__exact=%00",
    "id__in=1,2,x",
    "at__year=0",
    "at__year=99999",
    "at__year=x",
    "at__year=2026&at__month=13",
    "at__year=2026&at__month=2&at__day=30",
    "verb=%00",
    "nosuch=1",
    "_facets=1",
)


@pytest.mark.parametrize("query", ADMIN_QUERIES, ids=short)
def test_admin_change_lists(world, query):
    names = "user office place appointment casefile event look calendaryear checklistitem jobrun papertext"
    for role, lists in {"administrator": names.split(), "auditor": ["event", "look", "casefile"]}.items():
        for one in lists:
            answer = world.clients[role].get(f"/admin/casework/{one}/?{query}")
            assert answer.status_code in (200, 302, 400, 403), (role, one)
            assert "<script>alert" not in answer.content.decode()


@pytest.mark.parametrize("key", ["x", "0", "-1", "99999999999999999999", "%00", "1_2f", "_5F", "a" * 3000], ids=short)
def test_admin_pages_of_rows_that_are_none(world, key):
    for one in ("user", "office", "casefile", "event", "checklistitem"):
        for page in ("change", "history", "delete"):
            answer = world.clients["administrator"].get(f"/admin/casework/{one}/{key}/{page}/")
            assert answer.status_code in (302, 400, 403, 404), (one, page)


@pytest.mark.parametrize(
    "path",
    ["/x%00", "/cases/%00/", "/%ff%fe", "/people/" + "a" * 4000 + "/", "/../../etc/passwd", "/%2e%2e/"],
    ids=short,
)
def test_odd_paths(world, path):
    stranger = Client(raise_request_exception=False)
    ticket = ticket_for(world.officers["clerk"].user)
    assert world.clients["clerk"].get(path).status_code in (400, 404)
    assert stranger.get(path).status_code in (302, 400, 404)
    # With the ticket of a form that was open when the session ended.
    assert stranger.post(path, {"form_ticket": ticket, "name": "陳"}).status_code in (302, 400, 403, 404)


@pytest.mark.parametrize("ticket", ["", "x", "\u0000", "a:b:c", "9" * 5000], ids=short)
def test_forged_tickets_keep_nothing(world, ticket):
    answer = Client(raise_request_exception=False).post("/look-up/", {"form_ticket": ticket, "number": "1"})
    assert answer.status_code in (302, 403)
    assert not ParkedForm.objects.exists()


@pytest.mark.parametrize(
    "field", ["telephone", "document:", "document:x", "password", "\u0000", "a" * 5000, "__class__"], ids=short
)
@pytest.mark.parametrize("reason", ["client_present", "", "\u0000", "x"], ids=short)
def test_reveal_shows_sealed_fields_for_a_reason_only(world, field, reason):
    person = Person.objects.get(pk=world.cases["enrolled"].subject)
    answer = world.clients["clerk"].post(reverse("reveal_field", args=[person.pk]), {"field": field, "reason": reason})
    good = field == "telephone" and reason == "client_present"
    assert answer.status_code == 200 if good else answer.status_code in (404, 422)


@pytest.mark.parametrize(
    "fields", ["%00=%00", "a=%ED%A0%80", "a" * 3000, "&".join(f"f{n}=1" for n in range(1400)), "=", "%"], ids=short
)
def test_lock_keeps_whatever_was_typed(world, fields):
    client = Client(raise_request_exception=False)
    client.force_login(world.officers["clerk"].user)
    answer = client.post("/lock/", {"next": "/look-up/", "fields": fields})
    assert answer.status_code in (302, 400)

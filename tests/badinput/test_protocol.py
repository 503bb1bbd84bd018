"""Requests no form of ours would send: answered with 400, 404, 413 or a page, never with 500, and nothing is written."""

import tomllib
import uuid
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import get_resolver, reverse
from django.utils import timezone

from casework.models import CaseFile
from casework.payments.services.batches import reference_of
from enrolment.models import EnrolmentApplication, Person
from tests.badinput.cases import LANGUAGES
from tests.badinput.pages_read import FormReader, linked_errors
from tests.badinput.sheets import INTAKE, SHEETS, sheet
from tests.badinput.test_forms import must_be_sound
from tests.badinput.world import TODAY
from tests.profiles import FULL

pytestmark = pytest.mark.django_db
SURROGATE = {"utf-7": b"+2AA-", "unicode_escape": b"\\ud800", "raw_unicode_escape": b"\\ud800"}
# A well-formed key nobody has.
KEY = "0f8fad5b-d9cb-469f-a165-70867728950e"
# What is sent as the answer of a bank to a batch.
ANSWERS = tomllib.loads((Path(__file__).parent / "bank_answers.toml").read_text("utf-8"))["case"]
BANK_HEADER = "position,reference,result,day,reason"
NO_TEXT_CODECS = ("hex", "zlib", "rot13", "idna", "punycode", "utf-16", "undefined")


def short(value) -> str:
    """A name for a case in the list of tests."""
    return ascii(getattr(value, "name", value))[:24]


def addresses_of_cases() -> list[tuple[str, str]]:
    """(URL name, name of its key) of every page of a case."""
    found = []
    for name, entries in get_resolver().reverse_dict.lists():
        keys = entries[0][0][0][1]
        if isinstance(name, str) and list(keys) == ["case_id"]:
            found.append((name, "case_id"))
    return sorted(found)


def multipart(fields: dict[str, bytes]) -> bytes:
    parts = [
        b'--frontier\r\nContent-Disposition: form-data; name="' + name.encode() + b'"\r\n\r\n' + value + b"\r\n"
        for name, value in fields.items()
    ]
    return b"".join(parts) + b"--frontier--\r\n"


def as_bytes(world, one) -> dict[str, bytes]:
    return {name: value.encode() for name, value in one.posted(world).items()}


def in_encoding(world, one, codec: str):
    """The sheet posted in another encoding, one of its fields as bytes of that encoding."""
    fields = as_bytes(world, one)
    fields[next(iter(one.kinds))] = SURROGATE.get(codec, b"zz")
    kind = f"multipart/form-data; boundary=frontier; charset={codec}"
    address = world.address(one.url, one.case, *one.named)
    return world.clients[one.role].generic("POST", address, multipart(fields), content_type=kind)


@pytest.mark.parametrize("one", SHEETS, ids=short)
def test_a_lone_surrogate_is_refused_by_every_form(world, one):
    """Python reads some encodings as lone surrogates, which no database stores."""
    assert in_encoding(world, one, "utf-7").status_code == 400
    assert world.nothing_stored()


@pytest.mark.parametrize("codec", [*SURROGATE, *NO_TEXT_CODECS], ids=short)
def test_a_body_in_another_encoding_is_refused(world, codec):
    for name in ("intake", "look up", "log in"):
        assert in_encoding(world, sheet(name), codec).status_code == 400, name


BROKEN = (b"\xed\xa0\x80", b"\xff\xfe", b"\xc0\x80", b"%ED%A0%80", b"%ff%00")
# Quick: all fields of a form broken in one body, and each field alone with one of the bodies, taken in turn.
EACH_FIELD = [(one, field) for one in SHEETS for field in one.kinds]
ALONE = [
    (one, field, raw)
    for number, (one, field) in enumerate(EACH_FIELD)
    for raw in (BROKEN if FULL else [BROKEN[number % len(BROKEN)]])
]


def post_raw(world, one, fields, raw):
    client, address = world.clients[one.role], world.address(one.url, one.case, *one.named)
    kept = [f"{name}={quote(value)}" for name, value in one.posted(world).items() if name not in fields]
    body = "&".join(kept).encode() + b"".join(b"&" + field.encode() + b"=" + raw for field in fields)
    return client.post(address, body, content_type="application/x-www-form-urlencoded")


@pytest.mark.parametrize("raw", BROKEN, ids=short)
@pytest.mark.parametrize("one", SHEETS, ids=short)
def test_broken_bytes_in_every_field_are_answered(world, one, raw):
    assert post_raw(world, one, tuple(one.kinds), raw).status_code < 500


@pytest.mark.parametrize(("one", "field", "raw"), ALONE, ids=short)
def test_broken_bytes_in_one_field_are_answered(world, one, field, raw):
    assert post_raw(world, one, (field,), raw).status_code < 500


def test_every_field_is_broken_alone():
    assert [(one.name, field) for one, field, _raw in ALONE[:: len(BROKEN) if FULL else 1]] == [
        (one.name, field) for one in SHEETS for field in one.kinds
    ]
    assert {raw for *_field, raw in ALONE} == set(BROKEN)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b'{"q": 1}'),
        ("text/xml", b"<a/>"),
        ("multipart/form-data", b"no boundary"),
        ("multipart/form-data; boundary=frontier", b"--frontier\r\nbroken"),
        ("multipart/form-data; boundary=frontier", b"--frontier\r\nContent-Disposition: form-data; name=\x00\r\n\r\n"),
        ("multipart/form-data; boundary=" + "f" * 500, b"--frontier"),
        ("application/x-www-form-urlencoded; charset=utf-16", b"q=1"),
        ("", b"q=1"),
        ("nonsense;;;===", b"q=1"),
    ],
    ids=short,
)
@pytest.mark.parametrize("name", ["intake", "look up", "log in", "paper check"], ids=short)
def test_other_content_types_write_nothing(world, name, kind, body):
    one = sheet(name)
    answer = world.clients[one.role].post(world.address(one.url, one.case, *one.named), body, content_type=kind)
    assert answer.status_code in (200, 302, 400, 422)
    assert world.nothing_stored()


@pytest.mark.parametrize("one", SHEETS, ids=short)
def test_too_many_fields_and_too_long_forms(world, one):
    client, address = world.clients[one.role], world.address(one.url, one.case, *one.named)
    many = one.posted(world, {f"f{n}": "1" for n in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)})
    assert client.post(address, many).status_code == 400
    answer = client.post(address, one.posted(world, {"name": "a" * 2_700_000}))
    assert answer.status_code == 413
    assert "Traceback" not in answer.content.decode() and world.nothing_stored()


def test_a_form_longer_than_a_draft_is_said_to_be(world):
    answer = world.clients["clerk"].post(world.address("intake", "draft"), INTAKE | {"address": "長" * 210_000})
    assert answer.status_code == 422 and world.nothing_stored()
    autosave = world.clients["clerk"].post(world.address("save_intake_draft", "draft"), {"address": "長" * 210_000})
    assert autosave.status_code == 413


@pytest.mark.parametrize("one", SHEETS, ids=short)
def test_every_column_posted_along_changes_nothing(world, one):
    """Mass assignment: each form with the names of all columns of our tables beside its own fields."""
    evil = {"state": "enrolled", "office": "1", "version": "999", "platform_confirmation": "EVIL-1", "is_open": ""}
    for model in (CaseFile, EnrolmentApplication, Person):
        evil |= {column.attname: "EVIL-1" for column in model._meta.concrete_fields}
    evil |= {"opened_by": "1", "assigned_to": "1", "reference": "EVIL", "round": "99", "eligibility": "{}"}
    taken = {name: value for name, value in evil.items() if name not in one.fields and name not in ("seen", "op")}
    bad = {next(iter(one.kinds)): "\u0000"}
    answer = world.clients[one.role].post(world.address(one.url, one.case, *one.named), one.posted(world, taken | bad))
    assert answer.status_code == 422
    assert world.nothing_stored()


def test_a_good_intake_with_every_column_along_sends_only_what_the_sheet_holds(world):
    evil = {
        column.attname: "EVIL-1" for column in EnrolmentApplication._meta.concrete_fields if column.attname != "path"
    }
    evil |= {"state": "enrolled", "office": "1", "version": "99", "reference": "EVIL", "person_id": str(uuid.uuid4())}
    client, case = world.clients["clerk"], world.cases["draft"]
    posted = sheet("intake").posted(world, {k: v for k, v in evil.items() if k not in INTAKE})
    assert client.post(world.address("intake", "draft"), posted).status_code == 302
    assert client.post(world.address("check_answers", "draft"), posted).status_code == 302
    row = EnrolmentApplication.objects.select_related("case__office").get(case=case)
    assert (row.state, row.case.office.code, row.case.version) == ("submitted", "350203", case.version + 1)
    assert (row.platform_confirmation, row.round, row.verified_on, row.case.received_on) == ("", 1, None, TODAY)
    assert row.case.reference.startswith("350203-EN-2026-")


@pytest.mark.parametrize("one", SHEETS, ids=short)
def test_repeated_parameters_are_answered(world, one):
    posted = {name: [value, value, "x", "\u0000"] for name, value in one.posted(world).items()}
    answer = world.clients[one.role].post(world.address(one.url, one.case, *one.named), posted)
    assert answer.status_code == 422 and world.nothing_stored()


@pytest.mark.parametrize(
    ("seen", "op"),
    [
        ("", ""),
        ("-1", KEY),
        ("9" * 400, KEY),
        ("1.5", KEY),
        ("1", "not-a-uuid"),
        ("1", "\u0000"),
        ("1", "{" + "0" * 5000 + "}"),
    ],
    ids=short,
)
@pytest.mark.parametrize("one", [one for one in SHEETS if one.case and one.moves], ids=short)
def test_a_broken_envelope_moves_nothing(world, one, seen, op):
    if one.url == "intake" or one.name in ("note", "assign", "authority"):
        envelope = {"seen": seen, "op": op, next(iter(one.kinds)): "\u0000"}
    else:
        envelope = {"seen": seen, "op": op}
    answer = world.clients[one.role].post(world.address(one.url, one.case, *one.named), one.posted(world, envelope))
    assert answer.status_code in (409, 422) and world.nothing_stored()


def test_malformed_foreign_and_unknown_keys_are_the_same_404(world):
    """An address of another office's case tells no more than one that never was."""
    client = world.clients["clerk"]
    for name, key in addresses_of_cases():
        foreign = reverse(name, kwargs={key: world.cases["foreign"].pk})
        unknown = reverse(name, kwargs={key: uuid.uuid4()})
        malformed = unknown.replace(unknown.split("/")[2], "no-key")
        answers = [
            client.post(address) if method else client.get(address, follow=True)
            for address in (foreign, unknown)
            for method in (0, 1)
        ]
        codes = [answer.status_code for answer in answers]
        assert codes[:2] == codes[2:] and set(codes) <= {403, 404, 405}, (name, codes)
        assert client.get(malformed).status_code == 404, name
        pages = {_without_request(answer) for answer in answers if answer.status_code == 404}
        assert len(pages) <= 1, name


def _without_request(answer) -> str:
    return answer.content.decode().replace(answer["X-Request-ID"], "").partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize("key", ["-" * 36, "a" * 36, "\u0000", "", "1", KEY, "9" * 5000, "'; --"], ids=short)
@pytest.mark.parametrize("name", ["open_activation", "open_transfer"], ids=short)
@pytest.mark.parametrize("field", ["person", "pass"], ids=short)
def test_a_person_that_is_none_is_not_found(world, name, field, key):
    answer = world.clients["clerk"].post(reverse(name), {field: key})
    assert answer.status_code == 404 and world.nothing_stored()


def content_of(case: dict, batch) -> bytes:
    """The bytes of a case, with the references of the batch and the days put in."""
    if "hex" in case:
        return bytes.fromhex(case["hex"])
    today = timezone.localdate()
    days = {"day": today, "before": today - timedelta(days=1), "ahead": today + timedelta(days=1)}
    lines = case["text"].splitlines(keepends=True)
    text = "".join([*lines[:-1], *lines[-1:] * case.get("times", 1)])
    one, two = (reference_of(batch, position) for position in (1, 2))
    return text.format(head=BANK_HEADER, one=one, two=two, long="x" * 201, **days).encode(case.get("encoding", "utf-8"))


def answered(world, case: dict, language: str):
    client, batch = world.clients["finance"], world.cases["batch"]
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    file = {} if case["id"] == "no_file" else {"file": SimpleUploadedFile("答复.csv", content_of(case, batch))}
    return client.post(reverse("answer_batch", args=[batch.pk]), file)


@pytest.mark.parametrize("number", [n for n, case in enumerate(ANSWERS) if case["wanted"] == "refused"])
def test_a_wrong_answer_is_refused_whole_and_beside_its_field(world, number):
    case, language = ANSWERS[number], LANGUAGES[number % len(LANGUAGES)]
    answer = answered(world, case, language)
    must_be_sound(answer, case.get("text", ""))
    assert (answer.status_code, answer["Content-Language"]) == (422, language)
    page = answer.content.decode()
    assert linked_errors(page) == {"file"} and "file" in FormReader(page).marked
    # A sentence with a gap that nothing filled would be no message.
    assert "%(" not in page
    assert world.nothing_stored()


@pytest.mark.parametrize("number", [n for n, case in enumerate(ANSWERS) if case["wanted"] == "accepted"])
def test_what_a_bank_may_well_write_is_booked(world, number):
    answer = answered(world, ANSWERS[number], "zh-hans")
    assert answer.status_code == 302 and not world.nothing_stored()
    page = world.clients["finance"].get(answer["Location"])
    must_be_sound(page, ANSWERS[number]["text"])


def test_each_language_refuses_some():
    refused = [number for number, case in enumerate(ANSWERS) if case["wanted"] == "refused"]
    assert {number % len(LANGUAGES) for number in refused} == set(range(len(LANGUAGES))) and len(refused) > 30

"""Odd methods and large bodies are refused before anything of them is read."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import get_resolver, reverse

from casework.imports.table import all_imports
from casework.steps.views.uploads import most_bytes
from enrolment.applications.services import applications
from tests.casework.evidence.evidence_samples import picture, upload

MEGABYTE = 1024 * 1024


class Unreadable:
    """A body nobody may touch."""

    def read(self, *_args):
        raise AssertionError("the body was read")

    readline = read


def announce(client: Client, address: str, length: int):
    return client.generic(
        "POST",
        address,
        b"",
        content_type="multipart/form-data; boundary=x",
        **{"CONTENT_LENGTH": str(length), "wsgi.input": Unreadable()},
    )


@pytest.fixture
def clerk(staff):
    client = Client()
    client.force_login(staff("counter_clerk").user)
    return client


@pytest.mark.parametrize("method", ["PUT", "DELETE", "TRACE", "PATCH", "OPTIONS", "PROPFIND"])
@pytest.mark.parametrize("address", ["/", "/log-in/", "/no-such-page/"])
def test_odd_methods_are_refused(client, db, method, address):
    answer = client.generic(method, address)
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, POST")


@pytest.mark.parametrize("address", ["/log-in/", "/", "/search/", "/no-such-page/"])
def test_a_large_body_of_a_stranger_is_not_read(client, db, address):
    assert announce(client, address, 120 * MEGABYTE).status_code == 413


def test_a_large_body_of_staff_is_not_read_where_no_file_belongs(clerk):
    assert announce(clerk, reverse("search"), 3 * MEGABYTE).status_code == 413


def test_a_file_of_a_stranger_is_not_read_where_files_belong(client, db):
    address = "/cases/0190b5a4-0000-7000-8000-000000000000/evidence/"
    answer = announce(client, address, 5 * MEGABYTE)
    assert answer.status_code == 302 and answer["Location"].startswith("/log-in/")
    assert announce(client, address, 120 * MEGABYTE).status_code == 413


def test_a_scan_larger_than_a_form_still_arrives(clerk, staff):
    case = applications.open_application(by=staff("counter_clerk"), language="zh-hant")
    large = picture() + bytes(4 * MEGABYTE)
    answer = clerk.post(f"/cases/{case.pk}/evidence/", {"file": upload("a.jpg", large), "item": "identity_document"})
    assert answer.status_code == 302


def test_a_scan_over_the_limit_is_told_so_on_its_own_page(clerk, staff, settings):
    case = applications.open_application(by=staff("counter_clerk"), language="zh-hant")
    settings.UPLOAD_BYTES = 3 * MEGABYTE
    answer = clerk.post(
        f"/cases/{case.pk}/evidence/",
        {"file": upload("a.jpg", picture() + bytes(4 * MEGABYTE)), "item": "identity_document"},
    )
    assert answer.status_code in (302, 422)


def test_files_belong_to_evidence_lists_receipts_and_trials():
    views = {pattern.name: pattern.callback for pattern in _patterns(get_resolver().url_patterns)}
    taking = {name for name, view in views.items() if most_bytes(view) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE}
    assert taking == {
        "add_evidence",
        "add_scan_to_sheet",
        "answer_batch",
        "book_tax_file",
        "enter_receipt",
        "send_edition",
        "send_price_list",
        "simulate_policy",
        *(kind.pages.urls.send for kind in all_imports()),
    }


def _patterns(patterns):
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from _patterns(pattern.url_patterns)
        else:
            yield pattern

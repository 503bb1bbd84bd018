"""Times each page of the visit as a logged-in clerk or reviewer, with its number of queries."""

import statistics
import time
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.test import Client
from django.urls import reverse

from casework.models import CaseFile, User
from enrolment.models import Person
from enrolment.services import applications
from portal.demo.people import Visit


@dataclass(frozen=True)
class Measured:
    """One page: queries, and milliseconds at the 50th and 95th percentile of the rounds."""

    name: str
    queries: int
    p50: float
    p95: float
    kilobytes: float


def pages(today: date) -> list[tuple[str, str, str, str, dict]]:
    """(name, user, method, address, data) of every page that is measured."""
    case = CaseFile.objects.filter(state="submitted", office__code="350203").first()
    enrolled = CaseFile.objects.filter(state="enrolled", office__code="350203").first()
    person = Person.objects.get(pk=enrolled.subject)
    number = person.documents.get().number.open_for_work()
    draft = applications.open_application(by=Visit(today).officer("lin"), language="zh-hant")
    typed = {
        "kind": "taiwan_residence_permit",
        "number": number,
        "path": "non_working",
        "received_on": today.isoformat(),
    }
    return [
        ("home", "lin", "get", reverse("home"), {}),
        ("home (reviewer)", "chen", "get", reverse("home"), {}),
        ("work list", "chen", "get", reverse("work_list"), {}),
        ("work list, overdue", "chen", "get", reverse("work_list") + "?due=overdue", {}),
        ("search by name", "lin", "post", reverse("search"), {"q": person.name}),
        ("search by pinyin", "lin", "post", reverse("search"), {"q": "chen"}),
        ("search by number", "lin", "post", reverse("search"), {"q": number}),
        ("look up", "lin", "post", reverse("look_up_identity"), {"number": number, "reason": "transfer"}),
        ("intake", "lin", "get", reverse("intake", args=[draft.pk]), {}),
        ("findings while typing", "lin", "post", reverse("intake_findings", args=[draft.pk]), typed),
        ("save a draft", "lin", "post", reverse("save_intake_draft", args=[draft.pk]), typed),
        ("case", "chen", "get", reverse("see_case", args=[case.pk]), {}),
        ("verify documents", "chen", "get", reverse("verify_documents", args=[case.pk]), {}),
        ("eligibility", "chen", "get", reverse("explain_eligibility", args=[case.pk]), {}),
        ("person", "lin", "get", reverse("see_person", args=[person.pk]), {}),
        ("rules", "lin", "get", reverse("rules"), {}),
        ("help (baseline: frame only)", "lin", "get", reverse("help"), {}),
        ("healthz (baseline: no page)", "lin", "get", reverse("healthz"), {}),
    ]


def measure(name: str, user: str, method: str, address: str, data: dict, rounds: int) -> Measured:
    """Ask for a page `rounds` times after a warm-up."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(username=user))
    send = getattr(client, method)
    response = send(address, data)
    assert response.status_code in (200, 302), (name, response.status_code)
    queries = []

    def counted(execute, sql, params, many, context):
        queries.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(counted):
        send(address, data)
    times = []
    for _round in range(rounds):
        start = time.perf_counter()
        send(address, data)
        times.append((time.perf_counter() - start) * 1000)
    p95 = statistics.quantiles(times, n=20)[-1]
    return Measured(name, len(queries), statistics.median(times), p95, len(response.content) / 1024)

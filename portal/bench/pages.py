"""Times each page of the visit as a logged-in clerk or reviewer, with its number of queries.

Each round asks for the page and for the frame alone, one after the other, so that what else the machine does falls on both.
The multiple is of processor time, ours and that of our server process in the database: on a busy machine the clock on the
wall tells mostly who else was there.
"""

import os
import statistics
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import connection
from django.test import Client
from django.urls import reverse, reverse_lazy

from casework.models import CaseFile, User
from enrolment.applications.services import applications
from enrolment.models import Person
from portal.demo.people import Visit

# The frame alone: head, navigation with its counts, foot.
FRAME = ("help (the frame alone)", "lin", "get", reverse_lazy("help"), {})
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, kw_only=True)
class Measured:
    """One page: queries, milliseconds at the 50th and 95th percentile of the rounds, processor time as multiple of the frame."""

    name: str
    queries: int
    p50: float
    p95: float
    cpu: float
    frames: float
    kilobytes: float


class Visitor:
    """Somebody logged in, who asks for one address."""

    def __init__(self, user: str, method: str, address: str, data: dict):
        client = Client(SERVER_NAME="localhost")
        client.force_login(User.objects.get(username=user))
        self.ask = lambda: getattr(client, method)(address, data)

    def spend(self) -> tuple[float, float]:
        """Seconds on the wall and of processor time for one answer."""
        wall, processor = time.perf_counter(), processor_seconds()
        self.ask()
        return time.perf_counter() - wall, processor_seconds() - processor


def processor_seconds() -> float:
    """What this process and its server process in the database have used so far."""
    fields = Path(f"/proc/{connection.connection.info.backend_pid}/stat").read_text().rpartition(")")[2].split()
    return time.process_time() + (int(fields[11]) + int(fields[12])) / TICKS


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
        ("board", "lin", "get", reverse("see_board"), {}),
        ("employers", "lin", "get", reverse("see_employers"), {}),
        FRAME,
    ]


def measure(name: str, user: str, method: str, address: str, data: dict, rounds: int) -> Measured:
    """Ask for a page and for the frame in turn, `rounds` times after a warm-up."""
    page, frame = Visitor(user, method, address, data), Visitor(user, *FRAME[2:])
    for one in (page, frame, page, frame):
        response = one.ask()
        if response.status_code not in (200, 302):
            raise RuntimeError(f"{name} answers {response.status_code}")
    pairs = [(page.spend(), frame.spend()) for _round in range(rounds)]
    walls = [spent[0] * 1000 for spent, _framed in pairs]
    own, framed = (sum(pair[which][1] for pair in pairs) for which in (0, 1))
    return Measured(
        name=name,
        queries=_queries(page),
        p50=statistics.median(walls),
        p95=statistics.quantiles(walls, n=20)[-1],
        cpu=own / rounds * 1000,
        frames=own / framed,
        kilobytes=len(page.ask().content) / 1024,
    )


def _queries(page: Visitor) -> int:
    asked = []

    def counted(execute, sql, params, many, context):
        asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(counted):
        page.ask()
    return len(asked)

"""A hospital that declares its month: rows as its file holds them, entered through the services that the pages call."""

import csv
import io
import itertools
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile

from casework.imports.services.confirming import confirm
from casework.imports.services.entering import advance
from casework.imports.services.receiving import receive
from casework.models import CaseFile, Import
from claims.months.models import InstitutionMonth
from claims.months.services import moving
from claims.months.services.kinds import KIND
from claims.reimbursements.services import receiving
from claims.runs.models.run import Run
from claims.runs.services import chunks
from enrolment.models import Person
from tests.claims.reimbursements.builders import DRUG_A
from tests.claims.reversals.builders import Bench

MONTH = "2026-05"
DIAGNOSIS = "I10.x00x002"
HEADERS = (
    *(
        "clr_ym",
        "setl_id",
        "init_setl_id",
        "feedetl_sn",
        "init_feedetl_sn",
        "certno",
        "med_type",
        "begndate",
        "enddate",
        "setl_time",
        "dise_no",
    ),
    *("med_list_codg", "med_list_name", "cnt", "pric", "det_item_fee_sumamt", "fee_ocur_time"),
    *("medfee_sumamt", "hifp_pay", "hifes_pay", "hifmi_pay", "maf_pay"),
)
# Those that few files have.
FURTHER = ("bilg_dr_code", "drug_trac_codg")


def settlement(number: str, document: str, *lines: tuple, fund="0.00", day=20, **changes) -> list[dict]:
    """The rows of one settlement: a stay of May, its lines (code, amount) on its first day."""
    lines = lines or ((DRUG_A, "3000.00"),)
    total = sum((Decimal(amount) for _code, amount in lines), Decimal(0))
    head = {
        "clr_ym": MONTH,
        "setl_id": number,
        "init_setl_id": "",
        "init_feedetl_sn": "",
        "certno": document,
        "med_type": "21",
        "begndate": f"{MONTH}-{day - 5:02d}",
        "enddate": f"{MONTH}-{day:02d}",
        "setl_time": f"{MONTH}-{day:02d}",
        "dise_no": DIAGNOSIS,
        "medfee_sumamt": str(total),
        "hifp_pay": fund,
        **dict.fromkeys(("hifes_pay", "hifmi_pay", "maf_pay"), ""),
    }
    rows = []
    for place, (code, amount) in enumerate(lines, 1):
        line = {"feedetl_sn": str(place), "med_list_codg": code, "med_list_name": "某药", "cnt": "1", "pric": amount}
        line |= {"det_item_fee_sumamt": amount, "fee_ocur_time": head["begndate"]}
        rows.append(head | line | changes)
    return rows


def csv_of(rows: list[dict]) -> SimpleUploadedFile:
    text = io.StringIO()
    named = [name for name in FURTHER if any(name in row for row in rows)]
    writer = csv.DictWriter(text, (*HEADERS, *named))
    writer.writeheader()
    writer.writerows(rows)
    return SimpleUploadedFile("month.csv", text.getvalue().encode(), "text/csv")


class Ward(Bench):
    """The officers of a desk beside a hospital that sends its months."""

    def documents(self, *people: Person) -> list[str]:
        return [one.documents.get(superseded_at=None).number.open_for_work() for one in people]

    def step_back(self, case: CaseFile) -> None:
        """The claim is withdrawn, so that nothing of it stands beside."""
        receiving.withdraw_claim(case.pk, **self.step(case, self.clerk))

    def sent(self, rows: list[dict]) -> Import:
        day = self.today
        return receive(KIND, csv_of(rows), about=self.hospital, by=self.clerk, on=day, language="en", again=True)

    def declared(self, *settlements: list[dict]) -> CaseFile:
        """A file, entered to its end."""
        sent = self.sent(list(itertools.chain.from_iterable(settlements)))
        confirm(sent.pk, by=self.clerk)
        advance(sent.pk, on=self.today, limit=1_000_000)
        return InstitutionMonth.objects.exclude(state="withdrawn").latest("case__received_on").case

    def worked_out(self, case: CaseFile) -> Run:
        """The run that shows it, done."""
        run = moving.run_month(case.pk, by=self.clerk, on=self.today)
        chunks.advance(run.pk)
        run.refresh_from_db()
        return run

    def stated(self, case: CaseFile) -> CaseFile:
        self.worked_out(case)
        return moving.state_month(case.pk, **self.step(case, self.clerk))

    def reviewed_month(self, case: CaseFile) -> CaseFile:
        self.stated(case)
        moving.agree_month(case.pk, self.today, **self.step(case, self.clerk))
        return moving.review_month(case.pk, **self.step(case, self.reviewer))

    def approved(self, case: CaseFile) -> Run:
        """Approved by a second person; the run that posts it is not done yet."""
        self.reviewed_month(case)
        moving.approve_month(case.pk, **self.step(case, self.second))
        return Run.objects.get(month=case.pk, mode="post")

    def posted_month(self, case: CaseFile) -> CaseFile:
        chunks.advance(self.approved(case).pk)
        return CaseFile.objects.get(pk=case.pk)

"""A receipt of a claim: its head, the grid of its lines, what is pasted from a spreadsheet; and the account the claim is paid
to."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from casework.casefile.services.events import record_look
from casework.drafts.services import parked_forms
from casework.drafts.views import as_initial, kept_fields
from casework.engine.refusals import Blocked
from casework.engine.words import words_for
from casework.models import CaseFile
from casework.payments.forms import PayeeForm
from casework.steps.views.access import case_or_404, needs, posts_only
from casework.steps.views.making import bound, form_page
from casework.steps.views.uploads import takes_files
from claims.reimbursements.forms.items import look_up
from claims.reimbursements.forms.receipts import (
    COLUMNS,
    MOST_LINES,
    LineForm,
    ReceiptForm,
    has_further,
    row_count,
    with_pasted,
)
from claims.reimbursements.models.receipt import Receipt
from claims.reimbursements.queries.claim import claim_of
from claims.reimbursements.queries.door import claimant_bar, only_takes_in
from claims.reimbursements.queries.items import items_found
from claims.reimbursements.queries.sheet import sheet_of
from claims.reimbursements.services import entering, receipts
from claims.reimbursements.states import ENTERED_IN, REIMBURSEMENT_KIND
from claims.reimbursements.views.line_sheets import SheetPut
from claims.reimbursements.words import figure

UNPROCESSABLE = 422
HEAD = ("kind", "code", "number", "check_code", "issued_on", "total", "looked_up")


class ReceiptPage:
    """One visit to the page of a receipt: what was typed, what is kept, what is shown again."""

    def __init__(self, request, case: CaseFile, receipt: Receipt | None):
        self.request, self.case, self.receipt = request, case, receipt
        self.today = request.officer.on
        self.data = with_pasted(request.POST) if request.method == "POST" else None
        self.action = request.POST.get("action", "")
        self.sheet, self.further = None, False
        if self.data is not None and (request.FILES.get("sheet") or self.action == "sheet"):
            # A file that was chosen is shown in the lines first, whatever was pressed.
            self.action = "sheet"
            self.sheet = SheetPut(self.data, request.FILES.get("sheet"))
            self.data = self.sheet.data

    def begin(self) -> dict:
        """A fresh page: an e-receipt issued on the last day of the care; of a kept one what is kept."""
        kept = kept_fields(self.request)
        if kept:
            return {"seen": self.case.version} | as_initial(kept)
        row = self.receipt
        if row is None:
            last = claim_of(self.case).ends_on
            return {"kind": "electronic", "issued_on": last, "seen": self.case.version}
        found = {name: getattr(row, name) for name in HEAD}
        found |= {"total": figure(row.total), "seen": self.case.version}
        for number, line in enumerate(sheet_of(claim_of(self.case)).lines_of(row)):
            found |= {f"line-{number}-{name}": getattr(line, name) for name in ("code", "name", "on", "doctor")}
            found[f"line-{number}-traces"] = " ".join(line.traces)
            found |= {f"line-{number}-{name}": figure(getattr(line, name)) for name in ("quantity", "price", "amount")}
            found["rows"] = str(number + 1)
        return found

    def forms(self) -> tuple[ReceiptForm, list[LineForm]]:
        """Head and grid; judged only when the receipt is to be saved."""
        if self.data is not None and not self.action:
            rows = row_count(self.data)
            self.further = has_further(self.data)
            return ReceiptForm(self.data, today=self.today), [self.line(number, self.data) for number in range(rows)]
        start = self.data if self.data is not None else self.begin()
        rows = row_count(start, more=self.action == "add_lines")
        self.further = self.action == "further" or has_further(start)
        lines = [self.line(number, initial=_of_line(start, number)) for number in range(rows)]
        return ReceiptForm(initial=start, today=self.today), lines

    def line(self, number: int, data: dict | None = None, **more) -> LineForm:
        """One row of the grid, with the columns that are shown."""
        return LineForm(data, number=number, today=self.today, further=self.further, **more)

    def show(self, form: ReceiptForm, lines: list[LineForm], status: int = 200):
        """The page with what was typed."""
        claim = claim_of(self.case)
        record_look("enter_receipt", by=self.request.officer, shown=[claim.person_id], case=self.case)
        context = {
            "case": self.case,
            "claim": claim,
            "bar": claimant_bar(claim.person, self.request.officer),
            "form": form,
            "head": [form[name] for name in HEAD],
            "lines": lines,
            "wrong": status == UNPROCESSABLE,
            "rows": len(lines),
            "further": self.further,
            "most_lines": MOST_LINES,
            "receipt": self.receipt,
            "sheet": self.sheet,
            "form_ticket": parked_forms.ticket_for(self.request.user),
        }
        return render(self.request, "claims/reimbursements/receipt.html", context, status=status)


def _of_line(start: dict, number: int) -> dict:
    return {name: start.get(f"line-{number}-{name}", "") for name in COLUMNS}


@takes_files
@needs("enter_receipt")
def enter_receipt(request, case_id, position=None):
    """A new receipt, or one that is entered anew. What is pasted joins the grid and is shown before it is saved."""
    case = case_or_404(request.officer, case_id, REIMBURSEMENT_KIND)
    if case.state not in ENTERED_IN:
        return redirect("see_case", case_id=case.pk)
    receipt = _receipt(case, position)
    page = ReceiptPage(request, case, receipt)
    form, lines = page.forms()
    if not form.is_bound:
        wrong = page.sheet is not None and page.sheet.problems
        return page.show(form, lines, status=UNPROCESSABLE if wrong else 200)
    valid = [form.is_valid(), *(line.is_valid() for line in lines)]
    if not all(valid) or not look_up(lines, claim_of(case)):
        return page.show(form, lines, status=UNPROCESSABLE)
    try:
        saved = receipts.enter_receipt(
            case.pk, form.receipt(lines), position=position, by=request.officer, seen=form.cleaned_data["seen"]
        )
    except Blocked as blocked:
        form.add_reasons(blocked)
        return page.show(form, lines, status=UNPROCESSABLE)
    messages.success(request, _("Receipt %(number)s is saved.") % {"number": saved.position})
    if "another" in request.POST:
        return redirect("enter_receipt", case_id=case.pk)
    return redirect("see_case", case_id=case.pk)


@needs("enter_receipt")
@posts_only("enter_receipt", "case_id")
def find_items(request, case_id):
    """The items of the list that are meant by what is being typed into a line: options of the field. Nothing of a person."""
    case = case_or_404(request.officer, case_id, REIMBURSEMENT_KIND)
    found = items_found(claim_of(case), request.POST.get("typed", ""))
    return render(request, "claims/reimbursements/items.html", {"found": found})


def _receipt(case: CaseFile, position: int | None) -> Receipt | None:
    if position is None:
        return None
    found = next((row for row in sheet_of(claim_of(case)).receipts if row.position == position), None)
    if found is None:
        raise Http404
    return found


@needs("remove_receipt")
@posts_only("see_case", "case_id")
def remove_receipt(request, case_id, position):
    """Take a receipt out of a claim that is being entered."""
    case = case_or_404(request.officer, case_id, REIMBURSEMENT_KIND)
    try:
        receipts.remove_receipt(case.pk, position, by=request.officer)
    except Blocked as blocked:
        messages.error(request, blocked.reasons[0].text)
    else:
        messages.success(request, str(words_for("remove_receipt").done))
    return redirect("see_case", case_id=case.pk)


@needs("record_claim_account")
def record_claim_account(request, case_id):
    """The account the claim is paid to, as its proof says."""
    case = case_or_404(request.officer, case_id, REIMBURSEMENT_KIND)
    if case.state not in ENTERED_IN:
        return redirect("see_case", case_id=case.pk)
    claim = claim_of(case)
    # Where no file is opened the name is read from the proof.
    begin = {} if only_takes_in(request.officer) else {"name": claim.person.name}
    form = bound(request, PayeeForm, begin)
    if request.method == "POST" and form.is_valid():
        try:
            entering.record_claim_account(case.pk, form.account(), by=request.officer)
        except Blocked as blocked:
            form.add_reasons(blocked)
        else:
            messages.success(request, str(words_for("record_claim_account").done))
            return redirect("see_case", case_id=case.pk)
    record_look("record_claim_account", by=request.officer, shown=[claim.person_id], case=case)
    context = {
        "case": case,
        "bar": claimant_bar(claim.person, request.officer),
    }
    return form_page(request, "claims/reimbursements/account.html", "record_claim_account", form, context)

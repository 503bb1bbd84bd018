"""The tables of enrolment whose versions are published, and what drafts touch here."""

from collections.abc import Iterator
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from casework.models import CaseFile, ChecklistItem, NoticeText, PaperText
from casework.publication.services.publication import Kind, add_touches, register_published
from casework.publication.services.publication_kinds import register_texts
from casework.tables.models.bases import LANGUAGE_COLUMNS, PublishedModel
from enrolment.activation.models.activation_rule import ActivationRule
from enrolment.applications import workflow as application
from enrolment.consent.queries.standing import by_consent
from enrolment.documents.models import NationalCode
from enrolment.documents.queries import names_a_kind, names_of_kinds
from enrolment.eligibility.models import AcceptanceSetting

MOST_COUNTED = 1000


def _checklist_touches(row: ChecklistItem) -> Iterator[str]:
    """How many open cases of the kind and path will show the item, at most a thousand counted. One query."""
    cases = CaseFile.objects.filter(kind=row.case_kind, is_open=True)
    if row.case_kind == application.KIND and row.path:
        cases = cases.filter(enrolment_application__path=row.path)
    count = cases[:MOST_COUNTED].count()
    text = ngettext(
        "It will show on %(count)s case that is open today.",
        "It will show on %(count)s cases that are open today.",
        count,
    )
    yield text % {"count": f"{count}+" if count == MOST_COUNTED else count}


TELLS_THE_KIND = _(
    "It names a kind of identity document. Papers, messages and the enquiry that is open to everybody say no such thing: write "
    "“a valid identity document”, or what the paper proves."
)


def _tells_the_kind(row: PublishedModel) -> Iterator[str]:
    """Whether a text that is handed out would say which document somebody holds. One query."""
    texts = (
        getattr(row, field.name)
        for field in row._meta.fields
        if isinstance(field, models.CharField | models.TextField)
        and field.name.endswith(LANGUAGE_COLUMNS)
        and not field.choices
    )
    if names_a_kind((text for text in texts if text), names_of_kinds()):
        yield str(TELLS_THE_KIND)


def register() -> None:
    """Called once, when the apps are ready."""
    register_published(Kind(model=ActivationRule, keys=("channel", "document_kind", "place")))
    register_published(Kind(model=NationalCode, keys=("kind", "holder")))
    register_published(Kind(model=AcceptanceSetting, keys=("place", "path")))
    add_touches(ChecklistItem, _checklist_touches)
    for handed_out in (ChecklistItem, NoticeText, PaperText):
        add_touches(handed_out, _tells_the_kind)
    receipts, proofs = ("visit_receipt",), ("proof_of_insurance",)
    bills, records = ("contribution_bill",), ("data_record",)
    accounts, refunds = ("account_statement",), ("refund_decision",)
    # What was asked for and, when it was declined, why: either.
    changes, plain = ("change_receipt",), ("transfer_proof", "back_payment_bill", "public_notice")
    told, said = ("privacy_notice",), ("consent_record",)
    asked, decided = ("data_request_receipt",), ("data_request_answer",)
    notices = ("missing_papers_notice", "refusal_notice", "order_to_correct")
    register_texts(
        {
            "receipt_is_no_decision": receipts + asked + changes,
            "proof_as_of": proofs,
            "data_record_rights": records,
            "chinese_prevails": receipts + proofs + bills + records + asked + accounts + changes + plain,
            "simplified_prevails": receipts + proofs + bills + records + asked + accounts + changes + plain,
            "chinese_prevails_notice": notices + decided + refunds + changes,
            "simplified_prevails_notice": notices + decided + refunds + changes,
            "remedies": ("refusal_notice", "order_to_correct", "data_request_answer", *refunds, *changes),
            "privacy_notice": told,
            "privacy_notice_child": told,
            "privacy_prevails": told + said,
            **{purpose.text: said for purpose in by_consent(date.max).values()},
        }
    )

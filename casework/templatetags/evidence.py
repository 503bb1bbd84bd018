"""What the templates of evidence show, whatever page includes them."""

from django import template
from django.conf import settings

from casework.evidence.queries import evidence_of, evidence_on_file
from casework.evidence.services.evidence import may_be_withdrawn

register = template.Library()


@register.simple_tag
def kept_evidence(case) -> list:
    """The files kept on a case, numbered, with the words of the checklist. Two queries."""
    return evidence_of(case)


@register.simple_tag
def scans_on_file(case, officer, items) -> list:
    """Verified scans of earlier cases of the same person, with the words of this case's checklist. Two queries, none for
    somebody unknown."""
    return evidence_on_file(case, officer, {item.code: item.name for item in items or ()}) if officer else []


@register.simple_tag
def may_withdraw(case, officer) -> bool:
    """Whether files of this case may be withdrawn now by this officer."""
    return bool(officer) and may_be_withdrawn(case) and officer.may("add_evidence")


@register.simple_tag
def upload_megabytes() -> int:
    """The largest file that is taken, in MB."""
    return settings.UPLOAD_BYTES // (1024 * 1024)

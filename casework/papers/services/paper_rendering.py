"""A paper from its facts: HTML from the template, and PDF from that where this machine can make it."""

import base64
import hashlib
import logging
from dataclasses import dataclass
from typing import Any

import segno
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import mark_safe

from casework.papers.queries import paper_fonts
from casework.papers.queries.glyphs import code_of, unprintable
from casework.papers.services.paper_kinds import PaperKind
from casework.rulebook.rules import check_code

PDF, HTML = "application/pdf", "text/html"
OFFICE_LANGUAGE = "zh-hans"
FONT_ADDRESS = "paper:font"
log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What a paper says about itself besides its facts."""

    kind: PaperKind
    reference: str
    check_code: str
    languages: tuple[str, ...]
    facts: dict


@dataclass(frozen=True)
class Rendered:
    content: bytes
    media_type: str


def render(sheet: Sheet) -> Rendered:
    """The paper as PDF; as a page to print when this machine lacks Pango."""
    if not paper_fonts.pango_missing():
        try:
            return Rendered(_pdf(_html(sheet, PDF)), PDF)
        except OSError:
            # The libraries are listed but cannot be loaded: a broken or foreign build.
            log.exception("paper: PDF could not be made; issued as a page to print")
    return Rendered(_html(sheet, HTML).encode(), HTML)


def pdf_of(template: str, context: dict) -> bytes:
    """A PDF of a template in the papers' style."""
    return _pdf(render_to_string(template, context | {"style": mark_safe(style())}))


def style(*, as_page: bool = False) -> str:
    """The style sheet of papers, for the machine's fonts; a page to print uses those of the reader's machine."""
    embed = not as_page and paper_fonts.needs_vendored_font()
    context = {"vendored": paper_fonts.VENDORED_FAMILY if embed else "", "as_page": as_page}
    return render_to_string("print/paper.css", context)


def content_policy(html: bytes) -> str:
    """The policy under which a paper's page is shown: its own style and nothing else."""
    inner = html.partition(b"<style>")[2].partition(b"</style>")[0]
    digest = base64.b64encode(hashlib.sha256(inner).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; sandbox allow-modals"


def qr_code(code: str) -> str:
    """The check code as a QR drawing, with the prefix a scanner types before it."""
    made = segno.make_qr(check_code.PREFIX + code, error="m")
    return mark_safe(made.svg_inline(border=2, omitsize=True, svgclass="qr", lineclass=None, dark="#000", light="#fff"))


def named(facts: Any) -> Any:
    """The facts with the code of each character this machine cannot print in its place: 〔U+30EDD〕, never an empty box."""
    missing = unprintable(facts)
    if not missing:
        return facts
    return _replaced(facts, {ord(char): f"〔{code_of(char)}〕" for char in missing})


def _replaced(value: Any, table: dict[int, str]) -> Any:
    if isinstance(value, str):
        return value.translate(table)
    if isinstance(value, dict):
        return {name: _replaced(each, table) for name, each in value.items()}
    return [_replaced(each, table) for each in value] if isinstance(value, list | tuple) else value


def _html(sheet: Sheet, medium: str) -> str:
    with translation.override(OFFICE_LANGUAGE):
        context = {
            "sheet": sheet,
            "facts": named(sheet.facts) if medium == PDF else sheet.facts,
            "paper_languages": sheet.languages,
            "code": check_code.grouped(sheet.check_code),
            "qr": qr_code(sheet.check_code),
            "style": mark_safe(style(as_page=medium == HTML)),
            "as_page": medium == HTML,
        }
        return render_to_string(sheet.kind.template, context)


def rows_of_page(sheet: Sheet) -> str:
    """The rows of a paper as they would be printed, without page, seal and ribbon: what a preview shows."""
    _head, begin, rest = _html(sheet, HTML).partition('<table class="sheet ')
    rows, end, _foot = rest.partition("</table>")
    return mark_safe(f'<table class="paper-rows {rows}{end}' if begin else "")


def _pdf(html: str) -> bytes:
    # A second and 65 MB at import: only when the first paper is made.
    import weasyprint

    document = weasyprint.HTML(string=html, url_fetcher=_only_our_font(), base_url="paper:")
    return document.write_pdf(pdf_tags=True)


def _only_our_font():
    """A fetcher that answers one address, the vendored font's: nothing typed into a paper makes the server fetch."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OnlyOurFont(URLFetcher):
        def fetch(self, url, headers=None):
            if url != FONT_ADDRESS:
                raise ValueError("papers fetch nothing")
            return URLFetcherResponse(url, paper_fonts.vendored_font().read_bytes(), {"Content-Type": "font/woff2"})

    return OnlyOurFont()

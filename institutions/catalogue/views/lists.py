"""The catalogue as it is read: lists by code and name, one item with its versions, the price list of an institution."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from casework.case_pages.views import Press, bar_of
from casework.steps.views.access import needs
from casework.tables.queries.pages import page_behind
from institutions.catalogue.choices import FundClass, ListName
from institutions.catalogue.models.items import CatalogueItem, FirstPay
from institutions.catalogue.models.lists import ItemPrice, SupervisionRule
from institutions.catalogue.models.table import LISTS
from institutions.catalogue.models.versions import on_day
from institutions.catalogue.queries.differences import amount, columns_shown, key_of, printed, share, shown
from institutions.catalogue.queries.listed import LONGEST, STARTS, Narrowed, listed
from institutions.catalogue.queries.pricing import prices_on
from institutions.catalogue.rules.codes import generic_of, kind_of, read_code
from institutions.catalogue.rules.pricing import Priced
from institutions.catalogue.words import KINDS, WHY_NOT
from institutions.register.access import institution_or_404

PAGE, MOST = 50, 100
READ = (ListName.ITEMS, ListName.DIAGNOSES, ListName.RULES, ListName.FIRST_PAY)


def _narrowed(request) -> Narrowed:
    """What the address narrows a list to; anything that is not one of the choices is ignored."""
    said = {name: request.GET.get(name, "") for name in ("kind", "fund_class")}
    return Narrowed(
        search=" ".join(request.GET.get("search", "").replace("\x00", "").split())[:LONGEST],
        kind=said["kind"] if said["kind"] in STARTS else "",
        fund_class=said["fund_class"] if said["fund_class"] in FundClass.values else "",
    )


def _page(request, rows):
    """One page by code, and the address of the next one."""
    page = page_behind(rows, ("code", "pk"), request.GET.get("after", ""), PAGE)
    query = request.GET.copy()
    query["after"] = page.following
    return page.rows, f"?{query.urlencode()}" if page.following else ""


@needs("see_catalogue")
@require_GET
def see_catalogue(request):
    """A list as it holds today. A fixed number of queries, however many rows there are."""
    name = request.GET.get("list", "")
    name = name if name in READ else ListName.ITEMS.value
    of, narrowed = LISTS[name], _narrowed(request)
    rows, following = _page(request, listed(name, narrowed, request.officer.on))
    context = {
        "name": name,
        "lists": [(one.value, one.label) for one in READ],
        "rows": [
            (row, key_of(of, row), printed(row), columns_shown(of, row, ("name", "text", "source"))) for row in rows
        ],
        "following": following,
        "narrowed": narrowed,
        "kinds": list(KINDS.items()),
        "classes": FundClass.choices,
        "may_send": request.officer.may("send_edition"),
    }
    return render(request, "institutions/catalogue/catalogue.html", context)


@needs("see_catalogue")
@require_GET
def see_item(request, code):
    """One item: each version with its days and source, first pay by place, the rules about it. Five queries at most."""
    text = read_code(code).text
    if not kind_of(text):
        raise Http404
    of = LISTS[ListName.ITEMS]
    # A specification that stands in no list of its own is shown by the consumable it is one of.
    same = {text, generic_of(text)}
    versions = CatalogueItem.objects.filter(code__in=same).select_related("edition", "place")
    versions = versions.order_by("place", "-starts_on", "-recorded_at")[:MOST]
    if not versions:
        raise Http404
    first = (
        FirstPay.objects.known()
        .filter(code__in=same)
        .select_related("edition", "place")
        .order_by("place", "-starts_on")
    )
    rules = (
        SupervisionRule.objects.known()
        .filter(on_day(request.officer.on), code__in=same)
        .select_related("edition", "place")
    )
    context = {
        "code": text,
        "kind": KINDS[kind_of(text)],
        "name": versions[0].name,
        "versions": [(row, columns_shown(of, row, ("name",))) for row in versions],
        "first_pay": [(row, shown(row, "first_pay_ratio")) for row in first[:MOST]],
        "rules": [(row, columns_shown(LISTS[ListName.RULES], row, ("text", "source"))) for row in rules[:MOST]],
    }
    return render(request, "institutions/catalogue/item.html", context)


def _said(row: ItemPrice, answer: Priced) -> dict[str, object]:
    """What a row of a price list says of its item, as it is read."""
    paid = FundClass.PAYABLE_C if answer.class_ == FundClass.C and answer.payable else answer.class_
    return {
        "price": amount(row.price),
        "standard": "—" if answer.payment_standard is None else amount(answer.payment_standard),
        "fund_class": FundClass(paid).label if paid else "",
        "why_not": WHY_NOT.get(answer.why_not, "") if answer.why_not != "class_c" else "",
        "first_pay": "—" if answer.first_pay_ratio is None else share(answer.first_pay_ratio),
    }


@needs("see_catalogue")
@require_GET
def see_prices(request, institution_id):
    """The price list of an institution as it holds today, with class and first pay of each item. A fixed number of queries."""
    officer, at = request.officer, institution_or_404(request.officer, institution_id)
    prices = listed(ListName.PRICES, _narrowed(request), officer.on).filter(institution=at)
    rows, following = _page(request, prices)
    answers = prices_on(at, [row.code for row in rows], officer.on)
    presses = []
    if officer.may("send_edition"):
        presses.append(Press(label=_("Send a price list"), url=reverse("send_price_list", args=[at.pk])))
    context = {
        "institution": at,
        "rows": [(row, answer, _said(row, answer)) for row, answer in zip(rows, answers, strict=True)],
        "following": following,
        "narrowed": _narrowed(request),
        "bar_of_acts": bar_of(presses),
    }
    return render(request, "institutions/catalogue/prices.html", context)

"""Demonstration lists: 2,000 items in two editions, first pay of a city, diagnoses, rules of every kind, prices of three
institutions, an edition that waits for a second person. All made up and so labelled."""

import csv
import io
from collections.abc import Iterable
from datetime import date
from functools import partial

from casework.models import Place
from institutions.catalogue.rules.codes import LENGTHS
from institutions.catalogue.rules.columns import columns_of, headers_of
from institutions.catalogue.services.editions import EditionData, publish_edition, send_edition
from institutions.models import Edition, Institution
from portal.demo.institutions import code_of, officers
from portal.demo.pieces import Piece

SOURCE = "演示数据，虚构，不得用于结算"
NATION, CITY = "156", "350200"
WESTERN, PATENT, TREATMENT, CONSUMABLE = 800, 500, 400, 300
NUMBER = WESTERN + PATENT + TREATMENT + CONSUMABLE
CHANGED, ENDED, DIAGNOSES, WITH_PRICES, PRICES = 60, 20, 200, 3, 300
# A rule of each kind: kind, about the item of a number, the second one, value, unit, period, text.
RULES = (
    ("sex", 1, None, "female", "", "", "限女性（演示）"),
    ("age", 2, None, "0-14", "years", "", "限十四周岁及以下（演示）"),
    ("insurance", 3, None, "uebmi", "", "", "限职工医保（演示）"),
    ("inpatient_only", 4, None, "", "", "", "限住院（演示）"),
    ("level", 5, None, "second", "", "", "限二级及以上医疗机构（演示）"),
    ("course", 6, None, "14", "days", "visit", "支付不超过14天（演示）"),
    ("pair", WESTERN + PATENT, WESTERN + PATENT + 1, "", "", "day", "同日不得同时收费（演示）"),
    ("frequency", WESTERN + PATENT + 2, None, "2", "times", "day", "每日不超过两次（演示）"),
)


def pieces(today: date) -> list[Piece]:
    """A piece a list."""
    last, first = date(today.year - 1, 1, 1), date(today.year, 1, 1)
    whole = [
        ("items", "演示目录（虚构）·上一版", last, items(old=True)),
        ("items", "演示目录（虚构）", first, items()),
        ("first_pay", "演示先行自付比例（虚构）", first, _first_pay()),
        ("diagnoses", "演示诊断编码（虚构）", first, _diagnoses()),
        ("rules", "演示监管规则（虚构）", first, rules()),
    ]
    made = [
        Piece(title, Edition.objects.filter(title=title).exists, partial(_publish, name, title, on, rows, today))
        for name, title, on, rows in whole
    ]
    title = "演示价格表（虚构）"
    for number in range(WITH_PRICES):
        present = Edition.objects.filter(title=title, institution__code=code_of(number)).exists
        made.append(Piece(f"{title} {number + 1}", present, partial(_publish_prices, title, number, first, today)))
    title = "演示目录（虚构）·待复核"
    made.append(Piece(title, Edition.objects.filter(title=title).exists, partial(_send_only, title, today)))
    return made


def item_code(number: int) -> str:
    """The national code of a demonstration item: of the right form, and of no list."""
    if number < WESTERN:
        return f"X{'D' * 6}{number:016d}"
    if number < WESTERN + PATENT:
        return f"Z{'D' * 6}{number:013d}"
    if number < WESTERN + PATENT + TREATMENT:
        return f"00{9990000000000 + number:013d}"
    return f"C{'99'}{number:017d}"


def items(*, old: bool = False) -> list[list[str]]:
    """The rows of an edition; the older one has other classes of some, and some that have ended since."""
    numbers = range(NUMBER + ENDED) if old else range(NUMBER)
    return [_item(number, old=old) for number in numbers if not (old and number < ENDED)]


def _item(number: int, *, old: bool) -> list[str]:
    # Those past the last one are what the newer edition has no more.
    place = number if number < NUMBER else 7_000 + number
    negotiated, commercial = number < WESTERN and number % 40 == 7, number < WESTERN and number % 200 == 13
    changed = old and ENDED <= number < ENDED + CHANGED
    kind = ("a", "b", "b", "c")[number % 4] if not changed else "c"
    kind = "c" if commercial else "b" if negotiated else kind
    row = dict.fromkeys(HEADS, "")
    row |= {
        "code": item_code(place) if place < NUMBER else f"X{'E' * 6}{place:016d}",
        "name": f"演示{_name(number)}{number + 1}（虚构）",
        "fund_class": kind,
        "entry_number": str(number + 1) if number < WESTERN + PATENT else "",
        "unit": "盒" if number < WESTERN + PATENT else "次",
        "first_pay_ratio": "0.1" if kind == "b" else "",
        "payment_standard": f"{5 + number % 90}.5" if negotiated else "",
        "agreement_ends_on": "2027-12-31" if negotiated else "",
        "commercial": "yes" if commercial else "",
        "limit_text": "限二线用药（演示）" if number % 50 == 9 else "",
    }
    if number % 100 == 21:
        row |= {"age_to": "14", "limit_text": "限儿童（演示）"}
    elif number % 100 == 22:
        row |= {"settings": "inpatient", "limit_text": "限住院（演示）"}
    elif number % 100 == 23:
        row |= {"diagnoses": "I10", "limit_text": "限高血压（演示）"}
    return [row[name] for name in HEADS]


HEADS = tuple(column.code for column in columns_of("items"))


def _name(number: int) -> str:
    if number < WESTERN:
        return "西药片"
    if number < WESTERN + PATENT:
        return "中成药丸"
    return "诊疗项目" if number < WESTERN + PATENT + TREATMENT else "医用耗材"


def _first_pay() -> list[list[str]]:
    return [[item_code(number), "0.05"] for number in range(1, 401, 4)]


def _diagnoses() -> list[list[str]]:
    return [[f"{'ABCDE'[n % 5]}{n // 5:02d}.x00", f"演示诊断{n + 1}（虚构）"] for n in range(DIAGNOSES)]


def rules() -> list[list[str]]:
    """A rule of each kind, with its source."""
    return [
        [kind, item_code(at), item_code(other) if other else "", value, unit, period, text, SOURCE]
        for kind, at, other, value, unit, period, text in RULES
    ]


def _file(name: str, rows: Iterable[list[str]]) -> io.BytesIO:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(headers_of(name))
    writer.writerows(rows)
    return io.BytesIO(text.getvalue().encode())


def _send(name: str, rows: Iterable[list[str]], today: date, **more) -> Edition:
    file = _file(name, rows)
    kinds = tuple(LENGTHS) if more.get("whole") else ()
    data = EditionData(list_name=name, source=SOURCE, status="assumed", demonstration=True, whole_of=kinds, **more)
    return send_edition(file, "demo.csv", len(file.getvalue()), data, by=officers(today)[0])


def _publish(name: str, title: str, on: date, rows: list[list[str]], today: date) -> None:
    place = Place.objects.get(code=CITY if name == "first_pay" else NATION)
    edition = _send(name, rows, today, title=title, starts_on=on, place=place, whole=name == "items")
    publish_edition(edition.pk, by=officers(today)[1])


def _publish_prices(title: str, number: int, on: date, today: date) -> None:
    rows = [[item_code(n), f"{1 + (n * 7 + number) % 400}.{n % 10}0", ""] for n in range(0, PRICES * 5, 5)]
    at = Institution.objects.get(code=code_of(number))
    edition = _send("prices", rows, today, title=title, starts_on=on, institution=at)
    publish_edition(edition.pk, by=officers(today)[1])


def _send_only(title: str, today: date) -> None:
    """What a second person finds to read: classes that rise, and items that end."""
    rows = [[*row[:2], "a" if row[2] == "b" and not row[11] else row[2], *row[3:]] for row in items()[: NUMBER - 30]]
    place = Place.objects.get(code=NATION)
    _send("items", rows, today, title=title, starts_on=date(today.year + 1, 1, 1), place=place, whole=True)

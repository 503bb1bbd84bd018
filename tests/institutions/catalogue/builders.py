"""Files of lists for tests, and editions through the services the pages use."""

import io
from datetime import date

from casework.models import Place
from institutions.catalogue.rules.codes import LENGTHS
from institutions.catalogue.services.editions import EditionData, publish_edition, send_edition

A, B, C = "XA01ABD075A002010100483", "ZA01BAJ0100010100483", "001101000010000"
D = "C0101010010000100001"
ITEMS = ["国家编码", "名称", "类别", "先行自付比例", "支付标准"]
NATION, XIAMEN, SIMING = "156", "350200", "350203"
DAY = date(2026, 1, 1)


def csv_of(*rows, head=ITEMS, encoding="utf-8") -> io.BytesIO:
    return io.BytesIO("\n".join(",".join(map(str, row)) for row in (head, *rows)).encode(encoding))


def sent(file, by, name="list.csv", **changes):
    """An edition sent and read: of the items of the county, unless told otherwise."""
    data = dict(list_name="items", title="目录", starts_on=DAY, source="某通知", status="stated")
    if changes.get("list_name") != "prices":
        data["place"] = Place.objects.get(code=changes.pop("at", SIMING))
    if changes.get("whole"):
        changes.setdefault("whole_of", tuple(LENGTHS))
    return send_edition(file, name, len(file.getvalue()), EditionData(**data | changes), by=by)


def published(file, by, second, **changes):
    """An edition sent by one and published by another."""
    return publish_edition(sent(file, by, **changes).pk, by=second)


def counts(edition) -> tuple[int, int, int, int]:
    return edition.rows_new, edition.rows_changed, edition.rows_ended, edition.rows_same

"""The lists a designation is decided by, as they stand on a day."""

from datetime import date

from institutions.designation.models.entry import DesignationEntry


def entries_on(belongs: str, on: date, kind: str = "") -> list[DesignationEntry]:
    """The published lines of a list in force on a day, those of a kind of institution where one is named. One query."""
    rows = DesignationEntry.objects.filter(belongs=belongs, starts_on__lte=on, published_at__isnull=False)
    newest = {row.code: row for row in rows.order_by("starts_on", "pk")}
    found = sorted(newest.values(), key=lambda row: row.pk)
    return [row for row in found if not row.withdrawn and (not kind or not row.kinds or kind in row.kinds)]


def entry_words(belongs: str, code: str) -> str:
    """The words of a line by its code, the newest that was published, else the code. One query."""
    rows = DesignationEntry.objects.filter(belongs=belongs, code=code, published_at__isnull=False)
    row = rows.order_by("starts_on").last()
    return row.name if row else code


def entry_names(belongs: str) -> dict[str, str]:
    """The words of every line of a list by its code, the newest that was published. One query."""
    rows = DesignationEntry.objects.filter(belongs=belongs, published_at__isnull=False).order_by("starts_on", "pk")
    return {row.code: row.name for row in rows}

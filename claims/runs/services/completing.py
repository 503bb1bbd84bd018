"""Corrections of single lines are completed before a month is worked out: the lines of the original that they do not name are
declared with them as they stand there. From then on a correction of lines is a settlement as any other."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from uuid import UUID

from claims.runs.models.care import DeclaredCare, DeclaredLine, key_of
from claims.runs.queries.single_lines import originals_named
from institutions.register.models.institution import Institution

AT_ONCE = 2000
Lines = dict[str, DeclaredLine]
# Who ordered a line and the codes on its packs stay with it: what is asked of them is asked again.
AS_DECLARED = ("number", "code", "name", "quantity", "price", "amount", "on", "doctor", "traces")


def complete_corrections(month: UUID, institution: Institution) -> int:
    """Complete the corrections of single lines of a month whose original is on record: of the same month, or of one of the
    institution or of those it goes on for that was approved; told again, nothing is added. Returns how many lines were. Four
    queries and one a link of institutions however many there are, and one for each two thousand lines."""
    mine = DeclaredLine.objects.filter(care__month=month).exclude(original_line="").order_by().values("care")
    cares = list(DeclaredCare.objects.filter(pk__in=mine).order_by("pk"))
    if not cares:
        return 0
    originals = originals_named(month, cares, institution)
    lines = _lines({*originals.values(), *(care.pk for care in cares)})
    singly = {care.pk for care in cares}
    added: list[DeclaredLine] = []
    for care in cares:
        have = lines.get(care.pk, {})
        whole = _whole(care.pk, originals, lines, singly, frozenset())
        added += [_copied(care, line) for number, line in whole.items() if number not in have]
    DeclaredLine.objects.bulk_create(added, batch_size=AT_ONCE, ignore_conflicts=True)
    return len(added)


def _lines(cares: Collection[UUID]) -> dict[UUID, Lines]:
    found: dict[UUID, Lines] = defaultdict(dict)
    for line in DeclaredLine.objects.filter(care__in=cares):
        found[line.care_id][line.number] = line
    return found


def _whole(
    care: UUID,
    originals: Mapping[UUID, UUID],
    lines: Mapping[UUID, Lines],
    singly: Collection[UUID],
    seen: frozenset[UUID],
) -> Lines:
    """The lines of a settlement with those of its original that it does not name; some that name each other in a ring have their
    own alone."""
    hers = lines.get(care, {})
    if care not in singly or care not in originals or care in seen:
        return hers
    return _whole(originals[care], originals, lines, singly, seen | {care}) | hers


def _copied(care: DeclaredCare, line: DeclaredLine) -> DeclaredLine:
    return DeclaredLine(
        pk=key_of(care.pk, line.number), care_id=care.pk, **{name: getattr(line, name) for name in AS_DECLARED}
    )

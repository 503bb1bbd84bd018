"""Reference rows kept as data files and brought into the tables after every migrate, never in migrations.

Rows are added; a row an officer has changed since is left as she made it.
"""

import csv
import tomllib
from datetime import datetime, time
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from casework.evidence.models.cause import ReturnCause
from casework.papers.models.text import PaperText
from casework.rulebook.models import CalendarDay, CalendarYear
from casework.rulebook.rules.working_days import load_years
from casework.staff.models.office import Office
from casework.staff.models.place import Place

FOLDER = Path(__file__).parent
# The office that stands above those of a kind of division, by the code of the place.
ABOVE = {
    "city": lambda place: f"{place.code[:2]}0000",
    "county": lambda place: place.parent_id,
    "community": lambda place: place.parent_id,
}
NOT_COLUMNS = {"place", "parent", "zh_hans", "zh_hant", "en"}


def files(name: str, own: Path = FOLDER) -> list[Path]:
    """The data files of a name: the project's own, then those of the further places."""
    return [path for folder in (own, *map(Path, settings.PLACE_FOLDERS)) if (path := folder / name).exists()]


def synchronise(**_signal) -> None:
    """Bring places, offices, calendar years, first paper texts and causes of returns into the tables. Safe to run at any time."""
    load_places()
    load_offices()
    load_calendar()
    load_texts()
    load_causes()


def load_places() -> None:
    """Add the divisions that are missing, parents first."""
    known = set(Place.objects.values_list("code", flat=True))
    for path in files("places.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["code"] not in known]
        known |= {row["code"] for row in rows}
        _add_places(rows)


def _add_places(rows: list[dict]) -> None:
    Place.objects.bulk_create(
        Place(
            code=row["code"],
            kind=row["kind"],
            parent_id=row["parent"] or None,
            name=row["name_zh_hans"],
            name_zh_hans=row["name_zh_hans"],
            name_zh_hant=row["name_zh_hant"],
            name_en=row["name_en"],
            run_like_city=row.get("run_like_city") == "yes",
        )
        for row in rows
    )


def _names(pattern: dict, place: Place) -> dict:
    names = {"zh_hans": place.name_zh_hans, "zh_hant": place.name_zh_hant, "en": place.name_en}
    return {f"name_{language}": pattern[language].format(**names) for language in names}


def _planned_offices(plan: dict) -> list[dict]:
    """Every office of a data file, parents before children: those with a name of their own, then those of each division."""
    offices = [
        {name: value for name, value in entry.items() if name not in NOT_COLUMNS}
        | {"place_id": entry["place"], "parent_code": entry.get("parent")}
        | {f"name_{language}": entry[language] for language in ("zh_hans", "zh_hant", "en")}
        for entry in plan["office"]
    ]
    for kind, above in ABOVE.items():
        if kind not in plan:
            continue
        places = Place.objects.filter(kind=kind, code__startswith=plan["prefix"])
        for place in places.exclude(code__in=plan[kind].get("without", ())):
            offices.append(
                {"code": place.code, "kind": kind, "place_id": place.code, "parent_code": above(place)}
                | _names(plan[kind], place)
            )
    return offices


def load_offices() -> None:
    """Add the offices that are missing."""
    known = {office.code: office for office in Office.objects.all()}
    for path in files("offices.toml"):
        plan = tomllib.loads(path.read_text(encoding="utf-8"))
        for planned in _planned_offices(plan):
            parent = known.get(planned.pop("parent_code"))
            if planned["code"] in known:
                continue
            office = Office(**planned, name=planned["name_zh_hans"], parent=parent, starts_on=plan["opened"])
            office.save()
            known[office.code] = office


def load_calendar() -> None:
    """Add calendar years that are missing, with their days."""
    known = set(CalendarYear.objects.values_list("year", flat=True))
    for year in load_years():
        if year.year in known:
            continue
        row = CalendarYear.objects.create(
            year=year.year, published=year.published, source=year.source, status=year.status
        )
        CalendarDay.objects.bulk_create(CalendarDay(year=row, day=day.day, kind=day.kind) for day in year.days)


def load_texts() -> None:
    """Add the versions of the paper texts that are missing; a text that officers have given a version of their own is theirs."""
    read = (tomllib.loads(path.read_text(encoding="utf-8")) for path in files("paper_texts.toml"))
    entries = [entry for content in read for entry in content["text"]]
    ours = {(entry["code"], entry["from"]) for entry in entries}
    known = set(PaperText.objects.values_list("code", "starts_on"))
    theirs = {code for code, _starts_on in known - ours}
    for entry in entries:
        if (entry["code"], entry["from"]) in known or entry["code"] in theirs:
            continue
        PaperText.objects.create(
            code=entry["code"],
            starts_on=entry["from"],
            source=entry["source"],
            status=entry["status"],
            published_at=timezone.make_aware(datetime.combine(entry["from"], time())),
            text=entry["zh_hans"].strip(),
            **{f"text_{language}": entry[language].strip() for language in ("zh_hans", "zh_hant", "en")},
        )


def load_causes() -> None:
    """Add the causes of returns that are missing; one that officers have given a version of their own is theirs."""
    known = set(ReturnCause.objects.values_list("code", flat=True))
    for entry in tomllib.loads((FOLDER / "return_causes.toml").read_text(encoding="utf-8"))["cause"]:
        if entry["code"] in known:
            continue
        ReturnCause.objects.create(
            code=entry["code"],
            concerns=entry["concerns"],
            starts_on=entry["from"],
            source=entry["source"],
            status=entry["status"],
            published_at=timezone.make_aware(datetime.combine(entry["from"], time())),
            name=entry["zh_hans"],
            **{f"name_{language}": entry[language] for language in ("zh_hans", "zh_hant", "en")},
        )


def grant_run_time_rights(role: str) -> None:
    """Give the run-time role its rights: no DELETE on records, no UPDATE on history. Nothing happens without the role."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user <> %s AND EXISTS (SELECT 1 FROM pg_roles WHERE rolname = %s)", [role, role])
        if not cursor.fetchone()[0]:
            return
        name = connection.ops.quote_name(role)
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {name}")
        cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {name}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {name}")
        for table in ("casework_event", "casework_look", "casework_duty", "casework_operation", "casework_paperprint"):
            cursor.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {name}")
        for table in ("casework_casefile", "casework_deadline", "casework_evidence", "casework_issuedpaper"):
            cursor.execute(f"REVOKE DELETE, TRUNCATE ON {table} FROM {name}")
        cursor.execute(f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {name}")

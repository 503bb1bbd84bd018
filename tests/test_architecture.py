"""One direction: an app imports only from those below it, a layer only from those to its right."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
APPS = ["portal", "claims", "enrolment", "institutions", "casework"]
# Each layer may import itself and what stands behind it.
LAYERS = [
    {"views", "admin", "admin_bases", "tasks", "management", "templatetags", "apps", "middleware", "authentication"},
    {"forms"},
    {"services", "reference"},
    {"transitions"},
    {"workflows"},
    {"queries"},
    {"officer"},
    {"models"},
    {"rules", "sealing", "permissions", "request_id", "client_address"},
]
# Plain tables of a workflow (states, steps, words): no guards, no queries; every layer may read them.
TABLES = {"workflows.table", "workflows.words", "workflows.states"}
LONGEST_FILE, LONGEST_TEMPLATE = 400, 160
FORBIDDEN_NAMES = {"utils", "helpers", "common", "core"}


def modules() -> list[Path]:
    return [path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts]


def imports_of(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module}
    return {name for name in found if name.split(".")[0] in APPS}


@pytest.mark.parametrize("app", APPS)
def test_an_app_imports_only_downwards(app):
    above = set(APPS[: APPS.index(app)])
    wrong = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in (ROOT / app).rglob("*.py")
        for name in imports_of(path)
        if name.split(".")[0] in above
    }
    assert not wrong


def layer_of(dotted: str) -> int | None:
    parts = dotted.split(".")
    if len(parts) < 2:
        return None
    if ".".join(parts[1:3]) in TABLES:
        return len(LAYERS) - 1
    # The first layer's name anywhere in the path, so that a room's layers are seen as an app's.
    return next((number for part in parts[1:] for number, names in enumerate(LAYERS) if part in names), None)


# The engine reads the workflow tables and writes history and clocks; workflows name the engine's reasons.
ALLOWED = {
    ("casework.transitions", "casework.services.deadlines"),
    ("casework.transitions", "casework.services.events"),
}


def test_a_layer_imports_only_what_stands_behind_it():
    wrong = set()
    for path in modules():
        if path.parts[len(ROOT.parts)] == "portal":
            continue
        own = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        mine = layer_of(own)
        for name in imports_of(path):
            theirs = layer_of(name)
            if mine is None or theirs is None or theirs >= mine:
                continue
            if any(own == a and name.startswith(b) for a, b in ALLOWED) or name.startswith("casework.transitions"):
                continue
            wrong.add(f"{own} imports {name}")
    assert not wrong, sorted(wrong)


def test_rules_are_pure():
    """Rules know no Django, no database, no clock."""
    wrong = []
    for path in modules():
        if "rules" not in path.relative_to(ROOT).parts[1:-1]:
            continue
        text = path.read_text(encoding="utf-8")
        if "django" in text.replace("Django", "") or "datetime.now" in text or "date.today" in text:
            wrong.append(str(path.relative_to(ROOT)))
    assert not wrong


def test_files_can_be_held_in_one_reading():
    long = {str(p.relative_to(ROOT)): n for p in modules() if (n := len(p.read_text().splitlines())) > LONGEST_FILE}
    long |= {
        str(p.relative_to(ROOT)): n
        for p in (ROOT / "templates").rglob("*.html")
        if (n := len(p.read_text().splitlines())) > LONGEST_TEMPLATE
    }
    assert not long


def test_no_attic():
    assert not [path for path in modules() if path.stem in FORBIDDEN_NAMES or path.parent.name in FORBIDDEN_NAMES]


def test_every_record_type_has_a_retention_class():
    import tomllib

    from django.apps import apps

    classes = tomllib.loads((ROOT / "casework" / "retention.toml").read_text(encoding="utf-8"))
    models = [model for app in APPS for model in apps.get_app_config(app).get_models()]
    assert {model.__name__ for model in models if getattr(model, "RETENTION", None) not in classes} == set()

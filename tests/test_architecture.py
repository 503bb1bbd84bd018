"""One direction: an app imports only from those below it, a room from those below it, a layer from those behind it."""

import ast
import re
import tomllib
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).parents[1]
APPS = ["portal", "claims", "enrolment", "institutions", "casework"]
# The rooms of an app, bottom first: each may import from those before it. Models may name each other by text.
ROOMS = {
    "casework": [
        "tables",
        "sealing",
        "workbooks",
        "requests",
        "names",
        "questions",
        "disclosure",
        "rulebook",
        "staff",
        "casefile",
        "clocks",
        "engine",
        "money",
        "drafts",
        "steps",
        "desk",
        "look_ups",
        "accounts",
        "evidence",
        "imports",
        "papers",
        "enquiry",
        "mailings",
        "payments",
        "books",
        "case_pages",
        "publication",
    ],
    "enrolment": [
        "platform",
        "documents",
        "persons",
        "consent",
        "coverage",
        "duplicates",
        "identities",
        "expiry",
        "eligibility",
        "employers",
        "activation",
        "codes",
        "contributions",
        "transfers",
        "applications",
        "changes",
        "rechecks",
        "messages",
        "hires",
        "endings",
        "receipts",
        "personal_accounts",
        "data_requests",
        "statistics",
        "rosters",
        "code_batches",
        "registers",
        "employer_desk",
        "merges",
        "publication",
    ],
    "claims": [
        "settlement",
        "words",
        "policies",
        "explanation",
        "calculator",
        "statement",
        "findings",
        "offsite",
        "suspensions",
        "reimbursements",
        "runs",
        "reversals",
        "recoveries",
        "recalls",
        "value_recalls",
        "samples",
        "corrections",
        "advances",
        "reconsiderations",
        "maternity",
        "year_ends",
        "months",
        "clawbacks",
        "clearings",
        "suspicions",
        "month_figures",
        "year_statements",
        "figures",
        "employer_people",
        "sandbox",
    ],
    "institutions": [
        "register",
        "designation",
        "catalogue",
        "applications",
        "changes",
        "supervision",
        "staff_qualification",
        "equal_treatment",
        "reminders",
        "desk",
        "listings",
    ],
}
# What stays at the top of an app, where Django, Celery and the settings look for it; it may import every room.
TOP = {
    "admin",
    "admin_bases",
    "apps",
    "authentication",
    "management",
    "middleware",
    "migrations",
    "models",
    "reference",
}
TOP |= {"tasks", "templatetags", "translation", "__init__"}
# Each layer may import itself and what stands behind it. The first layer's name in a path says where a file belongs.
LAYERS = [
    {"admin", "admin_bases", "apps", "authentication", "management", "middleware", "tasks", "templatetags", "urls"},
    {"views"},
    {"forms"},
    {"reference"},
    {"services"},
    {"transitions", "operations", "access"},
    {"workflow"},
    # A move is a record of the engine, which guards read: it asks nothing itself.
    {"queries", "moves"},
    {"officer"},
    {"models", "translation"},
    {"acts", "choices", "refusals", "states", "table", "text", "words"},
    {"rules", "sealing", "admin_rights", "permissions", "request_id", "client_address"},
]
LONGEST_FILE, LONGEST_TEMPLATE = 400, 160
FORBIDDEN_NAMES = {"utils", "helpers", "common", "core"}


def modules() -> list[Path]:
    return [path for app in APPS for path in modules_of(app)]


def modules_of(app: str) -> list[Path]:
    return [path for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts]


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


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


def layer_of(name: str) -> int | None:
    parts = name.split(".")[1:]
    return next((number for part in parts for number, names in enumerate(LAYERS) if part in names), None)


# The engine moves a case, keeps its clocks and writes its history: the services of the two rooms below it.
ALLOWED = {
    ("casework.engine.transitions", "casework.clocks.services"),
    ("casework.engine.transitions", "casework.casefile.services"),
}


def test_a_layer_imports_only_what_stands_behind_it():
    wrong = set()
    for path in modules():
        own = dotted(path)
        if own.split(".")[0] == "portal" or (mine := layer_of(own)) is None:
            continue
        for name in imports_of(path):
            theirs = layer_of(name)
            if theirs is None or theirs >= mine or any(own == a and name.startswith(b) for a, b in ALLOWED):
                continue
            wrong.add(f"{own} imports {name}")
    assert not wrong, sorted(wrong)


def room_of(name: str) -> str | None:
    parts = name.split(".")
    return parts[1] if len(parts) > 1 and parts[1] in ROOMS.get(parts[0], []) else None


def in_rooms() -> list[Path]:
    """The files of the apps that have rooms, without what stays at the top."""
    return [
        path
        for path in modules()
        if (parts := dotted(path).split("."))[0] in ROOMS and parts[1:2] and parts[1] not in TOP
    ]


def test_every_file_has_a_room_and_a_layer():
    names = [dotted(path) for path in in_rooms()]
    assert not [name for name in names if room_of(name) is None]
    empty = {dotted(path) for path in in_rooms() if path.name == "__init__.py"}
    assert not [name for name in names if layer_of(name) is None and name not in empty]


def test_a_room_imports_only_from_the_rooms_below_it():
    wrong = set()
    for path in in_rooms():
        own = dotted(path)
        app, mine = own.split(".")[0], room_of(own)
        for name in imports_of(path):
            theirs = room_of(name)
            if name.split(".")[0] != app or theirs in (None, mine):
                continue
            if ROOMS[app].index(theirs) > ROOMS[app].index(mine):
                wrong.add(f"{own} imports {name}")
    assert not wrong, sorted(wrong)


def test_the_top_of_an_app_is_for_its_rooms_what_views_are():
    """No room imports what stays at the top: models by their room, the rest not at all."""
    wrong = set()
    for path in in_rooms():
        app = dotted(path).split(".")[0]
        wrong |= {
            f"{dotted(path)} imports {name}"
            for name in imports_of(path)
            if name.split(".")[0] == app and len(name.split(".")) > 1 and name.split(".")[1] in TOP
        }
    assert not wrong, sorted(wrong)


PAGES = {"views", "forms", "urls"}


def test_no_app_uses_the_pages_of_another():
    wrong = set()
    for path in modules():
        own = dotted(path).split(".")
        if own[0] == "portal":
            continue
        for name in imports_of(path):
            parts = name.split(".")
            if parts[0] != own[0] and parts[0] != "casework" and PAGES & set(parts):
                wrong.add(f"{'.'.join(own)} imports {name}")
    assert not wrong, sorted(wrong)


# A choice of a form that is no verb.
NO_VERBS = {("casework/accounts/forms.py", "refuse")}
UPWARDS = [app for app in reversed(APPS) if app != "portal"]


def owned(app: str) -> set[str]:
    """The verbs, addresses and kinds of case of an app."""
    files = {name: "".join(p.read_text("utf-8") for p in (ROOT / app).rglob(name)) for name in ("acts.py", "states.py")}
    urls = "".join(path.read_text("utf-8") for path in (ROOT / app).rglob("*urls.py"))
    rights = [tomllib.loads(path.read_text("utf-8")) for path in (ROOT / app).rglob("permissions.toml")]
    kinds = set(re.findall(r'(?m)^[A-Z_]*KIND = "(\w+)"', files["states.py"]))
    verbs = set(re.findall(r'"(\w+)": Words\(', files["acts.py"])).union(*rights)
    return kinds | verbs | set(re.findall(r'name="(\w+)"', urls))


def said_in(path: Path) -> set[str]:
    """The words a file of code or a template says between quotation marks."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        return set(re.findall(r"""["']([\w./]+)["']""", text))
    return {n.value for n in ast.walk(ast.parse(text)) if isinstance(n, ast.Constant) and isinstance(n.value, str)}


@pytest.mark.parametrize("app", UPWARDS[:-1])
def test_no_app_names_a_verb_a_kind_an_address_a_model_or_a_template_of_one_above(app):
    above = UPWARDS[UPWARDS.index(app) + 1 :]
    theirs = set().union(*(owned(other) for other in above)) - owned(app)
    folders = [ROOT / "templates" / app, *([ROOT / "templates" / "components"] if app == "casework" else [])]
    files = [*modules_of(app), *(path for folder in folders for path in folder.rglob("*.html"))]
    wrong = {
        (str(path.relative_to(ROOT)), word)
        for path in files
        for word in said_in(path)
        if word in theirs or re.match(rf"({'|'.join(above)})[./]\w", word)
    }
    assert wrong - NO_VERBS == set()


@pytest.mark.parametrize("app", sorted(ROOMS))
def test_templates_and_tests_lie_by_room(app):
    """A template lies in its room's folder and includes only those of rooms it stands on; a test lies in a room's folder."""
    rooms, wrong = ROOMS[app], []
    for path in (ROOT / "templates" / app).rglob("*.html"):
        room = path.relative_to(ROOT / "templates" / app).parts[0]
        named = {word.split("/")[1] for word in said_in(path) if re.fullmatch(rf"{app}/\w+/\w+\.html", word)}
        if room not in rooms or any(rooms.index(other) > rooms.index(room) for other in named):
            wrong.append((path.name, room, sorted(named)))
    for path in modules_of(app):
        parts = path.relative_to(ROOT / app).parts
        named = {word.split("/")[1] for word in said_in(path) if re.fullmatch(rf"{app}/\w+/\w+\.html", word)}
        if parts[0] in rooms and any(rooms.index(other) > rooms.index(parts[0]) for other in named):
            wrong.append((str(path.relative_to(ROOT)), sorted(named)))
    for path in (ROOT / "tests" / app).rglob("test_*.py"):
        if path.relative_to(ROOT / "tests" / app).parts[0] not in rooms:
            wrong.append(str(path.relative_to(ROOT)))
    assert not wrong


@pytest.mark.parametrize("app", sorted(ROOMS))
def test_the_door_of_an_app_names_every_model(app):
    config = apps.get_app_config(app)
    models = {model.__name__ for model in config.get_models()}
    door = set(getattr(config.models_module, "__all__", ()))
    assert models <= door


def test_rules_are_pure():
    """Rules know no Django, no database, no clock."""
    wrong = []
    for path in modules():
        parts = path.relative_to(ROOT).parts
        if parts[0] == "portal" or not {"rules", "rules.py"} & set(parts):
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


def test_lines_of_templates_can_be_read():
    """A line is 120 wide; runs between which no blank may stand are longer, and there may be no more of them."""
    lines = [len(line) for p in (ROOT / "templates").rglob("*.html") for line in p.read_text("utf-8").splitlines()]
    assert max(lines) < 400 and len([width for width in lines if width > 200]) <= 34


def test_a_comment_of_a_template_ends_on_its_line():
    """One that does not is no comment: it stands on the page."""
    files = list((ROOT / "templates").rglob("*.html"))
    lines = [(p.name, line) for p in files for line in p.read_text("utf-8").splitlines()]
    assert not [(name, line) for name, line in lines if line.count("{#") != line.count("#}")]


def test_translated_blocks_are_trimmed():
    """So that a line may be broken without a new sentence for the catalogues."""
    tag = re.compile(r"\{%-? *blocktranslate(?! trimmed)")
    assert not [str(p) for p in (ROOT / "templates").rglob("*.html") if tag.search(p.read_text("utf-8"))]


def test_no_attic():
    assert not [path for path in modules() if path.stem in FORBIDDEN_NAMES or path.parent.name in FORBIDDEN_NAMES]


def test_every_record_type_has_a_retention_class():
    classes = tomllib.loads((ROOT / "casework" / "retention.toml").read_text(encoding="utf-8"))
    models = [model for app in APPS for model in apps.get_app_config(app).get_models()]
    assert {model.__name__ for model in models if getattr(model, "RETENTION", None) not in classes} == set()

"""Generated documents are what the code says now; every page of the docs is reachable."""

import re
from pathlib import Path

from casework.rulebook.rules.entered import Held, hold
from casework.steps.views.uploads import most_bytes
from casework.workbooks.rules.limits import MEGABYTE
from portal.generated_docs import documents
from tests.test_permissions import declared_views

ROOT = Path(__file__).parents[1]


def test_generated_documents_are_fresh():
    # Written from the files alone: what an office of an earlier test entered stands beside them in this process.
    hold(Held())
    stale = [path.name for path, text in documents().items() if not path.exists() or path.read_text("utf-8") != text]
    assert stale == [], "run bin/manage write_docs"


def test_links_between_documents_lead_somewhere():
    broken = []
    for page in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8")):
            if "://" not in target and not (page.parent / target).exists():
                broken.append(f"{page.name}: {target}")
    assert broken == []


def test_files_named_in_documents_are_there():
    """A path may begin at any folder; decisions tell of their own day and may name what has gone since."""
    skipped = {"var", ".git"}
    files = {str(p.relative_to(ROOT)) for p in ROOT.rglob("*.*") if p.relative_to(ROOT).parts[0] not in skipped}
    gone = []
    for page in [ROOT / "README.md", *(ROOT / "docs").glob("*.md"), *(ROOT / "docs" / "howto").glob("*.md")]:
        for named in re.findall(r"`([a-z_]+(?:/[a-z_]+)+\.(?:py|toml|html|csv))`", page.read_text(encoding="utf-8")):
            if not any(file == named or file.endswith("/" + named) for file in files):
                gone.append(f"{page.name}: {named}")
    assert gone == []


def test_the_web_server_lets_through_what_an_address_takes():
    """The configuration of deploy.md: an address of files that stands in none of its places would be refused there, at 3 MB."""
    conf = (ROOT / "docs" / "howto" / "deploy.md").read_text("utf-8")
    # Without a size of its own a place takes what the server takes.
    everywhere, places = int(re.search(r"client_max_body_size\s+(\d+)m;", conf)[1]), []
    for kind, where, size in re.findall(r"location (=|~) (\S+) \{\s*client_max_body_size (\d+)m;", conf):
        places.append((re.compile(f"{re.escape(where)}$" if kind == "=" else where), int(size)))
    refused = []
    for route, view in declared_views():
        address = "/" + re.sub(r"<[^>]+>", "x", route)
        let_through = next((size for where, size in places if where.search(address)), everywhere)
        if let_through * MEGABYTE < most_bytes(view):
            refused.append((address, let_through, most_bytes(view) / MEGABYTE))
    assert refused == []

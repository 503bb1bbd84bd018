"""Generated documents are what the code says now; every page of the docs is reachable."""

import re
from pathlib import Path

from portal.generated_docs import documents

ROOT = Path(__file__).parents[1]


def test_generated_documents_are_fresh():
    stale = [path.name for path, text in documents().items() if not path.exists() or path.read_text("utf-8") != text]
    assert stale == [], "run bin/manage write_docs"


def test_links_between_documents_lead_somewhere():
    broken = []
    for page in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8")):
            if "://" not in target and not (page.parent / target).exists():
                broken.append(f"{page.name}: {target}")
    assert broken == []

"""What we ship of others is what they published, with its licence, and named in the manifest."""

import hashlib
import json
import re
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).parents[2]
VENDOR = ROOT / "static" / "vendor"
MANIFEST = json.loads((VENDOR / "manifest.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("entry", MANIFEST, ids=lambda entry: entry["file"])
def test_file_is_the_one_in_the_manifest(entry):
    found = hashlib.sha256((VENDOR / entry["file"]).read_bytes()).hexdigest()
    assert found == entry["sha256"]
    assert (found == entry["published_sha256"]) is (entry["changed"] == "")


def test_every_vendored_file_is_in_the_manifest():
    files = {str(path.relative_to(VENDOR)) for path in VENDOR.rglob("*") if path.is_file()} - {"manifest.json"}
    assert files == {entry["file"] for entry in MANIFEST}


def test_every_package_has_its_licence():
    folders = {path.name for path in VENDOR.iterdir() if path.is_dir()}
    assert folders == {entry["file"].split("/")[0] for entry in MANIFEST if entry["file"].endswith("LICENSE")}


def test_pages_load_the_versions_of_the_manifest():
    base = (ROOT / "templates" / "base.html").read_text(encoding="utf-8")
    loaded = set(re.findall(r"vendor/([^']+)'", base))
    assert loaded == {entry["file"] for entry in MANIFEST if not entry["file"].endswith("LICENSE")}


def test_no_reference_to_a_missing_source_map():
    assert not [path.name for path in VENDOR.rglob("*.*s") if b"sourceMappingURL" in path.read_bytes()]


def test_all_static_files_collect_under_hashed_names(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    names = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    assert "css/frame.css" in names and "vendor/bootstrap-5.3.9/bootstrap.min.css" in names

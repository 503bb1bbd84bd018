"""What holds personal data is readable by the portal's own user alone, whatever umask it was started with."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.mail import EmailMessage, get_connection

from casework.sealing import rotation
from casework.sealing.cipher import seal
from casework.sealing.ring import add_data_key, create

ROOT = Path(__file__).parents[2]
BIN = ROOT / "bin"


@pytest.fixture(autouse=True)
def careless():
    """The umask of most machines: what is written is readable by all unless somebody sees to it."""
    earlier = os.umask(0o022)
    yield
    os.umask(earlier)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_messages_as_files(tmp_path):
    folder = tmp_path / "mail"
    folder.mkdir()
    (folder / "of an earlier version.log").write_text("readable by all")
    line = get_connection("portal.mail_files.EmailBackend", file_path=str(folder))
    line.send_messages([EmailMessage("subject", "陳怡君", "a@example.cn", ["b@example.cn"], connection=line)])
    written = [path for path in folder.iterdir() if "earlier" not in path.name]
    assert [mode(path) for path in written] == [0o600]
    assert mode(folder) == 0o700


def test_scans_sealed_anew(tmp_path, settings):
    settings.KEY_RING_FILE = str(tmp_path / "ring.json")
    create(tmp_path / "ring.json")
    scan = tmp_path / "scan"
    scan.write_bytes(seal(b"picture", "evidence:1"))
    scan.with_suffix(".new").write_bytes(b"left by an interrupted rotation")
    add_data_key(tmp_path / "ring.json")
    assert rotation.rotate_file(scan, "evidence:1")
    assert mode(scan) == 0o600 and not scan.with_suffix(".new").exists()


@pytest.mark.parametrize("starts", ["import portal.wsgi", "import portal.celery"])
def test_services_write_for_themselves_alone(starts):
    asks = f"import os; os.umask(0o022); {starts}; print(oct(os.umask(0)))"
    done = subprocess.run([sys.executable, "-c", asks], cwd=ROOT, env=os.environ, capture_output=True, text=True)
    assert done.stdout.strip() == "0o77", done.stderr[-600:]


def test_the_launcher_and_what_it_starts_write_for_themselves_alone(tmp_path):
    asks = (
        f"import sys; sys.path.insert(0, {str(BIN)!r})\n"
        "from launcher import cli\nfrom launcher.foreground import run_through\nimport os\n"
        "cli.COMMANDS['probe'] = lambda layout, arguments: run_through(\n"
        "    [sys.executable, '-c', 'import os; print(oct(os.umask(0)))'], os.environ, '/')\n"
        "sys.exit(cli.main(['probe']))"
    )
    environment = os.environ | {"MINBAO_VAR": str(tmp_path / "var")}
    done = subprocess.run([sys.executable, "-c", asks], env=environment, capture_output=True, text=True)
    assert done.stdout.strip() == "0o77", done.stderr
    assert mode(tmp_path / "var" / "keys") == 0o700

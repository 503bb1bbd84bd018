"""Settings come from the environment, all documented; production refuses to start on an unsafe one."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from portal.settings.database import database_settings
from portal.settings.environment import READERS, EnvironmentProblem, read_environment

ROOT = Path(__file__).parents[1]
LAUNCHER_ONLY = {"DATABASE_OWNER_URL", "PORT", "PYTHON"}
# The server of the tests; the database under test itself is made by pytest, under another name.
SERVER = re.sub(r"/minbao_\d+", "/minbao", os.environ.get("DATABASE_URL", ""))


def test_the_example_names_every_variable():
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    named = set(re.findall(r"^([A-Z_]+)=", text, re.MULTILINE))
    assert named == set(READERS) | LAUNCHER_ONLY


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("MINBAO_ENV", "prod", "development, production"),
        ("DEBUG", "maybe", "1, true, yes"),
        ("IDLE_MINUTES", "0", "above 0"),
        ("SESSION_HOURS", "many", "invalid literal"),
        ("LOG_LEVEL", "LOUD", "DEBUG, INFO"),
    ],
)
def test_a_bad_value_is_named(name, value, words):
    with pytest.raises(EnvironmentProblem, match=f"{name}.*{words}"):
        read_environment({name: value})


def test_only_postgresql():
    with pytest.raises(EnvironmentProblem):
        database_settings("sqlite:///db", pool=False)
    found = database_settings("postgresql://a:b%40c@/name?host=%2Frun%2Fpg", pool=False)
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["NAME"]) == ("a", "b@c", "/run/pg", "name")


def test_the_options_of_an_address_reach_the_server():
    found = database_settings(
        "postgresql://a@db:5433/name?sslmode=verify-full&sslrootcert=%2Fetc%2Froot.pem&connect_timeout=3"
        "&application_name=minbao&options=-c%20work_mem%3D8MB",
        pool=True,
    )
    options = found["OPTIONS"]
    assert (found["HOST"], found["PORT"], found["NAME"]) == ("db", "5433", "name")
    assert options["sslmode"] == "verify-full" and options["sslrootcert"] == "/etc/root.pem"
    assert options["connect_timeout"] == "3" and options["application_name"] == "minbao"
    assert options["options"] == "-c lock_timeout=5000 -c statement_timeout=30000 -c work_mem=8MB"


@pytest.mark.parametrize("option", ["sslmodus", "pool_size", "charset"])
def test_an_option_no_server_knows_is_refused_by_its_name(option):
    with pytest.raises(EnvironmentProblem, match=f'DATABASE_URL.*"{option}"') as refused:
        database_settings(f"postgresql://a:secret@db/name?sslmode=require&{option}=1", pool=False)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    ("query", "template"),
    [("", {}), ("?template0=1", {"TEMPLATE": "template0"}), ("?host=%2Frun&template0=1", {"TEMPLATE": "template0"})],
)
def test_our_own_word_is_not_handed_to_the_server(query, template):
    found = database_settings(f"postgresql://a@/name{query}", pool=False)
    assert found["TEST"] == template and "template0" not in found["OPTIONS"]


@pytest.mark.parametrize(
    ("starts", "lock", "statement"),
    [
        ("import portal.wsgi", "5s", "30s"),
        ("import portal.celery", "1min", "10min"),
        (
            "import sys; sys.argv = ['manage.py', 'version']; import runpy; runpy.run_path('manage.py', run_name='__main__')",
            "1min",
            "0",
        ),
    ],
)
def test_only_whoever_waits_at_a_page_is_cut_off_soon(starts, lock, statement):
    environment = {**os.environ, "DATABASE_URL": SERVER}
    environment.pop("MINBAO_PROCESS", None)
    asks = (
        f"{starts}\nimport django; django.setup()\nfrom django.db import connection\n"
        "cursor = connection.cursor()\nfor name in ('lock_timeout', 'statement_timeout'):\n"
        "    cursor.execute('SHOW ' + name); print('limit', cursor.fetchone()[0])\n"
    )
    done = subprocess.run([sys.executable, "-c", asks], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert re.findall("limit (.*)", done.stdout) == [lock, statement], done.stderr[-600:]


def _connect_trouble(url: str) -> str:
    from django.db import OperationalError

    from portal.database.base import DatabaseWrapper

    settings = database_settings(url, pool=True)
    settings["OPTIONS"]["pool"]["timeout"] = 0.5
    defaults = {"ATOMIC_REQUESTS": False, "AUTOCOMMIT": True, "CONN_MAX_AGE": 0, "TIME_ZONE": None}
    line = DatabaseWrapper(defaults | settings, alias=f"trouble-{abs(hash(url))}")
    try:
        with pytest.raises(OperationalError) as refused, line.wrap_database_errors:
            line.connect()
        return str(refused.value)
    finally:
        line.close_pool()


def test_a_pool_names_why_there_is_no_connection():
    said = _connect_trouble(SERVER.replace("minbao_owner", "nobody_known"))
    assert "nobody_known" in said and "connection after" not in said
    assert "No such file" in _connect_trouble("postgresql://a@/x?host=/nowhere")


SAFE = {
    "MINBAO_ENV": "production",
    "SECRET_KEY": "k" * 50,
    "ALLOWED_HOSTS": "minbao.example.gov.cn",
    "DATABASE_URL": "postgresql://u@localhost/x",
    "REDIS_URL": "redis://localhost/0",
    "BEHIND_TLS_PROXY": "1",
}


@pytest.mark.parametrize(
    ("change", "check"),
    [
        ({"SECRET_KEY": ""}, "portal.E001"),
        ({"SECRET_KEY": "short"}, "portal.E001"),
        ({"KEY_RING_FILE": "/nowhere/ring.json"}, "portal.E002"),
        ({"ALLOWED_HOSTS": "*"}, "portal.E003"),
        ({"ALLOWED_HOSTS": "localhost"}, "portal.E003"),
        ({"DEBUG": "1"}, "portal.E004"),
        ({"REDIS_URL": ""}, "portal.E005"),
        ({"BEHIND_TLS_PROXY": ""}, "portal.E007"),
        ({}, None),
    ],
)
def test_production_refuses_to_start(change, check, tmp_path):
    from casework.sealing.ring import create

    ring = tmp_path / "ring.json"
    create(ring)
    environment = {**os.environ, **SAFE, "KEY_RING_FILE": str(ring), "MINBAO_VAR": str(tmp_path), **change}
    environment.pop("DATABASE_OWNER_URL", None)
    done = subprocess.run(
        [sys.executable, "-c", "import portal.wsgi"], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    if check is None:
        assert done.returncode == 0, done.stderr
    else:
        assert done.returncode != 0 and check in done.stderr, done.stderr[-600:]

"""Settings come from the environment, all documented; production refuses to start on an unsafe one."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from portal.settings.environment import READERS, EnvironmentProblem, database_settings, read_environment

ROOT = Path(__file__).parents[1]
LAUNCHER_ONLY = {"DATABASE_OWNER_URL", "PORT", "PYTHON"}


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

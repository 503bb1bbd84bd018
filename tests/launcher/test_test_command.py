"""What bin/test hands to pytest."""

import pytest
from launcher.test_command import FULL, QUICK, pytest_options, schema_digest


def test_the_quick_profile_leaves_out_the_slow_kinds_and_uses_two_processes():
    assert pytest_options("", []) == ["-m", QUICK, "-n", "2"]


def test_full_adds_faults_and_load_but_no_browser():
    assert pytest_options("--full", [])[:2] == ["-m", FULL]
    assert "fault" not in FULL
    assert "load" not in FULL


def test_browser_tests_run_in_two_processes_each_with_a_server_of_its_own():
    assert pytest_options("--browser", []) == ["-m", "browser and not load", "-n", "2"]


@pytest.mark.parametrize("arguments", [["tests/a.py::test_one"], ["-n0"], ["-n", "4"], ["--pdb"]])
def test_one_test_or_another_number_is_respected(arguments):
    assert pytest_options("", arguments) == ["-m", QUICK]


def test_an_own_marker_expression_wins():
    assert pytest_options("", ["-m", "fault"]) == ["-n", "2"]


@pytest.mark.parametrize(
    "name",
    [
        "casework/migrations/0001.py",
        "casework/data/places.csv",
        "casework/rules/a.toml",
        "casework/staff/models.py",
        "casework/clocks/models/deadline.py",
        "casework/clocks/rules/a.toml",
    ],
)
def test_the_database_is_made_anew_when_what_it_is_made_from_changes(tmp_path, name):
    (tmp_path / "casework").mkdir()
    (tmp_path / "casework" / "__init__.py").write_text("")
    before = schema_digest(tmp_path)
    (tmp_path / "casework" / "views.py").write_text("changed")
    assert schema_digest(tmp_path) == before
    (tmp_path / name).parent.mkdir(parents=True)
    (tmp_path / name).write_text("changed")
    assert schema_digest(tmp_path) != before

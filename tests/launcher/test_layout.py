"""Folders and socket paths."""

import os
from pathlib import Path

import pytest
from launcher.layout import SOCKET_PATH_LIMIT, Layout, make_folder, make_private_folder
from launcher.postgres import SOCKET
from launcher.speech import Refused


def layout_at(folder: Path) -> Layout:
    return Layout(folder, folder / "var")


def test_socket_lies_below_var_when_the_path_is_short():
    assert layout_at(Path("/srv/minbao")).socket_folder("postgres") == Path("/srv/minbao/var/run/postgres")


@pytest.mark.parametrize("name", ["postgres", "test-postgres", "redis"])
def test_socket_of_a_deep_folder_moves_to_a_short_private_one(name):
    folder = layout_at(Path("/srv") / ("x" * 90)).socket_folder(name)
    assert folder.parent == Path("/tmp")
    assert str(os.geteuid()) in folder.name
    assert len(os.fsencode(folder / SOCKET)) <= SOCKET_PATH_LIMIT


@pytest.mark.parametrize("folder", ["/srv/one, two", "/srv/闽保", "/srv/50%"])
def test_a_path_that_an_address_would_have_to_escape_is_not_used(folder):
    assert layout_at(Path(folder)).socket_folder("postgres").parent == Path("/tmp")


def test_the_limit_is_met_exactly():
    tail = len(f"/var/run/postgres/{SOCKET}")
    fits = Path("/" + "a" * (SOCKET_PATH_LIMIT - tail - 1))
    assert layout_at(fits).socket_folder("postgres").is_relative_to(fits)
    assert not layout_at(Path(f"{fits}a")).socket_folder("postgres").is_relative_to(f"{fits}a")


def test_two_deep_checkouts_do_not_share_a_socket():
    deep = Path("/srv") / ("x" * 120)
    assert layout_at(deep / "one").socket_folder("redis") != layout_at(deep / "two").socket_folder("redis")


def test_a_file_in_the_place_of_a_folder_is_named(tmp_path):
    (tmp_path / "var").write_text("")
    with pytest.raises(Refused, match=f"Cannot make the folder {tmp_path}/var"):
        make_folder(tmp_path / "var")


def test_a_folder_that_cannot_be_written_names_its_owner(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(Refused, match=f"cannot be written: it belongs to user id {os.geteuid()}"):
        make_folder(tmp_path)


def test_a_private_folder_is_closed_to_others_even_when_it_was_open(tmp_path):
    folder = tmp_path / "sockets"
    folder.mkdir(mode=0o777)
    make_private_folder(folder, os.geteuid())
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_link_in_the_place_of_a_private_folder_is_refused(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "sockets").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Refused, match="is not a folder of ours"):
        make_private_folder(tmp_path / "sockets", os.geteuid())

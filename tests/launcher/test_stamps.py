"""Stamps: what was done is not done again, and any change is noticed."""

import os

from launcher.stamps import Stamp, digest_of, listing_digest


def test_a_stamp_matches_only_what_was_written(tmp_path):
    stamp = Stamp(tmp_path, "installed")
    assert not stamp.matches("one")
    stamp.write("one")
    assert stamp.matches("one")
    assert not stamp.matches("two")
    stamp.clear()
    assert not stamp.matches("one")


def test_the_digest_follows_the_content_of_a_file(tmp_path):
    file = tmp_path / "requirements.txt"
    file.write_text("Django==5.2.19\n")
    before = digest_of([file])
    file.write_text("Django==5.2.20\n")
    assert digest_of([file]) != before


def test_parts_do_not_run_into_each_other():
    assert digest_of(["ab", "c"]) != digest_of(["a", "bc"])


def test_a_listing_notices_a_new_a_changed_and_a_removed_file(tmp_path):
    seen = [listing_digest([tmp_path])]
    (tmp_path / "a.css").write_text("a")
    seen.append(listing_digest([tmp_path]))
    os.utime(tmp_path / "a.css", ns=(1, 1))
    seen.append(listing_digest([tmp_path]))
    (tmp_path / "a.css").unlink()
    assert len(set(seen)) == 3
    assert listing_digest([tmp_path]) == seen[0]

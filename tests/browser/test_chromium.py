"""Without a Chromium the browser's tests say how to get one."""

import pytest

from tests.browser.chromium import NoChromium, find_chromium


def program(folder, name):
    path = folder / name
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return str(path)


def test_the_named_one_is_taken_before_any_other(tmp_path):
    named = program(tmp_path, "mine")
    program(tmp_path, "chromium")

    assert named == find_chromium({"CHROMIUM": named, "PATH": str(tmp_path)})


def test_one_on_the_path_is_found(tmp_path):
    found = program(tmp_path, "google-chrome")

    assert found == find_chromium({"PATH": str(tmp_path)}, ())


def test_one_in_a_usual_place_is_found(tmp_path):
    found = program(tmp_path, "Chrome")

    assert found == find_chromium({"PATH": ""}, ["/no/such", found])


def test_without_one_a_sentence_says_how_to_get_it(tmp_path):
    with pytest.raises(NoChromium, match="sudo apt-get install chromium"):
        find_chromium({"PATH": str(tmp_path)}, ())


def test_a_wrong_name_is_a_sentence():
    with pytest.raises(NoChromium, match="CHROMIUM is /no/such, and"):
        find_chromium({"CHROMIUM": "/no/such"})

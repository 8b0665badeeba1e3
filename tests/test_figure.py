"""Figures: sound, drawn anew to the byte, and recorded."""

import pytest

from tests.checks.figure import check_figure

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" role="img">\n'
    "<title>One neuron</title>\n"
    "<desc>A wire leads from x to z.</desc>\n"
    '<path id="one-neuron-wire" class="wire" d="M0 0H9"/>\n'
    "</svg>\n"
)
PAGE = """
# One neuron

<figure>
--8<-- "figures/one_neuron.svg"
<figcaption>A wire.</figcaption>
</figure>
"""
FIGURE = "snippets/figures/one_neuron.svg"
DRAWING = "snippets/figures/one_neuron.py"


@pytest.fixture
def check(book):
    """What is wrong with a drawing of this text."""

    def check(svg):
        path = book.write(FIGURE, "")
        path.write_bytes(svg.encode())
        return [str(mistake) for mistake in check_figure(path, FIGURE)]

    return check


@pytest.fixture
def draw(run, monkeypatch, tmp_path):
    """Run pytest on a page with a figure: `draw(program, svg) -> result`."""
    # A figure's process imports torch, which takes longer than these tests.
    tmp_path.joinpath("torch.py").write_text("raise ImportError")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.delenv("CI", raising=False)

    def draw(program, svg, *arguments):
        run.book.page("one-neuron", PAGE)
        for name, text in ((DRAWING, program), (FIGURE, svg)):
            if text is not None:
                run.book.write(name, text)
        return run(*arguments)

    draw.book, draw.run = run.book, run
    return draw


def drawing(svg, before=""):
    return f"{before}\ndef draw():\n    return {svg!r}\n"


# The file -----------------------------------------------------------------


def test_a_sound_figure_passes(check):
    assert check(SVG) == []


def test_a_missing_figure_is_refused(book):
    path = book.root / FIGURE

    assert [str(mistake) for mistake in check_figure(path, FIGURE)] == [
        f"{FIGURE}:1: it is missing. Run `pytest --record`."
    ]


@pytest.mark.parametrize(
    ("svg", "line"),
    [
        ("", 1),
        ("A drawing", 1),
        (SVG.replace("</desc>", ""), 5),
        (SVG.replace("/>", ">"), 5),
        (SVG + "<svg/>", 6),
        (SVG.replace("wire leads", "wire & arrow lead"), 3),
        (SVG.replace("neuron", "neur\udcf3n", 1), 2),
    ],
)
def test_a_malformed_figure_is_refused_with_its_line(book, svg, line):
    path = book.write(FIGURE, "")
    path.write_bytes(svg.encode("utf-8", "surrogateescape"))

    (mistake,) = check_figure(path, FIGURE)

    assert mistake.place == f"{FIGURE}:{line}"
    assert "it is no well-formed SVG" in mistake.sentence


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("<title>One neuron</title>", "", "it has no <title>"),
        ("<title>One neuron</title>", "<title/>", "it has no <title>"),
        ("One neuron", " ", "it has no <title>"),
        ("<title>One neuron</title>", "<g><title>x</title></g>", "no <title>"),
        (' xmlns="http://www.w3.org/2000/svg"', "", "it has no <title>"),
        ("<desc>A wire leads from x to z.</desc>", "", "it has no <desc>"),
        ("A wire leads from x to z.", "\n", "it has no <desc>"),
        (' role="img"', "", 'its <svg> lacks role="img"'),
        ('role="img"', 'role="presentation"', 'its <svg> lacks role="img"'),
        (" d=", ' style="fill: red" d=', "it carries its own style"),
        ("</desc>", "</desc><style>path {}</style>", "carries its own style"),
        (
            "</desc>",
            '</desc><style xmlns="http://www.w3.org/1999/xhtml"/>',
            "it carries its own style",
        ),
        ('id="one-neuron-wire"', 'id="wire"', "its id `wire` may collide"),
        ("one-neuron-wire", "two-networks-wire", "`two-networks-wire` may"),
        ("one-neuron-wire", "one-neurons", "its id `one-neurons` may"),
        ("\n", "\r\n", "its line ends are foreign"),
    ],
)
def test_a_faulty_figure_is_refused(check, old, new, sentence):
    mistakes = check(SVG.replace(old, new))

    assert any(
        mistake.startswith(f"{FIGURE}:1: ") and sentence in mistake
        for mistake in mistakes
    ), mistakes


@pytest.mark.parametrize("identity", ["one-neuron", "one_neuron-wire"])
def test_an_id_begins_with_the_figures_name(check, identity):
    assert check(SVG.replace("one-neuron-wire", identity)) == []


# Drawing it anew ----------------------------------------------------------


def test_a_figure_that_is_drawn_the_same_passes(draw):
    result = draw(drawing(SVG), SVG)

    result.assert_outcomes(passed=2)


@pytest.mark.parametrize(
    "svg",
    [SVG.replace("H9", "H8"), SVG.rstrip("\n"), SVG.replace('"/>', '" />')],
)
def test_a_figure_that_differs_by_a_byte_fails(draw, svg):
    result = draw(drawing(SVG), svg)

    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(
        f"{FIGURE}:1: redrawing gives another figure. Run `pytest --record`*"
    )


def test_a_figure_that_nobody_committed_fails(draw):
    result = draw(drawing(SVG), None)

    assert result.ret == 1
    result.stdout.fnmatch_lines(f"{FIGURE}:1: it is missing. Run `pytest*")


def test_a_figure_that_no_program_draws_fails(draw):
    result = draw(None, SVG)

    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(f"{DRAWING}:1: no program draws {FIGURE}.*")


@pytest.mark.parametrize(
    ("program", "line", "words"),
    [
        ("def draw():\n    return 1 / 0\n", 2, "ZeroDivisionError: *"),
        ("def draw(:\n", 1, "SyntaxError: *"),
        ("x = 1\n", 1, "KeyError: 'draw'"),
        ("def draw():\n    exit(0)\n", 2, "*ended the process (exit code 0)*"),
        ("import os\nos._exit(0)\n", 1, "*ended the process (exit code 0)*"),
        (drawing(SVG, "print('drawn')"), 1, "drawn"),
        (drawing(SVG, "import sys\nprint(1, file=sys.stderr)"), 1, "1"),
        (drawing(SVG, "import warnings\nwarnings.warn('old')"), 2, "*: old"),
    ],
)
def test_a_program_that_does_not_draw_quietly_fails(
    draw, program, line, words
):
    result = draw(program, SVG)

    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(
        [f"{DRAWING}:{line}: the figure could not be drawn quietly.", words]
    )


# Start states --------------------------------------------------------------

STATE = '{\n  "weights": [\n    1.5\n  ]\n}\n'
STATED = "snippets/one_neuron.json"


def stating(text):
    return f"def state():\n    return {text!r}\n"


@pytest.fixture
def write_state(draw):
    """Run pytest on a page with a start state: its program and its file."""

    def write_state(program, text, *arguments):
        page = PAGE.replace("figures/one_neuron.svg", "one_neuron.json")
        draw.book.page("one-neuron", page)
        draw.book.write(DRAWING, program)
        if text is not None:
            draw.book.write(STATED, text)
        return draw.run(*arguments)

    return write_state


def test_a_state_that_is_written_the_same_passes(write_state):
    write_state(stating(STATE), STATE).assert_outcomes(passed=2)


def test_a_state_that_was_edited_by_a_digit_fails(write_state):
    result = write_state(stating(STATE), STATE.replace("1.5", "1.6"))

    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(f"{STATED}:1: redrawing gives another figure*")


def test_recording_writes_a_missing_state(write_state, draw):
    result = write_state(stating(STATE), None, "--record")

    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(f"recorded: {STATED}")
    assert (draw.book.root / STATED).read_text() == STATE


def test_a_figure_without_a_state_is_named(write_state):
    result = write_state(drawing(SVG), STATE)

    result.stdout.fnmatch_lines("KeyError: 'state'")
    result.assert_outcomes(passed=1, failed=1)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "a browser cannot read it as JSON"),
        (STATE[:-3], "a browser cannot read it as JSON"),
        (STATE.replace("1.5", "NaN"), "NaN is no number of JSON"),
        (STATE.replace("1.5", "-Infinity"), "-Infinity is no number"),
        (STATE.replace("1.5", '"</div>"'), "it holds `<` or `&`"),
        (STATE.replace("1.5", '"&lt;"'), "it holds `<` or `&`"),
        (STATE.replace("\n", "\r\n"), "its line ends are foreign"),
    ],
)
def test_a_faulty_state_is_refused(book, text, sentence):
    path = book.write(STATED, "")
    path.write_bytes(text.encode())

    (mistake,) = check_figure(path, STATED)

    assert mistake.place == f"{STATED}:1"
    assert sentence in mistake.sentence


# Recording ----------------------------------------------------------------


def test_recording_draws_a_missing_figure(draw):
    result = draw(drawing(SVG), None, "--record")

    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(f"recorded: {FIGURE}")
    assert (draw.book.root / FIGURE).read_text() == SVG


def test_recording_replaces_a_figure_that_has_changed(draw):
    result = draw(drawing(SVG), SVG.replace("H9", "H8"), "--record")

    result.assert_outcomes(passed=2)
    assert (draw.book.root / FIGURE).read_text() == SVG


def test_recording_leaves_the_same_figure_alone(draw):
    path = draw.book.write(FIGURE, SVG)
    before = path.stat().st_mtime_ns

    result = draw(drawing(SVG), None, "--record")

    result.stdout.fnmatch_lines("recorded: nothing has changed")
    assert path.stat().st_mtime_ns == before


def test_recording_uses_the_numbers_of_the_program(draw):
    draw.book.program("one_neuron", only="z = 9")
    program = (
        "import pathlib, runpy\n"
        "def draw():\n"
        "    path = pathlib.Path(__file__).parents[1] / 'one_neuron.py'\n"
        "    z = runpy.run_path(str(path))['z']\n"
        f"    return {SVG!r}.replace('H9', f'H{{z + 1}}')\n"
    )

    draw(program, None, "--record")

    assert "M0 0H10" in (draw.book.root / FIGURE).read_text()


@pytest.mark.parametrize(
    "value",
    [
        "__import__('random').random()",
        "__import__('os').getcwd()",
        "''.join({'w', 'x', 'b', 'z', 'y', 'h'})",
    ],
)
def test_a_figure_that_is_drawn_differently_each_time_is_refused(draw, value):
    program = f"{drawing(SVG)[:-1]}.replace('H9', 'H9 ' + str({value}))"

    result = draw(program, SVG, "--record")

    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(
        f"{DRAWING}:1: it draws something else the second time."
    )
    assert (draw.book.root / FIGURE).read_text() == SVG


@pytest.mark.parametrize("before", ["1 / 0", "print('drawn')"])
def test_a_figure_that_is_not_drawn_quietly_is_not_recorded(draw, before):
    svg = SVG.replace("H9", "H8")

    result = draw(drawing(svg, before), SVG, "--record")

    result.assert_outcomes(passed=1, failed=1)
    assert (draw.book.root / FIGURE).read_text() == SVG


def test_a_faulty_figure_fails_as_soon_as_it_is_recorded(draw):
    svg = SVG.replace(' role="img"', "")

    result = draw(drawing(svg), SVG, "--record")

    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(f'{FIGURE}:1: its <svg> lacks role="img".*')
    assert (draw.book.root / FIGURE).read_text("utf-8") == SVG


def test_a_program_that_draws_nothing_fails(draw):
    result = draw("def draw():\n    pass\n", SVG)

    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(f"{DRAWING}:1: `draw()` returns no text.*")

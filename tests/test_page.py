"""Reading a page: each fence is accounted for, or refused with its line."""

import textwrap

import pytest

from tests.book.book import Book
from tests.book.page import Page
from tests.checks.sections import check_page
from tests.conftest import shown

CODE, MARK, OUTPUT = shown("one_neuron", "forward")
LOSS, _, LOSS_OUTPUT = shown("one_neuron", "loss")
SKIP = '<!--pytest.mark.skip(reason="it downloads torch")-->'
INCLUDE = '--8<-- "one_neuron.py:forward"'
RAW = "```python\nz = 0.25\n```"


@pytest.fixture
def read(book):
    """Read a page that bears no program's name: `read(*parts) -> Page`.

    A blank line stands between the parts. Two sections can be shown on the
    page; both print.
    """
    book.program("one_neuron", forward="print(0.25)", loss="\nz = 1\nprint(z)")
    book.record("one_neuron", forward="0.25", loss="1")

    def read(*parts, encoding="utf-8", line_end="\n"):
        text = "\n\n".join(parts) + "\n"
        path = book.root / "docs/en/page.md"
        path.write_bytes(text.replace("\n", line_end).encode(encoding))
        return Page(path, Book(book.root))

    return read


@pytest.fixture
def refused(book, read):
    """Refuse a page: `refused(*parts, line=3, saying="has no end")`."""

    def refused(*parts, line, saying):
        read(*parts)
        mistakes = book.mistakes("page")

        assert any(
            mistake.startswith(f"docs/en/page.md:{line}: ")
            and saying in mistake
            for mistake in mistakes
        ), mistakes

    return refused


def fence(info, *body, ticks="```", indent=""):
    return textwrap.indent("\n".join([ticks + info, *body, ticks]), indent)


def kinds(page):
    """The page's fences: (line, kind, what the site shows in it)."""
    return [(f.line, f.kind, page.code(f)) for f in page.fences]


RUN_AND_OUTPUT = [(1, "run", "print(0.25)\n"), (7, "output", "0.25\n")]


# Reading ------------------------------------------------------------------


def test_a_block_and_its_output_are_read(read):
    page = read(CODE, MARK, OUTPUT)

    assert check_page(page) == []
    assert kinds(page) == RUN_AND_OUTPUT
    assert page.fences[0].output is page.fences[1]


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
def test_other_line_ends_are_read(read, line_end):
    page = read(CODE, MARK, OUTPUT, line_end=line_end)

    assert check_page(page) == []
    assert kinds(page) == RUN_AND_OUTPUT


def test_a_byte_order_mark_is_read(read):
    page = read(CODE, MARK, OUTPUT, encoding="utf-8-sig")

    assert check_page(page) == []
    assert kinds(page) == RUN_AND_OUTPUT


def test_text_that_is_not_ascii_is_read(book, read):
    book.program("one_neuron", forward="π = 'ñandú ∑'\nprint(π)")
    book.record("one_neuron", forward="ñandú ∑")
    page = read("# ¿Qué sale? 出力 🙂", CODE, MARK, OUTPUT)

    assert check_page(page) == []
    assert kinds(page) == [
        (3, "run", "π = 'ñandú ∑'\nprint(π)\n"),
        (9, "output", "ñandú ∑\n"),
    ]


@pytest.mark.parametrize(
    "front_matter",
    [
        "---\ntitle: x\nhide:\n    - toc\n---\n",
        "---\ntitle: '```'\n...\n",
        "---\ntitle: x\ndescription: --8<-- is no include here\n---\n",
    ],
)
def test_front_matter_keeps_the_line_numbers(read, front_matter):
    page = read(front_matter + "# Page", CODE)
    line = front_matter.count("\n") + 3

    assert check_page(page) == []
    assert kinds(page) == [(line, "run", "print(0.25)\n")]


def test_a_fence_within_a_fence_is_text(read):
    inner = "\n".join([CODE, "", MARK, "", fence("py", "z")])
    page = read(
        fence("markdown", inner.replace("--8<", ";--8<"), ticks="````")
    )

    assert check_page(page) == []
    assert [(line, kind) for line, kind, _ in kinds(page)] == [(1, "text")]


@pytest.mark.parametrize(
    "box",
    [
        '!!! note "A note"',
        '??? question "Predict"',
        '???+ note "Open"',
        '=== "A tab"',
        "- A list",
        "1. A list",
    ],
)
def test_blocks_lie_in_boxes_tabs_and_lists(read, box):
    inside = [textwrap.indent(part, "    ") for part in (CODE, MARK, OUTPUT)]
    page = read(box, *inside)

    assert check_page(page) == []
    assert kinds(page) == [
        (3, "run", "    print(0.25)\n".strip(" ")),
        (9, "output", "0.25\n"),
    ]


def test_a_block_lies_in_a_list_in_a_box(read):
    inside = [textwrap.indent(part, "        ") for part in (CODE, MARK)]
    page = read("!!! note", "    - A list", *inside[:1], "    - more")

    assert check_page(page) == []
    assert kinds(page) == [(5, "run", "print(0.25)\n")]


def test_prose_may_stand_between_code_and_output(read):
    page = read(CODE, "What will it print?", MARK, OUTPUT, "So it did.")

    assert check_page(page) == []
    assert [f.kind for f in page.fences] == ["run", "output"]


def test_the_output_may_lie_in_a_closed_box(read):
    box = textwrap.indent("\n\n".join([MARK, OUTPUT]), "    ")
    page = read(CODE, "What will it print?", '??? question "Predict"', box)

    assert check_page(page) == []
    assert kinds(page)[1] == (11, "output", "0.25\n")


@pytest.mark.parametrize(
    "options",
    [
        'title="one_neuron.py"',
        'hl_lines="1"',
        'linenums="1"',
        'title="a = b" hl_lines="1 1-1" linenums="5"',
        "title='single quotes'",
    ],
)
def test_a_fence_with_options_runs(read, options):
    page = read(fence(f"python {options}", INCLUDE))

    assert check_page(page) == []
    assert kinds(page) == [(1, "run", "print(0.25)\n")]


def test_an_escaped_include_is_text(read):
    page = read(
        "Write `--8<--` or `;--8<--`.",
        fence("text", f";{INCLUDE}", f"    ;{INCLUDE}"),
    )

    assert check_page(page) == []
    assert page.counts()["text"] == 1


@pytest.mark.parametrize("language", ["sh", "bash", "python"])
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_a_block_with_a_reason_is_skipped(read, language, between):
    page = read(SKIP + between + fence(language, "install"))

    assert check_page(page) == []
    assert [f.kind for f in page.blocks] == ["skipped"]


def test_plain_text_may_be_empty(read):
    page = read(fence("text", ""))

    assert check_page(page) == []
    assert page.counts()["text"] == 1


def test_blank_lines_need_no_indentation(read):
    page = read("!!! note", "    ```text\n    a\n\n    b\n    ```\n        ")

    assert check_page(page) == []
    assert kinds(page) == [(3, "text", "a\n\nb\n")]


@pytest.mark.parametrize(
    "source",
    ["Python 3.11, without torch", "\nPython 3.11, without torch"],
)
def test_a_quotation_names_its_source(read, source):
    quotation = fence('text title="Quoted, not run here"', "No torch.")
    page = read(f"{quotation}\n{source}")

    assert check_page(page) == []
    assert page.counts()["quoted"] == 1


def test_a_figure_is_pulled_in(read):
    page = read('<figure>\n--8<-- "figures/one_neuron.svg"\n</figure>')

    assert check_page(page) == []
    assert page.figures == [(2, "figures/one_neuron.svg")]


def test_the_ledger_counts_every_fence(read):
    page = read(
        CODE,
        MARK,
        OUTPUT,
        fence("text", ""),
        fence("toml", "a = 1"),
        fence('text title="Quoted, not run here"', "No.") + "\nPython 3",
        SKIP,
        fence("bash", "ls"),
        fence("py", "z"),
    )

    assert page.counts() == {
        "": 1,
        "run": 1,
        "output": 1,
        "text": 2,
        "quoted": 1,
        "skipped": 1,
    }


def test_a_refused_page_fails_its_run(run):
    run.book.one_neuron(text="```py\nz\n```")

    result = run()

    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(
        "docs/en/one-neuron.md:1: nothing runs or colors a*`py`*"
    )
    result.stdout.fnmatch_lines("3 fences: *1 unaccounted")


# Code that nothing runs ---------------------------------------------------


@pytest.mark.parametrize("body", ["z = 0.25", f"{INCLUDE}\nz = 1", ""])
def test_python_typed_into_a_page_is_refused(refused, body):
    refused("# P", fence("python", body), line=3, saying="code typed into")


@pytest.mark.parametrize("language", ["py", "Python", "pycon", "python3",
    "py3", "pyi", "ipython", "sage", "numpy", "cython", "pytb"])  # fmt: skip
def test_another_name_for_python_is_refused(refused, language):
    refused(
        "# P",
        fence(language, "z = 1"),
        line=3,
        saying=f"nothing runs or colors a fence of language `{language}`",
    )


@pytest.mark.parametrize(
    "info",
    [
        "{.python}",
        "{ .python }",
        "python {.x}",
        '{.python title="x"}',
        'p "y"',
    ],
)
def test_attributes_in_braces_are_refused(refused, info):
    refused("# P", fence(info, INCLUDE), line=3, saying=f"{info}` opens no")


def test_a_fence_of_tildes_is_refused(refused):
    tildes = fence("python", INCLUDE, ticks="~~~")
    refused("# P", tildes, line=3, saying="`~~~python` opens no fence")


def test_a_fence_states_its_language(refused):
    refused("# P", fence("", "z"), line=3, saying="```` opens no fence")


def test_a_fence_states_a_known_language(refused):
    saying = "a fence of language `unheard-of`"
    refused("# P", fence("unheard-of", "z"), line=3, saying=saying)


@pytest.mark.parametrize("option", ['name="x"', 'Title="x"', "nowrap"])
def test_an_unknown_option_is_refused(refused, option):
    info = f"python {option}"
    refused("# P", fence(info, INCLUDE), line=3, saying="opens no fence")


@pytest.mark.parametrize(
    "option",
    [
        "title",
        "linenums",
        'linenums=""',
        'linenums="a"',
        'hl_lines=""',
        'hl_lines="1-"',
        'hl_lines="1,2"',
        'hl_lines="x"',
        'hl_lines="²"',
    ],
)
def test_an_option_that_the_site_cannot_read_is_refused(refused, option):
    info = f"python {option}"
    refused("# P", fence(info, INCLUDE), line=3, saying="opens no fence")


@pytest.mark.parametrize("lines", ["0", "2", "1-2", "1 5", "2-1", "9-10"])
def test_a_highlight_out_of_range_is_refused(refused, lines):
    info = f'python hl_lines="{lines}"'
    refused("# P", fence(info, INCLUDE), line=3, saying="hl_lines names `")


def test_a_highlighted_blank_line_is_refused(book, read, refused):
    book.program("one_neuron", forward="a = 1\n\nb = 2")
    info = 'python hl_lines="1-3"'
    refused("# P", fence(info, INCLUDE), line=3, saying="names `1-3`")


def test_highlights_count_from_the_first_line_that_the_site_shows(read):
    """The site drops the blank lines in front of a block."""
    include = '--8<-- "one_neuron.py:loss"'

    right = read(fence('python hl_lines="2"', include))
    wrong = read(fence('python hl_lines="3"', include))

    assert check_page(right) == []
    assert check_page(wrong) != []


def test_a_fence_without_an_end_is_refused(refused):
    refused("# P", f"```python\n{INCLUDE}", line=3, saying="has no end")


def test_a_fence_in_a_comment_is_refused(refused):
    text = f"<!-- hidden\n{CODE}\n-->"
    refused("# P", text, line=4, saying="in an HTML comment (opened in line 3")


def test_a_comment_is_named_by_its_first_line(refused):
    text = f"<!-- one\n<!-- two\n{CODE}\n-->"
    refused(text, line=3, saying="(opened in line 1)")


def test_a_fence_in_a_block_quotation_is_refused(refused):
    quoted = textwrap.indent(CODE, "> ")
    refused("# P", quoted, line=3, saying="`> ```python` opens no fence")


def test_a_fence_indented_by_tabs_is_refused(refused):
    tabs = textwrap.indent(CODE, "\t")
    refused("!!! note", tabs, line=3, saying="with spaces, not tabs")


def test_a_line_indented_less_than_its_fence_is_refused(refused):
    text = f"    ```python\n  {INCLUDE}\n    ```"
    refused("!!! note", text, line=4, saying="line 3 may end here")


@pytest.mark.parametrize("ticks", ["```", "````", "  ```", "```python"])
def test_backticks_that_end_a_fence_too_early_are_refused(refused, ticks):
    if ticks == "```":
        text = "````text\n````text\n````"
    else:
        text = f"```text\n{ticks}\n```"
    refused("# P", text, line=4, saying="line 3 may end here")


@pytest.mark.parametrize(
    "text",
    ["- ```python", "Text ```python", "> - ```text", "1. ~~~", "!!! ```"],
)
def test_a_fence_that_does_not_begin_its_line_is_refused(refused, text):
    refused("# P", text, line=3, saying="opens no fence")


@pytest.mark.parametrize(
    "parts",
    [
        ("    z = 1",),
        ("A paragraph.", "    z = 1"),
        ("A paragraph.", textwrap.indent(CODE, "    ")),
        ("- A list", textwrap.indent(CODE, " " * 8)),
        ("A paragraph\n- and no list", textwrap.indent(CODE, "    ")),
        ("!!! note", "    A box.", "It ended.", "    z = 1"),
        ("<!-- c -->\n    z = 1",),
        ('  === "A tab"', textwrap.indent(CODE, " " * 8)),
    ],
)
def test_indented_code_is_refused(refused, parts):
    lines = "\n\n".join(("# P", *parts)).split("\n")
    line = max(
        i for i, text in enumerate(lines, 1) if text.endswith(("1", "python"))
    )
    refused("# P", *parts, line=line, saying="the site takes what is indented")


@pytest.mark.parametrize(
    "html",
    [
        "<pre>z = 1</pre>",
        '<div style="display: none" markdown>',
        "<div hidden markdown>",
        "<script>",
        "<template>",
    ],
)
def test_html_that_hides_a_block_is_refused(refused, html):
    refused("# P", html, CODE, line=3, saying="raw HTML")


@pytest.mark.parametrize("sign", ["\x02", "\u200b", "\u00ad", "\u202e"])
def test_an_invisible_character_is_refused(refused, sign):
    refused("# P", f"`{sign}``python", line=3, saying=f"U+{ord(sign):04X}")


@pytest.mark.parametrize(
    "front_matter",
    [
        f"---\ntitle: a: b\n\n{RAW}\n\n---",
        f"---\n- a list\n\n{RAW}\n\n---",
        f"---\n---\ntitle: x\n\n{RAW}\n---",
        f"note: a word\n{textwrap.indent(CODE, '    ')}",
    ],
)
def test_front_matter_is_what_mkdocs_takes_for_it(refused, front_matter):
    refused(front_matter, "# P", line=1, saying="front matter")


def test_typed_python_is_refused_and_not_run(run):
    run.book.page("page", "# P", fence("python", "z = 1", "1 / 0"))

    result = run()

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines("docs/en/page.md:3: code typed into a page*")
    result.stdout.fnmatch_lines("1 fences: 0 run, *1 unaccounted")


# Marks --------------------------------------------------------------------


@pytest.mark.parametrize("language", ["sh", "bash"])
def test_a_shell_block_without_a_mark_is_refused(refused, language):
    block = fence(language, "pip install torch")
    refused("# P", block, line=3, saying="code typed into a page")


MARKS = [
    "pytest.mark.skip",
    "pytest.mark.skip()",
    'pytest.mark.skip(reason="")',
    'pytest.mark.skip(reason=" ")',
    'pytest.mark.skip(reason="." * 3)',
    'pytest.mark.skip(reason="a" and "")',
    'pytest.mark.skip(reason="a"), pytest.mark.skip(reason="b")',
    'pytest.mark.skipif(True, reason="always")',
    'pytest.mark.xfail(reason="it fails")',
    "pytest.mark.parametrize('x', [])",
    "pytest-codeblocks:importorskip(nothing)",
    "pytest-codeblocks:cont",
    "pytest-codeblocks:skipfile",
    "pytest-codeblocks:expected-output-ignore-whitespace",
    "pytest-codeblocks:skip",
    "pytest-codeblocks:skipif(True)",
    "pytest-codeblocks:expect-exception",
    "pytest-codeblocks:expect-error",
    "pytest-codeblocks:unheard-of",
]


@pytest.mark.parametrize("mark", MARKS)
def test_another_mark_is_refused(refused, mark):
    mark = f"<!--{mark}-->"
    refused("# P", mark, RAW, line=3, saying=f"`{mark}` is not a mark of")


@pytest.mark.parametrize(
    "mark",
    [
        "<!--pytest-codeblocks:skipfile-->",
        "<!-- pytest-codeblocks:expected-output -->",
        "<!--- pytest.mark.skip --->",
        f"{SKIP} and more",
        f"before {SKIP}",
    ],
)
def test_a_mark_in_another_spelling_is_refused(refused, mark):
    refused(mark, RAW, line=1, saying="is not a mark of this book")


@pytest.mark.parametrize("mark", [MARK, SKIP])
@pytest.mark.parametrize("between", ["A word.", "- item", MARK])
def test_a_mark_that_would_leak_is_refused(refused, mark, between):
    refused(
        CODE,
        mark,
        between,
        fence("sh", "ls"),
        line=5,
        saying="is not a mark of this book right above its fence",
    )


def test_a_mark_at_the_end_of_the_page_is_refused(refused):
    refused(CODE, SKIP, line=5, saying="right above its fence")


def test_a_section_cannot_be_skipped(refused):
    refused(SKIP, CODE, line=3, saying="cannot be skipped")


def test_a_mark_above_plain_text_is_refused(refused):
    refused(SKIP, fence("text", "a"), line=3, saying="nothing to skip")


# Outputs ------------------------------------------------------------------


def test_an_output_of_no_block_is_refused(refused):
    refused("# P", MARK, OUTPUT, line=5, saying="belongs to no block")


def test_text_between_a_block_and_its_output_is_refused(refused):
    """pytest-codeblocks would compare the text with the output."""
    text = fence("text", "hello")
    refused(CODE, text, MARK, OUTPUT, line=1, saying="something else here")


@pytest.mark.parametrize(
    ("lines", "line", "saying"),
    [
        ("```z``` is inline code", 1, "cannot read this page"),
        ("```z``` and\n```z``` too", 1, "read something else here"),
    ],
)
def test_inline_code_that_looks_like_a_fence_is_refused(
    refused, lines, line, saying
):
    refused(lines, CODE, line=line, saying=saying)


def test_an_output_of_a_skipped_block_is_refused(refused):
    block = fence("sh", "ls")
    refused(SKIP, block, MARK, OUTPUT, line=9, saying="belongs to no block")


def test_a_second_output_of_a_block_is_refused(refused):
    refused(
        CODE,
        MARK,
        OUTPUT,
        MARK,
        OUTPUT,
        line=13,
        saying="belongs to no block",
    )


def test_an_output_typed_into_the_page_is_refused(refused):
    typed = fence('text title="Output"', "0.25")
    refused(CODE, MARK, typed, line=7, saying="this is not the output of")


def test_text_that_poses_as_an_output_is_refused(refused):
    typed = fence('text title="Output"', "True")
    refused(CODE, typed, line=5, saying="an output that nothing compares")


def test_an_output_of_another_section_is_refused(refused):
    refused(
        CODE,
        MARK,
        LOSS_OUTPUT,
        line=7,
        saying="this is not the output of one_neuron.py:forward above it",
    )


def test_an_output_of_another_record_is_refused(refused):
    other = OUTPUT.replace("one_neuron", "layers")
    refused(CODE, MARK, other, line=7, saying="this is not the output of")


@pytest.mark.parametrize("language", ["python", "json", "text2", "Text"])
def test_an_output_is_text(refused, language):
    output = OUTPUT.replace("text", language)
    refused(CODE, MARK, output, line=7, saying="alone in a `text` fence")


def test_a_record_that_nothing_compares_is_refused(refused):
    refused(CODE, OUTPUT, line=5, saying="an output that nothing compares")


def test_a_program_shown_as_text_is_refused(refused):
    code = CODE.replace("python", "text")
    refused("# P", code, line=4, saying="or nothing would compare it")


@pytest.mark.parametrize(
    "below",
    ["", "Seen on a machine with a GPU.", "```text\n1\n```", "<!-- 3.11 -->",
     "# Python 3", '--8<-- "figures/x.svg"'],
)  # fmt: skip
def test_a_quotation_without_its_source_is_refused(refused, below):
    quotation = fence('text title="Quoted, not run here"', "No torch.")
    refused(quotation, below, line=1, saying="names its source and version")


# Includes -----------------------------------------------------------------

LIKE_AN_INCLUDE = [
    '`--8<-- "one_neuron.py:forward"`',
    '--8<-- "one_neuron.py:forward" ',
    '--8<--"one_neuron.py:forward"',
    '--8<--  "one_neuron.py:forward"',
    "--8<-- 'one_neuron.py:forward'",
    "--8<-- one_neuron.py:forward",
    '-8<- "one_neuron.py:forward"',
    '---8<--- "one_neuron.py:forward"',
    '--8<-- "one_neuron.py:4:5"',
    '--8<-- "one_neuron.py:4"',
    '--8<-- "one_neuron.py:4:5,7:8"',
    '--8<-- "one_neuron.py::5"',
    '--8<-- "https://example.org/x.py:forward"',
    '--8<-- "one_neuron.py:forward" # why',
    'x = 1 --8<-- "one_neuron.py:forward"',
    "--8<-- [start:forward]",
    "--8<--\none_neuron.py:forward\n--8<--",
]


@pytest.mark.parametrize("include", LIKE_AN_INCLUDE)
def test_what_only_looks_like_an_include_is_refused(refused, include):
    refused(
        "# P",
        fence("python", include),
        line=4,
        saying="pymdownx would print or misread this include",
    )


@pytest.mark.parametrize("language", ["sh", "bash", "json", "toml"])
def test_a_program_is_included_in_python_alone(refused, language):
    refused(
        "# P",
        fence(language, INCLUDE),
        line=4,
        saying="pymdownx would print or misread this include",
    )


@pytest.mark.parametrize(
    "include",
    [
        *LIKE_AN_INCLUDE[1:],
        '--8<-- "one_neuron.svg"',
        '--8<-- "figures/one_neuron.json"',
    ],
)
def test_the_same_in_prose_is_refused(refused, include):
    refused("# P", include, line=3, saying="pymdownx would print or misread")


def test_a_marker_in_inline_code_is_refused(refused):
    """The site would drop the line, the rest of the sentence with it."""
    text = "A section begins at `# --8<-- [start:forward]`."
    refused("# P", text, line=3, saying="pymdownx would print or misread")


def test_a_section_that_is_missing_is_refused(refused):
    code = CODE.replace("forward", "backward")
    refused("# P", code, line=4, saying="'backward' could not be located")


def test_a_file_that_is_missing_is_refused(refused):
    code = CODE.replace("one_neuron", "two_neurons")
    refused("# P", code, line=4, saying="'two_neurons.py' could not be found")


def test_a_record_that_is_missing_can_be_recorded(book, read, refused):
    (book.root / "snippets/one_neuron.out").unlink()
    refused(CODE, MARK, OUTPUT, line=8, saying="Run `pytest --record`")


def test_a_section_that_holds_nothing_is_refused(book, refused):
    book.program("one_neuron", forward="")
    refused("# P", CODE, line=4, saying="this includes nothing")


def test_a_missing_file_is_refused_where_the_site_would_pass_it(book, refused):
    settings = book.root / "mkdocs.yml"
    text = settings.read_text().replace("check_paths: true", "encoding: utf8")
    settings.write_text(text)
    code = CODE.replace("one_neuron", "two_neurons")

    refused("# P", code, line=4, saying="this includes nothing")


def test_a_whole_program_is_refused(refused):
    block = fence("python", '--8<-- "one_neuron.py"')
    refused("# P", block, line=4, saying="It has four forms")


@pytest.mark.parametrize("body", [(INCLUDE, INCLUDE), (INCLUDE, "")])
def test_an_include_is_alone_in_its_fence(refused, body):
    refused("# P", fence("python", *body), line=4, saying="alone in a")


@pytest.mark.parametrize(
    "file", ["one_neuron.py:forward", "one_neuron.py", "figures/x.svg:wire"]
)
def test_an_include_in_prose_is_refused(refused, file):
    include = f'--8<-- "{file}"'
    refused("# P", include, line=3, saying="It has four forms")


@pytest.mark.parametrize(
    "file", ["one_neuron.out", "data.txt", "figures/x.py", "./one_neuron.py"]
)
def test_a_block_comes_from_a_program_of_the_book(refused, file):
    block = CODE.replace("one_neuron.py", file)
    refused("# P", block, line=4, saying="It has four forms")


def test_a_figure_is_pulled_in_at_the_margin(refused):
    text = '<figure>\n  --8<-- "figures/x.svg"\n</figure>'
    refused(text, line=2, saying="pymdownx would print or misread")


# The page and its program -------------------------------------------------


def test_a_section_on_no_page_is_refused(book):
    book.one_neuron()
    book.program("one_neuron", forward="print(0.25)", loss="z = 1")

    assert book.mistakes() == [
        "snippets/one_neuron.py:7: docs/en/one-neuron.md does not show "
        "section `loss`. Include it there, or delete it."
    ]


def test_a_section_of_the_solutions_on_no_page_is_refused(book):
    book.one_neuron()
    book.program("one_neuron_exercises", setup="z = 1")

    (mistake,) = book.mistakes()

    assert mistake.startswith("snippets/one_neuron_exercises.py:3: ")
    assert "does not show section `setup`" in mistake


def test_a_section_shown_twice_is_refused(book):
    book.one_neuron()
    parts = shown("one_neuron", "forward")
    book.page("one-neuron", "# Page", *parts, *parts)

    mistakes = book.mistakes()

    assert [m.partition(" i")[0] for m in mistakes] == [
        "docs/en/one-neuron.md:13: section `forward`",
        "docs/en/one-neuron.md:19: section `forward`",
    ]
    assert all("shown already in line" in mistake for mistake in mistakes)


def test_sections_out_of_order_are_refused(book):
    book.program("one_neuron", forward="z = 1", loss="z = 2")
    blocks = [shown("one_neuron", name)[0] for name in ("loss", "forward")]
    book.page("one-neuron", "# Page", *blocks)

    (mistake,) = book.mistakes()

    assert mistake.startswith("docs/en/one-neuron.md:7: section `forward` com")
    assert "Show the sections in the program's order." in mistake


def test_records_out_of_order_are_refused(book):
    book.program("one_neuron", a="print(1)", b="print(2)")
    book.record("one_neuron", b="2", a="1")
    blocks = [*shown("one_neuron", "a"), *shown("one_neuron", "b")]
    book.page("one-neuron", "# Page", *blocks)

    (mistake,) = book.mistakes()

    assert "section `b` comes earlier in snippets/one_neuron.out" in mistake


def test_a_record_that_no_page_shows_is_refused(book):
    book.one_neuron()
    book.record("one_neuron", forward="0.25", loss="1")

    (mistake,) = book.mistakes()

    assert mistake.startswith("snippets/one_neuron.out:4: ")
    assert "does not show section `loss`" in mistake


def test_another_page_may_show_a_section_again(book):
    book.one_neuron()
    book.page("index", "# Home", *shown("one_neuron", "forward"))

    assert book.mistakes() == []
    assert book.mistakes("index") == []

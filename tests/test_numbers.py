"""Numbers in the text: each was printed or written, or is refused."""

import pytest

from tests.book.book import Book
from tests.book.page import Page
from tests.checks.numbers import check_text
from tests.conftest import shown

CODE = """
bias = -0.75  # not 0.6
rate = 1e-6
steps = 2_500
print(...)
"""
PRINTED = """\
tensor([[0.1595, -1.6619]])
1000 1234567 784
tensor(-9.5367e-07)"""


@pytest.fixture
def unknown(book):
    """The (line, number) of each number of a text that is refused."""

    def unknown(text, code=CODE, printed=PRINTED):
        book.one_neuron(code.replace("  # not 0.6", ""), printed, text)
        return refusals(book.mistakes())

    return unknown


def refusals(mistakes):
    """[(line, number)]; any other mistake is an error of the test."""
    found = []
    for mistake in mistakes:
        place, _, sentence = mistake.partition(": no block of this page ")
        assert sentence, mistake
        number = sentence.removeprefix("printed or wrote ").partition(". ")[0]
        found.append((int(place.rpartition(":")[2]), number))
    return found


def examples(text):
    """One example a line."""
    return pytest.mark.parametrize("example", text.strip().splitlines())


# Where a number may stand -------------------------------------------------

PLACES = [
    "We get {}.",
    "# A value of {}",
    "## A value of {} { #value-700 }",
    "- A list, {}",
    "> A quotation, {}",
    "| name | value |\n|---|---|\n| z | {} |",
    "| name | value |\n|---|---|\n|z|{}|",
    "The formula $z = {}$.",
    "$$\n\\pre{z} = {}\n$$",
    "$$\\pre{z} = \\bia{{}} \\cdot x$$",
    "<figure>\n<figcaption>The value {}.</figcaption>\n</figure>",
    "![A curve that ends at {}](curve.svg)",
    '![A curve](curve.svg "It ends at {}")',
    '<img src="curve.svg" alt="It ends at {}">',
    "<span aria-label='{}'>a value</span>",
    '??? question "Predict"\n\n    It is {}.',
    '??? question "Is it {}?"',
    '=== "{}"\n\n    A tab.',
    "---\ntitle: The value {}\n---",
    "---\ntitle: x\ndescription: It is {}\n---",
    "[the value {}](one-neuron.md)",
    "[a link](one-neuron.md 'the value {}')",
    "A word{ .wide title='{}' }",
    "```text\nIt is {}\n```",
    '```text title="It is {}"\nhello\n```',
    "```json\n[{}]\n```",
]


@pytest.mark.parametrize("place", PLACES)
def test_a_number_is_found_wherever_it_stands(unknown, place):
    line = place.partition("{}")[0].count("\n") + 1

    assert unknown(place.replace("{}", "0.1595")) == []
    assert unknown(place.replace("{}", "0.9")) == [(line, "0.9")]


@examples("""
_{}_
**{}**
***{}***
`{}`
(`{}`)
**`{}`**
`z = {}`
<b>{}</b>
~{}
≈{}
z={}
“{}”
""")
def test_a_number_is_found_in_markup(unknown, example):
    assert unknown(example.replace("{}", "0.16")) == []
    assert unknown(example.replace("{}", "0.9")) == [(1, "0.9")]


@examples(r"""
0.**99**
**0**.99
0<b>.99</b>
0\.99
0.&#57;9
0&#46;99
0.&#8203;99
0.<!-- a comment -->99
$0.{99}$
${0}.99$
`f(x](0.99)`
`<!--` is 0.99 `-->`
a <b and 0.99> c
$0<z, y = 0.99, z>1$
`<b 0.99>`
`{ .b 0.99 }`
[0.99] (https://example.org)
""")
def test_markup_hides_no_number(unknown, example):
    assert unknown(example) == [(1, "0.99")]


@examples(r"""
$\bia{.99}$
${.99}$
{.99}
""")
def test_a_number_may_begin_with_its_point(unknown, example):
    assert unknown(example) == [(1, ".99")]
    assert unknown(example.replace("99", "16")) == []


def test_the_line_is_right_behind_what_is_left_out(unknown):
    text = (
        "<!-- a comment\nof 0.9 lines -->\n[a link\n0.9](https://x.org) and\n"
        '<img\n  alt="two\nlines">\n```text\nhello\n```\nIt is 0.99.'
    )

    assert unknown(text) == [(11, "0.99")]


@pytest.mark.parametrize(
    "text", ["[a 0.99\n\nb](https://x.org)", "a <!-- b 0.99\n\n--> c"]
)
def test_a_link_or_comment_within_a_line_ends_with_its_paragraph(
    unknown, text
):
    assert unknown(text) == [(1, "0.99")]


def test_a_comment_of_its_own_may_run_over_paragraphs(unknown):
    assert unknown("<!-- a comment\n\nof 0.99 -->\n\nIt is 0.16.") == []


def test_the_line_above_a_fence_is_read(unknown):
    fence = '```text title="a title"\nhello\n```'

    assert unknown(f"It is 0.9.\n{fence}\nIt is 0.8.") == [
        (1, "0.9"),
        (5, "0.8"),
    ]


def test_every_unknown_number_of_a_line_is_named(unknown):
    assert unknown("0.9, 0.16, 0.8") == [(1, "0.9"), (1, "0.8")]


def test_an_unknown_number_fails_its_page(run):
    run.book.one_neuron(text="# A value of 0.26")

    result = run()

    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(
        "docs/en/one-neuron.md:1: no block of this page printed or wrote "
        "0.26. Mend the number, or print it, or excuse it*"
    )


# Digits -------------------------------------------------------------------


@examples("""
0.1595
0.16
0.2
-1.6619
-1.662
-1.7
15.95%
15.95 %
16.0%
16.0\u00a0%
$15.95\\%$
-166.19 %
""")
def test_a_rounded_number_passes(unknown, example):
    assert unknown(example) == []


@examples("""
0.15
0.17
0.158
0.1594
0.15951
0.15950
0.3
0.01595
1.595
15.951%
15.90%
17.5%
""")
def test_a_wrongly_rounded_number_is_refused(unknown, example):
    assert unknown(example) == [(1, example)]


def test_half_may_be_rounded_either_way(unknown):
    printed = "0.125"

    assert unknown("0.12 or 0.13", printed=printed) == []
    assert unknown("0.11 or 0.14", printed=printed) != []


def test_a_whole_number_is_exact(unknown):
    assert unknown("784, 784.0 and 2500.00") == []
    assert unknown("785 or 784.1") == [(1, "785"), (1, "784.1")]


@examples("""
1,000
1{,}000
1\u00a0000
1\u2009000
1\u202f000
1&nbsp;000
1&thinsp;000
1\\,000
`1_000`
1,234,567
1000
""")
def test_thousands_are_separated(unknown, example):
    assert unknown(f"${example}$ steps") == []


@examples("""
1,001
1{,}001
1\u00a0001
1\u2009001
1&thinsp;001
1\\,001
1,234,568
1,000.5
""")
def test_a_wrong_number_of_thousands_is_refused(unknown, example):
    assert len(unknown(f"${example}$ steps")) == 1


def test_a_common_space_separates_no_thousands(unknown):
    assert unknown("2 000") == [(1, "000")]
    assert unknown("1 000 000 steps") == [(1, "000"), (1, "000")]


@examples(r"""
1e-6
1E-6
1.0e-06
1 × 10⁻⁶
1 · 10⁻⁶
10⁻⁶
$10^{-6}$
10<sup>−6</sup>
-9.5367e-07
−9.5 × 10⁻⁷
-9.5×10⁻⁷
$-9.5 \times 10^{-7}$
$-9.5 \cdot 10^{-7}$
$-9.5\times10^{-7}$
−9.5 × 10<sup>−7</sup>
2.5e3
2.5 × 10³
$1.235 \times 10^6$
$10^3$
""")
def test_an_exponent_is_read(unknown, example):
    assert unknown(example) == []


@examples(r"""
1e-5
1e7
1 × 10⁻⁵
10⁻⁵
$10^{-5}$
10<sup>5</sup>
-9.5e-06
−9.5 × 10⁻⁶
9.5 × 10⁻⁷
$-9.6 \times 10^{-7}$
$-9.5 \cdot 10^{-8}$
−9.5 × 10⁷
2.4 × 10³
""")
def test_a_wrong_exponent_is_refused(unknown, example):
    assert len(unknown(example)) == 1


def test_a_multiple_of_ten_is_no_exponent(unknown):
    assert unknown("0.16 × 1000") == []
    assert unknown("0.16 × 2000") == [(1, "2000")]


# Signs --------------------------------------------------------------------


@examples(r"""
-1.66
−1.66
‑1.66
&minus;1.66
**−1.66**
−**1.66**
`-1.66`
-`1.66`
(−1.66)
"-1.66"
is −1.66
z=-1.66
$-1.66$
$z = -1.66$
$z = - 1.66$
$$-1.66$$
$= -\pre{1.66}$
$= -{1.66}$
${-}1.66$
| −1.66 |
|-1.66|
- −1.66 is a list
""")
def test_a_negative_number_passes_with_its_sign(unknown, example):
    assert unknown(example) == []
    assert len(unknown(example.replace("1.66", "0.16"))) == 1


@examples(r"""
1.66
+1.66
**1.66**
`1.66`
(1.66)
$z = 1.66$
$\pre{1.66}$
| 1.66 |
- 1.66 is a list
- **1.66** is a list
* 1.66 is a list
> - 1.66 is a list
1. 1.66
— 1.66
""")
def test_a_negative_number_without_its_sign_is_refused(unknown, example):
    assert unknown(example) == [(1, "1.66")]
    assert unknown(example.replace("1.66", "0.16")) == []


@examples(r"""
$x - 0.16$
$x -0.16$
$2-0.16$
$2 - 0.16$
$f(x) - 0.16$
$x^{2} - 0.16$
$|x| - 0.16$
$x$ − 0.16
`x` - 0.16
`x - 0.16`
0.16-0.2
0.16–0.2
0.16 – 0.2
a number – 0.16 – here
""")
def test_a_minus_between_two_numbers_is_no_sign(unknown, example):
    expected = [(1, "−0.16")] if example == "$x -0.16$" else []

    assert unknown(example) == expected


# What counts as printed or written ----------------------------------------


def test_a_literal_in_the_code_counts_with_its_sign(unknown):
    assert unknown("−0.75, 2,500 and 0.000001") == []
    assert unknown("0.75") == [(1, "0.75")]


def test_a_number_that_is_taken_away_counts_without_a_sign(unknown):
    assert unknown("0.75", code="x - 0.75") == []
    assert unknown("0.75", code="x = +0.75") == []
    assert unknown("We take away 0.75, not −0.75", code="x - 0.75") == [
        (1, "−0.75")
    ]


@pytest.mark.parametrize(
    "code", ["z = 1  # 0.6", "z = '0.6'", "z0_6 = 1", "z = True"]
)
def test_other_digits_in_the_code_do_not_count(book, code):
    book.one_neuron(code, "1", "We get 0.6.")

    assert "docs/en/one-neuron.md:1: no block" in " ".join(book.mistakes())


def test_digits_in_a_printed_name_do_not_count(unknown):
    text = "200, 300 and 13.5"
    expected = [(1, "200"), (1, "300"), (1, "13.5")]

    assert unknown(text, printed="float200 W300 1.13.5") == expected


def test_a_number_of_a_block_that_is_skipped_does_not_count(unknown):
    block = (
        '<!--pytest.mark.skip(reason="it downloads torch")-->\n\n'
        "```python\nz = 0.6\n```"
    )

    assert unknown(f"{block}\n\nWe get 0.6.") == [(7, "0.6")]


def test_a_number_of_a_quotation_is_free_but_does_not_count(unknown):
    quotation = '```text title="Quoted, not run here"\n# 0.6\n```\nPython 3'

    assert unknown(f"{quotation}\n\nWe get 0.6.") == [(6, "0.6")]


def test_a_printed_exponent_counts_with_its_digits(unknown):
    assert unknown("2e-7", printed="2e-07") == []
    assert unknown("2.0e-7", printed="2e-07") == [(1, "2.0e-7")]


def test_the_comments_of_a_program_are_checked(book):
    book.one_neuron("z = 1\n# about 0.16\nprint(z)  # 0.17", "0.1595")

    assert book.mistakes() == [
        "snippets/one_neuron.py:6: no block of docs/en/one-neuron.md printed "
        "or wrote 0.17, but this comment says so. Mend it or print it."
    ]


@pytest.mark.parametrize("tag", ["title", "desc"])
def test_the_description_of_a_figure_is_checked(book, tag):
    figure = '<figure>\n--8<-- "figures/one_neuron.svg"\n</figure>'
    book.one_neuron("print(z)", "0.1595", figure)
    book.write(
        "snippets/figures/one_neuron.svg",
        f'<svg xmlns="http://www.w3.org/2000/svg"><{tag}>It ends at 0.16,'
        f" not at 0.17.</{tag}><desc/><text>0.5</text></svg>",
    )

    assert book.mistakes() == [
        "snippets/figures/one_neuron.svg:1: no block of docs/en/one-neuron.md "
        "printed or wrote 0.17, but the figure says so. Mend it or print it."
    ]


# Exempt -------------------------------------------------------------------


@examples("""
0, 7 and 99
In 1900, 1958, 2026 and 2029.
torch 2.13.0
Python 3.11.7
float32, int64, W1, B2, z10, x100
SHA-256<!--number: its name-->
[0.9](https://example.org)
[a paper of 0.9](https://doi.org/10.1037/h0042519)
![0.9](https://example.org/0.9.png)
<https://example.org/0.9>
See https://example.org/0.9
[a link](one-neuron.md#0.9)
<a href="x/0.9" class="w-0.9">a link</a>
## A heading { #a-0.9 }
<!-- 0.9 -->
3.11<!--number: the Python release-->
3.11<!-- number: the Python release -->
3.11<!--number: not the 3.12 release-->
**3.11**<!--number: the Python release-->
`3.11`<!--number: the Python release-->
(3.11)<!--number: the Python release-->
95.5%<!--number: what the paper says-->
""")
def test_an_exempt_number_passes(unknown, example):
    assert unknown(example) == []


@examples("""
100
101
007
1899
2000
2030
1958.5
1,958
float0.9
共500
""")
def test_a_number_that_is_nearly_exempt_is_refused(unknown, example):
    assert len(unknown(example)) == 1


@examples("""
0.9<!--number: -->
0.9<!--number:-->
0.9<!--number: . -->
0.9<!--a number: of sorts-->
0.9 <!--number: too far away-->
0.9 and<!--number: too far away-->
0.9<!--reason-->
`0.9<!--number: in code-->`
0.9&lt;!--number: no comment--&gt;
<!--number: in front-->0.9
""")
def test_an_excuse_without_a_reason_or_elsewhere_is_refused(unknown, example):
    assert unknown(example) == [(1, "0.9")]


def test_an_excuse_serves_one_number(unknown):
    text = "0.9<!--number: a reason--> and 0.8"

    assert unknown(text) == [(1, "0.8")]


# Pages without a program --------------------------------------------------


@pytest.fixture
def home(book):
    """What is refused on a page without a program, beside one with one."""
    book.one_neuron("print(z)", "0.1595")
    book.write("README.md", "```python\nz = 0.9\n```\n")

    def home(text):
        book.page("index", text)
        return refusals(book.mistakes("index"))

    return home


@examples("""
[A neuron](one-neuron.md) prints 0.16.
It prints 0.16, [see there](one-neuron.md#forward).
It prints 0.16, [see](index.md) [there](./one-neuron.md "A neuron").
""")
def test_a_linked_page_may_be_quoted(home, example):
    assert home(example) == []


@examples("""
A neuron prints 0.16.
A neuron prints 0.16: one-neuron.md
[A neuron](two-neurons.md) prints 0.16.
[This page](index.md) prints 0.16.
[This folder](.) prints 0.16.
[A neuron](https://example.org/one-neuron.md) prints 0.16.
[0.16 <!-- -->](../../README.md)
""")
def test_a_number_without_its_link_is_refused(home, example):
    assert home(example) == [(1, "0.16")]


def test_the_link_stands_in_the_same_line(home):
    assert home("[A neuron](one-neuron.md) is next.\nIt prints 0.16.") == [
        (2, "0.16")
    ]


def test_a_wrong_number_beside_the_link_is_refused(home):
    assert home("[A neuron](one-neuron.md) prints 0.17.") == [(1, "0.17")]


def test_the_author_learns_that_a_link_would_do(book, home):
    book.page("index", "It prints 0.16.")
    sentence = ", or link to the page that prints it."

    assert sentence in book.mistakes("index")[0]
    book.one_neuron("print(z)", "1", "It prints 0.16.")
    assert sentence not in book.mistakes()[0]


def test_a_file_that_is_no_page_proves_nothing(home):
    assert home("[It](../../README.md) says 0.9.") == [(1, "0.9")]


def test_a_page_with_a_program_quotes_no_other(book, home):
    book.program("two", only="z = 1")
    text = "[A neuron](one-neuron.md) prints 0.16."
    book.page("two", text, shown("two", "only")[0])

    assert refusals(book.mistakes("two")) == [(1, "0.16")]


def test_a_text_of_no_page_is_checked_beside_pages(book):
    book.one_neuron("print(z)", "0.1595")
    page = Page(book.root / "docs/en/one-neuron.md", Book(book.root))

    mistakes = check_text("**0.16**, 0.17", "table, row 3", [page])

    assert list(map(str, mistakes)) == [
        "table, row 3: none of the pages linked here prints 0.17."
    ]

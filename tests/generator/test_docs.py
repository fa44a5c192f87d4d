"""Text of the description where it becomes comments, literals and Markdown."""

from __future__ import annotations

import random

import pytest

from generator.cpp import docs
from generator.extensions import Support
from generator.ir import Notes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", '"plain"'),
        ('say "hi"', r'"say \"hi\""'),
        ("back\\slash\\", r'"back\\slash\\"'),
        ("what??/now???", r'"what?\?/now?\?\?"'),
        ("a\nb\tc\rd", r'"a\nb\tc\rd"'),
        ("\0" + "1\a", r'"\0001\007"'),
        ("\u202eabc\u2066", r'"\u202eabc\u2066"'),
        ("\x85\u2028", r'"\u0085\u2028"'),
        ("\U000e0001", r'"\U000e0001"'),
        ("zoë 😀", '"zoë 😀"'),
    ],
)
def test_literals(text: str, expected: str) -> None:
    assert docs.literal(text) == expected


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("One line.", ("One line.",)),
        ("Two\nlines.", ("Two lines.",)),
        ("Two.\n\n\n\nParagraphs.", ("Two.", "", "Paragraphs.")),
        ("word " * 30, (" ".join(["word"] * 20), " ".join(["word"] * 10))),
        ("- a\n- b\n  c\n1. d", ("- a", "- b c", "1. d")),
        ("- " + "word " * 21, ("- " + " ".join(["word"] * 19), "  word word")),
        ("ends in \\", ("ends in \\&#92;",)),
        ("ends in ??/", ("ends in ?&#63;/",)),
        ("*/ int x; /*", ("*/ int x; /*",)),
        ("@file and a@b.c, \\todo", ("\\@file and a@b.c, \\\\todo",)),
        ("`@code \\x <b>`", ("`@code \\x <b>`",)),
        ("<b>x</b> a < b", ("\\<b>x\\</b> a < b",)),
        ("a\u202eb\u2028c", ("a[U+202E]b[U+2028]c",)),
        ("a\rb", ("a[U+000D]b",)),
        ("```\nleft   as is \\\n```", ("```", "left   as is &#92;", "```")),
        ("```\nnever closed", ("```", "never closed", "```")),
        ("| a | b |\n|---|---|", ("| a | b |", "|---|---|")),
        ("", ()),
        (" \n\t\n", ()),
    ],
)
def test_comments(text: str, lines: tuple[str, ...]) -> None:
    assert docs.comment(text) == lines


def test_no_text_gets_out_of_a_comment() -> None:
    pool = [
        "\\",
        "\n",
        "\r",
        "?",
        "/",
        "*/",
        "`",
        "```",
        "~~~",
        "|",
        "- ",
        "# ",
        " ",
        "a",
        "\t",
        "\u202e",
        "\u2028",
        "\f",
    ]
    source = random.Random(7)
    for _ in range(3000):
        text = "".join(source.choice(pool) for _ in range(source.randrange(25)))
        for line in docs.comment(text, text) + docs.parameter("x", text):
            assert not line.endswith(("\\", "??/")), text
            assert line == line.rstrip(), text
            assert not set("\n\r\f\v\u2028\u2029\u202e") & set(line), text


def test_commands_of_ours_stay_commands() -> None:
    assert docs.comment(docs.Own("See @ref x.")) == ("See @ref x.",)
    assert docs.parameter("id", "An @id.\n\nMore.") == ("@param id An \\@id. More.",)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("One. Two.", "One."),
        ("One, e.g. this. Two.", "One, e.g. this."),
        ("Of v1.5 and more", "Of v1.5 and more."),
        ("Why? Because.", "Why?"),
        ("First\nline. `x` is second.", "First line."),
        ("First.\n\nSecond.", "First."),
        ("Ends in `code`", "Ends in `code`."),
        (None, ""),
    ],
)
def test_first_sentence(text: str | None, first: str) -> None:
    assert docs.first_sentence(text) == first


@pytest.mark.parametrize(
    ("support", "sentences"),
    [
        (Support(), []),
        (Support(("Asana",)), ["Required by Asana."]),
        (Support(("A", "B", "C")), ["Required by A, B and C."]),
        (Support((), ("GitLab",)), ["Read by GitLab."]),
        (Support(("A",), ("B",)), ["Required by A; also read by B."]),
        (Support(("Heroku",), ("GitLab",), None, 3), ["Required by Heroku; also read by GitLab and 1 more."]),
        (Support((), (), 6, 6), ["Required by 6 integrations."]),
        (Support((), (), 1, 4), ["Required by one integration; also read by 3 more."]),
        (Support(("A",), tuple("BCDEFGH")), ["Required by A; also read by 7 integrations."]),
    ],
)
def test_support_is_a_sentence(support: Support, sentences: list[str]) -> None:
    assert list(docs.support_sentences(support)) == sentences


@pytest.mark.parametrize(
    ("notes", "text"),
    [
        (Notes("Name"), "Name."),
        (Notes("Name.", required=True, support=Support(("A",))), "Name. Required."),
        (Notes("Limit.", default=(25,)), "Limit. The server's default is `25`."),
        (Notes("Limit.", bounds=(("minimum", 1), ("maximum", 5))), "Limit. At least 1. At most 5."),
        (Notes(None, deprecated=True), "Deprecated."),
        (Notes("X.", certainty="likely"), "X. Not certain: inferred, not published."),
        (Notes("X.", certainty="certain"), "X."),
        (Notes("- a\n- b", required=True), "- a\n- b.\n\nRequired."),
        (Notes("X.", read_only=True, write_only=True), "X. Set by the server. Never sent back."),
        (Notes(), ""),
    ],
)
def test_what_is_said_about_a_member(notes: Notes, text: str) -> None:
    assert docs.describe(notes) == text


def test_markdown_cells_stay_cells() -> None:
    assert docs.cell("a|b\nc <i>") == "a\\|b c &lt;i>"
    assert docs.code("a`b|c") == "``a`b\\|c``"
    assert docs.code("`") == "`` ` ``"
    assert docs.markdown("# not ours\n<b>\n\u202e") == "\\# not ours\n&lt;b>\n[U+202E]"

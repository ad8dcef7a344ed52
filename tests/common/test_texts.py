"""Plain text and how it is shown: what people typed is never markup."""

from html.parser import HTMLParser

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from common.texts import excerpt, to_html, to_stored, validate_plain_text, without_markup

LINK = '<a href="{0}" rel="nofollow ugc">{0}</a>'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        pytest.param("", "", id="nothing"),
        pytest.param(" \n\t\n ", "", id="blanks"),
        pytest.param("One.", "<p>One.</p>", id="a paragraph"),
        pytest.param("One.\n\nTwo.", "<p>One.</p>\n<p>Two.</p>", id="two paragraphs"),
        pytest.param("One.\n \n\n\nTwo.", "<p>One.</p>\n<p>Two.</p>", id="more than one empty line"),
        pytest.param("One.\r\n\r\nTwo.", "<p>One.</p>\n<p>Two.</p>", id="lines as browsers send them"),
        pytest.param("One\ntwo.", "<p>One<br>two.</p>", id="a new line in a paragraph"),
        pytest.param("- One\n- Two", "<ul><li>One</li><li>Two</li></ul>", id="a list"),
        pytest.param("• One\n• Two", "<ul><li>One</li><li>Two</li></ul>", id="a list pasted from an office"),
        pytest.param("1. One\n2) Two", "<ol><li>One</li><li>Two</li></ol>", id="a numbered list"),
        pytest.param("- One\n\n- Two", "<ul><li>One</li><li>Two</li></ul>", id="a list with empty lines"),
        pytest.param(
            "So:\n- One\nand so on", "<p>So:</p>\n<ul><li>One</li></ul>\n<p>and so on</p>", id="a list in a text"
        ),
        pytest.param("- One\n1. Two", "<ul><li>One</li></ul>\n<ol><li>Two</li></ol>", id="two kinds of list"),
        pytest.param("-5 degrees", "<p>-5 degrees</p>", id="a negative number is no list"),
        pytest.param("2019. A year", "<p>2019. A year</p>", id="a year is no list"),
        pytest.param("a < b & c > d", "<p>a &lt; b &amp; c &gt; d</p>", id="signs that HTML uses"),
        pytest.param("<b>Bold</b>", "<p>Bold</p>", id="a tag"),
        pytest.param("<script>alert(1)</script>Hello", "<p>Hello</p>", id="a script"),
        pytest.param("<scr<b>ipt>alert(1)", "<p>alert(1)</p>", id="a tag inside a tag"),
        pytest.param("<scr\x00ipt>alert(1)</script>Hello", "<p>Hello</p>", id="a tag broken by a control character"),
        pytest.param('<a href="https://spam.example">Casino</a>', "<p>Casino</p>", id="a link as spam has it"),
        pytest.param("مرحبا\n\nأهلا", "<p>مرحبا</p>\n<p>أهلا</p>", id="Arabic"),
    ],
)
def test_text_is_shown_as_meant(text: str, html: str) -> None:
    assert to_html(text) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("See https://example.org/a", f"<p>See {LINK.format('https://example.org/a')}</p>"),
        ("See https://example.org/a.", f"<p>See {LINK.format('https://example.org/a')}.</p>"),
        ("(https://example.org/a)", f"<p>({LINK.format('https://example.org/a')})</p>"),
        ("- https://example.org/a", f"<ul><li>{LINK.format('https://example.org/a')}</li></ul>"),
        (
            'https://example.org/"onclick="x',
            f"<p>{LINK.format('https://example.org/')}&quot;onclick=&quot;x</p>",
        ),
        ("javascript:alert(1)", "<p>javascript:alert(1)</p>"),
        ("data:text/html;base64,PHA+", "<p>data:text/html;base64,PHA+</p>"),
    ],
)
def test_web_addresses_become_links_that_earn_nothing(text: str, html: str) -> None:
    assert to_html(text) == html


class Tags(HTMLParser):
    """Collects what a browser would take for tags."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, tuple[str, ...]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, tuple(name for name, _value in attrs)))
        if tag == "a":
            href = dict(attrs)["href"] or ""
            assert href.partition(":")[0] in {"http", "https", "mailto"}


OWN = {("p", ()), ("br", ()), ("ul", ()), ("ol", ()), ("li", ()), ("a", ("href", "rel"))}
PIECES = [
    *"<>\"'&/;= \n-*.)",
    *[
        "<a href=",
        "javascript:",
        "https://",
        "www.",
        "example.org",
        "x@example.org",
        "<script",
        "</script",
        "onclick",
        "1. ",
    ],
    *["<b>", "</p>", "<!--", "-->", "&lt;", "&#106;", "\x00", "\u2028", "style", "<img src=x onerror=alert(1)>"],
]
nasty = st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map("".join))


@given(nasty)
def test_html_never_holds_other_tags_than_its_own(text: str) -> None:
    tags = Tags()

    tags.feed(str(to_html(text)))
    tags.close()

    assert set(tags.found) <= OWN


@given(nasty)
def test_nothing_that_validation_refuses_is_left_without_markup(text: str) -> None:
    validate_plain_text(without_markup(text))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "A <b>bold</b> word",
            "This is plain text, and “<b>” is markup. Remove it: paragraphs, lists and links need none.",
        ),
        (
            "<!-- x -->",
            "This is plain text, and “<!-- x -->” is markup. Remove it: paragraphs, lists and links need none.",
        ),
        (
            "So far\x07so good",
            "There is a control character (U+0007) after “So far”. Remove it, or paste only the text.",
        ),
    ],
)
def test_validation_says_what_to_remove(text: str, sentence: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        validate_plain_text(text)

    assert refusal.value.messages == [sentence]


@pytest.mark.parametrize("text", ["a < b and c > d", "I <3 music", "x <y> z", "tab\tand\nline", "100 % – “so”", ""])
def test_validation_accepts_plain_text(text: str) -> None:
    validate_plain_text(text)


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("One\n\ntwo <b>three</b>", "One two three"),
        ("One two three four", "One two…"),
        ("One two, three four", "One two…"),
    ],
)
def test_excerpt_ends_at_a_word(text: str, short: str) -> None:
    assert excerpt(text, 13) == short


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_text_is_stored_with_one_kind_of_line_end(end: str) -> None:
    assert to_stored(f"One{end}{end}two\x00{end}") == "One\n\ntwo\n"

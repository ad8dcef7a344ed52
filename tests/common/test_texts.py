"""Plain text and how it is shown: what people typed is never markup."""

import re
import timeit
from html.parser import HTMLParser
from time import process_time

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from common.markup import first_markup
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
        pytest.param("1. One\n2. Two", "<p>1. One<br>2. Two</p>", id="numbers stay as typed"),
        pytest.param("1. One\n\n2. Two", "<p>1. One</p>\n<p>2. Two</p>", id="numbered paragraphs"),
        pytest.param("1) One\n2) Two", "<p>1) One<br>2) Two</p>", id="numbers with a bracket are words"),
        pytest.param(
            "9. Oktober 2019 fand es statt\n11. Oktober 2019: Ende.",
            "<p>9. Oktober 2019 fand es statt<br>11. Oktober 2019: Ende.</p>",
            id="dates are no list",
        ),
        pytest.param(
            "1. Ziel eins\nErklärung\n2. Ziel zwei",
            "<p>1. Ziel eins<br>Erklärung<br>2. Ziel zwei</p>",
            id="numbers apart are words",
        ),
        pytest.param("- One\n\n- Two", "<ul><li>One</li><li>Two</li></ul>", id="a list with empty lines"),
        pytest.param(
            "So:\n- One\nand so on", "<p>So:</p>\n<ul><li>One</li></ul>\n<p>and so on</p>", id="a list in a text"
        ),
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
        (
            "(see https://example.org/Convention_(2005)_on_Diversity);",
            f"<p>(see {LINK.format('https://example.org/Convention_(2005)_on_Diversity')});</p>",
        ),
        ("“https://example.org/page”", f"<p>“{LINK.format('https://example.org/page')}”</p>"),
        ("«https://example.org/a»", f"<p>«{LINK.format('https://example.org/a')}»</p>"),
        ("See https://example.org/a…", f"<p>See {LINK.format('https://example.org/a')}…</p>"),
        ("انظر https://example.org/ar، ثم", f"<p>انظر {LINK.format('https://example.org/ar')}، ثم</p>"),
        ("见 https://example.org/页。下一句", f"<p>见 {LINK.format('https://example.org/页')}。下一句</p>"),
        ("(www.ficdc.org).", '<p>(<a href="https://www.ficdc.org" rel="nofollow ugc">www.ficdc.org</a>).</p>'),
        ("It is.no more", "<p>It is.no more</p>"),
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


OWN = {("p", ()), ("br", ()), ("ul", ()), ("li", ()), ("a", ("href", "rel"))}
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


class Words(HTMLParser):
    """Collects what a browser would show, a line for each paragraph, item and break."""

    def __init__(self) -> None:
        super().__init__()
        self.lines = [""]

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("p", "li", "br"):
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        self.lines[-1] += data.replace("\n", "")


LINES = st.lists(
    st.sampled_from(
        [
            *("", " ", "- a dash", "• a bullet", "1. first", "2. second", "3. third", "9. Oktober 2019", "2019.", "1)"),
            *(
                "text",
                "(see www.example.org).",
                "https://example.org/a_(b);",
                "- 1. both",
                "12. May",
                "1.",
                "“x@example.org”",
            ),
        ]
    )
).map("\n".join)


@given(LINES)
def test_what_is_shown_is_what_was_typed(text: str) -> None:
    """Apart from the marks of a list that stand for dashes and bullets."""
    typed = [re.sub(r"^[-•]\s+(?=\S)", "", line.strip()) for line in text.split("\n") if line.strip()]
    words = Words()

    words.feed(str(to_html(text)))
    words.close()

    assert [line for line in words.lines if line] == typed


@pytest.mark.parametrize(
    "piece",
    ["<!--", "<b", "<<b>b>", "<script>", "</b>", "<", ">", "-->", "<a href=", "http://", "(", "www.", "1. a\n", "a@"],
)
def test_no_text_takes_longer_than_its_length_asks_for(piece: str) -> None:
    """Twice the text may take three times as long, not four: else a long one could stop the site."""

    def cost(count: int) -> float:
        text = piece * count
        return min(timeit.repeat(lambda: (first_markup(text), to_html(text)), number=1, repeat=2, timer=process_time))

    small = 500
    while cost(small) < 0.003:
        small *= 2

    assert any(cost(2 * small) < 3 * cost(small) for _attempt in range(5))


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

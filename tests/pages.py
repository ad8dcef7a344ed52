"""Reads pages as a browser does: by their elements, not by pieces of their source."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

VOID = {"meta", "link", "br", "input", "img", "hr", "path", "circle", "rect", "use"}


@dataclass
class Element:
    """An element with its attributes, and the text inside it as one reads it."""

    tag: str
    attributes: dict[str, str]
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join("".join(self.pieces).split())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self.open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop().tag != tag:
            pass

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.pieces.append(data)


def elements(response: Any, tag: str, /, **attributes: str) -> list[Element]:
    """The page's elements of this tag with these attributes; `class_` asks for one class among several."""
    reader = _Reader()
    reader.feed(response.content.decode())
    wanted_class = attributes.pop("class_", "")
    return [
        element
        for element in reader.elements
        if element.tag == tag
        and (not wanted_class or wanted_class in element.attributes.get("class", "").split())
        and all(element.attributes.get(name) == value for name, value in attributes.items())
    ]


def texts(response: Any, tag: str, /, **attributes: str) -> list[str]:
    return [element.text for element in elements(response, tag, **attributes)]


def facts(response: Any) -> dict[str, list[str]]:
    """What stands at the side of a record's page: for each name, its values."""
    reader = _Reader()
    reader.feed(response.content.decode())
    found: dict[str, list[str]] = {}
    for element in reader.elements:
        if element.tag == "dt":
            values = found.setdefault(element.text, [])
        elif element.tag == "dd":
            values.append(element.text)
    return found

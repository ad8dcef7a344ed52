"""Collects the sentences that are to be translated into locale/ (`make messages`), without GNU gettext, too."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

BASE_DIR = Path(__file__).resolve().parent.parent
CODE = [
    "accounts", "api", "coalitions", "common", "config", "demo", "desk", "exports", "finding", "measures", "public",
    "secretariat", "submissions",
]  # fmt: skip
WITH_CONTEXT: dict[str, Any] = {"pgettext": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3)}
KEYWORDS: dict[str, Any] = {"_": None, "gettext": None, "ngettext": (1, 2)} | WITH_CONTEXT
KEYWORDS |= {f"{name}_lazy": places for name, places in KEYWORDS.items() if name != "_"}
# Lines of a file's head that say nothing, or something else each time.
NOISE = tuple(f'"{name}' for name in ("Report", "POT", "PO-", "Last-Translator", "Language-Team", "Generated"))


def collect() -> Catalog:
    """Every sentence of the code and the templates that goes through gettext, with the files it stands in."""
    catalog = Catalog(charset="utf-8")
    for file, sentence, context in _sentences():
        places: list[Any] = [(file, None)]  # without lines, which would change at every edit
        catalog.add(sentence, locations=places, context=context)
    return catalog


def _sentences() -> Iterator[tuple[str, Any, str | None]]:
    for folder in CODE:
        for path in sorted((BASE_DIR / folder).rglob("*.py")):
            yield from _extracted("python", path, path.read_bytes())
    for path in sorted((BASE_DIR / "templates").rglob("*.*")):
        # Django turns a template into calls that are no Python, but that the lenient reader of JavaScript understands.
        yield from _extracted("javascript", path, templatize(path.read_text(encoding="utf-8")).encode())


def _extracted(method: str, path: Path, source: bytes) -> Iterator[tuple[str, Any, str | None]]:
    for _line, sentence, _comments, context in extract(
        method, io.BytesIO(source), KEYWORDS, options={"encoding": "utf-8"}
    ):
        yield path.relative_to(BASE_DIR).as_posix(), sentence, context


def update(file: Path, collected: Catalog) -> Catalog:
    """Bring a language's file up to date: what is new comes in empty, what is gone goes."""
    with file.open("rb") as text:
        catalog = read_po(text, locale=file.parts[-3])
    catalog.update(collected, no_fuzzy_matching=True, update_creation_date=False)
    written = io.BytesIO()
    write_po(written, catalog, width=100, ignore_obsolete=True, include_lineno=False)
    lines = written.getvalue().decode().splitlines(keepends=True)
    file.write_text("".join(line for line in lines if not line.startswith(NOISE)), encoding="utf-8")
    return catalog


def main() -> None:
    collected = collect()
    for file in sorted((BASE_DIR / "locale").glob("*/LC_MESSAGES/django.po")):
        catalog = update(file, collected)
        missing = sum(1 for message in catalog if message.id and not any(message.string or ""))
        print(f"{file.relative_to(BASE_DIR)}: {missing} to translate")


if __name__ == "__main__":
    main()

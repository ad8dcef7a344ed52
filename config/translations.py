"""Compiles the translations that changed (`python -m config.translations`); a bare machine has no gettext to do it."""

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE_DIR = Path(__file__).resolve().parent.parent / "locale"


def compile_changed(locale_dir: Path = LOCALE_DIR) -> list[Path]:
    """Write the .mo of every .po that is newer, and return those written."""
    written = []
    for source in sorted(locale_dir.glob("*/LC_MESSAGES/*.po")):
        compiled = source.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as text:
            catalog = read_po(text, locale=source.parts[-3], abort_invalid=True)
        # In one step, since a server may be reading it, and under a name of this process, since another may write, too.
        unfinished = source.with_name(f"{source.stem}.{os.getpid()}.mo")
        with unfinished.open("wb") as file:
            write_mo(file, catalog)
        unfinished.replace(compiled)
        written.append(compiled)
    return written


if __name__ == "__main__":
    for path in compile_changed():
        print(path)

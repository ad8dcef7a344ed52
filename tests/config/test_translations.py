"""Translations are compiled without gettext, and only when they changed."""

import gettext
import os
from pathlib import Path

from config.translations import compile_changed


def test_compiles_what_changed_and_nothing_else(tmp_path: Path) -> None:
    source = tmp_path / "fr" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8"\n\nmsgid "Measure"\nmsgstr "Mesure"\n'
    )
    compiled = source.with_suffix(".mo")

    assert compile_changed(tmp_path) == [compiled]
    assert gettext.translation("django", tmp_path, ["fr"]).gettext("Measure") == "Mesure"
    assert compile_changed(tmp_path) == []

    os.utime(source, (compiled.stat().st_mtime + 1,) * 2)
    assert compile_changed(tmp_path) == [compiled]

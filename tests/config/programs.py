"""Runs the program, or a part of it, as the separate process that it is for an operator."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def environment(**changes: str | None) -> dict[str, str]:
    """This environment with some variables changed, or taken out (None)."""
    # What the browser's fixture allows in this process is not for others.
    changed = {**os.environ, "PYTHONPATH": str(ROOT), "DJANGO_ALLOW_ASYNC_UNSAFE": None, **changes}
    return {name: value for name, value in changed.items() if value is not None}


def run(*args: str, **env: str | None) -> subprocess.CompletedProcess[str]:
    """Run Python to its end."""
    return subprocess.run(
        [sys.executable, *args],
        cwd=ROOT,
        env=environment(**env),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def start(*args: str, **env: str | None) -> subprocess.Popen[str]:
    """Start Python and leave it running."""
    return subprocess.Popen(
        [sys.executable, *args],
        cwd=ROOT,
        env=environment(**env),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )

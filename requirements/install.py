"""Installs the pinned requirements into .venv unless they are there: `python3 requirements/install.py runtime`.

It needs Python's standard library only. Debian's python3 comes without pip, so the pip in bootstrap/ does the work.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE.parent / ".venv"
PYTHON = VENV / "bin" / "python"


def install(name: str) -> None:
    requirements = HERE / f"{name}.txt"
    wanted = hashlib.sha256(requirements.read_bytes() + sys.version.encode()).hexdigest()
    stamp = VENV / f"installed-{name}"

    def is_installed() -> bool:
        return PYTHON.exists() and stamp.exists() and stamp.read_text() == wanted

    if is_installed():
        return
    os.umask(0o022)  # the database's user reads what root installs
    VENV.mkdir(exist_ok=True)
    with (VENV / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if is_installed():  # by another `make` that was quicker
            return
        print(f"Installing the {name} requirements into {VENV} …", flush=True)
        remove_what_another_python_installed()
        venv.create(VENV, symlinks=True, with_pip=False)
        (pip,) = (HERE / "bootstrap").glob("pip-*.whl")
        command = [
            str(PYTHON),
            str(pip / "pip"),
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--no-warn-script-location",
        ]
        if subprocess.run([*command, "--require-hashes", "-r", str(requirements)], check=False).returncode:
            sys.exit("The requirements could not be installed, see above: is there a way to a package registry?")
        stamp.write_text(wanted)


def remove_what_another_python_installed() -> None:
    """After an upgrade of the system, for instance: neither its links nor its compiled libraries suit this Python."""
    if PYTHON.is_symlink() and PYTHON.resolve() != Path(sys.executable).resolve():
        for folder in ("bin", "include", "lib"):
            shutil.rmtree(VENV / folder, ignore_errors=True)


if __name__ == "__main__":
    if sys.version_info < (3, 11):
        sys.exit(f"Polyphony needs Python 3.11 or later, and {sys.executable} is {sys.version.split()[0]}.")
    try:
        install(sys.argv[1])
    except OSError as error:
        sys.exit(f"Cannot install into {VENV}: {error}.")
    except KeyboardInterrupt:
        sys.exit(130)

"""The installer makes an environment for the Python that runs it, whatever made the one before."""

import importlib.util
import sys
import venv
from pathlib import Path
from types import ModuleType

import pytest

from tests.config.programs import ROOT


@pytest.fixture
def installer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """requirements/install.py, which belongs to no package, on an environment of its own."""
    spec = importlib.util.spec_from_file_location("install", ROOT / "requirements" / "install.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "VENV", tmp_path)
    monkeypatch.setattr(module, "PYTHON", tmp_path / "bin" / "python")
    venv.create(tmp_path, symlinks=True, with_pip=False)
    (tmp_path / "lib" / "installed.py").touch()
    return module


def test_keeps_what_this_python_installed(installer: ModuleType, tmp_path: Path) -> None:
    installer.remove_what_another_python_installed()

    assert (tmp_path / "lib" / "installed.py").exists()


@pytest.mark.parametrize("other", ["/bin/sh", "/usr/bin/python-that-is-gone"])
def test_removes_what_another_python_installed(installer: ModuleType, tmp_path: Path, other: str) -> None:
    installer.PYTHON.unlink()
    installer.PYTHON.symlink_to(other)

    installer.remove_what_another_python_installed()
    venv.create(tmp_path, symlinks=True, with_pip=False)

    assert installer.PYTHON.resolve() == Path(sys.executable).resolve()
    assert not (tmp_path / "lib" / "installed.py").exists()

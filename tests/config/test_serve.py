"""`make run` prepares and serves the register as in production, and ends without a fuss."""

import gzip
import re
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from pathlib import Path

import pytest

from tests.config import programs

# As on a bare machine: nothing is set but where the data is kept.
BARE: dict[str, str | None] = dict.fromkeys(["DATABASE_URL", "SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL", "DEBUG"])
BARE["DJANGO_SETTINGS_MODULE"] = "config.settings"

pytestmark = pytest.mark.xdist_group("serve")  # one site for all, since the first start takes a while


def serve(data_dir: Path, port: str = "0", **env: str) -> subprocess.Popen[str]:
    return programs.start("-m", "config.serve", **BARE | {"DATA_DIR": str(data_dir), "PORT": port} | env)


def read_until_it_serves(server: subprocess.Popen[str]) -> str:
    """Its address, once it says that it serves."""
    assert server.stdout
    said = ""
    for line in server.stdout:
        said += line
        if "Ctrl-C" in line:
            address = re.search(r"http://127\.0\.0\.1:\d+/", said)
            assert address
            return address[0]
    pytest.fail(f"It ended instead of serving: {said}")


def interrupt(server: subprocess.Popen[str]) -> str:
    """End it as Ctrl-C does, and return what it says meanwhile."""
    server.send_signal(signal.SIGINT)
    said, _ = server.communicate(timeout=60)
    return said


def get(address: str, **headers: str) -> tuple[int, Message, bytes]:
    try:
        answer = urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=30)
    except urllib.error.HTTPError as error:
        answer = error
    with answer:
        return answer.status, answer.headers, answer.read()


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def site(data_dir: Path) -> Iterator[str]:
    server = serve(data_dir)
    yield read_until_it_serves(server)
    said = interrupt(server)
    assert server.returncode == 0
    assert "Traceback" not in said
    assert not (data_dir / "postgres" / "postmaster.pid").exists()


def test_is_ready_for_visitors(site: str) -> None:
    assert get(f"{site}readyz")[::2] == (200, b"ready\n")


def test_serves_as_in_production(site: str) -> None:
    status, headers, page = get(f"{site}en/accounts/login/", **{"Accept-Encoding": "gzip"})

    assert status == 200
    assert "'unsafe" not in headers["Content-Security-Policy"]
    assert headers["Content-Encoding"] == "gzip"
    stylesheet = re.findall(r'href="/(static/css/base\.[0-9a-f]{12}\.css)"', gzip.decompress(page).decode())[0]
    status, headers, _ = get(f"{site}{stylesheet}", **{"Accept-Encoding": "br"})
    assert (status, headers["Content-Encoding"]) == (200, "br")
    assert "immutable" in headers["Cache-Control"]


def test_an_unknown_address_shows_no_debugging_page(site: str) -> None:
    status, _, page = get(f"{site}nowhere/")

    assert status == 404
    assert b"urlpatterns" not in page
    assert b"DEBUG" not in page


def test_keeps_its_secret_key_to_itself(site: str, data_dir: Path) -> None:
    key = data_dir / "secret-key"

    assert key.stat().st_mode & 0o777 == 0o600
    assert len(key.read_text()) > 50


def test_a_second_one_shares_the_data_and_is_up_at_once(site: str, data_dir: Path) -> None:
    key = (data_dir / "secret-key").read_text()
    began = time.monotonic()

    second = serve(data_dir)
    address = read_until_it_serves(second)

    assert time.monotonic() - began < 5
    assert address != site
    interrupt(second)
    assert get(f"{site}readyz")[0] == 200
    assert (data_dir / "secret-key").read_text() == key


def test_a_taken_port_is_said_in_a_sentence(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        refused = serve(tmp_path, port=str(port))
        said, _ = refused.communicate(timeout=60)

    assert refused.returncode == 1
    assert said == (
        f"Polyphony cannot start: Port {port} is taken by another program: choose another, "
        "as in `make run PORT=8001`.\n"
    )


def test_a_database_that_does_not_answer_is_said_in_a_sentence(tmp_path: Path) -> None:
    refused = serve(tmp_path, DATABASE_URL="postgres://nobody@127.0.0.1:9/none")
    said, _ = refused.communicate(timeout=60)

    assert refused.returncode == 1
    assert said.startswith("Polyphony cannot start: The database does not answer: ")
    assert said.count("\n") == 1

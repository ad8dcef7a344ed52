"""`make run` prepares and serves the register as in production, and ends without a fuss."""

import gzip
import re
import signal
import socket
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from pathlib import Path
from urllib.parse import quote

import pytest

from config.postgres import Cluster, Postmaster
from tests.config import programs

# As on a bare machine: nothing is set but where the data is kept.
BARE: dict[str, str | None] = dict.fromkeys(["DATABASE_URL", "SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL", "DEBUG"])
BARE["DJANGO_SETTINGS_MODULE"] = "config.settings"

# Ctrl-C at a moment that a test can name: while the program imports what it is made of.
INTERRUPTED = """
import os, runpy, signal, sys

class CtrlC:
    def find_spec(self, name, *_):
        if name == "django":
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, CtrlC())
runpy.run_module("config.serve", run_name="__main__")
"""

pytestmark = pytest.mark.xdist_group("serve")  # one site for all, since the first start takes a while


def serve(data_dir: Path, port: str = "0", **env: str) -> subprocess.Popen[str]:
    return programs.start("-m", "config.serve", **BARE | {"DATA_DIR": str(data_dir), "PORT": port} | env)


def read_until_it_serves(server: subprocess.Popen[str]) -> str:
    """What it says until it serves."""
    assert server.stdout
    said = ""
    for line in server.stdout:
        said += line
        if "Ctrl-C" in line:
            return said
    pytest.fail(f"It ended instead of serving: {said}")


def address_in(said: str) -> str:
    address = re.search(r"http://127\.0\.0\.1:\d+/", said)
    assert address
    return address[0]


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
    folder = tmp_path_factory.mktemp("data")
    (folder / "mail").mkdir()
    (folder / "mail").chmod(0o755)  # as a former version left it
    return folder


@pytest.fixture(scope="module")
def first_starts(data_dir: Path) -> Iterator[list[str]]:
    """What two say that start at once where there is nothing yet."""
    servers = [serve(data_dir), serve(data_dir)]
    yield [read_until_it_serves(server) for server in servers]
    said = "".join(interrupt(server) for server in servers)
    assert [server.returncode for server in servers] == [0, 0]
    assert "Traceback" not in said
    assert not (data_dir / "postgres" / "postmaster.pid").exists()


@pytest.fixture(scope="module")
def site(first_starts: list[str]) -> str:
    return address_in(first_starts[0])


def test_of_two_first_starts_at_once_one_prepares(first_starts: list[str]) -> None:
    work = ["Preparing the database …", "Loading the demonstration register …", "Collecting the static files …"]

    assert [line for said in first_starts for line in said.splitlines() if line.endswith(" …")] == work


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


def test_keeps_what_people_wrote_to_itself(site: str, data_dir: Path) -> None:
    modes = {name: f"{(data_dir / name).stat().st_mode & 0o777:o}" for name in ("mail", "media", "postgres.log")}

    assert modes == {"mail": "700", "media": "700", "postgres.log": "600"}


def test_a_second_one_shares_the_data_and_has_nothing_to_prepare(site: str, data_dir: Path) -> None:
    key = (data_dir / "secret-key").read_text()

    second = serve(data_dir)
    said = read_until_it_serves(second)

    assert said.lstrip().startswith("Polyphony runs at")
    assert address_in(said) != site
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


def test_ctrl_c_before_it_has_begun_ends_it_without_a_word() -> None:
    interrupted = programs.run("-c", INTERRUPTED, **BARE)

    assert (interrupted.returncode, interrupted.stdout, interrupted.stderr) == (-signal.SIGINT, "", "")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_closed_terminal_ends_it_as_ctrl_c_does(site: str, data_dir: Path, number: signal.Signals) -> None:
    server = serve(data_dir)
    read_until_it_serves(server)

    server.send_signal(number)
    said, _ = server.communicate(timeout=60)

    assert (server.returncode, "Traceback" in said) == (0, False)


def test_static_files_that_cannot_be_written_are_said_in_a_sentence(site: str, data_dir: Path, tmp_path: Path) -> None:
    server = Postmaster.read(Cluster(data_dir).data)
    assert server
    (tmp_path / "static").write_text("where the folder should be")

    refused = serve(tmp_path, DATABASE_URL=f"postgres://polyphony@{quote(server.socket_dir, safe='')}:5432/polyphony")
    said, _ = refused.communicate(timeout=60)

    assert refused.returncode == 1
    assert said.startswith("Collecting the static files …\nPolyphony cannot start: The program keeps its data in ")
    assert said.count("\n") == 2


def test_a_number_of_workers_that_is_none_is_said_in_a_sentence(tmp_path: Path) -> None:
    refused = serve(tmp_path, WEB_CONCURRENCY="many")
    said, _ = refused.communicate(timeout=60)

    assert (said, refused.returncode) == (
        "Polyphony cannot start: WEB_CONCURRENCY is not understood: set it to a whole number, 1 or more.\n",
        1,
    )

"""The project's own PostgreSQL starts wherever it can, and says in one sentence why where it cannot."""

import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg2
import pytest

from config.postgres import Cluster, Postmaster
from tests.config import programs

# Uses the server until its input ends.
USER = """
import os, sys
from pathlib import Path
from config import postgres
from config.startup import refusal_in_a_sentence

if os.geteuid() == 0 and "as-nobody" in sys.argv:
    os.setgroups([]), os.setgid(65534), os.setuid(65534)
with refusal_in_a_sentence():
    print(postgres.url(Path(sys.argv[1])), flush=True)
sys.stdin.read()
"""

StartUser = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def start_user() -> Iterator[StartUser]:
    started = []

    def start(folder: Path, *args: str) -> subprocess.Popen[str]:
        started.append(programs.start("-c", USER, str(folder), *args))
        return started[-1]

    yield start
    for user in started:
        end(user)


def end(user: subprocess.Popen[str]) -> str:
    """Let it end in good order, and return what else it said."""
    said, _ = user.communicate(timeout=60)
    return said


def url_for(user: subprocess.Popen[str]) -> str:
    assert user.stdout
    return user.stdout.readline().strip()


def query(url: str, sql: str) -> list[tuple[object, ...]]:
    connection = psycopg2.connect(url)
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()


def server_on(folder: Path) -> Postmaster | None:
    return Postmaster.read(Cluster(folder).data)


def let_others_reach(folder: Path) -> None:
    for closed in (folder, *folder.parents):
        if not closed.stat().st_mode & 0o001:
            closed.chmod(closed.stat().st_mode | 0o001)


def refusal(folder: Path, *args: str) -> str:
    """The only line that a process says which cannot use this folder."""
    refused = programs.run("-c", USER, str(folder), *args)
    assert (refused.returncode, refused.stdout, refused.stderr.count("\n")) == (1, "", 1), refused.stderr
    return refused.stderr.strip()


@pytest.mark.parametrize(
    "name",
    ["data", "with a space", 'it\'s "quoted", costs $1 and\\or é', "so-long-that-no-socket-name-fits-" * 6],
)
def test_starts_in_a_folder_of_any_name(tmp_path: Path, start_user: StartUser, name: str) -> None:
    user = start_user(tmp_path / name)

    answer = query(url_for(user), "SELECT current_setting('server_encoding'), lower('ÉCOLE'), current_user::text")

    assert answer == [("UTF8", "école", "polyphony")]


def test_stops_with_its_last_user(tmp_path: Path, start_user: StartUser) -> None:
    first, second = start_user(tmp_path), start_user(tmp_path)
    url = url_for(first)
    assert url_for(second) == url

    end(first)
    assert query(url, "SELECT 1") == [(1,)]
    end(second)

    assert server_on(tmp_path) is None


def test_many_first_users_at_once_share_one_server(tmp_path: Path, start_user: StartUser) -> None:
    users = [start_user(tmp_path) for _ in range(4)]

    urls = {url_for(user) for user in users}

    assert len(urls) == 1
    assert query(urls.pop(), "SELECT 1") == [(1,)]


def test_starts_after_everything_was_killed_and_keeps_what_was_committed(tmp_path: Path, start_user: StartUser) -> None:
    killed = start_user(tmp_path)
    url = url_for(killed)
    query(url, "CREATE TABLE kept AS SELECT 'a paragraph' AS text")
    server = server_on(tmp_path)
    assert server
    killed.kill()
    os.kill(server.pid, signal.SIGKILL)

    url = url_for(start_user(tmp_path))

    assert query(url, "SELECT text FROM kept") == [("a paragraph",)]


def test_finds_the_server_of_users_that_were_killed(tmp_path: Path, start_user: StartUser) -> None:
    killed = start_user(tmp_path)
    url = url_for(killed)
    killed.kill()
    killed.wait()

    next_user = start_user(tmp_path)

    assert url_for(next_user) == url
    end(next_user)
    assert server_on(tmp_path) is None


def test_starts_where_a_killed_server_had_the_number_of_another_process(tmp_path: Path, start_user: StartUser) -> None:
    end(start_user(tmp_path))
    note = Cluster(tmp_path).data / "postmaster.pid"
    note.write_text(f"{os.getpid()}\n{note.parent}\n1700000000\n5432\n/tmp/polyphony-gone\n\n 1 1\nready\n")

    assert query(url_for(start_user(tmp_path)), "SELECT 1") == [(1,)]


def test_starts_where_a_first_start_was_killed_half_way(tmp_path: Path, start_user: StartUser) -> None:
    half_made = tmp_path / "postgres.new"
    half_made.mkdir()
    (half_made / "PG_VERSION").write_text("18\n")

    assert query(url_for(start_user(tmp_path)), "SELECT 1") == [(1,)]


def test_says_that_a_folder_cannot_be_written(tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o555)
    let_others_reach(folder)

    assert refusal(folder, "as-nobody") == (
        f"Polyphony cannot start: The database cannot be kept in {folder}/postgres ([Errno 13] Permission denied: "
        f"'{folder}/postgres.lock'): name a folder of your own in DATA_DIR, or a PostgreSQL in DATABASE_URL."
    )


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make another user's data")
def test_says_whose_the_data_is(tmp_path: Path, start_user: StartUser) -> None:
    end(start_user(tmp_path))
    let_others_reach(tmp_path)

    assert refusal(tmp_path, "as-nobody") == (
        f"Polyphony cannot start: The database in {tmp_path}/postgres belongs to polyphony: run this as that user or "
        "as root, or name a folder of your own in DATA_DIR."
    )


def test_says_why_the_server_did_not_start(tmp_path: Path, start_user: StartUser) -> None:
    end(start_user(tmp_path))
    (Cluster(tmp_path).data / "PG_VERSION").write_text("15\n")

    assert refusal(tmp_path) == (
        f"Polyphony cannot start: The project's own PostgreSQL in {tmp_path}/postgres did not start: database files "
        "are incompatible with server."
    )

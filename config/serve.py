"""What `make run` runs: makes ready whatever is missing, then serves the site on this machine, as in production.

With DEBUG=1 it serves for development instead, with Django's own server, which reloads changed code.
"""

import signal

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # until main() there is nothing to end in good order

import errno
import fcntl
import hashlib
import os
import secrets
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from babel.messages.pofile import PoFileError
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command, get_commands
from django.db import connections

from common.private_files import close_to_others
from config import environment, translations
from config.startup import refusal_in_a_sentence

HOST = "127.0.0.1"
BASE_DIR = Path(__file__).resolve().parent.parent


def main() -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for stop in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(stop, lambda number, _frame: sys.exit(128 + number))  # in good order: the database stops, too
    with refusal_in_a_sentence():
        listener = listen(environment.text("PORT", "8000"))
        port = listener.getsockname()[1]
        workers = environment.whole_number("WEB_CONCURRENCY", default=2, least=1)
        set_defaults(port)
        with turn():
            prepare()

    from django.conf import settings

    if settings.DEBUG:
        listener.close()
        tell(f"http://{HOST}:{port}/")
        connections.close_all()
        os.execv(sys.executable, [sys.executable, str(BASE_DIR / "manage.py"), "runserver", f"{HOST}:{port}"])  # noqa: S606

    from config.server import Server  # reads WEB_CONCURRENCY, too, as soon as it is imported

    Server(listener, workers, lambda: tell(f"{settings.SITE_URL}/")).run()


def listen(port: str) -> socket.socket:
    """Take the port before anything else, so that a taken one is said at once."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, int(port)))
    except (OSError, ValueError, OverflowError) as error:
        reason = "is taken by another program" if getattr(error, "errno", 0) == errno.EADDRINUSE else "cannot be used"
        raise ImproperlyConfigured(f"Port {port} {reason}: choose another, as in `make run PORT=8001`.") from error
    return listener


def set_defaults(port: int) -> None:
    """What an operator sets in production, for one's own machine."""
    data_dir = Path(os.environ.setdefault("DATA_DIR", str(BASE_DIR / ".data")))
    defaults = {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SITE_URL": f"http://{HOST}:{port}",
        "ALLOWED_HOSTS": f"{HOST},localhost",
        "REQUIRE_SECOND_FACTOR": "0",  # so that the accounts that are printed can simply sign in
    }
    os.environ.update({name: value for name, value in defaults.items() if not os.environ.get(name)})
    if not os.environ.get("SECRET_KEY"):
        os.environ["SECRET_KEY"] = secret_key(data_dir / "secret-key")


def secret_key(file: Path) -> str:
    """A key made once, so that a restart signs nobody out; only its owner may read it."""
    with data_can_be_kept():
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            unfinished = file.with_name(f"{file.name}.{os.getpid()}")
            unfinished.touch(mode=0o600)
            unfinished.write_text(secrets.token_urlsafe(50))
            unfinished.rename(file)
        return file.read_text()


@contextmanager
def data_can_be_kept() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ImproperlyConfigured(
            f"The program keeps its data in {os.environ['DATA_DIR']}, which failed ({error}): run this as that "
            "folder's owner, or name a folder of your own in DATA_DIR."
        ) from error


@contextmanager
def turn() -> Iterator[None]:
    """Let one process at a time prepare this folder; the next finds everything ready."""
    with data_can_be_kept():
        folder = Path(os.environ["DATA_DIR"])
        folder.mkdir(parents=True, exist_ok=True)
        lock = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def prepare() -> None:
    """Make ready the translations, the database with something in it, and the static files, as far as they are not."""
    try:
        translations.compile_changed()
    except (OSError, PoFileError) as error:
        raise ImproperlyConfigured(f"A translation could not be compiled: {error}.") from error
    django.setup()

    # Models can be imported only now.
    from coalitions.models import Coalition
    from config.health import has_missing_migrations

    with data_can_be_kept():
        close_to_others()
        if has_missing_migrations():
            print("Preparing the database …", flush=True)
            call_command("migrate", interactive=False, verbosity=0)
        if "load_demo" in get_commands() and not Coalition.objects.exists():
            print("Loading the demonstration register …", flush=True)
            call_command("load_demo", verbosity=0)
        collect_static()


def collect_static() -> None:
    """Collect, hash and compress the static files if any changed since; with none changed this takes a moment."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders

    if settings.DEBUG:
        return
    files = sorted(storage.path(name) for finder in get_finders() for name, storage in finder.list([]))
    facts = [(file, Path(file).stat().st_mtime_ns) for file in files]
    fingerprint = hashlib.sha256(repr(facts).encode()).hexdigest()
    stamp = settings.STATIC_ROOT / ".fingerprint"
    if stamp.exists() and stamp.read_text() == fingerprint:
        return
    print("Collecting the static files …", flush=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(fingerprint)


def tell(site: str) -> None:
    """Say where the site is, and who may sign in where the demonstration register is loaded."""
    from django.contrib.auth import get_user_model

    print(f"\nPolyphony runs at {site}\n  the secretariat's admin: {site}admin/\n  to stop it: Ctrl-C")
    accounts = demonstration_accounts()
    known = set(
        get_user_model().objects.filter(email__in=[account[0] for account in accounts]).values_list("email", flat=True)
    )
    if known:
        print("\nDemonstration accounts:")
    for email, password, may in accounts:
        if email in known:
            print(f"  {email:<28} password: {password:<24} {may}")
    print(flush=True)


def demonstration_accounts() -> list[tuple[str, str, str]]:
    """E-mail address, password, and what the account may do."""
    try:
        from demo.register import ACCOUNTS
    except ImportError:
        return []
    return list(ACCOUNTS)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)

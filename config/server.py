"""Gunicorn, in the process of `make run`, on the port that this has already taken."""

import os
import signal
import socket
import threading
from collections.abc import Callable
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.db import connections
from gunicorn.app.base import BaseApplication

from config.statements import limit_statements


class Server(BaseApplication):
    def __init__(self, listener: socket.socket, workers: int, when_ready: Callable[[], None]) -> None:
        self.listener = listener
        self.workers = workers
        self.tell = when_ready
        super().__init__()

    def load_config(self) -> None:
        options: dict[str, Any] = {
            "bind": f"fd://{self.listener.fileno()}",
            "workers": self.workers,
            "threads": 4,
            "preload_app": True,
            "umask": 0o022,
            "loglevel": "warning",
            "graceful_timeout": 10,  # seconds; a signal can reach a worker before it listens to signals
            "control_socket_disable": True,
            "when_ready": self.when_ready,
            "post_worker_init": self.post_worker_init,
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        limit_statements()
        return get_wsgi_application()

    def when_ready(self, _arbiter: Any) -> None:
        # To Gunicorn this means "reload"; here it means that the terminal was closed.
        signal.signal(signal.SIGHUP, lambda *_: os.kill(os.getpid(), signal.SIGTERM))
        self.tell()
        connections.close_all()  # a worker opens its own

    def post_worker_init(self, _worker: Any) -> None:
        from accounts import outbox

        threading.Thread(target=outbox.send_for_ever, daemon=True).start()

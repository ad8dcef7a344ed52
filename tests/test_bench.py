"""The benchmarks leave other people's databases alone."""

import os
import subprocess
import sys


def test_the_benchmarks_refuse_a_server_of_somebody_elses() -> None:
    environment = os.environ | {"DATABASE_URL": "postgres://nobody@127.0.0.1:9/none"}

    done = subprocess.run([sys.executable, "-m", "bench"], env=environment, capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert done.stderr == "The benchmarks run on the project's own PostgreSQL: unset DATABASE_URL.\n"

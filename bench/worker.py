"""One program in a process of its own, so that its memory is its own; asked through a pipe."""

import multiprocessing
import resource
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.connection import Connection
from typing import Any

from bench import corpus
from bench.cases import Case

MB = 1024


def apart(work: Callable[..., Any], *asked: Any) -> Any:
    """What `work` answers in a process of its own. Raises BrokenProcessPool when that is killed."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(work, *asked).result()


class Worker:
    """A process that has built an engine on a corpus, and runs cases when asked."""

    def __init__(self, engine: str, size: int) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, engine, size), daemon=True)
        self.process.start()

    def built(self) -> dict[str, float]:
        """How long building took, and what memory it needed."""
        built: dict[str, float] = self._answer()
        return built

    def times(self, case: Case, runs: int) -> tuple[int, list[float]]:
        """What a case finds, and the seconds that each run of it took."""
        self.pipe.send((case, runs))
        answer: tuple[int, list[float]] = self._answer()
        return answer

    def peak(self) -> float:
        """The most memory that the process had, in MB. It then ends."""
        self.pipe.send(None)
        answer: float = self._answer()
        self.process.join()
        return answer

    def _answer(self) -> Any:
        answer = self.pipe.recv()
        if isinstance(answer, Exception):
            raise answer
        return answer


def _serve(pipe: Connection, name: str, size: int) -> None:
    from bench.engines import ENGINES

    try:
        corpus.use(size)
        engine = ENGINES[name]()
        before, begun = _memory(), time.perf_counter()
        engine.build(corpus.documents())
        pipe.send({"seconds": time.perf_counter() - begun, "memory": _memory() - before})
        while asked := pipe.recv():
            case, runs = asked
            times = []
            for _run in range(runs):
                begun = time.perf_counter()
                found = engine.run(case)
                times.append(time.perf_counter() - begun)
            pipe.send((found, times))
        pipe.send(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MB)
    except Exception as error:  # noqa: BLE001  (whatever it is, the one who asked must know)
        pipe.send(error)


def _memory() -> float:
    """What the process has in memory now, in MB."""
    with open("/proc/self/statm") as statm:  # noqa: PTH123
        return int(statm.read().split()[1]) * resource.getpagesize() / MB**2

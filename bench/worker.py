"""One program in a process of its own, so that its memory is its own; asked through a pipe."""

import multiprocessing
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.connection import Connection
from typing import Any, NamedTuple

from bench import corpus, memory
from bench.cases import Case


class Built(NamedTuple):
    """How many seconds an engine took to be ready, and the memory that its process has more since, in MB."""

    seconds: float
    memory: float


class Needed(NamedTuple):
    """The most memory that an engine's process had, and what PostgreSQL had for it."""

    peak: float
    in_database: memory.InDatabase


def in_process_of_its_own(work: Callable[..., Any], *asked: Any) -> Any:
    """What `work` answers. Raises BrokenProcessPool when its process is killed."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(work, *asked).result()


class Worker:
    """A process that has built an engine on a corpus, and runs cases when asked."""

    def __init__(self, engine: str, size: int) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, engine, size), daemon=True)
        self.process.start()

    def built(self) -> Built:
        """Wait until the engine is ready."""
        built: Built = self._answer()
        return built

    def times(self, case: Case, runs: int) -> tuple[int, list[float]]:
        """What a case finds, and the seconds that each run of it took."""
        self.pipe.send((case, runs))
        answer: tuple[int, list[float]] = self._answer()
        return answer

    def end(self) -> Needed:
        """End the process, and tell what memory it needed."""
        self.pipe.send(None)
        needed: Needed = self._answer()
        self.process.join()
        return needed

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
        before, begun = memory.now(), time.perf_counter()
        engine.build(corpus.documents())
        pipe.send(Built(time.perf_counter() - begun, memory.now() - before))
        while asked := pipe.recv():
            case, runs = asked
            times = []
            for _run in range(runs):
                begun = time.perf_counter()
                found = engine.run(case)
                times.append(time.perf_counter() - begun)
            pipe.send((found, times))
        pipe.send(Needed(memory.peak(), memory.in_database(engine.tables)))
    except Exception as error:  # noqa: BLE001  (whatever it is, the one who asked must know)
        pipe.send(error)

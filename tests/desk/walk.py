"""Which rooms of the house a request walks through."""

import sys
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

HOUSE = Path(__file__).parents[2]


def _floors() -> dict[str, int]:
    """The floor of each room, as `make lint` holds them: imports go down only."""
    plan = tomllib.loads((HOUSE / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in plan if contract["type"] == "layers")
    return {room.strip(): -floor for floor, layer in enumerate(layers) for room in layer.split("|")}


FLOORS = _floors()
NOWHERE = ("", "")  # outside all rooms, in a library


@dataclass
class Walk:
    """The rooms that were entered, and each call that led from a room to one on a higher floor."""

    rooms: set[str] = field(default_factory=set)
    climbs: set[str] = field(default_factory=set)


def walk_through(view: Callable[..., Any], visit: Callable[[], Any]) -> Walk:
    """The walk of a view while it is visited, from its call until it answers.

    A room is a top-level package of the program. What libraries do counts as done by the room that called them. The
    same call from the same function is one climb, however often it is made.
    """
    walk, stack = Walk(), list[tuple[str, str]]()
    begins: Any = view.__code__

    def watch(frame: FrameType, event: str, _of: Any) -> None:
        if event == "return" and stack:
            stack.pop()
        if event != "call" or not (stack or frame.f_code is begins):
            return
        room = _room_of(frame)
        if not room:
            stack.append(stack[-1] if stack else NOWHERE)
            return
        name = f"{room}.{frame.f_code.co_qualname}"
        walk.rooms.add(room)
        below, caller = stack[-1] if stack else NOWHERE
        if below and FLOORS[room] > FLOORS[below]:
            walk.climbs.add(f"{caller} → {name}")
        stack.append((room, name))

    sys.setprofile(watch)
    try:
        visit()
    finally:
        sys.setprofile(None)
    return walk


def _room_of(frame: FrameType) -> str:
    file = Path(frame.f_code.co_filename)
    room = file.relative_to(HOUSE).parts[0] if file.is_relative_to(HOUSE) else ""
    return room if room in FLOORS else ""

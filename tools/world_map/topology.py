"""Reads a TopoJSON topology: areas whose common borders are stored once, as arcs, and made simpler once."""

import heapq
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Point = tuple[float, float]
Line = list[Point]


@dataclass
class Area:
    """What one feature of the topology covers: its ISO 3166-1 number, if it has one, and its rings, each of arcs."""

    number: str
    name: str
    rings: list[list[int]]


class Topology:
    """The areas of a topology, and the arcs that their rings are made of: `~number` is an arc read backwards."""

    def __init__(self, document: dict[str, Any]) -> None:
        scale, shift = document["transform"]["scale"], document["transform"]["translate"]
        self.arcs = [_decoded(arc, scale, shift) for arc in document["arcs"]]
        self.areas = [
            Area(
                found.get("id", ""), found["properties"]["name"], [ring for rings in _polygons(found) for ring in rings]
            )
            for found in document["objects"]["countries"]["geometries"]
        ]

    def simplify(self, least: float, weigh: Callable[[Point, Point, Point], float]) -> None:
        """Leave out of all arcs the points that make less of a difference than this."""
        self.arcs = [simplified(arc, least, weigh) for arc in self.arcs]

    def line(self, ring: list[int]) -> Line:
        """The points of a ring, or of some of its arcs that follow each other."""
        points: Line = []
        for number in ring:
            arc = self.arcs[number] if number >= 0 else self.arcs[~number][::-1]
            points += arc[1:] if points else arc
        return points


def _decoded(arc: list[list[int]], scale: list[float], shift: list[float]) -> Line:
    x = y = 0
    points = []
    for across, up in arc:
        x, y = x + across, y + up
        points.append((x * scale[0] + shift[0], y * scale[1] + shift[1]))
    return points


def _polygons(geometry: dict[str, Any]) -> list[list[list[int]]]:
    polygons: list[list[list[int]]] = geometry["arcs"]
    return polygons if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]


def simplified(line: Line, least: float, weigh: Callable[[Point, Point, Point], float]) -> Line:
    """The line without the points that make the least difference, its ends as they are (Visvalingam and Whyatt)."""
    before = list(range(-1, len(line) - 1))
    after = list(range(1, len(line) + 1))
    weights = {place: weigh(*line[place - 1 : place + 2]) for place in range(1, len(line) - 1)}
    queue = [(weight, place) for place, weight in weights.items()]
    heapq.heapify(queue)
    while queue:
        weight, place = heapq.heappop(queue)
        if weights.get(place) != weight:
            continue
        if weight >= least:
            break
        del weights[place]
        left, right = before[place], after[place]
        after[left], before[right] = right, left
        for near in (left, right):
            if near in weights:
                # A point cannot matter less than one that was left out before it.
                weights[near] = max(weight, weigh(line[before[near]], line[near], line[after[near]]))
                heapq.heappush(queue, (weights[near], near))
    return [line[0], *(line[place] for place in sorted(weights)), line[-1]]

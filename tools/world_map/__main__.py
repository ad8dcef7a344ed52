"""Makes the world map's shapes and places from Natural Earth: `python -m measures.geometry countries-50m.json`.

What it writes is committed, so that nothing else needs the source; README.md beside this file says what it decides.
"""

import json
import sys
from itertools import pairwise
from math import cos, hypot, radians, sqrt
from pathlib import Path

from babel.core import get_global

from tools.world_map.projection import EDGE, equal_earth, unwound
from tools.world_map.topology import Area, Line, Point, Topology

HERE = Path(__file__).resolve().parent
SHAPES = HERE.parent.parent / "static" / "img" / "world.svg"
PLACES = HERE.parent / "data" / "places.yaml"

WIDTH, NORTH, SOUTH = 2000, 84.5, -58  # whole units across, and the parallels at the edges
LEAST_BEND = 0.2  # square degrees at the equator: what leaving out a point may change
LEAST_ISLAND = 16  # square units: what is smaller is no shape, though its country has a place
GRID = 24  # points to try, across and down, for where a country's mark stands

Box = tuple[float, float, float, float]  # west, south, east, north

# Parts of a feature that have a code of their own, or none because states disagree about them.
PARTS: list[tuple[str, Box, str]] = [
    ("France", (-55, 2, -51, 6), "GF"),
    ("France", (-62, 15.7, -61, 16.6), "GP"),
    ("France", (-61.5, 14.3, -60.5, 15), "MQ"),
    ("France", (44, -14, 46, -12), "YT"),
    ("France", (55, -22, 56, -20), "RE"),
    ("Norway", (-10, 70, -7, 72), "SJ"),
    ("Norway", (10, 74, 34, 81), "SJ"),
    ("Indian Ocean Ter.", (105, -11, 106, -10), "CX"),
    ("Indian Ocean Ter.", (96, -13, 97, -12), "CC"),
    ("Ashmore and Cartier Is.", (122, -13, 125, -12), ""),
    ("Russia", (32, 44, 37, 46.5), ""),
]
# Where states disagree about a border, none is drawn; nor is one around an area without a code.
UNSETTLED: list[Box] = [
    (72.5, 32, 81, 37.5),
    (91, 26.5, 98, 30),
    (27, 9, 30, 11),
    (31, 21.5, 37.5, 23.5),
    (35.5, 32.6, 36.1, 33.5),
    (-17.5, 20, -8.5, 28),
]
# Places that the source does not have, or, of the last one, that the map ends before: longitude and latitude.
POINTS: dict[str, Point] = {
    "BQ": (-68.3, 12.2),
    "BV": (3.4, -54.4),
    "GI": (-5.35, 36.14),
    "TK": (-171.9, -9.2),
    "TV": (179.2, -8.5),
    "UM": (-166.6, 19.3),
    "AQ": (0, -57),
}

HEADER = """\
# Where each country (ISO 3166-1 alpha-2) is on static/img/world.svg, in per cent of its width and height, and the side
# of a square as large as its largest part, in two-thousandths of the width: 0 is what is too small to have a shape.
# Written by tools/world_map, from Natural Earth.
"""

SCALE = WIDTH / 2 / equal_earth(EDGE + 360, 0)[0]
HEIGHT = round((equal_earth(0, NORTH)[1] - equal_earth(0, SOUTH)[1]) * SCALE)


def main(source: Path) -> None:
    world = Topology(json.loads(source.read_text(encoding="utf-8")))
    rings: dict[str, list[list[int]]] = {}
    for area in world.areas:
        for ring in area.rings:
            rings.setdefault(code_of(area, world.line(ring)), []).append(ring)
    del rings["AQ"]
    middles = {code: middle(max(lines, key=size)) for code, lines in shapes_of(world, rings).items() if code}
    middles |= {code: on_map([point])[0] for code, point in POINTS.items()}
    world.simplify(LEAST_BEND, bend)
    shapes = shapes_of(world, rings)
    SHAPES.write_text(drawing(shapes, borders(world, rings)), encoding="utf-8")
    entries = [entry(code, middle, shapes.get(code, [])) for code, middle in sorted(middles.items())]
    PLACES.write_text(HEADER + "".join(entries), encoding="utf-8")


def shapes_of(world: Topology, rings: dict[str, list[list[int]]]) -> dict[str, list[Line]]:
    """The rings of each code as lines on the map."""
    return {code: [on_map(world.line(ring)) for ring in found] for code, found in rings.items()}


def bend(before: Point, point: Point, after: Point) -> float:
    """How much of the earth's surface lies between the line with this point and the line without it."""
    (x, y), (across, up), (right, high) = before, point, after
    return abs((across - x) * (high - y) - (right - x) * (up - y)) / 2 * cos(radians(up))


def code_of(area: Area, line: Line) -> str:
    """The ISO 3166-1 alpha-2 code of a part of an area; nothing where there is none, or no agreement."""
    for name, (west, south, east, north), code in PARTS:
        if area.name == name and all(west < x < east and south < y < north for x, y in line):
            return code
    codes: list[str] = get_global("territory_aliases").get(area.number, [""])
    return codes[0]


def on_map(line: Line) -> Line:
    """The line in whole units of the map, from its upper left corner."""
    points: Line = []
    for longitude, (_, latitude) in zip(unwound([x for x, _ in line]), line, strict=True):
        across, up = equal_earth(longitude, latitude)
        point = (round(WIDTH / 2 + across * SCALE), round((equal_earth(0, NORTH)[1] - up) * SCALE))
        if points[-1:] != [point]:
            points.append(point)
    return points


def size(line: Line) -> float:
    """How much the ring encloses, in square units."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(line))) / 2


def borders(world: Topology, rings: dict[str, list[list[int]]]) -> list[Line]:
    """The lines between two countries, where nobody disputes them."""
    sides: dict[int, set[str]] = {}
    for code, found in rings.items():
        for number in (number for ring in found for number in ring):
            sides.setdefault(max(number, ~number), set()).add(code)
    between = [world.arcs[number] for number, codes in sides.items() if len(codes) == 2 and "" not in codes]
    return [on_map(piece) for arc in between for piece in settled(arc)]


def settled(line: Line) -> list[Line]:
    """The pieces of a line that are outside of what is unsettled."""
    pieces: list[Line] = [[]]
    for x, y in line:
        if any(west < x < east and south < y < north for west, south, east, north in UNSETTLED):
            pieces.append([])
        else:
            pieces[-1].append((x, y))
    return [piece for piece in pieces if len(piece) > 1]


def drawn(rings: list[Line]) -> list[Line]:
    """The rings that are large enough to be seen."""
    return [ring for ring in rings if size(ring) >= LEAST_ISLAND]


def drawing(shapes: dict[str, list[Line]], lines: list[Line]) -> str:
    """The map as a file: its land, each country in it by its code, and the borders. Colours are the page's."""
    land = []
    for code, rings in sorted(shapes.items()):
        path = "".join(f"{steps(ring)}z" for ring in drawn(rings))
        if path:
            land.append(f'<path id="{code}" d="{path}"/>' if code else f'<path d="{path}"/>')
    between = "".join(steps(line) for line in lines if len(line) > 1)
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">',
            "<!-- Made with Natural Earth, which is in the public domain: see tools/world_map/README.md -->",
            '<g id="land">',
            *land,
            "</g>",
            f'<path id="borders" d="{between}"/>',
            "</svg>",
            "",
        ]
    )


def steps(line: Line) -> str:
    """A line as a path of SVG writes it: where it begins, and how far each point is from the one before."""
    moves = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(line)]
    return f"M{line[0][0]} {line[0][1]}l" + "".join(f" {x} {y}" for x, y in moves).replace(" -", "-").lstrip()


def middle(ring: Line) -> Point:
    """The point inside of a ring, of a few hundred that are tried, that is farthest from its corners."""
    west, east = min(x for x, _ in ring), max(x for x, _ in ring)
    north, south = min(y for _, y in ring), max(y for _, y in ring)
    shares = [(step + 0.5) / GRID for step in range(GRID)]
    tried = [(west + (east - west) * across, north + (south - north) * down) for across in shares for down in shares]
    inside = [point for point in tried if contains(ring, point)]
    if not inside:
        return (west + east) / 2, (north + south) / 2
    return max(inside, key=lambda point: min(hypot(point[0] - x, point[1] - y) for x, y in ring))


def contains(ring: Line, point: Point) -> bool:
    """Whether a way to the right from the point crosses the ring an odd number of times."""
    x, y = point
    crossed = [
        (a, b)
        for a, b in pairwise([*ring, ring[0]])
        if (a[1] > y) != (b[1] > y) and x < a[0] + (y - a[1]) * (b[0] - a[0]) / (b[1] - a[1])
    ]
    return len(crossed) % 2 == 1


def entry(code: str, middle: Point, rings: list[Line]) -> str:
    """A place as a line of the data file: in per cent of the map's width and height."""
    x, y = 100 * middle[0] / WIDTH, 100 * middle[1] / HEIGHT
    side = round(sqrt(max(map(size, drawn(rings)), default=0)))
    return f'- {{code: "{code}", x: "{x:.1f}", y: "{y:.1f}", side: {side}}}\n'


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""How the world map's shapes were made: projected without changing sizes, and simpler without gaps."""

from math import cos, radians

import pytest

from tools.world_map.projection import CENTRE, EDGE, equal_earth, unwound
from tools.world_map.topology import Point, Topology, simplified


def area(first: Point, second: Point, third: Point) -> float:
    (ax, ay), (bx, by), (cx, cy) = first, second, third
    return abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2


def test_the_middle_of_the_map_is_where_the_central_meridian_meets_the_equator() -> None:
    assert equal_earth(CENTRE, 0) == (0, 0)


@pytest.mark.parametrize("latitude", [-50, -10, 0, 35, 70])
def test_a_small_square_of_the_earth_keeps_its_size(latitude: float) -> None:
    step = 0.001
    x, y = equal_earth(40, latitude)

    size = (equal_earth(40 + step, latitude)[0] - x) * (equal_earth(40, latitude + step)[1] - y)

    assert size == pytest.approx(radians(step) ** 2 * cos(radians(latitude)), rel=1e-4)


def test_a_shape_at_the_edge_stays_in_one_piece() -> None:
    assert unwound([EDGE - 2, EDGE + 1]) == [EDGE + 358, EDGE + 361]
    assert unwound([179.0, -179.0]) == [179.0, 181.0]


def test_a_line_loses_the_points_that_hardly_bend_it_and_keeps_its_ends() -> None:
    line = [(0.0, 0.0), (1.0, 0.01), (2.0, 0.0), (3.0, 2.0), (4.0, 0.0)]

    assert simplified(line, 0.1, area) == [(0.0, 0.0), (2.0, 0.0), (3.0, 2.0), (4.0, 0.0)]


def test_neighbours_share_their_border() -> None:
    world = Topology(
        {
            "transform": {"scale": [1, 1], "translate": [10, 20]},
            "arcs": [[[0, 0], [0, 1]], [[0, 1], [-1, 0], [0, -1], [1, 0]], [[0, 0], [1, 0], [0, 1], [-1, 0]]],
            "objects": {
                "countries": {
                    "geometries": [
                        {"id": "124", "type": "Polygon", "arcs": [[0, 1]], "properties": {"name": "West"}},
                        {"type": "MultiPolygon", "arcs": [[[2, -1]]], "properties": {"name": "East"}},
                    ]
                }
            },
        }
    )
    west, east = world.areas

    assert (west.number, east.number) == ("124", "")
    assert world.line(west.rings[0]) == [(10, 20), (10, 21), (9, 21), (9, 20), (10, 20)]
    assert world.line(east.rings[0]) == [(10, 20), (11, 20), (11, 21), (10, 21), (10, 20)]

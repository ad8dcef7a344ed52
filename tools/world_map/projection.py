"""The Equal Earth projection: a country looks as large as it is, and is easy to know by its shape.

Šavrič, Patterson and Jenny, "The Equal Earth map projection", 2018.
"""

from math import asin, cos, radians, sin, sqrt

A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
CENTRE = 11.0  # the meridian in the middle: the edge then runs through the Bering Strait and cuts no country
EDGE = CENTRE - 180


def equal_earth(longitude: float, latitude: float) -> tuple[float, float]:
    """Where a place is on the map, in radii of the earth: to the right, and upwards."""
    angle = asin(sqrt(3) / 2 * sin(radians(latitude)))
    slope = A1 + 3 * A2 * angle**2 + 7 * A3 * angle**6 + 9 * A4 * angle**8
    across = 2 * sqrt(3) / 3 * radians(longitude - CENTRE) * cos(angle) / slope
    return across, angle * (A1 + A2 * angle**2 + A3 * angle**6 + A4 * angle**8)


def unwound(longitudes: list[float]) -> list[float]:
    """The longitudes of one shape on the same side of the map's edge, where most of it is."""
    turned = [longitude + 360 if longitude < EDGE else longitude for longitude in longitudes]
    if max(turned) - min(turned) > 180:
        shift = 360 if sum(longitudes) / len(longitudes) < EDGE else 0
        return [longitude + shift for longitude in longitudes]
    return turned

"""What a page may weigh on a slow line."""

import re

from tests.browser.visits import Load

MOST_BYTES, MOST_REQUESTS = 60 * 1024, 12
MOST_SHIFTED = 0.01
HASHED = re.compile(r"/static/.+\.[0-9a-f]{12}\.\w+$")


def too_much(site: str, first: Load, again: Load) -> list[str]:
    """What is too much of a first visit, and of the next one."""
    found = [f"came from elsewhere: {address}" for address in first.bytes if not address.startswith(site)]
    # Where a browser keeps the signs of sites is no cache that could be emptied.
    found += [f"was here before the first visit: {address}" for address in first.kept if "/favicon." not in address]
    if (weight := sum(first.bytes.values())) > MOST_BYTES:
        found.append(f"weighs {weight} bytes: {first.bytes}")
    if len(first.bytes) > MOST_REQUESTS:
        found.append(f"takes {len(first.bytes)} requests: {list(first.bytes)}")
    found += [f"moved by {each.shifted:.3f}" for each in (first, again) if each.shifted > MOST_SHIFTED]
    static = [address for address in first.bytes if "/static/" in address]
    found += [f"is not named by its content: {address}" for address in static if not HASHED.search(address)]
    return found + [f"came again: {address}" for address in again.bytes if address in static]

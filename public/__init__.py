"""The public site: pages, listings, charts, feeds, robots."""

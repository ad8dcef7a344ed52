"""Where the world map's shapes and places come from. Nothing that is served imports it: it ran once, see README.md."""

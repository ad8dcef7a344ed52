"""The tests, in the order of the house: one folder an app, `browser/` for a real browser."""

"""Measures and their results as the public sees them, and the vocabularies by which they are read.

In comes what was checked and published; out come records under strict constraints, their public document, its versions,
and what differs between two of them. Knows nothing of reports on their way, nor of searching. May import coalitions,
accounts and common.
"""

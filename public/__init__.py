"""The public site: the front page, listings, records, charts, the calendar, feeds, and what search engines are told.

In come requests of anybody, without a session; out come pages that every reader sees alike, in the language of their
address, and what exports writes. May import demo and every room below it, and neither the desk, the secretariat nor the
API.
"""

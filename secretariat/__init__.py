"""The secretariat's admin: reviewing reports, and keeping measures, coalitions, events, vocabularies and accounts.

In come requests of editors and administrators; out come the pages of the admin, and calls of the operations of the
rooms below, where all rules are. May import every one of those, and neither the desk nor the API.
"""

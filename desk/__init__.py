"""The desk of the representatives: writing a report until it is submitted, and the people of a coalition.

In come requests of those who speak for a coalition; out come its pages, and calls of the operations of submissions and
coalitions, where all rules are. May import every room below it, and neither the secretariat nor the API.
"""

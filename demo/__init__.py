"""The demonstration register, and synthetic registers for load.

In come a number and a seed; out come coalitions, reports, measures and events, made by the operations that people use:
they hold what a real register would. May import exports and every room below it.
"""

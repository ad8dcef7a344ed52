"""What people and programs take away from the register: tables, workbooks, archives, citations, linked data, calendars.

In come public records and documents, as a listing or a page has chosen them; out come texts and pieces of files, for
the views to send. May import submissions, finding, measures, coalitions, accounts and common.
"""

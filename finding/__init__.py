"""The register as it is searched: index, search, facets, filters, listings, insights, neighbours, regions.

In come query strings, and every change of a public record by triggers of the database; out come selections: which
records, in which order, and what each further choice would give. Knows nothing of pages, nor of reports on their way.
May import measures, coalitions, accounts and common.
"""

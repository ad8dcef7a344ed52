"""The read API: the public documents for programs, with the listings' own filters, described in OpenAPI.

In come query strings; out go pages of JSON, and a sentence for each refusal. May import public, exports, finding,
measures, coalitions, accounts and common.
"""

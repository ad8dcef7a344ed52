"""The register as it is searched: index, search, facets, filters, listings, insights, neighbours, regions."""

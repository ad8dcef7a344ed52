"""The read API: the public documents for programs, with the listings' own filters."""

"""The desk of the representatives: writing a report, and the people of a coalition."""

"""The secretariat's admin."""

"""The demonstration register, and synthetic registers for load."""

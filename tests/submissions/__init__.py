"""Tests of the room submissions."""

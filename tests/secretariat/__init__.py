"""Tests of the room secretariat."""

"""Tests of the app measures."""

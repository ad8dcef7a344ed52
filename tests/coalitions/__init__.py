"""Tests of the app coalitions."""

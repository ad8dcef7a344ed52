"""Tests of the set-up: settings, the project's own database, `make run`, health."""

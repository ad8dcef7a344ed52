"""Commands that the tests have in place of Django's."""

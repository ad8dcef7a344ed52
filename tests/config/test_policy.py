"""The Content-Security-Policy lets nothing run but what is ours; tests/browser/test_pages.py shows that this works."""

import pytest
from playwright.sync_api import Page


@pytest.mark.browser
def test_a_script_typed_into_a_page_does_not_run(page: Page) -> None:
    page.goto("/en/accounts/login/")

    with pytest.raises(Exception, match="Content Security Policy"):
        page.add_script_tag(content="document.title = 'taken over'")

    assert page.title() != "taken over"

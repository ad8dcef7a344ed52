"""What the secretariat's two groups may do."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from tests.admin import editor, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]


class TestRights:
    @pytest.mark.parametrize("name", ["fr", "es"])
    def test_the_admin_speaks_the_language_of_its_user(self, name: str) -> None:
        response = signed_in(editor(language=name)).get("/admin/")

        assert response.headers["Content-Language"] == name

    def test_both_groups_have_theirs_from_the_first_migration(self) -> None:
        held = {
            group: set(Permission.objects.filter(group__name=f"Secretariat {group}").values_list("codename", flat=True))
            for group in ("editors", "administrators")
        }

        assert {"add_measure", "change_result", "view_event"} <= held["editors"]
        assert {"add_user", "change_term", "view_measure"} <= held["administrators"]
        assert not {"delete_measure", "change_user", "delete_coalition"} & held["editors"]
        assert not {"change_measure", "delete_representative", "change_permission"} & held["administrators"]

    @pytest.mark.parametrize(
        "address",
        [
            "/admin/coalitions/event/add/?_popup=1",
            "/admin/coalitions/coalition/add/?_popup=1",
            "/admin/autocomplete/?app_label=measures&model_name=measure&field_name=events&term=",
            "/admin/autocomplete/?app_label=measures&model_name=measure&field_name=coalition&term=",
            "/admin/autocomplete/?app_label=measures&model_name=measure&field_name=supported_coalitions&term=",
            "/admin/autocomplete/?app_label=measures&model_name=result&field_name=event&term=",
            "/admin/autocomplete/?app_label=measures&model_name=result&field_name=beneficiary&term=",
            "/admin/measures/version/",
        ],
    )
    def test_an_editor_has_what_the_form_needs(self, client: Client, address: str) -> None:
        assert client.get(address).status_code == 200

    @pytest.mark.parametrize(
        "address",
        [
            "/admin/accounts/user/",
            "/admin/auth/group/",
            "/admin/measures/term/add/",
            "/admin/measures/cycle/add/",
            "/admin/coalitions/representative/add/",
        ],
    )
    def test_and_nothing_more(self, client: Client, address: str) -> None:
        assert client.get(address).status_code == 403

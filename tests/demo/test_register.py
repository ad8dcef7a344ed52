"""The demonstration register: true to what is known, loaded once however often, with something of all there is."""

import datetime
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from accounts.models import User
from coalitions.models import Coalition, Event
from demo.register import ACCOUNTS
from measures.models import Cycle, Evidence, Measure, Version
from measures.versions import keep_version
from submissions.models import Submission

pytestmark = pytest.mark.django_db

TODAY = time_machine.travel("2026-11-24T12:00Z")  # the demonstration's cycle is open, and events are coming
REPORT = "provided-support-to-other-coalitions-for-diversity-and-civil-society"


def load(**options: Any) -> str:
    out = StringIO()
    call_command("load_demo", stdout=out, **options)
    return out.getvalue()


def counts() -> dict[str, int]:
    own = [model for model in apps.get_models() if model.__module__.startswith(("accounts", "coalitions", "measures"))]
    return {model._meta.label: model._default_manager.count() for model in own}


@pytest.fixture(scope="class")
def loaded(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[None]:
    """Loaded once for all tests of a class; what each of them changes is rolled back after it."""
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")),
        transaction.atomic(),
    ):
        with TODAY:
            load(verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.mark.usefixtures("loaded")
class TestLoaded:
    def test_again_doubles_nothing(self) -> None:
        before = counts()

        said = load()

        assert counts() == before
        assert said == "Added 0 cycles, 0 coalitions, 0 events, 0 measures, 0 accounts, 0 reports on their way.\n"

    def test_again_leaves_what_was_edited(self) -> None:
        measure = Measure.objects.get(slug=REPORT)
        measure.title, measure.slug = "Another title", "another-address"
        measure.save()
        Coalition.objects.filter(slug="cdce").update(name="Another name")

        said = load()

        assert said == "Added 0 cycles, 0 coalitions, 0 events, 0 measures, 0 accounts, 0 reports on their way.\n"
        assert str(Measure.objects.get(pk=measure.pk).bare_title) == "Another title"
        assert Coalition.objects.get(slug="cdce").name == "Another name"

    def test_again_adds_what_is_missing(self) -> None:
        measure = Measure.objects.get(slug=REPORT)
        Version.objects.filter(measure=measure).delete()
        measure.delete()

        said = load()

        assert said == "Added 0 cycles, 0 coalitions, 0 events, 1 measures, 0 accounts, 0 reports on their way.\n"

    def test_every_record_is_valid(self) -> None:
        reports = "submissions.models"  # documents, however incomplete
        for model in apps.get_models():
            if model.__module__.startswith(("coalitions", "measures")) and model.__module__ != reports:
                for record in model._default_manager.all():
                    record.full_clean()

    def test_first_report_has_its_facts(self) -> None:
        measure = Measure.objects.get(slug=REPORT)

        assert str(measure) == (
            "Provided support to other coalitions for diversity and civil society organizations in other countries "
            "(2016–2019)"
        )
        assert measure.coalition is not None
        assert measure.coalition.name == "Coalition for the Diversity of Cultural Expressions"
        assert (measure.language, measure.results.count()) == ("en", 5)
        assert [str(coalition.country) for coalition in measure.supported_coalitions.all()] == ["MX"]
        assert [partner.name for partner in measure.partners.all()] == ["Government of Canada", "Government of Québec"]
        assert {event.slug for event in measure.events.all()} == {
            "congress-montreal-2018",
            "sixth-congress-lome-2019",
            "guanajuato-2019",
        }

    def test_first_report_is_the_newest(self) -> None:
        newest = Measure.objects.published().first()

        assert newest is not None
        assert newest.slug == REPORT

    @pytest.mark.parametrize(
        ("slug", "when"),
        [
            ("founding-congress-2007", "18–19 September 2007"),
            ("third-congress-2012", "September 2012"),
            ("congress-montreal-2018", "October 2018"),
            ("sixth-congress-lome-2019", "9–11 October 2019"),
            ("guanajuato-2019", "27–29 November 2019"),
            ("programming-distribution-toronto-2018", "6 June 2018"),
        ],
    )
    def test_dates_are_as_exact_as_known(self, slug: str, when: str) -> None:
        assert Event.objects.get(slug=slug).when == when

    def test_mexican_coalition_was_relaunched(self) -> None:
        coalition = Coalition.objects.get(slug="coalicion-mexicana")

        assert [(change.status, change.since) for change in coalition.statuses.all()] == [
            ("dormant", None),
            ("relaunched", "2019-11"),
        ]

    def test_canadian_coalition_is_the_secretariat(self) -> None:
        membership = Coalition.objects.get(slug="cdce").memberships.get()

        assert (membership.federation.slug, membership.role) == ("ifccd", "secretariat")

    def test_every_measure_has_a_version_that_says_what_is_public_now(self) -> None:
        for measure in Measure.objects.all():
            assert measure.versions.exists()
            assert keep_version(measure, by=None) is None

    def test_there_is_something_to_show_of_everything(self) -> None:
        published = Measure.objects.published()

        assert set(published.values_list("language", flat=True)) == {"en", "fr", "es", "pt", "ar", "zh", "de"}
        assert published.filter(coalition=None).exists()
        assert published.filter(ongoing=True).exists()
        assert published.filter(evaluated=True).exists()
        assert published.filter(ifcd_support=True).exists()
        assert Measure.objects.exclude(withdrawn_at=None).count() == 1
        assert Version.objects.exclude(reason="").count() == 3
        assert Evidence.objects.get().file.read(5) == b"%PDF-"
        with TODAY:
            assert Event.objects.coming().count() == 4

    def test_what_is_invented_says_so(self) -> None:
        real = {"ifccd", "cdce", "coalition-francaise", "koalition-kulturelle-vielfalt", "slovenska-koalicia"}
        real |= {"uk-coalition", "coalicion-mexicana", "coalition-togolaise"}

        for coalition in Coalition.objects.exclude(slug__in=real):
            assert "xample" in coalition.other_names.get("en", coalition.name)
        for measure in Measure.objects.filter(coalition=None):
            assert measure.authority.startswith("Example")
        invented = Measure.objects.exclude(coalition__slug="cdce")
        assert not invented.exclude(links=None).exclude(links__url__startswith="https://example.org/").exists()

    def test_desk_and_queue_have_reports(self) -> None:
        reports = Submission.objects.order_by("pk").values_list("purpose", "state", "created_by__email")

        assert list(reports) == [
            ("new", "draft", "representative@example.org"),
            ("carry-forward", "submitted", "coordinator@example.org"),
            ("update", "changes-requested", "representative@example.org"),
        ]
        assert Submission.objects.get(purpose="update").remarks.sent().count() == 2

    def test_cycle_of_2027_is_open(self) -> None:
        with TODAY:
            (cycle,) = Cycle.objects.open()

        assert (str(cycle), cycle.closes) == ("2024–2027", datetime.date(2027, 6, 30))

    @pytest.mark.parametrize(("email", "password", "_role"), ACCOUNTS)
    def test_account_can_sign_in(self, email: str, password: str, _role: str, rf: Any) -> None:
        assert User.objects.get(email=email).check_password(password)
        assert authenticate(rf.post("/"), email=email, username=email, password=password)

    def test_accounts_have_their_rights_and_no_more(self) -> None:
        users = {user.email.partition("@")[0]: user for user in User.objects.all()}

        assert not any(user.is_superuser for user in users.values())
        assert [name for name, user in sorted(users.items()) if user.is_staff] == ["administrator", "secretariat"]
        assert [group.name for group in users["secretariat"].groups.all()] == ["Secretariat editors"]
        assert [group.name for group in users["administrator"].groups.all()] == ["Secretariat administrators"]
        for name in ("representative", "coordinator"):
            represented = Coalition.objects.represented_by(users[name]).order_by("slug")
            assert [coalition.slug for coalition in represented] == ["cdce", "example-coalition-kenya"]


def test_public_site_gets_no_accounts_whose_password_everyone_knows(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    settings.HTTPS = True

    load()

    assert not User.objects.exists()
    assert Measure.objects.exists()

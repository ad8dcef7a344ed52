"""Taking a coalition's record home: all of it, nothing of anybody else's, and nothing that bites."""

import io
import json
import re
import zipfile

import pytest
from django.test import Client
from django.utils import timezone

from coalitions.models import Coalition, Representative
from submissions import workflow
from submissions.coalition_archive import write_archive
from submissions.models import Submission
from tests.factories import (
    ANSWERS,
    CoalitionFactory,
    EvidenceFactory,
    MeasureFactory,
    RemarkFactory,
    RepresentativeFactory,
    SubmissionFactory,
    SubmissionFileFactory,
    UserFactory,
    publish,
)

pytestmark = pytest.mark.django_db


def archive_of(coalition: Coalition) -> zipfile.ZipFile:
    out = io.BytesIO()
    write_archive(coalition, out)
    return zipfile.ZipFile(out)


def texts(archive: zipfile.ZipFile) -> str:
    return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


def report_in(archive: zipfile.ZipFile) -> dict[str, object]:
    (name,) = [name for name in archive.namelist() if name.endswith("/report.json")]
    report: dict[str, object] = json.loads(archive.read(name))
    return report


def coordinator_of(coalition: Coalition) -> Representative:
    representative: Representative = RepresentativeFactory(coalition=coalition, role=Representative.Role.COORDINATOR)
    return representative


def address(coalition: Coalition) -> str:
    return f"/en/desk/{coalition.slug}/archive/"


def test_it_holds_drafts_reports_remarks_versions_and_files() -> None:
    submission = SubmissionFactory()
    SubmissionFileFactory(submission=submission)
    workflow.submit(submission, UserFactory(name="Writer"))
    RemarkFactory(submission=submission, text="Which staff?", sent_at=timezone.now())
    measure = MeasureFactory(coalition=submission.coalition)
    EvidenceFactory(measure=measure, name="photo.txt")
    publish(measure, reason="Corrected a name")

    archive = archive_of(submission.coalition)

    folder, published = f"reports/{submission.pk}-trained-museum-staff", f"measures/{measure.pk}-{measure.slug}"
    assert set(archive.namelist()) == {
        "index.html",
        "coalition.json",
        f"{folder}/report.json",
        f"{folder}/report.html",
        f"{folder}/files/{submission.files.get().pk}-minutes.txt",
        f"{published}/measure.html",
        f"{published}/version-1.json",
        f"{published}/files/{measure.evidence.get().pk}-photo.txt",
    }
    assert archive.read(f"{folder}/files/{submission.files.get().pk}-minutes.txt") == b"Ten people came."
    assert report_in(archive)["answers"] == ANSWERS
    assert [step["what"] for step in report_in(archive)["trail"]] == ["submitted"]  # type: ignore[attr-defined]
    assert "Which staff?" in archive.read(f"{folder}/report.html").decode()
    assert "Corrected a name" in archive.read(f"{published}/measure.html").decode()


def test_it_holds_nothing_of_another_coalition() -> None:
    SubmissionFactory(answers={"measure": {"title": "Quetzalcoatlus"}})
    MeasureFactory(title="Quetzalcoatlus")

    assert "Quetzalcoatlus" not in texts(archive_of(CoalitionFactory()))


def test_a_remark_that_the_secretariat_is_still_writing_is_its_own() -> None:
    submission = SubmissionFactory()
    RemarkFactory(submission=submission, text="Quetzalcoatlus")

    assert "Quetzalcoatlus" not in texts(archive_of(submission.coalition))


def test_what_people_typed_is_text_and_no_markup() -> None:
    typed = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    submission = SubmissionFactory(answers={"measure": {"title": typed}, "features": {"main_features": typed}})
    SubmissionFileFactory(submission=submission, name=f"{typed}.txt")
    RemarkFactory(submission=submission, text=typed, answer=typed, sent_at=timezone.now())
    publish(MeasureFactory(coalition=submission.coalition, title=typed, main_features=typed), reason=typed[:20])
    archive = archive_of(submission.coalition)

    pages = "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".html"))

    assert re.findall(r"<(?:script|img)\b", pages) == []


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "..\\..\\evil.exe",
        "/absolute.txt",
        ".bashrc",
        "a\x00b.txt",
        "C:evil.txt",
        "",
        "..",
        "x" * 200,
    ],
)
def test_no_file_leads_out_of_its_folder(name: str) -> None:
    file = SubmissionFileFactory(name=name.replace("\x00", ""))
    archive = archive_of(file.submission.coalition)

    (path,) = [path for path in archive.namelist() if "/files/" in path]

    folder, _slash, kept = path.rpartition("/")
    assert folder == f"reports/{file.submission.pk}-trained-museum-staff/files"
    assert re.fullmatch(rf"{file.pk}-[^/\\:.\x00][^/\\:\x00]*", kept)


def test_two_files_of_one_name_are_both_there() -> None:
    submission = SubmissionFactory()
    for _number in range(2):
        SubmissionFileFactory(submission=submission, name="minutes.txt")

    paths = [path for path in archive_of(submission.coalition).namelist() if "/files/" in path]

    assert len(set(paths)) == 2


def test_a_stored_file_that_is_lost_does_not_cost_the_rest() -> None:
    file = SubmissionFileFactory()
    file.file.storage.delete(file.file.name)

    report = report_in(archive_of(file.submission.coalition))

    assert report["files"] == [{"name": "minutes.txt", "type": "text/plain", "size": 16, "path": ""}]


def test_a_draft_with_nonsense_in_it_is_kept_as_it_is() -> None:
    answers = {
        "measure": {"title": "\u202etitle", "first_year": "20l9"},
        "events": {"events": [{"key": "n1", "event": "x"}]},
    }
    submission = SubmissionFactory(answers=answers)

    assert report_in(archive_of(submission.coalition))["answers"] == answers


def test_a_coordinator_takes_it_home(client: Client) -> None:
    submission = SubmissionFactory()
    client.force_login(coordinator_of(submission.coalition).user)

    response = client.get(address(submission.coalition))

    content = b"".join(response.streaming_content)  # type: ignore[attr-defined]
    assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None
    assert response["Content-Type"] == "application/zip"
    assert response["Content-Disposition"].startswith('attachment; filename="polyphony-example-coalition-')


def test_a_contributor_asks_a_coordinator(client: Client) -> None:
    coalition = CoalitionFactory()
    client.force_login(RepresentativeFactory(coalition=coalition).user)

    assert client.get(address(coalition)).status_code == 403


def test_a_former_coordinator_and_that_of_another_coalition_find_nothing(client: Client) -> None:
    coalition = CoalitionFactory()
    former = coordinator_of(coalition)
    former.ended_at = timezone.now()
    former.save()

    for user in (former.user, coordinator_of(CoalitionFactory()).user, UserFactory(is_staff=True, is_superuser=True)):
        client.force_login(user)
        assert client.get(address(coalition)).status_code == 404


def test_a_coordinator_of_one_and_contributor_of_another_takes_only_the_first(client: Client) -> None:
    first, other = CoalitionFactory(), CoalitionFactory()
    user = coordinator_of(first).user
    RepresentativeFactory(coalition=other, user=user)
    client.force_login(user)

    assert (client.get(address(first)).status_code, client.get(address(other)).status_code) == (200, 403)


def test_a_visitor_is_asked_to_sign_in(client: Client) -> None:
    coalition = CoalitionFactory()

    response = client.get(address(coalition))

    assert response["Location"] == f"/en/accounts/login/?next=/en/desk/{coalition.slug}/archive/"
    assert not Submission.objects.exists()

"""The addresses of the desk, under /<lang>/desk/."""

from django.urls import path

from desk import archive, beginning, files, guide, letter, overview, profile, section, submission

urlpatterns = [
    path("", overview.desk, name="desk"),
    path("help/", guide.guide, name="desk_help"),
    path("secretariat/", letter.write, name="desk_letter"),
    path("start/", beginning.start, name="desk_start"),
    path("measures/<int:measure>/update/", beginning.update, name="desk_update"),
    path("measures/<int:measure>/carry-forward/", beginning.carry_forward, name="desk_carry_forward"),
    path("<int:pk>/", submission.tasks, name="desk_submission"),
    path("<int:pk>/check/", submission.check, name="desk_check"),
    path("<int:pk>/preview/", submission.preview, name="desk_preview"),
    path("<int:pk>/trail/", submission.trail, name="desk_trail"),
    path("<int:pk>/step/", submission.step, name="desk_step"),
    path("<int:pk>/cycle/", submission.cycle, name="desk_cycle"),
    path("<int:pk>/find-events/", section.events, name="desk_events"),
    path("<int:pk>/files/<int:file>/", files.download, name="desk_file"),
    path("<str:coalition>/profile/", profile.profile, name="desk_profile"),
    path("<str:coalition>/archive/", archive.archive, name="desk_archive"),
    path("<int:pk>/<slug:slug>/", section.section, name="desk_section"),
]

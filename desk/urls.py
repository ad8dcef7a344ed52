"""The addresses of the desk, under /<lang>/desk/."""

from django.urls import path

from measures.views import desk, desk_archive, desk_files, desk_report, desk_section

urlpatterns = [
    path("", desk.desk, name="desk"),
    path("start/", desk.start, name="desk_start"),
    path("measures/<int:measure>/update/", desk.update, name="desk_update"),
    path("measures/<int:measure>/carry-forward/", desk.carry_forward, name="desk_carry_forward"),
    path("<int:pk>/", desk_report.tasks, name="desk_report"),
    path("<int:pk>/check/", desk_report.check, name="desk_check"),
    path("<int:pk>/preview/", desk_report.preview, name="desk_preview"),
    path("<int:pk>/trail/", desk_report.trail, name="desk_trail"),
    path("<int:pk>/step/", desk_report.step, name="desk_step"),
    path("<int:pk>/cycle/", desk_report.cycle, name="desk_cycle"),
    path("<int:pk>/find-events/", desk_section.events, name="desk_events"),
    path("<int:pk>/files/<int:file>/", desk_files.download, name="desk_file"),
    path("<str:coalition>/archive/", desk_archive.archive, name="desk_archive"),
    path("<int:pk>/<slug:slug>/", desk_section.section, name="desk_section"),
]

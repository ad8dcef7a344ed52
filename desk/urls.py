"""The addresses of the desk, under /<lang>/desk/."""

from django.urls import path

from desk import archive, files, report, section, views

urlpatterns = [
    path("", views.desk, name="desk"),
    path("start/", views.start, name="desk_start"),
    path("measures/<int:measure>/update/", views.update, name="desk_update"),
    path("measures/<int:measure>/carry-forward/", views.carry_forward, name="desk_carry_forward"),
    path("<int:pk>/", report.tasks, name="desk_report"),
    path("<int:pk>/check/", report.check, name="desk_check"),
    path("<int:pk>/preview/", report.preview, name="desk_preview"),
    path("<int:pk>/trail/", report.trail, name="desk_trail"),
    path("<int:pk>/step/", report.step, name="desk_step"),
    path("<int:pk>/cycle/", report.cycle, name="desk_cycle"),
    path("<int:pk>/find-events/", section.events, name="desk_events"),
    path("<int:pk>/files/<int:file>/", files.download, name="desk_file"),
    path("<str:coalition>/archive/", archive.archive, name="desk_archive"),
    path("<int:pk>/<slug:slug>/", section.section, name="desk_section"),
]

"""The addresses of a coalition's people, below the language."""

from django.urls import path

from coalitions import views

urlpatterns = [
    path("accounts/invitations/<str:token>/", views.invitation, name="invitation"),
    path("desk/<str:slug>/people/", views.list_people, name="people"),
    path("desk/<str:slug>/people/invite/", views.invite, name="people_invite"),
    path("desk/<str:slug>/people/<int:pk>/", views.person, name="people_person"),
    path("desk/<str:slug>/people/<int:pk>/removal/", views.ask_for_removal, name="people_removal"),
    path("desk/<str:slug>/people/invitations/<int:pk>/", views.change_invitation, name="people_invitation"),
]

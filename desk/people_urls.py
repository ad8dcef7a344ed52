"""The addresses of a coalition's people, below the language."""

from django.urls import path

from desk import people

urlpatterns = [
    path("accounts/invitations/<str:token>/", people.invitation, name="invitation"),
    path("desk/<str:slug>/people/", people.list_people, name="people"),
    path("desk/<str:slug>/people/invite/", people.invite, name="people_invite"),
    path("desk/<str:slug>/people/<int:pk>/", people.person, name="people_person"),
    path("desk/<str:slug>/people/<int:pk>/removal/", people.ask_for_removal, name="people_removal"),
    path("desk/<str:slug>/people/invitations/<int:pk>/", people.change_invitation, name="people_invitation"),
]

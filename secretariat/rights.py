"""What the secretariat's two groups may do. They exist after the first migration and keep at least this."""

from django.contrib.auth.models import Group, Permission
from django.db.models import Q

from accounts.groups import ADMINISTRATORS, EDITORS

ALL = ("view", "add", "change", "delete")
# Nothing public is ever deleted, so records that have an address are added and changed only.
KEEP = ("view", "add", "change")
BEGIN = ("view", "add")
READ = ("view",)

CONTENT = {
    "coalitions": {
        "coalition": KEEP,
        "statuschange": ALL,
        "membership": ALL,
        "event": KEEP,
        "participation": ALL,
    },
    "measures": {
        "measure": KEEP,
        "result": ALL,
        "partner": ALL,
        "funding": ALL,
        "link": ALL,
        "evidence": ALL,
        "version": READ,
    },
}
RIGHTS: dict[str, list[dict[str, dict[str, tuple[str, ...]]]]] = {
    EDITORS: [
        CONTENT,
        {"submissions": {"submission": ("view", "change")}},
        {"measures": {"cycleextension": KEEP}},
        {"measures": {"term": READ, "vocabulary": READ, "cycle": READ}, "coalitions": {"representative": READ}},
        # Whoever adds a coalition may invite its first coordinator (`coalitions/invitations.py`), and sees the answer.
        {"coalitions": {"invitation": READ}},
        # Whoever may change a coalition decides what its coordinators propose (`coalitions/profile.py`).
        {"coalitions": {"profileupdate": READ}},
    ],
    ADMINISTRATORS: [
        {
            "accounts": {"user": ALL},
            "auth": {"group": READ},
            "coalitions": {"representative": KEEP, "invitation": BEGIN, "event": READ},
            "measures": {"term": ALL, "vocabulary": KEEP, "cycle": KEEP, "measure": READ, "version": READ},
        },
        {"measures": {"cycleextension": KEEP}},
        # A new coalition, so that whoever invites its coordinator needs nobody else before.
        {"coalitions": {"coalition": BEGIN, "statuschange": BEGIN, "membership": BEGIN}},
    ],
}


def grant_rights() -> None:
    """Make the groups and give them the rights above; rights added by hand stay."""
    for name, tables in RIGHTS.items():
        wanted = Q()
        for table in tables:
            for app, models in table.items():
                for model, actions in models.items():
                    codenames = [f"{action}_{model}" for action in actions]
                    wanted |= Q(content_type__app_label=app, codename__in=codenames)
        group, _created = Group.objects.get_or_create(name=name)
        group.permissions.add(*Permission.objects.filter(wanted))

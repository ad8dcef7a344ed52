"""What is stored about coalitions and events."""

from coalitions.models.coalition import Coalition, Membership, Representative, StatusChange
from coalitions.models.event import Event, Participation
from coalitions.models.invitation import Invitation
from coalitions.models.profile import ProfileUpdate

__all__ = [
    "Coalition",
    "Event",
    "Invitation",
    "Membership",
    "Participation",
    "ProfileUpdate",
    "Representative",
    "StatusChange",
]

"""What is stored about coalitions and events."""

from coalitions.models.coalition import Coalition, Membership, Representative, StatusChange
from coalitions.models.event import Event, Participation
from coalitions.models.invitation import Invitation

__all__ = ["Coalition", "Event", "Invitation", "Membership", "Participation", "Representative", "StatusChange"]

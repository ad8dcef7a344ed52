"""Letters and uploads on disk are for the program's user alone: other users of the machine could read drafts there."""

import logging
from pathlib import Path

from django.conf import settings

logger = logging.getLogger(__name__)

FOLDER: int = 0o700
FILE: int = 0o600


def close_to_others() -> None:
    """Close the folders that a former version left open; whatever is in them can then not be reached either."""
    for folder in (Path(settings.MEDIA_ROOT), settings.MAIL_DIR):
        try:
            if folder.exists():
                folder.chmod(FOLDER)
        except PermissionError:
            logger.warning("%s belongs to another user, who should close it to others: chmod 700", folder)

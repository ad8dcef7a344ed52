"""The WSGI entry point, for a server such as gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

from config.startup import GIVE_UP, refusal_in_a_sentence
from config.statements import limit_statements

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
with refusal_in_a_sentence(exit_code=GIVE_UP):
    application = get_wsgi_application()
    limit_statements()

"""How the site is put together: settings, addresses, the server, the project's own database, and what `make run` does.

In comes the environment of the machine; out comes a site that serves. May import every room.
"""

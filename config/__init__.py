"""How the site is put together: settings, addresses, the server and the project's own database."""

"""The static files as production serves them: named by their content, compressed, and kept by browsers for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Names the modules that a script imports by their content, too: a new script never meets an old module."""

    support_js_module_import_aggregation = True

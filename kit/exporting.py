"""How JupyterLab exports a notebook as a page, where the kit is installed: with the kit's template.

The template (``lab/export`` in the repository) is JupyterLab's own with legible colours, underlined links and
nothing cut off on paper. Whoever has chosen a template keeps it.
"""

from typing import Any

TEMPLATE = "between-the-lines"


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "kit.exporting"}]


def _load_jupyter_server_extension(server: Any) -> None:
    config = server.web_app.settings["config"]  # what JupyterLab's menu exports by
    config.HTMLExporter.setdefault("template_name", TEMPLATE)
    config.SlidesExporter.setdefault("template_name", "reveal")  # slides are pages, too, but not these

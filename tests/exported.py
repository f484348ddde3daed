"""The lessons and exercises as pages, by JupyterLab's template and by the kit's."""

from functools import lru_cache
from pathlib import Path

from nbconvert import HTMLExporter

REPOSITORY = Path(__file__).parents[1]
NOTEBOOKS = sorted([*REPOSITORY.glob("notebooks/*.ipynb"), *REPOSITORY.glob("exercises/**/*.ipynb")])
NAMES = [str(path.relative_to(REPOSITORY)) for path in NOTEBOOKS]
KITS, LABS = "between-the-lines", "lab"


@lru_cache
def _exporter(template: str, theme: str) -> HTMLExporter:
    folder = str(REPOSITORY / "lab" / "export")  # this checkout's, whatever is installed
    return HTMLExporter(extra_template_basedirs=[folder], template_name=template, theme=theme)


@lru_cache(len(NOTEBOOKS))  # the same page is looked at, printed and read aloud
def exported(name: str, template: str = LABS, theme: str = "light") -> str:
    """A notebook of the repository as a page."""
    return str(_exporter(template, theme).from_filename(str(REPOSITORY / name))[0])

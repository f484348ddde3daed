"""Where things lie: seeds, glossary and answers, from whichever folder a notebook runs in."""

import os
from pathlib import Path


def course_folder() -> Path:
    """The kit's own seeds, lessons and exercises: in the installed package, or the repository around it."""
    package = Path(__file__).resolve().parent
    packed = package / "course_files"
    return packed if packed.is_dir() else package.parent


def seed_folders() -> list[Path]:
    """Folders that hold texts, nearest first: ``seeds`` beside the notebook or above it, then the kit's own.

    Set KIT_SEEDS to put a folder of your own in front.
    """
    above = [folder / "seeds" for folder in (Path.cwd(), *Path.cwd().parents)]
    own = course_folder() / "seeds"
    named = [Path(os.environ["KIT_SEEDS"])] if os.environ.get("KIT_SEEDS") else []
    found = [folder for folder in (*named, *above, own) if folder.is_dir()]
    return list(dict.fromkeys(found))


def glossary_file(folder: Path) -> Path | None:
    """The glossary that a sheet in a folder links to: beside it, in ``notebooks`` above it, or the kit's."""
    lessons = (above / "notebooks" for above in (*folder.resolve().parents, course_folder()))
    found = (place / "glossary.md" for place in (folder, *lessons))
    return next((path for path in found if path.is_file()), None)


def notebook_path() -> Path | None:
    """The notebook this kernel runs for, where the front end tells. It may have been renamed since."""
    name = os.environ.get("JPY_SESSION_NAME", "")
    return Path(name) if name.endswith(".ipynb") else None


def answers_folder() -> Path:
    """Where the journal of answers is kept: beside the notebook. Set KIT_ANSWERS to keep it elsewhere."""
    return Path(os.environ["KIT_ANSWERS"]) if os.environ.get("KIT_ANSWERS") else notebook_folder()


def notebook_folder() -> Path:
    """The folder of the notebook; where the front end does not tell, the folder the kernel runs in."""
    notebook = notebook_path()
    return notebook.parent if notebook and notebook.parent.is_dir() else Path.cwd()

"""Where things lie: seeds, banks and answers, from whichever folder a notebook runs in."""

import os
from pathlib import Path


def seed_folders() -> list[Path]:
    """Folders that hold texts, nearest first: ``seeds`` beside the notebook or above it, then the kit's own.

    Set KIT_SEEDS to put a folder of your own in front.
    """
    above = [folder / "seeds" for folder in (Path.cwd(), *Path.cwd().parents)]
    own = Path(__file__).resolve().parent.parent / "seeds"
    named = [Path(os.environ["KIT_SEEDS"])] if os.environ.get("KIT_SEEDS") else []
    found = [folder for folder in (*named, *above, own) if folder.is_dir()]
    return list(dict.fromkeys(found))

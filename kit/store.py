"""Where a student's last answers are: the journal beside the notebook, and the notebook's own file."""

from pathlib import Path

from kit.answers import Journal, Record, latest, read_notebook, records_in
from kit.places import answers_folder, notebook_path


class Store:
    """The answers that survive everything: kernel, page, copy of the notebook, cleared outputs."""

    def __init__(self, folder: Path, notebook: Path | None) -> None:
        self.journal = Journal(folder)
        self.notebook = notebook

    @classmethod
    def here(cls) -> "Store":
        """The store of the notebook this kernel runs for."""
        return cls(answers_folder(), notebook_path())

    def in_notebook(self) -> dict[str, Record]:
        """The last answers that the notebook's file on disk holds: what an export would carry."""
        return latest(records_in(read_notebook(self.notebook))) if self.notebook else {}

    def answers(self) -> dict[str, Record]:
        """The last answer to every question, from the journal and the notebook together."""
        return latest([*self.in_notebook().values(), *self.journal.records()])

    def last(self, question_id: str) -> Record | None:
        """The last answer to one question. One that only the notebook holds is put in the journal too."""
        record = self.answers().get(question_id)
        if record and record not in self.journal.records():
            self.save(record)  # a warning here would come at every run; the card warns when one answers
        return record

    def save(self, record: Record) -> str:
        """Put an answer in the journal. Returns a warning for the student, empty when it is safe on disk."""
        try:
            self.journal.append(record)
        except OSError as error:
            return (
                f"Your answer is shown here but could not be written to {self.journal.path.name} "
                f"({error.strerror}). Save the notebook now. Then see that the disk is not full and that the "
                "folder may be written to."
            )
        return ""

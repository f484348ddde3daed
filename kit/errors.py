"""Errors a reader of a notebook can act on: what happened, and what to do next."""


class KitError(Exception):
    """Something the user can put right. Its message is one or two plain sentences.

    In a notebook it is shown as that message alone, without a traceback of library internals.

    >>> raise KitError("There is no text 'artcle'. Did you mean 'article'?")
    Traceback (most recent call last):
    ...
    kit.errors.KitError: There is no text 'artcle'. Did you mean 'article'?
    """

    def _render_traceback_(self) -> list[str]:
        """IPython asks for this in place of a traceback."""
        return [f"{type(self).__name__}: {self}"]


class ResponseError(KitError):
    """The response cannot be an answer to this question. The message says what to do."""

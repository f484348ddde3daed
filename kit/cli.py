"""The command ``kit``."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kit.errors import KitError

app = typer.Typer(
    help="Between the Lines: study how persuasive texts work.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


class Format(StrEnum):
    """How a table is printed."""

    table = "table"
    csv = "csv"
    jsonl = "jsonl"
    html = "html"


@app.command()
def words(
    file: Annotated[str, typer.Argument(help="A text file, or the name of a seed.")],
    against: Annotated[str, typer.Option(help="Another text: print keyness against it.")] = "",
    format: Annotated[Format, typer.Option(help="How to print it.")] = Format.table,
) -> None:
    """Print the frequency of every word, or with --against the keyness table."""
    from kit.texts import read
    from kit.words import frequency, keyness

    table = keyness(read(file), read(against)) if against else frequency(read(file))
    printed = {
        Format.table: lambda: table.to_string(index=False),
        Format.csv: lambda: table.to_csv(index=False).rstrip("\n"),
        Format.jsonl: lambda: table.to_json(orient="records", lines=True, force_ascii=False).rstrip("\n"),
        Format.html: lambda: table.to_html(index=False),
    }[format]()
    typer.echo(printed)


@app.command()
def check(
    folder: Annotated[Path, typer.Argument(help="The folder of the kit or of a course.")] = Path(),
) -> None:
    """Check every question bank, reference annotation and notebook below a folder."""
    from kit.check import check_folder

    problems = check_folder(folder)
    for problem in problems:
        typer.echo(problem)
    typer.echo(f"{len(problems)} problems found." if problems else "All banks and notebooks are in order.")
    raise typer.Exit(1 if problems else 0)


def main() -> None:
    """Run the command line. A KitError ends it with its message and exit code 1."""
    try:
        app()
    except KitError as error:
        typer.echo(str(error), err=True)
        raise SystemExit(1) from None

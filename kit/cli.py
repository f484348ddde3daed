"""The command ``kit``."""

import shlex
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kit.errors import KitError
from kit.progress import progress

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
def start(
    folder: Annotated[Path, typer.Argument(help="Where the course goes: a folder, new or not.")],
    lessons: Annotated[
        bool, typer.Option("--lessons", help="Leave out the exercises and their keys.")
    ] = False,
) -> None:
    """Lay out the lessons, exercises and texts in a folder. What lies there already is left as it is."""
    from kit.course import LESSONS, PARTS, lay_out

    laid = lay_out(folder, LESSONS if lessons else PARTS)
    typer.echo(f"{len(laid.written)} files of the course written to {folder.resolve()}.")
    if laid.kept:
        typer.echo(f"Files left as they were, since they differ from the kit's own: {len(laid.kept)}.")
    typer.echo(f"Now type:  kit lab{'' if folder == Path() else f' {shlex.quote(str(folder))}'}")


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def lab(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help="The folder of the course.")] = Path(),
) -> None:
    """Open JupyterLab on the first lesson. What else you add, such as --no-browser, goes to JupyterLab."""
    from kit.lab import open_lab

    open_lab(folder, context.args)


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
def analyse(
    files: Annotated[list[str], typer.Argument(help="Text files, folders of them, patterns, or seeds.")],
    format: Annotated[Format, typer.Option(help="How to print it.")] = Format.table,
    jobs: Annotated[int, typer.Option(min=1, help="How many processes work side by side.")] = 1,
) -> None:
    """Find hedges, boosters, scare quotes and attributions. Exit code 1 when a file was skipped."""
    from kit.analyse import HEADS, TAILS, files_named
    from kit.analyse import analyse as run

    named = list(dict.fromkeys(files_named(files)))
    if not named:
        raise KitError("There is no .txt file there. Name a text file, or a folder that holds some.")
    typer.echo(HEADS.get(format, ""), nl=False)
    problems = 0
    for outcome in progress("Analysing")(run(named, format, jobs), len(named)):
        typer.echo(outcome.output, nl=False)
        for said in (outcome.warning, outcome.problem):
            if said:
                typer.echo(said, err=True)
        problems += bool(outcome.problem)
    typer.echo(TAILS.get(format, ""), nl=False)
    raise typer.Exit(1 if problems else 0)


@app.command()
def check(
    folder: Annotated[Path, typer.Argument(help="The folder of the kit or of a course.")] = Path(),
    text: Annotated[str, typer.Option(help="Another text: list what to rewrite for it.")] = "",
) -> None:
    """Check every question bank, reference annotation and notebook below a folder.

    With --text NAME, list what remains to be rewritten when that text takes the article's place. Lessons then
    run on it with article = kit.read("NAME") in their first cell and text = "NAME" in their bank.
    """
    if text:
        from kit.swap import what_remains
        from kit.texts import read

        lines = what_remains(folder, read(text))
        typer.echo("\n".join([*lines, f"{len(lines)} things to rewrite for {text}."]))
        return
    from kit.lint_folder import check_folder

    problems = check_folder(folder)
    for problem in problems:
        typer.echo(problem)
    typer.echo(
        f"{len(problems)} problems found."
        if problems
        else "All banks, annotations and notebooks are in order."
    )
    raise typer.Exit(1 if problems else 0)


@app.command()
def release(
    exercise: Annotated[Path, typer.Argument(help="The exercise's folder, with solution.ipynb.")],
    to: Annotated[Path, typer.Option(help="An empty folder, or one that is not there yet.")],
    graded: Annotated[bool, typer.Option("--graded", help="Leave out every key and feedback text.")] = False,
) -> None:
    """Write the folder that students get: notebook, questions and texts, the solutions cut out.

    Students who practise get the keys with it. With --graded no key, hidden check or feedback is in it.
    """
    from kit.release import release as run

    try:
        files = run(exercise, to, graded)
    except KitError as error:
        raise typer.BadParameter(str(error)) from None
    for file in files:
        typer.echo(file)


@app.command()
def collect(
    homes: Annotated[Path, typer.Argument(help="The folder that holds each student's home, such as /home.")],
    exercise: Annotated[Path, typer.Option(help="The exercise: a folder with questions.toml, or a bank.")],
    to: Annotated[Path, typer.Option(help="Where the notebooks go, a folder for each student.")],
) -> None:
    """Gather an exercise from the homes of a server's users, for kit grade. Nothing there is run or changed.

    A later collection into the same folder brings newer copies in the place of older ones.
    """
    from kit.grading.collecting import collect as run
    from kit.grading.collecting import report

    try:
        found = run(homes, exercise, to)
    except KitError as error:
        raise typer.BadParameter(str(error)) from None
    typer.echo("\n".join(report(found, to)))


@app.command()
def grade(
    submissions: Annotated[Path, typer.Argument(help="A folder, a .zip, or one notebook.")],
    exercise: Annotated[Path, typer.Option(help="The exercise: a folder with questions.toml, or a bank.")],
    to: Annotated[Path, typer.Option(help="Where grades, feedback and reports go.")],
    before: Annotated[
        Path | None, typer.Option(help="Where an earlier sitting was graded to: report the gain since.")
    ] = None,
    jobs: Annotated[int, typer.Option(min=1, help="How many processes work side by side.")] = 1,
    scheduler: Annotated[str, typer.Option(help="The address of a Dask scheduler: its workers do it.")] = "",
    no_code: Annotated[bool, typer.Option("--no-code", help="Leave code tasks not run.")] = False,
    trust_code: Annotated[
        bool, typer.Option("--trust-code", help="Run code tasks with your own rights, without a sandbox.")
    ] = False,
    worksheet: Annotated[
        Path | None,
        typer.Option(help="Moodle's grading worksheet or Canvas's gradebook: fill in the grades."),
    ] = None,
    column: Annotated[str, typer.Option(help="The column of the worksheet to fill in.")] = "",
) -> None:
    """Grade what students handed in, from the records in their notebooks.

    Code tasks are run in a sandbox, or not at all where there is none.
    """
    from kit.grading.command import Code, WorkStoppedError, grade_all

    if no_code and trust_code:
        raise typer.BadParameter("Give --no-code or --trust-code, not both.")
    if column and not worksheet:
        raise typer.BadParameter("--column is a column of a worksheet: give --worksheet too.")
    code: Code = "none" if no_code else "trust" if trust_code else "sandbox"
    try:
        rows = grade_all(
            submissions,
            exercise,
            to,
            jobs=jobs,
            scheduler=scheduler,
            code=code,
            worksheet=worksheet,
            column=column,
            before=before,
            progress=progress("Grading"),
            say=typer.echo,
        )
    except WorkStoppedError:
        raise
    except KitError as error:
        raise typer.BadParameter(str(error)) from None
    graded = sum(row.result.score is not None for row in rows)
    typer.echo(f"{graded} of {len(rows)} submissions graded. See {to / 'report.html'}.")


def main() -> None:
    """Run the command line. A KitError ends it with its message and exit code 1."""
    try:
        app()
    except KitError as error:
        typer.echo(str(error), err=True)
        raise SystemExit(1) from None

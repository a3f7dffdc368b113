"""Every command. Nothing heavy is imported before a command needs it."""

from __future__ import annotations

import errno
from typing import Any

import click

from accordingto.cli import desk
from accordingto.cli.code import check, code
from accordingto.cli.evaluate import evaluate
from accordingto.cli.export import export
from accordingto.cli.link import link
from accordingto.cli.package import gazetteer, schema
from accordingto.cli.read import read
from accordingto.cli.serve import serve, users
from accordingto.cli.streams import ELSEWHERE, Stopped
from accordingto.errors import AccordingToError


class Main(click.Group):
    """Turns this package's own errors, and the system's, into one clean line; lets bugs through."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except AccordingToError as error:
            raise Stopped(str(error)) from error
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # a reader that has seen enough: click ends the program quietly
            what = error.filename or "the output"
            raise Stopped(
                f"{what}: it cannot be written ({error.strerror}). {ELSEWHERE}"
            ) from error
        except KeyboardInterrupt:
            click.echo("Stopped.", err=True)
            ctx.exit(130)


@click.group(cls=Main, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(
    package_name="accordingto", prog_name="accordingto", message="%(prog)s %(version)s"
)
def main() -> None:
    """Read news reports into sourced incident records.

    Every figure, claim, date and place comes with the exact words it rests on and who said it.
    """


for command in (
    read,
    link,
    *desk.COMMANDS,
    code,
    check,
    export,
    evaluate,
    serve,
    users,
    schema,
    gazetteer,
):
    main.add_command(command)

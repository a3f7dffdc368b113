"""`accordingto serve`: the review desk in a browser."""

from __future__ import annotations

import click

from accordingto.cli.options import existing, option_db
from accordingto.errors import DeskError


@click.command()
@option_db
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8765,
    show_default=True,
    help="0: any free one.",
)
@click.option("--who", metavar="NAME", help="Who decides, for the log; your user name if left out.")
def serve(db: str, port: int, who: str | None) -> None:
    """Open the desk as pages in a browser on this machine, with an HTTP API.

    It is served to this machine alone: there are no users and passwords yet. From elsewhere, use a
    tunnel (ssh -L 8765:localhost:8765 HOST).

    \b
    Example:
        accordingto serve
    """
    try:
        import uvicorn

        from accordingto.serve import make_app
    except ImportError as error:
        what = f"the library {error.name} is missing"
        advice = "Install it: pip install 'accordingto[serve]'"
        raise DeskError("serve", what, advice) from error
    existing(db).close()
    app = make_app(db, who=who)
    settings = uvicorn.Config(
        app, host="127.0.0.1", port=port, log_level="warning", server_header=False, access_log=False
    )
    click.echo(f"The desk is at http://localhost:{port} (stop it with Ctrl-C).")
    uvicorn.Server(settings).run()

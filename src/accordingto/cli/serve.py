"""`accordingto serve` and `accordingto users`: the review desk in a browser, and who may use it."""

from __future__ import annotations

import ipaddress
import json
import os
from typing import TYPE_CHECKING

import click

from accordingto.cli.options import existing, option_db
from accordingto.config import SERVE_VARIABLE
from accordingto.errors import DeskError

if TYPE_CHECKING:
    from accordingto.store import Role

INSTALL = "Install it: pip install 'accordingto[serve]'"


@click.command()
@option_db
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8765,
    show_default=True,
    help="Where it listens.",
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="The address it listens at; beyond this machine only for a desk that has users.",
)
@click.option(
    "--name",
    "names",
    metavar="HOST",
    multiple=True,
    help="A name that browsers call it by, besides those of this machine.",
)
@click.option("--tls", is_flag=True, help="Browsers reach it by TLS, through a reverse proxy.")
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="How many processes serve it.",
)
@click.option("--who", metavar="NAME", help="Who decides on a desk without users; else your name.")
def serve(  # noqa: PLR0917
    db: str, port: int, host: str, names: tuple[str, ...], tls: bool, workers: int, who: str | None
) -> None:
    """Open the desk as pages in a browser, with an HTTP API.

    A desk without users is served to this machine alone. One that has some (accordingto users add)
    lets in who logs in, and may be served to others: behind a proxy that does TLS.

    \b
    Examples:
        accordingto serve
        accordingto serve --host 0.0.0.0 --name desk.example --tls --workers 4
    """
    try:
        import uvicorn

        from accordingto.serve.safety import LOOPBACK
    except ImportError as error:
        raise DeskError("serve", f"the library {error.name} is missing", INSTALL) from error
    with existing(db) as desk:
        known = desk.people.all()
    if not known and not _is_loopback(host):
        advice = "Add one (accordingto users add NAME --role admin), or leave --host out"
        raise DeskError(host, "a desk without users is served to this machine alone", advice)
    settings = {"db": db, "who": who, "hosts": [*LOOPBACK, *names], "secure": tls}
    os.environ[SERVE_VARIABLE] = json.dumps(settings)
    click.echo(f"The desk is at http://{names[0] if names else 'localhost'}:{port}")
    uvicorn.run(
        "accordingto.serve.app:make_served_app", factory=True, host=host, port=port,
        workers=workers, log_level="warning", server_header=False, access_log=False,
        proxy_headers=tls,
    )  # fmt: skip


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@click.group()
def users() -> None:
    """Say who may use the desk over the network."""


@users.command("add")
@click.argument("name")
@click.option(
    "--role",
    type=click.Choice(("reader", "reviewer", "admin")),
    default="reviewer",
    show_default=True,
    help="A reader looks, a reviewer decides, an admin also forgets reports.",
)
@option_db
def add_user(name: str, role: str, db: str) -> None:
    """Add a user; the password is asked for.

    \b
    Example:
        accordingto users add ana --role admin
    """
    with existing(db) as desk:
        user = desk.people.add(name, _role(role), _ask_password())
    click.echo(f"{user.name} may use the desk as {user.role}.")


@users.command("remove")
@click.argument("name")
@option_db
def remove_user(name: str, db: str) -> None:
    """Let a user in no more; what they decided stays theirs."""
    with existing(db) as desk:
        desk.people.remove(name)
    click.echo(f"{name} is let in no more.")


@users.command("password")
@click.argument("name")
@option_db
def change_password(name: str, db: str) -> None:
    """Give a user another password; all their sessions end."""
    with existing(db) as desk:
        desk.people.change_password(name, _ask_password())
    click.echo(f"{name} has another password.")


@users.command("token")
@click.argument("name")
@click.option("--for", "program", required=True, metavar="PROGRAM", help="What will use it.")
@option_db
def make_token(name: str, program: str, db: str) -> None:
    """Make a token for a program that acts for a user; it is shown this once."""
    with existing(db) as desk:
        click.echo(desk.people.make_token(name, program))


@users.command("list")
@option_db
def list_users(db: str) -> None:
    """List the users with their roles."""
    with existing(db) as desk:
        for user in desk.people.all():
            click.echo(f"{user.name}  {user.role}  since {user.added[:10]}")


def _role(role: str) -> Role:
    from typing import get_args

    from accordingto.store import Role

    return next(known for known in get_args(Role) if known == role)


def _ask_password() -> str:
    from accordingto.serve.access import LEAST, hash_password

    password = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    if len(password) < LEAST:
        raise DeskError("password", f"it has fewer than {LEAST} characters", "Take a longer one")
    return hash_password(password)

"""The web page: the report on one side, its record on the other, each leading to the other."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from accordingto.model import Record
from accordingto.show import wording
from accordingto.show.pane import RecordPane


def render_page(record: Record) -> str:
    """Write one record as a self-contained page."""
    style, script = asset("tones.css") + asset("page.css"), asset("page.js")
    pane = RecordPane(record)
    sections = pane.sections()
    return template("page.html.j2").render(
        record=record,
        pane=pane,
        sections=sections,
        title=pane.title(),
        headline=pane.headline.paragraphs() if pane.headline else (),
        paragraphs=pane.body.paragraphs() if pane.body else (),
        style=Markup(style),
        script=Markup(script),
        policy=policy(style, script),
    )


def policy(style: str, script: str) -> str:
    """Nothing may load or run but the two inline blocks, known by their hashes."""
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def asset(name: str) -> str:
    """A file that pages hold within."""
    return files("accordingto.show").joinpath("templates", name).read_text("utf-8")


@cache
def template(name: str) -> Template:
    """A page's template: everything put into it is escaped."""
    environment = Environment(
        loader=PackageLoader("accordingto.show"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "plain": wording.plain,
        "bidi_free": wording.bidi_free,
        "controls": wording.show_controls,
        "iso": wording.iso_value,
        "link_target": wording.link_target,
        "words_of": wording.words_of,
        "capitalised": wording.capitalised,
    }
    return environment.get_template(name)

"""What the terminal view is laid out with: sections, grids, tables, quoted words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from accordingto.model import Evidence, Statement
from accordingto.show.wording import once, plain

LABEL_WIDTH = 30
"""What stands in front of words takes at most this many columns."""


def section(
    heading: str, body: RenderableType | None, absent: str | None = None
) -> Iterator[RenderableType]:
    """A heading and its body; without a body nothing, or that it is absent."""
    if body is None and absent is None:
        return
    yield Text()
    yield Rule(Text(heading, style="bold"), align="left", style="dim", characters="─")
    yield body if body is not None else indented(Text(absent or "", style="dim"))


def side_by_side(left: RenderableType, right: RenderableType) -> Table:
    """Two halves of the same width."""
    table = Table.grid(padding=(0, 2), expand=True)
    for _ in range(2):
        table.add_column(ratio=1)
    table.add_row(left, right)
    return table


def indented(body: RenderableType) -> Padding:
    """Set in by one column, as grids are."""
    return Padding(body, (0, 0, 0, 1))


def grid(rows: Iterable[tuple[Text, ...]]) -> Table | None:
    """Rows without lines, the last column the widest; None without rows."""
    kept = list(rows)
    if not kept:
        return None
    table = Table(box=None, show_header=False, padding=(0, 1), pad_edge=True)
    for index in range(len(kept[0])):
        last = index == len(kept[0]) - 1
        table.add_column(overflow="fold", max_width=None if last else LABEL_WIDTH)
    for row in kept:
        table.add_row(*row)
    return table


def labelled_once(rows: Iterable[tuple[Text, Text]]) -> Iterator[tuple[Text, Text]]:
    """Rows with a label in front, which is left out where it stands right above."""
    before = ""
    for label, words in rows:
        yield (Text() if label.plain == before else label), words
        before = label.plain


def columns(*headings: str) -> Table:
    """An empty table with headings."""
    table = Table(box=None, padding=(0, 1), header_style="dim")
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table


def table_of(headings: tuple[str, ...], rows: Iterable[tuple[Text, ...]]) -> Table | None:
    """A table with headings; None without rows."""
    table = columns(*headings)
    for row in rows:
        table.add_row(*row)
    return table if table.row_count else None


def stacked(rows: Iterable[tuple[Text, Text]]) -> Group:
    """Each row as a line with its words below."""
    parts: list[RenderableType] = []
    for head, words in rows:
        parts.append(indented(head))
        parts.append(Padding(words, (0, 0, 0, 4)))
    return Group(*parts)


def quoted(*evidence: Evidence, most: int = 3) -> Text:
    """The words something rests on, each wording once, no more than `most` of them."""
    title = " (title)" if any(each.field == "title" for each in evidence) else ""
    shown, more = once(evidence, most)
    rest = f" and {more} more" if more else ""
    return Text(" … ".join(f"“{words}”" for words in shown) + rest + title, style="dim")


def said(statement: Statement) -> Text:
    """What somebody said: between quotation marks when it is their own words."""
    marks = ("“", "”") if statement.direct else ("", "")
    return Text(" … ".join(f"{marks[0]}{plain(w.text)}{marks[1]}" for w in statement.content))


def absent() -> Text:
    """Said where a value is missing and the absence matters."""
    return Text("not stated", style="dim")


def noted(value: str, note: str) -> Text:
    """A value with a fainter note behind it."""
    return Text.assemble(value, (f"  {note}" if note else "", "dim"))


def listed(items: Iterable[str]) -> str:
    """Items with commas between."""
    return ", ".join(items)

"""Every error this package raises on purpose. All of them say where, what, and what to do.

AccordingToError
├── ReportError        a report that cannot be read (bad input; the rest of a batch goes on)
├── RecordError        a record that cannot be coded (bad input; the others are coded)
├── DeskError          the desk's database cannot be used, or has not what was asked for
│   └── NotThere       the desk has no such incident, report or decision
├── ExportError        an export that cannot be written
├── RuleError          a rule set or one of its options that there is not
├── LexiconError       a word list that is wrong
├── PipelineError      a language pipeline that cannot be loaded
├── ReaderError        the trained reader's model is missing or damaged
├── GazetteerError     the gazetteer file cannot be built or opened
└── EvidenceMismatch   offsets and words disagree with the report they point into
"""

from __future__ import annotations

from typing import Any


class AccordingToError(Exception):
    """Base of all errors of this package; each crosses to another process unchanged."""

    def __reduce__(self) -> tuple[Any, ...]:
        # The default calls the class with the message alone, which our classes do not take.
        return _rebuild, (type(self), self.args, self.__dict__)


def _rebuild(kind: type[AccordingToError], args: tuple[Any, ...], state: dict[str, Any]) -> Any:
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(state)
    return error


class ReportError(AccordingToError):
    """A report that cannot be read.

    Attributes:
        where: File, and line where there is one.
        what: What is wrong.
        advice: What to do about it.
    """

    def __init__(self, where: str, what: str, advice: str) -> None:
        super().__init__(f"{where}: {what}. {advice}.")
        self.where = where
        self.what = what
        self.advice = advice


class RecordError(AccordingToError):
    """A record that cannot be coded: where, what is wrong, and what to do."""

    def __init__(self, where: str, what: str, advice: str) -> None:
        super().__init__(f"{where}: {what}. {advice}.")


class DeskError(AccordingToError):
    """The desk cannot do what was asked: its database, or the incident or report that was named.

    Attributes:
        where: The database without its password, or what was named.
        what: What is wrong.
        advice: What to do about it.
    """

    def __init__(self, where: str, what: str, advice: str) -> None:
        super().__init__(f"{where}: {what}. {advice}.")
        self.where = where
        self.what = what
        self.advice = advice


class NotThere(DeskError):
    """The desk has no such incident, report or decision, or has it no more."""


class ExportError(AccordingToError):
    """An export that cannot be written: where, what is wrong, and what to do."""

    def __init__(self, where: str, what: str, advice: str) -> None:
        super().__init__(f"{where}: {what}. {advice}.")


class RuleError(AccordingToError):
    """A rule set, or one of its options, that there is not: where, what is wrong, what to do."""

    def __init__(self, where: str, what: str, advice: str) -> None:
        super().__init__(f"{where}: {what}. {advice}.")


class LexiconError(AccordingToError):
    """A word list that is wrong: which file, which entry, what, and what to do."""

    def __init__(self, file: str, entry: str, what: str, advice: str) -> None:
        super().__init__(f"{file}, entry {entry!r}: {what}. {advice}.")


class PipelineError(AccordingToError):
    """A language pipeline that is not installed or cannot be used."""

    def __init__(self, name: str, what: str, advice: str) -> None:
        super().__init__(f"pipeline {name!r}: {what}. {advice}.")


class ReaderError(AccordingToError):
    """The trained reader cannot be loaded: a file of its model is missing or damaged."""

    def __init__(self, path: str, what: str, advice: str) -> None:
        super().__init__(f"{path}: {what}. {advice}.")


class GazetteerError(AccordingToError):
    """The gazetteer cannot be built or opened."""

    def __init__(self, path: str, what: str, advice: str) -> None:
        super().__init__(f"gazetteer {path}: {what}. {advice}.")


class EvidenceMismatch(AccordingToError):
    """Offsets and words disagree with the report they point into."""

    def __init__(self, report_id: str, start: int, words: str, found: str) -> None:
        super().__init__(
            f"report {report_id!r} at {start}: evidence says {words!r} but the text says "
            f"{found!r}. Was the text cleaned again after it was annotated?"
        )
        self.report_id = report_id
        self.start = start
        self.words = words
        self.found = found

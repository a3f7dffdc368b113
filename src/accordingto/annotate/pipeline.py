"""The language pipeline: loading it, and parsing texts whose sentences are already found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Token

from accordingto.annotate.quotes import find_quotes
from accordingto.annotate.reading import Reading
from accordingto.annotate.ruler import remember_rules  # noqa: F401 -- spaCy finds it by its name
from accordingto.annotate.sentences import find_paragraphs, find_sentences
from accordingto.config import PIPELINE, How
from accordingto.errors import PipelineError
from accordingto.model import Report
from accordingto.trained import Model, TrainedReading, load_model
from accordingto.words import load_words

# Named entities cost more than half of the pipeline and miss armed groups, venues and agencies;
# names are read by our own layers instead.
LEFT_OUT = ("ner", "senter", "entity_linker", "textcat")
# spaCy's tokenizer needs seconds for a few thousand marks without white space between them, and
# ever more for more; no word and hardly an address is this long, so such runs are cut.
RUN = re.compile(r"\S{250,}")
PIECE = 100  # characters
# A dash glued to the word it opens: "--At least six", "LEEDS -Three people".
GLUED = re.compile(r"(?<!\S)(?:[-–—]+(?=[A-Z])|--+(?=\w))")
# A note in brackets glued to the word before it: "12 people[3] died".
NOTED = re.compile(r"(?<=\w)(?=\[)")


@cache
def load_pipeline(name: str = PIPELINE) -> Language:
    """Load an installed spaCy pipeline without the parts that no layer uses.

    Raises:
        PipelineError: When it is not installed, or has no parser.
    """
    try:
        nlp = spacy.load(name, exclude=list(LEFT_OUT))
    except Exception as error:  # whatever an unfit package under that name raises
        raise PipelineError(
            name, "it is not installed or cannot be loaded", "Install it, or name another"
        ) from error
    if "parser" not in nlp.pipe_names:
        raise PipelineError(name, "it has no parser", "Name one with a parser and a tagger")
    if nlp.has_pipe("attribute_ruler"):
        nlp.add_pipe("remembering_ruler", after="attribute_ruler")
        nlp.disable_pipe("attribute_ruler")
    nlp.max_length = 10_000_000
    keep_whole = getattr(nlp.tokenizer, "add_special_case", None)
    if keep_whole is not None:
        for title in _titles():
            keep_whole(title, [{"ORTH": title}])
    return nlp


def _titles() -> list[str]:
    """Titles with a full stop that is theirs ("Det."), which the tokenizer would cut off."""
    entries = [entry for entry in load_words("abbreviations") if entry.value == "never"]
    words = [phrase for entry in entries for phrase in entry.phrases if phrase.count(".") == 1]
    return [word.capitalize() for word in words]


def describe_pipeline(name: str = PIPELINE) -> tuple[str, ...]:
    """The models a pipeline is made of, with their versions: ("en_core_web_sm 3.8.0",)."""
    meta = load_pipeline(name).meta
    return (f"{meta['lang']}_{meta['name']} {meta['version']}",)


def load_reader(how: How) -> Model | None:
    """The trained model, or None where the rules read alone."""
    return load_model() if how.reader == "trained" else None


def load_models(how: How) -> None:
    """Load what reading needs, so that what is missing is told before anything is read.

    Raises:
        PipelineError: When the pipeline is not installed, or has no parser.
        ReaderError: When the trained reader's model is missing or damaged.
    """
    load_pipeline(how.pipeline)
    load_reader(how)


def describe_models(how: How) -> tuple[str, ...]:
    """The models that read, with their versions."""
    model = load_reader(how)
    return (*describe_pipeline(how.pipeline), *([model.name] if model else ()))


def open_readings(reports: Iterable[Report], how: How) -> Iterator[Reading]:
    """Parse reports in batches; give each as a reading, in the same order."""
    nlp, model = load_pipeline(how.pipeline), load_reader(how)
    prepared = (_prepared(report, nlp, model) for report in reports)
    for doc, reading in nlp.pipe(prepared, as_tuples=True, batch_size=16):
        reading.doc = doc
        yield reading


def _prepared(report: Report, nlp: Language, model: Model | None) -> tuple[Doc, Reading]:
    paragraphs = find_paragraphs(report.text)
    sentences = find_sentences(report.text, paragraphs)
    quotes = find_quotes(report.text, paragraphs)
    starts = {sentence.start for sentence in sentences}
    tokens = list(_tokens(report.text, starts, nlp))
    # Setting `is_sent_start` token by token looks through the whole text each time.
    doc = Doc(
        nlp.vocab,
        words=[token.text for _, token in tokens],
        spaces=[bool(token.whitespace_) for _, token in tokens],
        sent_starts=[number == 0 or start in starts for number, (start, _) in enumerate(tokens)],
    )
    trained = None if model is None else TrainedReading(model, report.text)
    return doc, Reading(report, doc, sentences, quotes, trained=trained)


def _tokens(text: str, starts: set[int], nlp: Language) -> Iterator[tuple[int, Token]]:
    """The tokens of a text and where they start; runs too long for the tokenizer are cut."""
    start = 0
    for cut in [*_cuts(text, starts), len(text)]:
        yield from ((start + token.idx, token) for token in nlp.make_doc(text[start:cut]))
        start = cut


def _cuts(text: str, starts: set[int]) -> Iterable[int]:
    cuts = {found.end() for glued in (GLUED, NOTED) for found in glued.finditer(text)}
    for run in RUN.finditer(text):
        inside = range(run.start() + 1, run.end())
        cuts |= {at for at in inside if at in starts or (at - run.start()) % PIECE == 0}
    return sorted(cuts)

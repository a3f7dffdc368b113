"""The times of a report: every time expression, read against the publication date.

Phrases are found as patterns over calendar words (`times_tokens`, `times_grammar`), read one by
one (`times_days`, `times_spans`, `times_units`, `times_quarters`) against publication date, tense
and the dates before them (`times_desk`, `times_tense`), with the days reckoned in
`times_calendar`. Ranges of vague phrases follow UCDP GED Codebook 23.1, Appendix 2.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from accordingto.annotate import times_days as days
from accordingto.annotate import times_quarters as quarters
from accordingto.annotate import times_spans as spans
from accordingto.annotate import times_units as units
from accordingto.annotate.reading import Reading
from accordingto.annotate.times_calendar import parse_published
from accordingto.annotate.times_counted import is_counted, names_body
from accordingto.annotate.times_desk import PUBLISHED, Dated, Desk, Read
from accordingto.annotate.times_grammar import Phrase, find_phrases
from accordingto.annotate.times_hours import Found, with_days
from accordingto.annotate.times_tense import dates_telling, direction_of
from accordingto.annotate.times_tokens import read_words
from accordingto.model import TimeMention, When

READERS: dict[str, Callable[[Phrase, Desk], Read | None]] = {
    "numeric": days.read_numeric,
    "month_day": days.read_month_day,
    "day_range": days.read_day_range,
    "paired_day": days.read_paired_day,
    "weekday_day": days.read_weekday_day,
    "month": spans.read_month,
    "month_range": spans.read_month_range,
    "year": spans.read_year,
    "year_range": spans.read_year_range,
    "decade": spans.read_decade,
    "century": spans.read_century,
    "weekday": days.read_weekday,
    "weekday_span": days.read_weekday_span,
    "season": spans.read_season,
    "holiday": days.read_holiday,
    "first_units": spans.read_first_units,
    "week_of": spans.read_week_of,
    "dayword": units.read_dayword,
    "overnight": units.read_overnight,
    "daypart": units.read_daypart,
    "night": units.read_night,
    "unit": units.read_unit,
    "weekend": units.read_weekend,
    "units": units.read_units,
    "ago": units.read_ago,
    "relative": units.read_relative,
    "quarter": quarters.read_quarter,
    "yearago": quarters.read_yearago,
    "year_end": quarters.read_year_end,
    "fiscal": quarters.read_fiscal,
    "for_unit": quarters.read_for_unit,
    "clock": units.read_clock_time,
    "named": units.read_named,
    "reference": units.read_reference,
}


def find_times(reading: Reading) -> tuple[TimeMention, ...]:
    """Find every time expression, in text order."""
    if not reading.sentences:
        return ()
    desk = Desk(
        parse_published(reading.report.published),
        lambda start, end: direction_of(reading, start, end),
    )
    phrases = _chosen(reading, desk)
    found = list(_read_in_order(reading, phrases, desk))
    return tuple(_mention(reading, item) for item in with_days(reading, found, desk))


def _chosen(reading: Reading, desk: Desk) -> list[Phrase]:
    """The longest phrases that can be read, without overlaps, in text order."""
    words = read_words(reading.report.text)
    taken: set[int] = set()
    chosen = []
    for phrase in find_phrases(words):
        inside = range(phrase.first, phrase.last)
        if phrase.form not in READERS or not taken.isdisjoint(inside):
            continue
        if names_body(phrase):
            taken.update(inside)
        elif READERS[phrase.form](phrase, desk) and not is_counted(reading, phrase):
            taken.update(inside)
            chosen.append(phrase)
    return sorted(chosen, key=lambda phrase: phrase.first)


def _read_in_order(reading: Reading, phrases: list[Phrase], desk: Desk) -> Iterable[Found]:
    """Read the phrases one after the other, each with the dates before it at hand."""
    desk.choosing = False
    for phrase in phrases:
        start = phrase.words.starts[phrase.first]
        end = phrase.words.ends[phrase.last - 1]
        desk.sentence = reading.sentence_at(start)
        desk.sentence_start = reading.sentences[desk.sentence].start
        if phrase.form in ("dayword", "daypart"):
            desk.today, desk.today_from = _today(reading, desk, start)
        read = READERS[phrase.form](phrase, desk)
        if read is None:
            continue
        if read.period and read.role == "date":
            words = reading.report.text[start:end]
            back = phrase.form in ("ago", "relative", "yearago") or phrase.has("kg")
            back = back or (phrase.form == "quarter" and phrase.has("Y") and not phrase.has("O"))
            desk.note(Dated(desk.sentence, read.period, words, back, start, end))
        yield Found(phrase, read, start, end, desk.sentence)


def _today(reading: Reading, desk: Desk, offset: int) -> tuple[date | None, str]:
    """What "today" means at an offset: in words quoted from a dated saying, the day they were said.

    "He wrote on Monday: 'We leave this morning'" speaks of Monday.
    """
    quote = reading.quoted(offset)
    if quote is None:
        return desk.published, PUBLISHED
    sentence = reading.sentence_at(quote.start)
    for dated in reversed(desk.dated):
        if dated.sentence < sentence:
            break
        one_day = dated.period.start == dated.period.end and dated.end <= quote.start
        if one_day and dates_telling(reading, dated.start, dated.end):
            return dated.period.start, dated.words
    return desk.published, PUBLISHED


def _mention(reading: Reading, item: Found) -> TimeMention:
    evidence = reading.cut(item.start, item.end)
    start, end = _dates(item)
    when = When(
        start=start,
        end=end,
        precision=item.read.precision,
        text=evidence.text,
        anchor=item.read.anchor,
        evidence=evidence,
    )
    return TimeMention(when=when, role=item.read.role, sentence=item.sentence)


def _dates(item: Found) -> tuple[str | None, str | None]:
    period = item.read.period
    if period is None:
        return None, None
    minute = f"T{period.unit}" if item.read.precision == "minute" else ""
    return period.start.isoformat() + minute, period.end.isoformat() + minute

"""Which role-filling words tell of one and the same incident."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from accordingto.trained.labels import ENTITY_LABELS
from accordingto.trained.roles import RoleMention, Roles
from accordingto.words import role_words

STRUCK = ("human_name", "human_description", "physical_target")
"""The roles that tell incidents apart: one attacker may be behind several."""
SURE = 0.3
"""How sure a mention must be to count."""
MOST = 40
"""Episodes of one text: the surest of more."""
TOGETHER = 0.6
"""How likely two groups of mentions must be to tell of one incident."""
BARE = role_words("episodes", "bare")
"""Words before a name or description that are no part of it."""
WORD = re.compile(r"\w+(?:[.'’&/-]\w+)*")


@dataclass(frozen=True, slots=True)
class Entity:
    """One that fills a role, all its mentions joined; `mentions` are positions in `Roles`."""

    role: str
    mentions: tuple[int, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Episode:
    """One incident: those who take part, and those of them who tell what kind of one it is.

    `roles` is the passage it is told in, in whose mentions the entities count.
    """

    roles: Roles
    entities: tuple[Entity, ...]
    struck: tuple[Entity, ...]


def find_episodes(passages: Iterable[Roles], text: str) -> list[Episode]:
    """The incidents of one text, in the order in which they come up; the surest of very many."""
    found = [episode for roles in passages for episode in _of_passage(roles, text)]
    found.sort(key=lambda episode: max(entity.score for entity in episode.entities), reverse=True)
    return sorted(found[:MOST], key=_start)


def _start(episode: Episode) -> int:
    return min(episode.roles.mentions[m].start for e in episode.entities for m in e.mentions)


def _of_passage(roles: Roles, text: str) -> list[Episode]:
    entities = join_mentions(roles, text)
    struck = [entity for entity in entities if entity.role in STRUCK]
    if not struck:
        struck = [entity for entity in entities if entity.role in ("weapon", "perp_individual")]
    others = [entity for entity in entities if entity not in struck]
    found = []
    for group in cluster(struck, roles.together):
        near = [one for one in others if _likeness([one], group, roles.together) > TOGETHER]
        found.append(Episode(roles, (*group, *near), tuple(group)))
    return found


def cluster(entities: Sequence[Entity], together: np.ndarray) -> list[list[Entity]]:
    """Groups that belong together, by average linkage."""
    groups = [[entity] for entity in entities]
    count = len(groups)
    likeness = np.array([[_likeness([a], [b], together) for b in entities] for a in entities])
    likeness = likeness.reshape(count, count)
    np.fill_diagonal(likeness, 0)
    while count:
        i, j = np.unravel_index(int(likeness.argmax()), likeness.shape)
        if likeness[i, j] <= TOGETHER:
            break
        sizes = len(groups[i]), len(groups[j])
        likeness[i] = (sizes[0] * likeness[i] + sizes[1] * likeness[j]) / sum(sizes)
        likeness[:, i] = likeness[i]
        likeness[j] = likeness[:, j] = likeness[i, i] = 0
        groups[i] += groups[j]
        groups[j] = []
    return [group for group in groups if group]


def _likeness(left: Iterable[Entity], right: Iterable[Entity], together: np.ndarray) -> float:
    """How likely two groups tell of one incident: mean over pairs of entities, best mentions."""
    values = [
        together[np.ix_(one.mentions, other.mentions)].max() for one in left for other in right
    ]
    return float(np.mean(values))


def likeliest(roles: Roles, group: Sequence[Entity], label: str) -> tuple[str, float]:
    """The likeliest value of one of `ENTITY_LABELS`, and how likely: surer mentions count more."""
    mentions = [roles.mentions[m] for entity in group for m in entity.mentions]
    weights = np.array([mention.score for mention in mentions])
    chances = weights @ np.stack([mention.labels[label] for mention in mentions]) / weights.sum()
    at = int(chances.argmax())
    return ENTITY_LABELS[label][at], float(chances[at])


def join_mentions(roles: Roles, text: str) -> list[Entity]:
    """Mentions of one name joined: by the same words, by a surname."""
    found: list[tuple[str, list[int]]] = []
    for position, mention in enumerate(roles.mentions):
        if mention.score < SURE:
            continue
        for role, members in found:
            if role == mention.role and _is_same(mention, members, roles, text):
                members.append(position)
                break
        else:
            found.append((mention.role, [position]))
    return [
        Entity(role, tuple(members), max(roles.mentions[m].score for m in members))
        for role, members in found
    ]


def _is_same(mention: RoleMention, members: list[int], roles: Roles, text: str) -> bool:
    words = words_of(text[mention.start : mention.end])
    for member in members:
        other = roles.mentions[member]
        theirs = words_of(text[other.start : other.end])
        if words == theirs:
            return True
        short, long = sorted((words, theirs), key=len)
        if mention.role == "human_name" and short and set(short) <= set(long):
            return True
    return False


def words_of(text: str) -> tuple[str, ...]:
    """Its words in small letters, without articles and counts before them."""
    words = [word.lower() for word in WORD.findall(text)]
    while len(words) > 1 and (words[0] in BARE or words[0].isdigit()):
        words.pop(0)
    return tuple(words)

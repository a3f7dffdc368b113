"""The trained reader: a small model that ships with the package. The only room that runs one."""

from accordingto.trained.attributions import Attribution
from accordingto.trained.casing import is_capitals
from accordingto.trained.episodes import Entity, Episode, find_episodes
from accordingto.trained.model import Model, load_model
from accordingto.trained.reader import TrainedReading
from accordingto.trained.roles import Roles

__all__ = [
    "Attribution",
    "Entity",
    "Episode",
    "Model",
    "Roles",
    "TrainedReading",
    "find_episodes",
    "is_capitals",
    "load_model",
]

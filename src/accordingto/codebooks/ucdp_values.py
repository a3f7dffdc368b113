"""UCDP GED's columns.

Source:
    UCDP Georeferenced Event Dataset, header as distributed with version 23.1. The codebook prints
    some names in another way (`best_est`, `where_decription`): the file is followed.
"""

from __future__ import annotations

HEADER = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id",
    "conflict_new_id", "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name",
    "side_a_dset_id", "side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id", "side_b",
    "number_of_sources", "source_article", "source_office", "source_date", "source_headline",
    "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2",
    "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region",
    "event_clarity", "date_prec", "date_start", "date_end", "deaths_a", "deaths_b",
    "deaths_civilians", "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob",
)  # fmt: skip
THEIRS = (
    "conflict_dset_id", "conflict_new_id", "conflict_name", "dyad_dset_id", "dyad_new_id",
    "side_a_dset_id", "side_a_new_id", "side_b_dset_id", "side_b_new_id", "country_id", "gwnoa",
    "gwnob",
)  # fmt: skip
"""Ids that are UCDP's own: left empty, never invented."""
NO_DATE = "1753-01-01"
"""`source_date` where none is known."""
TYPES = {1: "state-based violence", 2: "non-state violence", 3: "one-sided violence"}


def find_cell(lat: float, lon: float) -> int:
    """The number of the PRIO-GRID cell, half a degree wide, that a point lies in.

    Units:
        Degrees WGS 84. Cells are numbered from the south-west corner, row by row.

    Source:
        PRIO-GRID codebook: 360 rows of 720 cells.

    Examples:
        >>> find_cell(33.3, 44.4)
        177569
    """
    row = min(int((lat + 90) * 2), 359)
    column = min(int((lon + 180) * 2), 719)
    return row * 720 + column + 1

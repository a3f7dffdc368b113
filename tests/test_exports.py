"""Incidents as files of other programs: what is in them, what is refused, what is lost."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pandas
import polars
import pyarrow.parquet
import pytest
from click.testing import CliRunner
from hypothesis import example, given
from hypothesis import strategies as st

import accordingto
from accordingto import exports
from accordingto.cli import main
from accordingto.codebooks import RULE_SETS, gtd
from accordingto.config import FORMATS
from accordingto.errors import ExportError
from accordingto.export import columnar
from accordingto.export.cells import BIDI, FORMULA, HARMFUL, plain_cell, safe_cell, write_csv
from accordingto.export.tidy import TABLES, dictionary
from accordingto.export.webannotation import annotate, find_evidence

EXAMPLES = Path(__file__).parent.parent / "examples"
CODED = {"gtd": 135, "ucdp": 49, "acled": 31, "ibc": 10}
QUAKE = {
    "id": "quake", "published": "2021-05-16", "publisher": "=HYPERLINK(\"x\")",
    "title": "@SUM(A1) quake", "url": "https://a.example/1",
    "text": "An earthquake struck near Bandar Abbas in Iran on Friday and killed five people,"
    " officials said.",
}  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A claimed shooting in eight reports, a bombing with no number, an earthquake."""
    folder = tmp_path_factory.mktemp("exported")
    (folder / "quake.jsonl").write_text(json.dumps(QUAKE) + "\n", "utf-8")
    for file in (
        EXAMPLES / "concert-hall.jsonl", EXAMPLES / "several-killed.jsonl", folder / "quake.jsonl"
    ):  # fmt: skip
        run("add", file, "--db", folder / "desk.sqlite")
    return folder / "desk.sqlite"


def run(*words, code=0):
    done = CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)
    assert done.exit_code == code, done.output
    return done


def export(desk, format_, output, *words, code=0):
    return run("export", "--as", format_, "-o", output, "--db", desk, *words, code=code)


def read_csv(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def loss(path):
    return json.loads(path.with_name(f"{path.name}.loss.json").read_text("utf-8"))


@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_is_written_with_its_loss_report(desk, tmp_path, format_):
    out = tmp_path / "out"
    done = export(desk, format_, out)

    assert out.exists()
    report = loss(out)
    assert report["format"] == format_
    assert report["made"]
    assert {i["state"] for i in report["incidents"]} <= {"written", "refused"}
    assert all(i["why"] for i in report["incidents"] if i["state"] == "refused")
    assert str(len(report["incidents"])) in done.stderr or "written" in done.stderr
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize("format_", CODED)
def test_coded_files_have_the_projects_header_and_one_row_an_incident(desk, tmp_path, format_):
    out = tmp_path / "out.csv"
    anywhere = ["--policy", "country=any"] if format_ == "ibc" else []
    export(desk, format_, out, *anywhere)
    header, *rows = read_csv(out)

    name = exports.FORMATS[format_].rules
    assert tuple(header) == RULE_SETS[name].header(RULE_SETS[name].policy({}))
    assert len(header) == CODED[format_]
    written = [i for i in loss(out)["incidents"] if i["state"] == "written"]
    assert len(rows) == len(written) > 0
    assert all(len(row) == len(header) for row in rows)


def test_gtd_loads_with_the_types_that_users_of_gtd_give(desk, tmp_path):
    out = tmp_path / "gtd.csv"
    export(desk, "gtd", out)
    types = {"eventid": "Int64", "nkill": "Int64", "nperps": "Int64", "latitude": "float64"}
    frame = pandas.read_csv(out, dtype=types)

    hall = frame[frame["gname"] == "Islamic State"].iloc[0]
    assert (hall["eventid"], hall["nkill"], hall["nperps"]) == (202403220001, 137, 4)
    assert pandas.isna(frame[frame["city"] == "Mosul"].iloc[0]["nkill"])


def test_ucdp_loads_with_dates(desk, tmp_path):
    out = tmp_path / "ged.csv"
    export(desk, "ucdp", out)
    frame = pandas.read_csv(out, parse_dates=["date_start", "date_end"])

    sides = frame[["deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"]].sum(axis=1)
    assert (sides == frame["best"]).all()
    assert (frame["date_start"] <= frame["date_end"]).all()


def test_what_the_codebook_does_not_cover_is_refused_with_the_reason(desk, tmp_path):
    out = tmp_path / "acled.csv"
    done = export(desk, "acled", out)

    refused = [i for i in loss(out)["incidents"] if i["state"] == "refused"]
    assert any("natural hazard" in i["why"] for i in refused)
    assert "natural hazard" in done.stderr
    assert "arthquake" not in out.read_text("utf-8")


def test_a_refused_incident_that_was_asked_for_is_an_error(desk, tmp_path):
    quake = number_of(desk, "natural_hazard")
    done = export(desk, "acled", tmp_path / "a.csv", quake, code=1)
    assert f"refused: {quake}" in done.stderr


def test_incidents_that_are_open_are_listed_and_can_be_left_out(desk, tmp_path):
    export(desk, "acled", tmp_path / "a.csv")
    export(desk, "acled", tmp_path / "b.csv", "--covered-only")

    assert any((i["why"] or "").startswith("open") for i in loss(tmp_path / "a.csv")["incidents"])
    assert len(read_csv(tmp_path / "b.csv")) < len(read_csv(tmp_path / "a.csv"))


def test_the_loss_report_names_what_is_lost(desk, tmp_path):
    export(desk, "acled", tmp_path / "a.csv", 1)
    (told,) = loss(tmp_path / "a.csv")["incidents"]
    lost = " ".join(told["lost"])
    for words in ("injured", "who claimed it", "quotations", "denials (Ukraine)"):
        assert words in lost


def test_one_incident_that_goes_wrong_stops_nothing(desk, tmp_path, monkeypatch):
    judge = gtd.judge_scope

    def fail(case):
        if case.dossier.number == 1:
            raise ValueError("boom")
        return judge(case)

    monkeypatch.setattr(gtd, "judge_scope", fail)
    done = export(desk, "gtd", tmp_path / "g.csv", code=1)

    assert "failed: 1" in done.stderr
    assert "boom" in done.stderr
    assert len(read_csv(tmp_path / "g.csv")) == 2
    states = {i["incident"]: i["state"] for i in loss(tmp_path / "g.csv")["incidents"]}
    assert states[1] == "failed"


def test_what_is_there_is_not_replaced_unless_asked(desk, tmp_path):
    out = tmp_path / "g.csv"
    out.write_text("mine", "utf-8")
    done = export(desk, "gtd", out, code=2)
    assert "there already" in done.stderr
    assert "--force" in done.stderr
    assert out.read_text("utf-8") == "mine"

    export(desk, "gtd", out, "--force")
    assert out.read_text("utf-8").startswith("eventid,")


def test_a_stop_in_the_middle_leaves_what_was_there(desk, tmp_path, monkeypatch):
    out = tmp_path / "g.csv"
    out.write_text("mine", "utf-8")

    def stop(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(exports, "write_csv", stop)
    done = export(desk, "gtd", out, "--force", code=2)
    assert "No space left" in done.stderr
    assert out.read_text("utf-8") == "mine"
    assert not list(tmp_path.glob(".*"))


def test_a_byte_order_mark_where_it_is_asked_for(desk, tmp_path):
    export(desk, "gtd", tmp_path / "a.csv")
    export(desk, "gtd", tmp_path / "b.csv", "--bom")
    assert not (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert (tmp_path / "b.csv").read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(("words", "told"), [
    (("export", "--as", "cameo", "-o", "x"), "'geojson'"),
    (("export", "--as", "gtd", "-o", "x", "--policy", "best=latest"), "recent-days"),
    (("export", "--as", "gtd", "-o", "x", "99"), "99"),
    (("export", "--as", "gtd", "-o", "no/such/folder/x"), "folder"),
])  # fmt: skip
def test_bad_input_is_told_in_a_line(desk, tmp_path, monkeypatch, words, told):
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, [*words, "--db", str(desk)])
    assert done.exit_code == 2
    assert told in done.stderr
    assert "Traceback" not in done.output
    assert not Path("x").exists()


class TestCells:
    """OWASP, CSV Injection."""

    @pytest.mark.parametrize("text", [
        '=HYPERLINK("http://x")', "+1+cmd", "-1+1", "@SUM(A1)", "\tx", "\rx", "  =1", "\u200b=1",
        "\ufeff=1", "|calc", "%0a=1", "\n=1",
    ])  # fmt: skip
    def test_a_text_never_begins_like_a_formula(self, text):
        assert safe_cell(text).startswith("'")

    @pytest.mark.parametrize("number", [-99, -9, -3.5, 0, 12])
    def test_numbers_stay_numbers(self, number):
        assert safe_cell(number) == number

    @given(st.text())
    @example("'=1")
    @example("''")
    def test_texts_read_back_as_they_were(self, text):
        out = io.StringIO(newline="")
        write_csv(out, ["a"], [{"a": text}])
        (_, (cell,)) = list(csv.reader(io.StringIO(out.getvalue(), newline="")))
        assert not FORMULA.match(cell) or cell.startswith("'")
        assert plain_cell(cell) == BIDI.sub("", HARMFUL.sub("", text))

    def test_hostile_names_are_harmless_in_the_file(self, desk, tmp_path):
        export(desk, "csv", tmp_path / "t")
        for table in TABLES:
            for row in read_csv(tmp_path / "t" / f"{table}.csv"):
                assert not [c for c in row if FORMULA.match(c) and not c.startswith("'")
                            and not is_number(c)]  # fmt: skip
        assert "'=HYPERLINK" in (tmp_path / "t" / "reports.csv").read_text("utf-8")


def is_number(cell):
    try:
        float(cell)
    except ValueError:
        return False
    return True


class TestTables:
    def test_csv_holds_what_the_dossiers_hold(self, desk, tmp_path):
        export(desk, "csv", tmp_path / "t", 1)
        figures = pandas.read_csv(tmp_path / "t" / "figures.csv")
        with accordingto.desk(desk) as casework:
            points = casework.dossier(1).points
        assert list(figures["point"]) == [point.id for point in points]
        best = figures[(figures["standing"] == "counts") & (figures["measure"] == "killed")]
        assert list(best["low"]) == [137]

    def test_words_are_where_their_offsets_say(self, desk, tmp_path):
        export(desk, "csv", tmp_path / "t", 1)
        with accordingto.desk(desk) as casework:
            records = casework.case(1).records
        for table in ("figures", "statements"):
            for row in pandas.read_csv(
                tmp_path / "t" / f"{table}.csv", keep_default_na=False
            ).itertuples():
                report = records[row.report].report
                text = report.title if row.field == "title" else report.text
                if row.words:
                    assert plain_cell(row.words).startswith(
                        text[int(row.start) : int(row.end)].strip()[:20]
                    )

    def test_the_dictionary_explains_every_column(self, desk, tmp_path):
        export(desk, "csv", tmp_path / "t")
        told = {(row[0], row[1]) for row in read_csv(tmp_path / "t" / "dictionary.csv")[1:]}
        for table in TABLES:
            header = read_csv(tmp_path / "t" / f"{table}.csv")[0]
            assert {(table, name) for name in header} <= told
        assert all(row["meaning"] and "{" not in row["meaning"] for row in dictionary())

    def test_parquet_has_the_types_that_are_declared(self, desk, tmp_path):
        export(desk, "parquet", tmp_path / "t")
        for table, columns in TABLES.items():
            schema = pyarrow.parquet.read_schema(tmp_path / "t" / f"{table}.parquet")
            kinds = {"text": "string", "integer": "int64", "number": "double",
                     "boolean": "bool", "date": "date32[day]"}  # fmt: skip
            assert [(f.name, str(f.type)) for f in schema] == [
                (column.name, kinds[column.kind]) for column in columns
            ]
        frame = pandas.read_parquet(tmp_path / "t" / "incidents.parquet")
        assert set(frame["type"]) >= {"shooting", "bombing", "natural_hazard"}

    @pytest.mark.parametrize("table", TABLES)
    def test_frames_have_types_even_without_rows(self, table):
        empty = columnar.make_frame(table, [])
        assert len(empty) == 0
        assert [str(empty[c.name].dtype) for c in TABLES[table]] == [
            columnar.PANDAS[c.kind] for c in TABLES[table]
        ]
        assert columnar.make_frame(table, [], "polars").shape == (0, len(TABLES[table]))

    def test_python_gives_frames(self, desk):
        with accordingto.desk(desk) as casework:
            assert casework.numbers()[0] == 1
            assert isinstance(casework.figures(1), pandas.DataFrame)
            assert isinstance(casework.reports(1, frame="polars"), polars.DataFrame)
            assert len(casework.reports(1)) == 8
            assert set(casework.statements(1)["source"].dropna()) >= {"Islamic State"}
            assert casework.incidents().set_index("incident").loc[1, "killed_best"] == 137
            assert casework.code(1, "ucdp", best="latest").dead == "137"
            assert casework.check(1)

    def test_a_missing_library_is_told_with_the_extra(self, desk, tmp_path, monkeypatch):
        def missing(name):
            raise ImportError(name)

        monkeypatch.setattr(columnar, "import_module", missing)
        done = export(desk, "parquet", tmp_path / "t", code=2)
        assert "accordingto[tables]" in done.stderr
        assert not (tmp_path / "t").exists()
        with pytest.raises(ExportError, match="polars is not installed"):
            columnar.make_frame("figures", [], "polars")

    def test_no_desk_is_told(self):
        with pytest.raises(accordingto.AccordingToError, match="there is no desk"):
            accordingto.desk("nowhere.sqlite")


class TestWebAnnotations:
    """W3C Web Annotation Data Model."""

    @pytest.fixture
    def record(self):
        text = (
            "😀 At least 12 people were killed in a bombing in Mosul on Friday, police said.\n"
            "“We ran,” said Omar Ali, a shopkeeper. The Islamic State claimed the attack."
        )
        return accordingto.read(text, title="Twelve killed in Mosul", published="2021-05-15")

    def test_position_and_quote_agree_with_the_text(self, record):
        for annotation in annotate(record):
            quote, position = annotation["target"]["selector"]
            titled = annotation["target"]["source"].endswith("#title")
            text = record.report.title if titled else record.report.text
            assert text[position["start"] : position["end"]] == quote["exact"]
            assert text[: position["start"]].endswith(quote["prefix"])
            assert text[position["end"] :].startswith(quote["suffix"])
            assert len(quote["prefix"]) <= 32

    def test_every_evidence_has_its_annotation(self, record):
        def count(value):
            if isinstance(value, dict):
                own = {"start", "end", "text"} <= set(value) and isinstance(value["start"], int)
                return own + sum(map(count, value.values()))
            return sum(map(count, value)) if isinstance(value, list) else 0

        held = json.loads(accordingto.to_json(record))
        del held["report"]
        found = list(annotate(record))
        assert len(found) == count(held) == len(list(find_evidence(record))) > 20
        assert len({annotation["id"] for annotation in found}) == len(found)

    def test_the_collection_is_one_document(self, desk, tmp_path):
        export(desk, "webannotation", tmp_path / "a.json")
        page = json.loads((tmp_path / "a.json").read_text("utf-8"))
        assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
        assert len(page["items"]) == sum(i["rows"] for i in loss(tmp_path / "a.json")["incidents"])


def test_geojson_puts_longitude_first(desk, tmp_path):
    """RFC 7946, 3.1.1."""
    export(desk, "geojson", tmp_path / "a.json")
    features = json.loads((tmp_path / "a.json").read_text("utf-8"))["features"]
    mosul = next(f for f in features if f["properties"].get("place") == "Mosul")
    lon, lat = mosul["geometry"]["coordinates"]
    assert (round(lon), round(lat)) == (43, 36)


def test_muc4_writes_each_report_once(desk, tmp_path):
    export(desk, "muc4", tmp_path / "a.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text("utf-8").splitlines()]
    assert len({line["docid"] for line in lines}) == len(lines) == 10


def number_of(desk, kind):
    with accordingto.desk(desk) as casework:
        frame = casework.incidents()
    return int(frame[frame["type"] == kind]["incident"].iloc[0])

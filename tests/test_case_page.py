"""The dossier's page: every value opens its words, nothing runs or loads, it fits every screen."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from msgspec.structs import replace

import accordingto
from accordingto.codebooks import RULE_SETS, code_case
from accordingto.model.coding import Case
from accordingto.reconcile import Telling, make_dossier
from accordingto.show import show_dossier_html

TEXTS = Path(__file__).with_name("dossier")
HOSTILE = (
    "Police in Haditha said <script>document.title = 'run'</script> that 22 people were killed by"
    " the bomb in a tea house on Saturday.\x00 <img src=x onerror=alert(1)> \u202eNo group"
    " claimed responsibility.\n\nThree of the wounded died in hospital."
)
REPORTS = (
    ("wire", "2021-05-15T18:00:00", "North Wire", "wire"),
    ("reworded", "2021-05-15T22:00:00", "Evening Mirror", "reworded"),
    ("own", "2021-05-16T15:00:00", "River Times", "own"),
    ("revised", "2021-05-17T12:00:00", "North Wire", "revised"),
)


def tell(name, published, publisher, text, **more):
    record = accordingto.read(text, id=name, published=published, publisher=publisher, **more)
    main = next(incident.id for incident in record.incidents if incident.role == "main")
    return Telling(name, record, main)


@pytest.fixture(scope="module")
def case():
    tellings = [
        tell(name, published, publisher, (TEXTS / f"{file}.txt").read_text("utf-8"))
        for name, published, publisher, file in REPORTS
    ]
    link = "https://news.example/a?b=1"
    tellings.append(tell("<i>bad", "2021-05-16T09:00:00", "<b>Post", HOSTILE, url=link))
    dossier = make_dossier(7, tellings)
    names = {report.name: report.key for report in dossier.reports}
    return dossier, {names[telling.name]: telling.record for telling in tellings}


@pytest.fixture(scope="module")
def page(case):
    return show_dossier_html(*case)


def test_what_each_codebook_writes_stands_on_the_page_with_its_words(case):
    codings = [code_case(Case(*case), name) for name in RULE_SETS]
    page = show_dossier_html(*case, codings)
    table = page[page.index('id="codings"') : page.index('id="unknown"')]
    for coding in codings:
        assert coding.rules in table
        if coding.scope != "out":
            assert coding.dead in table
    assert 'class="words"' in table


def test_every_count_stands_in_the_table_with_its_words_leading_to_its_report(case, page):
    dossier, _ = case
    table = page[page.index('id="toll"') : page.index('id="moved"')]
    links = re.findall(r'<a class="words" href="#([\w-]+)" data-report="(\w+)"', table)
    assert len(links) >= len(dossier.points)
    for anchor, report in links:
        assert page.count(f'<mark id="{anchor}"') == 1
        assert anchor.startswith(f"{report}b")


def test_charts_name_what_they_show_and_every_point_its_words(case, page):
    assert 'aria-label="killed over time"' in page
    titles = re.findall(r"<title>([^<]*)</title></path>", page)
    assert any(
        "≥ 18 by Anbar police" in title and "killing at least 18" in title for title in titles
    )


def test_the_map_names_the_place(page):
    assert re.search(r'aria-label="Map: [^"]*Haditha', page)
    assert page.count("<svg ") >= 2


def test_copies_stand_beside_their_original(page):
    assert "the same text in other words as r1" in page
    assert "passages side by side" in page


def test_nothing_of_a_report_becomes_markup_and_nothing_loads(page):
    assert "<script>document" not in page
    assert "<img" not in page
    assert "<b>Post" not in page
    assert not {"\x00", "\u202e"} & set(page)
    assert page.count("<script") == 1
    outside = set(re.findall(r'(?:src|href)="(https?:[^"]*)"', page))
    assert outside == {"https://news.example/a?b=1"}
    assert "default-src &#39;none&#39;" in page


def test_without_texts_the_words_are_still_there(case):
    dossier, records = case
    bare = {
        key: replace(record, report=replace(record.report, text=None))
        for key, record in records.items()
    }
    page = show_dossier_html(dossier, bare)
    assert "killing at least 18 people" in page
    assert 'class="words" href' not in page
    assert "The text was left out." in page


webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")

from selenium.webdriver.chrome.service import Service  # noqa: E402
from selenium.webdriver.common.by import By  # noqa: E402
from selenium.webdriver.common.keys import Keys  # noqa: E402

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
FLAGS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--no-first-run")  # fmt: skip


@pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="needs chromium and chromedriver")
class TestBrowser:
    @pytest.fixture
    def visit(self, browser, page, tmp_path):
        def open_page(width=1280):
            file = tmp_path / "case.html"
            file.write_text(page, "utf-8")
            size = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False}
            browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
            still = [{"name": "prefers-reduced-motion", "value": "reduce"}]
            browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": still})
            browser.get_log("browser")
            browser.get(file.as_uri())
            return browser

        return open_page

    def test_a_click_opens_the_words_in_their_report_and_escape_closes_it(self, visit):
        driver = visit()
        link = driver.find_element(By.CSS_SELECTOR, "#toll a.words")
        driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", link)
        link.click()
        report = driver.find_element(By.CSS_SELECTOR, ".report.open")
        lit = report.find_element(By.CSS_SELECTOR, "mark.lit")
        assert lit.text == link.text.strip("“”")
        assert lit.is_displayed()
        driver.find_element(By.TAG_NAME, "body").send_keys(Keys.ESCAPE)
        assert not driver.find_elements(By.CSS_SELECTOR, ".report.open")
        assert driver.switch_to.active_element == link

    @pytest.mark.parametrize("width", [360, 768, 1280])
    def test_the_page_fits_and_nothing_goes_wrong(self, visit, width):
        driver = visit(width)
        wide = driver.execute_script("return document.documentElement.scrollWidth")
        assert wide <= width
        assert driver.get_log("browser") == []
        assert driver.title != "run"

    def test_the_map_and_the_charts_are_drawn(self, visit):
        driver = visit()
        for figure in driver.find_elements(By.CSS_SELECTOR, "figure svg"):
            assert figure.size["height"] > 100


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    yield driver
    driver.quit()

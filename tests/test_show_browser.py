"""The page in a real browser: clicks lead across, nothing runs that should not, all fits."""

from __future__ import annotations

import shutil
from pathlib import Path

import msgspec
import pytest

from accordingto.model import Record
from accordingto.show import show_html

webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")

from selenium.webdriver.chrome.service import Service  # noqa: E402
from selenium.webdriver.common.by import By  # noqa: E402
from selenium.webdriver.common.keys import Keys  # noqa: E402
from selenium.webdriver.support.wait import WebDriverWait  # noqa: E402

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
RECORDS = Path(__file__).parent / "records"
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)

pytestmark = pytest.mark.skipif(
    not (CHROMIUM and DRIVER), reason="needs chromium and chromedriver on the path"
)


@pytest.fixture(scope="module")
def chromium(tmp_path_factory):
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    yield driver
    driver.quit()


@pytest.fixture
def visit(chromium, tmp_path):
    """Open the page of a sample record at a width; still motion, so that positions hold."""

    def open_page(name, width=1280, height=800, scheme="light"):
        file = tmp_path / f"{name}.html"
        record = msgspec.json.decode((RECORDS / f"{name}.json").read_bytes(), type=Record)
        file.write_text(show_html(record), encoding="utf-8")
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        chromium.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        features = [
            {"name": "prefers-reduced-motion", "value": "reduce"},
            {"name": "prefers-color-scheme", "value": scheme},
        ]
        chromium.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
        chromium.get_log("browser"), chromium.get_log("performance")
        chromium.get(file.as_uri())
        return chromium

    return open_page


def find(driver, css):
    return driver.find_element(By.CSS_SELECTOR, css)


def in_view(driver, element):
    script = """
        const box = arguments[0].getBoundingClientRect();
        const seen = document.elementFromPoint(box.left + 2, box.top + box.height / 2);
        return box.top >= 0 && box.bottom <= innerHeight && arguments[0].contains(seen);
    """
    WebDriverWait(driver, 5).until(lambda _: driver.execute_script(script, element))
    return True


def lit(driver, side):
    return [each.text for each in driver.find_elements(By.CSS_SELECTOR, f"#{side} .lit")]


def focused(driver):
    return driver.switch_to.active_element


def test_figure_leads_to_its_words(visit):
    page = visit("concert-hall")
    find(page, "#figure-f11 .value").click()
    assert " ".join(lit(page, "report")) == "about 130 hostages died"
    assert focused(page).text.startswith("about")
    assert in_view(page, focused(page))


def test_words_lead_to_their_figure(visit):
    page = visit("concert-hall")
    mark = next(m for m in page.find_elements(By.CSS_SELECTOR, "#report .mark") if m.text == "six")
    mark.click()
    assert focused(page).get_attribute("id") == "figure-f10"
    assert "six gunmen had been killed" in lit(page, "record")[0]
    assert in_view(page, focused(page))


def test_enter_on_a_focused_mark_leads_across_and_escape_back(visit):
    page = visit("concert-hall")
    mark = find(page, "#report .text a[href='#figure-f6']")
    page.execute_script("arguments[0].focus()", mark)
    mark.send_keys(Keys.ENTER)
    assert focused(page).get_attribute("id") == "figure-f6"
    focused(page).send_keys(Keys.ESCAPE)
    assert focused(page) == mark
    assert not lit(page, "record")


def test_enter_on_words_in_the_record_leads_to_the_report(visit):
    page = visit("concert-hall")
    words = find(page, "#figure-f6 a.words")
    page.execute_script("arguments[0].focus()", words)
    words.send_keys(Keys.ENTER)
    assert " ".join(lit(page, "report")) == "115 of them taken to hospital"


def test_words_of_several_entries_can_be_gone_through(visit):
    page = visit("concert-hall")
    script = "return [...document.querySelectorAll('#report .mark')].find(m => m.text === '145')"
    mark = page.execute_script(script)
    mark.click()
    first = focused(page).get_attribute("id")
    assert find(page, "#place").text.startswith("1 of ")
    find(page, "#next").click()
    second = focused(page).get_attribute("id")
    assert [first, second] == ["figure-f5", "statement-st2"]
    mark.click()  # a second click on the same words goes on as well
    assert find(page, "#place").text.startswith("1 of ")


def test_folded_section_opens_when_it_is_led_to(visit):
    page = visit("concert-hall")
    script = (
        "return [...document.querySelectorAll('#report .mark')].find(m => m.text === 'Witnesses')"
    )
    page.execute_script(script).click()
    assert focused(page).get_attribute("id") == "source-s3"
    assert in_view(page, focused(page))


def test_marks_of_a_kind_can_be_put_away(visit):
    page = visit("concert-hall")
    mark = find(page, "#report .mark.k-place")
    before = mark.value_of_css_property("background-color")
    toggle = find(page, ".legend [data-kind=place]")
    toggle.click()
    assert toggle.get_attribute("aria-pressed") == "false"
    WebDriverWait(page, 5).until(lambda _: mark.value_of_css_property("background-color") != before)


@pytest.mark.parametrize("name", sorted(path.stem for path in RECORDS.glob("*.json")))
@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_scrolls_sideways(visit, name, width):
    page = visit(name, width=width)
    for pane in ("record", "report"):
        page.execute_script("document.body.dataset.pane = arguments[0]", pane)
        page.execute_script("document.querySelectorAll('details').forEach(d => d.open = true)")
        wide = page.execute_script(
            "return [document.documentElement, ...document.querySelectorAll('.pane')]"
            ".filter(e => e.scrollWidth > e.clientWidth).map(e => e.id || e.tagName)"
        )
        assert wide == []


def test_narrow_screen_turns_to_the_other_side_and_back(visit):
    page = visit("concert-hall", width=390, height=844)
    assert not find(page, "#report").is_displayed()
    find(page, "#figure-f6 .value").click()
    assert not find(page, "#record").is_displayed()
    assert in_view(page, focused(page))
    find(page, "#back").click()
    assert find(page, "#record").is_displayed()
    assert in_view(page, find(page, "#figure-f6"))


def test_links_lead_across_without_scripts(visit, chromium):
    chromium.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        page = visit("concert-hall", width=390, height=844)
        assert find(page, "#record").is_displayed()
        assert find(page, "#report").is_displayed()
        find(page, "#figure-f6 a.words").click()
        assert page.current_url.endswith("#" + find(page, ".mark:target").get_attribute("id"))
        assert find(page, ".mark:target").text == "115"
    finally:
        chromium.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_hostile_report_runs_nothing_and_loads_nothing(visit):
    page = visit("hostile")
    for mark in page.find_elements(By.CSS_SELECTOR, "#report .mark"):
        mark.click()
    assert page.execute_script("return window.hacked") is None
    assert not page.find_elements(By.CSS_SELECTOR, "#report img, #report iframe, #report script")


@pytest.mark.parametrize("name", ["concert-hall", "hostile"])
def test_no_errors_and_no_requests(visit, name):
    page = visit(name)
    find(page, "#record .entry .what").click()
    assert page.get_log("browser") == []
    sent = [
        message["params"]["request"]["url"]
        for entry in page.get_log("performance")
        if (message := msgspec.json.decode(entry["message"])["message"])["method"]
        == "Network.requestWillBeSent"
    ]
    assert [url for url in sent if not url.startswith(("file:", "data:"))] == []
    assert sent


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_from_its_ground(visit, scheme):
    page = visit("concert-hall", scheme=scheme)
    page.execute_script("document.querySelectorAll('details').forEach(d => d.open = true)")
    find(page, "#figure-f7 .value").click()
    assert page.execute_script(CONTRAST) == []


CONTRAST = """
    const channels = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
    const light = (rgb) => rgb.slice(0, 3).map((v) => v / 255)
        .map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
        .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
    const ground = (element) => {
        for (let at = element; at; at = at.parentElement) {
            const rgb = channels(getComputedStyle(at).backgroundColor);
            if (rgb.length === 3 || rgb[3] === 1) return rgb;
        }
        return [255, 255, 255];
    };
    const weak = [];
    for (const element of document.querySelectorAll("body *")) {
        const own = [...element.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
        if (!own || !element.getClientRects().length) continue;
        if (element.closest(".sr, script, style")) continue;
        const [a, b] = [light(channels(getComputedStyle(element).color)), light(ground(element))];
        const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        if (ratio < 4.5) weak.push([element.className, element.textContent.slice(0, 30), ratio]);
    }
    return weak;
"""

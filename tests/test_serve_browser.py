"""The desk in a real browser: the keyboard alone, two people at once, and a hostile report."""

from __future__ import annotations

import json
import shutil
import socket
import threading
import time
from pathlib import Path

import pytest
import uvicorn
from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

import accordingto
from accordingto.serve import make_app
from accordingto.store import open_desk

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")
FLAGS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")
pytestmark = pytest.mark.skipif(
    not (CHROMIUM and DRIVER),
    reason="no browser: apt-get install chromium chromium-driver",
)
EXAMPLES = Path(__file__).parent.parent / "examples"
BRIDGE = (
    "😀 At least nine people were killed when a bomb exploded at a market in Mosul on Sunday,"
    " police said. Another 24 were wounded.\n\nA hospital doctor said that eleven bodies had been"
    " brought in. The Islamic State claimed the bombing."
)
HOSTILE = (
    "<script>document.title='run'</script>Three people were killed in a bombing in Kirkuk on"
    " Monday, police said. <img src=x onerror=\"document.title='run'\">"
)


@pytest.fixture(scope="module")
def records():
    given = [
        {"id": "bridge", "text": BRIDGE, "published": "2019-06-02", "title": "Bomb in Mosul"},
        {"id": "hostile", "text": HOSTILE, "published": "2020-06-02", "title": "<b>x</b>"},
    ]
    return list(accordingto.read_many(given))


@pytest.fixture
def address(tmp_path, records):
    """A real server of a desk with two reports."""
    with open_desk(tmp_path / "desk.sqlite") as desk:
        for record in records:
            desk.add(record)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    app = make_app(str(tmp_path / "desk.sqlite"), who="ana")
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    yield f"http://localhost:{port}"
    server.should_exit = True
    thread.join(10)


def start(folder):
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in (*FLAGS, f"--user-data-dir={folder}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return webdriver.Chrome(options=options, service=Service(DRIVER))


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    driver = start(tmp_path_factory.mktemp("one"))
    yield driver
    driver.quit()


@pytest.fixture(scope="module")
def other(tmp_path_factory):
    driver = start(tmp_path_factory.mktemp("two"))
    yield driver
    driver.quit()


def press(browser, *keys):
    for key in keys:
        ActionChains(browser).send_keys(key).perform()


def wait(browser, test):
    gone = (WebDriverException,)  # a page that is being left

    def ready(_):
        # The page's keys work from when its script has run.
        return browser.execute_script("return document.readyState") == "complete" and test()

    return WebDriverWait(browser, 20, ignored_exceptions=gone).until(ready)


def text(browser):
    return browser.find_element(By.TAG_NAME, "main").text


def complaints(browser):
    return [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"]


def test_an_analyst_corrects_a_figure_with_the_keyboard_alone(browser, address):
    browser.get_log("browser")
    browser.get(f"{address}/")
    wait(browser, lambda: "2 of 2 incidents" in text(browser))
    press(browser, "/", *"mosul", Keys.ENTER)
    wait(browser, lambda: "1 of 2 incidents" in text(browser))
    press(browser, "j", Keys.ENTER)
    wait(browser, lambda: "Counts by source".upper() in text(browser).upper())
    press(browser, "j", Keys.ENTER)
    wait(browser, lambda: "/reports/" in browser.current_url)

    press(browser, "j", Keys.ENTER)
    low = wait(browser, lambda: browser.switch_to.active_element)
    assert low.get_attribute("name") == "low"
    for _ in ("low", "high"):
        browser.switch_to.active_element.clear()
        press(browser, "10", Keys.TAB)
    form = browser.switch_to.active_element
    why = form.find_element(By.XPATH, "ancestor::form//input[@name='why']")
    for _ in range(12):
        if browser.switch_to.active_element == why:
            break
        press(browser, Keys.TAB)
    press(browser, "ten by the list", Keys.ENTER)
    wait(browser, lambda: "is kept" in text(browser))
    assert "ten by the list" in text(browser)
    assert complaints(browser) == []


def test_words_marked_in_the_text_become_a_figure(browser, address):
    browser.get(f"{address}/reports/bridge")
    browser.execute_script(
        "const walk = document.createTreeWalker(document.querySelector('[data-text]'), 4);"
        "let node = walk.nextNode();"
        "while (!node.data.includes('eleven')) node = walk.nextNode();"
        "const at = node.data.indexOf('eleven');"
        "getSelection().setBaseAndExtent(node, at, node, at + 6);"
    )
    browser.find_element(By.TAG_NAME, "body").send_keys("m")
    form = browser.find_element(By.CSS_SELECTOR, "[data-missed]")
    wait(browser, form.is_displayed)
    assert form.find_element(By.NAME, "words").get_attribute("value") == "eleven"
    start = form.find_element(By.NAME, "start").get_attribute("value")
    assert int(start) == BRIDGE.index("eleven")
    form.find_element(By.NAME, "low").send_keys("11")
    form.find_element(By.NAME, "why").send_keys("missed", Keys.ENTER)
    wait(browser, lambda: "is kept" in text(browser))


def test_two_people_at_once_see_each_other(browser, other, address):
    for one in (browser, other):
        one.get(f"{address}/reports/bridge")
        one.find_element(By.CSS_SELECTOR, ".figures summary").click()
    save(browser, "10", "I count ten")
    wait(browser, lambda: "is kept" in text(browser))

    save(other, "12", "I count twelve")
    wait(other, lambda: "Somebody has decided" in text(other))
    assert "I count ten" in text(other)
    low = other.find_element(By.CSS_SELECTOR, "details[open] [name=low]")
    assert low.get_attribute("value") == "12"
    other.find_element(By.CSS_SELECTOR, "details[open] button[value=change]").click()
    wait(other, lambda: "is kept" in text(other))


def save(browser, number, why):
    form = browser.find_element(By.CSS_SELECTOR, "details[open] form")
    for name in ("low", "high"):
        box = form.find_element(By.NAME, name)
        box.clear()
        box.send_keys(number)
    form.find_element(By.NAME, "why").send_keys(why)
    form.find_element(By.CSS_SELECTOR, "button[value=change]").click()


@pytest.mark.parametrize("width", [1280, 390])
def test_pages_fit_and_hostile_words_do_not_run(browser, address, width):
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False},
    )
    browser.get_log("browser")
    number = json_of(browser, f"{address}/api/incidents?words=kirkuk")["items"][0]["number"]
    for path in ("/", "/queue", "/history", f"/incidents/{number}", "/reports/hostile"):
        browser.get(f"{address}{path}")
        assert browser.title != "run"
        wide = browser.execute_script("return document.documentElement.scrollWidth")
        assert wide <= width, path
        unnamed = browser.execute_script(
            "return [...document.querySelectorAll('input:not([type=hidden]), select, button')]"
            ".filter((e) => !(e.labels && e.labels.length) && !e.textContent.trim()).length"
        )
        assert unnamed == 0, path
    assert complaints(browser) == []
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def json_of(browser, address):
    browser.get(address)
    return json.loads(browser.find_element(By.TAG_NAME, "body").text)


def test_the_keys_are_told(browser, address):
    browser.get(f"{address}/")
    press(browser, "?")
    dialog = browser.find_element(By.ID, "keys")
    wait(browser, dialog.is_displayed)
    press(browser, Keys.ESCAPE)
    wait(browser, lambda: not dialog.is_displayed())
    press(browser, "g", "h")
    wait(browser, lambda: browser.current_url.endswith("/history"))

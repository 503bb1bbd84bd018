"""The keys, the drafts, the lock and the warning, as a clerk meets them."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FOCUSED = "document.activeElement.id"
SHEET_OPEN = "document.getElementById('key-sheet').open"
WARNING_OPEN = "document.getElementById('session-dialog').open"


@pytest.fixture
def intake(desk):
    """A clerk at an empty intake page."""
    opened = desk("counter_clerk", language="en")
    opened.press("form[action$='/applications/open/'] button")
    return opened


def log_in_again(desk) -> None:
    desk.page.fill("#id_username", desk.officer.user.username)
    desk.page.fill("#id_password", "a long enough password")
    desk.key("Enter")


def test_find_key_works_outside_of_fields_and_is_text_inside(intake):
    page = intake.page
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("/")
    assert page.evaluate(FOCUSED) == "search-q"
    page.fill("#id_name", "")
    page.locator("#id_name").focus()
    page.keyboard.type("a/b?")
    assert (page.input_value("#id_name"), page.evaluate(SHEET_OPEN)) == ("a/b?", False)
    page.keyboard.press("F2")
    assert page.evaluate(FOCUSED) == "search-q"


def test_key_sheet_opens_and_closes(intake):
    intake.page.evaluate("document.activeElement.blur()")
    intake.page.keyboard.press("?")
    assert intake.page.evaluate(SHEET_OPEN)
    intake.healthy("key-sheet")
    intake.page.keyboard.press("Escape")
    assert not intake.page.evaluate(SHEET_OPEN)


def test_alt_and_a_figure_open_the_places_of_the_left_column(intake):
    intake.page.keyboard.press("Alt+Digit1")
    intake.page.wait_for_url(lambda address: address.rstrip("/").count("/") == 2)
    labels = intake.page.locator(".site-navigation .navigation-item").all_inner_texts()
    assert labels[1].startswith("New application")
    intake.page.keyboard.press("Alt+Digit2")
    intake.page.wait_for_url("**/intake/")
    # Inside a field, too: nothing is typed by it.
    intake.page.locator("#id_name").focus()
    intake.page.keyboard.press("Alt+Digit4")
    intake.page.wait_for_url("**/work-list/")


def test_keys_are_left_alone_while_a_name_is_composed(intake):
    intake.page.evaluate(
        "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: '?', isComposing: true, bubbles: true}))"
    )
    assert not intake.page.evaluate(SHEET_OPEN)


def test_main_key_sends_the_form_and_errors_take_the_focus(intake):
    intake.key("F10")
    assert intake.page.title().startswith("Error: ")
    assert intake.page.evaluate(FOCUSED) == "error-summary"
    intake.page.locator(".error-summary a[href='#id_number']").click()
    assert intake.page.evaluate(FOCUSED) == "id_number"


# Before anything takes the focus: the first field lies with its end under the bar at the foot of the window.
UNDER_THE_BAR = """document.addEventListener('readystatechange', () => {
    const end = document.querySelector('main form input[type=text]')?.getBoundingClientRect().bottom;
    if (document.readyState === 'interactive') document.querySelector('h1').style.marginTop = `${innerHeight - 20 - end}px`;
});"""


def test_the_first_field_takes_the_focus_only_where_nothing_moves(desk):
    manager = desk("institution_manager", language="en")
    page = manager.page
    manager.go("/institutions/register/")
    assert page.evaluate(FOCUSED) == "id_code"
    page.fill("#id_code", "H35020590001")
    for come_back in (page.reload, lambda: (manager.go("/catalogue/"), page.go_back())):
        page.evaluate("document.activeElement.blur(); scrollTo(0, 700)")
        page.wait_for_timeout(200)
        come_back()
        page.wait_for_timeout(400)
        assert page.evaluate("[scrollY, document.activeElement.tagName]") == [700, "BODY"], "left where she was"
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_timeout(200)
    page.reload()
    page.wait_for_timeout(400)
    assert page.evaluate(FOCUSED) == "id_code"
    # What stands in the field is replaced by what is scanned.
    manager.go("/catalogue/try/?institution=H35020590001")
    page.keyboard.type("H35020590002")
    assert page.input_value("#id_institution") == "H35020590002"
    page.add_init_script(UNDER_THE_BAR)
    manager.go("/catalogue/try/")
    assert page.evaluate("[document.activeElement.tagName, scrollY]") == ["BODY", 0]


def test_draft_is_saved_by_itself_and_survives_a_reload(intake):
    with intake.page.expect_response("**/draft/") as saved:
        intake.page.fill("#id_latin_name", "CHEN HSIAO-MING")
    assert saved.value.status == 200
    intake.page.reload()
    assert intake.page.input_value("#id_latin_name") == "CHEN HSIAO-MING"


def test_draft_is_safe_before_the_language_changes(intake):
    intake.page.fill("#id_latin_name", "CHEN HSIAO-MING")
    intake.press(".language-menu button[value='zh-hant']")
    assert intake.page.get_attribute("html", "lang") == "zh-Hant"
    assert intake.page.input_value("#id_latin_name") == "CHEN HSIAO-MING"


def test_lock_hides_the_page_and_gives_the_form_back(intake):
    page, place = intake.page, intake.page.url
    page.fill("#id_number", "83000019")
    intake.key("Alt+l")
    assert "/log-in/" in page.url and "83000019" not in page.content()
    log_in_again(intake)
    assert page.url == place
    assert page.input_value("#id_number") == "83000019"


def test_warning_comes_before_the_idle_end_and_one_key_stays(intake):
    page = intake.page
    page.clock.install()
    page.reload()
    page.clock.fast_forward(12 * 60 * 1000)
    page.clock.run_for(2000)
    assert not page.evaluate(WARNING_OPEN)
    page.clock.fast_forward(40 * 1000)
    page.clock.run_for(2000)
    assert page.evaluate(WARNING_OPEN)
    with page.expect_response("**/stay/") as stayed:
        page.keyboard.press("Enter")
    assert stayed.value.status == 204
    page.wait_for_function("!document.getElementById('session-dialog').open")


def test_idle_screen_locks_itself_and_keeps_the_form(intake):
    page, place = intake.page, intake.page.url
    page.clock.install()
    page.reload()
    page.fill("#id_number", "83000019")
    page.clock.fast_forward(15 * 60 * 1000)
    with page.expect_navigation():
        page.clock.run_for(2000)
    assert "ended=1" in page.url
    log_in_again(intake)
    assert (page.url, page.input_value("#id_number")) == (place, "83000019")


def test_scanner_enter_goes_to_the_next_field_and_sends_nothing(intake):
    page, place = intake.page, intake.page.url
    page.evaluate("document.getElementById('id_number').dataset.scan = ''")
    page.locator("#id_number").focus()
    page.keyboard.type("830000199001010028")
    page.keyboard.press("Enter")
    assert (page.url, page.evaluate(FOCUSED)) == (place, "id_expires_on")


def test_scan_turns_and_grows_by_keys(desk):
    page = desk("auditor", language="en").page
    page.goto(page.url.rstrip("/") + "/components/")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("r")
    page.keyboard.press("+")
    assert page.text_content("[data-viewer-state]") == "150 % · 90°"
    page.locator("[data-fit]").click()
    assert page.text_content("[data-viewer-state]") == "100 % · 0°"


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_catalogue_and_help_are_accessible(desk, language):
    opened = desk("reviewer", language=language)
    for place in ("components", "help"):
        opened.go(f"/{place}/")
        opened.healthy(place)


@pytest.mark.parametrize("width", [683, 342])
def test_pages_reflow_when_enlarged(desk, width):
    opened = desk("supervisor", language="en")
    opened.page.set_viewport_size({"width": width, "height": 700})
    for place in ("/", "/work-list/", "/components/", "/help/", "/rules/"):
        opened.go(place)
        assert opened.page.evaluate("document.documentElement.scrollWidth") <= width, place


def test_what_is_empty_takes_no_room(desk):
    """A page without findings has no panel for them, and no note of a network that was never away."""
    clerk = desk("counter_clerk", language="zh-hans")
    for address in ("/", "/employers/", "/hires/"):
        clerk.go(address)
        for empty in (".findings", ".identity-place", "[data-network-note]"):
            assert not clerk.page.locator(empty).is_visible(), (address, empty)
        over = "() => [...document.querySelectorAll('main table')].filter(t => t.offsetWidth > t.parentElement.clientWidth).length"
        assert clerk.page.evaluate(over) == 0, address
    clerk.page.evaluate("dispatchEvent(new Event('online'))")
    assert not clerk.page.locator("[data-network-note]").is_visible()

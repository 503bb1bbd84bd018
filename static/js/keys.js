"use strict";
// The key map. Every key has a visible button that does the same; nothing happens while a Chinese input method composes.
(() => {
  const composing = (event) => event.isComposing || event.keyCode === 229;
  const typing = (target) => target.closest("input:not([type=checkbox]):not([type=radio]):not([type=submit]), textarea, select, [contenteditable]") !== null;
  const button = (name) => document.querySelector(`[data-key="${name}"]:not([disabled]), [data-also="${name}"]`);

  function press(name) {
    const found = button(name);
    if (!found) return false;
    // A closed act takes the focus instead, and with it the reader hears why it is closed.
    if (found.getAttribute("aria-disabled") === "true") found.focus();
    else found.click();
    return true;
  }

  function find() {
    const box = button("find");
    if (!box) return false;
    box.focus();
    box.select();
    return true;
  }

  function showKeys() {
    const sheet = document.getElementById("key-sheet");
    if (!sheet || sheet.open) return false;
    sheet.showModal();
    return true;
  }

  function closeWhatIsOpen() {
    const open = [...document.querySelectorAll("details.menu[open]")].pop();
    if (!open) return false;
    open.open = false;
    open.querySelector("summary").focus();
    return true;
  }

  // Alt with a figure opens the places of the left column in their order, the first nine.
  function place(number) {
    const found = document.querySelectorAll(".site-navigation a, .site-navigation button")[number - 1];
    if (!found) return false;
    found.click();
    return true;
  }

  // Returns whether the key was ours, so that the browser's own meaning stays for all others.
  function act(event) {
    const key = event.key;
    const control = (event.ctrlKey || event.metaKey) && !event.altKey;
    if (control && key.toLowerCase() === "s") return press("save");
    if (control && key.toLowerCase() === "p") return press("print");
    if (event.altKey && !control && key.toLowerCase() === "l") return press("lock");
    // By where the key lies: with Alt some keyboards write another character.
    if (event.altKey && !control && !event.shiftKey && /^Digit[1-9]$/.test(event.code)) return place(Number(event.code.slice(5)));
    if (control || event.altKey || event.metaKey) return false;
    if (key === "F2") return find();
    if (key === "F9" || key === "F10") return press(key);
    if (key === "Escape") return closeWhatIsOpen();
    if (typing(event.target)) return false;
    if (key === "/") return find();
    if (key === "?") return showKeys();
    return false;
  }

  document.addEventListener("keydown", (event) => {
    if (composing(event) || event.defaultPrevented || event.repeat) return;
    if (document.querySelector("dialog[open]") && event.key !== "Escape") return;
    // Some scanners end with a line feed besides: the browser would open its downloads.
    if (event.ctrlKey && event.key.toLowerCase() === "j" && typing(event.target)) event.preventDefault();
    else if (event.key === "Enter" && event.target.matches(MOVES_ON)) {
      event.preventDefault();
      enter(event);
    } else if (act(event)) {
      event.preventDefault();
    }
  });

  // A scanner types fast and ends with Enter, and so does the habit of many hands: that Enter goes to the next field and
  // never sends the form. The second of two that come at once is the same press.
  const MOVES_ON = "[data-scan], form[data-enter-moves] input:not([type=submit]), form[data-enter-moves] select";
  const SAME_PRESS_MS = 50;
  let enteredAt = -SAME_PRESS_MS;

  function enter(event) {
    const again = event.timeStamp - enteredAt < SAME_PRESS_MS;
    enteredAt = event.timeStamp;
    if (again) return;
    // The lines of a machine-readable zone belong together.
    if (event.target.type === "text" && event.target.value.includes("<")) event.target.value += " ";
    else focusAfter(event.target);
  }

  function focusAfter(field) {
    field.dispatchEvent(new Event("change", { bubbles: true }));
    const fields = [...field.form.elements].filter((each) => each.offsetParent !== null && !each.disabled && each.type !== "hidden");
    const rest = fields.slice(fields.indexOf(field) + 1);
    const next = rest.find((each) => each.type !== "radio" || each.name !== field.name);
    if (next) next.focus();
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest("[aria-disabled=true]")) event.preventDefault();
    if (event.target.closest("[data-close]")) event.target.closest("dialog").close();
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });

  // A press of the main action sends the form once, however often it is pressed.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.hasAttribute("data-many")) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
  });
  addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });

  // Whether a field lies where focusing it scrolls nothing: neither below the window nor under the bar at its foot.
  function inSight(field) {
    const foot = parseFloat(getComputedStyle(document.documentElement).scrollPaddingBottom) || 0;
    return field.getBoundingClientRect().bottom <= innerHeight - foot;
  }

  // The first field of the form that F10 sends; where it lies out of sight, what stands above it is to be read first. So is what
  // a form is about that is nothing but one box to tick: the space bar, pressed to read on, would tick it unread.
  function firstField() {
    const form = document.querySelector("main button[data-key=F10]")?.form;
    if (!form || form.hasAttribute("data-read-first")) return null;
    // A field in a part that is folded away has a place on the page and takes no focus.
    const shown = (each) => each.offsetParent !== null && (each.checkVisibility?.() ?? true);
    const fields = [...form.elements].filter((each) => each.matches("input, select, textarea") && shown(each) && !each.disabled && !each.readOnly);
    if (fields.length === 1 && fields[0].type === "checkbox") return null;
    const first = fields.find((each) => each.autofocus) ?? fields[0];
    const field = fields.find((each) => each.type === "radio" && each.name === first.name && each.checked) ?? first;
    return field && inSight(field) ? field : null;
  }

  // As by Tab: what stands in a line already is replaced by what is typed or scanned, not lengthened by it.
  function focusFirst() {
    const field = firstField();
    field?.focus();
    if (field?.matches("input[type=text]")) field.select();
  }

  // A page that is come back to or loaded again keeps its place: only where that is its top has the first field the focus. The
  // browser goes there late, and a place in the address as well.
  function focusOnArrival() {
    const summary = document.getElementById("error-summary");
    if (summary) return summary.focus();
    if (location.hash.length > 1) return;
    const how = performance.getEntriesByType("navigation")[0]?.type;
    if (how !== "back_forward" && how !== "reload") return focusFirst();
    const untouched = () => scrollY === 0 && (document.activeElement ?? document.body) === document.body;
    const later = () => requestAnimationFrame(() => requestAnimationFrame(() => untouched() && focusFirst()));
    addEventListener("load", later, { once: true });
  }

  // Links of the error summary put the focus into the field, also where its label would scroll away.
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".error-summary a[href^='#']");
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    field.focus();
    field.scrollIntoView({ block: "center" });
  });

  // A table that scrolls in itself and holds nothing to stop at is a stop itself, so that the arrow keys move it.
  function stopAtWideTables() {
    for (const table of document.querySelectorAll(".sheet table")) {
      const wide = table.scrollWidth > table.clientWidth && !table.querySelector("a, button, input, select, textarea, summary");
      if (wide) table.tabIndex = 0;
      else table.removeAttribute("tabindex");
    }
  }
  addEventListener("resize", stopAtWideTables);

  stopAtWideTables();
  focusOnArrival();
})();

"use strict";
// The verification page: arrows go from field to field, space ticks a field as right. A row is a fieldset in a form
// [data-ticks]; its first choice says that the field agrees, the others wait in a fold with the reasons. A decision marked
// [data-decide] opens when every row agrees; until then the bar says what is open. The server checks the same again.
(() => {
  const rows = [...document.querySelectorAll("[data-ticks] fieldset")];
  if (rows.length === 0) return;
  const decision = document.querySelector("[data-decide]");
  const seen = document.querySelector("[data-ticks] input[type=checkbox]");

  const tickOf = (row) => row.querySelector("input[type=radio], input[type=checkbox]");
  const answered = (row) => row.querySelector("input[type=radio]:checked, input[type=checkbox]:checked") !== null;
  const rowOf = (target) => target.closest("[data-ticks] fieldset");
  const text = (target) => target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select") !== null;

  const differs = (row) => answered(row) && !tickOf(row).checked;

  function say(name, shown, number) {
    const place = document.querySelector(`[data-ticks-${name}]`);
    if (!place) return;
    place.hidden = !shown;
    const figure = place.querySelector("b");
    if (figure) figure.textContent = String(number);
  }

  function count() {
    const open = rows.filter((row) => !answered(row)).length;
    const unlike = rows.filter(differs).length;
    const unseen = open + unlike === 0 && seen !== null && !seen.checked;
    say("open", open > 0, open);
    say("differ", unlike > 0, unlike);
    say("unseen", unseen, 1);
    if (!decision) return;
    if (open + unlike > 0 || unseen) decision.setAttribute("aria-disabled", "true");
    else decision.removeAttribute("aria-disabled");
  }

  function move(from, by) {
    const index = from ? rows.indexOf(from) + by : by > 0 ? 0 : rows.length - 1;
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
    (row.querySelector("input[type=radio]:checked") ?? tickOf(row)).focus();
    row.scrollIntoView({ block: "nearest" });
  }

  function tick(row) {
    const box = tickOf(row);
    box.checked = box.type === "radio" ? true : !box.checked;
    box.dispatchEvent(new Event("change", { bubbles: true }));
    row.querySelector("details")?.removeAttribute("open");
    if (row === rows.at(-1) && seen) seen.focus();
    else if (box.checked) move(row, 1);
  }

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
    if (text(event.target) || event.target.closest("dialog[open], .viewer-stage, button, a, summary")) return;
    // Nothing is decided by Enter: it would press whatever button stands first.
    if (event.key === "Enter" && event.target.closest("[data-ticks]")) event.preventDefault();
    const row = rowOf(event.target);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(row, event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === " " && row && !event.target.closest("details")) {
      event.preventDefault();
      tick(row);
    }
  });
  document.addEventListener("change", count);
  document.addEventListener("input", count);
  count();
})();

"use strict";
// The verification page: arrows go from field to field, space ticks a field as right. A row is a fieldset in a form
// [data-ticks]; its first choice says that the field agrees. A decision marked [data-decide] opens when every row has an
// answer; the server checks the same again.
(() => {
  const rows = [...document.querySelectorAll("[data-ticks] fieldset")];
  if (rows.length === 0) return;
  const decision = document.querySelector("[data-decide]");
  const left = document.querySelector("[data-ticks-left]");

  const tickOf = (row) => row.querySelector("input[type=radio], input[type=checkbox]");
  const answered = (row) => row.querySelector("input[type=radio]:checked, input[type=checkbox]:checked") !== null;
  const rowOf = (target) => target.closest("[data-ticks] fieldset");
  const text = (target) => target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select") !== null;

  function count() {
    const open = rows.filter((row) => !answered(row)).length;
    if (left) left.textContent = String(open);
    if (decision) decision.disabled = open > 0;
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
    if (box.checked) move(row, 1);
  }

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
    if (text(event.target) || event.target.closest("dialog[open], .viewer-stage, button, a, summary")) return;
    const row = rowOf(event.target);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(row, event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === " " && row) {
      event.preventDefault();
      tick(row);
    }
  });
  document.addEventListener("change", count);
  document.addEventListener("input", count);
  count();
})();

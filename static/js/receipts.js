"use strict";
// Lines copied from a spreadsheet and pasted into a cell of the grid go through the field for pasting: the server puts them
// into the rows, as it does without scripts.
(() => {
  const field = document.getElementById("id_paste");
  const button = document.querySelector("button[name=action][value=paste]");
  if (!field || !button) return;
  document.addEventListener("paste", (event) => {
    const text = event.clipboardData ? event.clipboardData.getData("text/plain") : "";
    if (!event.target.closest(".receipt-lines input") || !/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    // What found no row before stays.
    field.value = field.value.trim() ? `${field.value}\n${text}` : text;
    button.click();
  });
})();

// While a code is typed, or a part of a name in its place, the list is asked which items are meant. One that is chosen, or is the
// only one when the cell is left, takes the place of what was typed, with its name; the server does the same without scripts.
(() => {
  const list = document.getElementById("claim-items"), grid = document.querySelector(".receipt-lines");
  if (!list || !grid || !window.htmx) return;
  const LEAST = 2, QUIET = 150;
  let asked = "", timer = null;
  const cellOf = (event) => event.target.closest("input[list=claim-items]");
  const take = (cell, option) => {
    const name = document.getElementById(cell.id.replace(/-code$/, "-name"));
    cell.value = option.value;
    if (name && !name.value.trim()) name.value = option.dataset.name;
  };
  const chosen = (cell) => [...list.options].find((option) => option.value === cell.value.trim().toUpperCase());
  const settle = (cell) => {
    const typed = cell.value.trim(), option = chosen(cell);
    if (option) take(cell, option);
    else if (typed && typed === asked && list.options.length === 1 && document.activeElement !== cell) take(cell, list.options[0]);
  };
  const ask = (cell) => {
    const typed = cell.value.trim();
    if (typed.length < LEAST || typed === asked) return Promise.resolve();
    return window.htmx.ajax("POST", list.dataset.lookUp, {source: list, target: list, swap: "innerHTML", values: {typed}})
      .then(() => { asked = typed; settle(cell); });
  };
  grid.addEventListener("input", (event) => {
    const cell = cellOf(event);
    if (!cell) return;
    clearTimeout(timer);
    if (chosen(cell)) settle(cell);
    else timer = setTimeout(() => ask(cell), QUIET);
  });
  grid.addEventListener("change", (event) => {
    const cell = cellOf(event);
    if (!cell) return;
    clearTimeout(timer);
    if (cell.value.trim() === asked) settle(cell);
    else ask(cell);
  });
})();

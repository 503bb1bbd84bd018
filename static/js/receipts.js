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

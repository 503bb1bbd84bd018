"use strict";
// What a scan is of is chosen while the page asks the server: an answer that was under way does not take the choice back. Without
// this the next paper is kept under the name of the first one on the list.
(() => {
  const choice = (within) => within.querySelector("#evidence-item");
  let later = null;

  function choose(select, value) {
    if (select && value !== null && [...select.options].some((option) => option.value === value)) select.value = value;
  }

  // The list of papers alone is put in anew: what stands chosen now stays chosen, if it is still on the list.
  document.addEventListener("htmx:oobBeforeSwap", ({ detail }) => {
    if (detail.target.id === "evidence-what") choose(choice(detail.fragment), choice(detail.target).value);
  });

  // The whole form is put in anew after a file: only what was chosen since it was sent stays.
  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    if (detail.target.id !== "evidence") return;
    const now = choice(detail.target)?.value ?? null;
    later = now === detail.requestConfig.formData.get("item") ? null : now;
  });
  document.addEventListener("htmx:afterSwap", () => {
    choose(choice(document), later);
    later = null;
  });
})();

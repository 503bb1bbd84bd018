"use strict";
// While the network is away no form is sent: the browser's error page would take the place of what was typed. Forms with
// a draft see to it themselves (drafts.js), and the lock leaves in any case: it hides the page.
(() => {
  const note = document.querySelector("[data-network-note]");
  if (!note) return;

  document.addEventListener("submit", (event) => {
    if (navigator.onLine || event.defaultPrevented || event.target.hasAttribute("data-lock")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    note.hidden = false;
    note.textContent = note.dataset.away;
  }, true);
  addEventListener("online", () => {
    if (!note.hidden) note.textContent = note.dataset.back;
  });
})();

// A page that answers a form is asked for anew when one comes back to it, not sent once more.
if (document.body.hasAttribute("data-answers-post")) history.replaceState(null, "", location.href);

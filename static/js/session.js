"use strict";
// Warns 150 seconds before the idle end, lets the clerk stay by one key, and otherwise locks the screen. Locking sends
// what stands in the open form along, sealed by the server, so that the same form stands there after login.
(() => {
  // Tabs of one browser share one session: what one of them does counts for all.
  const channel = "BroadcastChannel" in window ? new BroadcastChannel("minbao-session") : null;
  // The page of the log-in stands here: the session is over, and nothing of it stays on a screen.
  if (document.body.hasAttribute("data-signed-out")) channel?.postMessage("locked");

  const WARN_BEFORE = 150;
  // The server notes activity at most every 20 seconds; the lock comes a little before its own end.
  const MARGIN = 30;
  const idle = Number(document.body.dataset.idleSeconds);
  const dialog = document.getElementById("session-dialog");
  const lockForm = document.querySelector("form[data-lock]");
  if (!idle || !dialog || !lockForm) return;

  const shown = dialog.querySelector("[data-countdown-shown]");
  const spoken = dialog.querySelector("[data-countdown-spoken]");
  const words = dialog.querySelector("[data-countdown-words]").textContent;
  let endsAt = 0;
  let locking = false;

  function extend() {
    endsAt = Date.now() + (idle - MARGIN) * 1000;
    if (dialog.open) dialog.close();
  }

  function active() {
    extend();
    channel?.postMessage("active");
  }

  async function stay() {
    const body = new URLSearchParams(new FormData(lockForm));
    const answer = await fetch(dialog.dataset.stayUrl, { method: "POST", body, redirect: "error" }).catch(() => null);
    if (answer?.status === 204) active();
    else lock("1");
  }

  function openForm() {
    return [...document.querySelectorAll("form")].find((form) => form.elements.form_ticket) ?? null;
  }

  function typedFields(form) {
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      const element = form.elements[name];
      if (typeof value === "string" && name !== "csrfmiddlewaretoken" && element?.type !== "password") fields.append(name, value);
    }
    return fields.toString();
  }

  function put(name, value) {
    const input = document.createElement("input");
    input.type = "hidden";
    input.name = name;
    input.value = value;
    lockForm.append(input);
  }

  function prepareLock() {
    const form = openForm();
    if (form && !lockForm.elements.fields) put("fields", typedFields(form));
    channel?.postMessage("locked");
  }

  function lock(ended) {
    if (locking) return;
    locking = true;
    if (ended) put("ended", ended);
    lockForm.requestSubmit();
  }

  function tick() {
    const left = Math.ceil((endsAt - Date.now()) / 1000);
    if (left <= 0) lock("1");
    else if (left <= WARN_BEFORE - MARGIN) warn(left);
  }

  function warn(left) {
    if (!dialog.open) dialog.showModal();
    shown.textContent = String(left);
    if (left % 15 === 0) spoken.textContent = `${left} ${words}`;
  }

  function cover(covered) {
    document.documentElement.classList.toggle("covered", covered);
  }

  lockForm.addEventListener("submit", prepareLock);
  for (const leave of document.querySelectorAll("form[data-leave]")) {
    leave.addEventListener("submit", () => channel?.postMessage("leaving"));
  }
  dialog.querySelector("[data-stay]").addEventListener("click", stay);
  dialog.addEventListener("cancel", (event) => { event.preventDefault(); stay(); });
  document.addEventListener("htmx:afterRequest", active);
  document.addEventListener("minbao:activity", active);
  channel?.addEventListener("message", (event) => {
    if (event.data === "active") { cover(false); extend(); }
    // Covered at once; the server is asked when it has done its part, which the page of the log-in tells.
    if (event.data === "leaving") cover(true);
    if (event.data === "locked" && !locking) { locking = true; location.reload(); }
  });
  active();
  setInterval(tick, 1000);
})();

"use strict";
// Drafts are saved as they are typed: 1.5 seconds after the last key, and when the page is left. Nothing is
// kept in the browser. The button "Save draft" does the same without this script.
(() => {
  const PAUSE = 1500;
  const LONGEST_BEACON = 60000;

  function watch(form) {
    const status = document.querySelector("[data-draft-status]");
    let changed = false;
    let timer = 0;
    let saving = null;

    // The whole form goes each time: the server keeps one draft, never half of one.
    function body() {
      const typed = new URLSearchParams();
      for (const [name, value] of new FormData(form)) {
        if (typeof value === "string" && form.elements[name]?.type !== "password") typed.append(name, value);
      }
      return typed;
    }

    async function save(leaving) {
      clearTimeout(timer);
      if (!changed) return;
      if (saving && !leaving) await saving;
      const sent = body();
      changed = false;
      const keepalive = leaving && sent.toString().length < LONGEST_BEACON;
      saving = fetch(form.dataset.draftUrl, {
        method: "POST", body: sent, keepalive, credentials: "same-origin",
        headers: { "X-Requested-With": "fetch", Accept: "application/json" }, redirect: "error",
      }).then(readAnswer).catch(() => {
        changed = true;
        say(status?.dataset.failed);
      }).finally(() => { saving = null; });
      await saving;
    }

    async function readAnswer(response) {
      if (response.status === 409) {
        // Another window saved the same draft: a person compares them, by the button.
        say(status?.dataset.changed);
        return;
      }
      if (!response.ok) throw new Error(String(response.status));
      const answer = await response.json();
      form.elements.draft_version.value = answer.version;
      say(`${status?.dataset.saved ?? ""} ${answer.saved_at}`.trim());
      document.dispatchEvent(new Event("minbao:activity"));
    }

    function say(text) {
      if (status && text) status.textContent = text;
    }

    function note(event) {
      const field = event.target;
      if (!field.name || field.type === "hidden" || field.type === "file" || field.type === "password") return;
      changed = true;
      clearTimeout(timer);
      timer = setTimeout(save, PAUSE, false);
    }

    form.addEventListener("input", note);
    form.addEventListener("change", note);
    form.addEventListener("submit", () => { clearTimeout(timer); changed = false; });
    // Another form of the page (language, office, log-out) waits until the draft is safe: what comes next shows it.
    // The lock takes the fields along itself, and its session is over when a draft could arrive.
    document.addEventListener("submit", async (event) => {
      const other = event.target;
      if (other === form || !changed) return;
      if (other.hasAttribute("data-lock")) {
        changed = false;
        clearTimeout(timer);
        return;
      }
      event.preventDefault();
      event.stopPropagation();
      const pressed = event.submitter;
      await save(false);
      changed = false;
      other.requestSubmit(pressed);
    }, true);
    addEventListener("beforeunload", () => { save(true); });
    addEventListener("pagehide", () => { save(true); });
    document.addEventListener("visibilitychange", () => { if (document.hidden) save(true); });
  }

  // A page loaded anew may have been asked for before the last words had arrived: it is then loaded once more.
  async function lookAgain(form) {
    const shown = form.elements.draft_version.value;
    const answer = await fetch(location.href, { credentials: "same-origin" }).then((page) => page.text()).catch(() => "");
    const fresh = new DOMParser().parseFromString(answer, "text/html").querySelector("input[name=draft_version]");
    if (fresh && fresh.value !== shown && form.elements.draft_version.value === shown) location.reload();
  }

  const forms = document.querySelectorAll("form[data-draft-url]");
  forms.forEach(watch);
  if (performance.getEntriesByType("navigation")[0]?.type === "reload") {
    forms.forEach((form) => setTimeout(lookAgain, 400, form));
  }
})();

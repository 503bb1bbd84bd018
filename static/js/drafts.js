"use strict";
// Drafts are saved as they are typed: 1.5 seconds after the last key, and when the page is left. A save that did not go
// through is tried again after a pause and when the network is back; until then no form leaves the page. Nothing is kept
// in the browser. The button "Save draft" does the same without this script.
(() => {
  const PAUSE = 1500;
  const LONGEST_BEACON = 60000;
  const LONGEST_WAIT = 15000;
  const RETRIES = [5000, 10000, 20000, 40000, 60000];

  function watch(form) {
    const status = document.querySelector("[data-draft-status]");
    const words = status?.dataset ?? {};
    let changed = false;
    let away = false;
    let refused = false;
    let tries = 0;
    let timer = 0;
    let saving = null;
    let asking = false;
    let safe = false;

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
        method: "POST", body: sent, keepalive, credentials: "same-origin", redirect: "manual",
        signal: leaving ? undefined : AbortSignal.timeout(LONGEST_WAIT),
        headers: { "X-Requested-With": "fetch", Accept: "application/json" },
      }).then(readAnswer).catch(wait).finally(() => { saving = null; });
      await saving;
    }

    async function readAnswer(response) {
      // The portal is busy, restarting or broken: that passes. Every other answer is for the clerk to read.
      if (response.status >= 500 || response.status === 429) throw new Error(String(response.status));
      const answer = response.ok ? await response.json() : null;
      const back = away;
      away = false;
      refused = answer === null;
      tries = 0;
      if (answer) {
        form.elements.draft_version.value = answer.version;
        say(`${words.saved ?? ""} ${answer.saved_at}`.trim());
        document.dispatchEvent(new Event("minbao:activity"));
      } else {
        // Another window saved the same draft, or the session has ended: a person sees to it, by the button.
        say(response.status === 409 ? words.changed : words.refused);
      }
      if (back) document.body.dispatchEvent(new Event("draft-arrived"));
    }

    function wait() {
      changed = true;
      away = true;
      say(words.failed, true);
      clearTimeout(timer);
      timer = setTimeout(save, RETRIES[Math.min(tries, RETRIES.length - 1)], false);
      tries += 1;
    }

    function say(text, alarming = false) {
      if (!status || !text) return;
      status.textContent = text;
      status.classList.toggle("draft-unsaved", alarming);
    }

    function note(event) {
      const field = event.target;
      if (!field.name || field.type === "hidden" || field.type === "file" || field.type === "password") return;
      changed = true;
      clearTimeout(timer);
      timer = setTimeout(save, PAUSE, false);
    }

    // A form leaves the page when what is typed has arrived, and not otherwise: the browser's error page would lose it.
    async function sendWhenSafe(leaving, pressed) {
      if (asking) return;
      asking = true;
      say(words.asking);
      if (saving) await saving;
      changed = true;
      await save(false);
      asking = false;
      if (away) {
        say(words.stays, true);
        return;
      }
      send(leaving, pressed);
    }

    function send(leaving, pressed) {
      changed = false;
      clearTimeout(timer);
      safe = true;
      leaving.requestSubmit(pressed);
      safe = false;
    }

    form.addEventListener("input", note);
    form.addEventListener("change", note);
    // Also another form of the page (language, office, log-out) waits until the draft is safe: what comes next shows it.
    // The lock takes the fields along itself; while they cannot arrive, the page is covered and locked afterwards.
    document.addEventListener("submit", (event) => {
      const sent = event.target;
      if (safe || (sent !== form && !changed)) return;
      if (sent.hasAttribute("data-lock") && !away && navigator.onLine) {
        changed = false;
        clearTimeout(timer);
        return;
      }
      event.preventDefault();
      event.stopImmediatePropagation();
      if (sent.hasAttribute("data-lock")) cover(sent, event.submitter);
      else sendWhenSafe(sent, event.submitter);
    }, true);

    function cover(lock, pressed) {
      const sheet = document.querySelector("[data-cover]");
      // Escape, pressed twice, closes any dialog: this one comes back.
      sheet.addEventListener("close", () => sheet.showModal());
      if (!sheet.open) sheet.showModal();
      // A session that has ended meanwhile takes no lock; the form itself is kept for its owner then.
      document.body.addEventListener("draft-arrived", () => {
        if (refused) send(form, form.querySelector("[data-key=save]"));
        else send(lock, pressed);
      }, { once: true });
      wait();
    }

    addEventListener("online", () => { if (away || changed) save(false); });
    addEventListener("beforeunload", (event) => {
      save(true);
      if (away) event.preventDefault();
    });
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

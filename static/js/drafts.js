"use strict";
// Drafts are saved as they are typed: 1.5 seconds after the last key, and when the page is left. A save that did not go
// through is tried again after a pause and when the network is back; until then no form leaves the page. Nothing is kept
// in the browser. The button "Save draft" does the same without this script.
(() => {
  const PAUSE = 1500;
  const LONGEST_BEACON = 60000;
  const LONGEST_WAIT = 15000;
  const RETRIES = [5000, 10000, 20000, 40000, 60000];
  const LOOKS = [0, 250, 500, 1000, 2000, 4000, 8000];
  const UNTYPED = ["hidden", "file", "password", "submit", "button"];

  // The pages of one window follow each other. Each hands on to the next the window's id, how far it has counted, and in which
  // save each field was sent last; no word of the form. It is taken once: a copied tab is another window.
  function windowOf(form) {
    const place = `minbao-draft:${form.dataset.draftUrl}`;
    const { draft_tab: tab, draft_version: version } = form.elements;
    const typed = new Set();
    const shown = JSON.parse(version.dataset.turns);
    const before = take();
    let turn = Math.max(0, ...Object.values(shown), before?.turn ?? 0);
    // Answered or not: the page may have been made before those saves were kept, and they arrive in any order.
    const awaited = new Map(Object.entries(before?.saved ?? {}).filter(([name, sent]) => sent > (shown[name] ?? 0)));
    const saved = new Map(awaited);
    if (before) tab.value = before.tab;

    function take() {
      try {
        const handed = JSON.parse(sessionStorage.getItem(place));
        sessionStorage.removeItem(place);
        return handed;
      } catch {
        return null;
      }
    }

    function handOn() {
      try {
        sessionStorage.setItem(place, JSON.stringify({ tab: tab.value, turn, saved: Object.fromEntries(saved) }));
      } catch { /* Without storage the next page is a window of its own. */ }
    }

    function show(field, values) {
      for (const each of field instanceof RadioNodeList ? field : [field]) {
        if (each.type === "radio" || each.type === "checkbox") each.checked = values.includes(each.value);
        else if (!UNTYPED.includes(each.type)) each.value = values[0] ?? "";
      }
    }

    // What was typed on this page is newer than anything that arrives.
    function learn(answer) {
      const news = Object.entries(answer.brought).filter(([name]) => form.elements[name] && !typed.has(name));
      for (const [name, values] of news) show(form.elements[name], values);
      version.value = Math.max(version.value, answer.version);
      for (const [name, sent] of awaited) if (answer.turns[name] >= sent) awaited.delete(name);
      return news.length > 0;
    }

    form.addEventListener("formdata", ({ formData }) => {
      turn = Math.max(Date.now(), turn + 1);
      formData.set("draft_turn", turn);
      formData.set("draft_typed", [...typed].join(" "));
    });

    return {
      typed, learn, handOn,
      sends: () => { for (const name of typed) saved.set(name, turn); },
      isBehind: () => awaited.size > 0,
    };
  }

  function watch(form) {
    const status = document.querySelector("[data-draft-status]");
    const words = status?.dataset ?? {};
    const own = windowOf(form);
    let changed = false;
    let away = false;
    let refused = false;
    let gone = false;
    let fragment = null;
    let tries = 0;
    let timer = 0;
    let saves = 0;
    let saving = null;
    let outlives = false;
    let asking = false;
    let safe = false;
    let whenBack = announce;

    // The whole form goes each time: the server keeps one draft, never half of one.
    function body() {
      const typed = new URLSearchParams();
      for (const [name, value] of new FormData(form)) {
        if (typeof value === "string" && form.elements[name]?.type !== "password") typed.append(name, value);
      }
      return typed;
    }

    function post(sent, more) {
      return fetch(form.dataset.draftUrl, {
        method: "POST", body: sent, credentials: "same-origin", redirect: "manual",
        headers: { "X-Requested-With": "fetch", Accept: "application/json" }, ...more,
      });
    }

    // A save under way when the page is left may die with it: it is sent once more, so that it outlives the page. Of two
    // that cross the server keeps what was typed last, and only the answer to the last one says how things stand.
    async function save(leaving) {
      clearTimeout(timer);
      if (!changed && !(leaving && saving && !outlives)) return;
      if (!leaving) while (saving) await saving;
      const sent = body();
      const mine = (saves += 1);
      own.sends();
      changed = false;
      outlives = leaving && sent.toString().length < LONGEST_BEACON;
      const how = leaving ? { keepalive: outlives } : { signal: AbortSignal.timeout(LONGEST_WAIT) };
      const under = post(sent, how)
        .then((response) => readAnswer(response, mine))
        .catch(() => { if (mine === saves) wait(); })
        .finally(() => { if (saving === under) saving = null; });
      saving = under;
      await under;
    }

    async function readAnswer(response, mine) {
      // The portal is busy, restarting or broken: that passes. Every other answer is for the clerk to read.
      if (response.status >= 500 || response.status === 429) throw new Error(String(response.status));
      const answer = response.ok ? await response.json() : null;
      if (mine !== saves) return;
      const back = away;
      away = false;
      refused = answer === null;
      tries = 0;
      if (answer) {
        if (own.learn(answer)) announce();
        say(`${words.saved ?? ""} ${answer.saved_at}`.trim());
        document.dispatchEvent(new Event("minbao:activity"));
      } else {
        // Another window saved the same draft, or the session has ended: a person sees to it, by the button.
        say(response.status === 409 ? words.changed : words.refused);
      }
      if (back) whenBack();
    }

    function announce() {
      document.body.dispatchEvent(new Event("draft-arrived"));
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
      if (!field.name || UNTYPED.includes(field.type)) return;
      changed = true;
      own.typed.add(field.name);
      clearTimeout(timer);
      timer = setTimeout(save, PAUSE, false);
    }

    // A form leaves the page when what is typed has arrived, and not otherwise: the browser's error page would lose it.
    async function sendWhenSafe(leaving, pressed) {
      if (asking) return;
      asking = true;
      say(words.asking);
      while (saving) await saving;
      changed = true;
      await save(false);
      while (saving) await saving;
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
      // What htmx sends leaves no page, and goes as it stands at the press: a scan under the name that was chosen for it.
      if (safe || (sent !== form && !changed) || (window.htmx && sent.hasAttribute("hx-post") && sent !== form)) return;
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
      // Escape, pressed twice, closes any dialog of an older browser: this one comes back.
      sheet.addEventListener("close", () => sheet.showModal());
      if (!sheet.open) sheet.showModal();
      askNoMore();
      // A session that has ended meanwhile takes no lock; the form itself is kept for its owner then.
      whenBack = () => {
        if (refused) send(form, document.querySelector("[data-key=save]"));
        else send(lock, pressed);
      };
      wait();
    }

    function askNoMore() {
      gone = true;
      if (fragment) fragment.onabort = null;
      fragment?.abort();
    }

    addEventListener("online", () => { if (away || changed) save(false); });
    addEventListener("beforeunload", (event) => {
      save(true);
      if (away) event.preventDefault();
    });
    addEventListener("pagehide", () => {
      save(true);
      own.handOn();
    });
    document.addEventListener("visibilitychange", () => { if (document.hidden) save(true); });
    addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

    // A form is on its way, or waits for the network under the cover: what the page asks for by itself would lead it elsewhere
    // when the session has ended, and what it keeps then is older. It is broken off without htmx's words in the console.
    document.addEventListener("submit", (event) => { if (!event.defaultPrevented) askNoMore(); });
    document.addEventListener("htmx:beforeSend", ({ detail }) => { if (detail.elt === form) fragment = detail.xhr; });
    document.addEventListener("htmx:beforeRequest", (event) => { if (gone) event.preventDefault(); });

    // The page may have been made before the last words of the one before it had arrived: it shows them when they have.
    async function lookAgain() {
      for (const pause of LOOKS) {
        if (!own.isBehind()) return;
        await new Promise((done) => { setTimeout(done, pause); });
        const sent = body();
        sent.append("draft_ask", "1");
        const answer = await post(sent).then((response) => (response.ok ? response.json() : null)).catch(() => null);
        if (answer && own.learn(answer)) announce();
      }
    }
    lookAgain();
  }

  document.querySelectorAll("form[data-draft-url]").forEach(watch);
})();

// Writing a draft: what is typed is saved by itself, and kept in this browser until the server has it.
//
// 1. A second and a half after the last key the text goes to the server; the answer says what the rules make
//    of it, who else has it open, and which version it is now.
// 2. Until the server has it, the text lies in this browser under the draft and the user, and nowhere else.
//    Whoever comes back to the page (closed browser, lost connection, signed out) is offered it.
// 3. When somebody else saved in between nothing more is sent: the button shows both texts.
// Without this script the page works by its button.
(() => {
  "use strict";
  const LOCALE = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;
  const form = document.getElementById("writing");
  if (!form) return;
  const key = `draft:${form.dataset.user}:${form.dataset.draft}`;
  const boxes = [...form.querySelectorAll("textarea")];
  const state = document.getElementById("save-state");
  const offer = document.getElementById("offer");
  const beside = document.getElementById("beside");
  const PAUSE = 1500, BEAT = 30000, AGAIN = 5000;
  let timer = null, sending = false, stopped = false, leaving = false;

  const written = () => Object.fromEntries(boxes.map((box) => [box.name, box.value]));
  // As the server keeps it: lines without their ends, empty ones left out.
  const plain = (text) => JSON.stringify(Object.entries(text).map(([name, value]) => {
    const lines = value.split("\n").map((line) => line.trim()).filter(Boolean);
    return [name, lines.join(name.endsWith("-clauses") ? "\n" : " ")];
  }));
  let base = plain(written());
  const say = (words, bad) => { if (state) { state.textContent = words; state.classList.toggle("wait", Boolean(bad)); } };
  const later = (pause) => { clearTimeout(timer); timer = setTimeout(send, pause); };

  const stored = () => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };
  const store = () => {
    if (plain(written()) === base) return;
    const kept = { based_on: form.elements.based_on.value, at: new Date().toISOString(), text: written() };
    try { localStorage.setItem(key, JSON.stringify(kept)); } catch { /* a full or closed store: the server still has what it has */ }
  };
  const forget = () => { try { localStorage.removeItem(key); } catch { /* nothing was kept */ } };

  async function send() {
    if (sending || stopped || leaving) { if (sending) later(PAUSE); return; }
    sending = true;
    const sent = JSON.stringify(written());
    try {
      const answer = await fetch(form.dataset.autosave, {
        method: "POST", body: new FormData(form), redirect: "manual", credentials: "same-origin",
      });
      if (answer.status === 404) { stopped = true; say(form.dataset.gone, true); return; }
      if (answer.type === "opaqueredirect" || answer.status === 403) { stopped = true; say(form.dataset.signedOut, true); return; }
      if (!(answer.headers.get("Content-Type") || "").includes("json")) throw new Error("no answer of ours");
      heard(await answer.json(), sent);
    } catch {
      say(form.dataset.offline, true);
      later(AGAIN);
    } finally {
      sending = false;
    }
  }

  function heard(told, sent) {
    const same = JSON.stringify(written()) === sent;
    if (told.state === "saved") {
      form.elements.based_on.value = told.version;
      base = plain(JSON.parse(sent));
      if (same) forget(); else { store(); later(PAUSE); }
    } else {
      store();
      stopped = told.state === "conflict";
    }
    say(told.said, told.state !== "saved");
    if (told.beside && beside) beside.innerHTML = told.beside;
    if (!stopped && same) later(BEAT);
  }

  function bringBack(kept) {
    for (const box of boxes) if (box.name in kept.text) box.value = kept.text[box.name];
    form.elements.based_on.value = kept.based_on;
    offer.hidden = true;
    later(0);
  }

  const kept = stored();
  if (kept && plain(kept.text) === base) forget();
  else if (kept && offer) {
    const words = offer.querySelector("p");
    words.textContent = offer.dataset.text.replace("{time}", new Date(kept.at).toLocaleString(LOCALE));
    offer.hidden = false;
    stopped = true;
    offer.querySelector("[data-bring-back]").addEventListener("click", () => { stopped = false; bringBack(kept); });
    offer.querySelector("[data-drop]").addEventListener("click", () => { forget(); offer.hidden = true; stopped = false; later(BEAT); });
  }

  for (const link of document.querySelectorAll("[data-forget]")) link.addEventListener("click", forget);
  form.addEventListener("input", () => {
    store();
    if (stopped || !form.dataset.autosave) return;
    say(form.dataset.typing, true);
    later(PAUSE);
  });
  form.addEventListener("submit", () => { leaving = true; store(); });
  window.addEventListener("online", () => later(0));
  window.addEventListener("pageshow", () => { leaving = false; });
  if (form.dataset.autosave && !stopped) later(BEAT);
})();

// Finding a name among many, counting what is ticked, and keeping it in this browser until it is on the list.
//
// Ticks lie in this browser under the text and the user, as keys without names; who comes back to the page
// (closed browser, lost connection) is offered them. Who is on the list by then is left out.
// Without this script the whole roll is simply there.
(() => {
  "use strict";
  const LOCALE = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;
  const form = document.getElementById("ticking");
  const filter = document.getElementById("filter");
  const chosen = document.getElementById("chosen");
  if (!form || !filter || !chosen) return;
  const rows = [...form.querySelectorAll(".choice")];
  const boxes = rows.map((row) => row.querySelector("input"));

  // The same folding as the server's: no accents, no case, no apostrophes; a hyphen is a space.
  const folded = (text) =>
    text.normalize("NFKD").replace(/[\u0300-\u036f'’‘`´"“”„«»‹›]/g, "").replace(/[‐‑–—-]/g, " ").toLowerCase();

  const show = () => {
    const words = folded(filter.value).split(/\s+/).filter(Boolean);
    for (const row of rows) {
      const parts = row.dataset.spelt.split(" ");
      row.hidden = !words.every((word) => parts.some((part) => part.startsWith(word)));
    }
    for (const block of form.querySelectorAll(".delegation")) {
      block.hidden = !block.querySelector(".choice:not([hidden])");
      if (block.tagName === "DETAILS") block.open = words.length > 0 && !block.hidden;
    }
  };

  const count = () => {
    const number = boxes.filter((box) => box.checked && !box.disabled).length;
    chosen.value = number === 0 ? "" : number === 1 ? chosen.dataset.one : chosen.dataset.many.replace("#", number);
  };

  const key = `ticks:${form.dataset.user}:${form.dataset.text}`;
  const offer = document.getElementById("offer");
  const stored = () => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };
  const forget = () => { try { localStorage.removeItem(key); } catch { /* nothing was kept */ } };
  const store = () => {
    const names = boxes.filter((box) => box.checked).map((box) => box.value);
    if (names.length === 0) { forget(); return; }
    try { localStorage.setItem(key, JSON.stringify({ at: new Date().toISOString(), names })); } catch { /* a full or closed store */ }
  };

  const offered = (kept) => boxes.filter((box) => !box.disabled && !box.checked && kept.names.includes(box.value));
  const kept = stored();
  if (offer && kept && offered(kept).length) {
    const lost = offered(kept);
    const time = new Date(kept.at).toLocaleString(LOCALE);
    const words = lost.length === 1 ? offer.dataset.one : offer.dataset.many.replace("#", lost.length);
    offer.querySelector("p").textContent = words.replace("{time}", time);
    offer.hidden = false;
    offer.querySelector("[data-bring-back]").addEventListener("click", () => {
      for (const box of lost) box.checked = true;
      offer.hidden = true;
      count();
      store();
    });
    offer.querySelector("[data-drop]").addEventListener("click", () => { offer.hidden = true; store(); });
  }

  filter.addEventListener("input", show);
  filter.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault(); // Enter in the filter never sends the form
    const left = boxes.filter((box, index) => !rows[index].hidden && !box.disabled);
    if (left.length !== 1 || !filter.value.trim()) return;
    left[0].checked = !left[0].checked;
    filter.value = "";
    show();
    count();
    store();
  });
  form.addEventListener("change", (event) => { if (boxes.includes(event.target)) { count(); store(); } });
  filter.closest(".filter").hidden = false;
  show();
  count();
})();

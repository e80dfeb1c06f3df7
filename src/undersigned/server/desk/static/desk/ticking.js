// Finding a name among many and counting what is ticked. Without this script the whole roll is simply there.
(() => {
  "use strict";
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
    const number = boxes.filter((box) => box.checked).length;
    chosen.value = number === 0 ? "" : number === 1 ? chosen.dataset.one : chosen.dataset.many.replace("#", number);
  };

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
  });
  form.addEventListener("change", count);
  filter.closest(".filter").hidden = false;
  show();
  count();
})();

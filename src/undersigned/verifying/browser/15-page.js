// The page: files in, the verdict first, then who signed, what is wrong, what is unproven.

let last = null;

function made(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

function sayAll() {
  document.documentElement.lang = language;
  document.title = `${term("verifying.page.title")} – Undersigned`;
  for (const element of document.querySelectorAll("[data-term]")) element.textContent = term(element.dataset.term);
  const other = document.getElementById("language");
  [other.textContent, other.lang] = language === "en" ? ["Français", "fr"] : ["English", "en"];
  if (last) show(last);
}

const bytesOf = async (id) => {
  const [file] = document.getElementById(id).files;
  return file ? new Uint8Array(await file.arrayBuffer()) : null;
};

async function check(event) {
  event.preventDefault();
  const result = document.getElementById("result");
  result.replaceChildren(made("p", {}, term("verifying.page.checking")));
  const bundle = await bytesOf("bundle");
  if (!bundle) return;
  try {
    last = await verify(bundle, await bytesOf("trust"), await bytesOf("since"));
    show(last);
  } catch (fault) {
    result.replaceChildren(made("p", { class: "failed", role: "alert" }, term("verifying.page.broke", { why: String(fault) })));
  }
  result.focus();
}

function show(run) {
  const parts = [verdictOf(run)];
  if (run.standing && run.history?.text) parts.push(namesOf(run));
  parts.push(...outcomesOf(run, "failed"), ...outcomesOf(run, "undetermined"));
  if (run.uncovered) parts.push(uncoveredOf(run));
  parts.push(allOf(run));
  document.getElementById("result").replaceChildren(...parts);
}

function verdictOf(run) {
  const verdict = run.verdict;
  const lines = [
    made("h2", {}, term(`verifying.verdict.${verdict}`)),
    made("p", {}, term(`verifying.verdict.${verdict}.means`)),
  ];
  if (run.digest) lines.push(made("p", { class: "quiet" }, term("verifying.page.digest"), " ", made("code", {}, run.digest)));
  return made("section", { class: `verdict ${verdict}`, "data-verdict": verdict }, ...lines);
}

function namesOf(run) {
  const title = run.history.text.fields.title;
  const [, words] = title.find(([one]) => one === language) ?? title[0];
  const stood = [...run.standing.standing.values()].map((seat) => nameItem(run, seat, levelOf(run, seat)));
  const gone = [...run.standing.withdrawn.values()].map((seat) => nameItem(run, seat, term("verifying.name.withdrawn")));
  const rulebook = run.rulebook ? made("p", {}, term("verifying.page.rules", { rulebook: run.rulebook.code })) : "";
  const counted = run.result ? made("p", {}, term("verifying.page.counted", { ...run.result, ...run.result.fields, ...run.result })) : "";
  return made("section", {}, made("h2", {}, words), counted, rulebook, made("ul", { class: "names" }, ...stood, ...gone));
}

function levelOf(run, seat) {
  const { record } = seat;
  const level = record.kind === "paper" ? "P" : record.level ?? "unknown";
  const said = [term(`verifying.level.${level}`)];
  if (run.contested.has(seat.member)) said.push(term("verifying.name.contested"));
  if (run.rulebook && seat.role && among(run.rulebook.rule("roll.counts"), seat.role) === false) said.push(term("verifying.name.appears"));
  return said.join(" ");
}

function nameItem(run, seat, how) {
  const where = seat.isSeated ? [seat.delegation, seat.group].map((code) => labelOf(seat, code)).filter(Boolean).join(", ") : "";
  return made("li", {}, made("span", {}, made("b", {}, seat.name), where ? ` · ${where}` : ""), made("span", { class: "quiet" }, how));
}

const labelOf = (seat, code) =>
  code === null ? "" : (seat.roll.delegations[code] ?? seat.roll.groups[code])?.labels?.[language] ?? code;

function outcomesOf(run, outcome) {
  const found = run.findings.filter((one) => one.outcome === outcome);
  if (!found.length) return [];
  const items = found.map((one) => made("li", { class: outcome, "data-code": one.code }, `${sentence(one)} `, made("code", {}, placeOf(one))));
  return [made("section", {}, made("h2", {}, term(`verifying.page.${outcome}`)), made("ul", {}, ...items))];
}

function placeOf({ code, place }) {
  const where = place.file ?? (place.index === undefined ? "" : term("verifying.page.entry", { index: place.index }));
  return where ? `${code} · ${where}` : code;
}

function uncoveredOf(run) {
  const items = run.uncovered.map((name) => made("li", {}, made("code", {}, name)));
  return made("details", {}, made("summary", {}, term("verifying.page.uncovered")), made("ul", {}, ...items));
}

function allOf(run) {
  const codes = [...new Set(run.findings.filter((one) => one.outcome === "passed").map((one) => one.code))];
  const items = codes.map((code) => made("li", { class: "passed" }, question(code), " ", made("code", {}, code)));
  return made("details", {}, made("summary", {}, term("verifying.page.passed", { number: codes.length })), made("ul", {}, ...items));
}

document.getElementById("choice").addEventListener("submit", check);
document.getElementById("language").addEventListener("click", () => {
  language = language === "en" ? "fr" : "en";
  sayAll();
});
sayAll();

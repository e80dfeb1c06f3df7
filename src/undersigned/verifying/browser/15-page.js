// The page: files in, the verdict first, then who signed, what is wrong, what is unproven.

let last = null;

function made(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children.filter(Boolean));
  return element;
}

function sayAll() {
  document.documentElement.lang = language;
  document.title = `${term("verify.page.title")} – Undersigned`;
  for (const element of document.querySelectorAll("[data-term]")) element.textContent = term(element.dataset.term);
  const other = document.getElementById("language");
  [other.textContent, other.lang] = language === "en" ? ["Français", "fr"] : ["English", "en"];
  if (last) show(last);
}

async function bytesOf(id) {
  const [file] = document.getElementById(id).files;
  return file ? new Uint8Array(await file.arrayBuffer()) : null;
}

async function check(event) {
  event.preventDefault();
  await checkBundle(await bytesOf("bundle"), null);
}

async function checkBundle(bundle, path) {
  const result = document.getElementById("result");
  result.replaceChildren(made("p", {}, term("verify.page.checking")));
  if (!bundle) return;
  try {
    const run = await verify(bundle, await bytesOf("trust"), await bytesOf("since"));
    last = { run, path, receipt: await bytesOf("receipt") };
    show(last);
  } catch (fault) {
    result.replaceChildren(made("p", { class: "failed", role: "alert" }, term("verify.page.broke", { why: String(fault) })));
  }
  result.focus();
}

function show({ run, path, receipt }) {
  const parts = [verdictOf(run, path)];
  if (receipt && run.history) parts.push(receiptOf(run, receipt));
  parts.push(wrongOf(run));
  if (run.standing && run.history.text) parts.push(namesOf(run));
  parts.push(unprovenOf(run), run.uncovered ? uncoveredOf(run) : null, passedOf(run));
  document.getElementById("result").replaceChildren(...parts.filter(Boolean));
}

const UNREAD = /^verifying\.(bundle|trust)\.readable$/; // after these nothing more is asked

// A verdict never hides that names are disputed.
function disputedOf(run) {
  if (!run.standing || !run.contested) return 0;
  return [...run.standing.standing.values()].filter((seat) => run.contested.has(seat.member)).length;
}

function verdictOf(run, path) {
  const { verdict } = run;
  const unread = run.findings.some(({ code, outcome }) => outcome === "failed" && UNREAD.test(code));
  const read = verdict === "consistent-with-itself" ? "verify.page.consistent" : `verify.verdict.${verdict}.means`;
  const means = unread ? "verify.verdict.unread.means" : read;
  const disputed = verdict === "refused" ? 0 : disputedOf(run);
  return made(
    "section", { class: `verdict ${verdict}`, "data-verdict": verdict },
    made("h2", {}, term(`verify.verdict.${verdict}`), disputed ? ` ${term("verify.verdict.disputed", { n: disputed })}` : null),
    made("p", {}, term(means)),
    path ? made("p", { class: "quiet" }, term("verify.page.fetched", { path })) : null,
    run.digest ? made("p", { class: "quiet" }, term("verify.heading", { words: term("verify.digest") }), " ", made("code", {}, run.digest)) : null,
  );
}

// A receipt is somebody's own copy of an entry: is the entry in this log as it was, and does the name stand?
function receiptOf(run, bytes) {
  const say = (word, particulars = {}) => made("p", { class: word === "there" ? "passed" : "failed", "data-receipt": word }, term(`verify.page.receipt-${word}`, particulars));
  try {
    const receipt = readReceipt(bytes);
    const record = run.history.acts.find((one) => one.index === receipt.index);
    if (!record || !same(record.bytes, receipt.record)) return say("not");
    const stands = [...run.standing.standing.values()].some((seat) => seat.record === record);
    return say(stands ? "there" : "gone", { index: receipt.index });
  } catch (fault) {
    return whyOf(fault) && say("unread");
  }
}

function section(heading, ...children) {
  return made("section", {}, made("h2", {}, heading), ...children);
}

function namesOf(run) {
  const { title } = run.history.text.fields;
  const [, words] = title.find(([one]) => one === language) ?? title[0];
  const stood = [...run.standing.standing.values()].map((seat) => nameItem(seat, howOf(run, seat)));
  const gone = [...run.standing.withdrawn.values()].map((seat) => nameItem(seat, term("verify.withdrawn")));
  const list = made("ul", { class: "names" }, ...stood, ...gone);
  const total = run.result ? made("p", {}, term("verify.total", run.result), " ", term(`verify.threshold.${run.result.threshold}`)) : null;
  const rules = made("p", { class: "quiet" }, run.rulebook ? term("verify.rules", { rulebook: run.rulebook.code }) : term("verify.rules.unknown"));
  const fictional = run.rulebook?.isFictional ? made("p", { class: "quiet" }, term("verify.fictional")) : null;
  const heading = run.verdict === "refused" ? made("p", { class: "failed" }, term("verify.said")) : null;
  return section(words, fictional, heading, total, rules, finder(list), list);
}

// By name: "is my signature there?"
function finder(list) {
  const [input, found] = [made("input", { type: "search", id: "find" }), made("p", { class: "quiet", role: "status" })];
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  input.addEventListener("input", () => {
    const items = [...list.children];
    for (const item of items) item.hidden = !plain(item.textContent).includes(plain(input.value));
    found.textContent = term("verify.page.found", { found: items.filter((item) => !item.hidden).length, all: items.length });
  });
  return made("div", {}, made("label", { for: "find" }, term("verify.page.find")), input, found);
}

function howOf(run, seat) {
  const { record, role } = seat;
  const said = [term(`verify.level.${record.kind === "paper" ? "P" : record.level ?? "unknown"}`)];
  if (run.contested.has(seat.member)) said.push(term("verify.contested", { reason: run.contested.get(seat.member) }));
  if (run.rulebook && among(run.rulebook.rule("roll.counts"), role) === false) said.push(term("verify.does-not-count", { role }));
  return said.join(" · ");
}

function nameItem(seat, how) {
  const label = (table, code) => (code === null ? null : seat.roll?.[table][code]?.labels?.[language] ?? code);
  const where = [label("delegations", seat.delegation), label("groups", seat.group)].filter(Boolean).join(", ");
  return made("li", {}, made("span", {}, made("b", {}, seat.name), where ? ` · ${where}` : null), made("span", { class: "quiet" }, how));
}

function findingItem({ code, outcome, place, particulars }) {
  const where = place.file ?? (place.index === undefined ? null : term("verify.place.entry", { n: place.index }));
  const about = [particulars.name, where, particulars.why].filter(Boolean).join(" · ");
  return made(
    "li", { class: outcome, "data-code": code },
    question(code), about ? ` — ${about}` : null, made("br"),
    made("span", { class: "quiet" }, filled(advice(code), { name: "–", ...particulars }), " "), made("code", {}, code),
  );
}

function wrongOf(run) {
  const wrong = run.findings.filter((one) => one.outcome === "failed");
  return wrong.length ? section(term("verify.failed"), made("ul", {}, ...wrong.map(findingItem))) : null;
}

function unprovenOf(run) {
  const items = run.findings.filter((one) => one.outcome === "undetermined").map(findingItem);
  const always = ["verify.unproven.always"];
  if (run.history?.papers.length) always.unshift("verify.unproven.paper");
  return section(term("verify.unproven"), made("ul", {}, ...items, ...always.map((key) => made("li", { class: "undetermined" }, term(key)))));
}

function uncoveredOf(run) {
  const items = run.uncovered.map((name) => made("li", {}, made("code", {}, name)));
  return made("details", {}, made("summary", {}, term("verify.unsigned")), made("ul", {}, ...items));
}

function passedOf(run) {
  const codes = [...new Set(run.findings.filter((one) => one.outcome === "passed").map((one) => one.code))];
  const items = codes.map((code) => made("li", { class: "passed" }, question(code), " ", made("code", {}, code)));
  return made("details", {}, made("summary", {}, term("verify.page.passed", { number: codes.length })), made("ul", {}, ...items));
}

// Served by a site, the page may be asked for one of its bundles, by its address from here: `verify.html#bundle=…`.
async function checkFetched() {
  const path = location.hash.startsWith("#bundle=") ? decodeURI(location.hash.slice("#bundle=".length)) : null;
  if (!path || location.protocol === "file:") return;
  try {
    const address = new URL(path, location.href.split("#")[0]);
    if (address.origin !== location.origin) throw new Broken("of another site");
    const answer = await fetch(address, { credentials: "omit", redirect: "error" });
    if (!answer.ok) throw new Broken(String(answer.status));
    await checkBundle(new Uint8Array(await answer.arrayBuffer()), path);
  } catch {
    document.getElementById("result").replaceChildren(made("p", { class: "failed" }, term("verify.page.unfetched", { path })));
  }
}

document.getElementById("choice").addEventListener("submit", check);
document.getElementById("language").addEventListener("click", () => {
  language = language === "en" ? "fr" : "en";
  sayAll();
});
sayAll();
checkFetched();

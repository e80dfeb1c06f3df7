// Words, pieces of the page, and questions to the host.

let language = (navigator.language ?? "en").startsWith("fr") ? "fr" : "en";
let again = () => {}; // shows the present screen anew, in another language

const term = (key, particulars = {}) =>
  (WORDS[language][key] ?? key).replace(/\{(\w+)\}/g, (_, name) => String(particulars[name] ?? "–"));

function made(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

function shown(...children) {
  const main = document.getElementById("main");
  const other = document.getElementById("language");
  main.replaceChildren(...children.filter(Boolean));
  if (document.activeElement !== other) main.focus(); // a new screen is read from its beginning
  [other.textContent, other.lang] = language === "en" ? ["Français", "fr"] : ["English", "en"];
  document.documentElement.lang = language;
}

function button(words, act) {
  const element = made("button", { type: "button" }, words);
  element.addEventListener("click", async () => {
    element.disabled = true;
    try {
      await act();
    } catch (fault) {
      sayFault(fault);
    } finally {
      element.disabled = false;
      if (element.isConnected) element.focus({ preventScroll: true });
    }
  });
  return element;
}

// What was refused, in the host's words; nothing was signed.
class Refused extends Error {
  constructor(findings, isFinal = false) {
    super("refused");
    this.findings = findings;
    this.isFinal = isFinal; // the host said no; asking again would not help
  }
}

const NO = 422; // with the host's findings in words
const TURNS = 5;

// A busy host (429) has done nothing: the page waits a little, a different while on each device, and asks again.
async function posted(path, body) {
  for (let turn = 1; ; turn += 1) {
    const headers = { "Content-Type": "application/json" };
    const answer = await fetch(path, { method: "POST", credentials: "omit", cache: "no-store", headers, body });
    if (answer.status !== 429 || turn === TURNS) return answer;
    await new Promise((done) => setTimeout(done, turn * 200 * (0.5 + Math.random())));
  }
}

async function ask(path, fields) {
  let answer;
  try {
    answer = await posted(path, JSON.stringify({ ...fields, secret: secret(), language }));
  } catch {
    throw new Refused([{ sentence: term("signing.page.unreachable"), mend: term("signing.page.try-again") }]);
  }
  if (answer.status === 429) throw new Refused([{ sentence: term("signing.page.too-often"), mend: null }]);
  const found = await answer.json().catch(() => ({ refused: [{ sentence: term("signing.page.broken"), mend: null }] }));
  if (found.refused) throw new Refused(found.refused, answer.status === NO); // any other answer is not the host's word
  return found;
}

function sayFault(fault) {
  const isOurs = fault instanceof Refused;
  const cancelled = fault instanceof DOMException && ["NotAllowedError", "AbortError"].includes(fault.name);
  const findings = isOurs
    ? fault.findings
    : [{ sentence: term(cancelled ? "signing.page.cancelled" : "signing.page.device", { why: fault.message }), mend: term("signing.page.try-again") }];
  document.getElementById("fault")?.remove();
  const lines = findings.flatMap(({ sentence, mend }) => [made("p", {}, sentence), mend ? made("p", { class: "quiet" }, mend) : null]);
  const box = made("section", { class: "said ill", id: "fault", role: "alert" }, made("h2", {}, term("signing.page.not-signed")), ...lines);
  document.getElementById("main").prepend(box);
  box.scrollIntoView({ block: "nearest" });
}

// The address is `#sign=…`, `#enrol=…` or `#clerk=…`: what stands behind the hash is sent to no server by itself.
const purpose = () => location.hash.slice(1).split("=")[0];
const secret = () => location.hash.slice(1).split("=").slice(1).join("=");

const recordField = (text, key) => text.split("\n").filter((line) => line.startsWith(`${key} `)).map((line) => line.slice(key.length + 1));

const recordShown = (text) => made("details", {}, made("summary", {}, term("signing.page.exact")), made("pre", { tabindex: "0" }, text));

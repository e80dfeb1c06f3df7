// Enrolment at the desk, and clerks' signatures. Then: which of the three this address is for.

async function comeToEnrol() {
  const found = await ask("enrolment/begin", {});
  again = () => showEnrolment(found);
  showEnrolment(found);
}

function showEnrolment(found) {
  shown(
    made("h1", {}, term("signing.page.enrol-title", { name: found.name })),
    made("p", {}, term(`signing.page.enrol-${found.role}`)),
    found.demonstration ? made("p", { class: "fictional" }, term("signing.page.enrol-demonstration")) : null,
    button(term("signing.page.enrol"), () => enrol(found)),
    notNow(),
  );
}

// Two questions to the device: make the passkey, then sign the record that says whose it is.
async function enrol(found) {
  const made_ = await ask("enrolment/key", await makePasskey(found));
  await lineOver(made_, made_);
}

async function lineOver(registered, key) {
  const assertion = await signText(registered.text, key);
  const done = await ask("enrolment/line", { id: registered.id, ...assertion });
  if (done.replaced) return showReplacement(registered, done.replaced);
  return showEnrolled(registered, done.next);
}

function showReplacement(registered, key) {
  again = () => showReplacement(registered, key);
  shown(
    made("h1", {}, term("signing.page.replaced-title")),
    made("p", {}, term("signing.page.replaced")),
    button(term("signing.page.replaced-sign"), () => lineOver(registered, key)),
  );
}

// `next` opens an invitation: in a demonstration registrars are quick.
function showEnrolled(registered, next) {
  again = () => showEnrolled(registered, next);
  const level = recordField(registered.text, "level")[0];
  shown(
    made("section", { class: "said", id: "done", "data-state": "enrolled" }, made("h1", {}, term("signing.page.enrolled")), made("p", {}, term(next ? "signing.page.enrolled-demonstration" : "signing.page.enrolled-next"))),
    next ? made("a", { class: "button", href: `#sign=${next}` }, term("signing.page.to-text")) : null,
    made("p", { class: "quiet" }, term(`verify.level.${level}`)),
    recordShown(registered.text),
  );
}

async function comeAsClerk() {
  const found = await ask("clerk/task", {});
  again = () => showTask(found);
  showTask(found);
}

function showTask(found) {
  shown(
    made("h1", {}, term(`signing.page.task-${found.kind}`)),
    made("p", { class: "quiet" }, term("signing.page.task-as", { name: found.name })),
    taskFacts(found.text),
    button(term("signing.page.task-sign"), () => signTask(found)),
    recordShown(found.text),
  );
}

// The lines that a clerk can judge, as they stand in the record that is signed.
function taskFacts(text) {
  const keys = ["title", "member", "act", "day", "label", "number", "doc", "names", "counting", "delegations", "groups", "withdrawn", "threshold", "opens", "closes"];
  const rows = keys.flatMap((key) =>
    recordField(text, key).map((value) => [made("dt", {}, term(`signing.page.field-${key}`)), made("dd", {}, value)]),
  );
  return made("dl", {}, ...rows.flat());
}

async function signTask(found) {
  const assertion = await signText(found.text, found);
  const done = await ask("clerk/line", assertion);
  again = () => showTaskDone(found, done);
  showTaskDone(found, done);
}

function showTaskDone(found, done) {
  const words = done.state === "waiting" ? "signing.page.task-waiting" : "signing.page.task-done";
  shown(
    made("section", { class: "said", id: "done", "data-state": done.state }, made("h1", {}, term("signing.page.task-signed")), made("p", {}, term(words, done))),
    made("a", { class: "button", href: found.desk }, term("signing.page.to-desk")),
  );
}

async function come() {
  const ways = { sign: comeToSign, enrol: comeToEnrol, clerk: comeAsClerk };
  const way = ways[purpose()];
  const nothing = () => shown(made("h1", {}, term("signing.page.nothing-title")), made("p", {}, term("signing.page.nothing")));
  again = nothing;
  if (!way || !secret()) return nothing();
  if (!window.PublicKeyCredential) return shown(made("p", { class: "said ill" }, term("signing.page.no-passkeys")));
  shown(made("p", {}, term("signing.page.opening")));
  try {
    await way();
  } catch (fault) {
    shown();
    sayFault(fault);
  }
  return undefined;
}

document.getElementById("language").addEventListener("click", () => {
  language = language === "en" ? "fr" : "en";
  again();
});
window.addEventListener("hashchange", come);
come();

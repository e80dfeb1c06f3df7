// A member: first screen the text and who signs, second screen what became of it and the receipt.

let textLanguage = null;

async function comeToSign() {
  const found = await ask("member/invitation", {});
  again = () => showText(found);
  showText(found);
}

function showText(found) {
  textLanguage = found.texts[language] ? language : Object.keys(found.texts)[0];
  const text = found.texts[textLanguage];
  document.title = `${text.title} – Undersigned`;
  shown(
    found.fictional ? made("p", { class: "fictional" }, term("signing.page.fictional")) : null,
    made("p", { class: "ref" }, `${text.kind} · ${text.closes}`),
    made("h1", { lang: textLanguage }, text.title),
    text.disclaimer ? made("p", { class: "disclaimer", lang: textLanguage }, text.disclaimer) : null,
    made("article", { class: "text", lang: textLanguage }, ...[text.opening, ...text.clauses].filter(Boolean).map((one) => made("p", {}, one))),
    actOf(found),
    withdrawal(found),
    notNow(),
    recordShown(found.record),
  );
}

function actOf(found) {
  const { signer, act } = found;
  const facts = made(
    "dl", {},
    made("dt", {}, term(`signing.page.${act}-as`)), made("dd", {}, `${signer.name}, ${signer.seat[textLanguage] ?? ""}`),
    made("dt", {}, term("signing.page.so-far")), made("dd", {}, signer.soFar.map(soFar).join(" · ")),
  );
  const way = found.enrolled
    ? button(term(`signing.page.${act}`), () => signAs(found))
    : made("p", { class: "said ill" }, term("signing.page.no-key"));
  return made("section", { class: "act", "aria-label": term("signing.page.your-act") }, facts, way);
}

const soFar = ({ what, value, needed }) =>
  needed === null ? term(`signing.page.${what}`, { value }) : term(`signing.page.${what}-of`, { value, needed });

function withdrawal({ act, signer: { mayWithdraw } }) {
  if (act === "withdraw") return made("p", { class: "quiet" }, term("signing.page.withdrawing"));
  const answer = mayWithdraw === null ? "unknown" : mayWithdraw ? "yes" : "no";
  return made("p", { class: "quiet" }, term(`signing.page.may-withdraw-${answer}`));
}

const notNow = () =>
  made("details", {}, made("summary", {}, term("signing.page.not-you")), made("p", {}, term("signing.page.do-nothing")));

// The statement is compared with what stands on the screen before the device is asked for anything.
async function signAs(found) {
  const statement = await ask("member/statement", { textLanguage });
  await compare(found, statement.text);
  const assertion = await signText(statement.text, statement);
  showDone(found, statement, await handOver(statement, assertion));
}

// Where the answer is lost, nobody knows yet whether the signature arrived: that is said, and asked again.
async function handOver(statement, assertion) {
  try {
    return await ask("member/signature", { id: statement.id, ...assertion });
  } catch (fault) {
    if (fault.isFinal) throw fault;
    return { state: "unsure", index: null };
  }
}

async function compare(found, statement) {
  const text = found.texts[textLanguage];
  const canonical = [text.title, text.opening ?? "", ...text.clauses].map(canonicalParagraph).filter(Boolean);
  const digest = await hashOf(toUtf8(`${canonical.join("\n\n")}\n`));
  const one = (key) => recordField(statement, key)[0];
  const isRight =
    statement.startsWith("undersigned/v1 statement\n") &&
    one("act") === found.act &&
    one("manifest") === (await hashOf(toUtf8(found.record))) &&
    one("declaration") === recordField(found.record, "declaration")[0] &&
    one("title") === `${textLanguage} ${canonicalParagraph(text.title)}` &&
    one("name") === found.signer.name &&
    recordField(found.record, "text").includes(`${textLanguage} ${digest}`);
  if (!isRight) throw new Refused([{ sentence: term("signing.page.other-text"), mend: term("signing.page.tell-office") }]);
}

function showDone(found, statement, done) {
  again = () => showDone(found, statement, done);
  const before = { waiting: "signing.page.handed-over", unsure: "signing.page.unsure-title" };
  const heading = before[done.state] ?? `signing.page.done-${found.act}`;
  const state = done.state === "recorded" && !done.hasWitnesses ? "recorded-alone" : done.state;
  const parts = [
    made("h1", {}, term(heading)),
    made("p", {}, term(`signing.page.${state}`, { index: done.index })),
    made("p", { class: "quiet" }, `${found.texts[textLanguage].title} · ${found.signer.name}`),
  ];
  shown(
    made("section", { class: "said", id: "done", "data-state": done.state }, ...parts),
    done.receipt ? receiptLink(done) : null,
    done.state === "unsure" ? null : made("p", { class: "quiet" }, term(done.receipt ? "signing.page.keep" : "signing.page.receipt-later")),
    recordShown(statement.text),
  );
  const settled = done.receipt && (done.state === "witnessed" || !done.hasWitnesses);
  if (!settled) askOnceMore(found, statement, done, 1);
}

function showNotTaken(found) {
  again = () => showText(found);
  showText(found);
  sayFault(new Refused([{ sentence: term("signing.page.unreachable"), mend: term("signing.page.try-again") }]));
}

function receiptLink(done) {
  const file = new Blob([done.receipt], { type: "text/plain" });
  return made("a", { class: "button", href: URL.createObjectURL(file), download: `receipt-${done.index}.txt` }, term("signing.page.receipt"));
}

// A dead witness takes nothing away: the signature is recorded, and this page says what it waits for.
function askOnceMore(found, statement, done, turn) {
  setTimeout(async () => {
    try {
      const now = await ask("member/receipt", { id: statement.id });
      if (now.state === "prepared") {
        if (turn > 4) return showNotTaken(found);
      } else if (now.state !== done.state || (now.receipt && !done.receipt)) return showDone(found, statement, now);
    } catch (fault) {
      if (fault.isFinal) return [shown(), sayFault(fault)];
    }
    return askOnceMore(found, statement, done, turn + 1);
  }, Math.min(400 * turn, 8000));
}

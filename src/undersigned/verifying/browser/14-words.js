// Words for people, in the language chosen: those of the other verifier, filled in the same way.

let language = navigator.language?.startsWith("fr") ? "fr" : "en";

const SLOT = /\{(\w+)(?::([\w-]+))?\}/g;
const CHOICE = /\{(\w+)(\??)\?((?:[^|{}]|\{\w+(?::[\w-]+)?\})*)\|((?:[^|{}]|\{\w+(?::[\w-]+)?\})*)\}/g;

function filled(template, particulars) {
  const pick = (_, name, known, one, many) => {
    const value = particulars[name];
    if (known) return value === undefined || value === null || value === "" ? many : one;
    return value === 1 || (language === "fr" && value === 0) ? one : many;
  };
  const fill = (_, name, family) => {
    const value = particulars[name];
    if (value === undefined || value === null) return "–";
    return family ? WORDS[language].terms[`${family}.${value}`] ?? String(value) : String(value);
  };
  return template.replace(CHOICE, pick).replace(SLOT, fill);
}

const term = (key, particulars = {}) => filled(WORDS[language].terms[key] ?? key, particulars);
const question = (code) => WORDS[language].findings[code]?.question ?? code;
const advice = (code) => WORDS[language].findings[code]?.mend ?? "";

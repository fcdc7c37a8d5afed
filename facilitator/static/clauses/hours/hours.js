// Hours as people and spreadsheets write them, by the same laws as `facilitator.formats.parse_hours`
// (one table of texts tests both). Whole minutes; whatever reads in two ways is refused.
const NBSP = "\u00a0";
const FEW = "\\d+|\\d{1,3}(?: \\d{3})+";
const CLOCKED = new RegExp(`^(${FEW}) ?(?:h|heures?|:) ?(\\d\\d) ?(?:m|mn|min|minutes?)?$`);
const TIMED = /^(\d+):(\d\d):(\d\d)$/;
const DECIMAL = new RegExp(`^((?:${FEW})?(?:[.,]\\d+)?) ?(?:h|heures?)?$`);
const SMALL = new RegExp(`^(${FEW}) ?(?:mn|min|minutes?)$`);
const DATED = /^(?:\d+ ?[/-] ?\d+.*|\d+[.-]\d+[.-]\d+)$/;
const THOUSAND_OR_PART = /^[1-9]\d{0,2}\.\d{3}$/;
const MOST = 2n ** 31n - 1n;

/** A text that is not surely hours; its message is a French sentence. */
export class Refused extends Error {}

/** The minutes of a text; 0 for nothing. Throws `Refused`. */
export function parseHours(text) {
  const said = text.trim();
  const plain = said.split(/\s+/).join(" ").toLowerCase();
  if (["", "-", "—", "–"].includes(plain)) return 0;
  if ("-−–".includes(plain[0])) throw new Refused("Des heures ne peuvent pas être négatives.");
  if (plain.length > 40) throw unreadable(said);
  const clock = CLOCKED.exec(plain) || TIMED.exec(plain);
  if (clock) {
    const [whole, minutes, seconds] = [clock[1].replaceAll(" ", ""), Number(clock[2]), Number(clock[3] || 0)];
    if (minutes > 59 || seconds > 59) throw refused(said, "ne se lit pas : les minutes vont de 0 à 59");
    return bounded((BigInt(whole) * 60n + BigInt(minutes)) * 60n + BigInt(seconds), 60n);
  }
  const small = SMALL.exec(plain);
  if (small) return bounded(BigInt(small[1].replaceAll(" ", "")), 1n);
  if (THOUSAND_OR_PART.test(plain)) throw refused(said, "se lit de deux façons : écrivez 1234 ou 1,234");
  const decimal = DECIMAL.exec(plain);
  if (decimal && decimal[1]) {
    const [whole, part = ""] = decimal[1].replaceAll(" ", "").replace(",", ".").split(".");
    return bounded(BigInt(whole + part) * 60n, 10n ** BigInt(part.length));
  }
  throw DATED.test(plain) ? refused(said, "ressemble à une date") : unreadable(said);
}

/** The nearest whole number of a fraction, halves up. */
function bounded(above, below) {
  if (above > MOST * below) throw new Refused("Ce nombre d’heures est trop grand.");
  return Number((above * 2n + below) / (below * 2n));
}

function refused(said, why) {
  return new Refused(`«${NBSP}${said.slice(0, 40)}${NBSP}» ${why}.`);
}

function unreadable(said) {
  return refused(said, "ne se lit pas comme des heures : écrivez par exemple 7 h 30 ou 7,5");
}

/** `9100` → `151 h 40`. */
export function showHours(minutes) {
  const whole = String(Math.floor(Math.abs(minutes) / 60)).replace(/\B(?=(\d{3})+$)/g, "\u202f");
  const rest = Math.abs(minutes) % 60;
  const sign = minutes < 0 ? "−" : "";
  return `${sign}${whole}${NBSP}h${rest ? NBSP + String(rest).padStart(2, "0") : ""}`;
}

/** `9100` → `151,67`, as a French spreadsheet reads it; two places say the minute. */
export function decimalHours(minutes) {
  const [whole, part] = (minutes / 60).toFixed(2).split(".");
  return part === "00" ? whole : `${whole},${part.replace(/0$/, "")}`;
}

/** `plural(2, "case")` → `2 cases`. */
export function plural(count, one, several = `${one}s`) {
  return `${count}${NBSP}${count < 2 ? one : several}`;
}

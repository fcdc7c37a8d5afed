// A pasted block, laid over the grid without changing it: what it would change, what is refused, whom it
// names that is not here.
import { Refused, parseHours } from "./hours.js";
import { key, nearest } from "./names.js";

/** Whether a text is hours, or nothing. */
function isHours(text) {
  try {
    parseHours(text);
    return true;
  } catch (error) {
    if (error instanceof Refused) return false;
    throw error;
  }
}

/** The block without its headings and its column of names, if it has them. */
function split(block) {
  const filled = (row) => row.filter((text) => text.trim());
  const isHead = block.length > 1 && filled(block[0]).every((text) => !isHours(text)) && filled(block[0]).length > 0
    && block.slice(1).some((row) => filled(row).some(isHours));
  const rows = isHead ? block.slice(1) : block;
  const first = rows.map((row) => row[0]).filter((text) => text.trim());
  const isNamed = first.length > 0 && rows.some((row) => row.length > 1) && first.filter((text) => !isHours(text)).length > first.length / 2;
  return { isHead, names: isNamed ? rows.map((row) => row[0].trim()) : null, rows: isNamed ? rows.map((row) => row.slice(1)) : rows };
}

/** Lay a block from a cell on. `picks` says which row the reader chose for a name that is not here. */
export function lay(sheet, block, from, picks = new Map()) {
  const { isHead, names, rows } = split(block);
  const plan = { isHead, changes: [], refused: [], unknown: [], same: 0 };
  const known = new Map();
  sheet.rows.forEach((row, r) => known.set(key(row.name), [...(known.get(key(row.name)) || []), r]));
  rows.forEach((texts, index) => {
    const row = names ? named(sheet, names[index], known, picks, plan) : from.r + index;
    if (row === null) return;
    texts.forEach((text, at) => put(sheet, { text, row, column: from.c + at, line: index + 1 + Number(isHead) }, plan));
  });
  return plan;
}

/** The row of a name; null when nobody here bears it, or several do, until the reader picks. */
function named(sheet, name, known, picks, plan) {
  if (!name) return null;
  const found = known.get(key(name)) || [];
  if (found.length === 1) return found[0];
  const near = found.length
    ? found.map((r) => ({ r, name: sheet.rows[r].name, about: sheet.rows[r].tr.querySelector(".below").textContent.trim() }))
    : nearest(name, sheet.rows.map((row, r) => ({ r, name: row.name, about: "" })));
  plan.unknown.push({ name, near, pick: picks.get(name) ?? null });
  return picks.get(name) ?? null;
}

function put(sheet, { text, row, column, line }, plan) {
  const cell = sheet.cells[row]?.[column];
  const where = cell ? sheet.name(cell) : `Ligne ${line} du bloc`;
  const refuse = (why) => plan.refused.push({ where, text: text.trim(), why });
  if (!cell) {
    if (text.trim()) refuse("Cette case est hors de la grille.");
    return;
  }
  try {
    const minutes = parseHours(text);
    if (minutes === cell.minutes && !cell.error) plan.same += 1;
    else if (cell.closed) refuse(cell.closed);
    else plan.changes.push([cell, { minutes: cell.read(text) }]);
  } catch (error) {
    refuse(error.message);
  }
}

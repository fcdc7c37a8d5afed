// The grid of hours: a plain table of fields becomes a grid that the keyboard crosses, where figures are
// pasted, undone, and saved by themselves. Without this script the table is sent as a form.
import { Acts } from "./acts.js";
import { Sheet } from "./cells.js";
import { Editor } from "./editor.js";
import { decimalHours, plural } from "./hours.js";
import { Keys } from "./keys.js";
import { Panels } from "./panels.js";
import { Saving } from "./saving.js";
import { readTsv, writeTsv } from "./tsv.js";
import { View } from "./view.js";

function start(form) {
  const sheet = new Sheet(form.querySelector("[data-grid]"));
  const view = new View(sheet, form);
  let saving = null;
  const bar = form.querySelector("[data-grid-bar]");
  const [undo, redo] = [bar.querySelector("[data-undo]"), bar.querySelector("[data-redo]")];
  const acts = new Acts(sheet, view, (cells) => {
    set(undo, acts.done.length);
    set(redo, acts.undone.length);
    saving.changed(cells);
  });
  const panels = new Panels(sheet, view, acts, form.querySelector("[data-panels]"));
  saving = new Saving(sheet, view, form, panels);
  const editor = new Editor(view, acts);
  const keys = new Keys(view, acts, editor);
  undo.addEventListener("click", () => keys.told(acts.undo(), "annulée"));
  redo.addEventListener("click", () => keys.told(acts.redo(), "rétablie"));
  form.addEventListener("submit", (event) => event.preventDefault());
  point(view, editor);
  exchange(view, keys, panels);
  bar.hidden = false;
  form.querySelector("[data-hint]").hidden = false;
  document.querySelector("[data-grid-keys]").hidden = false;
  form.querySelector("[data-without-script]")?.remove();
  const found = saving.restore();
  if (found) view.say(`${plural(found, "saisie gardée ici est reprise", "saisies gardées ici sont reprises")}.`);
}

/** Undo and redo can take the focus even when there is nothing to undo. */
function set(button, can) {
  button.setAttribute("aria-disabled", can ? "false" : "true");
}

/** The mouse and the finger. */
function point(view, editor) {
  const { table } = view;
  const at = (event) => view.place(event.target.closest("td"));
  table.addEventListener("pointerdown", (event) => {
    const place = at(event);
    if (!place || event.button || event.target === editor.input) return;
    if (event.pointerType !== "touch") event.preventDefault();
    if (event.pointerType !== "touch") view.go(place.r, place.c, event.shiftKey);
  });
  table.addEventListener("pointerover", (event) => {
    const place = event.buttons === 1 && event.pointerType === "mouse" && !editor.cell ? at(event) : null;
    if (place) view.go(place.r, place.c, true);
  });
  table.addEventListener("dblclick", (event) => event.target !== editor.input && at(event) && editor.open());
  table.addEventListener("click", (event) => {
    const place = event.pointerType === "touch" && event.target !== editor.input ? at(event) : null;
    if (!place) return;
    view.go(place.r, place.c);
    if (view.cell && !view.cell.closed) editor.open();
  });
}

/** The clipboard: what is chosen goes out as decimal hours; what comes in is read before it is saved. */
function exchange(view, keys, panels) {
  const { table } = view;
  const out = (event) => {
    if (event.target.tagName === "INPUT") return false;
    const chosen = view.picked();
    const rows = !chosen.length ? [[event.target.textContent]] : chosen.map((row) => row.map((cell) => (cell.error ? cell.error.text : cell.minutes ? decimalHours(cell.minutes) : "")));
    event.clipboardData.setData("text/plain", writeTsv(rows));
    event.preventDefault();
    return true;
  };
  table.addEventListener("copy", (event) => out(event) && view.say(`${plural(view.picked().flat().length, "case copiée", "cases copiées")}.`));
  table.addEventListener("cut", (event) => out(event) && keys.clear());
  table.addEventListener("paste", (event) => {
    if (event.target.tagName === "INPUT") return;
    event.preventDefault();
    const block = readTsv(event.clipboardData.getData("text/plain"));
    if (block.length) panels.review(spread(block, view), { r: view.block.top, c: view.block.left });
  });
}

/** One copied figure fills everything that is chosen. */
function spread(block, view) {
  const chosen = view.picked();
  if (block.length > 1 || block[0].length > 1 || !chosen.length) return block;
  return chosen.map((row) => row.map(() => block[0][0]));
}

for (const form of document.querySelectorAll("[data-grid-form]")) start(form);

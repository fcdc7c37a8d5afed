// The two panels above the grid: what a paste would do, before anything is saved; the cells that somebody
// else changed, with both figures.
import { plural, showHours } from "./hours.js";
import { lay } from "./paste.js";

const SHOWN = 300;

/** An element with its class and its children; texts are texts, never markup. */
function make(tag, attributes = {}, ...children) {
  const found = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) found.setAttribute(name, value);
  found.append(...children);
  return found;
}

function button(text, kind, act) {
  const found = make("button", { type: "button", class: `button button-${kind}` }, text);
  found.addEventListener("click", act);
  return found;
}

function table(caption, heads, rows) {
  const line = (cells) => make("tr", {}, ...cells.map((cell, at) => make(at ? "td" : "th", at ? {} : { scope: "row" }, cell)));
  const shown = make("table", { class: "table" }, make("caption", {}, caption),
    make("thead", {}, make("tr", {}, ...heads.map((head) => make("th", { scope: "col" }, head)))),
    make("tbody", {}, ...rows.slice(0, SHOWN).map(line)));
  const box = make("div", { class: "table-scroll", role: "region", "aria-label": caption, tabindex: "0" }, shown);
  if (rows.length > SHOWN) box.append(make("p", {}, `Et ${plural(rows.length - SHOWN, "autre", "autres")}.`));
  return box;
}

const figure = (minutes) => (minutes ? showHours(minutes) : "vide");

export class Panels {
  constructor(sheet, view, acts, place) {
    Object.assign(this, { sheet, view, acts, place });
  }

  panel(name, title, ...children) {
    this.close(name);
    const heading = make("h2", { id: `panneau-${name}` }, title);
    const found = make("section", { class: "grid-panel", "aria-labelledby": heading.id, "data-panel": name }, heading, ...children);
    this.place.append(found);
    return found;
  }

  close(name) {
    this.place.querySelector(`[data-panel="${name}"]`)?.remove();
  }

  /** Show what a pasted block would do; it is done when the reader says so. */
  review(block, from, picks = new Map()) {
    const plan = lay(this.sheet, block, from, picks);
    const text = said(plan);
    const leave = () => { this.close("collage"); this.view.go(from.r, from.c); };
    const apply = () => {
      leave();
      const count = this.acts.do(plan.changes);
      this.view.say(`${plural(count, "case changée", "cases changées")}.`);
    };
    const can = plan.changes.length > 0;
    const go = button(can ? `Appliquer à ${plural(plan.changes.length, "case")}` : "Fermer", "primary", can ? apply : leave);
    const found = this.panel("collage", "Relire le collage", make("p", { id: "collage-dit" }, text));
    go.setAttribute("aria-describedby", "collage-dit");
    found.append(make("div", { class: "acts" }, go, ...(can ? [button("Abandonner", "quiet", leave)] : [])));
    if (plan.unknown.length) found.append(this.picking(plan, block, from, picks));
    if (plan.refused.length) {
      const rows = plan.refused.map(({ where, text: typed, why }) => [where, typed || "vide", why]);
      found.append(table("Refusées", ["Case", "Collé", "Pourquoi"], rows));
    }
    if (can) {
      const rows = plan.changes.map(([cell, { minutes }]) => [this.sheet.name(cell), figure(cell.minutes), figure(minutes)]);
      found.append(table("Changées", ["Case", "Avant", "Après"], rows));
    }
    found.addEventListener("keydown", (event) => event.key === "Escape" && leave());
    go.focus();
    found.scrollIntoView({ block: "nearest" });
  }

  /** For each name that is not here, who it may be; nobody unless the reader says so. */
  picking(plan, block, from, picks) {
    const fields = plan.unknown.map(({ name, near, pick }, at) => {
      const id = `collage-nom-${at}`;
      const choices = near.map(({ r, name: other, about }) => make("option", { value: r }, about ? `${other}, ${about}` : other));
      const select = make("select", { id }, make("option", { value: "" }, near.length ? "Ne pas coller" : "Personne de ce nom : ne pas coller"), ...choices);
      select.value = pick === null ? "" : String(pick);
      select.addEventListener("change", () => {
        const next = new Map(picks);
        if (select.value === "") next.delete(name);
        else next.set(name, Number(select.value));
        this.review(block, from, next);
        document.getElementById(id)?.focus();
      });
      return make("div", { class: "field" }, make("label", { for: id }, `«\u00a0${name}\u00a0» est`), select);
    });
    return make("fieldset", { class: "group" }, make("legend", {}, "Noms à reconnaître"), ...fields);
  }

  /** Show what was kept here and can no longer enter; it is forgotten when the reader says so. */
  lost(kept, forget) {
    if (!kept.length) return;
    const lines = kept.map(({ place, minutes, error }) => {
      const cell = this.sheet.find(place);
      const where = cell ? this.sheet.name(cell) : "Une case qui n’est plus ici";
      return make("li", {}, `${where} : ${error ? error.text : figure(minutes)}. ${cell ? cell.closed : ""}`);
    });
    const done = button("J’en ai pris note", "secondary", () => { this.close("perdues"); forget(); });
    this.panel("perdues", "Ces saisies gardées ici n’entrent plus", make("ul", {}, ...lines), make("div", { class: "acts" }, done));
  }

  /** Show the cells that somebody else changed: the reader picks. */
  conflicts(cells) {
    const places = cells.map((cell) => cell.place).join(" ");
    if (places === this.clashing) return;
    this.clashing = places;
    this.close("conflits");
    if (!cells.length) return;
    const lines = cells.map((cell) => {
      const { minutes, author, at } = cell.conflict;
      const who = [author || "une autre personne", at].filter(Boolean).join(", ");
      const keep = (mine) => {
        const wanted = mine ? cell.minutes : minutes;
        this.acts.settle(cell);
        cell.minutes = wanted;
        this.view.draw(cell);
        this.sheet.total();
        this.acts.changed([cell]);
        this.conflicts(cells.filter((one) => one.conflict));
        this.view.go(cell.row, cell.column);
      };
      return make("li", {}, make("p", {}, `${this.sheet.name(cell)} : ${figure(minutes)} enregistré (${who}), vous avez saisi ${figure(cell.minutes)}.`),
        make("div", { class: "acts" }, button(`Garder ma saisie, ${figure(cell.minutes)}`, "secondary", () => keep(true)),
          button(`Garder l’autre, ${figure(minutes)}`, "secondary", () => keep(false))));
    });
    const found = this.panel("conflits", "Quelqu’un d’autre a écrit dans ces cases", make("ul", {}, ...lines));
    found.classList.add("grid-panel-bad");
    this.view.alert(`${plural(cells.length, "case modifiée", "cases modifiées")} entre-temps par quelqu’un d’autre : choisissez au-dessus de la grille.`);
  }
}

/** What a plan does, in a sentence. */
function said(plan) {
  const parts = [plural(plan.changes.length, "case change", "cases changent")];
  if (plan.refused.length) parts.push(plural(plan.refused.length, "refusée", "refusées"));
  if (plan.same) parts.push(plural(plan.same, "identique", "identiques"));
  const waiting = plan.unknown.filter((one) => one.pick === null).length;
  if (waiting) parts.push(plural(waiting, "nom à reconnaître", "noms à reconnaître"));
  const head = plan.isHead ? " La première ligne du bloc, ses titres, est laissée." : "";
  return `${parts.join(", ")}. Rien n’est encore enregistré.${head}`;
}

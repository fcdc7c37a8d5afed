// The cells of the grid: what each holds, what the server has of it, why it is closed, what it shows.
import { parseHours, showHours } from "./hours.js";

const NAME = /^c-(\d+)-(\d+)-(\d+)-(-?\d+)$/;

/** One figure. `saved` is what the server is known to hold; a cell whose figure differs waits to be sent. */
class Cell {
  constructor(td, row, column) {
    Object.assign(this, { td, row, column, error: null, conflict: null });
    this.take(td);
  }

  /** Read the cell of a page: ours at first, later the same page fetched again. */
  take(td, reasons = td.ownerDocument) {
    this.place = td.dataset.place;
    const input = td.querySelector("input");
    const about = (input || td).getAttribute("aria-describedby");
    const reason = (about && reasons.getElementById(about)?.textContent.trim()) || "";
    this.closed = input ? "" : reason;
    this.remark = input ? reason : "";
    this.most = Number(td.dataset.most || 0);
    const [version, before] = input ? NAME.exec(input.name).slice(3).map(Number) : [0, Number(td.dataset.minutes)];
    this.saved = { minutes: before, version };
    this.minutes = before;
  }

  get waits() {
    return this.minutes !== this.saved.minutes;
  }

  get text() {
    if (this.error) return this.error.text;
    return this.minutes ? showHours(this.minutes) : "";
  }

  /** Why the cell is closed, or what is wrong in it. */
  get trouble() {
    if (this.error) return this.error.sentence;
    if (this.conflict) return "Quelqu’un d’autre a écrit ici : choisissez la valeur à garder.";
    return this.closed || this.remark;
  }

  /** The minutes of a text typed here; throws `Refused` or an `Error` with its sentence. */
  read(text) {
    const minutes = parseHours(text);
    if (minutes > this.most && minutes !== this.saved.minutes) {
      const why = this.remark || `${showHours(minutes)} dépassent ${showHours(this.most)}, le plus que ce mois permet (10 h par jour).`;
      throw new Error(why);
    }
    return minutes;
  }
}

/** All the cells, by row and column, and the sums around them. */
export class Sheet {
  constructor(table) {
    this.table = table;
    this.columns = [...table.tHead.querySelectorAll("[data-statement]")].map((head) => ({
      id: head.dataset.statement,
      head,
      label: head.firstChild.textContent.trim(),
    }));
    this.rows = [...table.tBodies[0].rows].map((tr) => ({
      id: tr.dataset.employment,
      tr,
      name: tr.querySelector("[data-name]").textContent,
      sum: tr.querySelector("[data-row-sum]"),
    }));
    this.cells = this.rows.map((row, r) =>
      [...row.tr.querySelectorAll("[data-place]")].map((td, c) => new Cell(td, r, c)));
    this.sums = [...table.tFoot.rows].map((tr) => [...tr.querySelectorAll("[data-sum]")]);
    this.learn(this.summed());
  }

  get all() {
    return this.cells.flat();
  }

  get waiting() {
    return this.all.filter((cell) => cell.waits && !cell.conflict);
  }

  find(place) {
    this.byPlace ||= new Map(this.all.map((cell) => [cell.place, cell]));
    return this.byPlace.get(place);
  }

  /** A cell in words. */
  name(cell) {
    return `${this.rows[cell.row].name}, ${this.columns[cell.column].label}`;
  }

  /** The server's totals, as the page shows them at first. */
  summed() {
    const minutes = (td) => parseHours(td.textContent.replace("−", ""));
    const one = (tds) => Object.fromEntries(tds.slice(0, -1).map((td) => [td.dataset.sum, minutes(td)]));
    return { columns: one(this.sums[0]), whole: one(this.sums[1]) };
  }

  /** Keep the totals that the server says, and show where each statement stands. */
  learn(totals) {
    this.totals = totals;
    for (const { id, head } of totals.states ? this.columns : []) {
      const badge = head.querySelector(".badge");
      if (badge.textContent === totals.states[id]) continue;
      badge.textContent = totals.states[id];
      badge.className = "badge badge-neutral";
    }
  }

  /** Whether our cells, as the server has them, make the totals it says. */
  get agrees() {
    return "partial" in this.table.dataset || this.columns.every((column, c) => {
      const ours = this.cells.reduce((sum, row) => sum + row[c].saved.minutes, 0);
      return ours === this.totals.columns[column.id];
    });
  }

  /** Write every total: what the server says, and what is not there yet. */
  total() {
    const moved = this.columns.map((_, c) => this.cells.reduce((sum, row) => sum + row[c].minutes - row[c].saved.minutes, 0));
    const [columns, whole] = ["columns", "whole"].map((name) =>
      this.columns.map(({ id }, c) => this.totals[name][id] + moved[c]));
    this.rows.forEach((row, r) => {
      row.sum.textContent = showHours(this.cells[r].reduce((sum, cell) => sum + cell.minutes, 0));
    });
    for (const [tds, sums] of [[this.sums[0], columns], [this.sums[1], whole]]) {
      sums.forEach((sum, c) => { tds[c].textContent = showHours(sum); });
      tds[tds.length - 1].textContent = showHours(sums.reduce((all, sum) => all + sum, 0));
    }
  }
}

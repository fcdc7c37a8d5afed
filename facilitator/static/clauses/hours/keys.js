// The keyboard of the grid: the arrows of a spreadsheet, its keys to choose, fill, clear, undo.

const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const FAR = 1e6;

export class Keys {
  constructor(view, acts, editor) {
    Object.assign(this, { view, acts, editor });
    view.table.addEventListener("keydown", (event) => this.key(event));
  }

  key(event) {
    if (event.altKey || event.isComposing) return;
    const control = event.ctrlKey || event.metaKey;
    const act = control ? this.controlled(event) : this.plain(event);
    if (!act) return;
    event.preventDefault();
    act();
  }

  plain({ key, shiftKey }) {
    const { view, editor } = this;
    if (ARROWS[key]) return () => view.move(...ARROWS[key], shiftKey);
    if (key === "Home") return () => view.go(view.active.r, 0, shiftKey);
    if (key === "End") return () => view.go(view.active.r, FAR, shiftKey);
    if (key === "PageUp") return () => view.page(-1, shiftKey);
    if (key === "PageDown") return () => view.page(1, shiftKey);
    if (key === "Enter" || key === "F2") return () => editor.open();
    if (key === "Delete" || key === "Backspace") return () => this.clear();
    if (key === "Escape") return () => view.move(0, 0);
    if (key === " ") return shiftKey ? () => this.row() : () => {};
    return key.length === 1 ? () => editor.open(key) : null;
  }

  controlled({ key, shiftKey }) {
    const { view, acts } = this;
    const edges = { ArrowUp: [0, view.active.c], ArrowDown: [FAR, view.active.c], ArrowLeft: [view.active.r, 0], ArrowRight: [view.active.r, FAR], Home: [0, 0], End: [FAR, FAR] };
    if (edges[key]) return () => view.go(...edges[key], shiftKey);
    const known = {
      " ": () => this.column(),
      a: () => view.choose({ top: 0, bottom: view.sheet.rows.length - 1, left: 0, right: view.sheet.columns.length - 1 }),
      d: () => this.fillDown(),
      z: () => this.told(shiftKey ? acts.redo() : acts.undo(), shiftKey ? "rétablie" : "annulée"),
      y: () => this.told(acts.redo(), "rétablie"),
    };
    return known[key.toLowerCase()] || null;
  }

  column() {
    const { left, right } = this.view.block;
    this.view.choose({ top: 0, bottom: this.view.sheet.rows.length - 1, left, right });
  }

  row() {
    const { top, bottom } = this.view.block;
    this.view.choose({ top, bottom, left: 0, right: this.view.sheet.columns.length - 1 });
  }

  told(count, how) {
    this.view.say(count ? `${count > 1 ? `${count} cases` : "Saisie"} ${how}${count > 1 ? "s" : ""}.` : "Rien de plus.");
  }

  /** Empty what is chosen; closed cells stay, and are said. */
  clear() {
    const cells = this.view.picked().flat();
    const open = cells.filter((cell) => !cell.closed);
    this.acts.do(open.map((cell) => [cell, { minutes: 0 }]));
    if (open.length < cells.length) this.view.alert(open.length ? "Les cases fermées gardent leurs heures." : cells[0].closed);
  }

  /** Copy the first row of the choice into those below; of one cell, copy the one above. */
  fillDown() {
    const { top, bottom, left, right } = this.view.block;
    const from = top === bottom ? top - 1 : top;
    const changes = [];
    for (let c = left; c <= right; c += 1) {
      const source = this.view.sheet.cells[from]?.[c];
      for (let r = from + 1; source && r <= bottom; r += 1) {
        const cell = this.view.sheet.cells[r]?.[c];
        if (cell && !cell.closed && source.minutes <= cell.most) changes.push([cell, { minutes: source.minutes }]);
      }
    }
    const count = this.acts.do(changes);
    this.view.say(`${count} ${count > 1 ? "cases recopiées" : "case recopiée"}.`);
  }
}

// What is seen and focused: one stop of the Tab key, the active cell, the selection, what assistive
// technologies are told. Read-only cells take the focus like the others.
const PAGE = 10;

export class View {
  constructor(sheet, page) {
    this.sheet = sheet;
    this.table = sheet.table;
    this.box = this.table.parentElement;
    this.hint = page.querySelector("[data-hint]");
    this.polite = page.querySelector("[data-polite]");
    this.assertive = page.querySelector("[data-assertive]");
    this.reasons = page.querySelector("[data-reasons]");
    this.tds = [...sheet.rows.map((row) => row.tr), ...this.table.tFoot.rows].map((tr) => [...tr.cells].slice(1));
    this.active = { r: 0, c: 0 };
    this.anchor = this.active;
    this.chosen = new Set();
    this.block = this.between();
    this.dress();
    sheet.all.forEach((cell) => this.draw(cell));
    this.table.addEventListener("focusin", (event) => this.arrive(event.target));
    new ResizeObserver(() => this.measure()).observe(this.table);
    this.measure();
    this.start();
  }

  /** Make the table a grid. */
  dress() {
    const { table } = this;
    table.setAttribute("role", "grid");
    table.setAttribute("aria-multiselectable", "true");
    table.setAttribute("aria-rowcount", table.rows.length);
    table.setAttribute("aria-colcount", this.tds[0].length + 1);
    this.box.removeAttribute("tabindex");
    [...table.rows].forEach((tr, r) => {
      tr.setAttribute("aria-rowindex", r + 1);
      [...tr.cells].forEach((cell, c) => cell.setAttribute("aria-colindex", c + 1));
    });
    this.tds.flat().forEach((td) => {
      td.setAttribute("role", "gridcell");
      td.tabIndex = -1;
      if (td.classList.contains("grid-sum")) td.setAttribute("aria-readonly", "true");
    });
    this.tds[0][0].tabIndex = 0;
  }

  /** The browser keeps the focus clear of what stays in sight: it must know how big that is. */
  measure() {
    const { style } = this.box;
    style.setProperty("--grid-head", `${this.table.tHead.offsetHeight + 4}px`);
    style.setProperty("--grid-foot", `${this.table.tFoot.offsetHeight + 4}px`);
    style.setProperty("--grid-left", `${this.table.tHead.rows[0].cells[0].offsetWidth + 4}px`);
    const total = [...this.table.tHead.rows[0].cells].at(-1);
    const stays = getComputedStyle(total).right !== "auto";
    style.setProperty("--grid-right", stays ? `${total.offsetWidth + 4}px` : "0px");
  }

  /** The first month to fill is in sight: the months before it are behind. */
  start() {
    const first = this.sheet.all.find((cell) => !cell.closed);
    const gap = first ? this.box.getBoundingClientRect().right - first.td.getBoundingClientRect().right : 0;
    const kept = parseFloat(getComputedStyle(this.box).scrollPaddingRight) || 0;
    if (gap < kept) this.box.scrollLeft += kept - gap;
  }

  /** Show a cell as it is now. */
  draw(cell) {
    const { td } = cell;
    const mark = cell.closed ? td.querySelector("sup") : null;
    td.textContent = cell.text;
    if (mark) td.append(mark);
    td.classList.toggle("closed", Boolean(cell.closed));
    set(td, "aria-readonly", cell.closed ? "true" : null);
    set(td, "data-waits", cell.waits ? "" : null);
    const wrong = !cell.closed && cell.trouble;
    set(td, "aria-invalid", wrong ? "true" : null);
    set(td, "aria-describedby", cell.trouble ? this.reason(cell) : null);
  }

  /** The element that says what is the matter with a cell. */
  reason(cell) {
    const id = `cellule-${cell.place}`;
    let said = this.table.ownerDocument.getElementById(id);
    if (!said) {
      said = this.table.ownerDocument.createElement("span");
      said.id = id;
      this.reasons.append(said);
    }
    said.textContent = cell.trouble;
    return id;
  }

  /** The cell under the focus; null on a total. */
  get cell() {
    return this.sheet.cells[this.active.r]?.[this.active.c] || null;
  }

  place(td) {
    const r = this.tds.findIndex((row) => row.includes(td));
    return r < 0 ? null : { r, c: this.tds[r].indexOf(td) };
  }

  /** Go to a cell, as near as there is; with `extend` the selection grows from where it began. */
  go(r, c, extend = false) {
    this.tds[this.active.r][this.active.c].tabIndex = -1;
    this.active = {
      r: Math.max(0, Math.min(r, this.tds.length - 1)),
      c: Math.max(0, Math.min(c, this.tds[0].length - 1)),
    };
    if (!extend) this.anchor = this.active;
    const td = this.tds[this.active.r][this.active.c];
    td.tabIndex = 0;
    td.focus({ preventScroll: true });
    td.scrollIntoView({ block: "nearest", inline: "nearest" });
    if (td.closest("tfoot")) this.box.scrollIntoView({ block: "end" });
    this.choose(this.between());
    this.arrive(td);
  }

  /** The focus came, by our keys or from elsewhere: say what is the matter there. */
  arrive(td) {
    if (td.matches("td")) this.hint.textContent = this.cell ? this.cell.trouble : "";
  }

  /** Go so many rows and columns away. */
  move(rows, columns, extend = false) {
    this.go(this.active.r + rows, this.active.c + columns, extend);
  }

  page(ways, extend) {
    this.move(ways * PAGE, 0, extend);
  }

  /** The corners of the selection. */
  between() {
    const { active, anchor } = this;
    return {
      top: Math.min(active.r, anchor.r),
      bottom: Math.max(active.r, anchor.r),
      left: Math.min(active.c, anchor.c),
      right: Math.max(active.c, anchor.c),
    };
  }

  /** Select a block; the totals are never in it. */
  choose(block) {
    this.block = block;
    const lone = block.top === block.bottom && block.left === block.right;
    const tds = new Set(lone ? [] : this.picked().flat().map((cell) => cell.td));
    for (const td of this.chosen) if (!tds.has(td)) td.removeAttribute("aria-selected");
    for (const td of tds) td.setAttribute("aria-selected", "true");
    this.chosen = tds;
  }

  /** The cells of the selection, by row. */
  picked() {
    const { top, bottom, left, right } = this.block;
    return this.sheet.cells.slice(top, bottom + 1).map((row) => row.slice(left, right + 1)).filter((row) => row.length);
  }

  /** Say something when the reader has time. */
  say(text) {
    this.polite.textContent = text;
  }

  /** Say at once that something was refused; the hint shows it too. */
  alert(text) {
    this.assertive.textContent = "";
    this.assertive.textContent = text;
    this.hint.textContent = text;
  }
}

function set(td, name, value) {
  if (value === null) td.removeAttribute(name);
  else td.setAttribute(name, value);
}

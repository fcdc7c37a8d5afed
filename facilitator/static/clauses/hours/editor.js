// The one field in which a figure is typed, inside its cell.
const AWAY = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

export class Editor {
  constructor(view, acts) {
    Object.assign(this, { view, acts });
    this.input = document.createElement("input");
    this.input.type = "text";
    this.input.className = "grid-editor";
    this.input.autocomplete = "off";
    this.input.inputMode = "decimal";
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => {
      const refused = this.cell && this.commit();
      if (refused) this.view.alert(refused);
    });
  }

  /** Open the cell under the focus: with a first character, it replaces what was there. */
  open(first = null) {
    const { cell } = this.view;
    if (!cell || cell.closed) {
      this.view.alert(cell ? cell.closed : "Un total ne se saisit pas : c’est la somme des cases.");
      return;
    }
    this.cell = cell;
    this.typing = first !== null;
    this.input.value = first ?? cell.text;
    const head = this.view.sheet.columns[cell.column].head.id;
    this.input.setAttribute("aria-labelledby", `${cell.td.parentElement.cells[0].id} ${head}`);
    cell.td.replaceChildren(this.input);
    cell.td.classList.add("editing");
    this.input.focus();
    if (!this.typing) this.input.select();
  }

  /** Leave the field, with what it holds or as it was. */
  close() {
    const { cell } = this;
    this.cell = null;
    cell.td.classList.remove("editing");
    this.view.draw(cell);
    return cell;
  }

  /** Keep what the field holds; why it was refused, "" when it was not. */
  commit() {
    const text = this.input.value;
    const cell = this.close();
    try {
      this.acts.do([[cell, { minutes: cell.read(text) }]]);
    } catch (error) {
      this.acts.do([[cell, { error: { text: text.slice(0, 60), sentence: error.message } }]]);
      return `${this.view.sheet.name(cell)}, refusé : ${error.message}`;
    }
    return "";
  }

  key(event) {
    event.stopPropagation();
    const back = event.shiftKey ? -1 : 1;
    if (event.key === "Enter") this.leave(event, back, 0);
    else if (event.key === "Tab") this.leave(event, 0, back);
    else if (event.key === "Escape") {
      event.preventDefault();
      this.close();
      this.view.move(0, 0);
    } else if (this.typing && AWAY[event.key]) this.leave(event, ...AWAY[event.key]);
    else if (event.key === "F2") this.typing = !this.typing;
  }

  leave(event, rows, columns) {
    event.preventDefault();
    const refused = this.commit();
    this.view.move(rows, columns);
    if (refused) this.view.alert(refused);
  }
}

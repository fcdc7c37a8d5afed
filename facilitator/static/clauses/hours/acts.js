// Everything that changes figures: one act is one undo, a paste of a thousand cells like a single key.

export class Acts {
  constructor(sheet, view, changed) {
    Object.assign(this, { sheet, view, changed });
    this.done = [];
    this.undone = [];
  }

  /** Change cells together: `[cell, {minutes, error}]` each; an error keeps the text that was refused. */
  do(changes) {
    const act = changes
      .map(([cell, after]) => ({ cell, before: state(cell), after: { error: null, minutes: cell.minutes, ...after } }))
      .filter(({ before, after }) => before.minutes !== after.minutes || before.error?.text !== after.error?.text);
    if (!act.length) return 0;
    this.done.push(act);
    this.undone = [];
    this.put(act, "after");
    return act.length;
  }

  undo() {
    return this.swap(this.done, this.undone, "before");
  }

  redo() {
    return this.swap(this.undone, this.done, "after");
  }

  swap(from, to, side) {
    const act = from.pop();
    if (!act) return 0;
    to.push(act);
    this.put(act, side);
    const { row, column } = act[0].cell;
    this.view.go(row, column);
    return act.length;
  }

  put(act, side) {
    for (const { cell, [side]: wanted } of act) {
      if (cell.closed) continue;
      if (cell.conflict) this.settle(cell);
      cell.minutes = wanted.minutes;
      cell.error = wanted.error;
      this.view.draw(cell);
    }
    this.sheet.total();
    this.changed(act.map(({ cell }) => cell));
  }

  /** Whoever writes over a conflict has seen both figures: ours goes over theirs. */
  settle(cell) {
    cell.saved = { minutes: cell.conflict.minutes, version: cell.conflict.version };
    cell.conflict = null;
  }
}

function state(cell) {
  return { minutes: cell.minutes, error: cell.error };
}

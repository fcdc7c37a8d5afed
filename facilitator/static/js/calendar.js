// The arrows walk the days of a month while something of its table has the focus; Tab walks every link as always.
const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

export function walkDays(page) {
  const table = page.querySelector("table.calendar");
  table?.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    const cell = event.target.closest("td");
    if (!step || !cell || event.ctrlKey || event.metaKey || event.altKey) return;
    const rows = [...table.tBodies[0].rows];
    const row = rows[rows.indexOf(cell.parentElement) + step[0]];
    const found = row?.cells[cell.cellIndex + step[1]]?.querySelector("a");
    if (!found) return;
    event.preventDefault();
    found.focus();
  });
}

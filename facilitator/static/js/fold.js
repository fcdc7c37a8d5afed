// On a phone a long table shows its first rows, and a button the others. A wide screen and paper show
// every row (table.css); a table whose form is sent as it stands is never folded: its ticked rows are seen.
const FIRST = 15;
const SPARE = 5;

export function foldLong(page) {
  for (const table of page.querySelectorAll("main table.table")) {
    const rows = [...table.tBodies[0].rows].slice(FIRST);
    if (rows.length > SPARE && !table.closest('form[method="post"]')) fold(page, table, rows);
  }
}

function fold(page, table, rows) {
  const more = page.createElement("button");
  more.type = "button";
  more.className = "button button-secondary more-rows";
  more.textContent = `Afficher les ${rows.length} autres lignes`;
  rows.forEach((row) => row.classList.add("is-folded"));
  more.addEventListener("click", () => {
    rows.forEach((row) => row.classList.remove("is-folded"));
    more.remove();
    rows[0].querySelector("a, input, button")?.focus();
  });
  table.parentElement.after(more);
}

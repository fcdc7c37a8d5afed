// The text that spreadsheets exchange through the clipboard: tabs between cells, quotes around whatever
// holds a tab, a quote or a newline.

/** Rows of cells. */
export function readTsv(text) {
  const rows = [[]];
  let cell = "";
  let at = 0;
  const end = () => { rows[rows.length - 1].push(cell); cell = ""; };
  while (at < text.length) {
    const char = text[at];
    if (char === '"' && cell === "") {
      const [held, next] = quoted(text, at + 1);
      cell = held;
      at = next;
      continue;
    }
    if (char === "\t") end();
    else if (char === "\n" || char === "\r") {
      if (char === "\r" && text[at + 1] === "\n") at += 1;
      end();
      rows.push([]);
    } else cell += char;
    at += 1;
  }
  if (cell !== "" || rows[rows.length - 1].length) end();
  return rows.filter((row) => row.length);
}

/** What stands between quotes from here, and where it ends; an unclosed quote takes all. */
function quoted(text, from) {
  let held = "";
  let at = from;
  while (at < text.length) {
    if (text[at] === '"') {
      if (text[at + 1] !== '"') return [held, at + 1];
      at += 1;
    }
    held += text[at];
    at += 1;
  }
  return [held, at];
}

/** Rows of cells as a text. */
export function writeTsv(rows) {
  const write = (cell) => (/["\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  return rows.map((row) => row.map(write).join("\t")).join("\n");
}

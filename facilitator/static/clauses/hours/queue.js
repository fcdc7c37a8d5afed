// The keyboard of the queue, while a control of its table has the focus (WCAG 2.1.4): j and k walk the
// statements, x ticks, v goes to the preview, r to the return. Without it, Tab and Space do the same.
const form = document.querySelector("form[data-queue]");

// Rows folded on a narrow screen are not walked.
const boxes = () => [...form.querySelectorAll("input[name=choix]")].filter((box) => box.offsetParent);

function walk(row, step) {
  const all = boxes();
  const here = all.indexOf(row.querySelector("input[name=choix]"));
  all[here + step]?.focus();
}

const KEYS = {
  j: (row) => walk(row, 1),
  k: (row) => walk(row, -1),
  x: (row) => row.querySelector("input[name=choix]").click(),
  v: () => form.requestSubmit(),
  r: (row) => row.querySelector("a[data-return]").click(),
};

form?.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const row = event.target.closest("tbody tr");
  const act = KEYS[event.key.toLowerCase()];
  if (!row || !act) return;
  event.preventDefault();
  act(row);
});

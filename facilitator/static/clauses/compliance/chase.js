// The keyboard of the chase list, while a control of its table has the focus (WCAG 2.1.4): j and k walk the
// companies, x ticks, v goes to the messages, o opens the line. Without it, Tab and Space do the same.
const form = document.querySelector("form[data-chase]");
const all = form?.querySelector("[data-tick-all]");

const boxes = () => [...form.querySelectorAll("input[name=choix]")];

function walk(row, step) {
  const here = boxes().indexOf(row.querySelector("input[name=choix]"));
  boxes()[here + step]?.focus();
}

const KEYS = {
  j: (row) => walk(row, 1),
  k: (row) => walk(row, -1),
  x: (row) => row.querySelector("input[name=choix]").click(),
  v: () => form.requestSubmit(),
  o: (row) => row.querySelector("a[data-open]").click(),
};

form?.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const row = event.target.closest("tbody tr");
  const act = KEYS[event.key.toLowerCase()];
  if (!row || !act) return;
  event.preventDefault();
  act(row);
});

if (all) {
  all.hidden = false;
  all.addEventListener("click", () => {
    const wanted = boxes().some((box) => !box.checked);
    for (const box of boxes()) box.checked = wanted;
  });
}

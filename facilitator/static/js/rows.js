// The keyboard of a list whose rows are ticked, while a control of its table has the focus (WCAG 2.1.4): j and k
// walk the rows, x ticks, v goes to the preview; `more` adds a list's own keys. Without it, Tab and Space do it.

// Rows folded on a narrow screen are not walked.
export const boxes = (form) =>
  [...form.querySelectorAll("input[name=choix]")].filter((box) => box.offsetParent);

export function walkRows(form, more = {}) {
  const box = (row) => row.querySelector("input[name=choix]");
  const walk = (row, step) => {
    const all = boxes(form);
    all[all.indexOf(box(row)) + step]?.focus();
  };
  const keys = {
    j: (row) => walk(row, 1),
    k: (row) => walk(row, -1),
    x: (row) => box(row).click(),
    v: () => form.requestSubmit(),
    ...more,
  };
  form.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const row = event.target.closest("tbody tr");
    const act = keys[event.key.toLowerCase()];
    if (!row || !act) return;
    event.preventDefault();
    act(row);
  });
}

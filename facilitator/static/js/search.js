// "/" goes to the search box, unless somebody is typing; Escape leaves it.
const TYPED = "input, textarea, select, [contenteditable]";

export function shortcut(page) {
  const box = page.querySelector("[data-search]");
  if (!box) return;
  page.addEventListener("keydown", (event) => {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.key === "/" && plain && !event.target.closest?.(TYPED)) {
      event.preventDefault();
      box.focus();
      box.select();
    } else if (event.key === "Escape" && event.target === box) {
      box.blur();
    }
  });
}

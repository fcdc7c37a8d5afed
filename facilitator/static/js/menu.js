// An unfolded menu closes with Escape (the focus goes back to it) or by a press elsewhere.
export function closeMenus(page) {
  for (const menu of page.querySelectorAll("details[data-menu]")) {
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      menu.open = false;
      menu.querySelector("summary").focus();
    });
    page.addEventListener("click", (event) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  }
}

/** On a phone the lines of a menu go on past the edge: the lit one is in sight. */
export function showLit(page) {
  for (const lit of page.querySelectorAll(".menu [aria-current], .submenu [aria-current], .grid-tabs [aria-current]")) {
    const line = lit.closest("ul");
    const past = lit.getBoundingClientRect().right - line.getBoundingClientRect().right;
    if (past > 0) line.scrollLeft += past + 24;
  }
}

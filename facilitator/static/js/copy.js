// Beside a link to the present view, a button that copies its address.
export function copyable(page) {
  if (!navigator.clipboard) return;
  for (const link of page.querySelectorAll("a[data-copy]")) {
    const button = page.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copier";
    button.setAttribute("aria-label", "Copier l’adresse de cette vue");
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(link.href);
      button.textContent = "Copié";
    });
    link.after(button);
  }
}

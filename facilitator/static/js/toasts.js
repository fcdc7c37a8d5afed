// Each message gets a button that puts it away. None goes by itself: a reader may be slow.
export function dismissible(page) {
  for (const toast of page.querySelectorAll("[data-toast]")) {
    const button = page.createElement("button");
    button.type = "button";
    button.textContent = "×";
    button.setAttribute("aria-label", "Fermer ce message");
    button.addEventListener("click", () => toast.remove());
    toast.append(button);
  }
}

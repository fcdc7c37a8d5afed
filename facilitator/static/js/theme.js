// Light, dark or as the machine says. A cookie keeps the choice, so the server draws it at once.
const YEAR = 60 * 60 * 24 * 365;

function apply(choice) {
  const root = document.documentElement;
  if (choice === "system") delete root.dataset.theme;
  else root.dataset.theme = choice;
  const age = choice === "system" ? 0 : YEAR;
  document.cookie = `theme=${choice}; path=/; max-age=${age}; SameSite=Lax`;
}

export function keepTheme(page) {
  const present = page.documentElement.dataset.theme ?? "system";
  for (const group of page.querySelectorAll("[data-theme-switch]")) {
    for (const option of group.querySelectorAll("input")) {
      option.checked = option.value === present;
      option.addEventListener("change", () => apply(option.value));
    }
    group.hidden = false;
  }
}

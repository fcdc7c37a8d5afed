// − and + beside hours: the figure changes at once. What cannot be read here is left to the server, which
// does the same without this script.
const CLOCK = /^(\d+)\s*(?:h|:|heures?)\s*(\d{1,2})?$/i;
const DECIMAL = /^(\d+)(?:[.,](\d+))?$/;

export function minutesOf(text) {
  const plain = text.replace(/\s/g, "");
  if (plain === "") return 0;
  const clock = CLOCK.exec(plain);
  if (clock) return Number(clock[1]) * 60 + Number(clock[2] ?? 0);
  if (DECIMAL.test(plain)) return Math.round(Number(plain.replace(",", ".")) * 60);
  return null;
}

export function hoursOf(minutes) {
  const rest = minutes % 60;
  return `${(minutes - rest) / 60} h${rest ? ` ${String(rest).padStart(2, "0")}` : ""}`;
}

export function stepHours(page) {
  page.addEventListener("click", (event) => {
    const press = event.target.closest("[data-stepper] [data-step]");
    const input = press?.closest("[data-stepper]").querySelector("input");
    const minutes = input ? minutesOf(input.value) : null;
    if (minutes === null) return;
    event.preventDefault();
    input.value = hoursOf(Math.max(0, minutes + Number(press.dataset.step)));
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

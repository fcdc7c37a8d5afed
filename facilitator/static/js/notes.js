// One key chooses the nature of a note, then the cursor waits in its sentence. Only while the choice has
// the focus: a letter typed in a text stays a letter.
const KINDS = { a: "call", c: "mail", r: "meeting", v: "visit", n: "note" };

export function quickNotes(page) {
  for (const form of page.querySelectorAll("[data-notes]")) {
    form.addEventListener("keydown", (event) => {
      const kind = KINDS[event.key.toLowerCase()];
      const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
      if (!kind || !plain || event.target.type !== "radio") return;
      const choice = form.querySelector(`input[type="radio"][value="${kind}"]`);
      if (!choice) return;
      event.preventDefault();
      choice.checked = true;
      form.querySelector('input[name="summary"]').focus();
    });
  }
}

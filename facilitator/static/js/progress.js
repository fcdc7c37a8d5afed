// Asks every two seconds how far long work is; reloads the page when it is finished.
const PAUSE = 2000;

async function ask(box) {
  const bar = box.querySelector("progress");
  const text = box.querySelector("[role=status]");
  try {
    const answer = await fetch(box.dataset.progress, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(answer.statusText);
    const state = await answer.json();
    if (state.finished) {
      window.location.reload();
      return;
    }
    if (state.total) {
      bar.max = state.total;
      bar.value = Math.min(state.done, state.total);
    }
    if (state.text && text.textContent !== state.text) text.textContent = state.text;
  } catch {
    text.textContent = "La connexion est interrompue, nouvel essai…";
  }
  window.setTimeout(ask, PAUSE, box);
}

export function watchProgress(page) {
  for (const box of page.querySelectorAll("[data-progress]")) window.setTimeout(ask, PAUSE, box);
}

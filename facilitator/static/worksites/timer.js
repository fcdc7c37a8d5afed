// The wall timer. Once the page is open it needs no network: it counts from the hours that the page holds,
// on the server's clock (the difference with this machine's is taken once).
const MINUTE = 60_000;
const SOON = 60_000;

/** Where the rounds stand at an instant: before them, in one, in a pause, after them. */
export function standing(plan, at) {
  const step = (plan.minutes + plan.pause) * MINUTE;
  const since = at - plan.starts;
  if (since < 0) return { state: "before", round: 1, left: -since };
  const round = Math.floor(since / step) + 1;
  if (round > plan.rounds) return { state: "over", round: plan.rounds, left: 0 };
  const inside = since - (round - 1) * step;
  const left = plan.minutes * MINUTE - inside;
  if (left > 0) return { state: left <= SOON ? "soon" : "round", round, left };
  if (round === plan.rounds) return { state: "over", round, left: 0 };
  return { state: "pause", round: round + 1, left: step - inside };
}

/** `9:05`, `1:02:03`. */
export function figures(left) {
  const seconds = Math.ceil(left / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const shown = parts[0] ? parts : parts.slice(1);
  return shown.map((one, rank) => (rank ? String(one).padStart(2, "0") : String(one))).join(":");
}

const SAID = {
  before: (one) => `Le tour ${one.round} commence dans`,
  round: (one) => `Tour ${one.round}`,
  soon: (one) => `Tour ${one.round} : dernière minute`,
  pause: (one) => `Changez de table : tour ${one.round} dans`,
  over: () => "Les tours sont finis",
};

function beep(kept) {
  try {
    kept.audio ||= new AudioContext();
    const tone = kept.audio.createOscillator();
    const volume = kept.audio.createGain();
    volume.gain.value = 0.2;
    tone.frequency.value = 660;
    tone.connect(volume).connect(kept.audio.destination);
    tone.start();
    tone.stop(kept.audio.currentTime + 0.6);
  } catch {
    // A machine without sound: the figures change all the same.
  }
}

function count(box) {
  const number = (name) => Number(box.dataset[name]);
  const plan = {
    starts: Date.parse(box.dataset.starts),
    rounds: number("rounds"),
    minutes: number("minutes"),
    pause: number("pause"),
  };
  const ahead = Date.parse(box.dataset.now) - Date.now();
  const part = (name) => box.querySelector(`[data-${name}]`);
  const kept = {};

  function tick() {
    const one = standing(plan, Date.now() + ahead);
    box.dataset.state = one.state;
    part("said").textContent = SAID[one.state](one);
    part("left").textContent = figures(one.left);
    box.toggleAttribute("data-long", one.left >= 60 * MINUTE);
    const turn = `${one.state === "soon" ? "round" : one.state} ${one.round}`;
    if (turn !== kept.turn) {
      if (kept.turn && part("sound").checked) beep(kept);
      kept.turn = turn;
      part("aloud").textContent = SAID[one.state === "soon" ? "round" : one.state](one);
      for (const list of box.querySelectorAll("[data-round]")) list.hidden = Number(list.dataset.round) !== one.round;
      part("next").textContent = one.state === "round" && one.round < plan.rounds ? `Il reste ${plan.rounds - one.round} tours après celui-ci` : "";
    }
    window.setTimeout(tick, 250);
  }

  part("full").addEventListener("click", async () => {
    await box.requestFullscreen?.();
    await navigator.wakeLock?.request("screen").catch(() => undefined);
  });
  box.hidden = false;
  tick();
}

for (const box of document.querySelectorAll("[data-timer]")) count(box);

// Each figure goes to the server by itself, a moment after it is typed. What is not there yet is kept in
// this browser: through a cut of the network, a closed page, a session that ended.
import { plural, showHours } from "./hours.js";

const SOON = 700;
const PATIENCE = 60_000;
const PAUSES = [2_000, 4_000, 8_000, 15_000, 30_000];
const MOST = 2_000;

export class Saving {
  constructor(sheet, view, form, panels) {
    Object.assign(this, { sheet, view, form, panels });
    this.status = form.querySelector("[data-saved]");
    this.retry = form.querySelector("[data-retry]");
    this.drawer = `grille ${form.dataset.owner} ${new URL(form.action).pathname}${new URL(form.action).search}`;
    this.tries = 0;
    this.lost = [];
    this.retry.addEventListener("click", () => this.send());
    window.addEventListener("online", () => this.send());
    document.addEventListener("visibilitychange", () => document.hidden && this.send(true));
  }

  /** These cells changed: keep them here, send them soon. */
  changed() {
    this.keep();
    this.later(SOON);
  }

  later(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), pause);
  }

  /** Write down in this browser what the server does not have: figures, never names. */
  keep() {
    const cells = this.sheet.all.filter((cell) => cell.waits || cell.error);
    try {
      const held = [...cells.map(kept), ...this.lost];
      if (!held.length) localStorage.removeItem(this.drawer);
      else localStorage.setItem(this.drawer, JSON.stringify(held));
    } catch {
      // A browser that keeps nothing: the page itself still does.
    }
  }

  /** Take back what an earlier page could not send; how many cells. */
  restore() {
    let found = [];
    try {
      found = JSON.parse(localStorage.getItem(this.drawer) || "[]");
    } catch {
      localStorage.removeItem(this.drawer);
    }
    let count = 0;
    for (const one of found) {
      const { place, minutes, saved, error } = one;
      const cell = this.sheet.find(place);
      if (cell && !error && cell.saved.minutes === minutes) continue;
      if (!cell || cell.closed) {
        this.lost.push(one);
        continue;
      }
      if (!error) Object.assign(cell, { minutes, saved });
      else cell.error = error;
      this.view.draw(cell);
      count += 1;
    }
    this.sheet.total();
    if (count) this.later(0);
    else this.keep();
    this.panels.lost(this.lost, () => { this.lost = []; this.keep(); });
    return count;
  }

  /** Send what waits, one sending at a time; the same one again until it is answered. */
  async send(leaving = false) {
    if (this.busy) return;
    const cells = this.sheet.waiting;
    if (!this.batch && !cells.length) return;
    clearTimeout(this.timer);
    this.batch ||= { form_key: newKey(), changes: cells.slice(0, MOST).map(change) };
    this.busy = true;
    this.show("sending", "Enregistrement…");
    try {
      await this.answered(await this.post(leaving), leaving);
    } catch {
      this.failed(navigator.onLine ? "Échec" : "Hors connexion");
    } finally {
      this.busy = false;
    }
  }

  post(leaving) {
    return fetch(this.form.action, {
      method: "POST",
      redirect: "manual",
      keepalive: leaving && this.batch.changes.length < 300,
      signal: AbortSignal.timeout(PATIENCE),
      headers: { "Content-Type": "application/json", "X-CSRFToken": this.form.csrf_token.value },
      body: JSON.stringify(this.batch),
    });
  }

  async answered(answer, leaving) {
    if (answer.type === "opaqueredirect" || answer.status === 401) return this.signedOut();
    if (!answer.headers.get("Content-Type")?.includes("json")) {
      if (answer.status === 400 && !this.renewed) return this.renew(leaving);
      return this.failed("Échec");
    }
    const told = await answer.json();
    this.batch = null;
    this.tries = 0;
    this.renewed = false;
    if (!told.cells) return this.failed(told.sentence);
    this.learn(told);
    return undefined;
  }

  /** Each cell learns what became of it, the sums what they are. */
  learn(told) {
    const refused = [];
    for (const one of told.cells) {
      const cell = this.sheet.find(`${one.statement}-${one.employment}`);
      const held = { minutes: one.minutes, version: one.line_version || 0 };
      if (one.verdict === "conflict") cell.conflict = { ...held, author: one.author, at: one.at };
      else {
        if (one.verdict === "refused" && cell.minutes === one.wanted) {
          cell.error = { text: showHours(one.wanted), sentence: one.sentence };
          cell.minutes = held.minutes;
          refused.push(`${this.sheet.name(cell)} refusé : ${one.sentence}`);
        }
        cell.saved = held;
      }
      this.view.draw(cell);
    }
    this.sheet.learn(told);
    this.sheet.total();
    this.keep();
    if (refused.length) this.view.alert(refused.join(" "));
    this.panels.conflicts(this.sheet.all.filter((cell) => cell.conflict));
    if (this.sheet.waiting.length) this.later(0);
    else this.show("saved", `Enregistré à ${told.saved_at}`, true);
    if (!this.sheet.agrees && !this.sheet.waiting.length) this.refresh();
  }

  /** Somebody writes in the same months: read the page again, keep what waits here. */
  async refresh() {
    const page = await this.page();
    for (const td of page?.querySelectorAll("[data-grid] [data-place]") || []) {
      const cell = this.sheet.find(td.dataset.place);
      if (!cell || cell.waits || cell.error || cell.conflict) continue;
      cell.take(td, page);
      this.view.draw(cell);
    }
    this.sheet.total();
  }

  /** The same page as it is now; null when it cannot be had. */
  async page() {
    const answer = await fetch(location.href, { redirect: "manual" });
    return answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
  }

  /** The token of the form is too old: take a fresh one and send again. */
  async renew(leaving) {
    const token = (await this.page())?.querySelector("[data-grid-form] [name=csrf_token]")?.value;
    if (!token) return this.signedOut();
    this.form.csrf_token.value = token;
    this.renewed = true;
    return this.answered(await this.post(leaving), leaving);
  }

  /** How many figures are only here. */
  get held() {
    return plural(this.sheet.waiting.length, "saisie gardée", "saisies gardées");
  }

  failed(why) {
    const pause = PAUSES[Math.min(this.tries, PAUSES.length - 1)];
    this.tries += 1;
    this.show("failed", `${why} : ${this.held} ici.`, true);
    this.later(pause);
  }

  signedOut() {
    this.show("failed", `Votre session a pris fin : ${this.held} ici.`, true);
    const link = document.createElement("a");
    link.href = location.href;
    link.textContent = "Se reconnecter";
    this.status.append(" ", link);
  }

  show(state, text, aloud = false) {
    this.status.dataset.state = state;
    this.status.textContent = text;
    this.retry.hidden = state !== "failed";
    if (aloud) this.view.say(text);
  }
}

function kept({ place, minutes, saved, error }) {
  return { place, minutes, saved, error };
}

function change({ place, minutes, saved }) {
  const [statement, employment] = place.split("-").map(Number);
  return { statement, employment, minutes, line_version: saved.version || null, before: saved.minutes };
}

function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, "0")).join("");
}

// The list of the day on a telephone: a tap is kept here first, then sent; without network it waits. What is
// kept are numbers, never names; the worker keeps the page for the day alone, and both are erased after it.
const PAUSES = [2_000, 5_000, 10_000, 30_000];

class Day {
  constructor(list) {
    this.list = list;
    this.drawer = `jour ${new URL(list.dataset.taps, location.href).pathname}`;
    this.status = document.querySelector("[data-day-status]");
    this.tries = 0;
    this.queue = this.restored();
    list.addEventListener("submit", (event) => this.tapped(event));
    window.addEventListener("online", () => this.send());
    window.addEventListener("offline", () => this.tell());
    document.querySelector("[data-erase]")?.addEventListener("click", () => this.erase());
    document.querySelector("form[data-sign-out]")?.addEventListener("submit", () => this.erase());
    for (const tap of this.queue) this.draw(tap.guest, tap.said);
    if (this.queue.length) this.send();
    this.keepPage();
  }

  restored() {
    try {
      return JSON.parse(localStorage.getItem(this.drawer) || "[]");
    } catch {
      return [];
    }
  }

  keep() {
    try {
      if (this.queue.length) localStorage.setItem(this.drawer, JSON.stringify(this.queue));
      else localStorage.removeItem(this.drawer);
    } catch {
      // A browser that keeps nothing: the page itself still does.
    }
  }

  row(guest) {
    return this.list.querySelector(`[data-guest="${guest}"]`);
  }

  tapped(event) {
    const row = event.target.closest("[data-guest]");
    const said = event.submitter?.value;
    if (!row || !said) return;
    event.preventDefault();
    const before = row.dataset.coming;
    const tap = { key: newKey(), guest: Number(row.dataset.guest), before, said, at: new Date().toISOString() };
    this.queue.push(tap);
    this.keep();
    this.draw(tap.guest, said);
    this.send();
  }

  /** Show how a guest stands; her pressed button, and the one that takes it back. */
  draw(guest, coming, sentence = "") {
    const row = this.row(guest);
    if (!row) return;
    row.dataset.coming = coming;
    for (const button of row.querySelectorAll("button")) {
      if (button.dataset.undo !== undefined) button.hidden = coming === button.value;
      else button.setAttribute("aria-pressed", String(button.value === coming));
    }
    row.querySelector("[data-said]").textContent = sentence;
    this.count();
  }

  count() {
    for (const box of document.querySelectorAll("[data-count]")) {
      const people = this.list.querySelectorAll(`[data-kind="guest_person"][data-coming="${box.dataset.count}"]`);
      box.textContent = String(people.length);
    }
  }

  async send() {
    if (this.busy || !this.queue.length) return this.tell();
    clearTimeout(this.timer);
    this.busy = true;
    const taps = this.queue.slice(0, 200);
    try {
      const answer = await this.post(taps);
      if (answer.status === 400 && !this.renewed) await this.renew();
      else if (!answer.headers.get("Content-Type")?.includes("json")) throw new Error("signed out");
      else this.learn(await answer.json(), taps);
      this.tries = 0;
    } catch {
      this.tries += 1;
    } finally {
      this.busy = false;
    }
    this.tell();
    if (this.queue.length) this.timer = setTimeout(() => this.send(), PAUSES[Math.min(this.tries, PAUSES.length - 1)]);
    return undefined;
  }

  post(taps) {
    const headers = { "Content-Type": "application/json", "X-CSRFToken": this.list.dataset.csrf };
    return fetch(this.list.dataset.taps, { method: "POST", redirect: "manual", headers, body: JSON.stringify({ taps }) });
  }

  learn(told, sent) {
    if (!told.taps) {
      this.refusal = told.sentence;
      return;
    }
    this.refusal = "";
    this.renewed = false;
    const answered = new Set(sent.map((one) => one.key));
    this.queue = this.queue.filter((one) => !answered.has(one.key));
    this.keep();
    const waiting = new Set(this.queue.map((one) => one.guest));
    for (const one of told.taps) if (!waiting.has(one.guest)) this.draw(one.guest, one.coming, one.sentence);
  }

  async renew() {
    this.renewed = true;
    const answer = await fetch(location.href, { redirect: "manual" });
    if (!answer.ok) throw new Error("signed out");
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    this.list.dataset.csrf = page.querySelector("[data-taps]").dataset.csrf;
  }

  tell() {
    const count = this.queue.length;
    const waits = count > 1 ? `${count} pointages gardés` : `${count} pointage gardé`;
    let text = count ? `${navigator.onLine ? "Envoi en cours" : "Sans réseau"} : ${waits} sur ce téléphone.` : "Tout est enregistré.";
    if (!count && !navigator.onLine) text = "Sans réseau : vous pouvez continuer à pointer.";
    if (count && this.refusal) text = this.refusal;
    if (this.status.textContent !== text) this.status.textContent = text;
  }

  /** A worker keeps this page for the hours of the event; afterwards what it kept is erased. */
  async keepPage() {
    if (!("serviceWorker" in navigator)) return;
    if (Date.now() > Date.parse(this.list.dataset.ends)) return void this.erase();
    try {
      await navigator.serviceWorker.register(this.list.dataset.worker, { scope: location.pathname });
      const ready = await navigator.serviceWorker.ready;
      const parts = [...document.querySelectorAll("link[rel=stylesheet], script[src]")].map((one) => one.href || one.src);
      ready.active?.postMessage({ keep: [location.pathname, ...parts, ...loaded()] });
    } catch {
      // No worker: the open page works without network all the same.
    }
  }

  async erase() {
    if (!this.queue.length) localStorage.removeItem(this.drawer);
    const worker = await navigator.serviceWorker?.getRegistration(location.pathname);
    for (const name of await caches.keys()) if (name.startsWith("jour ")) await caches.delete(name);
    await worker?.unregister();
    const button = document.querySelector("[data-erase]");
    if (button) button.textContent = "Effacé de ce téléphone";
  }
}

/** The modules that the page has loaded. */
function loaded() {
  return performance.getEntriesByType("resource").map((one) => one.name).filter((name) => name.startsWith(`${location.origin}/static/`));
}

function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, "0")).join("");
}

for (const list of document.querySelectorAll("[data-taps]")) new Day(list);

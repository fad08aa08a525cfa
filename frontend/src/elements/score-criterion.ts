import { forget, keep, kept } from "../kept";
import { csrfToken } from "../page";

interface Saved { revision: number; answered: number; of: number; missing: string }
interface Kept { revision: number; evidence: string; value: string }
const FETCHED = { "HX-Request": "true", Accept: "application/json" };

/**
 * <score-criterion key low saving saved kept other> around a form: mark and evidence are saved as they are typed. Until
 * the server has them they are kept in this browser. When another window was faster, both texts are shown.
 */
export class ScoreCriterion extends HTMLElement {
  #timer = 0;
  #turn = 0;
  #stop = new AbortController();

  connectedCallback(): void {
    const { signal } = this.#stop;
    this.dataset.saves = "";
    this.#restore();
    this.form.addEventListener("input", (event) => this.changed(event.target as Element), { signal });
    this.form.addEventListener("submit", (event) => [event.preventDefault(), void this.save()], { signal });
    this.addEventListener("click", (event) => this.#answer(event.target as Element), { signal });
    window.addEventListener("online", () => kept(this.#key) && void this.save(), { signal });
  }

  disconnectedCallback(): void {
    if (this.#timer) void this.save();
    this.#stop.abort();
  }

  get form(): HTMLFormElement { return this.querySelector("form")!; }
  get #key(): string { return this.getAttribute("key") ?? ""; }
  get #evidence(): HTMLTextAreaElement { return this.form.querySelector("textarea")!; }

  changed(field: Element): void {
    this.#show();
    keep(this.#key, this.#values(), false);
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.save(), field.matches("textarea") ? 700 : 60);
  }

  async save(): Promise<void> {
    window.clearTimeout(this.#timer);
    this.#timer = 0;
    const turn = ++this.#turn;
    this.#say("saving");
    const body = new URLSearchParams([...new FormData(this.form)] as [string, string][]);
    const headers = { ...FETCHED, "X-CSRFToken": csrfToken(this.form) };
    const answer = await fetch(this.form.action, { method: "POST", body, headers, keepalive: true }).catch(() => null);
    if (answer?.ok) return this.#arrived((await answer.json()) as Saved, turn === this.#turn && !this.#timer);
    this.#say("kept");
    if (answer) document.getElementById("toasts")?.insertAdjacentHTML("beforeend", await answer.text());
    if (answer?.status === 409) await this.#compare();
  }

  #arrived(saved: Saved, isLatest: boolean): void {
    this.#seen.value = String(saved.revision);
    if (isLatest) {
      forget(this.#key);
      this.#say("saved", saved.missing);
    }
    this.closest("article")?.classList.toggle("criterion-open", saved.missing !== "");
    this.dispatchEvent(new CustomEvent("score-saved", { bubbles: true, detail: saved }));
  }

  get #seen(): HTMLInputElement { return this.form.querySelector<HTMLInputElement>("[name=seen]")!; }

  /** What the other window wrote, beside what stands here; saving again keeps what stands here. */
  async #compare(): Promise<void> {
    const answer = await fetch(this.form.action, { headers: FETCHED });
    const box = this.querySelector<HTMLElement>("[data-other]");
    if (!answer.ok || !box) return;
    const other = (await answer.json()) as Kept;
    this.#seen.value = String(other.revision);
    box.dataset.value = other.value;
    box.dataset.evidence = other.evidence;
    box.querySelector("[data-other-words]")!.textContent = `${this.getAttribute("other")} “${other.evidence}” ${other.value}`;
    box.hidden = false;
  }

  #answer(target: Element): void {
    const box = target.closest<HTMLElement>("[data-other]");
    if (!box || !target.matches("[data-keep], [data-take]")) return;
    if (target.matches("[data-take]")) this.#fill(box.dataset.value ?? "", box.dataset.evidence ?? "");
    box.hidden = true;
    this.#evidence.focus();
    void this.save();
  }

  #values(): { name: string; value: string }[] {
    const chosen = this.form.querySelector<HTMLInputElement>("input[name=value]:checked");
    return [{ name: "value", value: chosen?.value ?? "" }, { name: "evidence", value: this.#evidence.value }];
  }

  #fill(value: string, evidence: string): void {
    this.#evidence.value = evidence;
    for (const one of this.form.querySelectorAll<HTMLInputElement>("input[name=value]")) one.checked = one.value === value;
    this.#show();
  }

  #restore(): void {
    const values = kept(this.#key);
    if (!values) return;
    this.#fill(values.value ?? "", values.evidence ?? "");
    void this.save();
  }

  /** The anchor of the chosen mark, and the root cause that a low one asks for. */
  #show(): void {
    const chosen = this.form.querySelector<HTMLInputElement>("input[name=value]:checked")?.value ?? "";
    for (const one of this.closest("article")?.querySelectorAll<HTMLElement>("[data-anchor]") ?? []) {
      one.classList.toggle("anchor-chosen", one.dataset.anchor === chosen);
    }
    const cause = this.querySelector<HTMLElement>("[data-cause]");
    const isLow = /^\d+$/.test(chosen) && Number(chosen) <= Number(this.getAttribute("low"));
    if (cause) cause.hidden = !isLow;
  }

  #say(state: "saving" | "saved" | "kept", more = ""): void {
    const place = this.querySelector("[data-state]");
    if (place) place.textContent = [this.getAttribute(state), more].filter(Boolean).join(" · ");
  }
}

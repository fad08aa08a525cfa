import { forget, keep, kept } from "../kept";
import { csrfToken } from "../page";
import { OtherWindow } from "./score-other";

export interface Saved { revision: number; answered: number; of: number; missing: string }
const FETCHED = { "HX-Request": "true", Accept: "application/json" };

/**
 * <score-criterion key low saving saved kept other> around a form: mark and evidence are saved as they are typed, one
 * save after the other. Until the server has them they are kept in this browser. When another window was faster, both
 * texts are shown.
 */
export class ScoreCriterion extends HTMLElement {
  #timer = 0;
  #saving: Promise<void> | undefined;
  #changes = 0;
  #stop = new AbortController();
  #other = new OtherWindow(this);

  connectedCallback(): void {
    const { signal } = this.#stop;
    this.dataset.saves = "";
    this.#restore();
    this.form.addEventListener("input", (event) => this.changed(event.target as Element), { signal });
    this.form.addEventListener("change", () => this.isWaiting && void this.save(), { signal });
    this.form.addEventListener("submit", (event) => [event.preventDefault(), void this.save()], { signal });
    this.addEventListener("click", (event) => this.#other.answer(event.target as Element), { signal });
    window.addEventListener("online", () => kept(this.#key) && void this.save(), { signal });
  }

  disconnectedCallback(): void {
    if (this.isWaiting) void this.save();
    this.#stop.abort();
  }

  get form(): HTMLFormElement { return this.querySelector("form")!; }
  get evidence(): HTMLTextAreaElement { return this.form.querySelector("textarea")!; }
  get seen(): HTMLInputElement { return this.form.querySelector<HTMLInputElement>("[name=seen]")!; }
  get isWaiting(): boolean { return this.#timer > 0 || this.#saving !== undefined; }
  get #key(): string { return this.getAttribute("key") ?? ""; }
  get #chosen(): string { return this.form.querySelector<HTMLInputElement>("input[name=value]:checked")?.value ?? ""; }

  changed(field: Element): void {
    this.#changes++;
    this.#show();
    keep(this.#key, [{ name: "value", value: this.#chosen }, this.evidence, this.seen], false);
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.save(), field.matches("textarea") ? 700 : 60);
  }

  /** Save what stands here; what was typed while that went on is saved next. */
  async save(): Promise<void> {
    window.clearTimeout(this.#timer);
    this.#timer = 0;
    if (this.#saving) return this.#saving.then(() => this.save());
    this.#saving = this.#send().finally(() => (this.#saving = undefined));
    return this.#saving;
  }

  async #send(): Promise<void> {
    const changes = this.#changes;
    this.#say("saving");
    const body = new URLSearchParams([...new FormData(this.form)] as [string, string][]);
    const headers = { ...FETCHED, "X-CSRFToken": csrfToken(this.form) };
    const answer = await fetch(this.form.action, { method: "POST", body, headers, keepalive: true }).catch(() => null);
    if (answer?.ok) return this.#arrived((await answer.json()) as Saved, changes === this.#changes);
    this.#say("kept");
    if (answer) document.getElementById("toasts")?.insertAdjacentHTML("beforeend", await answer.text());
    if (answer?.status === 409) await this.#other.show(await fetch(this.form.action, { headers: FETCHED }));
  }

  #arrived(saved: Saved, isLatest: boolean): void {
    this.seen.value = String(saved.revision);
    if (isLatest) {
      forget(this.#key);
      this.#say("saved", saved.missing);
    }
    this.closest("article")?.classList.toggle("criterion-open", saved.missing !== "");
    this.dispatchEvent(new CustomEvent("score-saved", { bubbles: true, detail: saved }));
  }

  fill(value: string, evidence: string): void {
    this.evidence.value = evidence;
    for (const one of this.form.querySelectorAll<HTMLInputElement>("input[name=value]")) one.checked = one.value === value;
    this.#show();
  }

  /** What was kept goes out with the revision it was typed upon, so that nothing newer is overwritten silently. */
  #restore(): void {
    const values = kept(this.#key);
    if (!values) return;
    this.fill(values.value ?? "", values.evidence ?? "");
    this.seen.value = values.seen ?? this.seen.value;
    void this.save();
  }

  /** The anchor of the chosen mark, and the root cause that a low one asks for. */
  #show(): void {
    const chosen = this.#chosen;
    for (const one of this.closest("article")?.querySelectorAll<HTMLElement>("[data-anchor]") ?? []) {
      one.classList.toggle("anchor-chosen", one.dataset.anchor === chosen);
    }
    const cause = this.querySelector<HTMLElement>("[data-cause]");
    if (cause) cause.hidden = !/^\d+$/.test(chosen) || Number(chosen) > Number(this.getAttribute("low"));
  }

  #say(state: "saving" | "saved" | "kept", more = ""): void {
    const place = this.querySelector("[data-state]");
    if (place) place.textContent = [this.getAttribute(state), more].filter(Boolean).join(" · ");
  }
}

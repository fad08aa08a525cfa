import type { UploadDrop } from "../elements/upload-drop";
import { csrfToken } from "../page";

const CALL = /(?:^|\s)(\/|\?\?|@)([^\s/?@]{0,40})$/u;
const SOURCES: Record<string, string> = { "/": "src", "??": "articles", "@": "people" };

interface Call { start: number; source: string; typed: string }

/**
 * <canned-picker src articles people> around the composer: a slash behind a space calls canned replies, two question marks
 * call articles, and in a note an at sign calls colleagues. What is typed behind narrows the list; arrows and Enter choose, Escape leaves it.
 */
export class CannedPicker extends HTMLElement {
  #stop = new AbortController();
  #timer = 0;
  #turn = 0;
  #call: Call | undefined;
  #field: HTMLTextAreaElement | null = null;

  connectedCallback(): void {
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    this.addEventListener("input", (event) => this.#typed(event.target), { signal });
    this.addEventListener("keydown", (event) => this.#key(event), { signal, capture: true });
    this.addEventListener("click", (event) => this.#clicked(event.target as Element), { signal });
    this.addEventListener("focusout", (event) => !this.contains(event.relatedTarget as Node | null) && this.close(), { signal });
  }

  disconnectedCallback(): void {
    this.#stop.abort();
    window.clearTimeout(this.#timer);
  }

  get list(): HTMLElement | null { return this.querySelector("[role=listbox]"); }
  get options(): HTMLElement[] { return [...(this.list?.querySelectorAll<HTMLElement>("[role=option]") ?? [])]; }

  close(): void {
    this.#turn++;
    this.#call = undefined;
    if (this.list) this.list.hidden = true;
  }

  choose(at: number): void {
    const options = this.options;
    const chosen = Math.max(0, Math.min(options.length - 1, at));
    options.forEach((one, place) => one.setAttribute("aria-selected", String(place === chosen)));
    options[chosen]?.scrollIntoView?.({ block: "nearest" });
  }

  #typed(target: EventTarget | null): void {
    if (!(target instanceof HTMLTextAreaElement)) return;
    const found = CALL.exec(target.value.slice(0, target.selectionStart));
    if (!found) return this.close();
    const [sign, typed] = [found[1] ?? "", found[2] ?? ""];
    // Customers are not told of colleagues.
    if (sign === "@" && target.form?.id !== "note-form") return this.close();
    this.#begin(target, { start: target.selectionStart - sign.length - typed.length, source: SOURCES[sign] ?? "src", typed });
  }

  #begin(field: HTMLTextAreaElement, call: Call): void {
    this.#field = field;
    this.#call = call;
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#ask(call), 120);
  }

  async #ask(call: Call): Promise<void> {
    const turn = ++this.#turn;
    if (!this.hasAttribute(call.source)) return;
    const url = new URL(this.getAttribute(call.source) ?? "", location.href);
    url.searchParams.set("q", call.typed);
    const answer = await fetch(url, { headers: { "HX-Request": "true" } });
    if (!answer.ok || turn !== this.#turn || !this.list) return;
    this.list.innerHTML = await answer.text();
    this.list.hidden = false;
    this.choose(0);
  }

  #key(event: KeyboardEvent): void {
    if (!this.#call || this.list?.hidden || event.isComposing) return;
    const at = this.options.findIndex((one) => one.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown") this.choose(at + 1);
    else if (event.key === "ArrowUp") this.choose(at - 1);
    else if ((event.key === "Enter" || event.key === "Tab") && this.options[at]) this.#insert(this.options[at]);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #clicked(target: Element): void {
    const option = target.closest<HTMLElement>("[role=option]");
    if (option) return this.#insert(option);
    const field = target.closest("[data-canned]")?.closest("form")?.querySelector("textarea");
    if (!field) return;
    field.focus();
    this.#begin(field, { start: field.selectionStart, source: "src", typed: "" });
  }

  /** Files that go along are put where chosen files stand, so that they can be seen and taken out again. */
  async #attach(field: HTMLTextAreaElement, listed = ""): Promise<void> {
    const drop = field.form?.querySelector<UploadDrop>("upload-drop");
    for (const line of listed.split("\n").filter(Boolean)) {
      const [address = "", ...name] = line.trim().split(" ");
      const answer = await fetch(address);
      if (answer.ok) drop?.add([new File([await answer.blob()], name.join(" "), { type: answer.headers.get("Content-Type") ?? "" })]);
    }
  }

  #insert(option: HTMLElement): void {
    const [field, call] = [this.#field, this.#call];
    if (!field || !call) return;
    field.setRangeText(option.dataset.text ?? "", call.start, field.selectionStart, "end");
    this.close();
    field.focus();
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    void this.#attach(field, option.dataset.files);
    if (option.dataset.use) void fetch(option.dataset.use, { method: "POST", headers: { "X-CSRFToken": csrfToken(field.form) } });
  }
}

import type { Editor } from "@tiptap/core";
import { forget, keep, kept } from "../kept";
import { csrfToken } from "../page";
import type { AskDialog } from "./ask-dialog";
import { ACTS, MARKS, richEditor } from "./rich";

interface Sent { href: string; name: string; picture: boolean }

/**
 * <document-editor action files key> around a form's title and Markdown. Without script the Markdown is written in the
 * field; with it there is a rich editor over the same field, which keeps what is typed on the server a moment later.
 * What another window saved in between is shown beside one's own, and nothing is lost.
 */
export class DocumentEditor extends HTMLElement {
  #editor: Editor | null = null;
  #timer = 0;
  #busy = false;
  #again = false;
  #left: { by: HTMLElement | null } | null = null;
  #stop = new AbortController();

  connectedCallback(): void {
    const { signal } = (this.#stop = new AbortController());
    this.#bringBack();
    this.#tools.hidden = false;
    this.#tools.addEventListener("click", (event) => this.#pressed(event), { signal });
    this.#tools.addEventListener("keydown", (event) => this.#walk(event), { signal });
    this.addEventListener("input", () => this.changed(), { signal });
    this.addEventListener("click", (event) => this.#settle(event), { signal });
    this.addEventListener("keydown", (event) => this.#keys(event), { signal });
    this.#files.addEventListener("change", () => void this.#send([...(this.#files.files ?? [])]), { signal });
    this.#form.addEventListener("submit", (event) => this.#leave(event), { signal });
    window.addEventListener("online", () => this.changed(), { signal });
    this.#source.addEventListener("paste", (event) => this.#dropped(event, event.clipboardData), { signal });
    this.#source.addEventListener("drop", (event) => this.#dropped(event, event.dataTransfer), { signal });
    if (localStorage.getItem("pult-editor") === "markdown") this.#show("markdown");
    else this.#show("rich");
  }

  disconnectedCallback(): void {
    this.#stop.abort();
    this.#editor?.destroy();
  }

  get #form(): HTMLFormElement { return this.closest("form")!; }
  get #source(): HTMLTextAreaElement { return this.querySelector<HTMLTextAreaElement>("textarea[name=body]")!; }
  get #title(): HTMLInputElement { return this.querySelector<HTMLInputElement>("input[name=title]")!; }
  get #seen(): HTMLInputElement { return this.querySelector<HTMLInputElement>("input[name=seen]")!; }
  get #rich(): HTMLElement { return this.querySelector<HTMLElement>("[data-rich]")!; }
  get #tools(): HTMLElement { return this.querySelector<HTMLElement>("[data-tools]")!; }
  get #files(): HTMLInputElement { return this.querySelector<HTMLInputElement>("[data-files]")!; }
  get #words(): string { return JSON.stringify([this.#title.value, this.#source.value]); }
  get #key(): string { return this.getAttribute("key") ?? location.pathname; }

  #show(mode: "rich" | "markdown"): void {
    const rich = mode === "rich";
    const isWriting = document.activeElement === this.#source;
    this.#editor?.destroy();
    this.#editor = null;
    this.#rich.hidden = !rich;
    this.#source.hidden = rich;
    if (rich) {
      this.#rich.replaceChildren();
      this.#editor = richEditor(this.#rich, this.#source.value, this.#source.labels?.[0]?.textContent?.trim() ?? "", {
        changed: (markdown) => this.#typed(markdown),
        moved: () => this.#mark(),
        files: (files) => void this.#send(files),
      });
      // Whoever began in the plain field before the editor was there goes on writing.
      if (isWriting) this.#editor.commands.focus("end");
    }
    for (const button of this.#tools.querySelectorAll<HTMLButtonElement>("button[data-do]")) {
      if (!["markdown", "file"].includes(button.dataset.do ?? "")) button.disabled = !rich;
    }
    this.#tools.querySelector("[data-do=markdown]")?.setAttribute("aria-pressed", String(!rich));
    this.#mark();
  }

  #typed(markdown: string): void {
    this.#source.value = markdown;
    this.changed();
  }

  #mark(): void {
    const editor = this.#editor;
    for (const [name, isOn] of Object.entries(MARKS)) {
      this.#tools.querySelector(`[data-do=${name}]`)?.setAttribute("aria-pressed", String(editor ? isOn(editor) : false));
    }
    const inTable = editor?.isActive("table") ?? false;
    this.#tools.querySelectorAll<HTMLElement>("[data-in-table]").forEach((button) => { button.hidden = !inTable; });
  }

  #pressed(event: MouseEvent): void {
    const what = (event.target as Element).closest<HTMLElement>("[data-do]")?.dataset.do;
    if (!what) return;
    if (what === "markdown") {
      const to = this.#editor ? "markdown" : "rich";
      localStorage.setItem("pult-editor", to);
      this.#show(to);
    } else if (what === "file") this.#files.click();
    else if (what === "link") void this.#link();
    else if (this.#editor) ACTS[what]?.(this.#editor);
  }

  /** One stop for the Tab key; the arrows walk through the tools. */
  #walk(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const buttons = [...this.#tools.querySelectorAll<HTMLButtonElement>("button")].filter((one) => !one.disabled && !one.hidden);
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    buttons[(at + step + buttons.length) % buttons.length]?.focus();
    event.preventDefault();
  }

  #keys(event: KeyboardEvent): void {
    if (!(event.ctrlKey || event.metaKey)) return;
    if (event.key === "s") {
      event.preventDefault();
      void this.save();
    } else if (event.key === "k" && this.#editor && this.#rich.contains(event.target as Node)) {
      event.preventDefault();
      event.stopPropagation();
      void this.#link();
    }
  }

  #ask(what: "ask-link" | "ask-alt", before: string): Promise<string | null> {
    return document.querySelector<AskDialog>("ask-dialog")!.ask(this.getAttribute(what) ?? "", before);
  }

  async #link(): Promise<void> {
    const editor = this.#editor;
    if (!editor) return;
    const before = (editor.getAttributes("link").href as string | undefined) ?? "";
    const href = await this.#ask("ask-link", before);
    if (href === null) return;
    if (!href.trim()) editor.chain().focus().extendMarkRange("link").unsetLink().run();
    else if (editor.state.selection.empty && !before) {
      editor.chain().focus().insertContent({ type: "text", text: href, marks: [{ type: "link", attrs: { href } }] }).run();
    } else editor.chain().focus().extendMarkRange("link").setLink({ href }).run();
  }

  #dropped(event: Event, data: DataTransfer | null): void {
    if (!data?.files.length) return;
    event.preventDefault();
    void this.#send([...data.files]);
  }

  async #send(files: File[]): Promise<void> {
    if (!files.length) return;
    const body = new FormData();
    files.forEach((file) => body.append("files", file));
    this.#files.value = "";
    const answer = await fetch(this.getAttribute("files") ?? "", { method: "POST", body, headers: this.#headers() }).catch(() => null);
    if (!answer?.ok) return this.#say("refused");
    for (const file of ((await answer.json()) as { files: Sent[] }).files) await this.#insert(file);
  }

  async #insert(file: Sent): Promise<void> {
    const words = file.picture ? ((await this.#ask("ask-alt", "")) ?? "") : file.name;
    if (this.#editor && file.picture) this.#editor.chain().focus().setImage({ src: file.href, alt: words }).run();
    else if (this.#editor) {
      this.#editor.chain().focus().insertContent({ type: "text", text: words, marks: [{ type: "link", attrs: { href: file.href } }] }).run();
    } else {
      const text = `${file.picture ? "!" : ""}[${words.replace(/[[\]]/g, "")}](${file.href})`;
      this.#source.setRangeText(text, this.#source.selectionStart, this.#source.selectionEnd, "end");
      this.changed();
    }
  }

  changed(): void {
    keep(this.#key, [this.#title, this.#source], false);
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.save(), Number(this.getAttribute("delay") ?? 900));
  }

  async save(): Promise<void> {
    window.clearTimeout(this.#timer);
    if (this.#conflict) return;
    if (this.#busy) {
      this.#again = true;
      return;
    }
    this.#busy = true;
    this.#say("saving");
    const sent = this.#words;
    try {
      const answer = await fetch(this.getAttribute("action") ?? "", { method: "POST", body: new FormData(this.#form), headers: this.#headers() });
      if (answer.ok) this.#saved(((await answer.json()) as { seen: number }).seen, sent);
      else if (answer.status === 409) this.#tell(await answer.text());
      else this.#say("kept");
    } catch {
      this.#say("kept");
    }
    this.#busy = false;
    if (this.#left) {
      const { by } = this.#left;
      this.#left = null;
      if (!this.#conflict) this.#form.requestSubmit(by);
    } else if (this.#again) {
      this.#again = false;
      void this.save();
    }
  }

  /** What was typed while this was on its way stays kept until it has arrived, too. */
  #saved(seen: number, sent: string): void {
    this.#seen.value = String(seen);
    if (this.#words === sent) forget(this.#key);
    this.#say("saved");
  }

  get #conflict(): HTMLElement | null { return this.querySelector<HTMLElement>("[data-now]"); }

  #tell(html: string): void {
    const place = this.querySelector("[data-conflict]");
    if (place) place.innerHTML = html;
    this.#say("kept");
  }

  /** Mine or theirs: either way the other text stays on this page until it is left. */
  #settle(event: MouseEvent): void {
    const keepWhich = (event.target as Element).closest<HTMLElement>("[data-keep]")?.dataset.keep;
    const conflict = this.#conflict;
    if (!keepWhich || !conflict) return;
    event.preventDefault();
    this.#seen.value = conflict.dataset.now ?? "0";
    const theirs = conflict.querySelector<HTMLTextAreaElement>("[data-theirs]");
    if (keepWhich === "theirs" && theirs) {
      this.#title.value = theirs.dataset.title ?? this.#title.value;
      this.#source.value = theirs.value;
      this.#editor?.commands.setContent(theirs.value, { contentType: "markdown" });
    }
    conflict.remove();
    void this.save();
  }

  #bringBack(): void {
    const copy = kept(this.#key);
    if (!copy) return;
    const said = (name: string, now: string): string => copy[name] ?? now;
    if (said("body", this.#source.value) === this.#source.value && said("title", this.#title.value) === this.#title.value) return forget(this.#key);
    this.#source.value = said("body", this.#source.value);
    this.#title.value = said("title", this.#title.value);
    this.changed();
  }

  /** A saving under way has the first word: what is sent beside it would know less than the server does. */
  #leave(event: SubmitEvent): void {
    window.clearTimeout(this.#timer);
    this.#again = false;
    if (this.#busy) {
      event.preventDefault();
      this.#left = { by: event.submitter };
    } else forget(this.#key);
  }

  #headers(): Record<string, string> { return { "X-CSRFToken": csrfToken(this.#form), Accept: "application/json" }; }

  #say(state: "saving" | "saved" | "kept" | "refused"): void {
    const place = this.querySelector("[data-state]");
    if (place) place.textContent = this.getAttribute(state) ?? "";
  }
}

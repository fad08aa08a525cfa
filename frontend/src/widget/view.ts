/** What a visitor sees: a button, and behind it a home, a form, the chat, earlier chats. */
import type { Answer, Field, Message } from "./line";
import { ask, kept, type Line, name } from "./line";
import { drawing, fields, h, link, linked, soft } from "./parts";
import { readableOn, style } from "./style";

const EMOJI = "🙂 😀 😅 😕 😢 👍 👎 🙏 ❤️ 🎉 👋 🔥".split(" ");
const BUBBLE = "M4 18 5 14A8 8 0 1 1 9 18L4 19Z";
const CROSS = "M6 6 18 18M18 6 6 18";
const CLIP = "M19 11l-7 7a4 4 0 0 1-6-6l7-7a3 3 0 0 1 4 4l-7 7a1 1 0 0 1-2-2l6-6";
/** A face whose mouth goes from one sadness to one smile. */
const face = (score: number) => `M3 12a9 9 0 1 0 18 0 9 9 0 1 0-18 0M9 9v1M15 9v1M8 15q4 ${score * 2 - 6} 8 0`;
interface Held { id: string | undefined; start: number | null | undefined; inputs: (readonly [string, string])[]; atEnd: boolean; top: number }
type Screen = "home" | "form" | "away" | "chat" | "history";

export class View extends HTMLElement {
  line!: Line;
  isOpen = false;
  #set!: Answer;
  #words!: Record<string, string>;
  #root = this.attachShadow({ mode: "open" });
  #screen: Screen = "home";
  #old: { chat: Answer; messages: Message[] } | null = null;
  #unread = 0;
  #typing = 0;
  #typed = 0;
  #wrong = "";
  #note = "";
  #draft = "";
  #call: { text: string; name?: string } | null = null;
  #from: Element | null = null;

  /** Show the widget as its settings say. */
  begin(base: string, token: string, settings: Answer): void {
    this.#set = { base, token, ...settings };
    this.#words = settings.words;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style(settings.colour, readableOn(settings.colour), settings.theme));
    this.#root.adoptedStyleSheets = [sheet];
    this.lang = settings.language;
    this.draw();
  }

  open(): void {
    if (this.isOpen) return;
    this.isOpen = true;
    this.#from = document.activeElement;
    this.#call = null;
    this.line.open();
    this.#screen = this.line.chat || this.line.unsent.length ? "chat" : "home";
    this.#read();
    this.draw(true);
  }

  close(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.draw();
    const launch = this.#root.querySelector<HTMLElement>(".launch");
    (launch ?? (this.#from as HTMLElement | null))?.focus();
  }

  /** Offer help without being asked. */
  invite(said: { text: string; name?: string }): void {
    if (this.isOpen || this.line.chat) return;
    this.#call = said;
    this.draw();
  }

  /** The line says that something is new. */
  changed(what: string, detail?: any): void {
    if (!this.#set) return;
    if (what === "invitation") return this.invite(detail);
    if (what === "typing") {
      this.#note = this.#words.typing!.replace("{}", detail);
      clearTimeout(this.#typing);
      this.#typing = window.setTimeout(() => { this.#note = ""; this.draw(); }, 6_000);
    }
    if (what === "refused") {
      this.#wrong = detail.text || this.#words.refused!;
      if (detail.message && !this.#draft) this.#draft = detail.message.text;
    }
    if (what === "messages" && Array.isArray(detail)) {
      const theirs = detail.filter((one: Message) => one.from !== "me" && one.id > (this.line.chat?.read ?? 0));
      if (theirs.length) { this.#note = ""; if (!this.#watched) this.#unread += theirs.length; }
      this.#read();
    }
    if (this.#screen === "home" && this.line.chat && what === "hello" && this.isOpen) this.#screen = "chat";
    this.draw();
  }

  get #watched(): boolean { return this.isOpen && !document.hidden && this.#screen === "chat"; }

  #read(): void {
    const { chat, last } = this.line;
    if (!chat || !last) return;
    if (this.#watched) this.#unread = 0;
    void this.line.call("got", { conversation: chat.conversation, upto: last, read: this.#watched });
  }

  #go(screen: Screen): void {
    this.#screen = screen;
    this.#old = null;
    this.#wrong = this.#note = "";
    this.#read();
    this.draw(true);
  }

  draw(focus = false): void {
    const { side } = this.#set;
    const held = this.#held();
    const root = h("div", { class: side === "left" ? "left" : "" });
    if (!(this.#set.away === "hide" && !this.#set.here && !this.line.chat)) root.append(this.#launcher());
    if (this.#call && !this.isOpen) root.append(this.#invitation());
    if (this.isOpen) root.append(this.#panel());
    this.#root.replaceChildren(root);
    this.#release(held, focus);
  }

  /** What a visitor is doing outlives a redrawing: where they are, and what they have typed. */
  #held(): Held {
    const at = this.#root.activeElement as HTMLInputElement | null;
    const inputs = [...this.#root.querySelectorAll<HTMLInputElement>("form :is(input,textarea,select)")].map((one) => [one.id, one.value] as const);
    const body = this.#root.querySelector(".body");
    const atEnd = !body || body.scrollHeight - body.scrollTop - body.clientHeight < 60;
    return { id: at?.id, start: at?.selectionStart, inputs, atEnd, top: body?.scrollTop ?? 0 };
  }

  #release(held: Held, focus: boolean): void {
    const find = (id: string) => this.#root.getElementById(id) as HTMLInputElement | null;
    if (!focus) for (const [id, value] of held.inputs) { const one = id ? find(id) : null; if (one && id !== "write") one.value = value; }
    const body = this.#root.querySelector(".body");
    if (body) body.scrollTop = this.#screen === "chat" && (held.atEnd || focus) ? body.scrollHeight : focus ? 0 : held.top;
    const at = focus ? find("write") ?? this.#root.querySelector<HTMLElement>(".body :is(input,textarea,button,a)") : held.id ? find(held.id) : null;
    at?.focus();
    if (!focus && at && typeof held.start === "number" && "setSelectionRange" in at) try { (at as HTMLInputElement).setSelectionRange(held.start, held.start); } catch { /* Some fields have no place. */ }
  }

  #launcher(): Node {
    const count = this.#unread && !this.isOpen ? this.#words.unread!.replace("{}", String(this.#unread)) : "";
    const label = `${this.isOpen ? this.#words.close : this.#words.open}${count && `. ${count}`}`;
    return h("button", { id: "launch", class: "launch", type: "button", "aria-expanded": `${this.isOpen}`, "aria-label": label, click: () => this.isOpen ? this.close() : this.open() }, drawing(this.isOpen ? CROSS : BUBBLE), !!count && h("span", { class: "count", "aria-hidden": "true" }, String(this.#unread)));
  }

  #invitation(): Node {
    const { text, name } = this.#call!;
    const begin = () => { this.open(); this.#begin(); };
    return h("div", { class: "call", role: "status" }, !!name && h("div", { class: "who" }, name), h("div", {}, ...linked(text)), h("div", { class: "picks" }, this.#button(this.#words.start!, begin), this.#button(this.#words.no!, () => { this.#call = null; this.draw(); })));
  }

  #panel(): Node {
    const back = this.#screen !== "home" && this.#icon("back", "M19 12H5l6 6m-6-6 6-6", () => this.#go("home"));
    const title = this.#screen === "chat" && this.line.chat?.agent ? this.line.chat.agent : this.#words.title!;
    const head = h("div", { class: "head" }, back, h("h2", { id: "title" }, title), this.#icon("close", CROSS, () => this.close()));
    const panel = h("div", { class: "panel", role: "dialog", "aria-labelledby": "title", "aria-modal": String(innerWidth <= 480), keydown: (event: KeyboardEvent) => this.#key(event) }, head);
    const screens: Record<Screen, () => Node[]> = { home: () => this.#home(), form: () => this.#form(), away: () => this.#away(), chat: () => this.#chat(), history: () => this.#history() };
    panel.append(...screens[this.#screen]());
    return panel;
  }

  #key(event: KeyboardEvent): void {
    if (event.key === "Escape") return this.close();
    if (event.key !== "Tab") return;
    const all = [...this.#root.querySelectorAll<HTMLElement>(".panel :is(a,button,input,textarea,select,summary)")].filter((one) => !one.hidden && one.tabIndex >= 0);
    const [first, last, at] = [all[0], all.at(-1), this.#root.activeElement];
    if (event.shiftKey ? at === first : at === last) { event.preventDefault(); (event.shiftKey ? last : first)?.focus(); }
  }

  #button(text: string, click: () => void, kind = "plain"): HTMLButtonElement {
    return h("button", { type: "button", class: kind, click }, text);
  }

  #icon(id: string, lines: string, click: () => void): HTMLButtonElement {
    return h("button", { id, class: "icon", type: "button", "aria-label": this.#words[id], click }, drawing(lines));
  }

  async #tell(what: string, data: Answer): Promise<void> {
    const answer = await this.line.call(what, { conversation: this.line.chat?.conversation, ...data });
    if (answer) this.line.merge(answer);
  }

  #says(): Node { return h("div", { class: `state soft${this.#wrong ? " wrong" : ""}`, role: "status" }, this.#wrong || this.#note || this.#standing()); }

  #standing(): string {
    const { chat, online, unsent } = this.line;
    if (!online && (chat || unsent.length)) return this.#words.offline!;
    if (chat?.status === "solved") return this.#words.solved!;
    if (chat?.status !== "open" || chat.answered || chat.agent) return "";
    const minutes = chat.wait ? ` ${this.#words.minutes!.replace("{}", String(Math.max(1, Math.round(chat.wait / 60))))}` : "";
    return chat.place ? this.#words.waiting!.replace("{}", String(chat.place)) + minutes : this.#set.here ? this.#words.soon! : "";
  }

  #home(): Node[] {
    const { here, opens, articles, trail, notices } = this.#set;
    const found = h("div", { id: "found", "aria-live": "polite" });
    let late = 0;
    const search = () => {
      clearTimeout(late);
      late = window.setTimeout(async () => {
        const asked = (this.#root.getElementById("search") as HTMLInputElement | null)?.value.trim() ?? "";
        const answer = asked.length > 1 ? await ask(`${this.#set.base}/chat/${this.#set.token}/articles?q=${encodeURIComponent(asked)}&locale=${this.lang}`) : null;
        const list: Answer[] = answer?.articles ?? [];
        found.replaceChildren(...list.map((one) => h("p", {}, link(one.url, one.title, this.#set.base), h("div", { class: "soft" }, one.text ?? ""))), !list.length && asked.length > 2 ? soft(this.#words.nothing) : "");
      }, 250);
    };
    const asks = trail && kept(this.#set.token, "agreed") === null;
    return [h("div", { class: "body" },
      h("p", {}, here ? this.#words.greeting : this.#words.away), !here && !!opens && soft(opens), ...notices.map((one: string) => h("p", {}, ...linked(one))),
      articles && h("label", { for: "search" }, this.#words.search), articles && h("input", { id: "search", type: "search", maxlength: 200, input: search }), articles && found,
      this.#button(here || this.#set.away === "chat" ? this.line.chat ? this.#words.write! : this.#words.start! : this.#words.leave!, () => this.#begin(), "main"),
      !!this.line.key && this.#button(this.#words.history!, () => void this.#earlier(), "row plain"),
      asks && soft(this.#words.consent), asks && h("div", { class: "picks" }, this.#button(this.#words.yes!, () => this.agree(true)), this.#button(this.#words.no!, () => this.agree(false)))), this.#says()];
  }

  /** May the pages be noted? The website's own question about cookies may answer that, too. */
  agree(agreed: boolean): void {
    try { localStorage.setItem(`desk:${this.#set.token}:agreed`, agreed ? "1" : "0"); } catch { /* Then it is asked again. */ }
    if (agreed) this.line.open();
    void this.line.call("consent", { agreed, page: page() });
    this.draw();
  }

  get agreed(): boolean | undefined { const stored = kept(this.#set.token, "agreed"); return stored === null ? undefined : stored === "1"; }

  #begin(): void {
    if (this.line.chat && this.line.chat.status !== "ended") return this.#go("chat");
    if (!this.#set.here && this.#set.away === "form") return this.#go("away");
    this.#go(this.#asked().length || this.#set.departments.length ? "form" : "chat");
  }

  #asked(): Field[] {
    const { me } = this.line;
    return this.#set.fields.filter((one: Field) => !((one.key === "name" && me.name) || (one.key === "email" && me.email))).map((one: Field) => /^(name|email)$/.test(one.key) ? { ...one, label: this.#words[one.key] } : one);
  }

  #form(): Node[] {
    const { departments } = this.#set;
    const choice: Field[] = departments.length ? [{ key: "department", label: this.#words.department!, kind: "choice", required: true, choices: departments.map((one: Answer) => one.name) }] : [];
    const form = fields([...this.#asked(), ...choice, { key: "text", label: this.#words.message!, kind: "long", required: true }], this.#words.optional!);
    const submit = () => {
      const { text, department, ...rest } = form.values();
      if (!text) return;
      const chosen = departments.find((one: Answer) => one.name === department)?.id;
      this.line.say(text, { ...(Object.keys(rest).length ? { fields: rest } : {}), ...(chosen ? { department: chosen } : {}) });
      this.#go("chat");
    };
    return [h("form", { class: "body", submit }, ...form.nodes, h("button", { class: "main" }, this.#words.start)), this.#says()];
  }

  #away(): Node[] {
    const form = fields([{ key: "name", label: this.#words.name!, kind: "text" }, { key: "email", label: this.#words.email!, kind: "email", required: true }, { key: "text", label: this.#words.message!, kind: "long", required: true }], this.#words.optional!);
    const submit = async () => {
      const answer = await this.line.call("away", { ...form.values(), id: name() });
      this.#go(answer && !answer.refused ? "home" : "away");
      if (answer && !answer.refused) this.#note = this.#words.left!; else this.#wrong = answer?.text ?? this.#words.refused!;
      this.draw();
    };
    return [h("form", { class: "body", submit }, h("p", {}, this.#words.away), ...form.nodes, h("button", { class: "main" }, this.#words.send)), this.#says()];
  }

  async #earlier(): Promise<void> {
    const answer = await this.line.call("history");
    this.#set.chats = answer?.chats ?? [];
    this.#go("history");
  }

  #history(): Node[] {
    const show = async (one: Answer) => {
      const answer = await this.line.call("resume", { conversation: one.conversation });
      if (!answer?.chat) return;
      this.#go("chat");
      if (answer.chat.conversation !== this.line.chat?.conversation) this.#old = answer as { chat: Answer; messages: Message[] };
      this.draw(true);
    };
    return [h("div", { class: "body" }, !this.#set.chats.length && soft(this.#words.none), ...this.#set.chats.map((one: Answer) => h("button", { class: "row plain", type: "button", click: () => void show(one) }, one.subject, h("div", { class: "soft" }, when(one.at, this.lang)))))];
  }

  #chat(): Node[] {
    const { chat, unsent } = this.line;
    const shown = this.#old?.messages ?? this.line.messages;
    const list = h("div", { class: "log", role: "log", "aria-live": "polite" }, ...shown.map((one, at) => this.#message(one, at === shown.length - 1 && !this.#old)),
      ...(this.#old ? [] : unsent.map((one) => h("div", { class: "me" }, h("div", { class: "say" }, one.text), h("div", { class: "who" }, this.#words.sending)))));
    if (!shown.length && !unsent.length) list.prepend(h("div", {}, h("div", { class: "say" }, this.#set.here ? this.#words.greeting : this.#words.away)));
    if (this.#old) return [h("div", { class: "body", tabindex: 0 }, list)];
    const over = chat?.status === "ended";
    return [h("div", { class: "body", tabindex: 0 }, list, over && soft(this.#words.ended), this.#faces(), this.#address()), this.#says(), over ? h("div", { class: "foot" }, this.#button(this.#words.again!, () => { this.line.chat = null; this.line.messages = []; this.#begin(); }, "main")) : this.#composer(), this.#foot()];
  }

  #message(one: Message, isLast: boolean): Node {
    const own = one.from === "me";
    const read = own && isLast ? (this.line.chat?.read ?? 0) >= one.id ? this.#words.read : this.#words.sent : "";
    const who = [own ? "" : one.from === "bot" ? `${one.name} · ${this.#words.bot}` : one.name, when(one.at, this.lang), read].filter(Boolean).join(" · ");
    const files = (one.files ?? []).map((file) => {
      const address = `${this.#set.base}/chat/files/${file.link}`;
      return h("div", {}, /^image\/(png|jpeg|gif|webp)$/.test(file.type) ? h("a", { href: address, target: "_blank", rel: "noopener" }, h("img", { src: address, alt: file.name, loading: "lazy" })) : link(`${address}?download`, file.name));
    });
    const extras = one.extras ?? {};
    const item = h("div", { class: own ? "me" : "" }, h("div", { class: "who" }, h("span", { class: "hid" }, own ? `${this.#words.you}: ` : ""), who), h("div", { class: "say" }, ...linked(one.text), ...files));
    if (extras.sources?.length) item.append(h("div", { class: "soft" }, `${this.#words.sources}: `, ...extras.sources.flatMap((source, at) => [at ? ", " : "", link(source.url, source.title, this.#set.base)])));
    if (isLast && !own && extras.choices?.length) item.append(h("div", { class: "picks" }, ...extras.choices.map((text) => this.#button(text, () => this.line.say(text)))));
    if (isLast && !own && extras.form?.fields?.length) item.append(this.#asks(extras.form.fields));
    return item;
  }

  #asks(asked: Field[]): Node {
    const form = fields(asked, this.#words.optional!);
    const submit = () => {
      const filled = form.values();
      const text = asked.filter((one) => filled[one.key]).map((one) => `${one.label}: ${filled[one.key]}`).join("\n");
      if (text) this.line.say(text, { fields: filled });
    };
    return h("form", { submit }, ...form.nodes, h("button", { class: "main" }, this.#words.send));
  }

  #faces(): Node | "" {
    const { chat } = this.line;
    if (!chat || chat.status === "open" || !this.#set.rating || !chat.answered) return "";
    if (chat.score) return soft(this.#words.thanks);
    const names = this.#words.faces!.split("|");
    return h("div", { role: "group", "aria-label": this.#words.rate }, soft(this.#words.rate), h("div", { class: "faces" }, ...names.map((name, at) => h("button", { type: "button", "aria-label": name, title: name, click: () => void this.#tell("rate", { score: at + 1 }) }, drawing(face(at + 1))))));
  }

  #address(): Node | "" {
    const { chat, me } = this.line;
    if (!chat || !this.#set.mails || chat.status === "ended") return "";
    if (me.email) return soft(this.#words.mailed!.replace("{}", me.email));
    const submit = () => void this.#tell("contact", { email: (this.#root.getElementById("email") as HTMLInputElement).value });
    return h("form", { submit }, h("label", { for: "email", class: "soft" }, this.#words.address), h("div", { class: "picks" }, h("input", { id: "email", type: "email", required: true, autocomplete: "email" }), h("button", {}, this.#words.save)));
  }

  #composer(): Node {
    const area = h("textarea", { id: "write", rows: 1, maxlength: 5000, "aria-label": this.#words.write, placeholder: this.#words.write, input: () => { this.#draft = area.value; this.#types(); }, keydown: (event: KeyboardEvent) => { if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); send(); } } });
    area.value = this.#draft;
    const send = () => {
      const text = area.value.trim();
      if (!text) return;
      this.#draft = this.#wrong = "";
      area.value = "";
      this.line.say(text);
      this.#root.getElementById("write")?.focus();
    };
    const pick = (one: string) => { area.setRangeText(one, area.selectionStart, area.selectionEnd, "end"); this.#draft = area.value; area.focus(); };
    const emoji = h("div", { class: "foot", hidden: true }, ...EMOJI.map((one) => this.#button(one, () => pick(one), "")));
    const file = h("input", { type: "file", class: "hid", tabindex: -1, "aria-hidden": "true", change: () => void this.#file(file.files?.[0]) });
    return h("div", {}, emoji, h("form", { class: "write", submit: send }, area,
      this.#icon("emoji", face(5), () => { emoji.hidden = !emoji.hidden; }),
      this.#set.files > 0 && this.#icon("file", CLIP, () => file.click()), this.#set.files > 0 && file,
      this.#icon("send", "M10 14 21 3l-7 18-4-7-7-4Z", send)));
  }

  async #file(file: File | undefined): Promise<void> {
    if (!file) return;
    const answer = await this.line.file(file);
    if (!answer || answer.refused) this.changed("refused", { text: answer?.text });
  }

  #types(): void {
    const { chat } = this.line;
    if (!chat || Date.now() - this.#typed < 3_000) return;
    this.#typed = Date.now();
    void this.line.call("typing", { conversation: chat.conversation });
  }

  #foot(): Node {
    const { chat, me } = this.line;
    if (!chat) return h("span");
    const copy = async () => { const answer = await this.line.call("copy", { conversation: chat.conversation }); if (answer?.refused) this.#wrong = answer.text; else this.#note = this.#words.copied!; this.draw(); };
    return h("div", { class: "foot" }, this.#set.mails && !!me.email && this.#button(this.#words.copy!, () => void copy(), ""), chat.status !== "ended" && this.#button(this.#words.end!, () => void this.#tell("end", {}), ""));
  }

}

/** The page that somebody looks at. */
export function page(): Answer { return { address: location.href, title: document.title, referrer: document.referrer }; }

function when(at: string, language: string): string {
  const moment = new Date(at);
  const isToday = moment.toDateString() === new Date().toDateString();
  return moment.toLocaleString(language === "sr-latn" ? "sr-Latn" : language, isToday ? { timeStyle: "short" } : { dateStyle: "short", timeStyle: "short" });
}

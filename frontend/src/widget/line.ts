/**
 * The visitor's end of the line: who they are, what was said, what is not sent yet. It keeps to three rules: rows are
 * the truth and have numbers; a message keeps its name until it is acknowledged; after every break it reads on from
 * the last number. So nothing is lost and nothing stands there twice, however often the wire breaks.
 */

export interface Message {
  id: number;
  from: "me" | "staff" | "bot";
  name: string;
  text: string;
  at: string;
  ref?: string;
  extras?: Extras;
  files?: { name: string; size: number; type: string; link: string }[];
}
export interface Field { key: string; label: string; kind: string; required?: boolean; choices?: string[] }
export interface Extras { choices?: string[]; sources?: { title: string; url: string }[]; form?: { fields?: Field[] } }
export interface Standing { conversation: number; status: "open" | "solved" | "ended"; agent: string; answered: boolean; read: number; place: number; wait: number | null; score: number | null }
export interface Unsent { id: string; text: string; fields?: Record<string, string>; department?: number; conversation?: number }
export interface Me { name: string; email: string; verified: boolean }
// What comes over the wire is as the protocol says (docs/chat.md).
export type Answer = Record<string, any>;
export type Hello = () => Answer;

const SLOWEST = 20_000;
const PATIENCE = 12_000;
const QUIET = 30_000;
const POLL = 4_000;

export class Line {
  key = "";
  me: Partial<Me> = {};
  chat: Standing | null = null;
  messages: Message[] = [];
  unsent: Unsent[] = [];
  online = false;
  #socket: WebSocket | null = null;
  #number = 0;
  #asked = new Map<number, (answer: Answer | null) => void>();
  #tries = 0;
  #timer = 0;
  #poll = 0;
  #sending = false;
  #wanted = false;
  #ears?: AbortController;

  /** `changed` is told what is new: "state", "messages", "typing", "invitation", "refused". */
  constructor(private base: string, private token: string, private hello: Hello, private changed: (what: string, detail?: any) => void) {
    this.key = kept(this.token, "key") ?? "";
    try { this.unsent = JSON.parse(kept(token, "unsent", "session") ?? "[]"); } catch { /* Spoilt storage is as good as none. */ }
  }

  /** Connect, and stay connected. */
  open(): void {
    if (this.#wanted) return;
    this.#wanted = true;
    this.#ears = new AbortController();
    const { signal } = this.#ears;
    for (const one of ["online", "offline"]) addEventListener(one, this.wake, { signal });
    addEventListener("storage", this.#stored, { signal });
    document.addEventListener("visibilitychange", this.wake, { signal });
    this.#connect();
  }

  /** Say goodbye; with `forget` as somebody new next time, and nobody can come back with the old key. */
  close(forget = false): void {
    if (forget && this.key) void this.#post("forget", {});
    this.#wanted = false;
    this.#ears?.abort();
    clearTimeout(this.#timer);
    clearInterval(this.#poll);
    this.#socket?.close();
    this.#socket = null;
    this.online = false;
    if (!forget) return;
    Object.assign(this, { key: "", chat: null, messages: [], unsent: [], me: {} });
    this.#keep();
  }

  /** Somebody else is there, or the website has vouched for them: begin again with a new hello. */
  again(): void {
    if (!this.#wanted) return;
    this.close();
    this.open();
  }

  get last(): number { return this.messages.at(-1)?.id ?? 0; }

  /** Take a message in and send it as soon as that is possible. */
  say(text: string, more: Partial<Unsent> = {}): void {
    const conversation = this.chat && this.chat.status !== "ended" ? this.chat.conversation : undefined;
    this.unsent.push({ id: name(), text, ...more, ...(conversation ? { conversation } : {}) });
    this.#keep();
    this.changed("messages");
    this.open();
    void this.flush();
  }

  /** Send what waits, oldest first; what is refused comes back to whoever wrote it. */
  async flush(): Promise<void> {
    if (this.#sending || !this.key) return;
    this.#sending = true;
    try {
      while (this.unsent.length) {
        const next = this.unsent[0]!;
        // A message that was written before its chat had a number belongs to the chat that began meanwhile.
        const chat = next.conversation ?? (this.chat?.status === "ended" ? undefined : this.chat?.conversation);
        const answer = await this.call("say", { ...next, conversation: chat, after: this.last, page: location.href });
        if (!answer || answer.refused === "too_fast") {
          if (answer || this.online) setTimeout(() => void this.flush(), 2_000);
          return;
        }
        this.unsent = this.unsent.filter((one) => one.id !== next.id);
        this.#keep();
        if (answer.refused) this.changed("refused", { text: answer.text, message: next });
        this.merge(answer);
      }
    } finally { this.#sending = false; }
  }

  /** Ask something; null when nobody answers. */
  async call(what: string, data: Answer = {}): Promise<Answer | null> {
    if (this.#socket?.readyState === 1 && (this.online || what === "hello")) return this.#over(this.#socket, what, data);
    return this.#post(what, data);
  }

  /** Send a file as a message of its own. */
  async file(file: File): Promise<Answer | null> {
    const form = new FormData();
    const more: Record<string, string> = { key: this.key, id: name(), after: String(this.last), page: location.href };
    if (this.chat && this.chat.status !== "ended") more.conversation = String(this.chat.conversation);
    for (const [key, value] of Object.entries(more)) form.set(key, value);
    form.set("file", file);
    const answer = await this.#fetch("files", form);
    if (answer && !answer.refused) this.merge(answer);
    return answer;
  }

  /** Take in what the server says: every row once, in the order of the numbers. */
  merge(answer: Answer): void {
    if (answer.me) this.me = answer.me;
    if (answer.chat !== undefined && !answer.refused) {
      if (answer.chat?.conversation !== this.chat?.conversation) this.messages = [];
      this.chat = answer.chat;
    }
    const known = new Set(this.messages.map((one) => one.id));
    const news: Message[] = (answer.messages ?? []).filter((one: Message) => !known.has(one.id) && known.add(one.id));
    if (news.length) {
      this.messages = [...this.messages, ...news].sort((one, other) => one.id - other.id);
      const said = new Set(news.map((one) => one.ref));
      this.unsent = this.unsent.filter((one) => !said.has(one.id));
      this.#keep();
    }
    if (answer.invitation) this.changed("invitation", answer.invitation);
    this.changed(news.length ? "messages" : "state", news);
    if (answer.more) void this.#resume();
  }

  /** The network goes or is back, the phone is awake, or nobody is sure: see whether the wire still stands. */
  wake = (event?: Event): void => {
    if (!this.#wanted) return;
    if (event?.type === "offline") this.#lost(this.#socket, 0);
    else if (event?.type === "online") this.#connect();
    else if (document.hidden) return;
    else if (this.#socket?.readyState === 1 && this.online) void this.#resume();
    else if (this.#socket?.readyState !== 0) this.#connect();
  };

  async #resume(): Promise<void> {
    const answer = await this.call("resume", { conversation: this.chat?.conversation, after: this.last });
    if (answer && !answer.refused) this.merge(answer);
    void this.flush();
  }

  #connect(): void {
    this.#socket?.close();
    const socket = new WebSocket(`${this.base.replace(/^http/, "ws")}/live/visitor`);
    this.#socket = socket;
    this.online = false;
    this.#listen(socket);
    socket.onopen = () => void this.#greet(socket);
    socket.onmessage = ({ data }) => {
      if (socket !== this.#socket) return;
      this.#listen(socket);
      if (data !== "{}") this.#heard(JSON.parse(data));
    };
    socket.onclose = (event) => this.#lost(socket, event.code);
  }

  /** A dead wire says nothing, not even goodbye: whoever has been quiet is asked, and given up when that is not answered. */
  #listen(socket: WebSocket, isAsked = !this.online): void {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => {
      if (isAsked) return this.#lost(socket, 0);
      socket.send('{"do":"here"}');
      this.#listen(socket, true);
    }, isAsked ? PATIENCE : QUIET);
  }

  async #greet(socket: WebSocket | null): Promise<void> {
    const sent = this.key;
    const data = { ...this.hello(), token: this.token, key: sent, after: this.last };
    const answer = socket ? await this.#over(socket, "hello", data) : await this.#post("hello", data);
    if (!answer || (socket && socket !== this.#socket)) return;
    if (answer.refused) { this.changed("refused", { text: answer.text }); this.close(answer.refused === "blocked"); return; }
    const other = kept(this.token, "key");
    if (!sent && other && other !== answer.key) {
      // Another tab was faster to become somebody; this one is the same person.
      this.key = other;
      this.again();
      return;
    }
    this.key = answer.key;
    this.#keep();
    this.#tries = 0;
    if (socket) { this.online = true; this.#listen(socket); clearInterval(this.#poll); this.#poll = 0; }
    this.merge(answer);
    this.changed("hello");
    void this.flush();
  }

  #lost(socket: WebSocket | null, code: number): void {
    if (!socket || socket !== this.#socket) return;
    clearTimeout(this.#timer);
    socket.close();
    this.#socket = null;
    this.online = false;
    for (const settle of this.#asked.values()) settle(null);
    this.#asked.clear();
    if (!this.#wanted || code === 4403) return;
    this.#tries += 1;
    if (this.#tries > 2 && !this.#poll) {
      // Something on the way lets no socket through: ask now and then.
      this.#poll = window.setInterval(() => void (this.key ? this.#resume() : this.#greet(null)), POLL);
    }
    this.#timer = window.setTimeout(() => this.#connect(), Math.min(SLOWEST, 400 * 2 ** this.#tries) * (0.5 + Math.random()));
    this.changed("state");
  }

  #heard(frame: Answer): void {
    const settle = this.#asked.get(frame.to);
    if (settle) { this.#asked.delete(frame.to); settle(frame); }
    else if (frame.typing !== undefined) this.changed("typing", frame.typing);
    else if (frame.read) { if (this.chat) this.chat.read = Math.max(this.chat.read, frame.read); this.changed("state"); }
    else if (frame.refused) this.changed("refused", frame);
    else this.merge(frame);
  }

  #over(socket: WebSocket, what: string, data: Answer): Promise<Answer | null> {
    const number = ++this.#number;
    return new Promise((settle) => {
      const late = setTimeout(() => { this.#asked.delete(number); settle(null); this.#lost(socket, 0); }, PATIENCE);
      this.#asked.set(number, (answer) => { clearTimeout(late); settle(answer); });
      socket.send(JSON.stringify({ ...data, do: what, n: number }));
    });
  }

  #post(what: string, data: Answer): Promise<Answer | null> {
    return this.#fetch(`calls/${what}`, JSON.stringify({ ...data, key: this.key }));
  }

  #fetch(path: string, body: BodyInit): Promise<Answer | null> {
    return ask(`${this.base}/chat/${this.token}/${path}`, { method: "POST", body, signal: AbortSignal.timeout(path === "files" ? 10 * PATIENCE : PATIENCE), keepalive: path === "calls/forget" });
  }

  #stored = (event: StorageEvent): void => {
    if (event.key !== `desk:${this.token}:key` || (event.newValue ?? "") === this.key) return;
    this.key = event.newValue ?? "";
    Object.assign(this, { chat: null, messages: [] });
    this.again();
  };

  #keep(): void {
    try {
      if (this.key) localStorage.setItem(`desk:${this.token}:key`, this.key);
      else localStorage.removeItem(`desk:${this.token}:key`);
      sessionStorage.setItem(`desk:${this.token}:unsent`, JSON.stringify(this.unsent));
    } catch { /* Where nothing may be stored, the chat lasts as long as the page. */ }
  }
}

/** What was stored under a name. */
export function kept(token: string, what: string, where: "local" | "session" = "local"): string | null {
  try { return window[`${where}Storage`].getItem(`desk:${token}:${what}`); } catch { return null; }
}

export async function ask(address: string, more?: RequestInit): Promise<Answer | null> {
  try { return await (await fetch(address, { credentials: "omit", ...more })).json(); } catch { return null; }
}

export function name(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (one) => one.toString(16).padStart(2, "0")).join("");
}

/** The live socket: it carries only the news that a topic changed, and who is looking or typing. */

export interface Said {
  topic: string;
  kind: "typing" | "noting" | "looking" | "gone" | "seen";
  person: { id: number; name: string; initials: string; visitor?: boolean };
}

interface Frame {
  news?: string[];
  said?: Said;
  denied?: string[];
}

/** The server's way to say that nobody is signed in: trying again would not help. */
const SIGNED_OUT = 4401;

/** A wire that breaks without a word is noticed late; what came meanwhile is asked for too. */
const UNNOTICED = 60_000;

/** After so much silence the server is asked whether it is there, and given up when it does not answer. */
const QUIET = 25_000;
const PATIENCE = 15_000;

type Dispatch = (name: string, detail: unknown) => void;

export class LiveClient {
  #socket: WebSocket | undefined;
  #topics = new Map<string, number>();
  #tries = 0;
  #retry = 0;
  #silence = 0;
  #closed = false;
  #since = Infinity;
  #turnedAway = 0;

  constructor(
    private url: string,
    private dispatch: Dispatch,
    private open: (url: string) => WebSocket = (url) => new WebSocket(url),
  ) {}

  connect(): void {
    this.#closed = false;
    window.clearTimeout(this.#retry);
    const socket = this.open(this.url);
    this.#socket = socket;
    this.#wait(socket, true);
    socket.addEventListener("open", () => { this.#wait(socket, false); this.#opened(); });
    socket.addEventListener("message", (event: MessageEvent<string>) => {
      if (socket !== this.#socket) return;
      this.#wait(socket, false);
      this.#received(event.data);
    });
    socket.addEventListener("close", (event: CloseEvent) => socket === this.#socket && this.#lost(event.code));
  }

  /** A wire that has died says nothing, not even that it is closed. */
  #wait(socket: WebSocket, isAsked: boolean): void {
    window.clearTimeout(this.#silence);
    this.#silence = window.setTimeout(() => {
      if (socket !== this.#socket) return;
      if (!isAsked) { this.#send({ here: 1 }); return this.#wait(socket, true); }
      this.#socket = undefined;
      socket.close();
      this.#lost(0);
    }, isAsked ? PATIENCE : QUIET);
  }

  close(): void {
    this.#closed = true;
    this.#since = Date.now() - UNNOTICED;
    window.clearTimeout(this.#retry);
    window.clearTimeout(this.#silence);
    this.#socket?.close();
  }

  /** Count the listeners of a topic, so that two elements may share one subscription. What it shows was asked for at `since`. */
  listen(topic: string, since = Date.now()): void {
    const listeners = this.#topics.get(topic) ?? 0;
    this.#topics.set(topic, listeners + 1);
    this.#since = Math.min(this.#since, since);
    if (listeners === 0) this.#send({ listen: [topic], age: Date.now() - since });
  }

  leave(topic: string): void {
    const listeners = this.#topics.get(topic) ?? 0;
    if (listeners > 1) this.#topics.set(topic, listeners - 1);
    if (listeners !== 1) return;
    this.#topics.delete(topic);
    this.#send({ leave: [topic] });
  }

  say(topic: string, kind: Said["kind"]): void {
    this.#send({ say: { topic, kind } });
  }

  /** Somebody did something on a topic so many milliseconds ago, or has it no longer in front. */
  work(topic: string, ago: number, left = false): void {
    this.#send({ work: left ? { topic, left } : { topic, ago } });
  }

  /** Try again now: the browser is online again, or the page is looked at again. */
  wake(): void {
    if (!this.#closed && (this.#socket?.readyState ?? 3) === 3) this.connect();
  }

  #opened(): void {
    this.#tries = 0;
    const topics = [...this.#topics.keys()];
    // The server answers with what was news since the page was made, or since the wire was lost: nothing falls between.
    if (topics.length) this.#send({ listen: topics, age: Date.now() - this.#since });
    this.dispatch("live-state", { online: true });
  }

  #received(text: string): void {
    this.#turnedAway = 0;
    const frame = JSON.parse(text) as Frame;
    for (const topic of frame.news ?? []) this.dispatch(`live:${topic}`, {});
    for (const topic of frame.denied ?? []) this.#topics.delete(topic);
    if (frame.said) this.dispatch("live-said", frame.said);
  }

  #lost(code: number): void {
    window.clearTimeout(this.#silence);
    if (this.#closed) return;
    // A session may have been renewed in another tab: asking once more tells.
    if (code === SIGNED_OUT && this.#turnedAway++ > 0) return this.#end();
    if (this.#tries === 0) this.#since = Date.now() - UNNOTICED;
    this.#tries += 1;
    if (this.#tries > 1) this.dispatch("live-state", { online: false });
    const wait = Math.min(30_000, 500 * 2 ** Math.min(this.#tries - 1, 6));
    this.#retry = window.setTimeout(() => this.connect(), wait * (0.5 + Math.random() / 2));
  }

  #end(): void {
    this.#closed = true;
    this.dispatch("live-state", { online: false, signedOut: true });
  }

  #send(frame: unknown): void {
    if (this.#socket?.readyState === 1) this.#socket.send(JSON.stringify(frame));
  }
}

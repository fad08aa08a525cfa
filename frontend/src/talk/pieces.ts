import { csrfToken } from "../page";
import { drop, put, type Piece } from "./store";

const WAIT = 2000;

export type Sent = "there" | "offline" | "refused";

/** The server does not take any more of this: consent was taken back, or it is too large. */
export class Refused extends Error {}

/** Pieces of a recording on their way: kept in this browser until each has arrived, and sent one after the other. */
export class Pieces {
  #waiting: Piece[] = [];
  #sending: Promise<void> | undefined;
  #number = 0;

  constructor(private address: string, private key: string, private told: (how: Sent) => void) {}

  async add(content: Blob): Promise<void> {
    const piece = { address: this.address, key: this.key, number: this.#number++, content: await content.arrayBuffer() };
    this.take([piece]);
    await put(piece);
  }

  /** Also those that an earlier window has left behind. */
  take(pieces: Piece[]): void {
    this.#waiting.push(...pieces);
    this.#waiting.sort((one, other) => one.number - other.number);
    this.#sending ??= this.#send().finally(() => (this.#sending = undefined));
    this.#sending.catch(() => this.told("refused"));
  }

  /** When everything has arrived. */
  async done(): Promise<void> {
    while (this.#sending) await this.#sending;
  }

  async #send(): Promise<void> {
    while (this.#waiting.length) {
      const [piece] = this.#waiting;
      const answer = await send(piece!);
      if (answer?.ok) {
        this.#waiting.shift();
        await drop(piece!);
      } else if (answer && answer.status < 500 && answer.status !== 429) {
        await Promise.all(this.#waiting.splice(0).map(drop));
        throw new Refused();
      } else await new Promise((go) => window.setTimeout(go, WAIT));
      this.told(answer?.ok ? "there" : "offline");
    }
  }
}

async function send({ address, number, content }: Piece): Promise<Response | null> {
  const body = new FormData();
  body.append("number", String(number));
  body.append("content", new Blob([content]), "piece");
  const headers = { "X-CSRFToken": csrfToken(), "HX-Request": "true" };
  return fetch(address, { method: "POST", body, headers }).catch(() => null);
}

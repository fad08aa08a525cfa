import { LiveClient } from "../live";

const TYPING_EVERY = 3_000;

/**
 * <live-socket src="/live">: one connection a page. Every element with data-live="topic …" is listened for while it
 * stands on the page; news arrive as the DOM event `live:<topic>` on the body. data-live-say="topic" on a form tells
 * the others that this person is looking, and typing.
 */
export class LiveSocket extends HTMLElement {
  client: LiveClient | undefined;
  #topics = new Set<string>();
  #said = new Map<string, number>();
  #observer = new MutationObserver(() => this.sync());
  #stop = new AbortController();

  connectedCallback(): void {
    const url = new URL(this.getAttribute("src") ?? "/live", location.href);
    url.protocol = url.protocol.replace("http", "ws");
    this.client = new LiveClient(url.href, (name, detail) => {
      document.body.dispatchEvent(new CustomEvent(name, { detail }));
      if (name === "live-state") this.#show(detail as { online: boolean });
    });
    this.client.connect();
    this.sync();
    this.#observer.observe(document.body, { subtree: true, childList: true, attributeFilter: ["data-live", "data-live-say"] });
    const { signal } = this.#stop;
    window.addEventListener("online", () => this.client?.wake(), { signal });
    document.addEventListener("visibilitychange", () => !document.hidden && this.client?.wake(), { signal });
    document.addEventListener("input", (event) => this.#typing(event.target), { signal });
    window.addEventListener("pagehide", () => this.client?.close(), { signal });
    window.addEventListener("pageshow", (event) => event.persisted && this.client?.connect(), { signal });
  }

  disconnectedCallback(): void {
    this.#observer.disconnect();
    this.#stop.abort();
    this.client?.close();
  }

  /** Listen to what stands on the page now, leave what is gone. */
  sync(): void {
    const wanted = new Set<string>();
    for (const element of document.querySelectorAll<HTMLElement>("[data-live], [data-live-say]")) {
      const { live = "", liveSay = "" } = element.dataset;
      for (const topic of `${live} ${liveSay}`.split(/\s+/)) if (topic) wanted.add(topic);
    }
    for (const topic of wanted) if (!this.#topics.has(topic)) this.#join(topic);
    for (const topic of this.#topics) if (!wanted.has(topic)) this.client?.leave(topic);
    this.#topics = wanted;
  }

  #join(topic: string): void {
    this.client?.listen(topic);
    if (document.querySelector(`[data-live-say="${CSS.escape(topic)}"]`)) this.client?.say(topic, "looking");
  }

  #typing(target: EventTarget | null): void {
    const topic = target instanceof Element ? target.closest<HTMLElement>("[data-live-say]")?.dataset.liveSay : undefined;
    if (!topic || Date.now() - (this.#said.get(topic) ?? 0) < TYPING_EVERY) return;
    this.#said.set(topic, Date.now());
    this.client?.say(topic, "typing");
  }

  #show({ online }: { online: boolean }): void {
    const sign = this.querySelector<HTMLElement>("[data-offline]");
    if (sign) sign.hidden = online;
  }
}

import { LiveClient } from "../live";
import { Presence } from "../presence";
import { Work } from "../work";

/**
 * <live-socket src="/live">: one connection a page. Every element with data-live="topic …" is listened for while it
 * stands on the page; news arrive as the DOM event `live:<topic>` on the body. data-live-say="topic" on a form tells
 * the others that this person is looking, and typing.
 */
export class LiveSocket extends HTMLElement {
  client: LiveClient | undefined;
  #presence: Presence | undefined;
  #work: Work | undefined;
  #topics = new Set<string>();
  /** When what stands on the page was asked for: the page itself, then the latest fragment. */
  #asked = performance.timeOrigin;
  #observer = new MutationObserver(() => this.sync());
  #stop = new AbortController();

  connectedCallback(): void {
    const url = new URL(this.getAttribute("src") ?? "/live", location.href);
    url.protocol = url.protocol.replace("http", "ws");
    this.client = new LiveClient(url.href, (name, detail) => {
      document.body.dispatchEvent(new CustomEvent(name, { detail }));
      if (name === "live-state") this.#show(detail as { online: boolean; signedOut?: boolean });
    });
    this.#presence = new Presence(this.client);
    this.#presence.start(this.#stop.signal);
    this.#work = new Work(this.client);
    this.#work.start(this.#stop.signal);
    this.client.connect();
    this.sync();
    this.#watch();
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
    const added = [...wanted].filter((topic) => !this.#topics.has(topic));
    const gone = [...this.#topics].filter((topic) => !wanted.has(topic));
    this.#topics = wanted;
    for (const topic of added) this.client?.listen(topic, Math.min(this.#asked, Date.now()));
    if (added.length + gone.length > 0) this.#presence?.look();
    this.#work?.sync();
    for (const topic of gone) this.client?.leave(topic);
  }

  #watch(): void {
    const { signal } = this.#stop;
    this.#observer.observe(document.body, { subtree: true, childList: true, attributeFilter: ["data-live", "data-live-say", "data-work"] });
    document.addEventListener("htmx:before:request", () => { this.#asked = Date.now(); }, { signal });
    window.addEventListener("online", () => this.client?.wake(), { signal });
    document.addEventListener("visibilitychange", () => !document.hidden && this.client?.wake(), { signal });
    window.addEventListener("pagehide", () => this.client?.close(), { signal });
    window.addEventListener("pageshow", (event) => event.persisted && this.client?.connect(), { signal });
  }

  #show({ online, signedOut }: { online: boolean; signedOut?: boolean }): void {
    const sign = this.querySelector<HTMLElement>("[data-offline]");
    if (!sign) return;
    sign.hidden = online;
    if (signedOut) sign.textContent = sign.dataset.signedOut ?? sign.textContent;
  }
}

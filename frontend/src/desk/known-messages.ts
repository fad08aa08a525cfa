import htmx from "htmx.org";

interface Context { target?: Element | null; swap?: string; request: { headers: Record<string, string> } }
interface Asked { ctx: Context }
interface Morphed { newNode: Node }

const shown = (): string => document.getElementById("thread-seen")?.dataset.shown ?? "";

/**
 * Whoever asks what has changed in a conversation says which messages the page shows already. The answer then has only
 * the places of those that have not changed, and they stay as they are. A place without its message is asked for again.
 */
export const knownMessages = {
  htmx_config_request(_: Element, { ctx }: Asked): void {
    if (ctx.target?.id === "thread" && ctx.swap?.startsWith("innerMorph") && shown()) ctx.request.headers["Thread-Shown"] = shown();
  },
  htmx_before_morph_node(_: Element, { newNode }: Morphed): boolean {
    return !(newNode instanceof HTMLElement && newNode.hasAttribute("data-as-shown"));
  },
  htmx_after_swap(): void {
    const empty = document.querySelectorAll("#thread > [data-as-shown]");
    if (!empty.length) return;
    empty.forEach((place) => place.remove());
    document.getElementById("thread-seen")?.removeAttribute("data-shown");
    htmx.trigger(document.querySelector(".conv live-refresh")!, "refresh");
  },
};

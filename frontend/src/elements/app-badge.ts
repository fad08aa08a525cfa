/** <app-badge count="3">: the number on the sign of the installed program, where the system shows one. */
export class AppBadge extends HTMLElement {
  static observedAttributes = ["count"];

  attributeChangedCallback(): void {
    const count = Number(this.getAttribute("count") ?? 0);
    // Not every browser has it, and some refuse it outside an installed program: nothing is lost then.
    void (count ? navigator.setAppBadge?.(count) : navigator.clearAppBadge?.())?.catch(() => undefined);
  }
}

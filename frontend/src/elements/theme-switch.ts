/** <theme-switch>: radio buttons named theme and density; the choice shows at once and is remembered in a cookie. */
export class ThemeSwitch extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener("change", (event) => this.choose(event.target as HTMLInputElement));
  }

  choose({ name, value }: { name: string; value: string }): void {
    const root = document.documentElement;
    if (name === "theme") root.dataset.bsTheme = value;
    else if (name === "density") root.dataset.density = value;
    else return;
    const look = `${root.dataset.bsTheme ?? "auto"}.${root.dataset.density ?? "comfortable"}`;
    document.cookie = `pult_look=${look}; path=/; max-age=31536000; samesite=lax`;
  }
}

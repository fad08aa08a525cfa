/**
 * <when-chosen>: a field with data-when="other=value" is shown only while that is chosen in the other one; several
 * values are parted by `|`. Without this script all fields are there, and their help says what they are for.
 */
export class WhenChosen extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener("change", () => this.#settle());
    this.#settle();
  }

  #settle(): void {
    for (const control of this.querySelectorAll<HTMLElement>("[data-when]")) {
      const [name, wanted = ""] = (control.dataset.when ?? "").split("=");
      const other = [...this.querySelectorAll("select")].find((select) => select.name === name);
      const field = control.closest<HTMLElement>(".pult-field");
      if (other && field) field.hidden = !wanted.split("|").includes(other.value);
    }
  }
}

import type { FormSaver } from "./form-saver";

/** What the server answers to a save: new values for hidden fields; and what another window has written, if it was faster. */
export interface Saved { fields: Record<string, number>; other?: string; seen?: number }

/** Show what another window has written. Nothing is sent over it until somebody says which words count. */
export function showOther(saver: FormSaver, { other = "", seen }: Saved): void {
  const place = saver.querySelector<HTMLElement>("[data-other]");
  const field = saver.querySelector<HTMLTextAreaElement>("textarea");
  if (!place || !field) return;
  place.querySelector("[data-other-text]")!.textContent = other;
  place.hidden = false;
  const choose = (name: string, act: () => void): void => {
    const button = place.querySelector<HTMLButtonElement>(`[${name}]`)!;
    button.hidden = false;
    button.onclick = () => {
      saver.querySelector<HTMLInputElement>("[name=seen]")!.value = String(seen);
      act();
      place.hidden = true;
      saver.changed();
      void saver.save();
    };
  };
  choose("data-keep", () => undefined);
  choose("data-take", () => (field.value = other));
}

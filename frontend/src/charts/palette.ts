/** The tokens of the page as plain colours, which is all that the drawing library understands. */
export interface Palette {
  accent: string;
  soft: string;
  quiet: string;
  ink: string;
  muted: string;
  line: string;
  surface: string;
  raised: string;
  late: string;
  font: string;
}

export function palette(place: HTMLElement): Palette {
  const probe = document.createElement("span");
  place.append(probe);
  const colour = (token: string): string => {
    probe.style.color = `var(--pult-${token})`;
    return getComputedStyle(probe).color;
  };
  const found: Palette = {
    accent: colour("accent"),
    soft: colour("accent-soft"),
    quiet: colour("control-line"),
    ink: colour("ink"),
    muted: colour("muted"),
    line: colour("line"),
    surface: colour("surface"),
    raised: colour("raised"),
    late: colour("late"),
    font: getComputedStyle(place).fontFamily,
  };
  probe.remove();
  return found;
}

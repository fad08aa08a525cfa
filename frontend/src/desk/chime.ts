const NOTES = [659.25, 880];
const APART = 0.16;

let context: AudioContext | undefined;

/** Two soft notes. A browser that lets a page sound only after a click stays silent until then. */
export function chime(): void {
  if (typeof AudioContext === "undefined") return;
  context ??= new AudioContext();
  if (context.state === "suspended") void context.resume().catch(() => undefined);
  NOTES.forEach((note, at) => sound(context as AudioContext, note, at * APART));
}

function sound(audio: AudioContext, note: number, after: number): void {
  const start = audio.currentTime + after;
  const [tone, volume] = [audio.createOscillator(), audio.createGain()];
  tone.type = "sine";
  tone.frequency.value = note;
  volume.gain.setValueAtTime(0, start);
  volume.gain.linearRampToValueAtTime(0.12, start + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.001, start + 0.5);
  tone.connect(volume).connect(audio.destination);
  tone.start(start);
  tone.stop(start + 0.55);
}

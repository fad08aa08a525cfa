import { csrfToken } from "../page";
import { clock } from "./clock";
import { watchLevel } from "./level";
import { Pieces, type Sent } from "./pieces";
import { left } from "./store";

type State = "idle" | "recording" | "paused" | "stopped" | "keeping";
interface Take { pieces: string; keeping: string; removal: string }

const KINDS = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"];
const EVERY = 3000;
const SHOWN: Record<State, string[]> = { idle: ["start"], recording: ["pause", "stop"], paused: ["resume", "stop"], stopped: ["keep", "drop"], keeping: [] };

/**
 * <talk-recorder takes="…" key="talk:7">: records the microphone in pieces of three seconds, each of which goes to the
 * server at once, and lets one listen before it is kept.
 */
export class TalkRecorder extends HTMLElement {
  #recorder: MediaRecorder | undefined;
  #chunks: Blob[] = [];
  #take: Take | undefined;
  #pieces: Pieces | undefined;
  #quiet = (): void => undefined;
  #timer = 0;
  #seconds = 0;
  #stop = new AbortController();

  connectedCallback(): void {
    const { signal } = this.#stop;
    this.hidden = false;
    this.addEventListener("click", (event) => this.act((event.target as Element).closest<HTMLElement>("[data-act]")?.dataset.act), { signal });
    window.addEventListener("beforeunload", (event) => this.state !== "idle" && this.state !== "keeping" && event.preventDefault(), { signal });
    this.#be("idle");
    if (!globalThis.MediaRecorder || !navigator.mediaDevices) this.#cannot("none");
    void this.#sendLeft();
  }

  disconnectedCallback(): void {
    this.#stop.abort();
    this.#silence();
  }

  get state(): State { return this.#panel.dataset.state as State; }
  get #panel(): HTMLElement { return this.querySelector<HTMLElement>("[data-state]")!; }
  get #listen(): HTMLAudioElement { return this.querySelector<HTMLAudioElement>("[data-listen]")!; }
  get #key(): string { return this.getAttribute("key") ?? ""; }

  act(name: string | undefined): void {
    if (name === "start") void this.#begin();
    if (name === "pause") this.#recorder?.pause();
    if (name === "resume") this.#recorder?.resume();
    if (name === "stop") this.#recorder?.stop();
    if (name === "keep") void this.#keep();
    if (name === "drop") void this.#drop();
  }

  async #begin(): Promise<void> {
    this.#say("");
    const audio = { echoCancellation: true, noiseSuppression: true };
    const stream = await navigator.mediaDevices.getUserMedia({ audio }).catch((error: DOMException) => this.#cannot(error.name === "NotFoundError" ? "missing" : "denied"));
    if (!stream) return;
    const answer = await this.#post(this.getAttribute("takes") ?? "");
    if (!answer?.ok) return stream.getTracks().forEach((track) => track.stop()), this.#say(answer ? "refused" : "offline");
    this.#take = (await answer.json()) as Take;
    this.#pieces = new Pieces(this.#take.pieces, this.#key, (how) => this.#arrived(how));
    this.#record(stream);
  }

  #record(stream: MediaStream): void {
    const mimeType = KINDS.find((kind) => MediaRecorder.isTypeSupported(kind)) ?? "";
    const recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: 40_000 });
    this.#chunks = [];
    this.#seconds = 0;
    recorder.ondataavailable = ({ data }) => data.size && (this.#chunks.push(data), void this.#pieces?.add(data));
    recorder.onstart = recorder.onresume = () => this.#be("recording");
    recorder.onpause = () => this.#be("paused");
    recorder.onstop = () => this.#stopped(recorder.mimeType);
    stream.getAudioTracks()[0]!.onended = () => this.#say("lost");
    this.#recorder = recorder;
    const meter = this.querySelector<HTMLMeterElement>("[data-level]")!;
    const quiet = watchLevel(stream, (level) => (meter.value = this.state === "recording" ? level : 0));
    this.#quiet = () => (quiet(), stream.getTracks().forEach((track) => track.stop()));
    this.#timer = window.setInterval(() => this.#tick(), 200);
    recorder.start(EVERY);
  }

  #tick(): void {
    if (this.state === "recording") this.#seconds += 0.2;
    this.querySelector("[data-time]")!.textContent = clock(this.#seconds);
  }

  #stopped(type: string): void {
    this.#silence();
    this.#listen.src = URL.createObjectURL(new Blob(this.#chunks, { type }));
    this.#be("stopped");
  }

  #silence(): void {
    window.clearInterval(this.#timer);
    this.#quiet();
    this.#quiet = () => undefined;
  }

  async #keep(): Promise<void> {
    this.#be("keeping");
    await this.#pieces?.done().catch(() => undefined);
    const answer = await this.#post(this.#take?.keeping ?? "");
    if (answer?.ok) return location.reload();
    this.#be("stopped");
    this.#say(answer ? "refused" : "offline");
  }

  async #drop(): Promise<void> {
    const answer = await this.#post(this.#take?.removal ?? "");
    if (!answer) return this.#say("offline");
    URL.revokeObjectURL(this.#listen.src);
    this.#be("idle");
  }

  /** What a closed window could not send any more goes out now; the list below says what can be kept. */
  async #sendLeft(): Promise<void> {
    for (const piece of await left(this.#key)) new Pieces(piece.address, this.#key, () => undefined).take([piece]);
  }

  #arrived(how: Sent): void {
    if (how === "refused" && this.#recorder?.state !== "inactive") this.#recorder?.stop();
    this.#say(how === "there" ? "" : how);
  }

  #post(address: string): Promise<Response | null> {
    const headers = { "X-CSRFToken": csrfToken(), "HX-Request": "true" };
    return fetch(address, { method: "POST", headers }).catch(() => null);
  }

  #be(state: State): void {
    this.#panel.dataset.state = state;
    const words = this.querySelector<HTMLTemplateElement>("template[data-said]")!.content.querySelector(`[data-for=${state}]`);
    this.querySelector("[data-words]")!.textContent = words?.textContent ?? "";
    for (const one of this.querySelectorAll<HTMLElement>("[data-act]")) one.hidden = !SHOWN[state].includes(one.dataset.act ?? "");
    this.#listen.hidden = state !== "stopped";
  }

  #cannot(why: string): null {
    this.#say(why);
    return null;
  }

  #say(what: string): void {
    const place = this.querySelector<HTMLElement>("[data-trouble]")!;
    place.textContent = what ? this.getAttribute(what) : "";
    place.hidden = !what;
  }
}

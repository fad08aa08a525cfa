/**
 * <pass-key act="create|get" options="id of a JSON script" fetch="address of the options" failed="sentence">
 * with a form inside: its button asks the browser for a passkey and sends what it says in the field `credential`.
 */
interface Options {
  creation_options?: { publicKey: Record<string, unknown> };
  request_options?: { publicKey: Record<string, unknown> };
}

export class PassKey extends HTMLElement {
  connectedCallback(): void {
    const button = this.querySelector<HTMLButtonElement>("[data-passkey]");
    if (!("credentials" in navigator) || !window.PublicKeyCredential) {
      this.say(this.getAttribute("unsupported"));
      button?.setAttribute("disabled", "");
      return;
    }
    button?.addEventListener("click", (event) => {
      event.preventDefault();
      void this.ask(button);
    });
  }

  async ask(button: HTMLButtonElement): Promise<void> {
    const form = this.querySelector("form")!;
    button.setAttribute("aria-busy", "true");
    try {
      const options = await this.options();
      const credential = options.creation_options
        ? await navigator.credentials.create({ publicKey: creation(options.creation_options.publicKey, this.alone()) })
        : await navigator.credentials.get({ publicKey: request(options.request_options!.publicKey) });
      form.querySelector<HTMLInputElement>("[name=credential]")!.value = JSON.stringify(plain(credential));
      form.submit();
    } catch {
      this.say(this.getAttribute("failed"));
    } finally {
      button.removeAttribute("aria-busy");
    }
  }

  async options(): Promise<Options> {
    const address = this.getAttribute("fetch");
    if (!address) return JSON.parse(document.getElementById(this.getAttribute("options")!)!.textContent!) as Options;
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    return (await answer.json()) as Options;
  }

  /** Whether the passkey is to open the door without a password. */
  alone(): boolean {
    return this.querySelector<HTMLInputElement>("[name=passwordless]")?.checked ?? false;
  }

  say(words: string | null): void {
    const place = this.querySelector<HTMLElement>("[data-said]");
    if (place) [place.textContent, place.hidden] = [words, false];
  }
}

function creation(given: Record<string, unknown>, alone: boolean): PublicKeyCredentialCreationOptions {
  const user = given.user as Record<string, unknown>;
  const keys = { residentKey: alone ? "required" : "discouraged", requireResidentKey: alone };
  const selection = { ...(given.authenticatorSelection as object), ...keys, ...(alone && { userVerification: "required" }) };
  return {
    ...given,
    challenge: bytes(given.challenge as string),
    user: { ...user, id: bytes(user.id as string) },
    excludeCredentials: described(given.excludeCredentials),
    authenticatorSelection: selection,
  } as unknown as PublicKeyCredentialCreationOptions;
}

function request(given: Record<string, unknown>): PublicKeyCredentialRequestOptions {
  const challenge = bytes(given.challenge as string);
  return { ...given, challenge, allowCredentials: described(given.allowCredentials) } as PublicKeyCredentialRequestOptions;
}

function described(given: unknown): PublicKeyCredentialDescriptor[] {
  return ((given ?? []) as { id: string }[]).map((one) => ({ ...one, id: bytes(one.id) }) as unknown as PublicKeyCredentialDescriptor);
}

/** What the browser said, as plain values; bytes in URL-safe base64. */
export function plain(credential: Credential | null): unknown {
  const { id, type, rawId, response, authenticatorAttachment } = credential as PublicKeyCredential;
  const said = response as AuthenticatorAttestationResponse & AuthenticatorAssertionResponse;
  const names = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"] as const;
  const values = names.filter((name) => said[name]).map((name) => [name, text(said[name] as ArrayBuffer)]);
  const results = (credential as PublicKeyCredential).getClientExtensionResults();
  return { id, type, rawId: text(rawId), authenticatorAttachment, response: Object.fromEntries(values), clientExtensionResults: results };
}

export function bytes(value: string): Uint8Array {
  const letters = atob(value.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
}

export function text(value: ArrayBuffer): string {
  const letters = String.fromCharCode(...new Uint8Array(value));
  return btoa(letters).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

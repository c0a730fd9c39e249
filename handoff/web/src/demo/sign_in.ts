/** Who the demo's visitor says they are: nobody in particular, or a made-up customer who has orders. */
export type Calls = (method: "open" | "identify" | "logout", value?: unknown) => void;
type Fetch = (input: string, init: RequestInit) => Promise<Response>;
type Memory = Pick<Storage, "getItem" | "setItem" | "removeItem">;

const KEY = "frontdesk-demo-customer";

export class SignIn {
  readonly #call: Calls;
  readonly #fetch: Fetch;
  readonly #memory: Memory;

  constructor(call: Calls, fetch: Fetch, memory: Memory) {
    this.#call = call;
    this.#fetch = fetch;
    this.#memory = memory;
  }

  /** The customer of the last visit; empty for a visitor. */
  get name(): string {
    return this.#memory.getItem(KEY) ?? "";
  }

  /** Signs in as a customer, or out; gives who one is afterwards. */
  async become(name: string): Promise<string> {
    if (!name) {
      this.#memory.removeItem(KEY);
      this.#call("logout");
      return "";
    }
    const token = await this.#token();
    if (!token) return this.name;
    this.#memory.setItem(KEY, name);
    this.#call("identify", { token });
    this.#call("open");
    return name;
  }

  async #token(): Promise<string | null> {
    const headers = { "content-type": "application/json" };
    const answer = await this.#fetch("/demo/identity", {
      method: "POST",
      headers,
      body: "{}",
    }).catch(() => null);
    if (!answer?.ok) return null;
    const signed: { token?: string } = await answer.json();
    return signed.token ?? null;
  }
}

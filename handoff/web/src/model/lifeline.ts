/**
 * Goes on over HTTP when a socket cannot be had, as behind a proxy that lets no websocket through: after the
 * second attempt that failed, reading begins over HTTP, and once an answer came that way, sending does too.
 */
import type { Link } from "./reconnect.ts";
import { createStore, type Readable, type Store } from "./store.ts";

const ATTEMPTS = 2;

export interface LifelinePorts {
  /** Reads over HTTP from now on, until the socket is back. */
  read(): void;
  /** Sends over HTTP what waits. */
  send(): void;
  /** Lets what waits wait. */
  hold(): void;
}

export class Lifeline {
  readonly #on: Store<boolean> = createStore(false);
  readonly #ports: LifelinePorts;
  #reading = false;

  constructor(link: Readable<Link>, ports: LifelinePorts) {
    this.#ports = ports;
    link.subscribe((state) => this.#follow(state));
  }

  /** Whether messages go over HTTP now. */
  get on(): Readable<boolean> {
    return this.#on;
  }

  /** Whether reading goes over HTTP, answered or not. */
  get reading(): boolean {
    return this.#reading;
  }

  /** An answer came over HTTP. */
  reached(): void {
    if (!this.#reading || this.#on.get()) return;
    this.#on.set(true);
    this.#ports.send();
  }

  /** No answer came over HTTP either. */
  missed(): void {
    if (!this.#on.get()) return;
    this.#on.set(false);
    this.#ports.hold();
  }

  #follow({ phase, attempt }: Link): void {
    if (phase === "up" || phase === "idle") {
      this.#reading = false;
      this.#on.set(false);
      return;
    }
    if (this.#reading || phase !== "waiting" || attempt < ATTEMPTS) return;
    this.#reading = true;
    this.#ports.read();
  }
}

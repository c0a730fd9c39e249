/** A policy being edited: what was changed, what the server says to it, and how it comes into force. */
import { HttpProblem } from "../wire/problem.ts";
import type {
  PoliciesApi,
  PolicyShelf,
  PolicyValue,
  PolicyValues,
  PolicyVersion,
} from "../wire/staff-policies.ts";
import type { Clock } from "./clock.ts";
import { type Answered, Latest } from "./staff-latest.ts";
import { changesAgainst, fieldOf, inForce, inLabels, same } from "./staff-policy.ts";
import { problemWords } from "./staff-problems.ts";
import type { Toasts } from "./staff-toasts.ts";
import { createStore, type Readable, type Store } from "./store.ts";

export interface PolicyFault {
  /** The value it is about, "note", or null for the whole policy. */
  readonly field: string | null;
  readonly words: string;
}

export interface PolicyDraft {
  /** Only what differs from what is in force. */
  readonly changes: PolicyValues;
  readonly note: string;
  readonly fault: PolicyFault | null;
  readonly busy: boolean;
}

const EMPTY: PolicyDraft = { changes: {}, note: "", fault: null, busy: false };
const NOTE_MISSING = "Say why, in a few words: others will read it beside this version.";

export class PolicyDesk {
  readonly #api: PoliciesApi;
  readonly #toasts: Toasts;
  readonly #shelf: Latest<null, PolicyShelf>;
  readonly #draft: Store<PolicyDraft> = createStore<PolicyDraft>(EMPTY);

  constructor(api: PoliciesApi, clock: Clock, toasts: Toasts) {
    this.#api = api;
    this.#toasts = toasts;
    this.#shelf = new Latest(clock, () => api.shelf());
  }

  get shelf(): Readable<Answered<PolicyShelf>> {
    return this.#shelf.state;
  }

  get draft(): Readable<PolicyDraft> {
    return this.#draft;
  }

  get unsaved(): boolean {
    return Object.keys(this.#draft.get().changes).length > 0;
  }

  refresh(): void {
    this.#shelf.ask(null);
  }

  /** A value that is set back to what is in force is no change. */
  set(name: string, value: PolicyValue): void {
    const base = this.#current()[name];
    this.#draft.update(({ changes, fault, ...rest }) => {
      const { [name]: _, ...others } = changes;
      return {
        ...rest,
        changes: same(value, base) ? others : { ...others, [name]: value },
        fault: fault?.field === name ? null : fault,
      };
    });
  }

  setNote(note: string): void {
    this.#draft.update((draft) => ({
      ...draft,
      note,
      fault: draft.fault?.field === "note" ? null : draft.fault,
    }));
  }

  /** Puts another version's values into the form. */
  startFrom({ values }: PolicyVersion): void {
    this.#draft.set({ ...EMPTY, changes: changesAgainst(values, this.#current()) });
  }

  discard(): void {
    this.#draft.set(EMPTY);
  }

  /** What was refused before is about to be judged anew. */
  hear(): void {
    this.#draft.update((draft) => ({ ...draft, fault: null }));
  }

  /** Shows what the server said to these values at the value it is about. */
  refuse(problem: unknown): void {
    this.#draft.update((draft) => ({ ...draft, fault: this.#faultOf(problem) }));
  }

  /** A version that has just these values already; putting it into force makes no new one. */
  get stored(): PolicyVersion | null {
    const values = { ...this.#current(), ...this.#draft.get().changes };
    const policies = this.#shelf.state.get().value?.policies ?? [];
    return (
      policies.find((policy) => Object.keys(changesAgainst(values, policy.values)).length === 0) ??
      null
    );
  }

  /** True when the changed policy holds from the next turn on. */
  async putIntoForce(): Promise<boolean> {
    const { changes, note, busy } = this.#draft.get();
    if (busy) return false;
    const stored = this.stored;
    if (!stored && note.trim() === "") {
      this.#draft.update((draft) => ({ ...draft, fault: { field: "note", words: NOTE_MISSING } }));
      return false;
    }
    this.#draft.update((draft) => ({ ...draft, busy: true, fault: null }));
    try {
      const { version } = stored ?? (await this.#api.add(changes, note.trim()));
      await this.#api.activate(version);
      this.#draft.set(EMPTY);
      this.#toasts.good(`Version ${version} is in force from the next message on.`);
      return true;
    } catch (problem) {
      this.#draft.update((draft) => ({ ...draft, busy: false, fault: this.#faultOf(problem) }));
      return false;
    } finally {
      this.refresh();
    }
  }

  #current(): PolicyValues {
    const shelf = this.#shelf.state.get().value;
    return (shelf && inForce(shelf)?.values) ?? {};
  }

  #faultOf(problem: unknown): PolicyFault {
    const words = problemWords(problem);
    const invalid = problem instanceof HttpProblem && problem.code === "invalid_policy";
    if (!invalid) return { field: null, words };
    const names = Object.keys(this.#current());
    return { field: fieldOf(words, names), words: inLabels(words, names) };
  }
}

/** What helps an agent with the customer in front of them, put together once for the whole page. */
import type { Person } from "../wire/events.ts";
import type { MentionSignal, Summary } from "../wire/payloads.ts";
import type { Connection } from "../wire/socket.ts";
import type { CareApi } from "../wire/staff-care.ts";
import type { Clock } from "./clock.ts";
import { Canned } from "./staff-canned.ts";
import { Mentions } from "./staff-mentions.ts";
import { problemWords } from "./staff-problems.ts";
import { Suggestions } from "./staff-suggestion.ts";
import { createStore, type Readable, type Store } from "./store.ts";

/** Words for the reply box of a conversation. */
export interface Inserted {
  readonly conversationId: string;
  readonly text: string;
}

export class Care {
  readonly api: CareApi;
  readonly canned: Canned;
  readonly mentions: Mentions;
  readonly suggestions: Suggestions;
  readonly #connection: Connection;
  readonly #colleagues: Store<readonly Person[]> = createStore<readonly Person[]>([]);
  readonly #inserted: Store<Inserted | null> = createStore<Inserted | null>(null);

  constructor(
    api: CareApi,
    connection: Connection,
    clock: Clock,
    onMention: (signal: MentionSignal) => void = () => {},
    onLines: (lines: readonly Summary[]) => void = () => {},
  ) {
    this.api = api;
    this.canned = new Canned(api);
    this.mentions = new Mentions(connection, onMention, onLines);
    this.suggestions = new Suggestions(api, clock);
    this.#connection = connection;
    connection.onUp(() => this.#look());
  }

  /** Everybody whom a note can name, this agent too. */
  get colleagues(): Readable<readonly Person[]> {
    return this.#colleagues;
  }

  /** The last words that were chosen beside the reply box, to be put into it. */
  get inserted(): Readable<Inserted | null> {
    return this.#inserted;
  }

  insert(conversationId: string, text: string): void {
    this.#inserted.set({ conversationId, text });
  }

  /** Gives the conversation exactly these tags; gives why not, or null. */
  tag(conversationId: string, tags: readonly string[]): Promise<string | null> {
    return this.#ask("conversation:tag", { conversation_id: conversationId, tags });
  }

  /** Tells the editors that no article answers this message; gives why not, or null. */
  miss(conversationId: string, messageId: string): Promise<string | null> {
    return this.#ask("answer:missing", { conversation_id: conversationId, message_id: messageId });
  }

  async #ask(event: string, payload: unknown): Promise<string | null> {
    try {
      const ack = await this.#connection.ask(event, payload);
      return ack.ok ? null : ack.error.message;
    } catch (problem) {
      return problemWords(problem);
    }
  }

  #look(): void {
    // Without the names a note is only a note; they come with the next connection.
    this.api.colleagues().then(this.#colleagues.set, () => undefined);
  }
}

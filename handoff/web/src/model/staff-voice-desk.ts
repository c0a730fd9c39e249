/** The bot's words being edited. Nothing is lost by leaving the page; nothing is said before it is saved. */
import { HttpProblem } from "../wire/problem.ts";
import type { Sentences, Tone, Voice, VoiceApi } from "../wire/staff-voice.ts";
import type { Clock } from "./clock.ts";
import { type Answered, Latest } from "./staff-latest.ts";
import { problemWords } from "./staff-problems.ts";
import type { Toasts } from "./staff-toasts.ts";
import { type VoiceFault, voiceFault } from "./staff-voice.ts";
import { createStore, type Readable, type Store } from "./store.ts";

export interface VoiceDraft {
  /** Null until it is changed. */
  readonly tone: Tone | null;
  /** Only the occasions that were touched; an empty list goes back to the built-in sentences. */
  readonly sentences: Sentences;
  readonly fault: VoiceFault | null;
  readonly busy: boolean;
}

const EMPTY: VoiceDraft = { tone: null, sentences: {}, fault: null, busy: false };

export class VoiceDesk {
  readonly #api: VoiceApi;
  readonly #toasts: Toasts;
  readonly #saved: Latest<null, Voice>;
  readonly #draft: Store<VoiceDraft> = createStore<VoiceDraft>(EMPTY);

  constructor(api: VoiceApi, clock: Clock, toasts: Toasts) {
    this.#api = api;
    this.#toasts = toasts;
    this.#saved = new Latest(clock, () => api.load());
  }

  get saved(): Readable<Answered<Voice>> {
    return this.#saved.state;
  }

  get draft(): Readable<VoiceDraft> {
    return this.#draft;
  }

  get tone(): Tone {
    return this.#draft.get().tone ?? this.#saved.state.get().value?.tone ?? "warm";
  }

  get unsaved(): boolean {
    const { tone, sentences } = this.#draft.get();
    return tone !== null || Object.keys(sentences).length > 0;
  }

  refresh(): void {
    this.#saved.ask(null);
  }

  /** The operator's own sentences of an occasion, as they stand on the page. */
  own(occasion: string): readonly string[] {
    return this.#draft.get().sentences[occasion] ?? this.#stored(occasion);
  }

  isTouched(occasion: string): boolean {
    return this.#draft.get().sentences[occasion] !== undefined;
  }

  setTone(tone: Tone): void {
    const saved = this.#saved.state.get().value?.tone;
    this.#draft.update((draft) => ({ ...draft, tone: tone === saved ? null : tone }));
  }

  write(occasion: string, at: number, text: string): void {
    this.#replace(
      occasion,
      this.own(occasion).map((sentence, index) => (index === at ? text : sentence)),
    );
  }

  add(occasion: string, text = ""): void {
    this.#replace(occasion, [...this.own(occasion), text]);
  }

  remove(occasion: string, at: number): void {
    this.#replace(
      occasion,
      this.own(occasion).filter((_, index) => index !== at),
    );
  }

  /** Back to the built-in sentences. */
  reset(occasion: string): void {
    this.#replace(occasion, []);
  }

  discard(): void {
    this.#draft.set(EMPTY);
  }

  /** True when the bot speaks so from the next turn on. */
  async save(): Promise<boolean> {
    const saved = this.#saved.state.get().value;
    if (!saved || this.#draft.get().busy) return false;
    this.#draft.update((draft) => ({ ...draft, busy: true, fault: null }));
    const sentences = { ...saved.sentences, ...this.#draft.get().sentences };
    try {
      this.#saved.put(await this.#api.save(this.tone, sentences));
      this.#draft.set(EMPTY);
      this.#toasts.good("Saved. The bot speaks so from the next message on.");
      return true;
    } catch (problem) {
      const fault = faultOf(problem, sentences);
      this.#draft.update((draft) => ({ ...draft, busy: false, fault }));
      return false;
    }
  }

  #stored(occasion: string): readonly string[] {
    return this.#saved.state.get().value?.sentences[occasion] ?? [];
  }

  #replace(occasion: string, own: readonly string[]): void {
    const untouched = JSON.stringify(own) === JSON.stringify(this.#stored(occasion));
    this.#draft.update(({ sentences, fault, ...rest }) => {
      const { [occasion]: _, ...others } = sentences;
      return {
        ...rest,
        sentences: untouched ? others : { ...others, [occasion]: own },
        fault: fault?.occasion === occasion ? null : fault,
      };
    });
  }
}

function faultOf(problem: unknown, sentences: Sentences): VoiceFault {
  const words = problemWords(problem);
  const invalid = problem instanceof HttpProblem && problem.code === "invalid_voice";
  return invalid ? voiceFault(words, sentences) : { occasion: null, sentence: null, words };
}

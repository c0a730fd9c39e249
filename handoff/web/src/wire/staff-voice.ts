/** The bot's words: every sentence and the tone, in force from the next turn on. */
import { request } from "./http.ts";
import type { Change } from "./staff-call.ts";

export const TONES = ["warm", "neutral", "brief"] as const;
export type Tone = (typeof TONES)[number];

export interface Occasion {
  readonly meaning: string;
  readonly defaults: readonly string[];
  readonly by_tone: Readonly<Record<Tone, readonly string[]>>;
  readonly placeholders: readonly string[];
}

/** The operator's own sentences by occasion; an occasion without any has the built-in ones. */
export type Sentences = Readonly<Record<string, readonly string[]>>;

export interface Voice {
  readonly tone: Tone;
  readonly sentences: Sentences;
  readonly occasions: Readonly<Record<string, Occasion>>;
}

export interface VoiceApi {
  load(): Promise<Voice>;
  save(tone: Tone, sentences: Sentences): Promise<Voice>;
}

const ROOT = "/api/v1/voice";

export function voiceApi(change: Change): VoiceApi {
  return {
    load: () => request("GET", ROOT),
    save: (tone, sentences) => change("PUT", ROOT, { body: { tone, sentences } }),
  };
}

/** What the server says about the open conversation, asked again whenever `input` changes. */
import { useEffect, useState } from "preact/hooks";
import type { Clock } from "../../model/clock.ts";
import { type Answered, Latest } from "../../model/staff-latest.ts";
import { useStore } from "../../ui/use-store.ts";

export interface Answer<T> extends Answered<T> {
  readonly again: () => void;
}

/** `input` says what the answer depends on; the first is asked at once, later ones after `restMs`. */
export function useAnswer<T>(
  clock: Clock,
  run: () => Promise<T>,
  input: string,
  restMs: number,
): Answer<T> {
  const [latest] = useState(() => new Latest<string, T>(clock, run));
  const [first] = useState(input);
  const state = useStore(latest.state);
  useEffect(() => latest.ask(input, input === first ? 0 : restMs), [latest, input, first, restMs]);
  return { ...state, again: () => latest.ask(input) };
}

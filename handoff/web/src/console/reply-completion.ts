/** What can be completed where the caret stands: a canned reply behind `/`, a colleague's name behind `@`. */
import { useEffect, useState } from "preact/hooks";
import { filled, type Known, offered, type Typed, typedBehind } from "../model/staff-canned.ts";
import type { Mode } from "../model/staff-drafts.ts";
import { nameable } from "../model/staff-mentions.ts";
import { useStore } from "../ui/use-store.ts";
import type { Station } from "./station.ts";

export interface Completion {
  readonly id: string;
  readonly title: string;
  readonly words: string;
  /** What is put in place of what was typed. */
  readonly piece: string;
}

export interface Completions {
  readonly typed: Typed | null;
  readonly entries: readonly Completion[];
}

const NONE: Completions = { typed: null, entries: [] };

export function useCompletions(
  station: Station,
  mode: Mode,
  text: string,
  caret: number,
  known: Known,
): Completions & { readonly shut: () => void } {
  const { canned, colleagues } = station.care;
  const { replies, shop } = useStore(canned.state);
  const people = useStore(colleagues);
  const [shutAt, setShutAt] = useState<number | null>(null);
  const typed = typedBehind(mode === "reply" ? "/" : "@", text, caret);
  const from = typed?.from ?? null;
  useEffect(() => {
    if (mode === "reply" && from !== null) void canned.load();
  }, [canned, mode, from]);
  useEffect(() => {
    if (from === null) setShutAt(null);
  }, [from]);
  const shut = () => setShutAt(from);
  if (typed === null || shutAt === typed.from) return { ...NONE, shut };
  if (mode === "note") {
    const entries = nameable(people, typed.words).map(({ id, name }) => ({
      id,
      title: name,
      words: "",
      piece: `@${name} `,
    }));
    return { typed, entries, shut };
  }
  const entries = offered(replies, typed.words).map(({ id, shortcut, text: reply }) => ({
    id,
    title: `/${shortcut}`,
    words: reply,
    piece: filled(reply, { ...known, shop: shop || null }),
  }));
  return { typed, entries, shut };
}

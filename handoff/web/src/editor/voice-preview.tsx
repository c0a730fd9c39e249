/** How a talk with the bot sounds in the tone and the sentences that are on the page now. */
import { spoken } from "../model/staff-voice.ts";
import type { Voice } from "../wire/staff-voice.ts";
import type { EditorDesk } from "./desk.ts";
import { Filled } from "./voice-occasion.tsx";

/** A short talk: what the customer says, and on which occasion the bot answers. */
const TALK: readonly (readonly [string | null, string])[] = [
  ["Hi there", "greet"],
  ["Which tent do I need?", "clarify"],
  ["None of these", "rephrase"],
  ["Can you repair a rescue beacon?", "offer:low_confidence"],
  ["This is the third time I ask!", "acknowledge"],
  [null, "escalate:negative_sentiment"],
  [null, "wait:known"],
];

export function VoicePreview({
  desk,
  voice,
}: {
  readonly desk: EditorDesk;
  readonly voice: Voice;
}) {
  const { tone } = desk.voice;
  return (
    <aside class="card voice-preview" aria-label="How it sounds" data-testid="voice-preview">
      <h3>How it sounds</h3>
      <ul>
        {TALK.map(([customer, id]) => {
          const occasion = voice.occasions[id];
          const said = occasion && spoken(occasion, desk.voice.own(id), tone)[0];
          return (
            said && (
              <li key={id}>
                {customer && <p class="said-by-customer">{customer}</p>}
                <p class="said-by-bot">
                  <Filled template={said} />
                </p>
              </li>
            )
          );
        })}
      </ul>
      <p class="soft">
        Where there are several sentences they take turns; <span class="example">marked</span> words
        are examples.
      </p>
    </aside>
  );
}

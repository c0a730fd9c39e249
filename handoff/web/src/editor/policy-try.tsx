/** "Try it first": past conversations decided again, and every turn that would have ended otherwise. */
import { useId, useState } from "preact/hooks";
import { conversationHash } from "../model/staff-route.ts";
import {
  basisWords,
  costWords,
  decided,
  direction,
  flipCounts,
  minutes,
  type TrialState,
} from "../model/staff-what-if.ts";
import { Button } from "../ui/button.tsx";
import { useStore } from "../ui/use-store.ts";
import type { WhatIfFlip, WhatIfResult } from "../wire/staff-policies.ts";
import type { EditorDesk } from "./desk.ts";

const AMOUNTS = [100, 500, 1_000, 5_000] as const;
const AT_ONCE = 20;

export function PolicyTry({ desk }: { readonly desk: EditorDesk }) {
  const { changes } = useStore(desk.policy.draft);
  const trial = useStore(desk.policyTrial.state);
  const [amount, setAmount] = useState<number>(1_000);
  const [target, setTarget] = useState("");
  const ids = { amount: useId(), target: useId(), hint: useId() };
  const share = Number(target.replace(",", ".")) / 100;
  const aims = target.trim() !== "";
  const begin = () => {
    const wish = {
      values: changes,
      conversations: amount,
      ...(aims ? { target_error: share } : {}),
    };
    desk.policy.hear();
    desk.policyTrial.begin(wish).catch((problem: unknown) => desk.policy.refuse(problem));
  };
  const running = trial.phase === "running";
  const fits = !aims || (share > 0 && share < 1);
  return (
    <section class="policy-try" aria-label="Try it first">
      <div class="try-line">
        <div class="field">
          <label for={ids.amount}>Newest conversations</label>
          <select
            id={ids.amount}
            class="input"
            data-testid="what-if-amount"
            value={String(amount)}
            onChange={(event) => setAmount(Number(event.currentTarget.value))}
          >
            {AMOUNTS.map((one) => (
              <option key={one} value={String(one)}>
                {one.toLocaleString("en")}
              </option>
            ))}
          </select>
        </div>
        <div class="field">
          <label for={ids.target}>Target of wrong answers</label>
          <span class="percent-field">
            <input
              id={ids.target}
              class="input"
              inputMode="decimal"
              placeholder="as it is"
              autocomplete="off"
              data-testid="what-if-target"
              aria-describedby={ids.hint}
              aria-invalid={!fits}
              value={target}
              onInput={(event) => setTarget(event.currentTarget.value)}
            />{" "}
            %
          </span>
        </div>
      </div>
      <p class="soft" id={ids.hint}>
        {fits
          ? "The target can be tried here; who runs the server sets it."
          : "A target lies between 0 and 100 %."}
      </p>
      <Button
        kind="primary"
        data-testid="what-if-run"
        disabled={running || !fits || (!aims && Object.keys(changes).length === 0)}
        onClick={begin}
      >
        Try it first
      </Button>
      <Trial trial={trial} onCancel={() => void desk.policyTrial.cancel()} />
    </section>
  );
}

interface TrialProps {
  readonly trial: TrialState;
  readonly onCancel: () => void;
}

function Trial({ trial, onCancel }: TrialProps) {
  const { phase, job, problem } = trial;
  if (phase === "running") return <Progress trial={trial} onCancel={onCancel} />;
  if (phase === "cancelled") {
    return (
      <p class="soft" role="status">
        {problem ?? "Stopped."}
      </p>
    );
  }
  if (phase === "failed") {
    return (
      <p class="form-problem" role="alert">
        {problem}
      </p>
    );
  }
  return phase === "done" && job?.result ? <Outcome result={job.result} /> : null;
}

function Progress({ trial: { job }, onCancel }: TrialProps) {
  const total = job?.total ?? 0;
  return (
    <div class="try-progress" data-testid="what-if-progress">
      <progress aria-label="Conversations decided again" max={total || 1} value={job?.done ?? 0} />
      <span class="soft">
        {(job?.done ?? 0).toLocaleString("en")} of {total.toLocaleString("en")}
      </span>
      <Button size="small" kind="quiet" data-testid="what-if-cancel" onClick={onCancel}>
        Cancel
      </Button>
    </div>
  );
}

function Outcome({ result }: { readonly result: WhatIfResult }) {
  const { flips, flips_total, counts, agent_minutes } = result;
  const [shown, setShown] = useState(AT_ONCE);
  return (
    <div class="try-outcome" role="status" data-testid="what-if-result" data-flips={flips_total}>
      <p class="try-verdict">
        {flips_total === 0
          ? "No turn would have ended otherwise."
          : `${flips_total.toLocaleString("en")} ${flips_total === 1 ? "turn" : "turns"} would have ended otherwise.`}{" "}
        {costWords(result)}
      </p>
      {flips_total > 0 && (
        <ul class="flip-counts" data-testid="flip-counts">
          {flipCounts(counts).map((kind) => (
            <li key={`${kind.from}${kind.to}`} data-direction={direction(kind)}>
              <strong>{kind.count.toLocaleString("en")}</strong> {decided(kind.from)} →{" "}
              {decided(kind.to)}
            </li>
          ))}
        </ul>
      )}
      <dl class="figures try-figures">
        <div>
          <dd>{minutes(agent_minutes.before)}</dd>
          <dt>of agents' time, as it was</dt>
        </div>
        <div>
          <dd>{minutes(agent_minutes.after)}</dd>
          <dt>with this change</dt>
        </div>
      </dl>
      <p class="soft">{basisWords(result)}</p>
      <ol class="flips">
        {flips.slice(0, shown).map((flip) => (
          <Flip key={`${flip.conversation_id}:${flip.seq}`} flip={flip} />
        ))}
      </ol>
      {flips.length > shown && (
        <Button size="small" onClick={() => setShown(shown + AT_ONCE * 5)}>
          Show more
        </Button>
      )}
      {flips_total > flips.length && shown >= flips.length && (
        <p class="soft">The first {flips.length} are listed.</p>
      )}
    </div>
  );
}

function Flip({ flip }: { readonly flip: WhatIfFlip }) {
  return (
    <li data-testid="flip" data-direction={direction(flip)}>
      <p class="flip-text">{flip.text || "(no words)"}</p>
      <p>
        <span class="flip-way">
          {decided(flip.from)} → {decided(flip.to)}
        </span>{" "}
        <span class="soft">{flip.reason}</span>
      </p>
      <a href={`/console${conversationHash(flip.conversation_id)}`} target="_blank" rel="noopener">
        Open the conversation
      </a>
    </li>
  );
}

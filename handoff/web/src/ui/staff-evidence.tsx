/** Why the bot did what it did, for people who have to judge it: articles, mood, understanding, signals. */
import { type SignalBar, signalBar, signalName, signalRows } from "../model/staff-signals.ts";
import { sparkline } from "../model/staff-sparkline.ts";
import { humanised, percent, signalValue } from "../model/staff-words.ts";
import type { Evidence, EvidenceHit, Signal } from "../wire/events.ts";
import { Icon } from "./icons.tsx";

const LINES = 3;

/** Why a person is needed: the three lines that matter first, what they rest on below. */
export function EscalationCard({ evidence }: { readonly evidence: Evidence }) {
  const lines = (evidence.lines ?? []).slice(0, LINES);
  return (
    <div class="escalation" data-testid="escalation">
      {lines.length > 0 && (
        <ul class="handoff-lines" data-testid="escalation-lines">
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      <EvidenceView evidence={evidence} />
    </div>
  );
}

/** What a decision rests on: what fired, how the mood went, the articles, and the rest folded away. */
export function EvidenceView({ evidence }: { readonly evidence: Evidence }) {
  const { hits = [], sentiment, parse, signals = [], policy } = evidence;
  const fired = signals.filter((signal) => signal.fired);
  return (
    <div class="evidence">
      {fired.length > 0 && <Fired signals={fired} />}
      {sentiment && <Mood negative={sentiment.negative} curve={sentiment.curve ?? []} />}
      {hits.length > 0 && <Hits hits={hits} />}
      {parse && <Understood parse={parse} />}
      {signals.length > 0 && <Signals signals={signals} policy={policy} />}
    </div>
  );
}

/** The signals that fired: what is simply so, then how far the others went and where each fires. */
function Fired({ signals }: { readonly signals: readonly Signal[] }) {
  const measured = signals.flatMap((signal) => {
    const bar = signalBar(signal);
    return bar ? [{ signal, bar }] : [];
  });
  const plain = signals.filter((signal) => !signalBar(signal));
  return (
    <section class="fired" aria-label="Signals that fired" data-testid="fired">
      {plain.length > 0 && (
        <p class="fired-plain">
          {plain.map(({ name }) => (
            <span key={name} class="chip">
              {signalName(name)}
            </span>
          ))}
        </p>
      )}
      {measured.length > 0 && (
        <ul>
          {measured.map(({ signal, bar }) => (
            <li key={signal.name}>
              <span>{signalName(signal.name)}</span>
              <SignalBarView bar={bar} />
              <span class="fired-value">
                {signalValue(signal)} <small>of {signalValue({ value: signal.threshold })}</small>
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

const BAR = 72;

function SignalBarView({ bar }: { readonly bar: SignalBar }) {
  return (
    <svg
      class="signal-bar"
      viewBox={`0 0 ${BAR} 10`}
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      <rect class="signal-rail" y="2" width={BAR} height="6" rx="3" />
      <rect class="signal-reached" y="2" width={BAR * bar.reached} height="6" rx="3" />
      <rect class="signal-mark" x={BAR * bar.firesAt - 1} width="2" height="10" />
    </svg>
  );
}

/** The articles that were considered, with the probability that each is the right one. */
export function Hits({ hits }: { readonly hits: readonly EvidenceHit[] }) {
  return (
    <section class="hits">
      <p class="evidence-title">Articles considered</p>
      <ul>
        {hits.map((hit) => (
          <li key={hit.article_id}>
            <details>
              <summary>
                <span class="hit-title">{hit.title}</span>
                <Probability value={hit.probability} />
              </summary>
              <p class="hit-passage">{hit.passage}</p>
              <a
                href={`/help/${encodeURIComponent(hit.article_id)}`}
                target="_blank"
                rel="noopener"
              >
                Open the article
              </a>
            </details>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Probability({ value }: { readonly value: number }) {
  return (
    <span class="probability">
      <svg viewBox="0 0 48 6" preserveAspectRatio="none" aria-hidden="true" focusable="false">
        <rect class="probability-rail" width="48" height="6" rx="3" />
        <rect
          class="probability-bar"
          width={48 * Math.min(1, Math.max(0, value))}
          height="6"
          rx="3"
        />
      </svg>
      {percent(value)}
    </span>
  );
}

interface MoodProps {
  readonly negative: number;
  readonly curve: readonly number[];
}

const WIDTH = 120;
const HEIGHT = 28;

/** How upset the customer sounded, message by message: higher is worse. */
export function Mood({ negative, curve }: MoodProps) {
  const drawn = sparkline(curve, WIDTH, HEIGHT, 3);
  const level = negative >= 0.6 ? "high" : negative >= 0.3 ? "middle" : "low";
  return (
    <p class="mood" data-level={level}>
      <span>Upset</span>
      {drawn && (
        <svg
          class="sparkline"
          width={WIDTH}
          height={HEIGHT}
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          role="img"
          aria-label={`from ${percent(curve[0] ?? 0)} to ${percent(curve.at(-1) ?? 0)} over ${curve.length} messages`}
        >
          <polygon points={drawn.area} />
          <polyline points={drawn.line} />
          <circle cx={drawn.end.x} cy={drawn.end.y} r="2.5" />
        </svg>
      )}
      <strong>{percent(negative)}</strong>
    </p>
  );
}

function Understood({ parse }: { readonly parse: NonNullable<Evidence["parse"]> }) {
  const entities = parse.entities ?? [];
  if (!parse.intent && entities.length === 0) return null;
  return (
    <p class="understood">
      <span>Understood as</span>
      {parse.intent && (
        <span class="chip">
          {humanised(parse.intent)} <small>{percent(parse.probability)}</small>
        </span>
      )}
      {entities.map(({ entity, value }, index) => (
        <span key={index} class="chip">
          {humanised(entity)}: {String(value)}
        </span>
      ))}
    </p>
  );
}

interface SignalsProps {
  readonly signals: readonly Signal[];
  readonly policy: string | undefined;
}

function Signals({ signals, policy }: SignalsProps) {
  const { shown, quiet } = signalRows(signals);
  const fired = signals.filter((signal) => signal.fired).length;
  return (
    <details class="signals" data-testid="signals">
      <summary>
        {fired} of {signals.length} signals fired{policy && `, policy ${policy}`}
      </summary>
      {shown.length > 0 && <SignalTable signals={shown} />}
      <p class="signals-foot">
        {quiet > 0 && `${quiet} stayed quiet. `}
        {policy && <a href={`/editor#/policy/${encodeURIComponent(policy)}`}>Policy {policy}</a>}
      </p>
    </details>
  );
}

function SignalTable({ signals }: { readonly signals: readonly Signal[] }) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Signal</th>
          <th scope="col">Value</th>
          <th scope="col">Fires at</th>
        </tr>
      </thead>
      <tbody>
        {signals.map((signal) => (
          <tr key={signal.name} data-fired={signal.fired}>
            <th scope="row">
              {signal.fired && <Icon name="check" />}
              {signalName(signal.name)}
              {signal.fired && <span class="unseen"> (fired)</span>}
            </th>
            <td>{signalValue(signal)}</td>
            <td>{signalValue({ value: signal.threshold })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Target, proven bound and observed error on one line, so that one sees which is left of which. */
import { share } from "../model/staff-trust.ts";
import type { Trust } from "../wire/staff-quality.ts";

interface BoundProps {
  readonly target: number;
  /** Null while nothing is proven. */
  readonly bound: number | null;
  readonly observed: Trust["observed"];
}

export function Bound({ target, bound, observed }: BoundProps) {
  const rated = observed && observed.rated > 0 ? observed : null;
  const most = Math.max(target, bound ?? 0, rated?.upper ?? rated?.error ?? 0) * 1.2 || 1;
  const at = (value: number | null) => `${Math.min(100, ((value ?? 0) / most) * 100)}%`;
  return (
    <div
      class="bound"
      role="img"
      aria-label={wordsOf(target, bound, rated)}
      data-drifting={rated?.drifting ?? false}
    >
      <div class="bound-words">
        <span style={{ insetInlineStart: at(target) }}>target {share(target)}</span>
      </div>
      <div class="bound-rail">
        {bound !== null && <i class="bound-proven" style={{ inlineSize: at(bound) }} />}
        <i class="bound-target" style={{ insetInlineStart: at(target) }} />
      </div>
      {rated && (
        <>
          <div class="bound-seen">
            <i
              class="bound-span"
              style={{
                insetInlineStart: at(rated.lower ?? rated.error),
                inlineSize: at((rated.upper ?? 0) - (rated.lower ?? 0)),
              }}
            />
            <i class="bound-observed" style={{ insetInlineStart: at(rated.error) }} />
          </div>
          <div class="bound-words">
            <span style={{ insetInlineStart: at(rated.error) }}>observed {share(rated.error)}</span>
          </div>
        </>
      )}
    </div>
  );
}

function wordsOf(target: number, bound: number | null, observed: Trust["observed"]): string {
  const proven = bound === null ? "nothing proven yet" : `proven bound ${share(bound)}`;
  const seen = observed ? `observed ${share(observed.error)}` : "nothing observed yet";
  return `Wrong answers: target ${share(target)}, ${proven}, ${seen}`;
}

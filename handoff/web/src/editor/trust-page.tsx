/** How often the bot may be wrong, how often it is, and what that rests on. */
import { useEffect } from "preact/hooks";
import { keepingOf, keepingWords, promiseWords, share } from "../model/staff-trust.ts";
import { Notice } from "../ui/bits.tsx";
import { dayTime } from "../ui/format.ts";
import { Bound } from "../ui/staff-bound.tsx";
import { DeskPageFrame, TableBox, Trouble, Waiting } from "../ui/staff-lists.tsx";
import { useStore } from "../ui/use-store.ts";
import type { Trust, TrustCategory } from "../wire/staff-quality.ts";
import type { EditorDesk } from "./desk.ts";

export function TrustPage({ desk }: { readonly desk: EditorDesk }) {
  const { value, waiting, problem } = useStore(desk.trust.state);
  useEffect(() => desk.trust.ask(null), [desk]);
  return (
    <DeskPageFrame
      title="Trust"
      testid="trust"
      busy={waiting}
      words="A promise about wrong answers: the bot answers only where it can be kept, and hands over otherwise."
    >
      {problem && <Trouble problem={problem} onAgain={() => desk.trust.ask(null)} />}
      {!value && waiting && <Waiting />}
      {value && <Statement trust={value} />}
    </DeskPageFrame>
  );
}

function Statement({ trust }: { readonly trust: Trust }) {
  const keeping = keepingOf(trust);
  return (
    <div class="trust">
      {keeping === "drifting" && (
        <Notice tone="danger" icon="alert" testid="drift">
          <span>{keepingWords(trust)}</span>
        </Notice>
      )}
      <p class="trust-promise" data-testid="trust-promise">
        {promiseWords(trust)}
      </p>
      <Figures trust={trust} />
      <Bound
        target={trust.target_error}
        bound={trust.proven ? trust.bound : null}
        observed={trust.observed}
      />
      {keeping !== "drifting" && <p class="soft">{keepingWords(trust)}</p>}
      <Categories categories={trust.categories} />
      {trust.assumptions.length > 0 && (
        <section class="assumptions">
          <h3>What this rests on</h3>
          <ul>
            {trust.assumptions.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        </section>
      )}
      <p class="soft">
        Learnt from {trust.rehearsed.toLocaleString("en")} rehearsed questions, as of{" "}
        {dayTime(trust.as_of)}.
      </p>
    </div>
  );
}

function Figures({ trust }: { readonly trust: Trust }) {
  const { target_error, bound, coverage, observed, proven } = trust;
  const figures = [
    [share(target_error), "wrong at most: your target"],
    [proven ? share(bound) : "not proven", `wrong at most: proven at ${share(trust.confidence)}`],
    [share(coverage), "of questions are answered"],
    [
      share(observed?.error),
      observed ? `wrong of ${observed.rated.toLocaleString("en")} rated` : "wrong of those rated",
    ],
  ] as const;
  return (
    <dl class="figures" data-testid="trust-figures">
      {figures.map(([figure, words]) => (
        <div key={words}>
          <dd>{figure}</dd>
          <dt>{words}</dt>
        </div>
      ))}
    </dl>
  );
}

function Categories({ categories }: { readonly categories: readonly TrustCategory[] }) {
  if (categories.length === 0) return null;
  return (
    <TableBox label="Category by category">
      <table class="table" data-testid="trust-categories">
        <caption>Category by category</caption>
        <thead>
          <tr>
            <th scope="col">Category</th>
            <th scope="col">Labelled questions</th>
            <th scope="col">Answers from</th>
            <th scope="col">Wrong at most</th>
          </tr>
        </thead>
        <tbody>
          {categories.map(({ category, labels, cut_off, proven, bound }) => (
            <tr key={category}>
              <th scope="row">{category}</th>
              <td>{labels.toLocaleString("en")}</td>
              <td>{cut_off === null ? "–" : `${share(cut_off)} sure`}</td>
              <td>{proven ? share(bound) : "shares the common promise"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableBox>
  );
}

/** A list of which only the rows near the screen are drawn, so that thousands scroll like ten. */
import type { ComponentChildren, RefObject } from "preact";
import { useEffect, useLayoutEffect, useMemo, useState } from "preact/hooks";
import { offsetsOf, scrollFor, sliceOf } from "../model/staff-window.ts";

export interface WindowRow {
  readonly key: string;
  /** In pixels; a row is never higher or lower. */
  readonly height: number;
}

interface WindowListProps<Row extends WindowRow> {
  readonly rows: readonly Row[];
  readonly label: string;
  /** The row that has to be in sight; it is scrolled to whenever it becomes another one. */
  readonly sought: string | null;
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly foot?: ComponentChildren;
  readonly onNearEnd?: () => void;
  readonly children: (row: Row) => ComponentChildren;
}

const SPARE = 400;

export function WindowList<Row extends WindowRow>(props: WindowListProps<Row>) {
  const { rows, label, sought, scroller, foot, onNearEnd, children } = props;
  const offsets = useMemo(() => offsetsOf(rows.map(({ height }) => height)), [rows]);
  const { top, height, onScroll } = useView(scroller);
  const total = offsets.at(-1) ?? 0;
  const { from, to } = sliceOf(offsets, top, height, SPARE);
  useSought(
    scroller,
    offsets,
    sought === null ? -1 : rows.findIndex(({ key }) => key === sought),
    sought,
  );
  const nearEnd = total > 0 && top + height > total - SPARE;
  useEffect(() => {
    if (nearEnd) onNearEnd?.();
  }, [nearEnd, onNearEnd, rows.length]);
  return (
    <div class="queue-scroll" ref={scroller} onScroll={onScroll} data-testid="queue-scroll">
      {/* biome-ignore lint/a11y/useSemanticElements: rows stand on their own, as only some of them are drawn */}
      <div class="window-list" role="list" aria-label={label} style={{ height: `${total}px` }}>
        {rows.slice(from, to).map((row, index) => (
          // biome-ignore lint/a11y/useSemanticElements: see above
          <div
            key={row.key}
            role="listitem"
            class="window-row"
            aria-setsize={rows.length}
            aria-posinset={from + index + 1}
            style={{
              height: `${row.height}px`,
              transform: `translateY(${offsets[from + index] ?? 0}px)`,
            }}
          >
            {children(row)}
          </div>
        ))}
      </div>
      {foot}
    </div>
  );
}

function useView(scroller: RefObject<HTMLDivElement | null>) {
  const [view, setView] = useState({ top: 0, height: 900 });
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const measure = () => setView((known) => ({ ...known, height: box.clientHeight }));
    const watch = new ResizeObserver(measure);
    watch.observe(box);
    measure();
    return () => watch.disconnect();
  }, [scroller]);
  const onScroll = (event: Event & { currentTarget: HTMLDivElement }) => {
    const top = event.currentTarget.scrollTop;
    setView((known) => ({ ...known, top }));
  };
  return { ...view, onScroll };
}

function useSought(
  scroller: RefObject<HTMLDivElement | null>,
  offsets: readonly number[],
  row: number,
  sought: string | null,
): void {
  const known = row >= 0;
  // Not when the row merely moves: that would tear the list away from under a reader.
  useEffect(() => {
    const box = scroller.current;
    if (!box || !known) return;
    const to = scrollFor(offsets, row, box.scrollTop, box.clientHeight);
    if (to !== null) box.scrollTop = to;
  }, [sought, known, scroller]);
}

/** The edge between two panes: dragged by the mouse, moved by the arrow keys, kept for the next time. */
import { useState } from "preact/hooks";
import type { KeyValue } from "../model/storage.ts";

interface Bounds {
  readonly usual: number;
  readonly least: number;
  readonly most: number;
}

interface Width {
  readonly px: number;
  readonly bounds: Bounds;
  readonly set: (px: number) => void;
}

const STEP_PX = 16;

/** A pane's width in pixels, kept in the browser. */
export function useWidth(storage: KeyValue, name: string, bounds: Bounds): Width {
  const clamp = (px: number) => Math.round(Math.min(bounds.most, Math.max(bounds.least, px)));
  const [px, setPx] = useState(() => clamp(Number(storage.get(name)) || bounds.usual));
  const set = (wanted: number) => {
    setPx(clamp(wanted));
    storage.set(name, String(clamp(wanted)));
  };
  return { px, bounds, set };
}

interface SplitterProps {
  readonly label: string;
  readonly width: Width;
  /** On which side of the edge the pane lies whose width it is. */
  readonly pane: "before" | "after";
}

export function Splitter({ label, width, pane }: SplitterProps) {
  const sign = pane === "before" ? 1 : -1;
  const drag = (event: PointerEvent & { currentTarget: HTMLDivElement }) => {
    const edge = event.currentTarget;
    const from = event.clientX;
    const move = (moved: PointerEvent) => width.set(width.px + sign * (moved.clientX - from));
    const end = () => edge.removeEventListener("pointermove", move);
    edge.setPointerCapture(event.pointerId);
    edge.addEventListener("pointermove", move);
    edge.addEventListener("lostpointercapture", end, { once: true });
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: an <hr> cannot be moved
    <div
      class="splitter"
      data-pane={pane}
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={width.px}
      aria-valuemin={width.bounds.least}
      aria-valuemax={width.bounds.most}
      tabIndex={0}
      onPointerDown={drag}
      onDblClick={() => width.set(width.bounds.usual)}
      onKeyDown={(event) => {
        const step =
          event.key === "ArrowLeft" ? -STEP_PX : event.key === "ArrowRight" ? STEP_PX : 0;
        if (step === 0) return;
        event.preventDefault();
        width.set(width.px + sign * step);
      }}
    />
  );
}

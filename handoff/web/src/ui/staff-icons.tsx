/** Further line icons on the same 24 grid, for the pages of staff only. */

const PATHS = {
  bulb: [
    "M9 17.5h6",
    "M10 20.5h4",
    "M12 3.5a6 6 0 0 0-3.6 10.8c.8.6 1.1 1.3 1.1 2.2v1h5v-1c0-.9.3-1.6 1.1-2.2A6 6 0 0 0 12 3.5z",
  ],
  calendar: ["M5 6.5h14V19a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1z", "M5 10.5h14", "M8.5 4v4", "M15.5 4v4"],
  code: ["M8.5 8 4.5 12l4 4", "M15.5 8l4 4-4 4"],
  download: ["M12 4v10.5", "M7.5 10.5 12 15l4.5-4.5", "M5 19.5h14"],
  expand: ["M14 4.5h5.5V10", "M10 19.5H4.5V14", "M19.5 4.5 13.5 10.5", "M4.5 19.5l6-6"],
  globe: [
    "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17z",
    "M3.5 12h17",
    "M12 3.5c2.4 2.3 3.6 5.1 3.6 8.5s-1.2 6.2-3.6 8.5c-2.4-2.3-3.6-5.1-3.6-8.5S9.6 5.8 12 3.5z",
  ],
  archive: ["M4 5h16v4H4z", "M5.5 9v9.5h13V9", "M10 13h4"],
  history: ["M4.5 12a7.5 7.5 0 1 0 2.4-5.5L4.5 8.5", "M4.5 4.5v4h4", "M12 8v4.5l3 1.5"],
  keyboard: ["M3.5 7h17v10h-17z", "M7 10.5h.01", "M11 10.5h.01", "M15 10.5h.01", "M8 14h8"],
  link: [
    "M10 14a4 4 0 0 0 5.7 0l3-3a4 4 0 0 0-5.7-5.7l-1 1",
    "M14 10a4 4 0 0 0-5.7 0l-3 3a4 4 0 0 0 5.7 5.7l1-1",
  ],
  list: ["M9 6.5h11", "M9 12h11", "M9 17.5h11", "M4.5 6.5h.01", "M4.5 12h.01", "M4.5 17.5h.01"],
  medal: ["M12 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11z", "M8.5 13.5 7 20.5l5-2.5 5 2.5-1.5-7"],
  pencil: ["M5 19l1-4L16.5 4.5l3 3L9 18z", "M14 7l3 3"],
  pulse: ["M3.5 12.5h4l2.5-6 4 11 2.5-5h4"],
  quote: ["M5 5v14", "M10 8h9", "M10 12h9", "M10 16h6"],
  shield: ["M12 3.5l7 2.7v5.3c0 4.3-2.8 7.4-7 9-4.2-1.6-7-4.7-7-9V6.2z", "M8.8 12l2.3 2.3 4.2-4.5"],
  signOut: [
    "M10 4.5H6A1.5 1.5 0 0 0 4.5 6v12A1.5 1.5 0 0 0 6 19.5h4",
    "M15 8l4 4-4 4",
    "M19 12H9.5",
  ],
  steps: [
    "M10 6.5h10",
    "M10 12h10",
    "M10 17.5h10",
    "M4 5l1.5-1v4.5",
    "M4 14.5c2.8-1.6 2.6 0 0 3.5h2.5",
  ],
  upload: ["M12 15V4.5", "M7.5 8.5 12 4l4.5 4.5", "M5 15.5v3a1 1 0 0 0 1 1h12a1 1 0 0 0 1-1v-3"],
  table: ["M4.5 5.5h15v13h-15z", "M4.5 10h15", "M4.5 14.25h15", "M11 10v8.5"],
  trash: ["M5 7h14", "M9.5 7V4.5h5V7", "M6.5 7l.8 12.5h9.4L17.5 7", "M10.5 11v5", "M13.5 11v5"],
} as const;

export type StaffIconName = keyof typeof PATHS;

export function StaffIcon({ name }: { readonly name: StaffIconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {PATHS[name].map((path) => (
        <path key={path} d={path} />
      ))}
    </svg>
  );
}

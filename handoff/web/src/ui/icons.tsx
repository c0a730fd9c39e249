/** Line icons, drawn for this project on a 24 grid. Decorative: the control around them has the name. */

const PATHS = {
  send: ["M12 19V5", "M5.5 11.5 12 5l6.5 6.5"],
  clip: [
    "M19 11.5 12.2 18.3a4.2 4.2 0 0 1-6-6l7.3-7.3a2.8 2.8 0 0 1 4 4l-7.3 7.3a1.4 1.4 0 0 1-2-2l6.8-6.8",
  ],
  close: ["M6 6l12 12", "M18 6 6 18"],
  down: ["M6 9l6 6 6-6"],
  chat: [
    "M4 6.5A2.5 2.5 0 0 1 6.5 4h11A2.5 2.5 0 0 1 20 6.5v7a2.5 2.5 0 0 1-2.5 2.5H11l-4.5 4v-4A2.5 2.5 0 0 1 4 13.5z",
  ],
  person: [
    "M12 12a3.75 3.75 0 1 0 0-7.5 3.75 3.75 0 0 0 0 7.5z",
    "M4.75 20a7.25 7.25 0 0 1 14.5 0",
  ],
  bot: [
    "M7 8h10a3 3 0 0 1 3 3v5a3 3 0 0 1-3 3H7a3 3 0 0 1-3-3v-5a3 3 0 0 1 3-3z",
    "M12 8V4.5",
    "M9 13v1",
    "M15 13v1",
  ],
  article: [
    "M7 3.5h7l4 4V19a1.5 1.5 0 0 1-1.5 1.5h-9.5A1.5 1.5 0 0 1 5.5 19V5A1.5 1.5 0 0 1 7 3.5z",
    "M9 12h6",
    "M9 15.5h6",
  ],
  up: [
    "M8 10.5V19H5.5A1.5 1.5 0 0 1 4 17.5V12a1.5 1.5 0 0 1 1.5-1.5z",
    "M8 10.5 11.5 4a2 2 0 0 1 2 2.4L13 9.5h5a2 2 0 0 1 2 2.4l-1 5.5a2 2 0 0 1-2 1.6H8",
  ],
  dislike: [
    "M16 13.5V5h2.5A1.5 1.5 0 0 1 20 6.5V12a1.5 1.5 0 0 1-1.5 1.5z",
    "M16 13.5 12.5 20a2 2 0 0 1-2-2.4l.5-3.1H6a2 2 0 0 1-2-2.4l1-5.5A2 2 0 0 1 7 5h9",
  ],
  check: ["M5 12.5l4.5 4.5L19 7.5"],
  alert: ["M12 8v5", "M12 16.5v.01", "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z"],
  clock: ["M12 7.5V12l3 2", "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z"],
  offline: ["M4 9a12 12 0 0 1 16 0", "M7.5 12.8a7 7 0 0 1 9 0", "M12 17.5v.01", "M4 4l16 16"],
  search: ["M11 17.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13z", "M16 16l4 4"],
  plus: ["M12 5v14", "M5 12h14"],
  back: ["M14.5 5.5 8 12l6.5 6.5"],
  star: ["M12 4l2.5 5.1 5.6.8-4.05 3.95.95 5.6L12 16.8l-5 2.65.95-5.6L3.9 9.9l5.6-.8z"],
  note: ["M5.5 4h13v10.5L13.5 20h-8z", "M13.5 20v-5.5h5"],
  swap: ["M7 4 3.5 7.5 7 11", "M4 7.5h15", "M17 13l3.5 3.5L17 20", "M20 16.5H5"],
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {PATHS[name].map((path) => (
        <path key={path} d={path} />
      ))}
    </svg>
  );
}

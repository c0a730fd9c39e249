/** Further line icons on the same 24 grid, for the pages of staff only. */

const PATHS = {
  archive: ["M4 5h16v4H4z", "M5.5 9v9.5h13V9", "M10 13h4"],
  history: ["M4.5 12a7.5 7.5 0 1 0 2.4-5.5L4.5 8.5", "M4.5 4.5v4h4", "M12 8v4.5l3 1.5"],
  keyboard: ["M3.5 7h17v10h-17z", "M7 10.5h.01", "M11 10.5h.01", "M15 10.5h.01", "M8 14h8"],
  link: [
    "M10 14a4 4 0 0 0 5.7 0l3-3a4 4 0 0 0-5.7-5.7l-1 1",
    "M14 10a4 4 0 0 0-5.7 0l-3 3a4 4 0 0 0 5.7 5.7l1-1",
  ],
  list: ["M9 6.5h11", "M9 12h11", "M9 17.5h11", "M4.5 6.5h.01", "M4.5 12h.01", "M4.5 17.5h.01"],
  quote: ["M5 5v14", "M10 8h9", "M10 12h9", "M10 16h6"],
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

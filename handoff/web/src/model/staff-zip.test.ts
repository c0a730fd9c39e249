import { expect, it } from "vitest";
import { crc32, zipped } from "./staff-zip.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

it("has the checksum that every reader of ZIP files expects", () => {
  expect(crc32(bytes("123456789"))).toBe(0xcbf43926);
  expect(crc32(bytes(""))).toBe(0);
});

it("keeps each file whole and lists it once", async () => {
  const zip = zipped([
    { name: "tent.md", bytes: bytes("# Tent\n") },
    { name: "zelt-übersicht.md", bytes: bytes("# Zelt\n") },
  ]);
  const raw = new Uint8Array(await zip.arrayBuffer());
  const view = new DataView(raw.buffer);
  const end = raw.length - 22;
  expect(view.getUint32(end, true)).toBe(0x06054b50);
  expect(view.getUint16(end + 10, true)).toBe(2);
  const central = view.getUint32(end + 16, true);
  expect(central + view.getUint32(end + 12, true)).toBe(end);
  expect(view.getUint32(central, true)).toBe(0x02014b50);
  const first = view.getUint32(central + 42, true);
  const start = first + 30 + view.getUint16(first + 26, true);
  const size = view.getUint32(central + 24, true);
  expect(new TextDecoder().decode(raw.slice(start, start + size))).toBe("# Tent\n");
});

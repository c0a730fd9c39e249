/** Several files as one ZIP, stored without compression (APPNOTE.TXT 6.3, sections 4.3.7, 4.3.12 and 4.3.16). */

export interface Part {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20;
/** File names are UTF-8. */
const UTF8 = 0x0800;
/** The first of January 1980, the earliest day that the format knows: the same files give the same bytes. */
const DAY = 0x0021;

export function zipped(parts: readonly Part[]): Blob {
  const pieces: Uint8Array[] = [];
  const central: Uint8Array[] = [];
  let offset = 0;
  for (const { name, bytes } of parts) {
    const path = new TextEncoder().encode(name);
    const fields = [VERSION, UTF8, 0, 0, DAY];
    const sizes = [crc32(bytes), bytes.length, bytes.length];
    const local = [...record(LOCAL, fields, sizes, [path.length, 0]), ...path];
    pieces.push(new Uint8Array(local), bytes);
    const rest = le([path.length, 0, 0, 0, 0], 2);
    const head = record(CENTRAL, [VERSION, ...fields], sizes, []);
    central.push(new Uint8Array([...head, ...rest, ...le([0, offset], 4), ...path]));
    offset += local.length + bytes.length;
  }
  const size = central.reduce((sum, { length }) => sum + length, 0);
  const counts = le([0, 0, parts.length, parts.length], 2);
  const end = [...le([END], 4), ...counts, ...le([size, offset], 4), ...le([0], 2)];
  return new Blob([...pieces, ...central, new Uint8Array(end)] as BlobPart[], {
    type: "application/zip",
  });
}

function record(
  mark: number,
  fields: readonly number[],
  sizes: readonly number[],
  lengths: readonly number[],
): number[] {
  return [...le([mark], 4), ...le(fields, 2), ...le(sizes, 4), ...le(lengths, 2)];
}

/** Numbers as little-endian bytes. */
function le(numbers: readonly number[], width: number): number[] {
  return numbers.flatMap((number) =>
    Array.from({ length: width }, (_, at) => (number >>> (8 * at)) & 0xff),
  );
}

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

export function crc32(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) value = (value >>> 8) ^ (TABLE[(value ^ byte) & 0xff] ?? 0);
  return (value ^ 0xffffffff) >>> 0;
}

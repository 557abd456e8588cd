// OSC messages to bytes and back: what a WebSocket to lyria-osc carries.

const encoder = new TextEncoder();
const decoder = new TextDecoder();

const padded = (length) => (length + 4) & ~3;

function stringBytes(text) {
  const bytes = encoder.encode(text.replaceAll("\0", ""));
  const out = new Uint8Array(padded(bytes.length));
  out.set(bytes);
  return out;
}

/** One argument as it is sent: its type tag and its bytes. `{ i: 3 }` is a whole number, a bare number a float. */
function argument(value) {
  if (typeof value === "boolean") return [value ? "T" : "F", new Uint8Array(0)];
  if (typeof value === "string") return ["s", stringBytes(value)];
  const bytes = new Uint8Array(4);
  const view = new DataView(bytes.buffer);
  if (typeof value === "object") {
    view.setInt32(0, value.i);
    return ["i", bytes];
  }
  view.setFloat32(0, value);
  return ["f", bytes];
}

/** Builds one message. */
export function encode(address, args = []) {
  const made = args.map(argument);
  const tags = stringBytes("," + made.map(([tag]) => tag).join(""));
  const parts = [stringBytes(address), tags, ...made.map(([, bytes]) => bytes)];
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** Reads one message: `{ address, args }`, or null for what is none (a bundle, a type that is not known). */
export function decode(buffer) {
  const bytes = new Uint8Array(buffer);
  const view = new DataView(buffer);
  let at = 0;
  const text = () => {
    const end = bytes.indexOf(0, at);
    if (end < 0) throw new RangeError("text without end");
    const read = decoder.decode(bytes.subarray(at, end));
    at = padded(end);
    return read;
  };
  const number = (size, read) => {
    const value = read.call(view, at);
    at += size;
    return value;
  };
  const readers = {
    f: () => number(4, view.getFloat32),
    i: () => number(4, view.getInt32),
    h: () => Number(number(8, view.getBigInt64)),
    d: () => number(8, view.getFloat64),
    s: text,
    T: () => true,
    F: () => false,
    N: () => null,
  };
  try {
    if (bytes[0] !== 0x2f) return null;
    const address = text();
    const tags = at < bytes.length ? text().slice(1) : "";
    return { address, args: [...tags].map((tag) => readers[tag]()) };
  } catch {
    return null;
  }
}

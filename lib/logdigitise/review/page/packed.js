// Numbers as review/packed_numbers.hpp packs them.

function bytesFromBase64(text) {
  const raw = atob(text);
  const bytes = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i += 1) bytes[i] = raw.charCodeAt(i);
  return bytes;
}

function unpackNumbers(packed) {
  const bytes = bytesFromBase64(packed.data);
  if (packed.decimals < 0) return new Float64Array(bytes.buffer, 0, packed.count);
  const values = new Float64Array(packed.count);
  const power = Math.pow(10, packed.decimals);
  let at = 0;
  let last = 0;
  for (let i = 0; i < packed.count; i += 1) {
    let number = 0;
    let unit = 1;
    let byte = 0;
    do {
      byte = bytes[at];
      at += 1;
      number += (byte % 128) * unit;
      unit *= 128;
    } while (byte >= 128);
    if (number === 0) {
      values[i] = NaN;
      continue;
    }
    number -= 1;
    last += number % 2 === 0 ? number / 2 : -(number + 1) / 2;
    values[i] = last / power;
  }
  return values;
}

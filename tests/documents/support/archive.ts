/** Archives as nobody's tool makes them: each part may say of itself what is not so. */
import { deflateRawSync } from 'node:zlib';

export interface Part {
  readonly name: string;
  readonly content: Buffer | string;
  /** Said in the directory instead of the true size. */
  readonly size?: number;
  readonly encrypted?: true;
  /** Lies where another part lies already. */
  readonly over?: string;
}

export function archiveOf(parts: readonly Part[], comment = ''): Buffer {
  const local: Buffer[] = [];
  const directory: Buffer[] = [];
  const places = new Map<string, number>();
  let at = 0;
  for (const { name, content, size, encrypted, over } of parts) {
    const whole = Buffer.from(content);
    const packed = deflateRawSync(whole);
    const named = Buffer.from(name);
    const place = over === undefined ? at : (places.get(over) ?? at);
    places.set(name, place);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(encrypted === true ? 1 : 0, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(0, 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(size ?? whole.length, 18);
    common.writeUInt16LE(named.length, 22);
    if (over === undefined) {
      const part = Buffer.concat([Buffer.from('PK\x03\x04'), common, named, packed]);
      local.push(part);
      at += part.length;
    }
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(place, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, rest, named]));
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(at, 16);
  end.writeUInt16LE(Buffer.byteLength(comment), 20);
  return Buffer.concat([...local, listed, end, Buffer.from(comment)]);
}

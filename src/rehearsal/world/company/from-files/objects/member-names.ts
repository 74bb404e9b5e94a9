/** Whom a list of members means. An address, a sign-in name and an id mean one; a name may be anybody's who is called so. */

export interface Meant {
  readonly ids: readonly string[];
  readonly unknown: readonly string[];
  /** Each with those it may be. */
  readonly ambiguous: readonly string[];
}

interface Reading {
  readonly name: string;
  readonly ids: readonly string[];
}

/** Longer names than "van der Berg, Anna, Dr." are not looked for among the pieces between commas. */
const mostPieces = 3;

const plain = (name: string): string =>
  name.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').replace(/ ?, ?/g, ',').trim();

export class MemberNames {
  private readonly certain = new Map<string, string>();
  private readonly called = new Map<string, Set<string>>();
  private readonly labels = new Map<string, string>();

  /** `certain`: nobody else can be meant by these; who reads first keeps them. */
  add(id: string, label: string, certain: Iterable<string>, called: Iterable<string | null>): void {
    this.labels.set(id, label);
    for (const name of [label, ...certain].map(plain)) if (!this.certain.has(name)) this.certain.set(name, id);
    for (const name of called) {
      if (name === null || name === '') continue;
      const already = this.called.get(plain(name));
      if (already === undefined) this.called.set(plain(name), new Set([id]));
      else already.add(id);
    }
  }

  /** `own` is the group itself: what is called like it is somebody else. */
  meant(written: readonly string[], own: string): Meant {
    const readings = written.flatMap((piece) => this.read(piece, own));
    const label = (id: string): string => this.labels.get(id) ?? id;
    return {
      ids: [...new Set(readings.flatMap(({ ids }) => (ids.length === 1 ? ids : [])))].filter((id) => id !== own),
      unknown: readings.filter(({ ids }) => ids.length === 0).map(({ name }) => name),
      ambiguous: readings
        .filter(({ ids }) => ids.length > 1)
        .map(({ name, ids }) => `${name} (${ids.map(label).join(', ')})`),
    };
  }

  private look(name: string, own: string): readonly string[] {
    const one = this.certain.get(plain(name));
    if (one !== undefined) return [one];
    const all = [...(this.called.get(plain(name)) ?? [])];
    return all.length > 1 ? all.filter((id) => id !== own) : all;
  }

  private read(piece: string, own: string): readonly Reading[] {
    const here = (name: string): Reading => ({ name, ids: this.look(name, own) });
    const whole = here(piece);
    if (whole.ids.length > 0) return [whole];
    if (/^(CN|OU)=/i.test(piece)) return distinguished(piece).map((dn) => this.byDistinguishedName(dn, own));
    const address = /[<([]([^<>()[\]\s]+@[^<>()[\]\s]+)[>)\]]$/.exec(piece)?.[1];
    if (address !== undefined && this.look(address, own).length > 0) return [here(address)];
    if (piece.includes(',')) return this.betweenCommas(piece.split(','), own);
    if (piece.split('@').length > 2 && /\s/.test(piece)) return piece.split(/\s+/).map(here);
    const last = piece.slice(piece.lastIndexOf('/') + 1);
    return last !== piece && this.look(last, own).length > 0 ? [here(last)] : [whole];
  }

  /** The longest known name first: "Berg, Anna, Klein, Otto" are two where they are known, "Anna, Otto" are two anyway. */
  private betweenCommas(pieces: readonly string[], own: string): readonly Reading[] {
    const found: Reading[] = [];
    for (let at = 0; at < pieces.length;) {
      let length = Math.min(mostPieces, pieces.length - at);
      const name = (): string =>
        pieces
          .slice(at, at + length)
          .join(',')
          .trim();
      while (length > 1 && this.look(name(), own).length === 0) length -= 1;
      const one = name();
      if (length > 1) found.push({ name: one, ids: this.look(one, own) });
      else if (one !== '') found.push(...this.read(one, own));
      at += length;
    }
    return found;
  }

  private byDistinguishedName(dn: string, own: string): Reading {
    const whole = this.look(dn, own);
    const common = (/^CN=((?:\\.|[^,\\])*)/i.exec(dn)?.[1] ?? '').replace(/\\(.)/g, '$1');
    return whole.length > 0 || common === '' ? { name: dn, ids: whole } : { name: common, ids: this.look(common, own) };
  }
}

/** Joined by commas, the next begins where the domain of the one before ends. */
const distinguished = (piece: string): readonly string[] => piece.split(/(?<=,DC=[^,]*)\s*,\s*(?=CN=)/i);

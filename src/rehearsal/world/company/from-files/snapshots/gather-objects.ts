/** All objects of one tenant that the snapshots and the tables beside them have, each once, with every field that any of them has of it. */
import type { Findings } from '../told/findings.js';
import type { SnapshotFile, TablesFile, ToldFile } from './tell-json.js';
import { isGuid, isValue, textIn, type Value } from './values.js';

export interface Objects {
  /** By the directory's id. */
  readonly users: ReadonlyMap<string, Value>;
  readonly groups: ReadonlyMap<string, Value>;
  readonly contacts: ReadonlyMap<string, Value>;
  /** By Exchange's own id: mailboxes, groups, contacts. */
  readonly recipients: ReadonlyMap<string, Value>;
  /** Whole tables, by the name of the sheet. */
  readonly tables: ReadonlyMap<string, readonly Value[]>;
  readonly tenantId: string | null;
  readonly initialDomain: string | null;
  readonly movingDomains: readonly string[];
  /** Which kinds there are snapshots of. */
  readonly kinds: ReadonlySet<string>;
}

export function gatherObjects(told: readonly ToldFile[], side: 'source' | 'destination', findings: Findings): Objects {
  const snapshots = newestOf(
    told.filter((one): one is SnapshotFile => one.is === 'snapshot' && one.side === side),
    findings,
  );
  // Every review is of the source.
  const tables = side === 'source' ? firstTables(told, findings) : new Map<string, readonly Value[]>();
  const all = new Gathered();
  for (const { file, kind, objects } of snapshots) {
    let broken = 0;
    for (const object of objects) if (!all.addKept(object)) broken += 1;
    if (broken === objects.length && broken > 0) findings.add(file, null, 'snapshot-kind-unknown', { kind });
    else if (broken > 0) findings.add(file, null, 'snapshot-objects-broken', { count: broken });
  }
  const kinds = new Set(snapshots.map(({ kind }) => kind));
  // A list that a snapshot has is as long as it is there: the tables may be of another day.
  const mailboxes = kinds.has('mailboxes');
  for (const row of tables.get('Users') ?? []) all.add(row, { more: !mailboxes });
  for (const row of tables.get('Mailboxes') ?? []) all.add(row, { more: !mailboxes });
  for (const row of tables.get('Groups') ?? []) all.add(row, { more: !kinds.has('groups') });
  for (const row of tables.get('Exchange groups') ?? []) all.add(row, { more: !kinds.has('groups') });
  for (const name of ['Contacts', 'Exchange contacts', 'Other recipients'])
    for (const row of tables.get(name) ?? []) all.add(row);
  const newest = [...snapshots].sort((a, b) => (a.takenAt < b.takenAt ? 1 : -1));
  return {
    ...all.found,
    tables,
    tenantId: newest.find(({ tenantId }) => tenantId !== null)?.tenantId ?? null,
    initialDomain: newest.find(({ initialDomain }) => initialDomain !== null)?.initialDomain ?? null,
    movingDomains: newest.find(({ movingDomains }) => movingDomains.length > 0)?.movingDomains ?? [],
    kinds,
  };
}

/** Of each kind the newest; of another tenant than the newest of all none. */
function newestOf(snapshots: readonly SnapshotFile[], findings: Findings): readonly SnapshotFile[] {
  const sorted = [...snapshots].sort((a, b) => (a.takenAt < b.takenAt ? 1 : a.takenAt > b.takenAt ? -1 : 0));
  const tenantId = sorted[0]?.tenantId ?? null;
  const chosen = new Map<string, SnapshotFile>();
  for (const one of sorted) {
    const newer = chosen.get(one.kind);
    if (one.tenantId !== tenantId)
      findings.add(one.file, null, 'snapshot-other-tenant', { tenant: one.tenantId ?? '–' });
    else if (newer !== undefined)
      findings.add(one.file, null, 'snapshot-older', { other: newer.file, at: one.takenAt });
    else chosen.set(one.kind, one);
  }
  return [...chosen.values()];
}

function firstTables(told: readonly ToldFile[], findings: Findings): ReadonlyMap<string, readonly Value[]> {
  const tables = new Map<string, readonly Value[]>();
  for (const file of told.filter((one): one is TablesFile => one.is === 'tables')) {
    const again = [...file.tables.keys()].filter((name) => tables.has(name));
    if (again.length > 0) findings.add(file.file, null, 'tables-again', { list: again.join(', ') });
    for (const [name, rows] of file.tables) if (!tables.has(name)) tables.set(name, rows);
  }
  return tables;
}

const key = (id: string): string => id.toLowerCase();

class Gathered {
  readonly found = {
    users: new Map<string, Value>(),
    groups: new Map<string, Value>(),
    contacts: new Map<string, Value>(),
    recipients: new Map<string, Value>(),
  };

  /** An object of a snapshot: what it is of Exchange, with the directory's beside it or in it. */
  addKept(object: Value): boolean {
    const { value, holder } = object;
    if (!isValue(value)) return false;
    const whole = isValue(holder) ? { ...holder, ...value } : value;
    const inDirectory = Object.entries(whole).filter((member): member is [string, Value] => isValue(member[1]));
    // Who is in a group stands beside both.
    const { members, owners } = whole;
    let known = this.add(whole);
    for (const [, part] of inDirectory) known = this.add({ ...part, members, owners }) || known;
    return known;
  }

  /** False: it is nothing that is known here. `more`: also when nobody has told of it before. */
  add(value: Value, { more = true }: { readonly more?: boolean } = {}): boolean {
    const into = this.listOf(value);
    if (into === null) return false;
    const [list, id] = into;
    const known = list.get(id);
    if (known === undefined && !more) return true;
    // What was told first is from a snapshot: it counts.
    list.set(id, known === undefined ? value : { ...value, ...known });
    return true;
  }

  private listOf(value: Value): readonly [Map<string, Value>, string] | null {
    const { users, groups, contacts, recipients } = this.found;
    const { Guid, id } = value;
    if (isGuid(Guid) && textIn(value, 'RecipientTypeDetails') !== null) return [recipients, key(Guid)];
    if (!isGuid(id)) return null;
    if (textIn(value, 'userPrincipalName')?.includes('@') === true) return [users, key(id)];
    if ('groupTypes' in value) return [groups, key(id)];
    return 'proxyAddresses' in value ? [contacts, key(id)] : null;
  }
}

/** What has become of those a mapping speaks of, and who has come since. By object id: in the night addresses change, and people do not. */
import type { FindingCode } from '../../../contract/finding-codes.js';
import type { Finding } from '../../../contract/finding.js';
import type { FrozenMapping } from './frozen.js';
import { isInScope } from './known.js';
import type { MailObject, SourceTenant } from './objects.js';
import type { MappedRow } from './row.js';

export interface Since {
  readonly frozen: FrozenMapping;
  readonly source: Pick<SourceTenant, 'objects'>;
  readonly destination: Pick<SourceTenant, 'objects'>;
  readonly movingDomains: readonly string[];
}

export function driftFindings({ frozen, source, destination, movingDomains }: Since): readonly Finding[] {
  const { mapping, version } = frozen;
  const moving = new Set(movingDomains);
  const mapped = new Set(mapping.map(({ sourceId }) => sourceId));
  const there = (objects: readonly MailObject[]): ReadonlySet<string> => new Set(objects.map(({ id }) => id));
  const [here, yonder] = [there(source.objects), there(destination.objects)];
  const joined = source.objects.filter(
    (one) => !mapped.has(one.id) && one.operator === undefined && isInScope(one, moving),
  );
  const moves = mapping.filter(({ action }) => action !== 'leave');
  const left = moves.filter(({ sourceId }) => !here.has(sourceId));
  const gone = moves.filter(
    ({ action, sourceId, targetId }) =>
      action === 'same' && targetId !== null && here.has(sourceId) && !yonder.has(targetId),
  );
  const found = [
    ...joined.map(({ id, address, name, kind }) =>
      failed('mapping-joined', id, { address, name: name || address, kind, version }),
    ),
    ...left.map((row) => failed('mapping-left', row.sourceId, { ...told(row), version })),
    ...gone.map((row) => failed('mapping-target-gone', row.sourceId, { ...told(row), target: row.target, version })),
  ];
  const behind = stayingBehind(frozen, source, moving);
  return found.length > 0
    ? [...found, ...behind]
    : [{ status: 'passed', code: 'mapping-holds', facts: { version, count: mapping.length } }, ...behind];
}

const mostNames = 5;

/** Decided, and for whoever says go to know all the same: mail to them is refused from that night on. */
function stayingBehind(
  { mapping, version }: FrozenMapping,
  source: Since['source'],
  moving: ReadonlySet<string>,
): readonly Finding[] {
  const left = new Set(mapping.filter(({ action }) => action === 'leave').map(({ sourceId }) => sourceId));
  const behind = source.objects.filter(
    (one) => left.has(one.id) && one.operator === undefined && isInScope(one, moving),
  );
  if (behind.length === 0) return [];
  const names = behind.slice(0, mostNames).map(({ address }) => address);
  const facts = {
    count: behind.length,
    version,
    names: [...names, ...(behind.length > mostNames ? ['…'] : [])].join(', '),
  };
  return [{ status: 'passed', code: 'mapping-behind', facts }];
}

const told = ({ source, name }: MappedRow): Finding['facts'] => ({ address: source, name: name || source });

const failed = (code: FindingCode, id: string, facts: Finding['facts']): Finding => ({
  status: 'failed',
  code,
  facts,
  object: { kind: 'recipient', id, label: String(facts['address']) },
});

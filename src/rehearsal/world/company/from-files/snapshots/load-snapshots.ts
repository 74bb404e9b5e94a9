/** The company of a folder in which our own snapshots are: object by object as they have it, and nothing guessed that they say. */
import type { Company } from '../../../entities.js';
import { seededGuid } from '../../../seeded.js';
import { zoneOf } from '../../generate-company.js';
import type { NoDomains } from '../domains/domains.js';
import type { FolderFile } from '../text/read-folder.js';
import type { Findings } from '../told/findings.js';
import type { MadeUp } from '../told/made-up.js';
import { withArrangements } from './arrangements-read.js';
import { destinationFrom } from './build-destination.js';
import { directoryOf, sourceTenant, withMailUsers } from './build-tenants.js';
import { gatherObjects, type Objects } from './gather-objects.js';
import { withGroupSettings } from './group-settings-read.js';
import { withMailFlow } from './mail-flow-read.js';
import { domainsOf } from './snapshot-domains.js';
import { tellJson, type ToldFile } from './tell-json.js';
import type { Value } from './values.js';

export interface FromSnapshots {
  readonly company: Company;
  readonly told: readonly ToldFile[];
  readonly madeUp: readonly MadeUp[];
}

/** Null: nobody with a mailbox is in them, so that the folder is what its other files are. */
export function loadSnapshots(
  files: readonly FolderFile[],
  seed: number,
  findings: Findings,
): FromSnapshots | NoDomains | null {
  const told = files.flatMap((file) => tellJson(file, findings) ?? []);
  if (told.length === 0) return null;
  const from = gatherObjects(told, 'source', findings);
  const found = directoryOf(from, findings);
  if (found.users.length === 0) {
    for (const { file } of told) findings.add(file, null, 'snapshot-without-people');
    return null;
  }
  const domains = domainsOf(from, found, seed, findings);
  if ('why' in domains) return domains;
  const directory = withMailUsers(found, domains, findings);
  const tenantId = from.tenantId ?? seededGuid(seed, 'tenant/source');
  const tenant = sourceTenant({ ...from, tenantId }, directory, domains, seed, findings);
  const source = withMailFlow(withGroupSettings(withArrangements(tenant, from, findings), from, findings), from);
  const toDestination = gatherObjects(told, 'destination', findings);
  return {
    company: {
      format: 'changeover-company-1',
      movingDomains: [...domains.moving],
      tenants: { source, destination: destinationFrom(toDestination, source, domains, seed, findings) },
      dns: { records: domains.moving.flatMap((name) => zoneOf(name, seed, domains.initial)) },
    },
    told,
    madeUp: madeUpBeside(from, toDestination),
  };
}

function madeUpBeside(source: Objects, destination: Objects): readonly MadeUp[] {
  const without = (is: boolean, what: MadeUp): readonly MadeUp[] => (is ? [] : [what]);
  return [
    ...without(destination.kinds.has('forwards'), 'destination'),
    'dns',
    'profiles',
    'applications',
    source.tables.has('Deleted users') ? 'deleted-mailboxes' : 'deleted',
    ...without(source.tables.has('Other recipients'), 'public-folders'),
    ...without(source.kinds.has('groups'), 'members'),
    ...without([...source.recipients.values()].some(tellsSettings), 'group-settings'),
    ...without(source.tables.has('Rights') || source.kinds.has('rights'), 'rights'),
    ...without(source.tables.has('Sizes'), 'sizes'),
    ...without(source.tables.has('Mail flow in full'), 'mail-flow'),
  ];
}

/** An earlier version of the snapshot of groups did not ask for them. */
const tellsSettings = (value: Value): boolean => 'RequireSenderAuthenticationEnabled' in value;

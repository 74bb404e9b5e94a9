/** What the scripted people do at the destination that night: all that the source held finds its place, and the witness knows it beforehand. */
import { cast } from '../../src/rehearsal/cast.js';
import { compareDumps } from '../../src/rehearsal/compare.js';
import { destinationWork, type Deed, type Situation } from '../../src/rehearsal/people/destination-work.js';
import type { Errand } from '../../src/rehearsal/people/errand.js';
import { HandWork } from '../../src/rehearsal/people/hand-work.js';
import { Notebook } from '../../src/rehearsal/people/notebook.js';
import { Portals } from '../../src/rehearsal/people/portals.js';
import { expectedAfter } from '../../src/rehearsal/witness/expected.js';
import { withSortedAddresses } from '../../src/rehearsal/witness/normal-form.js';
import {
  destinationTenant,
  expectNewcomers,
  generateCompany,
} from '../../src/rehearsal/world/company/generate-company.js';
import type { Company } from '../../src/rehearsal/world/entities.js';
import { domain, recipient, rehearsal, tenant } from '../steps/support/small-world.js';

const steps = [
  'forwarding-removed-destination',
  'contacts-removed-destination',
  'address-holders-cleared',
  'user-aliases-destination',
  'group-aliases-destination',
  'primary-address-users',
  'primary-address-groups',
];
const generated = generateCompany({ mailboxes: 40, seed: 3 });
const { movingDomains } = generated;
const { source, destination } = generated.tenants;
/** The domains are at the destination already. */
const company: Company = {
  ...generated,
  tenants: {
    source,
    destination: { ...destination, domains: [...destination.domains, ...movingDomains.map((name) => domain(name))] },
  },
};
const operators = new Set(cast.flatMap(({ home, hostObjectId }) => [home.objectId, hostObjectId]));
const onMoving = (list: readonly string[]): readonly string[] =>
  list.filter((one) => /^smtp:/i.test(one) && movingDomains.some((name) => one.toLowerCase().endsWith(`@${name}`)));
const plain = (list: readonly string[]): readonly string[] => list.map((one) => one.slice(5).toLowerCase()).sort();

test('there and back at the portal nothing is left over, nothing differs from what the witness expects, and everything the source held was given', async () => {
  const world = await rehearsal({ company });
  try {
    const start = await world.state();
    const course: Errand[] = [];
    const run = async ({ at, door, body }: Errand): Promise<void> => {
      const told = (await world.post(`/world/admin/${at}/${door}`, body)) as Record<string, unknown>;
      course.push({ at, door, body, told });
    };
    const differences = async () => {
      const dump = await world.state();
      const facts = { operators, movingDomains, newNameBecomes: 'primary' as const, moverApp: '' };
      const happened = course.map((errand) => ({ kind: 'by-hand' as const, errand, stepId: '' }));
      return compareDumps(withSortedAddresses(expectedAfter(start, happened, facts)), withSortedAddresses(dump));
    };
    const situation = async (): Promise<Situation> => ({
      source,
      destination: (await world.state()).tenants.destination,
      movingDomains,
      operators,
    });
    const done: Deed[] = [];
    for (const step of steps) {
      const deeds = destinationWork(step, await situation());
      expect([step, deeds.length > 0]).toEqual([step, true]);
      for (const deed of deeds) await run(deed.errand);
      done.push(...deeds);
      expect([step, destinationWork(step, await situation())]).toEqual([step, []]);
    }

    expect(await differences()).toEqual([]);
    const there = (await world.state()).tenants.destination.recipients;
    const moved = source.recipients.filter(
      (one) =>
        one.WhenSoftDeleted === null &&
        /Mailbox$|Group$|^RoomList$/.test(one.RecipientTypeDetails) &&
        !operators.has(one.ExternalDirectoryObjectId),
    );
    expect(
      plain(
        there
          .filter(({ ExternalDirectoryObjectId }) => !operators.has(ExternalDirectoryObjectId))
          .flatMap(({ EmailAddresses }) => onMoving(EmailAddresses)),
      ),
    ).toEqual(plain(moved.flatMap(({ EmailAddresses }) => onMoving(EmailAddresses))));

    for (const { back } of done.reverse()) {
      // Whoever is given an address back waits until the directory has heard that it is free: a dump has settled all that.
      if (/\/add$|^contacts$/.test(back.door)) await world.state();
      await run(back);
    }
    expect(await differences()).toEqual([]);
    const addressesOf = ({ tenants }: Company): readonly string[] =>
      plain(tenants.destination.recipients.flatMap(({ EmailAddresses }) => EmailAddresses));
    expect(addressesOf(await world.state())).toEqual(addressesOf(start));
  } finally {
    world.close();
  }
});

test('who has a name as long as a name may be waits at the destination under a shorter one, and people know under which', () => {
  const long = 'projektbuero-hochwasserschutz-obertal-niedertal-2026-ausschreib';
  const boxes = [`${long}1`, `${long}2`, 'short'].map((local, n) =>
    recipient(n + 1, 'SharedMailbox', [`SMTP:${local}@contoso.com`], null),
  );
  const from = tenant('source', { recipients: boxes });
  const builder = destinationTenant(12, 1);
  expectNewcomers(builder, from, movingDomains);
  const to = builder.tenant(null);
  const locals = to.recipients.flatMap(({ EmailAddresses }) => EmailAddresses.map((one) => one.split(/[:@]/)[1] ?? ''));
  const situation = { source: from, destination: to, movingDomains, operators } as Situation;

  expect(locals.filter((local) => local.length > 64)).toEqual([]);
  expect(destinationWork('user-aliases-destination', situation).map(({ errand }) => errand.body)).toEqual(
    boxes.map(({ EmailAddresses }) => ({ addresses: [(EmailAddresses[0] ?? '').replace('SMTP:', 'smtp:')] })),
  );
});

test('a contact that went because it held the domain is brought back by whoever is asked for the contacts', async () => {
  const world = await rehearsal({ company });
  try {
    const contactsNow = async () =>
      (await world.state()).tenants.destination.recipients
        .filter(({ RecipientTypeDetails }) => RecipientTypeDetails === 'MailContact')
        .map(({ Name, ExternalEmailAddress }) => [Name, ExternalEmailAddress])
        .sort();
    const before = await contactsNow();
    const hands = new HandWork({
      portals: new Portals(world.url),
      facts: { movingDomains, initialDomain: source.initialDomain },
      cast,
      notebook: new Notebook(),
      leftUndone: [],
      did: () => undefined,
      saidNo: (refusal) => {
        throw refusal;
      },
    });
    await hands.exportSource();
    await hands.clear('destination', false);
    expect((await contactsNow()).length).toBeLessThan(before.length);

    for (const name of movingDomains) await world.post(`/world/admin/destination/domains/${name}/remove`, {});
    await hands.carryOut('contacts-removed-destination', true);
    expect(await contactsNow()).toEqual(before);
  } finally {
    world.close();
  }
});

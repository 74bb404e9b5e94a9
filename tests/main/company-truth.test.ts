/** What the proof of whole companies holds the tenants against can tell that something is missing. */
import { notArrived, notAsBefore, type WrittenTruth } from '../../src/main/proof/company-truth.js';
import type { Company, Recipient } from '../../src/rehearsal/world/entities.js';
import { generateCompany } from '../../src/rehearsal/world/company/generate-company.js';

const company = generateCompany({ mailboxes: 30, seed: 4 });
const { source, destination } = company.tenants;
const isMoving = (one: string): boolean =>
  /^smtp:/i.test(one) && company.movingDomains.some((name) => one.endsWith(`@${name}`));
const anna = source.recipients.find(
  ({ RecipientTypeDetails, WhenSoftDeleted, EmailAddresses }) =>
    RecipientTypeDetails === 'UserMailbox' && WhenSoftDeleted === null && EmailAddresses.filter(isMoving).length > 1,
) as Recipient;
const truth: WrittenTruth = {
  moving: company.movingDomains,
  refusal: null,
  objects: [{ kind: 'UserMailbox', name: anna.DisplayName, deleted: null, addresses: anna.EmailAddresses }],
};
const ofMoving = anna.EmailAddresses.filter(isMoving);
const other = destination.recipients[0] as Recipient;
const holding = (...lists: readonly (readonly string[])[]): Company => ({
  ...company,
  tenants: {
    source: { ...source, recipients: [] },
    destination: {
      ...destination,
      recipients: lists.map((EmailAddresses, n) => ({ ...other, Guid: `${n}`, EmailAddresses })),
    },
  },
});

test('what is still at the source, and what nobody has at the destination, is named', () => {
  expect(notArrived(truth, company).some((text) => text === `${ofMoving[0]} is still at the source`)).toBe(true);
  expect(notArrived(truth, holding(ofMoving.slice(1)))).toEqual([
    `${ofMoving[0]?.slice(5)} of ${anna.DisplayName} is nobody's at the destination`,
  ]);
  expect(notArrived(truth, holding(ofMoving.slice(1), ofMoving.slice(0, 1)))).toEqual([
    expect.stringContaining('are with 2 objects'),
  ]);
  expect(notArrived(truth, holding(ofMoving))).toEqual([]);
});

test('one address less at the source than the files had is named', () => {
  expect(notAsBefore(truth, company)).toEqual([]);
  const recipients = source.recipients.map((one) =>
    one === anna ? { ...anna, EmailAddresses: anna.EmailAddresses.slice(0, -1) } : one,
  );
  const end: Company = { ...company, tenants: { destination, source: { ...source, recipients } } };
  expect(notAsBefore(truth, end)).toEqual([expect.stringMatching(`^${anna.DisplayName} holds .* and not`)]);
});

/** A bench whose source says more of a few recipients, and whose answers are read in one line. */
import { generateCompany } from '../../../src/rehearsal/world/company/generate-company.js';
import type { Company, Recipient } from '../../../src/rehearsal/world/entities.js';
import type { MailFlowObject, RecipientDetails } from '../../../src/rehearsal/world/exchange-entities.js';
import { openBench, type Answer, type Bench } from '../harness.js';

/** Read member by member, as any answer of a vendor. */
export type Row = Answer['body'];

export interface ExchangeBench {
  readonly bench: Bench;
  /** The recipient of the source that has this address. */
  recipient(address: string): Recipient;
  /** Runs a cmdlet at the source that must succeed. */
  rows(name: string, parameters?: object): Promise<readonly Row[]>;
  warnings(name: string, parameters?: object): Promise<readonly string[]>;
  /** Runs one that must be refused, and says how. */
  refusal(name: string, parameters?: object): Promise<string>;
}

export interface More {
  readonly details?: readonly RecipientDetails[];
  readonly mailFlow?: readonly MailFlowObject[];
  readonly recipients?: (one: Recipient) => Recipient;
}

export const plainCompany = generateCompany({ mailboxes: 40, seed: 7 });
const holder = (company: Company, address: string): Recipient => {
  const found = company.tenants.source.recipients.find(
    ({ EmailAddresses, WhenSoftDeleted }) =>
      WhenSoftDeleted === null && EmailAddresses.some((one) => one.toLowerCase() === `smtp:${address.toLowerCase()}`),
  );
  if (found === undefined) throw new Error(`Nobody has ${address}.`);
  return found;
};
export const recipientOf = (address: string): Recipient => holder(plainCompany, address);

/** Only what is given: whatever the company itself has of these is left out. */
export const openExchangeBench = async ({ details = [], mailFlow = [], recipients = (one) => one }: More = {}) => {
  const { tenants } = plainCompany;
  const { InPlaceHolds: _, ...config } = tenants.source.exchange;
  const unheld = ({ InPlaceHolds: __, ...one }: Recipient): Recipient => recipients(one);
  const source = {
    ...tenants.source,
    exchange: config,
    recipients: tenants.source.recipients.map(unheld),
    details,
    mailFlow,
  };
  // Hours pass in these tests, and a token would not outlive them.
  const faults = { tokenLifetimeSeconds: 30 * 86_400 };
  return exchangeBench(await openBench({ faults, company: { ...plainCompany, tenants: { ...tenants, source } } }));
};

export function exchangeBench(bench: Bench): ExchangeBench {
  const run = async (name: string, parameters: object, status: number): Promise<Answer> => {
    const answer = await bench.cmdlet('source', name, parameters);
    if (answer.status !== status) throw new Error(`${name}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer;
  };
  return {
    bench,
    recipient: recipientOf,
    rows: async (name, parameters = {}) => (await run(name, parameters, 200)).body.value,
    warnings: async (name, parameters = {}) => (await run(name, parameters, 200)).body['@adminapi.warnings'],
    refusal: async (name, parameters = {}) => {
      const { innererror } = (await run(name, parameters, 400)).body.error;
      return `${innererror.internalexception.type} ${innererror.internalexception.message}`;
    },
  };
}

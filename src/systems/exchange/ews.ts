/** The switches and lists that decide whom Exchange lets in by EWS: https://learn.microsoft.com/exchange/client-developer/exchange-web-services/how-to-control-access-to-ews-in-exchange */
import type { Applied } from '../../contract/change.js';
import type { Waiting } from '../unanswered.js';
import type { ExchangeConnection } from './connection.js';
import { readById } from './read-by-id.js';
import { textOf, textsOf } from './values.js';
import { writeEach } from './write-each.js';

export interface EwsOfOrganization {
  /** Null: nobody has set it, and Microsoft switches it off. */
  readonly ewsEnabled: boolean | null;
  /** Application ids in one text, with commas, as it is kept; null: none. */
  readonly allowedAppIds: string | null;
  readonly userAgents: UserAgentPolicy | null;
}

/** An older way to let programs in, by the name they give themselves: Graph obeys it, too. */
export interface UserAgentPolicy {
  /** `EnforceAllowList` or `EnforceBlockList`. */
  readonly policy: string;
  readonly list: readonly string[];
}

/** Of one mailbox, by its own GUID: the cmdlet tells no other id. */
export interface EwsOfMailbox {
  readonly guid: string;
  readonly ewsEnabled: boolean | null;
  readonly userAgents: UserAgentPolicy | null;
}

export interface Ews {
  ewsOfOrganization(): Promise<EwsOfOrganization>;
  /** Of every mailbox. */
  ewsOfMailboxes(): Promise<readonly EwsOfMailbox[]>;
  /** In the order given, null where there is none. */
  ewsOfMailboxesById(guids: readonly string[]): Promise<readonly (EwsOfMailbox | null)[]>;
  /** Both at once: with the switch on before the list is there, nobody gets in. The list takes the place of the one that was. */
  setEwsOfOrganization(to: Pick<EwsOfOrganization, 'ewsEnabled' | 'allowedAppIds'>): Promise<Applied>;
  setEwsOfMailboxes(to: readonly Pick<EwsOfMailbox, 'guid' | 'ewsEnabled'>[]): Promise<readonly Applied[]>;
}

type Raw = Readonly<Record<string, unknown>>;

const ofMailbox = ['Guid', 'EwsEnabled', 'EwsApplicationAccessPolicy', 'EwsAllowList', 'EwsBlockList'];

export function ews(connection: ExchangeConnection, waiting: Pick<Waiting, 'now'>, side: string): Ews {
  return {
    async ewsOfOrganization() {
      // Without the switch the list of applications is not told, and looks empty.
      const parameters = { RetrieveEwsOperationAccessPolicy: true };
      const command = { cmdlet: 'Get-OrganizationConfig', parameters };
      const [found] = await connection.readAll(`Get-OrganizationConfig in the ${side}`, command);
      if (found === undefined) throw new Error('Get-OrganizationConfig answered nothing');
      return {
        ewsEnabled: truthOrNull(found['EwsEnabled']),
        allowedAppIds: textsOf(found['EwsAllowedAppIDs']).join(',') || null,
        userAgents: userAgentsOf(found),
      };
    },
    async ewsOfMailboxes() {
      const parameters = { ResultSize: 'Unlimited' };
      const command = { cmdlet: 'Get-CASMailbox', parameters, select: ofMailbox };
      return (await connection.readAll(`Get-CASMailbox in the ${side}`, command)).map(mailboxOf);
    },
    async ewsOfMailboxesById(guids) {
      const wanted = guids.map((id) => ({
        id,
        cmdlet: 'Get-CASMailbox',
        idProperty: 'Guid' as const,
        select: ofMailbox,
      }));
      const found = await readById(connection, waiting, `Get-CASMailbox by id in the ${side}`, wanted);
      return found.map((one) => (one === null ? null : mailboxOf(one)));
    },
    async setEwsOfOrganization({ ewsEnabled, allowedAppIds }) {
      const [applied] = await writeEach(connection, `Set-OrganizationConfig in the ${side}`, [
        {
          id: 'organization',
          cmdlet: 'Set-OrganizationConfig',
          parameters: { EwsEnabled: ewsEnabled, EwsAllowedAppIDs: allowedAppIds },
        },
      ]);
      return applied ?? { result: 'in-doubt' };
    },
    setEwsOfMailboxes: (to) =>
      writeEach(
        connection,
        `Set-CASMailbox in the ${side}`,
        to.map(({ guid, ewsEnabled }) => ({
          id: guid,
          cmdlet: 'Set-CASMailbox',
          parameters: { Identity: guid, EwsEnabled: ewsEnabled },
        })),
      ),
  };
}

const mailboxOf = (raw: Raw): EwsOfMailbox => ({
  guid: textOf(raw['Guid']),
  ewsEnabled: truthOrNull(raw['EwsEnabled']),
  userAgents: userAgentsOf(raw),
});

function userAgentsOf(raw: Raw): UserAgentPolicy | null {
  const policy = textOf(raw['EwsApplicationAccessPolicy']);
  if (policy === '') return null;
  return { policy, list: textsOf(raw[/allow/i.test(policy) ? 'EwsAllowList' : 'EwsBlockList']) };
}

function truthOrNull(value: unknown): boolean | null {
  const text = textOf(value).toLowerCase();
  return text === '' ? null : text === 'true';
}

/**
 * Everything that refers to a domain of a tenant, in both services: what keeps it from being removed.
 * https://learn.microsoft.com/en-us/microsoft-365/admin/get-help-with-domains/remove-a-domain,
 * https://learn.microsoft.com/en-us/microsoft-365/troubleshoot/sign-in/unable-remove-domain-office-365 and
 * https://learn.microsoft.com/en-us/graph/api/domain-delete
 */
import type { WorldContext } from './context.js';
import type { Application, Domain, Recipient, Side } from './entities.js';
import { domainOf, parseProxyAddress } from './proxy-addresses.js';

export type DependantKind =
  | 'domain'
  | 'user'
  | 'deletedUser'
  | 'group'
  | 'deletedGroup'
  | 'orgContact'
  | 'application'
  | 'recipient'
  | 'publicFolder'
  | 'softDeletedMailbox'
  | 'inactiveMailbox';

export interface Dependant {
  readonly system: 'graph' | 'exchange';
  readonly kind: DependantKind;
  /** The directory's object id, or the Guid of a recipient. */
  readonly id: string;
  readonly label: string;
  /** The property and the values by which it refers to the domain. */
  readonly through: string;
  /** Of a recipient: its kind, and the directory object behind it when there is one. */
  readonly recipientTypeDetails?: string;
  readonly objectId?: string;
}

/** Addresses that carry mail or calls; an X500 or SPO address is no reference to a domain. */
export const addressesOn = (addresses: readonly string[], domain: string): readonly string[] =>
  addresses.filter(
    (address) =>
      (/^(smtp|sip):/i.test(address) || !address.includes(':')) &&
      domainOf(parseProxyAddress(address).value) === domain,
  );

/** A mailbox that a hold keeps after its deletion: https://learn.microsoft.com/en-us/purview/inactive-mailboxes-in-office-365 */
export const isInactive = (recipient: Recipient): boolean =>
  recipient.WhenSoftDeleted !== null && recipient.LitigationHoldEnabled;

export function dependantsOf(world: WorldContext, side: Side, domain: Domain): readonly Dependant[] {
  return [
    ...asDomain(world, side, domain),
    ...inDirectory(world, side, domain.id),
    ...applicationsOn(world, side, domain.id).map(({ application, uris }): Dependant => ({
      system: 'graph',
      kind: 'application',
      id: application.id,
      label: application.displayName,
      through: `identifierUris ${uris.join(', ')}`,
    })),
    ...inExchange(world, side, domain.id),
  ];
}

/** The tenant itself needs its initial and its default domain, and a root stays while there are subdomains. */
function asDomain(world: WorldContext, side: Side, domain: Domain): readonly Dependant[] {
  const self = { system: 'graph', kind: 'domain', id: domain.id, label: domain.id } as const;
  return [
    ...(domain.isInitial ? [{ ...self, through: 'isInitial' }] : []),
    ...(domain.isDefault ? [{ ...self, through: 'isDefault' }] : []),
    ...[...world.store.all(side, 'domains')]
      .filter((one) => one.id.endsWith(`.${domain.id}`))
      .map(({ id }): Dependant => ({ system: 'graph', kind: 'domain', id, label: id, through: 'subdomain' })),
  ];
}

interface Addressed {
  readonly id: string;
  readonly displayName: string;
  readonly proxyAddresses: readonly string[];
  readonly userPrincipalName?: string;
}

function inDirectory(world: WorldContext, side: Side, domain: string): readonly Dependant[] {
  const { store } = world;
  const held = (kind: DependantKind, objects: Iterable<Addressed>): Dependant[] =>
    [...objects].flatMap((object) => {
      const name = object.userPrincipalName;
      const addresses = addressesOn(object.proxyAddresses, domain);
      const through = [
        ...(name !== undefined && domainOf(name) === domain ? [`userPrincipalName ${name}`] : []),
        ...(addresses.length > 0 ? [`proxyAddresses ${addresses.join(', ')}`] : []),
      ];
      if (through.length === 0) return [];
      return [{ system: 'graph', kind, id: object.id, label: object.displayName, through: through.join('; ') }];
    });
  return [
    ...held('user', store.all(side, 'users')),
    ...held('deletedUser', store.all(side, 'deletedUsers')),
    ...held('group', store.all(side, 'groups')),
    ...held('deletedGroup', store.all(side, 'deletedGroups')),
    ...held('orgContact', store.all(side, 'contacts')),
  ];
}

/** A URI belongs to the closest domain of the tenant above its host: `https://app.contoso.com` to contoso.com if app.contoso.com is none. */
export function applicationsOn(
  world: WorldContext,
  side: Side,
  domain: string,
  applications: Iterable<Application> = world.store.all(side, 'applications'),
): readonly { readonly application: Application; readonly uris: readonly string[] }[] {
  const domains = [...world.store.all(side, 'domains')].map(({ id }) => id).sort((a, b) => b.length - a.length);
  const owner = (uri: string): string | undefined => {
    const host = hostOf(uri);
    return domains.find((one) => host === one || host.endsWith(`.${one}`));
  };
  return [...applications].flatMap((application) => {
    const uris = application.identifierUris.filter((uri) => owner(uri) === domain);
    return uris.length === 0 ? [] : [{ application, uris }];
  });
}

export const hostOf = (uri: string): string =>
  (/^[a-z][a-z0-9+.-]*:\/\/([^/?#:]+)/i.exec(uri)?.[1] ?? '').toLowerCase();

function inExchange(world: WorldContext, side: Side, domain: string): readonly Dependant[] {
  return [...world.store.all(side, 'recipients')].flatMap((recipient): Dependant[] => {
    const addresses = addressesOn(recipient.EmailAddresses, domain);
    if (addresses.length === 0) return [];
    return [
      {
        system: 'exchange',
        kind: kindOf(recipient),
        id: recipient.Guid,
        label: recipient.DisplayName,
        through: `EmailAddresses ${addresses.join(', ')}`,
        recipientTypeDetails: recipient.RecipientTypeDetails,
        ...(recipient.ExternalDirectoryObjectId === '' ? {} : { objectId: recipient.ExternalDirectoryObjectId }),
      },
    ];
  });
}

function kindOf(recipient: Recipient): DependantKind {
  if (recipient.WhenSoftDeleted !== null) return isInactive(recipient) ? 'inactiveMailbox' : 'softDeletedMailbox';
  return recipient.RecipientTypeDetails === 'PublicFolder' ? 'publicFolder' : 'recipient';
}

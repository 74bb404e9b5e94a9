/**
 * `https://outlook.office365.com/EWS/Exchange.asmx`, as far as it takes to see whether a mailbox opens: an application's token, whom it
 * impersonates, the switches and lists, and one folder.
 * https://learn.microsoft.com/en-us/exchange/client-developer/exchange-web-services/how-to-authenticate-an-ews-application-by-using-oauth
 */
import type { ServiceAnswer, ServiceRequest, WorldContext } from '../../context.js';
import { sides, type Recipient, type Side } from '../../entities.js';
import { countsOf, folderIdOf, foldersIn, parentKeyOf, type Mailbox } from '../../mailbox-content.js';
import { primaryOf } from '../../proxy-addresses.js';
import { policyAdmits } from '../../rights/access-policy.js';
import { detailsOf } from '../details.js';
import { exchangeAudience } from '../host.js';
import { mailboxKinds } from '../recipient-view.js';
import { ewsAnswer } from './ews-access.js';
import {
  elements,
  envelopeIn,
  EwsFault,
  faultAnswer,
  folderAnswer,
  inside,
  textInside,
  type FolderShown,
} from './soap.js';

interface Caller {
  readonly side: Side;
  readonly appId: string;
}

const refused = (number: number, reason: string, category: string): ServiceAnswer => ({
  status: 401,
  headers: {
    'www-authenticate':
      'Bearer client_id="00000002-0000-0ff1-ce00-000000000000", trusted_issuers="00000001-0000-0000-c000-000000000000@*", token_types="app_asserted_user_v1 service_asserted_app_v1", error="invalid_token"',
    'x-ms-diagnostics': `${number};reason="${reason}";error_category="${category}"`,
  },
  text: '',
});

/** What `x-ms-diagnostics` says is quoted by administrators; no page lists it. */
function callerOf({ signing, clock, store }: WorldContext, request: ServiceRequest): Caller | ServiceAnswer {
  const token = /^bearer\s+(\S+)/i.exec(request.headers['authorization'] ?? '')?.[1];
  const claims = token === undefined ? undefined : signing.read(token);
  if (token === undefined || claims === undefined || signing.isRevoked(token))
    return refused(2000000, 'The token is missing or has an invalid signature.', 'invalid_signature');
  if (claims.aud !== exchangeAudience)
    return refused(2000003, `The audience claim value is invalid '${claims.aud}'.`, 'invalid_resource');
  if (clock.now().getTime() >= claims.exp * 1000) return refused(2000001, 'The token has expired.', 'invalid_lifetime');
  const side = sides.find((one) => store.heads[one].tenantId === claims.tid);
  if (side === undefined) return refused(2000002, 'The issuer of the token is unknown.', 'invalid_issuer');
  if (claims.roles?.includes('full_access_as_app') !== true)
    return refused(
      2000008,
      'The token contains no permissions, or permissions can not be understood.',
      'invalid_grant',
    );
  return { side, appId: claims.appid };
}

export function answerEws(world: WorldContext, request: ServiceRequest): ServiceAnswer {
  if (request.method !== 'POST') return { status: 405, text: '' };
  const caller = callerOf(world, request);
  if ('status' in caller) return caller;
  try {
    const { header, body } = envelopeIn(request.body);
    const wanted = inside(body, 'GetFolder');
    if (wanted === undefined)
      throw new EwsFault('ErrorInvalidRequest', 'The rehearsal world serves GetFolder of this service alone.');
    const mailbox = impersonated(world, caller, header);
    // An application is told by the header, not by the body.
    const admitted = ewsAnswer(world, caller.side, mailbox.recipient, {
      appId: caller.appId,
      userAgent: request.headers['user-agent'] ?? '',
    });
    if (!admitted.allowed) return { status: 403, headers: { 'x-ews-policy-reason': admitted.reason }, text: '' };
    if (!policyAdmits(world, caller.side, caller.appId, mailbox.recipient, mailbox.now))
      throw new EwsFault(
        'ErrorImpersonateUserDenied',
        'The account does not have permission to impersonate the requested user.',
      );
    const ids = inside(wanted, 'FolderIds') ?? '';
    const asked = [
      ...elements(ids, 'DistinguishedFolderId').map(
        ({ id, body: of }) =>
          () =>
            standardFolder(mailbox, id, of),
      ),
      ...elements(ids, 'FolderId').map(
        ({ id }) =>
          () =>
            folderById(mailbox, id),
      ),
    ];
    if (asked.length === 0)
      throw new EwsFault('ErrorSchemaValidation', 'The request failed schema validation: FolderIds is incomplete.');
    return folderAnswer(asked.map(told), textInside(wanted, 'BaseShape') === 'IdOnly');
  } catch (error) {
    if (error instanceof EwsFault) return faultAnswer(error);
    throw error;
  }
}

function told(ask: () => FolderShown): FolderShown | EwsFault {
  try {
    return ask();
  } catch (error) {
    if (error instanceof EwsFault) return error;
    throw error;
  }
}

/** "To use application permissions, you will also need to explicitly impersonate a mailbox that you would like to access." */
function impersonated(world: WorldContext, { side }: Caller, header: string): Mailbox {
  const whom = inside(header, 'ExchangeImpersonation');
  if (whom === undefined)
    throw new EwsFault(
      'ErrorInvalidExchangeImpersonationHeaderData',
      'ExchangeImpersonation SOAP header must be present for this type of OAuth token.',
    );
  const primary = textInside(whom, 'PrimarySmtpAddress');
  const address = primary ?? textInside(whom, 'SmtpAddress');
  const principal = textInside(whom, 'PrincipalName');
  if (address === undefined && principal === undefined)
    throw new EwsFault('ErrorInvalidExchangeImpersonationHeaderData', 'The impersonation header data is not valid.');
  const { store } = world;
  const userId = principal === undefined ? undefined : store.index[side].userByPrincipalName(principal);
  const guid =
    address === undefined
      ? store.index[side].recipientOfObject(userId ?? '')
      : store.index[side].recipientWithAddress(address);
  const mailbox = open(world, side, guid);
  if (primary !== undefined && primaryOf(mailbox.recipient.EmailAddresses)?.toLowerCase() !== primary.toLowerCase())
    throw new EwsFault(
      'ErrorNonPrimarySmtpAddress',
      'The primary SMTP address must be specified when referencing a mailbox.',
    );
  return mailbox;
}

function open(world: WorldContext, side: Side, guid: string | undefined): Mailbox {
  const recipient = guid === undefined ? undefined : world.store.get(side, 'recipients', guid);
  if (recipient === undefined || !mailboxKinds.includes(recipient.RecipientTypeDetails))
    throw new EwsFault('ErrorNonExistentMailbox', 'The SMTP address has no mailbox associated with it.');
  return { world, side, recipient, now: world.clock.now().getTime() };
}

const standard: Readonly<Record<string, string>> = {
  msgfolderroot: 'Root',
  inbox: 'Inbox',
  drafts: 'Drafts',
  sentitems: 'SentItems',
  deleteditems: 'DeletedItems',
  junkemail: 'JunkEmail',
  outbox: 'Outbox',
  calendar: 'Calendar',
  contacts: 'Contacts',
  tasks: 'Tasks',
  notes: 'Notes',
  journal: 'Journal',
};

/** Of whom is impersonated, or of the mailbox that is named and whose whole access that one was given. */
function standardFolder(mailbox: Mailbox, id: string | undefined, body: string): FolderShown {
  const key = standard[(id ?? '').toLowerCase()];
  if (key === undefined)
    throw new EwsFault('ErrorFolderNotFound', 'The specified folder could not be found in the store.');
  const address = textInside(inside(body, 'Mailbox') ?? '', 'EmailAddress');
  if (address === undefined) return folderShown(mailbox, key);
  const { world, side } = mailbox;
  const other = open(world, side, world.store.index[side].recipientWithAddress(address));
  if (other.recipient.Guid !== mailbox.recipient.Guid && !hasFullAccess(mailbox.recipient, other))
    throw new EwsFault('ErrorAccessDenied', 'Access is denied. Check credentials and try again.');
  return folderShown(other, key);
}

function hasFullAccess(who: Recipient, { world, side, recipient }: Mailbox): boolean {
  const mine = (detailsOf(world, side, recipient).rights ?? []).filter(
    ({ trustee, AccessRights }) => trustee === who.ExternalDirectoryObjectId && AccessRights.includes('FullAccess'),
  );
  return mine.length > 0 && mine.every(({ Deny }) => !Deny);
}

function folderById(mailbox: Mailbox, id: string | undefined): FolderShown {
  if (id === undefined || !/^[\w-]{20,}=*$/.test(id)) throw new EwsFault('ErrorInvalidIdMalformed', 'Id is malformed.');
  const folder = foldersIn(mailbox).find(({ key }) => folderIdOf(mailbox, key) === id);
  if (folder === undefined) throw new EwsFault('ErrorItemNotFound', 'The specified object was not found in the store.');
  return folderShown(mailbox, folder.key);
}

function folderShown(mailbox: Mailbox, key: string): FolderShown {
  const folders = foldersIn(mailbox);
  const { items, unread } = countsOf(mailbox, key);
  return {
    id: folderIdOf(mailbox, key),
    displayName: folders.find((one) => one.key === key)?.name ?? '',
    items,
    unread,
    children: folders.filter((one) => parentKeyOf(mailbox, one) === key).length,
  };
}

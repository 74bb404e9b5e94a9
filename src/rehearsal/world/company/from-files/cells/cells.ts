/** What a single cell says. Whatever cannot be understood comes back as such, never as a guess. */
import { isCut, jsonList } from './list-cells.js';
import { isUnroutable } from '../domains/unroutable.js';

/** What Entra ID takes for a sign-in name. https://learn.microsoft.com/en-us/entra/identity/hybrid/connect/plan-connect-userprincipalname */
const principalName = /^[A-Za-z0-9'._!#^~-]{1,64}@[A-Za-z0-9.-]+$/;
const localPart = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const domainName = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/i;

export const isDomainName = (text: string): boolean => domainName.test(text);
export const domainPart = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();
export const localPartOf = (address: string): string => address.slice(0, address.lastIndexOf('@'));

export const isPrincipalName = (text: string): boolean =>
  principalName.test(text) &&
  !/^\.|\.@/.test(text) &&
  domainName.test(domainPart(text)) &&
  !isUnroutable(domainPart(text));

export const isAddress = (text: string): boolean =>
  text.length <= 320 &&
  text.split('@').length === 2 &&
  localPart.test(localPartOf(text)) &&
  domainName.test(domainPart(text));

/** What of an address Entra ID does not take into a sign-in name becomes a hyphen: `r&d@contoso.com` signs in as `r-d@contoso.com`. */
export function principalNameFrom(address: string): string | null {
  const local = localPartOf(address)
    .replace(/[{}]/g, '')
    .replace(/[^A-Za-z0-9'._!#^~-]+/g, '-')
    .slice(0, 64)
    .replace(/^[.-]+/, '')
    .replace(/[.-]+$/, '');
  const name = `${local}@${domainPart(address)}`;
  return isPrincipalName(name) ? name : null;
}

export const isNothing = (cell: string): boolean => /^(null|\$null)$/i.test(cell);

export const isGuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

/**
 * `System.String[]`, `Microsoft.Exchange.Data.ProxyAddressCollection`: Export-Csv wrote the type of a list, not its members; `[object Object]`:
 * so did a web page.
 */
export const isTypeName = (text: string): boolean =>
  /^(System|Microsoft|Deserialized)(\.[A-Za-z]+)+(`\d+)?(\[[^\]]*\])*$/.test(text) ||
  /^(\[object [A-Za-z]+\][,; ]*)+$/.test(text);

/** Address types that Exchange has ever had; others are told by their capitals. */
const known = /^(smtp|sip|x500|x400|spo|eum|notes|ms|msmail|ccmail|gwise|fax|airsync|lotus|profs|rfax|mobile|telex)$/i;
/** `DDA:SMTP=…` stands inside an X400 address. */
const isType = (word: string): boolean => known.test(word) || (/^[A-Z][A-Z0-9]{1,8}$/.test(word) && word !== 'DDA');
const typeOf = (text: string): string | null => {
  const word = /^([A-Za-z][A-Za-z0-9]{1,8}):/.exec(text)?.[1] ?? '';
  return isType(word) ? word : null;
};

export interface AddressCell {
  /** The one written `SMTP:`. */
  readonly primary: string | null;
  /** With their prefixes, the primary too. */
  readonly addresses: readonly string[];
  readonly broken: readonly string[];
  /** The console cut it. */
  readonly cut: boolean;
}

/**
 * Addresses joined by whatever the exporter liked. An X500 value holds blanks, commas and plus signs of its own, so a separator only
 * counts where an address type follows it; a list without any types is split at every blank, comma and semicolon, and is of `otherwise`.
 * What is no SMTP and no SIP address comes back to the letter.
 */
export function readAddresses(cell: string, otherwise = 'smtp'): AddressCell {
  const cut = isCut(cell);
  const list = jsonList(cell.trim());
  const text = (list === null ? cell : list.join(','))
    .trim()
    .replace(/^[{[(]|[}\])]$/g, (bracket) => (/^\{/.test(cell) || bracket !== ')' ? '' : bracket))
    .trim()
    .replace(/(\.\.\.|…)$/, '')
    .trim();
  const pieces = splitAtTypes(text).flatMap((piece) =>
    /^(smtp|sip)$/i.test(typeOf(piece) ?? otherwise) ? plainPieces(piece) : [piece],
  );
  // A list that was cut ends in the middle of an address.
  if (cut) pieces.pop();
  const addresses: string[] = [];
  const broken: string[] = [];
  for (const piece of pieces.map(withoutJoints).filter((one) => one !== '')) {
    const type = typeOf(piece) ?? otherwise;
    const value = (typeOf(piece) === null ? piece : piece.slice(type.length + 1)).trim();
    if (/^(smtp|sip)$/i.test(type) ? !isAddress(value) : value === '') broken.push(piece);
    // Of the types only the case of SMTP means something.
    else addresses.push(`${/^smtp$/i.test(type) && type !== 'SMTP' ? 'smtp' : type}:${value}`);
  }
  const primary = addresses.find((address) => address.startsWith('SMTP:'))?.slice(5) ?? null;
  return { primary, addresses, broken, cut };
}

function splitAtTypes(text: string): string[] {
  const pieces: string[] = [];
  let from = 0;
  for (const joint of text.matchAll(/(?<![\s,;|+])[\s,;|+]+(?=([A-Za-z][A-Za-z0-9]{1,8}):)/g)) {
    if (!isType(joint[1] as string)) continue;
    const piece = text.slice(from, joint.index);
    // It ends with a semicolon of its own, whatever joins it to the next.
    pieces.push(/^x400:/i.test(piece) && joint[0].startsWith(';') ? `${piece};` : piece);
    from = joint.index + joint[0].length;
  }
  return [...pieces, text.slice(from)];
}

/** An X400 value ends with a semicolon of its own. */
function withoutJoints(text: string): string {
  const piece = text.trim();
  let end = piece.length;
  while (!/^x400:/i.test(piece) && ',;+|'.includes(piece.charAt(end - 1)) && end > 0) end -= 1;
  return piece.slice(0, end);
}

const plainPieces = (piece: string): string[] =>
  piece
    .split(/[\s,;|]+/)
    // `a@contoso.com+b@contoso.com` is two, `a+news@contoso.com` one.
    .flatMap((one) => (one.split('@').length > 2 ? one.split('+') : [one]));

/** Names and addresses of what is made. https://learn.microsoft.com/en-us/powershell/module/exchange/new-mailbox (Alias, Name, PrimarySmtpAddress) */
import type { WorldContext } from '../context.js';
import type { Recipient, Side } from '../entities.js';
import { domainOf, smtpKey } from '../proxy-addresses.js';
import { isSmtpAddress } from './address-list.js';
import type { CmdletCall } from './cmdlet.js';
import { badArgument, CmdletRefusal } from './refusal.js';
import { required } from './values.js';

const longest = 64;
const unsupported = /[^A-Za-z0-9!#%*+\-/=?^_~.$&'`{}|\u00A1-\u00FF]/g;

export function nameIn({ parameters }: CmdletCall): string {
  const name = required(parameters, 'Name');
  if (name.length > longest) throw tooLong('Name', name);
  return name;
}

const tooLong = (parameter: string, value: string): CmdletRefusal =>
  badArgument(
    parameter,
    `The length of the property is too long. The maximum length is ${longest} and the length of the value provided is ${value.length}.`,
  );

export function displayNameIn({ parameters }: CmdletCall, name: string): string {
  const value = parameters['DisplayName'];
  if (value === undefined || value === null || value === '') return name;
  if (typeof value !== 'string' || value.length > 256)
    throw badArgument('DisplayName', 'A text of at most 256 characters is required.');
  return value;
}

/** "The value of the Name parameter is used. Spaces are removed and unsupported characters are converted to question marks": `from` is that value. */
export function aliasIn(call: CmdletCall, from: string): string {
  const { world, side, parameters } = call;
  const given = parameters['Alias'];
  if (given === undefined || given === null || given === '')
    return from.replaceAll(' ', '').replace(unsupported, '?').slice(0, longest);
  if (typeof given !== 'string') throw badArgument('Alias', 'A text is required.');
  if (given.length > longest) throw tooLong('Alias', given);
  if (given.match(unsupported) !== null || /^\.|\.$|\.\./.test(given))
    throw badArgument('Alias', `The alias "${given}" has characters that an alias can't have.`);
  if (recipientsBy(world, side, given, 'Alias').length > 0)
    throw new CmdletRefusal(
      'Microsoft.Exchange.Configuration.Tasks.PropertyValueExistsException',
      `The value "${given}" of property "Alias" is used by another recipient object. Please specify a unique value.`,
    );
  return given;
}

const recipientsBy = (
  { store }: WorldContext,
  side: Side,
  value: string,
  property: 'Alias' | 'Name',
): readonly Recipient[] =>
  store.index[side].recipientsNamed(value).flatMap((guid) => {
    const one = store.get(side, 'recipients', guid);
    return one !== undefined && one.WhenSoftDeleted === null && one[property].toLowerCase() === value.toLowerCase()
      ? [one]
      : [];
  });

export function checkNewName({ world, side }: CmdletCall, name: string): void {
  if (recipientsBy(world, side, name, 'Name').length > 0)
    throw new CmdletRefusal(
      'Microsoft.Exchange.Data.Directory.ADObjectAlreadyExistsException',
      `The name "${name}" is already being used. Please try another name.`,
    );
}

const bestFit: Readonly<Record<string, string>> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  ß: 'ss',
  Ä: 'Ae',
  Ö: 'Oe',
  Ü: 'Ue',
  æ: 'ae',
  ø: 'oe',
  å: 'aa',
};
/** "Supported Unicode characters are mapped to best-fit US-ASCII text characters." */
const ascii = (text: string): string =>
  [...text]
    .map((one) => bestFit[one] ?? one.normalize('NFD').replace(/[\u0300-\u036f]/g, ''))
    .join('')
    .replace(/[^\x21-\x7e]|[?"(),:;<>@[\\\]]/g, '_');

export const defaultDomain = ({ store }: WorldContext, side: Side): string =>
  [...store.all(side, 'domains')].find(({ isDefault }) => isDefault)?.id ?? store.heads[side].initialDomain;

/** The address that was asked for, or the alias at the default domain; beside it the alias at the initial domain, for routing, where it is free. */
export function newAddresses({ world, side, parameters }: CmdletCall, alias: string, self: string): readonly string[] {
  const given = parameters['PrimarySmtpAddress'];
  const local = ascii(alias);
  const primary =
    given === undefined || given === null
      ? `${local}@${defaultDomain(world, side)}`
      : String(given).replace(/^smtp:/i, '');
  if (!isSmtpAddress(primary)) throw badArgument('PrimarySmtpAddress', `The email address "${primary}" isn't correct.`);
  const { initialDomain } = world.store.heads[side];
  const routing = `${local}@${initialDomain}`;
  const index = world.store.index[side];
  const free =
    index.addressHolder(smtpKey(routing), self) === undefined && index.principalNameHolder(routing, self) === undefined;
  return [`SMTP:${primary}`, ...(free && domainOf(primary) !== initialDomain ? [`smtp:${routing}`] : [])];
}

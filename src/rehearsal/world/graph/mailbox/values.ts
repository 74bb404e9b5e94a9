/** Bodies, people and texts as they stand in what is put into a mailbox. */
import { GraphRefusal } from '../errors.js';

type Given = Readonly<Record<string, unknown>>;

export const invalid = (name: string): GraphRefusal =>
  new GraphRefusal(400, 'ErrorInvalidRequest', `The value of the property '${name}' is not valid.`);

/** Names outside the resource are refused before anything is done. */
export function checkNames(given: Given, type: string, names: ReadonlySet<string>): void {
  const strange = Object.keys(given).find((name) => !names.has(name) && !name.includes('@odata.'));
  if (strange !== undefined)
    throw new GraphRefusal(
      400,
      'RequestBodyRead',
      `The property '${strange}' does not exist on type 'microsoft.graph.${type}'. Make sure to only use property names that are defined by the type.`,
    );
}

export function textIn(given: Given, name: string): string | null {
  const value = given[name];
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string') throw invalid(name);
  return value;
}

export function truthIn(given: Given, name: string, usual: boolean): boolean {
  const value = given[name];
  if (value === undefined || value === null) return usual;
  if (typeof value !== 'boolean') throw invalid(name);
  return value;
}

/** One of these words, in whatever case. */
export function wordIn(given: Given, name: string, words: readonly string[], usual: string): string {
  const value = textIn(given, name);
  if (value === null) return usual;
  const word = words.find((one) => one.toLowerCase() === value.toLowerCase());
  if (word === undefined) throw invalid(name);
  return word;
}

export function listIn<One>(given: Given, name: string, of: (value: unknown) => One): readonly One[] {
  const value = given[name];
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw invalid(name);
  return value.map(of);
}

export interface Body {
  readonly contentType: string;
  readonly content: string;
}

/** https://learn.microsoft.com/en-us/graph/api/resources/itembody */
export function bodyIn(given: Given, usual: 'text' | 'html' = 'text'): Body {
  const body = (given['body'] ?? {}) as Given;
  if (typeof body !== 'object' || Array.isArray(body)) throw invalid('body');
  return { contentType: wordIn(body, 'contentType', ['text', 'html'], usual), content: textIn(body, 'content') ?? '' };
}

export const previewOf = ({ contentType, content }: Body): string =>
  (contentType === 'html' ? content.replace(/<[^>]*>/g, ' ') : content).replace(/\s+/g, ' ').trim().slice(0, 255);

export interface EmailAddress {
  readonly name: string;
  readonly address: string;
}

/** https://learn.microsoft.com/en-us/graph/api/resources/emailaddress */
export function emailAddressIn(value: unknown): EmailAddress {
  const { name, address } = (value ?? {}) as Given;
  if (typeof address !== 'string' || !/^[^@\s]+@[^@\s]+$/.test(address)) throw invalid('emailAddress');
  return { name: typeof name === 'string' ? name : address, address };
}

/** https://learn.microsoft.com/en-us/graph/api/resources/recipient */
export const recipientIn = (value: unknown): { readonly emailAddress: EmailAddress } => ({
  emailAddress: emailAddressIn(((value ?? {}) as Given)['emailAddress']),
});

import { mentionsOf } from '../../src/steps/mail-flow/mentions.js';

const domains = ['contoso.com', 'contoso-retail.com', 'почта.рф'];
const found = (text: unknown): readonly string[] => mentionsOf({ Value: text }, domains).map(({ domain }) => domain);

test.each([
  ['contoso.com', ['contoso.com']],
  ['CONTOSO.COM', ['contoso.com']],
  ['anna@contoso.com', ['contoso.com']],
  ['smtp:*.contoso.com;1', ['contoso.com']],
  ['mail.contoso.com', ['contoso.com']],
  ['@contoso\\.com$', ['contoso.com']],
  ['contoso\\-retail\\.com', ['contoso-retail.com']],
  [
    ['a.example', 'x@contoso-retail.com, y@contoso.com'],
    ['contoso.com', 'contoso-retail.com'],
  ],
  [{ inside: { of: 'почта.рф' } }, ['почта.рф']],
  ['Sent to contoso.com.', ['contoso.com']],
  ['@contoso[.]com$', ['contoso.com']],
  ['@(contoso|fabrikam)\\.com$', ['contoso.com']],
  ['^.+@(?:mail\\.)?contoso(-retail|)\\.(com|net)$', ['contoso.com', 'contoso-retail.com']],
  ['anna@xn--80a1acny.xn--p1ai', ['почта.рф']],
  ['contoso-com.mail.protection.outlook.com', ['contoso.com']],
  ['contoso-retail-com.b-v1.mx.microsoft', ['contoso-retail.com']],
])('%j names the domain', (text, named) => {
  expect(found(text)).toEqual(named);
});

test.each([
  'notcontoso.com',
  'contoso.com.au',
  'contoso-com',
  'contoso-com.example',
  'notcontoso-com.mail.protection.outlook.com',
  '@(fabrikam|northwind)\\.com$',
  'Anna (contoso) and com',
  'contoso.community',
  'my-contoso.com',
  'contosoxcom',
  '',
  7,
  null,
])('%j names another, or none', (text) => {
  expect(found(text)).toEqual([]);
});

test('it says which property names it, and the description only where no other one does', () => {
  const description = 'If the message is sent to contoso.com';
  const both = { SentTo: ['a@contoso.com'], Description: description, Identity: 'contoso.com rule' };

  expect(mentionsOf(both, domains).map(({ property }) => property)).toEqual(['SentTo']);
  expect(mentionsOf({ Description: description }, domains).map(({ property }) => property)).toEqual(['Description']);
});

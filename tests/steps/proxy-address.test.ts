import {
  domainOf,
  parseProxyAddress,
  sameAddresses,
  smtpAddresses,
  sortedAddresses,
} from '../../src/steps/addresses/proxy-address.js';
import { nameBeforeDeletion } from '../../src/steps/addresses/address-holders.js';
import { homeAddressOfGuest } from '../../src/steps/users/operators.js';

const x500 =
  'X500:/o=ExchangeLabs/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=0f1e-Ivan@contoso.com';

const rows = [
  { text: 'SMTP:Ivan@Contoso.com', type: 'smtp', value: 'Ivan@Contoso.com', primary: true },
  { text: 'smtp:ivan@contoso.com', type: 'smtp', value: 'ivan@contoso.com', primary: false },
  { text: 'Smtp:ivan@contoso.com', type: 'smtp', value: 'ivan@contoso.com', primary: false },
  { text: 'ivan@contoso.com', type: 'smtp', value: 'ivan@contoso.com', primary: false },
  { text: 'SIP:ivan@contoso.com', type: 'sip', value: 'ivan@contoso.com', primary: false },
  {
    text: 'EUM:4711;phone-context=plan.contoso.com',
    type: 'eum',
    value: '4711;phone-context=plan.contoso.com',
    primary: false,
  },
  { text: x500, type: 'x500', value: x500.slice(5), primary: false },
] as const;

for (const row of rows)
  test(`${row.text} is read as what it is`, () => expect(parseProxyAddress(row.text)).toEqual(row));

test('only SMTP addresses count as addresses, primary and aliases', () => {
  expect(smtpAddresses(rows.map(({ text }) => text))).toEqual([
    'Ivan@Contoso.com',
    'ivan@contoso.com',
    'ivan@contoso.com',
    'ivan@contoso.com',
  ]);
});

test('a domain is compared without case, and nothing has one that has no at sign', () => {
  expect(domainOf('Ivan@CONTOSO.com')).toBe('contoso.com');
  expect(domainOf('"a@b"@contoso.com')).toBe('contoso.com');
  expect(domainOf('no-domain')).toBeNull();
  expect(domainOf('@contoso.com')).toBeNull();
});

test('lists are equal whatever their order, and differ by the case of a prefix', () => {
  expect(sameAddresses(['SMTP:a@x', 'smtp:b@x'], ['smtp:b@x', 'SMTP:a@x'])).toBe(true);
  expect(sameAddresses(['SMTP:a@x', 'smtp:b@x'], ['SMTP:b@x', 'smtp:a@x'])).toBe(false);
  expect(sortedAddresses(['smtp:b', 'SMTP:a', 'SIP:c'])).toEqual(['SIP:c', 'SMTP:a', 'smtp:b']);
});

test('the home address of a guest is read out of the sign-in name', () => {
  expect(homeAddressOfGuest('sergei_volkov_contoso.com#EXT#@fabrikamworld.onmicrosoft.com')).toBe(
    'sergei_volkov@contoso.com',
  );
  expect(homeAddressOfGuest('anna@fabrikam.com')).toBeNull();
});

test('the id that Entra puts before the name of a deleted user is taken off', () => {
  const id = 'aaaaaaaa-1111-4111-8111-bbbbbbbbbbbb';

  expect(nameBeforeDeletion({ id, userPrincipalName: `${id.replaceAll('-', '')}ivan@contoso.com` })).toBe(
    'ivan@contoso.com',
  );
  expect(nameBeforeDeletion({ id, userPrincipalName: 'ivan@contoso.com' })).toBe('ivan@contoso.com');
});

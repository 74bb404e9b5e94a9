import {
  addressOnInitialDomain,
  lostAddresses,
  movingAddresses,
  needsNewPrimary,
  withoutMovingDomains,
} from '../../src/steps/addresses/moving-addresses.js';

const moving = ['contoso.com', 'contoso-retail.com', 'shops.contoso-retail.com'];
const initial = 'contosogroup.onmicrosoft.com';

test.each<[string, string, boolean]>([
  ['a primary address', 'SMTP:ivan@contoso.com', true],
  ['an alias', 'smtp:ivan@contoso-retail.com', true],
  ['a domain in capitals', 'smtp:Ivan@CONTOSO.Com', true],
  ['a Cyrillic local part', 'smtp:продажи@contoso.com', true],
  ['a value without a type', 'ivan@contoso.com', true],
  ['a SIP address', 'SIP:ivan@contoso.com', true],
  ['a type nobody has heard of, with a mail address', 'GWISE:ivan@contoso.com', true],
  ['a subdomain that is named as moving', 'smtp:kiosk@shops.contoso-retail.com', true],
  ['a subdomain that is not', 'smtp:ivan@mail.contoso.com', false],
  ['a domain that merely ends alike', 'smtp:ivan@notcontoso.com', false],
  ['an address on the initial domain', `smtp:ivan@${initial}`, false],
  ['an address on a domain that stays', 'SMTP:ivan@staying.example', false],
  ['X.500', 'X500:/o=Old/cn=ivan@contoso.com', false],
  ['X.400', 'X400:C=US;A= ;P=Contoso;O=Exchange;S=ivan@contoso.com', false],
  ['SharePoint', 'SPO:SPO_4f1e@contoso.com', false],
  ['voice mail', 'EUM:ivan@contoso.com', false],
  ['voice mail with its plan', 'eum:1001;phone-context=plan.contoso.com', false],
])('%s: %s moves: %s', (_, address, moves) => {
  expect(movingAddresses([address], moving)).toEqual(moves ? [address] : []);
});

test.each<[string, readonly string[], boolean]>([
  ['a primary on a moving domain', ['SMTP:a@Contoso.com', `smtp:a@${initial}`], true],
  ['a primary on the initial domain', [`SMTP:a@${initial}`, 'smtp:a@contoso.com'], false],
  ['a primary on a domain that stays', ['SMTP:a@staying.example', 'smtp:a@contoso.com'], false],
  ['no primary at all', ['smtp:a@staying.example', 'smtp:a@contoso.com'], true],
])('with %s a new primary is needed: %s', (_, addresses, needed) => {
  expect(needsNewPrimary(addresses, moving)).toBe(needed);
});

test.each<[string, readonly string[], string | null, string | null]>([
  ['none there', ['SMTP:a@contoso.com'], null, null],
  ['the only one', ['SMTP:a@contoso.com', `smtp:Other@${initial}`], null, `Other@${initial}`],
  [
    'the sign-in name before the rest',
    ['SMTP:a@contoso.com', `smtp:a@${initial}`, `smtp:A.Long@${initial}`],
    `a.long@${initial}`,
    `A.Long@${initial}`,
  ],
  [
    'the present local part before the first',
    ['SMTP:Mia@contoso.com', `smtp:anna@${initial}`, `smtp:mia@${initial}`],
    'mia@elsewhere.example',
    `mia@${initial}`,
  ],
  ['the first in order', ['SMTP:x@contoso.com', `smtp:c@${initial}`, `smtp:b@${initial}`], null, `b@${initial}`],
  ['a SIP address is not one', ['SMTP:x@contoso.com', `SIP:x@${initial}`], null, null],
  [
    'the domain in capitals',
    ['SMTP:x@contoso.com', `smtp:x@${initial.toUpperCase()}`],
    null,
    `x@${initial.toUpperCase()}`,
  ],
])('on the initial domain, %s', (_, addresses, signInName, expected) => {
  expect(addressOnInitialDomain(addresses, initial, signInName)).toBe(expected);
});

test.each<[string, readonly string[], string | null, readonly string[]]>([
  [
    'only what moves goes',
    [
      `SMTP:a@${initial}`,
      'smtp:a@contoso.com',
      'SIP:a@contoso-retail.com',
      'X500:/o=x/cn=a@contoso.com',
      'smtp:a@staying.example',
    ],
    null,
    [`SMTP:a@${initial}`, 'X500:/o=x/cn=a@contoso.com', 'smtp:a@staying.example'],
  ],
  [
    'an alias becomes the primary, and is there once',
    ['SMTP:a@contoso.com', `smtp:A@${initial}`, `SIP:a@${initial}`],
    `A@${initial}`,
    [`SIP:a@${initial}`, `SMTP:A@${initial}`],
  ],
  [
    'an address that was not there is added',
    ['SMTP:a@contoso.com', 'SPO:SPO_1@SPO_2'],
    `a@${initial}`,
    [`SMTP:a@${initial}`, 'SPO:SPO_1@SPO_2'],
  ],
])('%s', (_, addresses, newPrimary, expected) => {
  expect(withoutMovingDomains(addresses, moving, newPrimary)).toEqual(expected);
});

test('an address of the plan that is not there is lost; one that came since is nobody’s loss', () => {
  expect(lostAddresses(['SMTP:a@x.example', 'smtp:b@x.example'], ['SMTP:a@x.example', 'smtp:new@x.example'])).toEqual([
    'smtp:b@x.example',
  ]);
});

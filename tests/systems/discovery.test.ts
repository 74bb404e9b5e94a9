import { SystemFault } from '../../src/errors.js';
import { createDiscovery } from '../../src/systems/discovery/discovery.js';
import { json, pausableClock, scriptedTransport, type Expected } from './scripted-transport.js';

const tenantId = '11111111-1111-4111-8111-111111111111';

function discoveryOver(script: readonly Expected[]) {
  const wire = scriptedTransport(script);
  const clock = pausableClock();
  return {
    wire,
    clock,
    discovery: createDiscovery({ endpoint: 'https://login.microsoftonline.com', transport: wire.transport, ...clock }),
  };
}

const openId = '/contoso.com/v2.0/.well-known/openid-configuration';
const nobody = () => json({ error: 'invalid_tenant', error_description: 'AADSTS90002: …' }, { status: 400 });

test('the tenant is read from the issuer, and only invalid_tenant means nobody', async () => {
  const { discovery, wire } = discoveryOver([
    {
      method: 'GET',
      path: openId,
      answer: () => json({ issuer: `https://login.microsoftonline.com/${tenantId}/v2.0` }),
    },
    { method: 'GET', path: openId, answer: nobody },
    { method: 'GET', path: openId, answer: () => json({ error: 'invalid_request' }, { status: 400 }) },
  ]);

  expect(await discovery.tenantOf('contoso.com')).toBe(tenantId);
  expect(await discovery.tenantOf('contoso.com')).toBeNull();
  await expect(discovery.tenantOf('contoso.com')).rejects.toThrow(SystemFault);
  wire.allUsed();
});

test('a page of somebody in between is asked past, and never taken for nobody', async () => {
  const { discovery, wire, clock } = discoveryOver([
    { method: 'GET', path: openId, answer: () => new Response('<html>proxy</html>') },
    { method: 'GET', path: openId, answer: () => new Response('', { status: 429, headers: { 'retry-after': '7' } }) },
    { method: 'GET', path: openId, answer: () => 'hang up' },
    { method: 'GET', path: openId, answer: nobody },
  ]);

  expect(await discovery.tenantOf('contoso.com')).toBeNull();
  expect(clock.pauses).toEqual([2_000, 7_000, 8_000]);
  wire.allUsed();
});

test('the realm says how people of the domain sign in, and where', async () => {
  const { discovery } = discoveryOver([
    {
      method: 'GET',
      path: '/getuserrealm.srf?login=somebody@contoso.com&json=1',
      answer: () => json({ NameSpaceType: 'Managed', FederationBrandName: 'Contoso' }),
    },
    { method: 'GET', path: /getuserrealm/, answer: () => json({ NameSpaceType: 'Unknown' }) },
  ]);

  expect(await discovery.realmOf('contoso.com')).toEqual({ nameSpaceType: 'Managed', brandName: 'Contoso' });
  expect(await discovery.realmOf('contoso.com')).toEqual({ nameSpaceType: 'Unknown', brandName: null });
});

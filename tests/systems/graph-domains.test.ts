import { createGraph } from '../../src/systems/graph/graph.js';
import { countingCredential, json, pausableClock, scriptedTransport, type Expected } from './scripted-transport.js';

function graphOver(script: readonly Expected[]) {
  const wire = scriptedTransport(script);
  const graph = createGraph({
    side: 'source',
    tenantId: '11111111-1111-4111-8111-111111111111',
    transport: wire.transport,
    credential: countingCredential(),
    endpoint: 'https://graph.microsoft.com',
    ...pausableClock(),
  });
  return { graph, wire };
}

const refused = (message: string, status = 400) =>
  json({ error: { code: 'Request_BadRequest', message } }, { status, headers: { 'request-id': 'r-1' } });
const nothing = () => new Response(null, { status: 204 });
const remarkOf = (applied: unknown) => (applied as { remark?: { code: string } }).remark?.code;

test('a domain that is not there is nobody’s fault', async () => {
  const { graph, wire } = graphOver([
    { method: 'GET', path: /^\/v1\.0\/domains\/contoso\.com\?\$select=id,/, answer: () => refused('gone', 404) },
    {
      method: 'GET',
      path: "/v1.0/tenantRelationships/findTenantInformationByDomainName(domainName='contoso.com')",
      answer: () => refused('nobody', 404),
    },
  ]);

  expect(await graph.domain('contoso.com')).toBeNull();
  expect(await graph.tenantByDomainName('contoso.com')).toBeNull();
  wire.allUsed();
});

test('the forced removal leaves every account enabled: the body says so', async () => {
  const { graph, wire } = graphOver([
    {
      method: 'POST',
      path: '/v1.0/domains/contoso.com/forceDelete',
      answer: ({ body }) => {
        expect(body).toEqual({ disableUserAccounts: false });
        return nothing();
      },
    },
    { method: 'DELETE', path: '/v1.0/domains/contoso.com', answer: nothing },
    {
      method: 'PATCH',
      path: '/v1.0/domains/contoso.com',
      answer: ({ body }) => {
        expect(body).toEqual({ supportedServices: ['Email'] });
        return nothing();
      },
    },
  ]);

  expect(await graph.forceRemoveDomain('contoso.com')).toEqual({ result: 'done' });
  expect(await graph.removeDomain('contoso.com')).toEqual({ result: 'done' });
  expect(await graph.setSupportedServices('contoso.com', ['Email'])).toEqual({ result: 'done' });
  wire.allUsed();
});

test('an unanswered write is sent once and stays in doubt', async () => {
  const { graph, wire } = graphOver([
    { method: 'DELETE', path: '/v1.0/domains/contoso.com', answer: () => 'hang up' },
    { method: 'POST', path: '/v1.0/domains/contoso.com/verify', answer: () => refused('busy', 503) },
    { method: 'POST', path: '/v1.0/domains', answer: () => refused('slow down', 429) },
  ]);

  expect(await graph.removeDomain('contoso.com')).toEqual({ result: 'in-doubt' });
  expect(await graph.verifyDomain('contoso.com')).toEqual({ result: 'in-doubt' });
  expect(await graph.addDomain('contoso.com')).toEqual({ result: 'not-done', retryAfter: null });
  wire.allUsed();
});

test.each([
  ['Domain name contoso.com is already verified in another organization.', 'domain-held-elsewhere'],
  ['Another object with the same value for property id already exists.', 'domain-there-already'],
  ["Invalid value specified for property 'id'.", 'graph-refused'],
])('refusing to add says why: %s', async (message, code) => {
  const { graph } = graphOver([{ method: 'POST', path: '/v1.0/domains', answer: () => refused(message) }]);

  expect(remarkOf(await graph.addDomain('contoso.com'))).toBe(code);
});

test.each([
  ["Domain verification failed: 'The domain is already configured on another tenant'.", 'domain-held-elsewhere'],
  ["Domain verification failed: 'The verification DNS record was not found'.", 'domain-proof-unseen-by-tenant'],
  ['Domain is already verified.', 'domain-there-already'],
  ['No such operation.', 'graph-refused'],
])('refusing to verify says why: %s', async (message, code) => {
  const { graph } = graphOver([{ method: 'POST', path: /verify$/, answer: () => refused(message) }]);

  expect(remarkOf(await graph.verifyDomain('contoso.com'))).toBe(code);
});

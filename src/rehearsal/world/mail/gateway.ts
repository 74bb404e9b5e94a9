/**
 * A mail filter before the tenants: it takes what MX leads to it, and hands on each domain's mail to the one host that its administrator named,
 * whatever MX says and whoever owns the domain by then. https://mimecastsupport.zendesk.com/hc/en-us/articles/34000678847379
 */
import type { WorldContext } from '../context.js';
import { DoorRefusal } from '../door-refusal.js';
import { plainName } from '../dns/record-data.js';

/** As MX has them. */
export const gatewayHosts: readonly string[] = ['mx.gateway.example', 'mx2.gateway.example'];
/** What its customers publish whose SPF it keeps. */
export const gatewaySpf = 'v=spf1 redirect=_spf.gateway.example';
/** From where it hands on. */
export const gatewayIp = '198.51.100.26';

/** Where nobody has named another: the host by which the domain was found before it moved. */
export const routeOf = ({ store }: WorldContext, domain: string): string =>
  store.gatewayRoutes[domain] ?? `${domain.replaceAll('.', '-')}.mail.protection.outlook.com`;

/** @throws DoorRefusal for a domain that is not the company's. */
export function setRoute({ store }: WorldContext, domain: string, host: string): object {
  const [name, to] = [plainName(domain), plainName(host)];
  if (!store.movingDomains.includes(name)) throw new DoorRefusal(400, `The gateway takes no mail for '${domain}'.`);
  store.putGatewayRoute(name, to);
  store.commit();
  return { domain: name, host: to };
}

/** What is opened to the mover: guide 23. As decided in `mover-identity`, it goes by EWS, and one application is both tenants'. */
import type { ExpectationFacts } from './facts.js';
import type { TenantDraft } from './tenant-draft.js';

/** A list of applications is replaced as a whole: whoever was on it stays. */
export function moverLetIn(tenant: TenantDraft, { moverApp }: ExpectationFacts): void {
  const listed = (tenant.exchange.EwsAllowedAppIDs ?? '').split(',').filter((one) => one !== '');
  if (tenant.exchange.EwsEnabled === true && listed.includes(moverApp)) return;
  const EwsAllowedAppIDs = [...new Set([...listed, moverApp])].join(',');
  tenant.exchange = { ...tenant.exchange, EwsEnabled: true, EwsAllowedAppIDs };
}

/** 95: nobody has changed it since, so it is as it was. */
export function moverShutOut(tenant: TenantDraft): void {
  tenant.exchange = tenant.atFirst.exchange;
}

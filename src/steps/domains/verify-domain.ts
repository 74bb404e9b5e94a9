/**
 * A tenant takes a domain for its own: it looks for its TXT record, and must not find another owner. Then the services of the domain are set
 * where the tenant did not set them itself. https://learn.microsoft.com/graph/api/domain-verify
 */
import type { FindingCode } from '../../contract/finding-codes.js';
import { afterAWrite, defineChange, type Applied, type PlanDraft } from '../../contract/change.js';
import type { StepContext } from '../../contract/context.js';
import type { Finding, Remark } from '../../contract/finding.js';
import { canonicalJson } from '../../contract/json.js';
import type { Source } from '../../contract/output.js';
import type { Side } from '../../contract/step.js';
import { sameAddress } from '../addresses/proxy-address.js';
import type { Systems } from '../systems.js';
import { ownerOf } from './domain-owner.js';
import { proofRecord } from './domain-proof.js';
import {
  domainRef,
  fixedServices,
  observePlain,
  plainValue,
  rootsFirst,
  stateOf,
  type DomainChange,
  type DomainValue,
} from './domain-value.js';
import { domainsWritten } from './domains-written.js';
import { growingWait } from './growing-wait.js';

/** What a domain shall be once it is verified, and what of it the bot cannot set. */
export interface Wanted {
  readonly domain: string;
  readonly supportedServices: readonly string[];
  readonly warnings: readonly Remark[];
}

export interface Verification {
  readonly name: string;
  readonly reads?: readonly Source[];
  /** A remark instead: it cannot be said yet what is wanted. */
  wanted(ctx: StepContext): Promise<readonly Wanted[] | Remark>;
}

export const verifyDomain = (systems: Systems, side: Side, verification: Verification) => {
  const clients = systems[side];

  /** As wanted and in nobody's plan: somebody was quicker at the portal, or it was so before. The ledger, and so the back-out, knows nothing of it. */
  async function verifiedByOthers(
    ctx: StepContext,
    wanted: readonly Wanted[],
    changes: readonly DomainChange[],
  ): Promise<readonly DomainChange[]> {
    const written = await domainsWritten(ctx, [verification.name]);
    const found: DomainChange[] = [];
    for (const { domain, supportedServices } of wanted) {
      if (written.has(domain) || changes.some(({ object }) => object.id === domain)) continue;
      const present = plainValue(await clients.graph.domain(domain));
      const after: DomainValue = { state: 'verified', supportedServices };
      if (canonicalJson(present) === canonicalJson(after))
        found.push({ side, object: domainRef(domain), before: present, after });
    }
    return found;
  }

  return defineChange<DomainValue>({
    name: verification.name,
    calls: {
      [side]: [
        'graph.domain',
        'graph.verificationDnsRecords',
        'graph.verifyDomain',
        'graph.setSupportedServices',
        'graph.serviceConfigurationRecords',
        'exchange.acceptedDomains',
      ],
    },
    ...(verification.reads === undefined ? {} : { reads: verification.reads }),
    batchSize: 20,
    concurrency: 1,
    settleSeconds: 60,
    verifyWithin: 2 * 3600,
    verifyEvery: 60,

    async plan(ctx): Promise<PlanDraft<DomainValue>> {
      const wanted = await verification.wanted(ctx);
      if ('code' in wanted) return { changes: [], blockers: [wanted], warnings: [], leftOut: [] };
      const order = rootsFirst(wanted.map(({ domain }) => domain));
      const ours = await domainsWritten(ctx, [verification.name]);
      const changes: DomainChange[] = [];
      const blockers: Remark[] = [];
      const warnings: Remark[] = [];
      const leftOut: Remark[] = [];
      for (const one of [...wanted].sort((a, b) => order.indexOf(a.domain) - order.indexOf(b.domain))) {
        const { domain, supportedServices } = one;
        const object = domainRef(domain);
        const details = await clients.graph.domain(domain);
        const before = plainValue(details);
        const after: DomainValue = { state: 'verified', supportedServices };
        if (canonicalJson(before) === canonicalJson(after)) {
          const code = ours.has(domain) ? 'left-out-domain-verified' : 'left-out-verified-by-others';
          leftOut.push({ code, facts: { domain, side }, object });
          continue;
        }
        const present = before.state === 'verified' ? before : { state: before.state };
        changes.push({ side, object, before: present, after });
        warnings.push(...one.warnings);
        if (before.state === 'unverified') {
          const found = await readiness(systems, ctx, side, domain);
          blockers.push(...found.blockers);
          warnings.push(...found.warnings);
        } else if (before.state !== 'verified')
          blockers.push({ code: 'domain-not-added', facts: { domain, side }, object });
      }
      return { changes, blockers, warnings, leftOut, undoSeconds: 3600 };
    },

    observe: (_ctx, changes) => observePlain(clients, changes),

    async apply(ctx, changes): Promise<readonly Applied[]> {
      const applied: Applied[] = [];
      for (const change of changes) applied.push(await claim(systems, ctx, change));
      return applied;
    },

    async verify(ctx, changes): Promise<readonly Finding[]> {
      const accepted = await clients.exchange.acceptedDomains();
      const findings: Finding[] = [];
      const wanted = await verification.wanted(ctx);
      const others = 'code' in wanted ? [] : await verifiedByOthers(ctx, wanted, changes);
      for (const change of [...changes, ...others]) {
        const isAccepted = accepted.some(({ DomainName }) => sameAddress(DomainName, change.object.id));
        const finding = await claimedFinding(systems, ctx, change, isAccepted);
        const byOthers = finding.status === 'passed' && others.includes(change);
        findings.push(byOthers ? { ...finding, code: 'domain-verified-by-others' } : finding);
      }
      return findings;
    },

    // Several people give it back, each with a step of the back-out.
    invert: ({ object }) => ({ irreversible: { code: 'domain-comes-back-by-steps', facts: { domain: object.id } } }),

    // Verified, and the services are not set yet.
    onTheWay: (_change, observed) => stateOf(observed) === 'verified',
  });
};

/** What would make the tenant refuse, seen from outside before anybody approves. */
async function readiness(
  systems: Systems,
  ctx: StepContext,
  side: Side,
  domain: string,
): Promise<{ readonly blockers: readonly Remark[]; readonly warnings: readonly Remark[] }> {
  const object = domainRef(domain);
  const blockers: Remark[] = [];
  const warnings: Remark[] = [];
  const proof = await proofRecord(systems[side], domain);
  const views = proof === null ? [] : await systems.dns.authoritative(proof.name, 'TXT');
  const seen = views.filter((view) => view.seen);
  const without = seen.filter((view) => !view.records.some(({ value }) => value === proof?.value));
  if (without.length > 0) {
    const servers = without.map(({ server }) => server.name).join(', ');
    blockers.push({ code: 'proof-not-published', facts: { domain, value: proof?.value ?? '', servers }, object });
  } else if (seen.length < views.length || seen.length === 0) {
    warnings.push({ code: 'proof-not-seen', facts: { domain, count: views.length - seen.length }, object });
  }
  const owner = await ownerOf(systems, ctx, domain);
  if (owner.kind === 'cached') warnings.push({ code: 'domain-still-cached', facts: { domain }, object });
  else if (owner.kind !== 'nobody' && owner.kind !== side) {
    blockers.push({ code: 'domain-still-owned', facts: { domain, owner: owner.name }, object });
  }
  return { blockers, warnings };
}

/** "Not released yet" and "record not seen" pass by themselves: asked again, later each time. */
async function claim(systems: Systems, ctx: StepContext, { side, object, after }: DomainChange): Promise<Applied> {
  const { graph } = systems[side];
  const found = await graph.domain(object.id);
  if (found === null)
    return { result: 'refused', remark: { code: 'domain-not-added', facts: { domain: object.id, side } } };
  if (!found.isVerified) {
    const verified = await graph.verifyDomain(object.id);
    if (verified.result === 'refused') {
      const { code } = verified.remark;
      if (code === 'domain-there-already') return { result: 'in-doubt' };
      if (code !== 'domain-held-elsewhere' && code !== 'domain-proof-unseen-by-tenant') return verified;
      return { result: 'not-done', retryAfter: growingWait(ctx.looks.before) };
    }
    if (verified.result !== 'done') return verified;
  }
  const details = await graph.domain(object.id);
  // Verified a moment ago and not readable as such yet: only reading back tells what the tenant set itself.
  if (details?.isVerified !== true) return { result: 'in-doubt' };
  const wanted = after.supportedServices ?? [];
  if (same(plainValue(details).supportedServices ?? [], wanted)) return { result: 'done' };
  return afterAWrite(
    await graph.setSupportedServices(object.id, [...wanted, ...fixedServices(details.supportedServices)]),
  );
}

async function claimedFinding(
  systems: Systems,
  ctx: StepContext,
  { side, object, after }: DomainChange,
  isAccepted: boolean,
): Promise<Finding> {
  const domain = object.id;
  const { graph } = systems[side];
  const fail = (code: FindingCode, facts: Finding['facts'] = {}): Finding => ({
    status: 'failed',
    code,
    facts: { domain, side, ...facts },
    object,
  });
  const present = plainValue(await graph.domain(domain));
  const services = after.supportedServices ?? [];
  if (present.state !== 'verified')
    return fail('domain-not-as-planned', { wanted: 'verified', present: present.state });
  if (!same(present.supportedServices ?? [], services)) {
    return fail('services-not-as-planned', {
      wanted: listed(services),
      present: listed(present.supportedServices ?? []),
    });
  }
  if (services.includes('Email') && !isAccepted) return fail('exchange-does-not-accept-yet');
  const owner = await ownerOf(systems, ctx, domain);
  if (owner.kind !== side) return fail('discovery-does-not-answer-yet');
  const records = await graph.serviceConfigurationRecords(domain);
  const asked = records.filter(({ recordType }) => recordType !== 'Unavailable');
  if (services.length > 0 && asked.length === 0) return fail('records-not-known-yet');
  return { status: 'passed', code: 'domain-claimed', facts: { domain, side, records: asked.length }, object };
}

const same = (a: readonly string[], b: readonly string[]): boolean => [...a].sort().join() === [...b].sort().join();
const listed = (services: readonly string[]): string => services.join(', ') || '–';

/**
 * Guide 66: the initial domain becomes the default one, so that nobody created during the night lands on a domain that moves, and because
 * the default domain cannot be removed. The old default stops being it by itself; its name is in `before`, and going back names it again.
 */
import { defineChange, type Applied, type Change, type Observed } from '../../contract/change.js';
import type { Finding } from '../../contract/finding.js';
import type { Json } from '../../contract/json.js';
import { sameAddress } from '../addresses/proxy-address.js';
import type { Systems } from '../systems.js';

export const defaultDomainSource = (systems: Systems) => {
  const { graph } = systems.source;
  return defineChange({
    name: 'default-domain-source',
    calls: { source: ['graph.domains', 'graph.domainsById', 'graph.makeDefaultDomain'] },
    batchSize: 1,
    concurrency: 1,
    settleSeconds: 120,
    verifyWithin: 900,
    verifyEvery: 15,

    async plan(ctx) {
      const wanted = ctx.migration.initialDomain.source;
      const domains = await graph.domains();
      const initial = domains.find(({ id }) => sameAddress(id, wanted));
      const defaults = domains.filter(({ isDefault }) => isDefault);
      const [present] = defaults;
      const nothing = { changes: [], blockers: [], warnings: [], leftOut: [] };
      if (initial === undefined || !initial.isVerified) {
        return { ...nothing, blockers: [{ code: 'initial-domain-missing', facts: { domain: wanted } }] };
      }
      // While the directory passes from one to the other it may show none or two: the way back must name the right one.
      if (present === undefined || defaults.length > 1) {
        return { ...nothing, blockers: [{ code: 'default-domain-unclear', facts: { count: defaults.length } }] };
      }
      const object = { kind: 'domain', id: initial.id, label: initial.id };
      if (present.id === initial.id) {
        return { ...nothing, leftOut: [{ code: 'left-out-default-already', facts: { domain: initial.id }, object }] };
      }
      const change: Change = { side: 'source', object, before: valueOf(present.id), after: valueOf(initial.id) };
      return { ...nothing, changes: [change], undoSeconds: 60 };
    },

    observe: (_ctx, changes) => Promise.all(changes.map(observeDefault)),

    async apply(_ctx, changes): Promise<readonly Applied[]> {
      const applied: Applied[] = [];
      for (const { after } of changes) applied.push(await graph.makeDefaultDomain(defaultIn(after)));
      return applied;
    },

    async verify(_ctx, changes): Promise<readonly Finding[]> {
      const defaults = (await graph.domains()).filter(({ isDefault }) => isDefault).map(({ id }) => id);
      return changes.map(({ object, after }): Finding => {
        const wanted = defaultIn(after);
        const right = defaults.length === 1 && sameAddress(defaults[0] ?? '', wanted);
        return right
          ? { status: 'passed', code: 'default-domain-as-planned', facts: { domain: wanted }, object }
          : {
              status: 'failed',
              code: 'default-domain-not-as-planned',
              facts: { wanted, present: defaults.join(', ') || '–' },
              object,
            };
      });
    },

    invert: (change, observedBefore) => ({
      side: change.side,
      object: change.object,
      before: change.after,
      after: observedBefore,
    }),
  });

  /**
   * By name, not through the list. An answer may be older than our write, never newer: the domain that shall be the default and says it is
   * has been made it, whatever the other one still says.
   */
  async function observeDefault({ before, after }: Change): Promise<Observed> {
    const [old, wanted] = await graph.domainsById([defaultIn(before), defaultIn(after)]);
    if (wanted?.isDefault) return { seen: true, value: valueOf(defaultIn(after)) };
    if (old?.isDefault) return { seen: true, value: valueOf(defaultIn(before)) };
    const third = (await graph.domains()).find(
      ({ id, isDefault }) => isDefault && ![defaultIn(before), defaultIn(after)].some((name) => sameAddress(name, id)),
    );
    return third === undefined
      ? { seen: false, why: 'the directory does not name a default domain yet' }
      : { seen: true, value: valueOf(third.id) };
  }
};

const valueOf = (defaultDomain: string): Json => ({ defaultDomain });
export const defaultIn = (value: Json): string => (value as { readonly defaultDomain: string }).defaultDomain;

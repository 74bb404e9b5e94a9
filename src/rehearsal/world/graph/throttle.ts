/**
 * Quotas of "Identity and access": resource units and writes per window of virtual time.
 * https://learn.microsoft.com/en-us/graph/throttling-limits#identity-and-access-service-limits
 */
import type { WorldContext } from '../context.js';
import type { Side } from '../entities.js';
import { GraphRefusal } from './errors.js';

interface Window {
  start: number;
  used: number;
}

export interface Charge {
  readonly headers: Readonly<Record<string, string>>;
}

/** One count per app and tenant (and per tenant for writes); it lives with the process, as a restart of the world forgives all. */
export class Throttle {
  private readonly windows = new Map<string, Window>();

  charge(world: WorldContext, side: Side, appId: string, units: number, writes: number): Charge {
    const scale = world.store.faults.quotaScale;
    const headers: Record<string, string> = { 'x-ms-resource-unit': `${units}` };
    if (scale === null) return { headers };
    const { tenantId } = world.store.heads[side];
    const now = world.clock.now().getTime();
    const users = world.store.size(side, 'users');
    const quota = users < 50 ? 3_500 : users <= 500 ? 5_000 : 8_000;
    const tests = [
      {
        key: `units/${side}/${appId}`,
        add: units,
        limit: quota,
        ms: 10_000,
        scope: 'Tenant_Application/ReadWrite',
        why: 'ResourceUnitLimitExceeded',
      },
      {
        key: `writes/${side}/${appId}`,
        add: writes,
        limit: 3_000,
        ms: 150_000,
        scope: 'Tenant_Application/Write',
        why: 'WriteLimitExceeded',
      },
      {
        key: `writes/${side}`,
        add: writes,
        limit: 18_000,
        ms: 300_000,
        scope: 'Tenant/Write',
        why: 'WriteLimitExceeded',
      },
    ].filter((test) => test.add > 0);
    for (const test of tests) {
      const window = this.window(test.key, now, test.ms);
      if (window.used + test.add > Math.max(1, Math.floor(test.limit * scale))) {
        const seconds = Math.max(1, Math.ceil((window.start + test.ms - now) / 1000));
        throw new GraphRefusal(429, 'TooManyRequests', 'Too many requests.', undefined, {
          'retry-after': `${seconds}`,
          'x-ms-throttle-scope': `${test.scope}/${appId}/${tenantId}`,
          'x-ms-throttle-information': test.why,
        });
      }
    }
    for (const test of tests) {
      const window = this.window(test.key, now, test.ms);
      window.used += test.add;
      const share = window.used / Math.max(1, test.limit * scale);
      if (share >= 0.8) headers['x-ms-throttle-limit-percentage'] = share.toFixed(2);
    }
    return { headers };
  }

  private window(key: string, now: number, ms: number): Window {
    const window = this.windows.get(key);
    if (window !== undefined && now < window.start + ms && now >= window.start) return window;
    const fresh = { start: now, used: 0 };
    this.windows.set(key, fresh);
    return fresh;
  }
}

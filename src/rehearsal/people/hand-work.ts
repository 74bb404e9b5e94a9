/** People at the portals: they clear what keeps a domain, set records as a card says, and plant what a test of the night needs. */
import type { CastMember } from '../cast.js';
import { clearingOf } from './clearing.js';
import { PortalRefused, type Errand } from './errand.js';
import type { RehearsalFacts } from './facts.js';
import type { Portals } from './portals.js';
import { type Dependant } from './portals.js';

export interface HandWorkOptions {
  readonly portals: Portals;
  readonly facts: RehearsalFacts;
  readonly cast: readonly CastMember[];
  /** Where nobody does what they say they have done. */
  readonly leftUndone: readonly Errand['at'][];
  readonly did: (errand: Errand) => void;
}

const longestWaits = 20;
const waitSeconds = 90;

export class HandWork {
  constructor(private readonly options: HandWorkOptions) {}

  async run(errand: Errand): Promise<Readonly<Record<string, unknown>>> {
    if (this.options.leftUndone.includes(errand.at)) return {};
    const answer = await this.options.portals.run(errand);
    this.options.did(errand);
    return answer;
  }

  /** Everything no step clears goes from the moving domains and those below them; how many things that were. */
  async clear(side: 'source' | 'destination', stepsToCome: boolean): Promise<number> {
    const { portals, facts, cast } = this.options;
    const tenant = await portals.tenant(side);
    const domains = tenant.domains
      .map(({ id }) => id)
      .filter((id) => facts.movingDomains.some((moving) => id === moving || id.endsWith(`.${moving}`)))
      .sort((a, b) => b.length - a.length);
    const dependants = new Map<string, readonly Dependant[]>();
    for (const domain of domains) dependants.set(domain, await portals.dependants(side, domain));
    const operators = new Set(cast.map(({ home, hostObjectId }) => (side === 'source' ? home.objectId : hostObjectId)));
    const { errands, subdomains } = clearingOf({
      side,
      tenant,
      dependants,
      movingDomains: facts.movingDomains,
      operators,
      stepsToCome,
    });
    for (const errand of errands) await this.run(errand);
    for (const domain of subdomains) await this.removeSubdomain(side, domain);
    return errands.length + subdomains.length;
  }

  /** The directory hears from Exchange a while later: who is refused waits and asks again. */
  private async removeSubdomain(side: 'source' | 'destination', domain: string): Promise<void> {
    for (let waits = 0; ; waits += 1) {
      try {
        await this.run({ at: side, door: `domains/${domain}/remove`, body: {} });
        return;
      } catch (fault) {
        if (!(fault instanceof PortalRefused) || waits === longestWaits) throw fault;
        await this.options.portals.wait(waitSeconds);
      }
    }
  }
}

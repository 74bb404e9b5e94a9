/** People at the portals: they clear what keeps a domain, set records as a card says, and plant what a test of the night needs. */
import type { CastMember } from '../cast.js';
import { clearingOf } from './clearing.js';
import { destinationWork, isDestinationWork } from './destination-work.js';
import { isLetterWriting, lettersToWrite } from './letter-writing.js';
import { PortalRefused, type Errand } from './errand.js';
import type { RehearsalFacts } from './facts.js';
import type { Portals } from './portals.js';
import type { Dependant, ShownTenant } from './portals.js';
import { isSyncWork, outOfSync } from './sync-work.js';

export interface HandWorkOptions {
  readonly portals: Portals;
  readonly facts: RehearsalFacts;
  readonly cast: readonly CastMember[];
  /** Where nobody does what they say they have done. */
  readonly leftUndone: readonly Errand['at'][];
  readonly did: (errand: Errand) => void;
  /** A portal said no, and that one was left. */
  readonly saidNo: (words: string) => void;
}

const longestWaits = 20;
const waitSeconds = 90;

export class HandWork {
  /** What people noted of each step while they did it: how each errand is taken back, in the order of doing. */
  private readonly notes = new Map<string, Errand[]>();
  private source: ShownTenant | null = null;

  constructor(private readonly options: HandWorkOptions) {}

  /** Before the night somebody exports who holds what at the source: afterwards nobody can see it there. */
  async exportSource(): Promise<void> {
    this.source = await this.options.portals.tenant('source');
  }

  /** What the step's card asks for at the destination, or, on the way back, what was noted when it was done. */
  async carryOut(stepId: string, undo: boolean): Promise<void> {
    if (isLetterWriting(stepId) && !undo) return this.writeLetters();
    if (isSyncWork(stepId) && !undo) await this.takeOutOfSync();
    if (!isDestinationWork(stepId) || this.source === null) return;
    if (undo) {
      for (const errand of [...(this.notes.get(stepId) ?? [])].reverse()) await this.tryTo(errand);
      this.notes.delete(stepId);
      return;
    }
    const { portals, facts, cast } = this.options;
    const deeds = destinationWork(stepId, {
      source: this.source,
      destination: await portals.tenant('destination'),
      movingDomains: facts.movingDomains,
      operators: new Set(cast.flatMap(({ home, hostObjectId }) => [home.objectId, hostObjectId])),
    });
    const notes = this.notes.get(stepId) ?? [];
    this.notes.set(stepId, notes);
    for (const { errand, back } of deeds) if (await this.tryTo(errand)) notes.push(back);
  }

  /** Whoever is mastered on premises is the cloud's from now on; how many those were. */
  async takeOutOfSync(): Promise<number> {
    const errands = outOfSync(await this.options.portals.tenant('source'));
    let taken = 0;
    for (const errand of errands) if (await this.tryTo(errand)) taken += 1;
    return taken;
  }

  private async writeLetters(): Promise<void> {
    const { portals, facts } = this.options;
    const letters = lettersToWrite(await portals.tenant('destination'), facts.movingDomains);
    for (const letter of letters) await this.tryTo(letter);
  }

  /** Where the portal says no, that one is left, and the bot will name it. */
  private async tryTo(errand: Errand): Promise<boolean> {
    try {
      await this.run(errand);
      return true;
    } catch (fault) {
      if (!(fault instanceof PortalRefused)) throw fault;
      this.options.saidNo(fault.message);
      return false;
    }
  }

  async run(errand: Errand): Promise<Readonly<Record<string, unknown>>> {
    if (this.options.leftUndone.includes(errand.at)) return {};
    const told = await this.options.portals.run(errand);
    this.options.did({ ...errand, told });
    return told;
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
    let cleared = 0;
    for (const errand of errands) if (await this.tryTo(errand)) cleared += 1;
    for (const domain of subdomains) if (await this.removeSubdomain(side, domain)) cleared += 1;
    return cleared;
  }

  /** The directory hears from Exchange a while later: who is refused waits and asks again. */
  private async removeSubdomain(side: 'source' | 'destination', domain: string): Promise<boolean> {
    for (let waits = 0; waits <= longestWaits; waits += 1) {
      if (waits > 0) await this.options.portals.wait(waitSeconds);
      if (await this.tryTo({ at: side, door: `domains/${domain}/remove`, body: {} })) return true;
    }
    return false;
  }
}

/** People at the portals: they clear what keeps a domain, set records as a card says, and plant what a test of the night needs. */
import type { CastMember } from '../cast.js';
import { clearingOf, type Clearing } from './clearing.js';
import { destinationWork, isDestinationWork } from './destination-work.js';
import { isLetterWriting, lettersToWrite } from './letter-writing.js';
import { PortalRefused, type Errand } from './errand.js';
import type { RehearsalFacts } from './facts.js';
import type { Notebook } from './notebook.js';
import type { Portals } from './portals.js';
import type { Dependant } from './portals.js';
import { isSyncWork, outOfSync } from './sync-work.js';

export interface HandWorkOptions {
  readonly portals: Portals;
  readonly facts: RehearsalFacts;
  readonly cast: readonly CastMember[];
  readonly notebook: Notebook;
  /** Where nobody does what they say they have done. */
  readonly leftUndone: readonly Errand['at'][];
  readonly did: (errand: Errand) => void;
  /** A portal said no, and that one was left. */
  readonly saidNo: (refusal: PortalRefused) => void;
}

const removesContacts = 'contacts-removed-destination';
const longestWaits = 20;
const waitSeconds = 90;

/** An errand, and the one that takes it back, where that is for somebody to note. */
export interface ToDo {
  readonly errand: Errand;
  readonly back?: Errand;
}

export class HandWork {
  constructor(private readonly options: HandWorkOptions) {}

  /** Before the night somebody exports who holds what at the source: afterwards nobody can see it there. */
  async exportSource(): Promise<void> {
    const { notebook, portals } = this.options;
    if (notebook.source === null) notebook.keepSource(await portals.tenant('source'));
  }

  /** What is left to do of what the step's card asks for, or, on the way back, what was noted when it was done. */
  async toDo(stepId: string, undo: boolean): Promise<readonly ToDo[]> {
    const { portals, facts, cast, notebook } = this.options;
    if (undo) return isDestinationWork(stepId) ? notebook.wayBackOf(stepId).map((errand) => ({ errand })) : [];
    if (isLetterWriting(stepId))
      return lettersToWrite(await portals.tenant('destination'), facts.movingDomains).map((errand) => ({ errand }));
    if (isSyncWork(stepId)) return this.outOfSync();
    if (!isDestinationWork(stepId) || notebook.source === null) return [];
    return destinationWork(stepId, {
      source: notebook.source,
      destination: await portals.tenant('destination'),
      movingDomains: facts.movingDomains,
      operators: new Set(cast.flatMap(({ home, hostObjectId }) => [home.objectId, hostObjectId])),
    });
  }

  async carryOut(stepId: string, undo: boolean): Promise<void> {
    for (const one of await this.toDo(stepId, undo)) await this.doOne(stepId, undo, one);
  }

  async doOne(stepId: string, undo: boolean, { errand, back }: ToDo): Promise<boolean> {
    const done = await this.tryTo(errand);
    if (undo) this.options.notebook.strike(stepId, errand);
    else if (done && back !== undefined) this.options.notebook.note(stepId, back);
    return done;
  }

  /** Whoever is mastered on premises is the cloud's from now on; how many those were. */
  async takeOutOfSync(): Promise<number> {
    let taken = 0;
    for (const { errand } of await this.outOfSync()) if (await this.tryTo(errand)) taken += 1;
    return taken;
  }

  async outOfSync(): Promise<readonly ToDo[]> {
    return outOfSync(await this.options.portals.tenant('source')).map((errand) => ({ errand }));
  }

  /** Where the portal says no, that one is left, and the bot will name it. */
  private async tryTo(errand: Errand): Promise<boolean> {
    try {
      await this.run(errand);
      return true;
    } catch (fault) {
      if (!(fault instanceof PortalRefused)) throw fault;
      this.options.saidNo(fault);
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
    const { errands, subdomains } = await this.toClear(side, stepsToCome);
    const contactsBack = side === 'destination' ? await this.toDo(removesContacts, false) : [];
    let cleared = 0;
    for (const errand of errands) {
      if (!(await this.tryTo(errand))) continue;
      cleared += 1;
      // Whoever is asked later to bring them back must know of those, too, that went because they held the domain.
      const back = contactsBack.find((one) => one.errand.door === errand.door)?.back;
      if (back !== undefined) this.options.notebook.note(removesContacts, back);
    }
    for (const domain of subdomains) if (await this.removeSubdomain(side, domain)) cleared += 1;
    return cleared;
  }

  async toClear(
    side: 'source' | 'destination',
    stepsToCome: boolean,
  ): Promise<Clearing & { readonly dependants: readonly Dependant[] }> {
    const { portals, facts, cast } = this.options;
    const tenant = await portals.tenant(side);
    const domains = tenant.domains
      .map(({ id }) => id)
      .filter((id) => facts.movingDomains.some((moving) => id === moving || id.endsWith(`.${moving}`)))
      .sort((a, b) => b.length - a.length);
    const dependants = new Map<string, readonly Dependant[]>();
    for (const domain of domains) dependants.set(domain, await portals.dependants(side, domain));
    const operators = new Set(cast.map(({ home, hostObjectId }) => (side === 'source' ? home.objectId : hostObjectId)));
    const { movingDomains } = facts;
    const clearing = clearingOf({ side, tenant, dependants, movingDomains, operators, stepsToCome });
    return { ...clearing, dependants: [...dependants.values()].flat() };
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

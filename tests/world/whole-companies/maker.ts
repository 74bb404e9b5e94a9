import type { TrueObject } from '../generated-exports/truth.js';
import type { Plan } from './company.js';

/** What an object of a whole company has beyond one of a generated company. */
export interface WholeObject extends TrueObject {
  /** Mastered on premises. */
  readonly synced: boolean;
  /** Where its mail is passed on to. */
  readonly forwards: string | null;
}

export class Maker {
  readonly objects: WholeObject[] = [];
  readonly first: string;
  readonly second: string;
  readonly route: string | null;

  constructor(readonly plan: Plan) {
    [this.first, this.second] = plan.moving;
    this.route = plan.hybrid ? plan.initial.replace('.onmicrosoft', '.mail.onmicrosoft') : null;
  }

  /** Mastered where this company masters what it had before the cloud. */
  add(kind: TrueObject['kind'], name: string, addresses: readonly string[], more: Partial<WholeObject> = {}): void {
    const nothing = { userPrincipalName: null, external: null, deleted: null, members: [], forwards: null };
    this.objects.push({ ...nothing, synced: this.plan.hybrid, kind, name, addresses, ...more });
  }

  mailbox(
    kind: TrueObject['kind'],
    name: string,
    [local, on]: readonly [string, string],
    aliases: readonly string[] = [],
    more: Partial<WholeObject> = {},
  ): void {
    const addresses = [`SMTP:${local}@${on}`, ...aliases, ...this.ofTenant(local)];
    this.add(kind, name, addresses, { userPrincipalName: `${local}@${on}`, ...more });
  }

  /** What the tenant itself gives to a mailbox, and what a hybrid's server does. */
  ofTenant(local: string): readonly string[] {
    const onPremises = `x500:/o=Werk/ou=First Administrative Group/cn=Recipients/cn=${local.slice(0, 20)}`;
    return [
      `smtp:${local}@${this.plan.initial}`,
      ...(this.route === null ? [] : [`smtp:${local}@${this.route}`, onPremises]),
    ];
  }

  x500(local: string): string {
    const organization = this.plan.initial.split('.')[0];
    return `X500:/o=${organization}/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=${local}-8f2`;
  }

  /** The primary address of the object of this place. */
  at(place: number): string {
    return primary(this.objects[place] as WholeObject);
  }
}

export const primary = ({ addresses }: TrueObject): string =>
  (addresses.find((one) => one.startsWith('SMTP:')) ?? '').slice(5);

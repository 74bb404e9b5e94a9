import type { Company, Lang } from '../../contract/step.js';
import type { PersonToAssign } from '../../engine/api.js';
import type { Connector, Member } from './connector.js';
import type { Timers } from './timers.js';

export interface CompanyDomains {
  readonly source: readonly string[];
  readonly destination: readonly string[];
}

/** Keeps the members of a conversation for a while; somebody who is not among them is asked for at Teams once before they count as no member. */
export class ChannelPeople {
  private readonly kept = new Map<string, { members: ReadonlyMap<string, Member>; at: number }>();

  constructor(
    private readonly connector: Pick<Connector, 'members'>,
    private readonly timers: Timers,
    private readonly freshMs = 5 * 60_000,
    /** Roster reads have limits of their own (14 in a second, 3600 in an hour). */
    private readonly againAfterMs = 3_000,
  ) {}

  async find(serviceUrl: string, conversationId: string, aadObjectId: string): Promise<Member | null> {
    const id = aadObjectId.toLowerCase();
    const known = (await this.members(serviceUrl, conversationId)).get(id);
    if (known !== undefined) return known;
    return (await this.members(serviceUrl, conversationId, this.againAfterMs)).get(id) ?? null;
  }

  async members(
    serviceUrl: string,
    conversationId: string,
    freshMs = this.freshMs,
  ): Promise<ReadonlyMap<string, Member>> {
    const key = `${serviceUrl} ${conversationId}`;
    const kept = this.kept.get(key);
    if (kept !== undefined && this.timers.now() - kept.at < freshMs) return kept.members;
    const members = new Map(
      (await this.connector.members(serviceUrl, conversationId)).map((member) => [member.aadObjectId, member]),
    );
    this.kept.set(key, { members, at: this.timers.now() });
    return members;
  }

  /** Somebody joined or left. */
  forget(): void {
    this.kept.clear();
  }
}

/**
 * By the domain of the person's address, or of the home account inside a guest's sign-in name
 * (`irina_contoso.com#EXT#@fabrikam.onmicrosoft.com`).
 */
export function companyOf(member: Pick<Member, 'email' | 'userPrincipalName'>, domains: CompanyDomains): Company {
  for (const domain of [member.email, member.userPrincipalName].map(domainOf)) {
    if (domain === null) continue;
    if (domains.source.includes(domain)) return 'source';
    if (domains.destination.includes(domain)) return 'destination';
  }
  return 'other';
}

function domainOf(address: string | null): string | null {
  const guest = /^.*_([^_#]+)#EXT#@/i.exec(address ?? '');
  const domain = guest?.[1] ?? address?.split('@').at(-1);
  return domain ? domain.toLowerCase() : null;
}

export const personToAssign = (member: Member, domains: CompanyDomains, lang: Lang): PersonToAssign => ({
  personId: member.aadObjectId,
  name: member.name,
  company: companyOf(member, domains),
  email: member.email,
  userPrincipalName: member.userPrincipalName,
  lang,
});

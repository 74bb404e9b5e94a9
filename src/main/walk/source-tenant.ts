/** The source tenant as its administrator sees it at the portal: through the world's own door, never the bot's. */
interface TenantUser {
  readonly id: string;
  readonly userPrincipalName: string;
  readonly userType?: string;
}

export class SourceTenant {
  constructor(private readonly url: string) {}

  /** Every user's sign-in name by object id. */
  async signInNames(): Promise<ReadonlyMap<string, string>> {
    const answer = await fetch(`${this.url}/world/state`);
    const { tenants } = (await answer.json()) as { tenants: { source: { users: readonly TenantUser[] } } };
    return new Map(tenants.source.users.map(({ id, userPrincipalName }) => [id, userPrincipalName]));
  }

  async rename(id: string, userPrincipalName: string): Promise<void> {
    await this.post(`/world/admin/source/users/${id}`, { userPrincipalName });
  }

  /** Every write is answered this much later: time to look at what is going on. */
  async holdWrites(milliseconds: number): Promise<void> {
    await this.post('/world/hold', { milliseconds, writes: true });
  }

  /** The tenant is answered for the domain so long after it was let go, in virtual seconds. */
  async letGoSlowly(releaseSeconds: number): Promise<void> {
    await this.post('/world/faults', { releaseSeconds });
  }

  private async post(path: string, body: object): Promise<void> {
    const answer = await fetch(`${this.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  }
}

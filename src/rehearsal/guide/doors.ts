/** A client of the tenants' own doors, as thin as the one an administrator's console brings along: it asks again when it is told to wait. */

export type Side = 'source' | 'destination';

/** What `GET /world` tells of a tenant. */
export interface TenantAddress {
  readonly tenantId: string;
  readonly initialDomain: string;
  readonly apps: { readonly full: { readonly clientId: string; readonly clientSecret: string } };
}

export type Row = Readonly<Record<string, unknown>>;
export interface Answer {
  readonly status: number;
  readonly body: Row;
}

/** Whoever is told so for ever takes it for an answer. */
const mostTokens = 20;
const mostWaits = 200;

const graphHost = 'graph.microsoft.com';
const exchangeHost = 'outlook.office365.com';

export class TenantDoors {
  private readonly tokens = new Map<string, string>();

  constructor(
    private readonly base: string,
    readonly tenant: TenantAddress,
    private readonly wait: (seconds: number) => Promise<void>,
  ) {}

  graph(method: string, path: string, body?: object): Promise<Answer> {
    return this.call(method, graphHost, `/v1.0${path}`, body, { consistencylevel: 'eventual' });
  }

  async graphList(path: string): Promise<readonly Row[]> {
    const rows: Row[] = [];
    for (let next: string | undefined = path; next !== undefined;) {
      const { body, status }: Answer = await this.graph('GET', next);
      if (status !== 200) throw new Error(`GET ${next}: ${status} ${refusalIn(body)}`);
      rows.push(...(body['value'] as readonly Row[]));
      next = (body['@odata.nextLink'] as string | undefined)?.split('/v1.0')[1];
    }
    return rows;
  }

  /** One answer for a cmdlet that writes; of one that reads, all its pages. */
  async cmdlet(name: string, parameters: object): Promise<Answer & { readonly rows: readonly Row[] }> {
    const { tenantId } = this.tenant;
    const anchor = { 'x-anchormailbox': `APP:SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}@${tenantId}` };
    const order = { CmdletInput: { CmdletName: name, Parameters: parameters } };
    const rows: Row[] = [];
    for (let path = `/adminapi/beta/${tenantId}/InvokeCommand`; ;) {
      const answer = await this.call('POST', exchangeHost, path, order, anchor);
      if (answer.status !== 200) return { ...answer, rows };
      rows.push(...(answer.body['value'] as readonly Row[]));
      const next = answer.body['@odata.nextLink'] as string | undefined;
      if (next === undefined) return { ...answer, rows };
      path = next.slice(`https://${exchangeHost}`.length);
    }
  }

  private async call(
    method: string,
    host: string,
    path: string,
    body: object | undefined,
    headers: Readonly<Record<string, string>>,
  ): Promise<Answer> {
    for (let tries = 1; ; tries += 1) {
      const response = await fetch(`${this.base}/${host}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${await this.token(host)}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      const { status } = response;
      const mayAskAgain = tries < (status === 401 ? mostTokens : mostWaits);
      if (status === 401 && mayAskAgain) this.tokens.delete(host);
      else if ((status === 429 || status === 503) && mayAskAgain)
        await this.wait(Number(response.headers.get('retry-after') ?? 5));
      else return { status, body: text === '' ? {} : (JSON.parse(text) as Row) };
    }
  }

  private async token(host: string): Promise<string> {
    const kept = this.tokens.get(host);
    if (kept !== undefined) return kept;
    const { clientId, clientSecret } = this.tenant.apps.full;
    const path = `/login.microsoftonline.com/${this.tenant.tenantId}/oauth2/v2.0/token`;
    const answer = await fetch(`${this.base}${path}`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: clientSecret,
        scope: `https://${host}/.default`,
      }),
    });
    if (!answer.ok) throw new Error(`no token for ${host}: ${answer.status}`);
    const { access_token: token } = (await answer.json()) as { readonly access_token: string };
    this.tokens.set(host, token);
    return token;
  }
}

/** The sentence that a console prints in red. */
export function refusalIn(body: Row): string {
  interface Refused {
    readonly message?: string;
    readonly innererror?: { readonly internalexception?: { readonly message?: string } };
  }
  const error = (body['error'] ?? {}) as Refused;
  return error.innererror?.internalexception?.message ?? error.message ?? '';
}

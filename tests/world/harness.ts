import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Company } from '../../src/rehearsal/world/entities.js';
import { generateCompany } from '../../src/rehearsal/world/company/generate-company.js';
import { createWorld, type Discovery, type WorldOptions } from '../../src/rehearsal/world/world.js';
import type { AppKey } from '../../src/rehearsal/world/apps.js';
import { preparedKey } from '../support/prepared-key.js';

export type Side = 'source' | 'destination';
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // Answers of the vendors are read member by member in the tests.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
}

export interface Bench {
  readonly base: string;
  readonly discovery: Discovery;
  token(side: Side, app?: AppKey, resource?: 'graph' | 'exchange'): Promise<string>;
  /** A new token, whatever was issued before; later calls show it. */
  signIn(side: Side, app?: AppKey, resource?: 'graph' | 'exchange'): Promise<string>;
  graph(side: Side, method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  cmdlet(
    side: Side,
    name: string,
    parameters?: object,
    more?: { app?: AppKey; query?: string; headers?: Record<string, string> },
  ): Promise<Answer>;
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  advance(seconds: number): Promise<void>;
  close(): Promise<void>;
}

export const hosts = { graph: 'https://graph.microsoft.com', exchange: 'https://outlook.office365.com' };

/** Restify, loaded by another test of the same worker, takes the return value from `writeHead` on every response there is. */
function end(res: ServerResponse, status: number): void {
  res.statusCode = status;
  res.end();
}

const open = new Set<Bench>();
/** A test that failed half-way leaves its server listening, and jest would wait for it for ever. */
afterEach(async () => {
  for (const bench of [...open]) await bench.close();
});

export async function openBench(options: Partial<WorldOptions> & { readonly mailboxes?: number } = {}): Promise<Bench> {
  let base = '';
  const company: Company | (() => Company) =
    options.company ?? (() => generateCompany({ mailboxes: options.mailboxes ?? 40, seed: 7 }));
  const { stateFolder = null, ...more } = options;
  // A world with a folder keeps a key of its own there.
  const keys = stateFolder === null ? { signingKey: preparedKey('world') } : {};
  const world = await createWorld({ seed: 7, rate: 0, ...keys, ...more, stateFolder, company, baseUrl: () => base });
  const server: Server = createServer((req, res) => {
    world.handle(req, res).then(
      (mine) => {
        if (!mine) end(res, 404);
      },
      (error: unknown) => {
        console.error(error);
        end(res, 500);
      },
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const discovery = world.discovery();

  const call: Bench['call'] = async (method, path, body, headers = {}) => {
    const response = await fetch(`${base}${path}`, {
      method,
      headers: {
        ...(body === undefined
          ? {}
          : { 'content-type': typeof body === 'string' ? 'application/x-www-form-urlencoded' : 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    let parsed: unknown = text;
    if (/json/.test(response.headers.get('content-type') ?? '')) parsed = JSON.parse(text);
    return { status: response.status, headers: response.headers, body: parsed };
  };
  const tokens = new Map<string, string>();
  const token: Bench['token'] = async (side, app = 'full', resource = 'graph') =>
    tokens.get(`${side}/${app}/${resource}`) ?? signIn(side, app, resource);
  const signIn: Bench['signIn'] = async (side, app = 'full', resource = 'graph') => {
    const { clientId, clientSecret } = discovery[side].apps[app];
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      scope: `${hosts[resource]}/.default`,
    });
    const answer = await call(
      'POST',
      `/login.microsoftonline.com/${discovery[side].tenantId}/oauth2/v2.0/token`,
      form.toString(),
    );
    const issued = answer.body.access_token as string;
    tokens.set(`${side}/${app}/${resource}`, issued);
    return issued;
  };
  const bench: Bench = {
    base,
    discovery,
    token,
    signIn,
    call,
    graph: async (side, method, path, body, headers = {}) =>
      call(method, `/graph.microsoft.com/v1.0${path}`, body, {
        authorization: `Bearer ${await token(side)}`,
        ...headers,
      }),
    cmdlet: async (side, name, parameters = {}, more = {}) =>
      call(
        'POST',
        `/outlook.office365.com/adminapi/beta/${discovery[side].tenantId}/InvokeCommand${more.query ?? ''}`,
        { CmdletInput: { CmdletName: name, Parameters: parameters } },
        {
          authorization: `Bearer ${await token(side, more.app ?? 'full', 'exchange')}`,
          'x-anchormailbox': `APP:SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}@${discovery[side].tenantId}`,
          ...more.headers,
        },
      ),
    advance: async (seconds) => {
      await call('POST', '/world/clock', { advance: seconds });
    },
    close: async () => {
      if (!open.delete(bench)) return;
      world.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  open.add(bench);
  return bench;
}

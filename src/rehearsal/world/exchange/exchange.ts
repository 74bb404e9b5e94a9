/**
 * `https://outlook.office365.com/adminapi`: cmdlets over HTTPS as the ExchangeOnlineManagement module sends them. There is no public
 * contract; https://learn.microsoft.com/en-us/exchange/reference/admin-api-get-started describes the same body for its documented successor.
 */
import type { ServiceAnswer, ServiceRequest, WorldContext } from '../context.js';
import { sideOfTenant } from '../context.js';
import type { Side } from '../entities.js';
import { writeCmdlets } from './set-recipients.js';
import { commonParameters, type Cmdlet, type CmdletResult } from './cmdlet.js';
import { calendarProcessingCmdlets } from './calendar-processing.js';
import { clientAccessCmdlets } from './client-access.js';
import { configurationCmdlets } from './configuration.js';
import { dynamicGroupCmdlets } from './dynamic-groups.js';
import { folderRightCmdlets } from './get-folder-rights.js';
import { inboxRuleCmdlets } from './get-inbox-rules.js';
import { mailFlowCmdlets } from './get-mail-flow.js';
import { groupMemberCmdlets } from './group-members.js';
import { readCmdlets } from './get-recipients.js';
import { rightCmdlets } from './get-rights.js';
import { statisticsCmdlets } from './get-statistics.js';
import { mailContactCmdlets } from './mail-contacts.js';
import { newGroupCmdlets } from './new-groups.js';
import { mailboxCmdlets } from './new-mailbox.js';
import { placeCmdlets } from './places.js';
import { accessPolicyCmdlets } from './roles/access-policies.js';
import { getManagementRole, roleCmdlets } from './roles/get-roles.js';
import { cmdletsOf } from './roles/management-roles.js';
import { groupsOf } from './roles/roles-held.js';
import { answerEws } from './ews/door.js';
import { ewsWriters } from './set-ews.js';
import { folderRightWriters } from './set-folder-rights.js';
import { mailboxRightWriters } from './set-rights.js';
import { sendAsWriters } from './set-send-as.js';
import { exchangeAudience, exchangeBase } from './host.js';
import { badArgument, cmdletError, CmdletRefusal, notRecognized, unknownParameter } from './refusal.js';

const others: readonly Cmdlet[] = [
  ...readCmdlets,
  ...writeCmdlets,
  ...configurationCmdlets,
  ...rightCmdlets,
  ...folderRightCmdlets,
  ...statisticsCmdlets,
  ...inboxRuleCmdlets,
  ...mailFlowCmdlets,
  ...clientAccessCmdlets,
  ...mailboxRightWriters,
  ...sendAsWriters,
  ...folderRightWriters,
  ...ewsWriters,
  ...mailContactCmdlets,
  ...roleCmdlets,
  ...accessPolicyCmdlets,
  ...mailboxCmdlets,
  ...calendarProcessingCmdlets,
  ...placeCmdlets,
  ...newGroupCmdlets,
  ...dynamicGroupCmdlets,
  ...groupMemberCmdlets,
];
export const cmdlets: readonly Cmdlet[] = [
  ...others,
  getManagementRole((name) => others.find((one) => one.name === name)?.parameters ?? []),
];
const byName = new Map(cmdlets.map((cmdlet) => [cmdlet.name.toLowerCase(), cmdlet]));

/** Paths of this service, for the coverage list. */
export const exchangePaths = [
  'POST /adminapi/beta/{tenant}/InvokeCommand',
  'POST /adminapi/beta/{tenant}/$batch',
  'GET /adminapi/v1.0/{tenant}/EXOModuleFile',
  'POST /EWS/Exchange.asmx',
] as const;

interface Caller {
  readonly side: Side;
  readonly actor: string;
  /** Names of the cmdlets that its management roles hold. */
  readonly mayRun: ReadonlySet<string>;
}

const denied = (status: number, reason: string): ServiceAnswer => ({
  status,
  headers: {
    'x-ms-diagnostics': `2000010;reason="${reason}";error_category="${status === 401 ? 'invalid_token' : 'forbidden'}"`,
    ...(status === 401
      ? { 'www-authenticate': `Bearer client_id="00000002-0000-0ff1-ce00-000000000000", error="invalid_token"` }
      : {}),
  },
  text: '',
});

const tooMany = 'This tenant has exceeded the maximum number of concurrent requests per tenant.';

export class ExchangeService {
  private window = { start: 0, used: 0 };

  constructor(private readonly world: WorldContext) {}

  answer(request: ServiceRequest, log?: (part: ServiceRequest, answer: ServiceAnswer) => void): ServiceAnswer {
    if (/^\/EWS\/Exchange\.asmx$/i.test(request.url.pathname)) return answerEws(this.world, request);
    const match = /^\/adminapi\/(beta|v1\.0)\/([^/]+)\/(InvokeCommand|\$batch|%24batch|EXOModuleFile)$/i.exec(
      request.url.pathname,
    );
    if (match === null) return { status: 404, text: '' };
    const [, version, tenant, door] = match as unknown as [string, string, string, string];
    const caller = this.authenticate(request, decodeURIComponent(tenant), log !== undefined);
    if ('status' in caller) return caller;
    if (door.toLowerCase() === 'exomodulefile') return this.moduleFile(request, version, caller);
    if (request.method !== 'POST') return { status: 405, text: '' };
    return door.toLowerCase() === 'invokecommand' ? this.invoke(request, caller) : this.batch(request, log);
  }

  /** A token is taken back between two requests, never between two items of a batch. */
  private authenticate(request: ServiceRequest, tenant: string, whole: boolean): Caller | ServiceAnswer {
    const token = /^bearer\s+(\S+)/i.exec(request.headers['authorization'] ?? '')?.[1];
    const { signing, store, strikes } = this.world;
    const claims = token === undefined ? undefined : signing.read(token);
    if (token === undefined || claims === undefined) return denied(401, 'The access token is missing or invalid.');
    if (claims.aud !== exchangeAudience) return denied(401, 'The audience claim value is invalid.');
    if (this.world.clock.now().getTime() >= claims.exp * 1000) return denied(401, 'The access token has expired.');
    const side = sideOfTenant(this.world, tenant);
    if (side === undefined || this.world.store.heads[side].tenantId !== claims.tid) {
      return denied(401, 'The token was issued for another organization.');
    }
    if (claims.roles?.includes('Exchange.ManageAsApp') !== true)
      return denied(401, 'The token has no Exchange.ManageAsApp role.');
    const app = this.world.apps.byClientId(side, claims.appid);
    const roles = groupsOf(this.world, side, claims.oid, claims.wids ?? []).flatMap((group) => group.roles);
    // The app role alone is not enough: https://learn.microsoft.com/en-us/powershell/exchange/app-only-auth-powershell-v2
    if (app === undefined || roles.length === 0)
      return denied(403, 'The role assigned to the application is not supported in this scenario.');
    if (
      whole &&
      !signing.isRevoked(token) &&
      strikes.strikes('exchange/token', store.faults.tokenRevokedEvery.exchange)
    ) {
      signing.revoke(token);
    }
    if (signing.isRevoked(token)) return denied(401, 'The access token was revoked.');
    return { side, actor: app.displayName, mayRun: cmdletsOf(roles) };
  }

  private invoke(request: ServiceRequest, caller: Caller): ServiceAnswer {
    const busy = this.busy();
    if (busy !== undefined) return busy;
    try {
      const { cmdlet, parameters } = this.read(request, caller);
      const now = this.world.clock.now().getTime();
      const result = cmdlet.run({
        world: this.world,
        side: caller.side,
        cmdlet: cmdlet.name,
        parameters,
        now,
        actor: caller.actor,
      });
      return this.page(request, caller, result);
    } catch (error) {
      if (error instanceof CmdletRefusal) return cmdletError(error);
      throw error;
    }
  }

  private busy(): ServiceAnswer | undefined {
    const { strikes, store } = this.world;
    const { exchangePerTenSeconds, unavailableEvery, throttledEvery } = store.faults;
    if (strikes.strikes('exchange/unavailable', unavailableEvery.exchange)) {
      return { status: 503, headers: { 'retry-after': '5' }, text: '' };
    }
    if (strikes.strikes('exchange/throttled', throttledEvery.exchange)) return { status: 429, text: tooMany };
    if (exchangePerTenSeconds === null) return undefined;
    const now = this.world.clock.now().getTime();
    if (now >= this.window.start + 10_000) this.window = { start: now, used: 0 };
    if (this.window.used >= exchangePerTenSeconds) {
      const seconds = Math.max(1, Math.ceil((this.window.start + 10_000 - now) / 1000));
      return {
        status: 429,
        headers: { 'retry-after': `${seconds}` },
        text: tooMany,
      };
    }
    this.window.used += 1;
    return undefined;
  }

  private read(request: ServiceRequest, caller: Caller): { cmdlet: Cmdlet; parameters: Record<string, unknown> } {
    let body: { CmdletInput?: { CmdletName?: unknown; Parameters?: unknown } };
    try {
      body = JSON.parse(request.body) as typeof body;
    } catch {
      throw badArgument('CmdletInput', 'The body is not JSON.');
    }
    const name = body.CmdletInput?.CmdletName;
    const given = body.CmdletInput?.Parameters;
    if (typeof name !== 'string') throw badArgument('CmdletInput', 'CmdletName is required.');
    if (typeof given !== 'object' || given === null || Array.isArray(given)) {
      throw badArgument('Parameters', 'Parameters must be an object, {} when there are none.');
    }
    const cmdlet = byName.get(name.toLowerCase());
    // A cmdlet outside the caller's roles looks exactly like one that does not exist.
    if (cmdlet === undefined || !mayRun(caller, cmdlet)) throw notRecognized(name);
    const spelled = [...cmdlet.parameters, ...commonParameters];
    const parameters: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(given)) {
      if (key === '@odata.type') continue;
      const parameter = spelled.find((one) => one.toLowerCase() === key.toLowerCase());
      if (parameter === undefined) throw unknownParameter(key);
      if (cmdlet.switches.includes(parameter) && typeof value !== 'boolean') {
        throw badArgument(parameter, `Cannot convert value "${String(value)}" to type "SwitchParameter".`);
      }
      parameters[parameter] = value;
    }
    return { cmdlet, parameters };
  }

  private page(request: ServiceRequest, caller: Caller, result: CmdletResult): ServiceAnswer {
    const select = request.url.searchParams.get('$select');
    const size = Math.min(
      1000,
      Number(/odata\.maxpagesize=(\d+)/i.exec(request.headers['prefer'] ?? '')?.[1] ?? 1000) || 1000,
    );
    const token = request.url.searchParams.get('$skiptoken');
    const { scans, store, strikes } = this.world;
    const place = token === null ? null : scans.read(token);
    if (place !== null && strikes.strikes('exchange/page', store.faults.pageLostEvery.exchange)) scans.lose(place.scan);
    // Reported live: a page asked for without the anchor mailbox of the first may reach another back end, which knows nothing of it.
    const anchored = request.headers['x-anchormailbox'] !== undefined;
    if (token !== null && (place === null || scans.isLost(place.scan) || !anchored)) {
      throw new CmdletRefusal(
        'Microsoft.Exchange.Admin.OData.Core.InvalidPaginationException',
        'Expired or Invalid pagination request. Default Expiry time is 00:30:00',
      );
    }
    const start = Number(place?.place ?? 0);
    const { tenantId } = store.heads[caller.side];
    const value = result.value.slice(start, start + size).map((one) => (select === null ? one : selected(one, select)));
    const following = new URLSearchParams(request.url.searchParams);
    const more = start + size < result.value.length;
    if (more) following.set('$skiptoken', scans.token(place?.scan ?? scans.begin(), `${start + size}`));
    const link = `${exchangeBase}/beta/${tenantId}/InvokeCommand?${following.toString().replaceAll('%24', '$')}`;
    return {
      status: 200,
      body: {
        '@odata.context': `${exchangeBase}/beta/${tenantId}/$metadata#Collection(Exchange.GenericHashTable)`,
        'adminapi.warnings@odata.type': '#Collection(String)',
        '@adminapi.warnings': result.warnings ?? [],
        value,
        ...(more ? { '@odata.nextLink': link } : {}),
      },
      ...(result.touched === undefined ? {} : { touched: result.touched }),
      ...(result.applied === undefined ? {} : { applied: result.applied }),
    };
  }

  /** Items carry absolute addresses; the outer answer is 200 whatever happens to them. */
  private batch(request: ServiceRequest, log?: (part: ServiceRequest, answer: ServiceAnswer) => void): ServiceAnswer {
    interface Item {
      readonly id: string;
      readonly method: string;
      readonly url: string;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: unknown;
    }
    let items: readonly Item[];
    try {
      items = (JSON.parse(request.body) as { requests: readonly Item[] }).requests;
    } catch {
      return cmdletError(badArgument('requests', 'The body is not JSON.'));
    }
    if (!Array.isArray(items)) return cmdletError(badArgument('requests', 'A list is required.'));
    const responses = (items as readonly Item[]).map((item) => {
      const own = Object.entries(item.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]);
      const part: ServiceRequest = {
        method: item.method.toUpperCase(),
        url: new URL(item.url, exchangeAudience),
        headers: { ...request.headers, ...Object.fromEntries(own) },
        body: typeof item.body === 'string' ? item.body : JSON.stringify(item.body ?? {}),
      };
      const answer = this.answer(part);
      log?.(part, answer);
      return {
        id: item.id,
        status: answer.status,
        headers: { ...answer.headers },
        body: answer.body ?? answer.text ?? null,
      };
    });
    return { status: 200, body: { responses } };
  }

  /** What the module downloads first: the cmdlets that the caller's roles allow. */
  private moduleFile(request: ServiceRequest, version: string, caller: Caller): ServiceAnswer {
    if (version !== 'v1.0' || request.method !== 'GET') return { status: 404, text: '' };
    const exportedCmdlets = cmdlets
      .filter((cmdlet) => mayRun(caller, cmdlet))
      .map((cmdlet) => cmdlet.name)
      .sort();
    return {
      status: 200,
      body: {
        '@odata.context': `${exchangeBase}/v1.0/$metadata#EXOModuleFile`,
        value: [{ version: request.url.searchParams.get('Version') ?? '3.9.2', exportedCmdlets }],
      },
    };
  }
}

const mayRun = (caller: Caller, { name }: Cmdlet): boolean => caller.mayRun.has(name);

function selected(row: Readonly<Record<string, unknown>>, select: string): Record<string, unknown> {
  const names = new Set(select.split(',').map((name) => name.trim().toLowerCase()));
  return Object.fromEntries(
    Object.entries(row).filter(([name]) => names.has((name.split('@')[0] as string).toLowerCase())),
  );
}

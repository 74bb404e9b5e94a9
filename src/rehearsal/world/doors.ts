/** `/world/...`: the world's own doors, for the room, the bench, the proofs and an administrator's console. No vendor has them. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { errandAt, runErrand } from './admin/portal.js';
import { textIn, textOrNullIn } from './admin/read-body.js';
import { canonical } from './canonical.js';
import { castAccounts } from './cast-accounts.js';
import type { ClockOrder, Waits } from './clock.js';
import type { WorldContext } from './context.js';
import { coverageOf } from './coverage.js';
import { dependantsOf, type Dependant } from './dependants.js';
import { publish, takeAway, type DnsChange } from './dns/orders.js';
import { DoorRefusal } from './door-refusal.js';
import { settleAll, settleDue } from './effects.js';
import { sides, type DnsRecord } from './entities.js';
import { ewsAnswer, type EwsAnswer } from './exchange/ews/ews-access.js';
import { applyFaults } from './faults.js';
import { GraphRefusal } from './graph/errors.js';
import { bodyObject } from './graph/users.js';
import { isFromHere, readBody, sendJson } from './http.js';
import { setRoute } from './mail/gateway.js';
import { writeLetter } from './mail/letters.js';
import type { RequestLog } from './request-log.js';
import type { Service } from './service.js';
import { struckOf } from './services.js';
import { summaryOf } from './summary.js';

export interface Hold {
  milliseconds: number;
  writesOnly: boolean;
}

export interface Doors {
  readonly world: WorldContext;
  readonly services: readonly Service[];
  readonly log: RequestLog;
  readonly hold: Hold;
  discovery(): object;
}

export async function answerDoor(doors: Doors, req: IncomingMessage, res: ServerResponse, url: URL): Promise<void> {
  if (!isFromHere(req)) {
    sendJson(res, 403, { error: { code: 'foreign', message: 'The world opens its doors to loopback only.' } });
    return;
  }
  try {
    const body = req.method === 'GET' ? '' : await readBody(req);
    await route(doors, req, res, url, body);
  } catch (error) {
    if (error instanceof DoorRefusal || error instanceof GraphRefusal) {
      sendJson(res, error.status, {
        error: { code: error instanceof GraphRefusal ? error.code : 'refused', message: error.message },
      });
    } else if (error instanceof RangeError) {
      sendJson(res, 400, { error: { code: 'refused', message: error.message } });
    } else throw error;
  }
}

async function route(doors: Doors, req: IncomingMessage, res: ServerResponse, url: URL, body: string): Promise<void> {
  const { world, log } = doors;
  const door = `${req.method} ${url.pathname.replace(/\/$/, '')}`;
  switch (door) {
    case 'GET /world':
      return sendJson(res, 200, doors.discovery());
    case 'GET /world/state':
      return sendJson(res, 200, dumpText(world));
    case 'GET /world/log': {
      const entries = log.after(Number(url.searchParams.get('after') ?? 0) || 0);
      return sendJson(res, 200, { last: log.size(), entries });
    }
    case 'GET /world/summary':
      settleDue(world, world.clock.now().getTime());
      return sendJson(res, 200, summaryOf(world));
    case 'GET /world/dependants':
      settleDue(world, world.clock.now().getTime());
      return sendJson(res, 200, dependantsAsked(world, url.searchParams));
    case 'GET /world/ews':
      settleDue(world, world.clock.now().getTime());
      return sendJson(res, 200, ewsAsked(world, url.searchParams));
    case 'GET /world/coverage':
      return sendJson(res, 200, coverageOf(doors.services));
    case 'GET /world/cast-accounts':
      return sendJson(res, 200, castAccounts(world));
    case 'GET /world/clock': {
      const after = url.searchParams.get('after');
      const told = url.searchParams.get('told');
      const waitMs = Math.min(60, Number(url.searchParams.get('wait') ?? 25) || 0) * 1000;
      if (told !== null) {
        const version = after === null ? undefined : Number(after);
        return sendJson(res, 200, await world.clock.toldSince(Number(told), waitMs, version));
      }
      return sendJson(
        res,
        200,
        after === null ? world.clock.state() : await world.clock.changedSince(Number(after), waitMs),
      );
    }
    case 'POST /world/clock':
      return sendJson(res, 200, world.clock.order(clockOrder(bodyObject(body))));
    case 'PUT /world/clock/next-due': {
      const order = bodyObject(body);
      const resting = order['resting'] === true;
      return sendJson(res, 200, world.clock.tell(timeIn(order, 'at'), resting, timeIn(order, 'forPeople')));
    }
    case 'POST /world/hold': {
      const order = bodyObject(body);
      const milliseconds = Number(order['milliseconds']);
      if (!(milliseconds >= 0 && milliseconds <= 600_000))
        throw new DoorRefusal(400, 'milliseconds is a number from 0 to 600000.');
      doors.hold.milliseconds = milliseconds;
      doors.hold.writesOnly = order['writes'] !== false;
      return sendJson(res, 200, doors.hold);
    }
    case 'GET /world/dns':
      return sendJson(res, 200, { records: world.store.dnsRecords });
    case 'POST /world/dns':
      return sendJson(res, 200, changeDns(doors, req, publish(...zonesOf(world), bodyObject(body))));
    case 'DELETE /world/dns': {
      const order = body === '' ? Object.fromEntries(url.searchParams) : bodyObject(body);
      const change = takeAway(...zonesOf(world), order);
      if (change === null) throw new DoorRefusal(404, `There is no such ${String(order['type'])} record to take away.`);
      return sendJson(res, 200, changeDns(doors, req, change));
    }
    case 'POST /world/letters':
      return sendJson(res, 200, letterWritten(world, bodyObject(body)));
    case 'POST /world/gateway': {
      const order = bodyObject(body);
      return sendJson(res, 200, setRoute(world, textIn(order, 'domain'), textIn(order, 'host')));
    }
    case 'POST /world/faults':
      world.store.setFaults(applyFaults(world.store.faults, bodyObject(body), struckOf(doors.services)));
      return sendJson(res, 200, world.store.faults);
  }
  const errand = errandAt(door);
  if (errand === undefined) throw new DoorRefusal(404, `There is no door ${door}.`);
  sendJson(res, 200, runErrand(world, log, errand, body === '' ? {} : bodyObject(body), url));
}

/** What keeps a domain of a tenant, whether anybody tries to remove it or not. */
function dependantsAsked(world: WorldContext, query: URLSearchParams): readonly Dependant[] {
  const side = sides.find((one) => one === query.get('side'));
  if (side === undefined) throw new DoorRefusal(400, `side is one of ${sides.join(', ')}.`);
  const domain = world.store.get(side, 'domains', String(query.get('domain')).toLowerCase());
  if (domain === undefined) throw new DoorRefusal(404, `The ${side} tenant has no domain '${query.get('domain')}'.`);
  return dependantsOf(world, side, domain);
}

/** What EWS would answer an application that asks for a mailbox now: `?side=source&mailbox=GUID&app=ID&agent=TEXT`. */
function ewsAsked(world: WorldContext, query: URLSearchParams): EwsAnswer {
  const side = sides.find((one) => one === query.get('side'));
  if (side === undefined) throw new DoorRefusal(400, `side is one of ${sides.join(', ')}.`);
  const mailbox = world.store.get(side, 'recipients', String(query.get('mailbox')).toLowerCase());
  if (mailbox === undefined) throw new DoorRefusal(404, `The ${side} tenant has no mailbox '${query.get('mailbox')}'.`);
  return ewsAnswer(world, side, mailbox, { appId: query.get('app') ?? '', userAgent: query.get('agent') ?? '' });
}

const zonesOf = ({ store }: WorldContext): [readonly DnsRecord[], readonly string[]] => [
  store.dnsRecords,
  store.movingDomains,
];

/** The administrator of the zones, at the console of the DNS host. Answers with the set as it is now. */
function changeDns({ world, log }: Doors, req: IncomingMessage, change: DnsChange): object {
  const now = world.clock.now();
  const { zone, name, type, before, after } = change;
  const received = { wall: new Date().toISOString(), virtual: now.toISOString() };
  const method = req.method as string;
  const actor = 'administrator';
  const n = log.received({ receivedAt: received, actor, method, url: '/world/dns', write: true, batch: null });
  const told = (set: readonly DnsRecord[]): object => ({
    ttl: set[0]?.ttl ?? null,
    values: set.map(({ data }) => data),
  });
  const changed = JSON.stringify(before) !== JSON.stringify(after);
  if (changed) {
    world.store.putDns(change.records, zone, now.getTime());
    world.store.note({
      at: now.toISOString(),
      system: 'dns',
      side: null,
      actor,
      what: type,
      object: { kind: 'record', id: `${name}/${type}`, label: name },
      before: told(before),
      after: told(after),
    });
    world.store.commit();
  }
  log.done(n, [], changed);
  log.answered(n, new Date().toISOString(), 200);
  return { name, type, ...told(after) };
}

function letterWritten(world: WorldContext, order: Readonly<Record<string, unknown>>): object {
  const now = world.clock.now().getTime();
  settleDue(world, now);
  const [from, to] = [textIn(order, 'from'), textIn(order, 'to')];
  return writeLetter(world, { from, to, subject: textOrNullIn(order, 'subject') ?? '' }, now);
}

/** The whole truth as one text that is the same for the same world: nothing pending, nothing lagging, nothing volatile. */
export function dumpText(world: WorldContext): string {
  settleAll(world);
  return JSON.stringify(canonical(world.store.company()));
}

function timeIn(body: Record<string, unknown>, name: string): string | null {
  const at = body[name] ?? null;
  if (at !== null && Number.isNaN(Date.parse(String(at)))) throw new DoorRefusal(400, `'${String(at)}' is not a time.`);
  return at === null ? null : new Date(String(at)).toISOString();
}

function waitsIn(value: unknown): Waits {
  const said = (value ?? {}) as Readonly<Record<string, unknown>>;
  return { for: textIn(said, 'for'), over: textIn(said, 'over') };
}

function clockOrder(body: Record<string, unknown>): ClockOrder {
  const number = (name: string): number | undefined => {
    const value = body[name];
    if (value === undefined) return undefined;
    if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) {
      throw new DoorRefusal(400, `${name} is a number of at least 0.`);
    }
    return value;
  };
  const advance = number('advance');
  const rate = number('rate');
  const advanceTo = body['advanceTo'];
  if (advanceTo !== undefined && Number.isNaN(Date.parse(String(advanceTo)))) {
    throw new DoorRefusal(400, `'${String(advanceTo)}' is not a time.`);
  }
  return {
    ...(advance === undefined ? {} : { advance }),
    ...(rate === undefined ? {} : { rate }),
    ...(body['unlessPaused'] === true ? { unlessPaused: true } : {}),
    ...(advanceTo === undefined ? {} : { advanceTo: String(advanceTo) }),
    ...(body['hold'] === undefined ? {} : { hold: waitsIn(body['hold']) }),
  };
}

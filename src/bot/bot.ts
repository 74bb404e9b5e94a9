import { translate } from '../locales/index.js';
import type { Lang } from '../contract/step.js';
import type { Engine } from '../engine/api.js';
import type { Surroundings, Views } from '../views/api.js';
import type { Transport } from '../transport.js';
import { createApp, type RefusalAudit } from './app.js';
import { isVerb } from './turns/button-data.js';
import { ChannelBinding } from './channel/channel-binding.js';
import { Connector, type Send } from './channel/connector.js';
import { Courier } from './channel/courier.js';
import { botToken } from './door/credentials.js';
import type { DoorRefusal } from './door/door.js';
import { HardenedAdapter, type HttpAnswer } from './door/hardened-adapter.js';
import { fileFetcher } from './files/fetch-file.js';
import type { JudgeFile } from './files/receive.js';
import type { BotLog } from './log.js';
import { OutboxWorker } from './channel/outbox.js';
import { Painter } from './channel/painter.js';
import { ChannelPeople, type CompanyDomains } from './channel/people.js';
import { publishedLimits, SendQueues, type Limit } from './channel/send-limits.js';
import { wallTimers, type Timers } from './channel/timers.js';
import { ReplayGuard } from './door/replay-guard.js';
import type { BotTrust } from './door/trust.js';
import { TurnMaker } from './turns/turn-maker.js';

export interface BotOptions {
  readonly trust: BotTrust;
  readonly engine: Engine;
  readonly views: Views;
  /** Which company a person belongs to, by the domain of their address; lower case. */
  readonly domains: CompanyDomains;
  /** The migration's language: what the cards in the channel speak. */
  readonly lang: Lang;
  /** Makes a signed download link; see `http/links.ts`. */
  readonly link: Surroundings['link'];
  /** Makes a signed upload link; see `http/upload-links.ts`. */
  readonly uploadLink: Surroundings['uploadLink'];
  /** What people attach in their chat with the bot: fetched through this, and judged by that. */
  readonly files: { readonly transport: Transport; readonly judge: JudgeFile; readonly most: number };
  readonly log: BotLog;
  /** Towards the Connector; with the wire log around it, if there is one. */
  readonly send?: Send;
  readonly timers?: Timers;
  readonly limits?: readonly Limit[];
  readonly editEveryMs?: number;
}

export interface Bot {
  /** One POST of the channel: the Authorization header and the parsed body. Never throws. */
  receive(authorization: string, body: unknown): Promise<HttpAnswer>;
  /** Begins to bring cards to the channel. The engine has to be started before. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Refusals of outsiders that are written into the audit log in a minute, at most. */
const auditedPerMinute = 30;

export function createBot(options: BotOptions): Bot {
  const { trust, engine, views, log, lang, timers = wallTimers } = options;
  const token = botToken(trust, options.send);
  const connector = new Connector(token, options.send);
  const courier = new Courier(
    connector,
    new SendQueues(engine.outbox, timers, options.limits ?? publishedLimits),
    timers,
  );
  const binding = new ChannelBinding(engine.outbox);
  const people = new ChannelPeople(connector, timers);
  const painter = new Painter(engine.queries, views, binding, people, options, lang);
  const outbox = new OutboxWorker({
    engine: engine.outbox,
    painter,
    courier,
    binding,
    timers,
    log,
    inDoubtText: translate(lang, 'refusals.outbox.in-doubt'),
    ...(options.editEveryMs === undefined ? {} : { editEveryMs: options.editEveryMs }),
  });
  // Each has its own minute: a flood at the door leaves room for whoever is in the channel's tenant and nobody here.
  const audit = (): RefusalAudit => auditOfOutsiders(engine, log, timers);
  const adapter = new HardenedAdapter({
    trust,
    token,
    replays: new ReplayGuard(engine.outbox),
    onRefused: auditOfTheDoor(audit(), log),
    onFault: (fault, activity) => {
      log.error({ err: fault, activity: activity.id, type: activity.type }, 'a turn could not be answered');
      return { status: 200 };
    },
  });
  const turns = new TurnMaker({ engine, views, painter, binding, people, domains: options.domains });
  const app = createApp({
    adapter,
    appId: trust.appId,
    engine,
    views,
    turns,
    courier,
    outbox,
    binding,
    people,
    files: {
      fetchFile: fileFetcher({
        transport: options.files.transport,
        token,
        most: options.files.most,
        failed: (system, operation, fault) =>
          log.warn({ system, operation, fault }, 'a file that somebody attached could not be fetched'),
      }),
      judge: options.files.judge,
    },
    audit: audit(),
    log,
  });
  return {
    receive: (authorization, body) =>
      adapter.receive(authorization, body, async (context) => {
        await app.run(context);
      }),
    start: () => outbox.start(),
    stop: async () => {
      await outbox.stop();
      await courier.settled();
    },
  };
}

/** Knocks are logged; those that pretend to press a button concern a decision and go into the audit log too. */
const auditOfTheDoor =
  (audit: RefusalAudit, log: BotLog): ((refusal: DoorRefusal, body: unknown) => void) =>
  (refusal, body) => {
    log.warn({ status: refusal.status, code: refusal.code, reason: refusal.message }, 'refused at the door');
    const { type, value } = (body ?? {}) as { type?: unknown; value?: { action?: { verb?: unknown } } };
    const verb = value?.action?.verb;
    if (type === 'invoke' && isVerb(verb)) audit({ code: 'door.refused', facts: { why: refusal.code, verb } });
  };

/** Of people who are nobody here: a flood of them must neither fill the audit log nor stand before those who work. */
function auditOfOutsiders(engine: Engine, log: BotLog, timers: Timers): RefusalAudit {
  let minute = 0;
  let written = 0;
  return (refusal) => {
    const now = Math.floor(timers.now() / 60_000);
    if (now !== minute) [minute, written] = [now, 0];
    written += 1;
    if (written > auditedPerMinute) return;
    engine.commands
      .recordRefusal(null, refusal)
      .catch((fault: unknown) => log.error({ err: fault }, 'a refusal could not be written into the audit log'));
  };
}

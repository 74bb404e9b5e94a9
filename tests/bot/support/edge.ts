/** The whole edge on loopback: HTTP server, adapter, application and outbox, with the fake channel around them. */
import { createBot } from '../../../src/bot/bot';
import type { BotLog } from '../../../src/bot/log';
import type { Limit } from '../../../src/bot/channel/send-limits';
import type { Timers } from '../../../src/bot/channel/timers';
import type { BotTrust } from '../../../src/bot/door/trust';
import { judgeFile, mostBytes } from '../../../src/documents/incoming/judge';
import { createDownloads } from '../../../src/http/downloads';
import { createLinks } from '../../../src/http/links';
import { createHttpServer } from '../../../src/http/server';
import { appId, issuer, startFakeChannel, tenantId, type FakeChannel } from './fake-channel';
import { plainViews } from './plain-views';
import { recordingEngine, type RecordingEngine } from './recording-engine';

export const silent: BotLog = { info: () => undefined, warn: () => undefined, error: () => undefined };

export const trustOf = (channel: FakeChannel): BotTrust => ({
  kind: 'rehearsal',
  appId,
  appPassword: 'secret',
  tenantId,
  openIdMetadataUrl: `${channel.base}/openid`,
  issuer,
  tokenEndpoint: `${channel.base}/token`,
});

export function botFor(
  channel: FakeChannel,
  recording: RecordingEngine,
  options: { timers?: Timers; limits?: readonly Limit[]; editEveryMs?: number; log?: BotLog } = {},
) {
  return createBot({
    trust: trustOf(channel),
    engine: recording.engine,
    views: plainViews,
    domains: { source: ['contoso.com'], destination: ['fabrikam.com'] },
    lang: 'en',
    link: (what, id, format) => `https://bot/files/${what}/${id}?${format}`,
    uploadLink: ({ attemptId, personId }) => `https://bot/uploads/${attemptId}?person=${personId}`,
    files: { transport: fetch, judge: judgeFile, most: mostBytes },
    log: options.log ?? silent,
    ...options,
  });
}

export async function startEdge() {
  const channel = await startFakeChannel();
  const recording = recordingEngine();
  const faults: object[] = [];
  const log: BotLog = { ...silent, error: (facts) => void faults.push(facts) };
  const bot = botFor(channel, recording, { log, limits: [] });
  const state = { ready: true };
  let baseUrl = '';
  const links = createLinks({ secret: 'a secret of the tests', baseUrl: 'http://placeholder' });
  const server = createHttpServer({
    receive: bot.receive,
    ready: async () => state.ready,
    links,
    uploads: {
      page: async () => ({ status: 404, html: false, content: '' }),
      take: async () => ({ status: 404, html: false, content: '' }),
    },
    downloads: createDownloads({
      queries: recording.engine.queries,
      workbook: async () => Buffer.from('xlsx'),
      log: async (filter, lang) => Buffer.from(`${JSON.stringify(filter)} in ${lang}`),
    }),
    words: (code) => `words of ${code}`,
    onFault: (fault) => void faults.push({ fault }),
    maxBodyBytes: 64 * 1024,
    requestWithinMs: 300,
  });
  const port = await server.listen(0, '127.0.0.1');
  baseUrl = `http://127.0.0.1:${port}`;

  const send = async (
    activity: unknown,
    token = channel.token(),
  ): Promise<{ status: number; body: unknown; text: string }> => {
    const response = await fetch(`${baseUrl}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(activity),
    });
    const text = await response.text();
    return { status: response.status, text, body: text === '' ? null : (JSON.parse(text) as unknown) };
  };
  return {
    channel,
    recording,
    bot,
    baseUrl,
    port,
    send,
    state,
    faults,
    file: (what: 'evidence' | 'plan', id: string, format: string) =>
      links.sign(what, id, format).replace('http://placeholder', baseUrl),
    stop: async () => {
      await bot.stop();
      await server.close();
      await channel.close();
    },
  };
}

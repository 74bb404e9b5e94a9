/** The bot's own doors under the room's address, so that a person needs to know one address only. */
import { request as httpRequest, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';

export function handToBot(
  endpoint: string | null,
  req: IncomingMessage,
  res: ServerResponse,
  onAnswer: () => void,
): void {
  const notThere = (fault: NodeJS.ErrnoException | null): void => {
    if (res.headersSent || res.destroyed) return;
    const running = fault !== null && fault.code !== 'ECONNREFUSED';
    res.writeHead(running ? 502 : 503, { 'content-type': 'application/json' });
    res.end(
      JSON.stringify({
        status: running ? 'the bot closed the connection without an answer' : 'the bot is not running',
      }),
    );
  };
  if (endpoint === null) return notThere(null);
  const outgoing = httpRequest(`${endpoint}${req.url}`, {
    method: req.method ?? 'GET',
    headers: endToEnd(req.headers),
  });
  outgoing.on('error', notThere);
  outgoing.once('response', (answered) => {
    onAnswer();
    // Refused before all of it was heard: the bot wants no more of it, and what it said is the answer.
    if (!req.readableEnded) {
      req.unpipe(outgoing);
      req.resume();
    }
    res.writeHead(answered.statusCode ?? 502, endToEnd(answered.headers));
    res.flushHeaders();
    pipeline(answered, res, () => {
      if (!outgoing.writableEnded) outgoing.destroy();
    });
  });
  res.once('close', () => {
    if (!res.writableFinished) outgoing.destroy();
  });
  // A bot that refuses by the headers need not wait for the body.
  outgoing.flushHeaders();
  req.pipe(outgoing);
}

/** Of one connection only: https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1; how a body is framed is told anew by Node, by these too. */
const hopByHop: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'upgrade',
  'expect',
  'te',
]);

function endToEnd(headers: IncomingMessage['headers']): OutgoingHttpHeaders {
  const named = new Set((headers.connection ?? '').toLowerCase().split(/\s*,\s*/));
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !hopByHop.has(name) && !named.has(name)));
}

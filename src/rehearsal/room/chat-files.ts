/**
 * Where Teams keeps what people send in a chat: the OneDrive of whoever sends it. The bot is told an address that is good for some minutes for
 * whoever holds it (https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4).
 */
import { createHmac, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { HttpRefusal } from './http.js';
import type { RoomPerson } from './identities.js';
import type { SentFile } from './state.js';

export const downloadInfo = 'application/vnd.microsoft.teams.file.download.info';
/** Of one message, in Teams: https://support.microsoft.com/office/limits-and-specifications-for-microsoft-teams */
export const mostFiles = 10;
/** More than the bot takes, so that its refusal can be seen; Teams takes far more. */
export const largestFile = 32 * 1024 * 1024;

interface Kept {
  readonly owner: string;
  readonly name: string;
  readonly content: Buffer;
}

const lifetimeMs = 10 * 60_000;
const mostKept = 128 * 1024 * 1024;
const page = '/_layouts/15/download.aspx';

export class ChatFiles {
  /** In memory alone: a room that was started anew has forgotten them, as OneDrive has what its owner deleted. */
  private readonly kept = new Map<string, Kept>();
  private readonly secret = randomBytes(32);

  /** @param host of the OneDrives of the tenant whose Teams it is: `<tenant>-my.sharepoint.com` */
  constructor(
    readonly host: string,
    private readonly now: () => number = Date.now,
  ) {}

  keep(owner: RoomPerson, name: string, content: Buffer): SentFile {
    const id = randomUUID();
    this.kept.set(id, { owner: owner.key, name, content });
    let size = [...this.kept.values()].reduce((sum, { content: { length } }) => sum + length, 0);
    for (const [oldest, { content: old }] of this.kept) {
      if (size <= mostKept || oldest === id) break;
      this.kept.delete(oldest);
      size -= old.length;
    }
    return { id, name, bytes: content.length };
  }

  /** @throws {HttpRefusal} where they did not put it there. */
  sent(owner: RoomPerson, id: string): SentFile {
    const file = this.kept.get(id);
    if (file === undefined || file.owner !== owner.key)
      throw new HttpRefusal(404, 'itemNotFound', 'The file is not in your OneDrive any more.');
    return { id, name: file.name, bytes: file.content.length };
  }

  attachment({ userPrincipalName }: RoomPerson, { id, name }: SentFile): object {
    const drive = `https://${this.host}/personal/${userPrincipalName.toLowerCase().replace(/[^a-z0-9]/g, '_')}`;
    const until = String(this.now() + lifetimeMs);
    return {
      contentType: downloadInfo,
      contentUrl: `${drive}/Documents/Microsoft Teams Chat Files/${name}`,
      name,
      content: {
        downloadUrl: `${drive}${page}?UniqueId=${id}&Translate=false&tempauth=${until}.${this.sign(id, until)}`,
        uniqueId: id.toUpperCase(),
        fileType: /\.([^.]{1,16})$/.exec(name)?.[1]?.toLowerCase() ?? '',
        etag: `"{${id.toUpperCase()}},1"`,
      },
    };
  }

  /** What the address leads to. */
  download(req: IncomingMessage, res: ServerResponse, path: string, query: URLSearchParams): void {
    if ((req.method ?? 'GET') !== 'GET' || !path.endsWith(page))
      throw new HttpRefusal(404, 'itemNotFound', 'Nothing is here.');
    const id = query.get('UniqueId') ?? '';
    const [until = '', given = ''] = (query.get('tempauth') ?? '').split('.');
    const wanted = Buffer.from(this.sign(id, until));
    const isOurs = wanted.length === Buffer.byteLength(given) && timingSafeEqual(wanted, Buffer.from(given));
    if (!isOurs || Number(until) <= this.now()) throw new HttpRefusal(401, 'unauthenticated', 'The address is over.');
    const file = this.kept.get(id);
    if (file === undefined) throw new HttpRefusal(404, 'itemNotFound', 'The file is not there any more.');
    res.statusCode = 200;
    res.setHeader('content-type', 'application/octet-stream');
    res.setHeader('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`);
    res.setHeader('x-content-type-options', 'nosniff');
    res.end(file.content);
  }

  private sign(id: string, until: string): string {
    return createHmac('sha256', this.secret).update(`${id} ${until}`).digest('base64url');
  }
}

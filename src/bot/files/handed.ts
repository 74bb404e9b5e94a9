/** Files as Teams hands them to a bot, in the personal chat only: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4 */
import type { Activity } from 'botbuilder';

export interface HandedFile {
  readonly url: string;
  /** A picture that was pasted has no name: its content says which of these fits. */
  readonly names: readonly string[];
}

const downloadInfo = 'application/vnd.microsoft.teams.file.download.info';
/** Of one message: with one more it is refused as a whole, so that nobody takes what was left out for taken. */
export const mostFiles = 5;

export function handedIn({
  attachments,
  conversation,
}: Pick<Activity, 'attachments' | 'conversation'>): readonly HandedFile[] {
  if (conversation.conversationType !== 'personal') return [];
  return (Array.isArray(attachments) ? attachments : [])
    .slice(0, mostFiles * 4)
    .flatMap(handed)
    .slice(0, mostFiles + 1);
}

function handed(attachment: unknown): readonly HandedFile[] {
  const { contentType, contentUrl, content, name } = (attachment ?? {}) as Record<string, unknown>;
  const named = typeof name === 'string' && name !== '' ? name : null;
  if (contentType === downloadInfo) {
    const { downloadUrl } = (content ?? {}) as { downloadUrl?: unknown };
    return typeof downloadUrl === 'string' ? [{ url: downloadUrl, names: [named ?? ''] }] : [];
  }
  if (typeof contentType !== 'string' || !/^image\//i.test(contentType) || typeof contentUrl !== 'string') return [];
  return [{ url: contentUrl, names: named === null ? ['picture.png', 'picture.jpg'] : [named] }];
}

/**
 * Where a file may be fetched from. `signed`: by whoever holds the address, for some minutes · `ours`: the service that the activity was
 * verified to come from, which wants the bot's token. Null: from nowhere else, or a sender could have the bot ask anything of anybody.
 */
export function sourceOf(url: string, serviceUrl: string): 'signed' | 'ours' | null {
  if (!URL.canParse(url)) return null;
  const { origin, protocol, hostname, port, username } = new URL(url);
  if (username !== '') return null;
  if (origin === new URL(serviceUrl).origin) return 'ours';
  return protocol === 'https:' && port === '' && hostname.endsWith('.sharepoint.com') ? 'signed' : null;
}

/** What is put into a test mailbox: something of every kind that moves, old and new, in both alphabets. */
import type { ItemKind, NewItem } from '../../systems/graph/mailbox-content.js';

/** In front of every name, so that what was put there is told from what came by itself. */
export const mark = '[changeover-test]';

export interface WantedItem {
  readonly kind: ItemKind;
  readonly name: string;
  /** Of a message: the name of a folder of ours, or null for the inbox. */
  readonly folder: string | null;
  /** A pass may take old mail alone: how old it is. */
  readonly daysAgo: number;
}

const folders = [`${mark} Projects`, `${mark} Договоры`] as const;
const message = (name: string, daysAgo: number, folder: string | null = null): WantedItem => ({
  ...{ kind: 'message', name: `${mark} ${name}`, folder, daysAgo },
});
const other = (kind: ItemKind, name: string, daysAgo = 0): WantedItem => ({
  kind,
  name: `${mark} ${name}`,
  folder: null,
  daysAgo,
});

export const firstContent: readonly WantedItem[] = [
  ...folders.map((name): WantedItem => ({ kind: 'folder', name, folder: null, daysAgo: 0 })),
  message('A letter of three days ago', 3),
  message('A letter of forty days ago', 40),
  message('A letter of a hundred days ago', 100, folders[0]),
  message('A letter of last year', 400, folders[0]),
  message('Письмо по-русски', 20, folders[1]),
  other('event', 'A single meeting', 7),
  other('event', 'A meeting every week'),
  other('contact', 'Pavel Bansky'),
  other('task', 'A task'),
  other('task', 'Задача'),
];

export const laterMail: readonly WantedItem[] = ['first', 'second', 'third'].map((nth) =>
  message(`New mail, the ${nth}`, 0),
);

const day = 24 * 3_600_000;

/** As Microsoft Graph wants it. https://learn.microsoft.com/graph/api/user-post-messages and its neighbours */
export function bodyOf({ kind, name, daysAgo }: WantedItem, now: Date): NewItem['body'] {
  const at = new Date(now.getTime() - daysAgo * day);
  switch (kind) {
    case 'folder':
      return { displayName: name };
    case 'message':
      return {
        subject: name,
        body: { contentType: 'text', content: name },
        from: { emailAddress: { name: 'Changeover', address: 'changeover@test.example' } },
        singleValueExtendedProperties: [
          // PidTagMessageFlags, read and no draft; PidTagMessageDeliveryTime
          { id: 'Integer 0x0E07', value: '1' },
          { id: 'SystemTime 0x0E06', value: at.toISOString() },
        ],
      };
    case 'event': {
      const date = at.toISOString().slice(0, 10);
      const times = {
        start: { dateTime: `${date}T09:00:00`, timeZone: 'UTC' },
        end: { dateTime: `${date}T09:30:00`, timeZone: 'UTC' },
      };
      const weekday = new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: 'UTC' }).format(at).toLowerCase();
      return daysAgo > 0
        ? { subject: name, ...times }
        : {
            subject: name,
            ...times,
            recurrence: {
              pattern: { type: 'weekly', interval: 1, daysOfWeek: [weekday] },
              range: { type: 'numbered', startDate: date, numberOfOccurrences: 10 },
            },
          };
    }
    case 'contact':
      return {
        displayName: name,
        givenName: 'Pavel',
        surname: 'Bansky',
        emailAddresses: [{ name: 'Pavel Bansky', address: 'pavel.bansky@test.example' }],
      };
    case 'task':
      return { title: name };
  }
}

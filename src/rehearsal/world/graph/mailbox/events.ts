/** Events of the calendar: https://learn.microsoft.com/en-us/graph/api/resources/event */
import { createHash } from 'node:crypto';
import type { ServiceAnswer } from '../../context.js';
import { addItem, discardItem, folderIdOf, itemsIn, removeItem, type Mailbox } from '../../mailbox-content.js';
import type { MailboxItem } from '../../mailbox-items.js';
import type { ObjectType } from '../entity-type.js';
import { GraphRefusal } from '../errors.js';
import { key, text, yesOrNo } from '../filter-rows.js';
import type { GraphCall, GraphRoute } from '../route.js';
import { bodyObject } from '../users.js';
import { extendedIn } from './extended-properties.js';
import { checkOptions, listed, shownAlone, type Listed } from './listing.js';
import { created, done, findItem, lastId, openMailbox, routesOf, single } from './mailbox.js';
import { senderOf } from './messages.js';
import { daysOf, recurrenceIn, type Recurrence } from './recurrence.js';
import { isZone, momentOf, wallOf, zonedIn, zonedOf } from './time-zones.js';
import { bodyIn, checkNames, emailAddressIn, invalid, listIn, previewOf, textIn, truthIn, wordIn } from './values.js';

const names =
  'id createdDateTime lastModifiedDateTime changeKey categories transactionId originalStartTimeZone originalEndTimeZone iCalUId reminderMinutesBeforeStart isReminderOn hasAttachments subject bodyPreview importance sensitivity isAllDay isCancelled isOrganizer responseRequested seriesMasterId showAs type webLink onlineMeetingUrl isOnlineMeeting responseStatus body start end location locations recurrence attendees organizer'.split(
    ' ',
  );
const eventType: ObjectType = {
  type: 'event',
  isDirectoryObject: false,
  properties: new Set(names),
  defaults: names,
  lists: new Set(['categories', 'locations', 'attendees']),
  filters: {
    id: key,
    subject: text,
    type: key,
    iCalUId: key,
    isAllDay: yesOrNo,
    isOrganizer: yesOrNo,
    seriesMasterId: key,
  },
};
const writable = new Set([...names, 'singleValueExtendedProperties', 'allowNewTimeProposals', 'hideAttendees']);

/** Moments, and the zone whose wall clock the series goes by. */
interface Times {
  readonly start: number;
  readonly end: number;
  readonly zone: string;
}
const timesOf = ({ content }: MailboxItem): Times => content['times'] as Times;

function create(call: GraphCall): ServiceAnswer {
  const mailbox = openMailbox(call);
  const given = bodyObject(call.request.body);
  checkNames(given, 'event', writable);
  const [start, end] = [zonedIn(given['start'], 'start'), zonedIn(given['end'], 'end')];
  const times = { start: momentOf(start.wall, start.zone), end: momentOf(end.wall, end.zone), zone: start.zone };
  if (times.end < times.start)
    throw new GraphRefusal(400, 'ErrorPropertyValidationFailure', 'At least one property failed validation.');
  const isAllDay = truthIn(given, 'isAllDay', false);
  if (isAllDay && [start.wall, end.wall].some((wall) => wall % 86_400_000 !== 0))
    throw new GraphRefusal(
      400,
      'ErrorInvalidRequest',
      'The Event.Start and Event.End properties of an all-day event must be set to midnight.',
    );
  const recurrence =
    given['recurrence'] === undefined || given['recurrence'] === null
      ? null
      : recurrenceIn(given['recurrence'], new Date(start.wall).toISOString().slice(0, 10), start.zone);
  const transactionId = textIn(given, 'transactionId');
  // "A custom identifier … for the server to avoid redundant POST operations in case of client retries to create the same event."
  if (transactionId !== null && itemsIn(mailbox).some(({ content }) => content['transactionId'] === transactionId))
    throw new GraphRefusal(
      409,
      'ErrorDuplicateTransactionId',
      "Your request can't be completed. An event with this transactionId was created before.",
    );
  const body = bodyIn(given, 'html');
  const item = addItem(mailbox, {
    kind: 'event',
    folder: 'Calendar',
    extended: extendedIn(given['singleValueExtendedProperties']),
    content: {
      subject: textIn(given, 'subject') ?? '',
      body,
      bodyPreview: previewOf(body),
      importance: wordIn(given, 'importance', ['low', 'normal', 'high'], 'normal'),
      sensitivity: wordIn(given, 'sensitivity', ['normal', 'personal', 'private', 'confidential'], 'normal'),
      showAs: wordIn(given, 'showAs', ['free', 'tentative', 'busy', 'oof', 'workingElsewhere', 'unknown'], 'busy'),
      isAllDay,
      isReminderOn: truthIn(given, 'isReminderOn', true),
      categories: listIn(given, 'categories', String),
      location: locationIn(given['location']),
      attendees: listIn(given, 'attendees', attendeeIn),
      originalStartTimeZone: start.zone,
      originalEndTimeZone: end.zone,
      recurrence,
      type: recurrence === null ? 'singleInstance' : 'seriesMaster',
      ...(transactionId === null ? {} : { transactionId }),
      times,
    },
  });
  const shown = shownAlone(new URLSearchParams(), eventType, eventRow(call, mailbox, item));
  return done(call, mailbox, { kind: 'event', id: item.id, what: 'created' }, created(call, 'events', shown));
}

const locationIn = (value: unknown): object => {
  const { displayName } = (value ?? {}) as Readonly<Record<string, unknown>>;
  if (displayName !== undefined && typeof displayName !== 'string') throw invalid('location');
  return {
    displayName: displayName ?? '',
    locationType: 'default',
    uniqueId: displayName ?? '',
    uniqueIdType: 'private',
  };
};

function attendeeIn(value: unknown): object {
  const given = (value ?? {}) as Readonly<Record<string, unknown>>;
  return {
    type: wordIn(given, 'type', ['required', 'optional', 'resource'], 'required'),
    status: { response: 'none', time: '0001-01-01T00:00:00Z' },
    emailAddress: emailAddressIn(given['emailAddress']),
  };
}

/** `Prefer: outlook.timezone="…"` says in which zone times are shown; UTC where nobody says. */
function zoneShown({ request }: GraphCall): string {
  const zone = /outlook\.timezone="([^"]+)"/i.exec(request.headers['prefer'] ?? '')?.[1] ?? 'UTC';
  if (!isZone(zone))
    throw new GraphRefusal(
      400,
      'TimeZoneNotSupportedException',
      `A valid TimeZone value must be specified. The following TimeZone value is not supported: '${zone}'.`,
    );
  return zone;
}

function eventRow(call: GraphCall, mailbox: Mailbox, item: MailboxItem): Listed {
  const hash = createHash('sha256').update(item.id).digest('hex').toUpperCase();
  const { times, ...content } = item.content;
  const { start, end } = times as Times;
  const zone = zoneShown(call);
  return {
    view: {
      createdDateTime: item.createdAt,
      lastModifiedDateTime: item.createdAt,
      changeKey: hash.slice(0, 24),
      iCalUId: `040000008200E00074C5B7101A82E008${hash}`,
      reminderMinutesBeforeStart: 15,
      hasAttachments: false,
      isCancelled: false,
      isOrganizer: true,
      isOnlineMeeting: false,
      responseRequested: true,
      responseStatus: { response: 'organizer', time: '0001-01-01T00:00:00Z' },
      organizer: senderOf(mailbox),
      locations: [],
      ...content,
      start: zonedOf(start, zone),
      end: zonedOf(end, zone),
      id: item.id,
    },
    ...(item.extended === undefined ? {} : { extended: item.extended }),
  };
}

const eventsIn = (mailbox: Mailbox): readonly MailboxItem[] =>
  itemsIn(mailbox).filter(({ kind, folder }) => kind === 'event' && folder === 'Calendar');

function list(call: GraphCall): ServiceAnswer {
  const mailbox = openMailbox(call);
  const path = /\/calendar\/events$/i.test(call.request.url.pathname) ? 'calendar/events' : 'events';
  return listed(
    call,
    path,
    eventType,
    eventsIn(mailbox).map((one) => eventRow(call, mailbox, one)),
  );
}

function get(call: GraphCall): ServiceAnswer {
  const mailbox = openMailbox(call);
  const row = eventRow(call, mailbox, findItem(mailbox, 'event', lastId(call)));
  return single(call, 'events', shownAlone(call.query, eventType, row));
}

const remove =
  (forGood: boolean): GraphRoute['answer'] =>
  (call) => {
    const mailbox = openMailbox(call);
    const item = findItem(mailbox, 'event', lastId(call));
    if (forGood) removeItem(mailbox, item);
    else discardItem(mailbox, item);
    return done(call, mailbox, { kind: 'event', id: item.id, what: 'deleted' }, { status: 204 });
  };

/** "Represented in ISO 8601 format … If no timezone offset is included in the value, it is interpreted as UTC." */
function windowIn({ query }: GraphCall): { readonly from: number; readonly until: number } {
  const [from, until] = ['startDateTime', 'endDateTime'].map((name) => {
    const given = query.get(name);
    if (given === null)
      throw new GraphRefusal(
        400,
        'ErrorInvalidParameter',
        'This request requires a time window specified by the query string parameters StartDateTime and EndDateTime.',
      );
    const moment = Date.parse(/(Z|[+-]\d\d:?\d\d)$/i.test(given) ? given : `${given}Z`);
    if (Number.isNaN(moment))
      throw new GraphRefusal(400, 'ErrorInvalidParameter', `The value '${given}' of parameter '${name}' is not valid.`);
    return moment;
  }) as [number, number];
  if (until < from)
    throw new GraphRefusal(
      400,
      'ErrorInvalidParameter',
      "The value of parameter 'EndDateTime' is before 'StartDateTime'.",
    );
  return { from, until };
}

/** A single meeting, or each of a series, that touches the window. */
function occurrences(call: GraphCall, mailbox: Mailbox, item: MailboxItem): readonly Listed[] {
  const { from, until } = windowIn(call);
  const row = eventRow(call, mailbox, item);
  const { start, end, zone } = timesOf(item);
  const touches = (a: number, b: number): boolean => a < until && (b > from || (a === b && a >= from));
  const recurrence = item.content['recurrence'] as Recurrence | null;
  if (recurrence === null) return touches(start, end) ? [row] : [];
  const shown = zoneShown(call);
  const wall = wallOf(start, zone);
  const last = Math.floor(wallOf(until, zone) / 86_400_000) * 86_400_000;
  return daysOf(recurrence, last).flatMap((midnight) => {
    const at = momentOf(midnight + (wall % 86_400_000), zone);
    if (!touches(at, at + end - start)) return [];
    const date = new Date(midnight).toISOString().slice(0, 10);
    const view = {
      ...row.view,
      id: `AAMkO${createHash('sha256').update(`${item.id}/${date}`).digest('base64url')}AAA=`,
      type: 'occurrence',
      seriesMasterId: item.id,
      recurrence: null,
      start: zonedOf(at, shown),
      end: zonedOf(at + end - start, shown),
    };
    return [{ ...row, view }];
  });
}

function inOrder(call: GraphCall, path: string, rows: readonly Listed[]): ServiceAnswer {
  const at = ({ view }: Listed): string => (view['start'] as { dateTime: string }).dateTime;
  return listed(
    call,
    path,
    eventType,
    [...rows].sort((a, b) => (at(a) < at(b) ? -1 : at(a) > at(b) ? 1 : 0)),
  );
}

function calendarView(call: GraphCall): ServiceAnswer {
  const mailbox = openMailbox(call);
  const rows = eventsIn(mailbox).flatMap((one) => occurrences(call, mailbox, one));
  return inOrder(call, 'calendarView', rows);
}

function instances(call: GraphCall): ServiceAnswer {
  const mailbox = openMailbox(call);
  const master = findItem(mailbox, 'event', lastId(call));
  const path = `events/${encodeURIComponent(master.id)}/instances`;
  return inOrder(call, path, master.content['recurrence'] === null ? [] : occurrences(call, mailbox, master));
}

function calendar(call: GraphCall): ServiceAnswer {
  checkOptions(call.query, ['$select']);
  const mailbox = openMailbox(call);
  const { emailAddress } = senderOf(mailbox);
  return single(call, 'calendar', {
    id: folderIdOf(mailbox, 'Calendar'),
    name: 'Calendar',
    color: 'auto',
    isDefaultCalendar: true,
    canEdit: true,
    owner: emailAddress,
  });
}

const route = routesOf('Calendars');

export const eventRoutes: readonly GraphRoute[] = [
  // https://learn.microsoft.com/en-us/graph/api/calendar-get
  route('GET', '/calendar', 'calendar-get', calendar),
  ...['', '/calendar'].flatMap((under) => [
    // https://learn.microsoft.com/en-us/graph/api/user-list-events
    route('GET', `${under}/events`, under === '' ? 'user-list-events' : 'calendar-list-events', list),
    // https://learn.microsoft.com/en-us/graph/api/user-post-events
    route('POST', `${under}/events`, under === '' ? 'user-post-events' : 'calendar-post-events', create),
    // https://learn.microsoft.com/en-us/graph/api/user-list-calendarview
    route(
      'GET',
      `${under}/calendarView`,
      under === '' ? 'user-list-calendarview' : 'calendar-list-calendarview',
      calendarView,
    ),
  ]),
  // https://learn.microsoft.com/en-us/graph/api/event-get
  route('GET', '/events/{id}', 'event-get', get),
  // https://learn.microsoft.com/en-us/graph/api/event-delete
  route('DELETE', '/events/{id}', 'event-delete', remove(false)),
  // https://learn.microsoft.com/en-us/graph/api/event-permanentdelete
  route('POST', '/events/{id}/permanentDelete', 'event-permanentdelete', remove(true)),
  // https://learn.microsoft.com/en-us/graph/api/event-list-instances
  route('GET', '/events/{id}/instances', 'event-list-instances', instances),
];

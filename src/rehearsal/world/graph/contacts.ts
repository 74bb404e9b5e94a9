/** Organizational contacts: https://learn.microsoft.com/en-us/graph/api/resources/orgcontact */
import { lagOf, type ServiceAnswer } from '../context.js';
import { project, selectedProperties, type EntityType } from './entity-type.js';
import { notFound } from './errors.js';
import { address, addresses, emptiness, key, moment, text, yesOrNoOrNull } from './filter-rows.js';
import { graphBase } from './host.js';
import { knownOfContact } from './known-properties.js';
import { checkSingleQuery, listAnswer } from './query.js';
import type { GraphRoute } from './route.js';

/** https://learn.microsoft.com/en-us/graph/api/resources/orgcontact#properties */
export const contactType: EntityType<'contacts'> = {
  type: 'orgContact',
  collection: 'contacts',
  isDirectoryObject: true,
  properties: knownOfContact.names,
  lists: knownOfContact.lists,
  defaults: [...knownOfContact.names],
  filters: {
    id: key,
    displayName: text,
    givenName: text,
    surname: text,
    mail: address,
    mailNickname: text,
    department: text,
    jobTitle: text,
    onPremisesSyncEnabled: yesOrNoOrNull,
    onPremisesLastSyncDateTime: moment,
    proxyAddresses: addresses,
    'proxyAddresses/$count': emptiness,
  },
  sorts: { displayName: 'advanced' },
};

const roles = ['OrgContact.Read.All', 'Directory.Read.All', 'Directory.ReadWrite.All'];

// https://learn.microsoft.com/en-us/graph/api/orgcontact-list
const listContacts: GraphRoute = {
  method: 'GET',
  pattern: '/contacts',
  roles,
  units: 1,
  page: 'https://learn.microsoft.com/en-us/graph/api/orgcontact-list',
  answer: (call) => listAnswer(call, 'contacts', contactType),
};

// https://learn.microsoft.com/en-us/graph/api/orgcontact-get
const getContact: GraphRoute = {
  method: 'GET',
  pattern: '/contacts/{id}',
  roles,
  units: 1,
  page: 'https://learn.microsoft.com/en-us/graph/api/orgcontact-get',
  answer(call): ServiceAnswer {
    checkSingleQuery(call.query);
    const { world, side, now } = call;
    const id = (call.ids[0] as string).toLowerCase();
    const lag = lagOf(world, id, world.store.faults.readLagSeconds);
    const seen = world.store.seen(side, 'contacts', id, now, lag);
    if (seen === undefined) throw notFound(call.ids[0] as string);
    const names = selectedProperties(call.query, contactType, 'single');
    return {
      status: 200,
      body: { '@odata.context': `${graphBase}/$metadata#contacts/$entity`, ...project(seen, names, contactType) },
    };
  },
};

export const contactRoutes: readonly GraphRoute[] = [listContacts, getContact];

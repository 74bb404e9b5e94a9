/** App registrations of the tenant. https://learn.microsoft.com/en-us/graph/api/resources/application#properties */
import { changeIdentifierUris, renameApplication } from '../application-changes.js';
import { lagOf, type ServiceAnswer } from '../context.js';
import type { Application } from '../entities.js';
import { project, selectedProperties, type EntityType } from './entity-type.js';
import { badRequest, notFound, unknownProperty } from './errors.js';
import { graphBase } from './host.js';
import { key, moment, text, texts } from './filter-rows.js';
import { knownOfApplication } from './known-properties.js';
import { checkSingleQuery, listAnswer } from './query.js';
import type { GraphCall, GraphRoute } from './route.js';
import { bodyObject } from './users.js';

export const applicationType: EntityType<'applications'> = {
  type: 'application',
  collection: 'applications',
  isDirectoryObject: true,
  properties: knownOfApplication.names,
  lists: knownOfApplication.lists,
  defaults: 'id deletedDateTime appId createdDateTime description displayName identifierUris signInAudience tags'.split(
    ' ',
  ),
  filters: {
    id: key,
    appId: key,
    displayName: { ...text, isNull: 'advanced' },
    createdDateTime: moment,
    identifierUris: texts,
    signInAudience: key,
    tags: texts,
  },
  sorts: { createdDateTime: 'advanced', deletedDateTime: 'advanced', displayName: 'advanced' },
};
const readRoles = [
  'Application.Read.All',
  'Application.ReadWrite.All',
  'Directory.Read.All',
  'Directory.ReadWrite.All',
];

// https://learn.microsoft.com/en-us/graph/api/application-list
const listApplications: GraphRoute = {
  method: 'GET',
  pattern: '/applications',
  roles: readRoles,
  units: 1,
  page: 'https://learn.microsoft.com/en-us/graph/api/application-list',
  answer: (call) => listAnswer(call, 'applications', applicationType),
};

// https://learn.microsoft.com/en-us/graph/api/application-get
const getApplication: GraphRoute = {
  method: 'GET',
  pattern: '/applications/{id}',
  roles: readRoles,
  units: 1,
  page: 'https://learn.microsoft.com/en-us/graph/api/application-get',
  answer(call): ServiceAnswer {
    checkSingleQuery(call.query);
    const { world, side, now } = call;
    const { id } = find(call);
    const lag = lagOf(world, id, world.store.faults.readLagSeconds);
    const seen = world.store.seen(side, 'applications', id, now, lag);
    if (seen === undefined) throw notFound(id);
    return {
      status: 200,
      body: {
        '@odata.context': `${graphBase}/$metadata#applications/$entity`,
        ...project(seen, selectedProperties(call.query, applicationType, 'single'), applicationType),
      },
    };
  },
};

// https://learn.microsoft.com/en-us/graph/api/application-update
const updateApplication: GraphRoute = {
  method: 'PATCH',
  pattern: '/applications/{id}',
  roles: ['Application.ReadWrite.All'],
  units: 1,
  writes: 1,
  page: 'https://learn.microsoft.com/en-us/graph/api/application-update',
  answer(call): ServiceAnswer {
    const { world, side, now, actor } = call;
    const application = find(call);
    const patch = bodyObject(call.request.body);
    const { identifierUris, ...rest } = patch;
    for (const [name, value] of Object.entries(rest)) checkWritten(name, value);
    // The addresses are judged before anything is written.
    const after: Application = { ...application, ...rest };
    if (identifierUris !== undefined) {
      changeIdentifierUris(world, side, after, urisIn(identifierUris), actor, now);
    } else renameApplication(world, side, application, after, actor, now);
    return {
      status: 204,
      touched: [{ side, kind: 'application', id: application.id, properties: Object.keys(patch) }],
      applied: true,
    };
  },
};

export const applicationRoutes: readonly GraphRoute[] = [listApplications, getApplication, updateApplication];

/** https://learn.microsoft.com/en-us/graph/api/application-update#request-body: of what may be updated, what is kept here. */
const written: Readonly<Record<string, (value: unknown) => boolean>> = {
  displayName: (value) => typeof value === 'string' && value !== '',
  signInAudience: (value) =>
    ['AzureADMyOrg', 'AzureADMultipleOrgs', 'AzureADandPersonalMicrosoftAccount', 'PersonalMicrosoftAccount'].includes(
      String(value),
    ),
};

function checkWritten(name: string, value: unknown): void {
  if (!applicationType.properties.has(name)) throw unknownProperty(name, 'application');
  const fits = written[name];
  if (fits === undefined) throw badRequest(`Property '${name}' cannot be set here.`);
  if (!fits(value)) throw badRequest(`Invalid value specified for property '${name}' of resource 'Application'.`);
}

export function urisIn(value: unknown): readonly string[] {
  if (!Array.isArray(value) || !value.every((one) => typeof one === 'string')) {
    throw badRequest("Invalid value specified for property 'identifierUris' of resource 'Application'.");
  }
  return value as string[];
}

function find(call: GraphCall): Application {
  const id = call.ids[0] as string;
  const application = call.world.store.get(call.side, 'applications', id.toLowerCase());
  if (application === undefined) throw notFound(id);
  return application;
}

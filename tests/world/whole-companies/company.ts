/** A whole company of about 60 people, with one of each odd thing that exports are known for. */
import { languages, type Truth } from '../generated-exports/truth.js';
import { groups } from './groups.js';
import { Maker, type WholeObject } from './maker.js';
import type { Names } from './names.js';
import { oddPeople } from './odd-people.js';
import { others } from './others.js';
import { staff } from './staff.js';

export interface WholeCompany extends Truth {
  readonly key: string;
  /** Of a hybrid. */
  readonly route: string | null;
  readonly objects: readonly WholeObject[];
}

export interface Plan {
  readonly key: string;
  readonly language: string;
  readonly names: Names;
  /** The first is most people's; the others have some people each. */
  readonly moving: readonly [string, string, ...string[]];
  readonly initial: string;
  readonly hybrid: boolean;
  /** How many addresses one mailbox has. */
  readonly most: number;
  /** Names of a shared mailbox, a room, a thing, and of groups. */
  readonly words: Words;
}

export interface Words {
  readonly office: string;
  readonly room: string;
  readonly van: string;
  readonly all: string;
  readonly team: string;
  readonly safe: string;
  readonly rooms: string;
  readonly everybody: string;
  readonly old: string;
  readonly folder: string;
  readonly hotline: string;
  readonly outside: string;
}

export function wholeCompany(plan: Plan): WholeCompany {
  const maker = new Maker(plan);
  staff(maker);
  oddPeople(maker);
  groups(maker);
  others(maker);
  const language = languages.find(({ name }) => name === plan.language) as Truth['language'];
  const { key, moving, initial } = plan;
  return { key, language, moving, initial, route: maker.route, objects: maker.objects };
}

/** The words of one language as views need them: sentences, lists, roles, steps, remarks of steps with their facts made harmless. */
import { undated } from '../../contract/dated-name.js';
import type { FindingCode } from '../../contract/finding-codes.js';
import type { Remark } from '../../contract/finding.js';
import { roles as allRoles, type Role, type Step } from '../../contract/step.js';
import {
  hasWords,
  stepWords,
  translate,
  type FindingKey,
  type Language,
  type Params,
  type StepWords,
} from '../../locales/index.js';
import { stepById } from '../../runbook/index.js';
import { span } from './amounts.js';
import { isInstant, dateAndTimeOf } from './moments.js';
import { plainText } from './plain-text.js';
import { several } from './several.js';
import { lookOf, type Sign } from './signs.js';

export interface Words {
  readonly lang: Language;
  say(key: string, params?: Params): string;
  has(key: string): boolean;
  /** What a file of the bot is; empty: nothing is said of it. */
  file(name: string): string;
  step(stepId: string): StepWords;
  /** `67, 68 · Sign-in names to the initial domain` */
  titleOf(step: Pick<Step, 'id' | 'guide'>): string;
  /** The same by id. */
  titleById(stepId: string): string;
  /** The number alone as one word (`67–68`), the title where there is none: for places that name several. */
  shortById(stepId: string): string;
  /** `Anna, Sergei and Irina` */
  all(items: readonly string[]): string;
  /** `Anna or Sergei` */
  any(items: readonly string[]): string;
  /** `project manager or business owner`: any of them. */
  roles(roles: readonly Role[]): string;
  /** `project manager and business owner`: each of them. */
  eachRole(roles: readonly Role[]): string;
  /** `◔ waiting` */
  sign(sign: Sign): string;
  /** A finding, a blocker, a trouble: its sentence in this language. */
  remark(remark: Remark): string;
}

const kept = new Map<Language, Words>();

export function wordsIn(lang: Language): Words {
  const known = kept.get(lang);
  if (known !== undefined) return known;
  const words = make(lang);
  kept.set(lang, words);
  return words;
}

function make(lang: Language): Words {
  const conjunction = new Intl.ListFormat(lang, { type: 'conjunction' });
  const disjunction = new Intl.ListFormat(lang, { type: 'disjunction' });
  const say = (key: string, params: Params = {}): string => translate(lang, `chrome.${key}`, params);
  const words: Words = {
    lang,
    say,
    has: (key) => hasWords(lang, key),
    file: (name) => {
      const key = `files.name.${undated(name)}`;
      return hasWords(lang, key) ? translate(lang, key) : '';
    },
    step: (stepId) => stepWords(lang, stepId),
    titleOf: (step) => titleIn(lang, step),
    shortById: (stepId) => inOneWord(stepById(stepId)?.guide ?? []) || quoted(lang, stepId),
    titleById: (stepId) => titleIn(lang, stepById(stepId) ?? { id: stepId, guide: [] }),
    all: (items) => conjunction.format(items),
    any: (items) => disjunction.format(items),
    roles: (roles) => disjunction.format(roles.map((role) => say(`role.${role}`))),
    eachRole: (roles) => conjunction.format(roles.map((role) => say(`role.${role}`))),
    sign: (sign) => `${lookOf(sign).sign} ${say(`state.${sign}`)}`,
    remark: (remark) =>
      translate(lang, `findings.${remark.code}`, {
        // Said of answers before they are given, too.
        decided: 'no',
        ...timeOf(remark, words),
        ...harmless(remark),
        ...stepsNamed(remark, lang),
        ...roleNamed(remark, lang),
      }),
  };
  return words;
}

/** Minutes as people say them when they have become hours. */
const timeOf = ({ facts }: Remark, words: Words): Params =>
  typeof facts['minutes'] === 'number' ? { time: span(facts['minutes'], words) } : {};

/** Contract and locales do not import each other; here both are known. The compiler names a code without its sentence and a sentence without its code. */
const _differing: Readonly<Record<Exclude<FindingCode, FindingKey> | Exclude<FindingKey, FindingCode>, never>> = {};

/** A remark on a step that stands on a decision names that one; what a step wrote is told with its name. */
const stepsNamed = ({ facts }: Remark, lang: Language): Params =>
  Object.fromEntries(
    (['decision', 'writtenBy'] as const).flatMap((name) => {
      const id = facts[name];
      return typeof id === 'string' ? [[name, titleIn(lang, stepById(id) ?? { id, guide: [] })]] : [];
    }),
  );

const roleNamed = ({ facts }: Remark, lang: Language): Params => {
  const known = allRoles.find((role) => role === facts['role']);
  return known === undefined ? {} : { role: translate(lang, `chrome.role.${known}`) };
};

const quoted = (lang: Language, stepId: string): string =>
  translate(lang, 'chrome.quoted', { text: stepWords(lang, stepId).title });

const titleIn = (lang: Language, step: Pick<Step, 'id' | 'guide'>): string =>
  [guideNumbers(step.guide), stepWords(lang, step.id).title].filter((part) => part !== '').join(' · ');

/** Facts that are words of ours, roles and states, are said in the reader's language before the rest is made harmless. */
export function wordedFacts(facts: Params, words: Words): Params {
  const role = (text: string): string => (allRoles.some((known) => known === text) ? words.say(`role.${text}`) : text);
  const said = Object.entries(facts).map(([name, value]): [string, string | number] => {
    if (typeof value === 'number') return [name, value];
    if (name === 'role') return [name, role(value)];
    if (name === 'roles') return [name, words.any(value.split(/,\s*/).map(role))];
    if (name === 'state' && words.has(`chrome.step-state.${value}`)) return [name, words.say(`step-state.${value}`)];
    return [name, value];
  });
  return { ...harmlessFacts(Object.fromEntries(said)), ...namedSteps(facts, words) };
}

const mostNamed = 3;
const longestWhy = 600;

/** People know steps by number and title; an id is for typing. */
function namedSteps({ step, other, steps, field, wanted, why }: Params, words: Words): Params {
  const named = (id: string): string =>
    stepById(id) === undefined ? id : words.say('quoted', { text: words.titleById(id) });
  const ids = typeof steps === 'string' ? steps.split(/,\s*/) : [];
  return {
    ...(typeof step === 'string' ? { step: named(step) } : {}),
    ...(typeof other === 'string' ? { other: named(other) } : {}),
    ...(typeof step === 'string' && typeof field === 'string' ? { field: fieldOf(step, field, words) } : {}),
    ...(typeof step === 'string' && typeof wanted === 'string' ? { wanted: wantedOf(step, wanted, words) } : {}),
    // A refusal within another one is not cut short.
    ...(typeof why === 'string' ? { why: plainText(why, longestWhy) } : {}),
    ...(ids.length > 0 ? { steps: several(ids.map(named), mostNamed, words) } : {}),
  };
}

/** What the step wants to be shown; of what is put back, and of a step without words of its own, in general. */
export const wantedOf = (stepId: string, wanted: string, words: Words): string =>
  (wanted === 'undo' || stepById(stepId) === undefined ? undefined : words.step(stepId).evidence) ??
  words.say(`evidence.${wanted}`);

/** As the form calls it. */
const fieldOf = (stepId: string, field: string, words: Words): string =>
  (stepById(stepId) === undefined ? undefined : words.step(stepId).fields?.[field]) ?? field;

/** Facts for a sentence on a card: times in the reader's zone, everything else from outside as dead text. */
export function harmlessFacts(facts: Params): Params {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [
      name,
      typeof value === 'number' ? value : isInstant(value) ? dateAndTimeOf(value) : plainText(value, 160),
    ]),
  );
}

function harmless({ object, facts }: Remark): Params {
  if (object === undefined) return harmlessFacts(facts);
  // A service names an object by its id; people know it by its name.
  const named = (fact: string | number): string | number =>
    typeof fact === 'string' && isLong(object.id) ? fact.replaceAll(object.id, object.label) : fact;
  return harmlessFacts({
    object: object.label,
    ...Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, named(fact)])),
  });
}

/** A GUID, or several together. */
const isLong = (id: string): boolean => /[\da-f]{8}-[\da-f]{4}-/i.test(id);

/** `25–28`, `67, 68`, `49, 111` */
export const guideNumbers = (guide: readonly string[]): string =>
  runsOf(guide)
    .map((run) => (run.length > 2 ? `${run[0]}–${run.at(-1)}` : run.join(', ')))
    .join(', ');

/** `67–68`, `49/111`: in a list with others the numbers of one step are not taken for two. */
const inOneWord = (guide: readonly string[]): string =>
  runsOf(guide)
    .map((run) => (run.length > 1 ? `${run[0]}–${run.at(-1)}` : run.join('')))
    .join('/');

function runsOf(guide: readonly string[]): readonly (readonly string[])[] {
  const runs: string[][] = [];
  for (const number of guide) {
    const run = runs.at(-1);
    if (run !== undefined && Number(number) === Number(run.at(-1)) + 1) run.push(number);
    else runs.push([number]);
  }
  return runs;
}

/** The table of contents of a migration: every step there is, as data. Wording is in `locales/<lang>/steps`, code in `steps/`. */
import type { Step } from '../contract/step.js';
import { after } from './after.js';
import { backOut } from './back-out.js';
import { cutover } from './cutover.js';
import { eve } from './eve.js';
import { prepare } from './prepare.js';
import { stage } from './stage.js';

/** In the order people read it. The order of work is `after`; steps of the phase `back-out` are never offered by their turn coming. */
export const runbook: readonly Step[] = [...prepare, ...stage, ...eve, ...cutover, ...after, ...backOut];

const byId: ReadonlyMap<string, Step> = new Map(runbook.map((step) => [step.id, step]));

export const stepById = (id: string): Step | undefined => byId.get(id);

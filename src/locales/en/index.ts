import { chrome } from './chrome.js';
import { files } from './files.js';
import { findings } from './findings.js';
import { log } from './log.js';
import { mapping } from './mapping.js';
import { refusals } from './refusals.js';

export { steps } from './steps/index.js';

const catalogs: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  chrome,
  files,
  findings,
  log,
  mapping,
  refusals,
};

/** One flat catalog: `<file>.<key>`. */
export const sentences: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(catalogs).flatMap(([file, catalog]) =>
    Object.entries(catalog).map(([key, words]) => [`${file}.${key}`, words]),
  ),
);

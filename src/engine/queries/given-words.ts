/** Words that somebody gave, as people read them: with who it was. */
import type { AttemptRow } from '../attempts/rows.js';
import type { KeptFinding, StoredWord } from '../schema.js';
import type { Attempt, GivenWord, Person, Point } from '../state.js';

type Named = (id: string | null) => Person | null;

const wordOf = ({ by, at, reason }: StoredWord, person: Named): GivenWord => ({
  by: person(by),
  at,
  reason: reason ?? null,
});

export const shownPoint = ({ taken, ...finding }: KeptFinding, person: Named): Point =>
  taken === undefined ? finding : { ...finding, taken: wordOf(taken, person) };

export const acceptingOf = ({ accepting }: AttemptRow, person: Named): Pick<Attempt, 'accepting'> =>
  accepting.length === 0 ? {} : { accepting: accepting.map((word) => wordOf(word, person)) };

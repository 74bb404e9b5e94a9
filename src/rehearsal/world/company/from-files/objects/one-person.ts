/** Whether two rows of one sign-in name are about one person: a name is given again, an object id never is. */
import type { DraftPerson } from './draft.js';
import type { FindingCode } from '../told/words.js';

export interface RowOfPerson {
  readonly objectId: string | null;
  /** The row says when the account was deleted. */
  readonly isDeleted: boolean;
  /** A list of mailboxes does not say whose account lives. */
  readonly ofAccounts: boolean;
}

export interface Bearer {
  /** Under which the person is kept. */
  readonly key: string;
  /** Undefined: nobody was read before. */
  readonly person: DraftPerson | undefined;
  readonly remark: Extract<FindingCode, 'object-id-differs' | 'living-and-deleted' | 'deleted-beside-living'> | null;
  /** Whom the remark is about. */
  readonly before: DraftPerson | undefined;
}

/** Who lives has the name, and a deleted one of the same name is kept beside. */
export function bearerOf(people: Map<string, DraftPerson>, name: string, row: RowOfPerson): Bearer {
  const key = name.toLowerCase();
  const before = people.get(key);
  if (before === undefined) return { key, person: undefined, remark: null, before };
  const { isAnother, remark } = judge(before, row);
  if (!isAnother) return { key, person: before, remark, before };
  if (row.isDeleted) {
    const beside = keyBeside(key, row.objectId);
    return { key: beside, person: people.get(beside), remark, before };
  }
  people.delete(key);
  people.set(keyBeside(key, before.objectId), before);
  return { key, person: undefined, remark, before };
}

/** The object id says that it is this person. */
export const bearerById = (person: DraftPerson, row: RowOfPerson): Bearer => ({
  key: person.userPrincipalName.toLowerCase(),
  person,
  remark: judge(person, row).remark,
  before: person,
});

function judge(before: DraftPerson, row: RowOfPerson): Pick<Bearer, 'remark'> & { readonly isAnother: boolean } {
  const wasDeleted = before.deletedAt !== null;
  const bothIds = before.objectId !== null && row.objectId !== null;
  const sameId = bothIds && before.objectId === row.objectId;
  if (bothIds && !sameId) {
    const isAnother = wasDeleted || row.isDeleted;
    return { isAnother, remark: isAnother ? null : 'object-id-differs' };
  }
  if (wasDeleted === row.isDeleted || !row.ofAccounts) return { isAnother: false, remark: null };
  return sameId
    ? { isAnother: false, remark: 'living-and-deleted' }
    : { isAnother: true, remark: 'deleted-beside-living' };
}

const keyBeside = (key: string, objectId: string | null): string => `${key} ${objectId ?? 'deleted'}`;

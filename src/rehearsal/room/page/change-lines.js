/** What a change did, line by line: what went and what came, and nothing that stayed. Values as a person writes them. */

/** @returns rows of `{ name, gone, came }`; `name` is empty where the change says by itself what it is about */
export function changeLines(before, after) {
  if (isRecords(before) || isRecords(after)) return recordLines(before, after);
  if (!isObject(before) && !isObject(after)) return differing('', before, after);
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  const lines = names.flatMap((name) => differing(name, before?.[name], after?.[name]));
  const speaks = lines.length === 1 && ![...lines[0].gone, ...lines[0].came].some((one) => isBare.test(one));
  return speaks ? lines.map((line) => ({ ...line, name: '' })) : lines;
}

/** Says nothing without its name. */
const isBare = /^(true|false|\d+)$/;

/** The records of one name and type: they share a TTL. */
function recordLines(before, after) {
  const values = differing('', before?.values, after?.values);
  const isAbout = values.length > 0 && (before?.values.length === 0 || after?.values.length === 0);
  const ttl = isAbout ? [] : differing('TTL', before?.ttl, after?.ttl);
  return [...values, ...ttl];
}

function differing(name, before, after) {
  const [was, is] = [listOf(before), listOf(after)];
  const gone = was.filter((one) => !is.includes(one));
  const came = is.filter((one) => !was.includes(one));
  return gone.length + came.length === 0 ? [] : [{ name, gone, came }];
}

function listOf(value) {
  if (value === null || value === undefined || value === '') return [];
  if (Array.isArray(value)) return value.flatMap(listOf);
  if (isObject(value))
    return Object.entries(value).flatMap(([key, one]) => listOf(one).map((text) => `${key} ${text}`));
  return [String(value)];
}

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const isRecords = (value) => isObject(value) && 'ttl' in value && Array.isArray(value.values);

/** The SID of a directory object in the cloud is its object id, written as four whole numbers behind `S-1-12-1`. */
export function securityIdentifierOf(id: string): string {
  const hex = id.replaceAll('-', '');
  const bytes = Buffer.from(hex, 'hex');
  if (bytes.length !== 16) return '';
  // The first three groups of a GUID are numbers whose lowest byte comes first when it is kept.
  const kept = Buffer.concat([
    bytes.subarray(0, 4).reverse(),
    bytes.subarray(4, 6).reverse(),
    bytes.subarray(6, 8).reverse(),
    bytes.subarray(8),
  ]);
  return `S-1-12-1-${[0, 4, 8, 12].map((at) => kept.readUInt32LE(at)).join('-')}`;
}

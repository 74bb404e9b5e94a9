/** How kindly the services behave tonight; said before anybody has said a word. */
export async function setFaults(url: string, faults: Readonly<Record<string, unknown>>): Promise<void> {
  const answer = await fetch(`${url}/world/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(faults),
  });
  if (!answer.ok) throw new RangeError(`faults ${JSON.stringify(faults)}: ${await answer.text()}`);
}

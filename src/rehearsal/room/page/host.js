/** Which elements the client knows: those of Teams today, or only those of the published schema. `?elements=plain` in the address says so too. */
const hosts = ['teams', 'plain'];
const asked = new URLSearchParams(location.search).get('elements');
let known = [asked, localStorage.getItem('room.elements')].find((host) => hosts.includes(host)) ?? 'teams';

export const host = () => known;

export function switchHost() {
  known = known === 'teams' ? 'plain' : 'teams';
  localStorage.setItem('room.elements', known);
}

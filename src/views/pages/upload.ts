/** The page behind an upload link: one form, in the language of the person it was drawn for. */
import type { FileField } from '../../contract/decision.js';
import { evidenceFor } from '../../contract/evidence.js';
import type { Lang } from '../../contract/step.js';
import type { StepSnapshot } from '../../engine/state.js';
import { endingsOf, wantedFile } from '../words/wanted-file.js';
import { wantedOf, wordsIn } from '../words/words.js';

export function uploadPage(
  { step, attempt }: StepSnapshot,
  lang: Lang,
  { nonce, most, field }: { readonly nonce: string; readonly most: number; readonly field?: string },
): string {
  const words = wordsIn(lang);
  const say = (key: string, params = {}): string => escaped(words.say(`upload.${key}`, params));
  const asked = attempt?.form?.fields.find((one): one is FileField => one.kind === 'file' && one.id === field);
  const wanted =
    asked === undefined
      ? wantedOf(step.id, attempt?.direction === 'undo' ? 'undo' : evidenceFor(step, attempt?.direction ?? 'do'), words)
      : wantedFile(asked.wanted, words);
  const label = asked === undefined ? null : (words.step(step.id).fields?.[asked.id] ?? asked.id);
  const accept =
    asked === undefined ? '.csv,.xlsx,.zone,.dns,.db,.txt,.log,.json,.png,.jpg,.jpeg,.pdf' : endingsOf(asked.wanted);
  const megabytes = Math.max(1, Math.round(most / 1024 / 1024));
  return `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(words.titleOf(step))}</title>
<style nonce="${nonce}">
  :root { color-scheme: light dark; font: 16px/1.45 "Segoe UI", system-ui, sans-serif; }
  body { max-width: 34rem; margin: 0 auto; padding: 1.5rem 1rem; overflow-wrap: anywhere; }
  h1 { font-size: 1.25rem; line-height: 1.3; margin: 0 0 .75rem; }
  form { display: grid; gap: 1rem; margin-top: 1.25rem; }
  label { display: grid; gap: .5rem; font-weight: 600; }
  input, button { font: inherit; min-height: 2.75rem; }
  button { padding: 0 1.25rem; border: 0; border-radius: 4px; color: #fff; background: #4f52b2; justify-self: start; }
  button:disabled { background: #8a8886; }
  :focus-visible { outline: 3px solid #5b9bd5; outline-offset: 2px; }
  small { opacity: .8; }
</style>
</head>
<body>
<main>
<h1>${escaped(words.titleOf(step))}</h1>
<p>${say('wanted', { wanted })}</p>
<form>
<label>${label === null ? say('choose') : escaped(label)}<input type="file" required accept="${accept}"></label>
<small>${say(asked === undefined ? 'taken-kinds' : 'taken-size', { megabytes })}</small>
<button type="submit">${say(asked === undefined ? 'send' : 'send-answer')}</button>
</form>
<p role="status" aria-live="polite"></p>
<noscript><p>${say('no-script')}</p></noscript>
</main>
<script nonce="${nonce}">
const form = document.querySelector('form'), button = form.querySelector('button'), said = document.querySelector('[role=status]');
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const [file] = form.querySelector('input').files;
  if (file === undefined) return;
  if (file.size > ${most}) { said.textContent = ${literal(words.say('upload.too-large', { megabytes }))}; return; }
  button.disabled = true;
  said.textContent = ${literal(words.say('upload.sending'))};
  try {
    const headers = { 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent(file.name) };
    const answer = await fetch(location.href, { method: 'PUT', headers, body: file });
    said.textContent = await answer.text();
    if (answer.ok) form.remove();
  } catch {
    said.textContent = ${literal(words.say('upload.lost'))};
  }
  button.disabled = false;
});
</script>
</body>
</html>
`;
}

const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => signs[sign] ?? sign);

/** As a string of the script: nothing in it ends the script. */
const literal = (text: string): string => JSON.stringify(text).replace(/</g, '\\u003c');

export const fileTaken = (file: string, lang: Lang, field?: string): string =>
  wordsIn(lang).say(field === undefined ? 'upload.taken' : 'upload.taken-answer', { file });

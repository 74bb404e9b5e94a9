import type { CardButton, CardInput } from '../../src/rehearsal/room/card-anatomy.js';
import { fillIn } from '../../src/rehearsal/people/answers.js';

const input = (id: string, type: string): CardInput => ({
  id,
  type,
  label: id,
  value: '',
  required: true,
  choices: [],
  regex: null,
  placeholder: '',
});
const asked: CardButton = {
  title: 'Propose this T',
  type: 'Action.Execute',
  verb: 'answer',
  data: {},
  id: null,
  url: null,
  inputs: [input('cutoverDate', 'Input.Date'), input('cutoverTime', 'Input.Time')],
  opens: null,
};

test('the scripted people propose the night they have in mind, and one that is to come once it is over', () => {
  const proposed = (now: string): unknown => fillIn(asked, new Date(now));
  expect(proposed('2026-11-30T08:00:00Z')).toEqual({ cutoverDate: '2026-12-14', cutoverTime: '20:00' });
  expect(proposed('2026-12-13T23:00:00Z')).toEqual({ cutoverDate: '2026-12-14', cutoverTime: '20:00' });
  expect(proposed('2026-12-14T21:00:00Z')).toEqual({ cutoverDate: '2026-12-28', cutoverTime: '20:00' });
  expect(proposed('2027-01-20T08:00:00Z')).toEqual({ cutoverDate: '2027-02-03', cutoverTime: '20:00' });
});

test('the scripted people take the mapping that the bot proposes, and say where one lies only where there is none to take', () => {
  const toggle = { ...input('asProposed', 'Input.Toggle'), value: 'false', required: false };
  const mapping = { ...input('mapping', 'Input.Text'), required: false };
  const now = new Date('2026-12-01T08:00:00Z');
  const answered = (inputs: readonly CardInput[]): unknown => fillIn({ ...asked, inputs }, now);
  expect(answered([toggle, mapping])).toEqual({ asProposed: 'true' });
  expect(answered([mapping])).toEqual({ mapping: expect.stringMatching(/^https:/) as string });
});

test('the scripted people show of their work what the field asks for', () => {
  const shown = (type: string, placeholder = ''): unknown =>
    fillIn(
      { ...asked, verb: 'complete', inputs: [{ ...input('note', type), required: false, placeholder }] },
      new Date('2026-12-01T08:00:00Z'),
    )['note'];
  expect(shown('Input.Number')).toMatch(/^\d+$/);
  expect(shown('Input.Date')).toMatch(/^\d{4}-\d\d-\d\d$/);
  expect(shown('Input.Text', 'https://… where it lies')).toMatch(/^https:\/\/\S+$/);
  expect(shown('Input.Text', 'xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx')).toMatch(
    /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/,
  );
  expect(String(shown('Input.Text', 'Who, where')).split(' ').length).toBeGreaterThan(3);
});

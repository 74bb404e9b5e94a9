import { DoorRefusal } from '../door-refusal.js';

type Body = Readonly<Record<string, unknown>>;

export function textIn(body: Body, name: string): string {
  const value = body[name];
  if (typeof value !== 'string' || value === '') throw new DoorRefusal(400, `${name} is a text.`);
  return value;
}

export function textsIn(body: Body, name: string): readonly string[] {
  const value = body[name];
  if (!Array.isArray(value) || !value.every((one) => typeof one === 'string'))
    throw new DoorRefusal(400, `${name} is a list of texts.`);
  return value as string[];
}

export function textOrNullIn(body: Body, name: string): string | null {
  return body[name] == null ? null : textIn(body, name);
}

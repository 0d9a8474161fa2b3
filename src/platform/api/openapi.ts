import { z } from 'zod';
import type { Declared } from '../action/action.ts';

/** Actions as the API offers them: those that people may do. */
export const offeredTo = (actions: readonly Declared[], roles: readonly { name: string }[]): readonly Declared[] => {
  const names = new Set(roles.map((role) => role.name));
  return actions.filter((action) => action.allow.some((grant) => names.has(grant.role.name)));
};

type Schema = Record<string, unknown>;
const json = (schema: Schema): Schema => ({ content: { 'application/json': { schema } } });
const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
const answer = (description: string, schema: Schema): Schema => ({ description, ...json(schema) });

const RESPONSES: Schema = {
  200: answer('Done. The value is what the action gives.', ref('Done')),
  400: answer('The input is not valid; each problem names its field.', ref('Invalid')),
  401: answer('No token, or none that works.', ref('No')),
  403: answer('Not for this token, or not for the role of its person.', ref('No')),
  404: answer('Not there, or not for this agency: both are answered alike.', ref('No')),
  409: answer('Somebody else recorded something meanwhile, or the key was used for something else.', ref('No')),
  413: answer('Too large.', ref('No')),
  415: answer('Not JSON in UTF-8.', ref('No')),
  422: answer('The rules say no; every obstacle is listed.', ref('No')),
  429: answer('Too many. Retry-After says how many seconds to wait.', ref('No')),
  503: answer('The database is away. Nothing was done. Retry-After says when to try again.', ref('No')),
};

const COMPONENTS: Schema = {
  securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'A token that its owner made on her account page.' } },
  schemas: {
    Done: { type: 'object', required: ['done', 'value'], properties: { done: { const: true }, value: {} } },
    Invalid: { type: 'object', required: ['done', 'because', 'problems'], properties: { done: { const: false }, because: { const: 'invalid' }, problems: { type: 'array', items: { type: 'object', properties: { path: { type: 'string' }, code: { type: 'string' } } } } } },
    No: {
      type: 'object',
      required: ['done', 'because'],
      properties: {
        done: { const: false },
        because: { type: 'string' },
        text: { type: 'string' },
        obstacles: { type: 'array', items: { type: 'object', properties: { code: { type: 'string' }, section: { type: 'string' }, text: { type: 'string' } } } },
      },
    },
  },
};

const KEY = { name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string', minLength: 8, maxLength: 128 }, description: 'The same asking sent again with the same key within a day is answered as before, and done once.' };

function operation(action: Declared): Schema {
  // What comes in, as it may be left out; a schema that JSON cannot say is said as anything.
  const schema = z.toJSONSchema(action.input, { io: 'input', unrepresentable: 'any' }) as Schema;
  delete schema['$schema'];
  return { post: { operationId: action.name, summary: action.does, tags: [action.name.split('.')[0]], parameters: [KEY], requestBody: { required: true, ...json(schema) }, responses: RESPONSES } };
}

/** The description of the API, from what the actions declare. The same actions always give the same. */
export function writeOpenApi(actions: readonly Declared[]): string {
  const paths = Object.fromEntries(actions.toSorted((a, b) => (a.name < b.name ? -1 : 1)).map((action) => [`/api/${action.name}`, operation(action)]));
  const info = { title: 'Keerpunt', version: '1', license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' }, description: 'Every action that people may do, for programs. A token does no more than its person may do, and no more than it was made for.' };
  return `${JSON.stringify({ openapi: '3.1.0', info, security: [{ token: [] }], paths, components: COMPONENTS }, null, 1)}\n`;
}

// contract.mjs OPENAPI.json EXCHANGES.jsonl: is every exchange as the description of the API says? One JSON line each:
// { operation, faults: [sentences] }. An exchange is { method, path, request, status, headers, body }; path without query,
// bodies parsed, headers an object with names in lower case.
import { readFileSync } from 'node:fs';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const [apiFile, exchangesFile] = process.argv.slice(2);
const api = JSON.parse(readFileSync(apiFile, 'utf8'));
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats(ajv);
ajv.addSchema(api, 'api');

const follow = (node, at) => {
  while (node?.$ref) {
    at = node.$ref;
    node = at.slice(2).split('/').reduce((n, k) => n[k.replaceAll('~1', '/').replaceAll('~0', '~')], api);
  }
  return [node, at];
};
const pointer = (...keys) => '#/' + keys.map(k => String(k).replaceAll('~', '~0').replaceAll('/', '~1')).join('/');

// The path that fits, a literal segment before a {hole}.
const routes = Object.keys(api.paths).map(path => ({ path, parts: path.split('/') }));
const holes = r => r.parts.map(p => (p[0] === '{' ? '1' : '0')).join('');
routes.sort((a, b) => (holes(a) < holes(b) ? -1 : 1));
const routeOf = path => {
  const parts = path.split('/');
  return routes.find(r => r.parts.length === parts.length && r.parts.every((p, i) => p[0] === '{' || p === parts[i]))?.path;
};

const validators = new Map();
const check = (at, value, what) => {
  if (!validators.has(at)) validators.set(at, ajv.compile({ $ref: 'api' + at }));
  const validate = validators.get(at);
  if (validate(value)) return [];
  return validate.errors.slice(0, 6).map(e => `${what}${e.instancePath} ${e.message} ${JSON.stringify(e.params)}`);
};

const checkBody = (content, at, kind, body, what) => {
  if (!content) return body === null ? [] : [`${what} has a body that is not described`];
  if (!content[kind]) return [`${what} is of type ${kind}, described: ${Object.keys(content)}`];
  return check(at + pointer('content', kind, 'schema').slice(1), body, what);
};

const checkExchange = x => {
  const path = routeOf(x.path);
  const operation = path && api.paths[path][x.method.toLowerCase()];
  if (!operation) return { operation: '', faults: [`${x.method} ${x.path} is not described`] };
  const base = pointer('paths', path, x.method.toLowerCase());
  const faults = [];
  const [response, at] = follow(operation.responses[x.status], base + pointer('responses', x.status).slice(1));
  if (!response) return { operation: operation.operationId, faults: [`status ${x.status} is not described`] };
  const kind = (x.headers['content-type'] ?? '').split(';')[0];
  faults.push(...checkBody(response.content, at, kind, x.body, 'answer'));
  for (const name of Object.keys(response.headers ?? {})) {
    const [header, headerAt] = follow(response.headers[name], at + pointer('headers', name).slice(1));
    const value = x.headers[name.toLowerCase()];
    if (value === undefined) {
      if (header.required) faults.push(`header ${name} is missing`);
    } else {
      const typed = header.schema.type === 'integer' ? Number(value) : value;
      faults.push(...check(headerAt + '/schema', typed, `header ${name}`));
    }
  }
  if (x.status < 300 && operation.requestBody)
    faults.push(...checkBody(operation.requestBody.content, base + '/requestBody', 'application/json', x.request, 'request'));
  return { operation: operation.operationId, faults };
};

for (const line of readFileSync(exchangesFile, 'utf8').split('\n'))
  if (line) console.log(JSON.stringify(checkExchange(JSON.parse(line))));

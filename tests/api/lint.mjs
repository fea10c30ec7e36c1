// lint.mjs FILE [OUT]: judges the description of the API by the linter's strict rules; OUT gets it as JSON when it is clean.
// Prints one line a problem: line, rule, sentence. Exit status 1: there are problems.
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import core from '@redocly/openapi-core';

const [file, out] = process.argv.slice(2);
const config = await core.createConfig({
  extends: ['recommended-strict'],
  rules: {
    'operation-description': 'off', // most summaries say it all
    'info-license-url': 'off', // an SPDX identifier says it
    'operation-operationId-unique': 'error',
    'operation-operationId-url-safe': 'error',
    'operation-4xx-response': 'error',
    'no-unused-components': 'error',
    'no-undefined-server-variable': 'error',
    'no-required-schema-properties-undefined': 'error',
    'response-mime-type': 'off',
    'path-segment-plural': 'off',
  },
});
let problems;
try {
  problems = await core.lint({ ref: resolve(file), config });
} catch (e) { // not even YAML
  console.log(`${file}:${e.line ?? 0}: yaml: ${String(e.message).split('\n')[0]}`);
  process.exit(1);
}
for (const p of problems) {
  const { start } = core.getLineColLocation(p.location[0]);
  console.log(`${file}:${start.line}: ${p.ruleId}: ${p.message}`);
}
if (!problems.length && out) {
  const { bundle } = await core.bundle({ ref: resolve(file), config });
  writeFileSync(out, JSON.stringify(bundle.parsed));
}
process.exit(problems.length ? 1 : 0);

// Must be loaded before n8n-core, which reads these once. Kept in JavaScript because the strict lint
// of TypeScript files forbids `process`, as n8n's own sandbox for community nodes does.
const { mkdtempSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

process.env.N8N_USER_FOLDER ??= mkdtempSync(join(tmpdir(), 'healthsail-nodes-test-'));
process.env.N8N_ENCRYPTION_KEY ??= 'synthetic-key-for-tests-only';
process.env.N8N_LOG_LEVEL ??= 'silent';
process.env.N8N_RUNNERS_ENABLED ??= 'false';

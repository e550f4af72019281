#!/usr/bin/env node
/** Stands in for a program that a command of docs/deploy.md runs: the test handles the call. */
const { basename } = require('node:path');

const [, file = '', ...args] = process.argv;
const call = { program: basename(file), args, cwd: process.cwd(), env: process.env };

globalThis
  .fetch(process.env.RELAY_URL ?? '', { method: 'POST', body: JSON.stringify(call) })
  .then((response) => response.json())
  .then(({ status, stdout, stderr }) => {
    process.stdout.write(stdout);
    process.stderr.write(stderr);
    process.exitCode = status;
  });

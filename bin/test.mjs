#!/usr/bin/env node
import { join } from 'node:path';
import { build, install, PROJECT, runOnOwnNode } from './project.mjs';

install(true);
const folder = build();
runOnOwnNode([join(PROJECT, 'node_modules/vitest/vitest.mjs'), 'run', ...process.argv.slice(2)], { NODE_ENV: 'test', KEERPUNT_BUILD: folder });

#!/usr/bin/env node
import { join } from 'node:path';
import { build, install, runOnOwnNode } from './project.mjs';

install(false);
const folder = build();
runOnOwnNode([join(folder, 'server/cli.js'), ...process.argv.slice(2)], { KEERPUNT_BUILD: folder });

#!/usr/bin/env node
import { join } from 'node:path';
import { build, install, installBeside, PROJECT, runOnOwnNode } from './project.mjs';

install(true);
installBeside('bench/lighthouse');
const folder = build();
runOnOwnNode([join(PROJECT, 'bench/run.ts'), ...process.argv.slice(2)], { KEERPUNT_BUILD: folder });

#!/usr/bin/env node
import { join } from 'node:path';
import { build, install, PROJECT, runOnOwnNode } from './project.mjs';

install(false);
build();
runOnOwnNode([join(PROJECT, 'dist/server/cli.js'), ...process.argv.slice(2)]);
